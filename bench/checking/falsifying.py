"""A true sentence made false in one place, by rule, so that what is false and what it should be are known."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

KINDS = ("figure", "unit", "year", "place", "name", "direction", "negation", "quotation")
_NUMBER = re.compile(r"(?<![\d.A-Za-z\-—〔第])\d{1,8}(?:\.\d{1,4})?(?![\d.\-—]|年|月|日|时|号|点|〕|:|：)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")
_UNITS = {
    "亿元": "万元",
    "万元": "亿元",
    "平方公里": "平方米",
    "平方米": "亩",
    "万亩": "万平方米",
    "亩": "公顷",
    "公里": "米",
    "千米": "米",
    "毫升": "升",
    "千克": "吨",
    "公斤": "吨",
    "吨": "公斤",
    "毫米": "厘米",
    "个工作日": "个月",
    "个百分点": "倍",
    "个月": "年",
    "小时": "分钟",
    "分钟": "小时",
    "户": "人",
    "家": "人",
    "人": "户",
    "元": "万元",
    "mg": "g",
    "天": "个月",
    "日内": "个月内",
    "米": "厘米",
    "℃": "℉",
}
_UNIT = re.compile(rf"(?<=\d)(?:{'|'.join(sorted(_UNITS, key=len, reverse=True))})(?![/每·次])")
_DIRECTIONS = (
    "增长/下降 上升/下降 提高/降低 增加/减少 高于/低于 以上/以下 不少于/不超过 不超过/不少于 "
    "不得超过/不得少于 扩大/缩小 最高/最低 最多/最少 盈利/亏损 上涨/下跌 加快/放缓 延长/缩短 推迟/提前 "
    "提前/推迟 减少/增加 下降/上升 降低/提高 缩短/延长 至少/至多 上浮/下浮 下调/上调 上调/下调 低于/高于 "
    "回升/回落 下跌/上涨 晚于/早于 早于/晚于"
).split()
_NEGATIONS = (
    "不得/可以 不予/予以 严禁/允许 禁止/允许 不能/能 不可/可 无需/需要 无须/必须 未经/经 不再/继续 "
    "不计/计 不设/设 免收/收取 应当/不应 必须/不必 可以/不得 不含/含 不收/收 未/已 没有/有 同意/不同意 "
    "不同意/同意 不合格/合格 不参加/参加 有权/无权 已/未"
).split()


@dataclass(frozen=True, slots=True)
class Falsified:
    """``text`` with ``false`` from ``start`` on, where the ``true`` stood."""

    text: str
    start: int
    true: str
    false: str


def falsify(
    kind: str, text: str, document: str, names: Sequence[tuple[str, str]], chance: random.Random
) -> Falsified | None:
    """A sentence with one thing changed; None where it has nothing of the kind.

    :param document: the text that it is from, in which the false words do not stand.
    :param names: pairs of a name and another of its kind.
    """
    found = _WAYS[kind](text, document, names, chance)
    return None if found is None or found.text == text else found


def _put(text: str, start: int, true: str, false: str) -> Falsified:
    return Falsified(text[:start] + false + text[start + len(true) :], start, true, false)


def _figure(text: str, document: str, _names: object, chance: random.Random) -> Falsified | None:
    matches = list(_NUMBER.finditer(text))
    chance.shuffle(matches)
    for match in matches:
        number = match.group()
        for _ in range(20):
            changed = _other_number(number, chance)
            if changed != number and changed not in document:
                return _put(text, match.start(), number, changed)
    return None


def _other_number(number: str, chance: random.Random) -> str:
    """Two digits of it swapped, or one changed; never one with a zero in front."""
    digits = [at for at, c in enumerate(number) if c.isdigit()]
    made = list(number)
    if len(digits) > 2 and chance.random() < 0.5:
        at = chance.randrange(1, len(digits) - 1)
        low, high = digits[at], digits[at + 1]
        made[low], made[high] = made[high], made[low]
    else:
        at = chance.choice(digits)
        made[at] = chance.choice("123456789")
    return "".join(made)


def _unit(text: str, _document: str, _names: object, chance: random.Random) -> Falsified | None:
    matches = list(_UNIT.finditer(text))
    chance.shuffle(matches)
    return next((_put(text, m.start(), m.group(), _UNITS[m.group()]) for m in matches), None)


def _year(text: str, document: str, _names: object, chance: random.Random) -> Falsified | None:
    for match in _YEAR.finditer(text):
        others = [str(int(match.group()) + step) for step in (-1, 1, -2, 2, -3, 3)]
        others = [each for each in others if each not in document]
        if others:
            return _put(text, match.start(), match.group(), chance.choice(others))
    return None


def _named(text: str, document: str, names: Sequence[tuple[str, str]], chance: random.Random) -> Falsified | None:
    found = [(name, other) for name, other in names if name in text and other not in document and other != name]
    if not found:
        return None
    name, other = chance.choice(found)
    return _put(text, text.find(name), name, other)


def _swapped(pairs: Sequence[str]) -> Callable[[str, str, object, random.Random], Falsified | None]:
    words = [tuple(pair.split("/")) for pair in pairs]

    def swap(text: str, _document: str, _names: object, chance: random.Random) -> Falsified | None:
        found = [(true, false) for true, false in words if true in text]
        longest = max((len(true) for true, _ in found), default=0)
        found = [pair for pair in found if len(pair[0]) == longest]
        if not found:
            return None
        true, false = chance.choice(found)
        return _put(text, text.find(true), true, false)

    return swap


_WORD = re.compile("[\u4e00-\u9fff]{2}")


def _quotation(text: str, document: str, _names: object, chance: random.Random) -> Falsified | None:
    """A word of what is quoted changed into another of the same text."""
    start, end = text.find("：“") + 1, text.rfind("”")
    if start < 1 or end - start < 10:
        return None
    inside = list(_WORD.finditer(text, start + 1, end))
    outside = [m.group() for m in _WORD.finditer(document) if m.group() not in text]
    if not inside or not outside:
        return None
    match = chance.choice(inside)
    return _put(text, match.start(), match.group(), chance.choice(outside))


_WAYS: dict[str, Callable[[str, str, Sequence[tuple[str, str]], random.Random], Falsified | None]] = {
    "figure": _figure,
    "unit": _unit,
    "year": _year,
    "place": _named,
    "name": _named,
    "direction": _swapped(_DIRECTIONS),
    "negation": _swapped(_NEGATIONS),
    "quotation": _quotation,
}

"""Numbers as values: ``四千亿`` and ``4000亿`` are the same, ``百分之五点五`` is ``5.5%``, ``第七`` is ``第7``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from math import prod

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
SMALL_UNITS = {"十": 10, "百": 100, "千": 1000}
LARGE_UNITS = {"万": 10**4, "亿": 10**8}
MEASURES = "个名家座条项年月日天岁次位所间套只件人万亿元批届层级类种倍"

UNITS = re.compile(
    "亿元|万元|元|美元|港元|欧元|日元|英镑|平方公里|平方千米|平方米|平方厘米|立方千米|立方米|立方厘米|公里|千米|公顷|公斤|千克"
    "|毫米|厘米|毫升|英里|英尺|海里|千瓦时|千瓦|兆瓦|摄氏度|个百分点|个月|小时|分钟|场次|人次|周年|世纪"
    "|[个名家座条项年月日天岁次位所间套只件人级届批层种类倍亩米吨克度分秒场户处辆艘架台部本篇页章节股期"
    "款起宗例幅枚颗棵株头匹组对支队班]"
)
"""What numbers are counted in, the longer before the shorter."""

_CHINESE = "[零〇一二两三四五六七八九十百千万亿]"
_ARABIC = r"\d+(?:,\d{3})*(?:\.\d+)?"
_NUMBER = re.compile(
    rf"(?P<percent>百分之)?(?:(?P<arabic>{_ARABIC})(?P<unit>[十百千万亿]{{0,3}})"
    rf"|(?P<chinese>{_CHINESE}{{1,20}})(?:点(?P<fraction>[零〇一二三四五六七八九]{{1,8}})(?P<scale>[十百千万亿]{{0,3}}))?)(?P<sign>%|‰)?"
)


@dataclass(frozen=True, slots=True)
class Value:
    """A number at ``text[start:end]``. Equal values have equal ``key``; percents, ordinals and years are apart."""

    start: int
    end: int
    key: str


def find_values(text: str) -> list[Value]:
    """The numbers of a folded text, in order.

    A lone Chinese digit counts only where it must be a number (behind 第, before a measure word): 统一 is not 1. A run
    such as 百千万, with no digit in front, is a word and not a number.
    """
    values = []
    for match in _NUMBER.finditer(text):
        number = _number(match, text)
        if number is not None:
            values.append(Value(match.start(), match.end(), _key(number, match, text)))
    return values


def _number(match: re.Match[str], text: str) -> Decimal | None:
    if match["arabic"]:
        return Decimal(match["arabic"].replace(",", "")) * _scale(match["unit"])
    run = match["chinese"]
    certain = len(run) > 1 or match["percent"] or match["fraction"]
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if not certain and before != "第" and (not after or after not in MEASURES or (run not in DIGITS and run != "十")):
        return None
    whole = parse_chinese(run)
    if whole is None or not match["fraction"]:
        return None if whole is None else Decimal(whole)
    return (whole + Decimal("0." + "".join(str(DIGITS[c]) for c in match["fraction"]))) * _scale(match["scale"])


def _scale(units: str) -> Decimal:
    """``万亿`` is 10 to the 12th; nothing is 1."""
    return Decimal(prod(SMALL_UNITS.get(unit) or LARGE_UNITS[unit] for unit in units))


def parse_chinese(run: str) -> int | None:
    """``四千零二十二`` is 4022, ``二〇二三`` is 2023; None for a run that is no number, such as ``百千万``."""
    if all(c in DIGITS for c in run):
        return int("".join(str(DIGITS[c]) for c in run))
    return _by_units(run) if run[0] in DIGITS or run in ("十", "百") or run[0] == "十" else None


def _by_units(run: str) -> int:
    """What stands before a unit is multiplied, what stands behind is added; nothing before counts as 1.

    A single digit behind a unit counts tenths of it: ``两万五`` is 25000, but ``一百零五`` is 105.
    """
    for unit, scale in reversed(LARGE_UNITS.items()):
        before, found, behind = run.rpartition(unit)
        if found:
            rest = DIGITS[behind] * scale // 10 if behind in DIGITS else _by_units(behind)
            return (_by_units(before) if before else 1) * scale + rest
    total = digit = 0
    last = 10
    for c in run:
        if c in DIGITS:
            digit = DIGITS[c]
            last = 10 if digit == 0 else last
        else:
            last = SMALL_UNITS[c]
            total += (digit or 1) * last
            digit = 0
    return total + digit * last // 10


def _key(number: Decimal, match: re.Match[str], text: str) -> str:
    plain = format(number.normalize(), "f")
    if match["percent"] or match["sign"]:
        return plain + (match["sign"] or "%")
    if text[match.start() - 1 : match.start()] == "第":
        return "第" + plain
    if text[match.end() : match.end() + 1] == "年" and len(plain) == 4:
        return plain + "年"
    return plain

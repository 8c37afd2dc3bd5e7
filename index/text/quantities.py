"""Figures as they are written, whole: with sign, currency, words of bound, unit and what they are counted by.

All patterns meet folded text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from index.text.numerals import LARGE_UNITS, SMALL_UNITS, Number, find_numbers, parse_chinese
from index.text.shares import find_shares, plain
from index.text.units import MEASURED, PERIODS, UNITS, YUAN, currency_unit, is_money

_UPPER = (
    "不[得应可能]?(?:超过?|高于|多于|大于|晚于|迟于|足|满)|未满|低于|少于|小于|不到"
    "|至多|最多|最高|最大|最长|最迟|上限为?|[<≤]=?"
)
_LOWER = (
    "不[得应可能]?(?:少于|低于|小于|早于|短于)|超过?|高于|多于|大于|逾|突破|年?满"
    "|至少|最少|最低|最小|最短|下限为?|[>≥]=?"
)
_BEFORE = re.compile(f"(?:(?P<upper>{_UPPER})|(?P<lower>{_LOWER})|(?P<about>大约|约为?|大概|将近|接近|近))[ ]?$")
_BEHIND = re.compile(
    r"[ ]?(?:\((?:含|不含)\)|及)?(?:(?P<lower>以上|起(?![草飞诉点步床航源义火重]))"
    r"|(?P<upper>以下|以内|之内|封顶|为限|内(?![容部外地陆存蒙科勤涝需环设置含]))"
    r"|(?P<about>左右|上下|有余|不等|[多余许](?![少种次个家名条元项])))"
)
_FALLS = re.compile("(?:下降|减少|降低|下跌|下滑|回落|缩减|缩短|下调|减|降|跌)(?:了|约|近|超过?|逾)?[ ]?$")
_CURRENCY = re.compile(r"(?:us\$|hk\$|[¥$€£]|人民币|rmb|usd|港币|美金)[ ]?$")
_TO = re.compile(r"[ ]?(?:[-—–~]{1,2}|[至到])[ ]?")
_AND, _AMID = re.compile("[ ]?[和与跟][ ]?"), re.compile("[ ]?之?间")
"""Of a range that is said so: ``20和30之间``."""
_MORE = re.compile("[ ]?[多余来几](?P<scale>[十百千万亿]{0,2})")
CENTURIES = 200
"""So many years and more are no duration."""
_MONEY = {"元": Decimal(1), "块": Decimal(1), "角": Decimal("0.1"), "毛": Decimal("0.1"), "分": Decimal("0.01")}
_SOME = re.compile("(?P<a>[一二三四五六七八九])(?P<b>[二三四五六七八九])(?P<scale>[十百千万]?)")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure at ``text[start:end]``, without its words of bound and of falling from ``core`` on to ``core_end``.

    ``states`` are the keys that it says, the most exact first. It admits what lies from ``low`` to ``high``, without
    end where that is None. ``bounded``: words say so; ``ranges``: two figures do. ``lasting``: it is a duration.
    """

    start: int
    end: int
    core: int
    core_end: int
    states: tuple[str, ...]
    unit: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    bounded: bool = False
    ranges: bool = False
    lasting: bool = False


def find_quantities(text: str) -> list[Quantity]:
    """The figures of a folded text in order, without overlap."""
    special = list(_special(text))
    rest = masked(text, [(each.core, each.core_end) for each in special])
    found = sorted([*special, *_plainly(rest)], key=lambda each: each.core)
    return _between(text, [_worded(text, each) for each in _compounds(text, _ranges(text, found))])


def _between(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """The figures, a lower and an upper bound that stand side by side as one range: ``5元以上10元以下``."""
    whole: list[Quantity] = []
    for each in found:
        last = whole[-1] if whole else None
        touching = last is not None and re.fullmatch("[、 且]?", text[last.end : each.start])
        if last is not None and touching and last.bounded and each.bounded and _opens(last, each):
            states = (f"{last.states[0]}~{each.states[0]}", last.states[0], each.states[0])
            core = last.start, each.end
            whole[-1] = Quantity(
                *core, *core, states, each.unit, last.low, each.high, ranges=True, lasting=each.lasting
            )
        else:
            whole.append(each)
    return whole


def _opens(first: Quantity, second: Quantity) -> bool:
    """Whether the first is a lower bound below the second, an upper one."""
    ends = first.low, second.high
    return first.high is None is second.low and ends[0] is not None and ends[1] is not None and ends[0] < ends[1]


def _plainly(text: str) -> Iterator[Quantity]:
    """The numbers with their units; the 3 of a ``m3`` is none, and that of ``gdp3亿元`` is."""
    end = 0
    for number in find_numbers(text):
        quantity = _measured(text, number)
        glued = re.match("[a-zμω]", text[max(number.start - 1, 0) : number.start])
        if number.start >= end and not (glued and (not quantity.unit or quantity.unit.isascii())):
            yield quantity
            end = quantity.end


def masked(text: str, places: Sequence[tuple[int, int]]) -> str:
    """The text with something in these places that no pattern meets."""
    characters = list(text)
    for start, end in places:
        characters[start:end] = "\0" * (end - start)
    return "".join(characters)


def _special(text: str) -> Iterator[Quantity]:
    """Fractions, tenths, discounts, halves of periods, and proportions."""
    for share in find_shares(text):
        period = _period(share.amount, share.unit) if share.unit and share.amount is not None else ""
        place = share.start, share.end
        states = (period or share.key,)
        yield Quantity(*place, *place, states, share.unit, share.amount, share.amount, lasting=bool(period))


def _period(number: Decimal, unit: str) -> str:
    times, of = PERIODS[unit]
    return f"{plain(number * times)}{of}"


def _measured(text: str, number: Number) -> Quantity:
    """A number with its sign, its currency and its unit."""
    start, end, amount, key = number.start, number.end, number.amount, number.key
    more = _MORE.match(text, end)
    if more and (more["scale"] or UNITS.match(text, more.end())):
        end = more.end()
        for scale in more["scale"]:
            amount *= SMALL_UNITS.get(scale) or LARGE_UNITS[scale]
        key = plain(amount) if more["scale"] else key
    single = end - start == 1 and not text[start].isdecimal()
    blank = 0 if single else len(text[end : end + 2]) - len(text[end : end + 2].lstrip(" "))
    unit = (UNITS if single else MEASURED).match(text, end + blank) if key[-1] not in "%‰" else None
    end = unit.end() if unit else end
    named = unit.group() if unit else key[-1] if key[-1] in "%‰" else ""
    if key.startswith("第"):
        start = text.rindex("第", 0, start)
        return Quantity(start, end, start, end, (key,), named, amount, amount)
    start, negative = _signed(text, start)
    currency = _CURRENCY.search(text, max(start - 4, 0), start)
    if currency:
        start, named = currency.start(), named or currency_unit(text[max(currency.start() - 1, 0) : currency.end()])
    states = (f"-{key}", key) if negative else (key,)
    amount = -amount if negative else amount
    lasting = named in PERIODS and not negative and not (named == "年" and not 0 < amount < CENTURIES)
    states = (_period(amount, named), *states) if lasting else states
    return Quantity(start, end, start, end, states, named, amount, amount, lasting=lasting)


def _signed(text: str, start: int) -> tuple[int, bool]:
    """Where a number begins with the sign before it, and whether that makes it negative."""
    sign = re.compile(r"(?:(?<![\da-z)%°])[-−+±][ ]?|零下|负)$").search(text, max(start - 3, 0), start)
    return (sign.start(), sign.group()[0] not in "+±") if sign else (start, False)


def _ranges(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """The figures, two that are the ends of a range, and a 三五 or 七八, as one."""
    whole: list[Quantity] = []
    for each in found:
        if whole and (made := _range(text, whole[-1], each)):
            whole[-1] = made
        else:
            some = _SOME.match(text, each.core)
            whole.append(_some(each, some) if some and each.unit and each.core_end > some.end() else each)
    return whole


def _some(each: Quantity, match: re.Match[str]) -> Quantity:
    low, high = parse_chinese(match["a"] + match["scale"]), parse_chinese(match["b"] + match["scale"])
    if low is None or high is None or not (match["a"] + match["b"] == "三五" or _next(match)):
        return each
    states = (f"{low}~{high}", str(low), str(high))
    return replace(each, states=states, low=Decimal(low), high=Decimal(high), ranges=True)


def _next(match: re.Match[str]) -> bool:
    return "一二三四五六七八九".find(match["b"]) == "一二三四五六七八九".find(match["a"]) + 1


def _range(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    """One range of two figures with nothing but a mark of range between them, the lower first."""
    low, high = first.low, second.high
    units = _behind(text, first), _behind(text, second)
    gap = _TO.fullmatch(text, first.core_end, max(second.core, first.core_end))
    if not gap and _AMID.match(text, second.core_end):
        gap = _AND.fullmatch(text, first.core_end, max(second.core, first.core_end))
    if second.states[0].startswith("-") and second.core >= first.core_end and not gap and units[0] in ("", units[1]):
        high = -high if high is not None else None  # the hyphen of 6-20 is no sign
        gap = re.compile("[ ]?").fullmatch(text, first.core_end, second.core)
    if gap is None or low is None or high is None or first.ranges or first.states[0].startswith("第"):
        return None
    if (low >= high and units[0] == units[1]) or (first.unit and not _alike(first, second, units)):
        return None
    if second.lasting and not first.lasting:
        first = replace(first, states=(_period(low, second.unit), *first.states))
    ends = [[each for each in side.states if side is first or not each.startswith("-")] for side in (first, second)]
    return replace(
        second,
        start=first.start,
        core=first.core,
        states=(f"{ends[0][0]}~{ends[1][0]}", ends[0][0], ends[1][0], *ends[0][1:], *ends[1][1:]),
        low=low,
        high=high,
        ranges=True,
    )


def _behind(text: str, each: Quantity) -> str:
    """A figure's unit as it stands behind it: of money that only a sign tells, ``元``. ``HK$5-10元`` is one range."""
    return YUAN if is_money(each.unit) and not text.endswith(each.unit, each.core, each.core_end) else each.unit


def _alike(first: Quantity, second: Quantity, units: tuple[str, str]) -> bool:
    return units[0] == units[1] or units[0] in units[1] or (first.lasting and second.lasting)


def _compounds(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """The figures, with what is said in two units as one: ``1小时30分钟``, ``3元5角``."""
    whole: list[Quantity] = []
    for each in found:
        last = whole[-1] if whole else None
        touching = last is not None and text[last.core_end : each.core] in ("", " ", "零", "又")
        total = _total(last, each) if last is not None and touching else ""
        if last is not None and total:
            whole[-1] = replace(last, end=each.end, core_end=each.core_end, states=(total,), low=None, high=None)
        else:
            whole.append(each)
    return whole


def _total(first: Quantity, second: Quantity) -> str:
    """The key of what two quantities come to that stand beside each other, ``""`` where they are none together."""
    if first.low is None or second.low is None or first.ranges or second.ranges:
        return ""
    if first.lasting and second.lasting:
        (times, of), (more, last) = PERIODS[first.unit], PERIODS[second.unit]
        same = plain(first.low * times + second.low * more) + of
        return same if of == last else f"{first.states[0]}{second.states[0]}"
    if first.unit in ("元", "块", "角", "毛") and second.unit in ("角", "毛", "分"):
        return plain(first.low * _MONEY[first.unit] + second.low * _MONEY[second.unit])
    return ""


def _worded(text: str, each: Quantity) -> Quantity:
    """With the words around it that say at least, at most, about, or that it fell by so much."""
    before = _BEFORE.search(text, max(each.core - 8, 0), each.core)
    behind = _BEHIND.match(text, each.core_end)
    start, end = before.start() if before else each.start, behind.end() if behind else each.end
    falls = _FALLS.search(text, max(start - 6, 0), start)
    states = each.states
    if falls and not each.ranges:
        start, states = falls.start(), (f"-{states[0]}", *states)
    words = [match for match in (before, behind) if match]
    lower, upper = (any(match[name] for match in words) for name in ("lower", "upper"))
    low, high = (
        (None, each.high) if upper and not lower else (each.low, None) if lower and not upper else (each.low, each.high)
    )
    return replace(each, start=start, end=end, states=states, low=low, high=high, bounded=lower or upper)

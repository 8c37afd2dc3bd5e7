"""Times that cells say and questions bound: ``2024-03-05``, ``2023年以后``, ``2024年上半年``, ``3月到5月之间``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.text.times import find_moments
from index.text.tokens import fold

Point = tuple[int, int, int, int]
"""Year, month, day and minute of the day; 0 for a year, or for a whole date, that is not said."""
_LAST = (12, 31, 24 * 60)
_MONTH = re.compile(r"(?P<y>(?:19|20)\d\d)\.(?P<m>0?[1-9]|1[0-2])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_OF_DATES = re.compile("(?:日期|时间|年月|日|月份)$")
_OF_YEARS = re.compile("年[份度]?$")
"""What columns are called whose ``2024.3`` is a month, and whose ``2024`` a year, rather than a figure."""
_PARTS: tuple[tuple[re.Pattern[str], tuple[tuple[int, int], tuple[int, int]]], ...] = (
    (re.compile("上半年"), ((1, 1), (6, 31))),
    (re.compile("下半年"), ((7, 1), (12, 31))),
    (re.compile("上旬"), ((0, 1), (0, 10))),
    (re.compile("中旬"), ((0, 11), (0, 20))),
    (re.compile("下旬"), ((0, 21), (0, 31))),
)
_VAGUE = re.compile("[底末初](?!期)|年中|春节|国庆|五一|年代|世纪|[去今前明当次]年|近年")
"""Parts of a time whose days nobody has laid down."""
_END = re.compile("[年月]?[底末]$")
_HALF = re.compile("[上下]半年")
_EDGE = re.compile("(?P<word>[之以]前|[之以]后|以来|前|后|起|截?止)$")
_AROUND = re.compile("^(?:之间|期间|以?内)")
_SINCE = re.compile("^(?:至今|到现在|到目前|到今)")
_BEFORE = re.compile("(?:(?P<word>不早于|不晚于|不迟于|早于|晚于|迟于|截[至止]到?)|自从?|从|在|于)$")
_UNTIL = frozenset({"前", "之前", "以前", "不晚于", "不迟于"})
_TO = re.compile(r"[—–~至到]{1,2}|(?<=[年月日号])-{1,2}|(?<!\d-\d)(?<!\d{4})-{1,2}(?=\d{1,2}[月日号])")


@dataclass(frozen=True, slots=True)
class Period:
    """From ``first`` to ``last``, both within; ``form`` is ``date``, ``day`` of any year, or ``clock``."""

    first: Point
    last: Point
    form: str

    def is_before(self, other: Period) -> bool:
        """Whether all of it is over before the other begins."""
        return self.last < other.first


@dataclass(frozen=True, slots=True)
class TimeBound:
    """A bound on times at ``[start, end)`` of a question: from ``low`` to ``high``, both within, None for no end.

    ``written`` characters are the time itself; ``said`` is it with the word that bounds it, ``""`` where none does.
    ``edge`` is the period that is named where that word (``以后``) leaves open whether it belongs.
    """

    start: int
    end: int
    low: Point | None
    high: Point | None
    form: str
    written: int
    edge: Period | None = None
    said: str = ""

    def holds(self, period: Period) -> bool | None:
        """Whether a period lies within; None where it does in part, or cannot be compared."""
        if period.form != self.form:
            return None
        if (self.low and period.last < self.low) or (self.high and period.first > self.high):
            return False
        inside = (not self.low or period.first >= self.low) and (not self.high or period.last <= self.high)
        return True if inside else None


def read_period(text: str, column: str = "") -> Period | None:
    """The period that a text is, and says nothing but; None for any other text.

    :param column: the name of the column that it stands in, folded: there ``2024.3`` may be a month, ``2024`` a year.
    """
    text = fold(text).strip()
    month = _MONTH.fullmatch(text) if _OF_DATES.search(column) else None
    text = f"{month['y']}年{month['m']}月" if month else text
    text = f"{text}年" if _OF_YEARS.search(column) and _YEAR.fullmatch(text) else text
    half = _HALF.fullmatch(text)
    if half:
        return _period_of((), text)
    moments = find_moments(text)
    whole = len(moments) == 1 and (moments[0].start, moments[0].end) == (0, len(text)) and not moments[0].bound
    if not whole or _VAGUE.search(text):
        return None
    return _period_of(moments[0].states, text)


def _period_of(states: Sequence[str], text: str) -> Period | None:
    """The period that the keys of a time say, where they say one."""
    said = {unit: {int(key[:-1]) for key in states if key[-1] == unit and key[:-1].isdecimal()} for unit in "年月日"}
    quarters = [int(key[0]) for key in states if key.endswith("季度")]
    clocks = [key for key in states if ":" in key]
    if any(len(each) > 1 for each in said.values()) or len(quarters) > 1:
        return None
    year, month, day = (next(iter(said[unit]), 0) for unit in "年月日")
    if not (year or month or quarters or _HALF.fullmatch(text)):
        return _clock(clocks) if not day else None
    low, high = (month or 1, day or 1), (month or 12, day or 31)
    if quarters:
        low, high = (quarters[0] * 3 - 2, 1), (quarters[0] * 3, 31)
    for pattern, (first, last) in _PARTS:
        if pattern.search(text):
            low, high = (first[0] or month, first[1]), (last[0] or month, last[1])
    form = "date" if year else "day"
    minute = _clock(clocks) if clocks else None
    if minute is not None:
        return Period((year, *low, minute.first[3]), (year, *high, minute.last[3]), form)
    return Period((year, *low, 0), (year, *high, _LAST[2]), form)


def _clock(clocks: Sequence[str]) -> Period | None:
    minutes = [int(hour) * 60 + int(minute) for hour, _, minute in (each.partition(":") for each in clocks)]
    at = (0, 0, 0, max(minutes)) if minutes else None  # 下午3点 says 15:00 and 3:00
    return Period(at, at, "clock") if at else None


def find_time_bounds(question: str) -> list[TimeBound]:
    """The bounds on times that a folded question gives, in order; a time that is named plainly is none.

    What names only a part of a year or month (上半年) is one, as no key of a cell says it.
    """
    moments = [(moment.start, moment.end) for moment in find_moments(question)]
    parts = [match.span() for match in _HALF.finditer(question)]
    places = sorted([*moments, *(span for span in parts if not any(s < span[1] and span[0] < e for s, e in moments))])
    found = [bound for start, end in places if (bound := _bound_at(question, start, end))]
    return [_both(*found)] if len(found) == 2 and _are_ends(question, *found) else found


def _are_ends(question: str, one: TimeBound, other: TimeBound) -> bool:
    """Whether two bounds are the ends of one: 3月以后到6月以前."""
    between = question[one.end : other.start]
    open_ends = one.high is None and other.low is None and one.form == other.form
    return open_ends and re.fullmatch("[,，、]?(?:并且?|且|[到至])?", between) is not None


def _both(one: TimeBound, other: TimeBound) -> TimeBound:
    written = one.written + other.written
    said = f"{one.said}{other.said}"
    return TimeBound(one.start, other.end, one.low, other.high, one.form, written, one.edge or other.edge, said)


def bounds_time(text: str) -> bool:
    """Whether a time as a folded question writes it does not mean just the days that its keys say."""
    return bool(_EDGE.search(text) or _VAGUE.search(text) or any(pattern.search(text) for pattern, _ in _PARTS))


def _bound_at(question: str, start: int, end: int) -> TimeBound | None:
    before = _BEFORE.search(question, max(start - 4, 0), start)
    edge = _EDGE.search(question, start, end)
    since = _SINCE.match(question[end:])
    core = question[start : edge.start() if edge else end]
    around = _AROUND.match(question[end:])
    word = (before["word"] if before else None) or (edge["word"] if edge else "") or ("以来" if since else "")
    closing = since or around
    place = before.start() if before else start, end + (closing.end() if closing else 0)
    ends = _TO.split(core)
    if len(ends) == 2:
        return _between(place, ends, len(core)) if not word else None
    if _END.search(core) and (word in _UNTIL or word.startswith("截")):  # 6月底前 has the last of June within
        core, word = _END.sub("月" if "月" in core else "年", core), "截至"
    period = read_period(core)
    if period is None or not (word or any(pattern.search(core) for pattern, _ in _PARTS) or "季度" in core):
        return None
    return _one_sided(place, period, word, core)


def _between(place: tuple[int, int], ends: Sequence[str], written: int) -> TimeBound | None:
    """The bound from one time to another, which has the year and the month of the first where it says none."""
    first, second = ends
    year, month = (
        re.match(r"(?:\d{2,4}|[一二〇零]\S{3})年", first),
        re.search(r"[\d一二三四五六七八九十]{1,3}月", first),
    )
    if year and second and not re.search("年", second) and not re.match(r"\d{4}", second):
        second = f"{year.group()}{'' if '月' in second or month is None else month.group()}{second}"
    if re.search("月|日|号", second) and not re.search("[年月日号]", first) and first.isdigit():
        first = f"{first}{second[-1]}"
    low, high = read_period(first), read_period(second)
    if low is None or high is None or low.form != high.form or high.last < low.first:
        return None
    return TimeBound(*place, low.first, high.last, low.form, written)


def _one_sided(place: tuple[int, int], period: Period, word: str, core: str) -> TimeBound:
    after, before = _next(period.last), _previous(period.first)
    edge = period if word in ("以后", "之后", "后", "以前", "之前", "前") else None
    low, high = {
        "以后": (period.first, None),
        "以来": (period.first, None),
        "起": (period.first, None),
        "不早于": (period.first, None),
        "之后": (after, None),
        "后": (after, None),
        "晚于": (after, None),
        "迟于": (after, None),
        "以前": (None, before),
        "之前": (None, before),
        "前": (None, before),
        "早于": (None, before),
        "": (period.first, period.last),
    }.get(word, (None, period.last))
    return TimeBound(*place, low, high, period.form, len(core), edge, f"{core}{word}" if word else "")


def _next(point: Point) -> Point:
    return (*point[:3], point[3] + 1)


def _previous(point: Point) -> Point:
    return (*point[:3], point[3] - 1)

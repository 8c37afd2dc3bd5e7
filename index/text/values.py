"""Values as they are written, whole: figures with sign, bound words and unit, ranges, times, durations, levels, and
identifiers, which are no figures. One grammar for texts and questions.

``下降2.34%``, ``6—20位``, ``不少于30个工作日``, ``2026-07-17``, ``Ⅲ级``, ``3号楼`` and ``400-882-3105`` are one value
each. All patterns meet folded text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from index.text.identifiers import Identifier, find_identifiers, find_marks
from index.text.numerals import parse_chinese, parse_whole
from index.text.quantities import Quantity, find_quantities, masked
from index.text.scripts import HAN
from index.text.times import Moment, find_moments
from index.text.units import alike


class Kind(StrEnum):
    """What a value is."""

    FIGURE = "figure"
    RANGE = "range"
    BOUND = "bound"
    TIME = "time"
    DURATION = "duration"
    IDENTIFIER = "identifier"
    LEVEL = "level"
    MARK = "mark"


YEAR = re.compile("[0-9]{4}年")
"""The key of a year."""
KEPT_CHARACTERS = 2_000
"""The values of longer texts are not kept: passages and questions are asked for again and again, documents once."""
NUMBERED = frozenset({Kind.IDENTIFIER, Kind.LEVEL})
"""Kinds that say which of several things is meant."""
COUNTS = frozenset({Kind.FIGURE, Kind.RANGE, Kind.BOUND, Kind.DURATION})
"""Kinds that say how many or how much."""
LASTING = frozenset({Kind.DURATION, Kind.RANGE, Kind.BOUND})
"""Kinds that may say how long something lasts."""
TOLD = COUNTS | NUMBERED | {Kind.TIME}
"""Kinds that say something by themselves."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value at ``text[start:end]``, whole; ``core`` is where it stands without words of bound and of falling.

    Equal values have equal ``key``. ``states`` are the keys of all that it says (a date says its year), ``asks`` those
    that must be said where a question names it. ``unit`` is what it is counted in, or what is numbered (``级``,
    ``号楼``). ``low`` and ``high`` bound what a figure or a clock time admits, None for no end; without ``bounded``
    they bound nothing.
    """

    kind: Kind
    start: int
    end: int
    core: tuple[int, int]
    states: tuple[str, ...]
    asks: tuple[str, ...]
    unit: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    bounded: bool = False

    @property
    def key(self) -> str:
        return self.asks[-1] if self.asks else next(iter(self.states), "")  # 每年 says no year

    def admits(self, other: Value) -> bool:
        """Whether a value lies within this range or bound of the same kind of thing."""
        if not self.bounded or other.low is None or (self.kind is Kind.TIME) != (other.kind is Kind.TIME):
            return False
        if self.kind is not Kind.TIME and not alike(other.unit, self.unit):
            return False
        low, high = self.low, self.high
        if self.kind is Kind.TIME and low is not None and high is not None and low > high:  # over midnight
            return other.low >= low or other.low <= high
        return (low is None or other.low >= low) and (high is None or other.low <= high)


_FILLED_IN = re.compile(rf"(?<=\d)[_ ]++(?=[{HAN}])|(?<=[{HAN}])[_ ]++(?=\d)")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_COUNT = r"(?:\d{1,4}|[〇零一二三四五六七八九十百]{1,6})"
_PLACES = (
    "车间|中队|大队|支队(?!伍)|标段|工区|病区|病房|会议室|教室|食堂|单元|机组|展厅|航站楼|教学楼|宿舍楼|院区|校区|厂区|园区|矿区|泳道"
    "|号[楼线库机门厅馆井仓窗桌坝桥院站台炉泵池路车店房室棚岛船艇杆柱灯塔口孔洞渠闸阀罐箱柜架床亭栋幢座址矿坑墩梁]"
)
_LEVEL = re.compile(
    rf"第[ ]?(?P<open>[(])?(?P<n1>{_COUNT})(?(open)[)])[ ]?"
    rf"(?P<what1>章|节|条|款|项|编|篇|页|期|届|批|步|级|类|版|集|卷|号(?![\u4e00-\u9fff])|{_PLACES})"
    rf"|(?<![a-z\d.])(?P<n2>[ivx]{{1,4}}|[a-e]{{1,5}}|\d[a-e])[ ]?(?P<what2>级|类|期|档|型|等奖|号[\u4e00-\u9fff])"
    rf"|(?<=[村屯庄寨社区])第?(?P<n3>{_COUNT})(?P<what3>[组队](?![织合建成员人伍]))"
    rf"|(?<![\d.几第])(?P<n4>{_COUNT})[ ]?"
    rf"(?P<what4>星?级(?![以])|类(?!似)|期(?![间望待限货末])|档(?!案)|等奖|等功|年级|楼(?!盘|市|价|宇|层)|{_PLACES})"
)
_NO_THING = re.compile("号[那最上下晚早中凌前后起开到至为是的和与及以之内召举报当就都也在]")


def find_values(text: str) -> tuple[Value, ...]:
    """The values of a folded text in order, without overlap, each whole.

    What is claimed by a form that leaves no doubt, is no part of another: identifiers come before times, these before
    levels, the marks of lists, and figures.
    """
    return _kept_values(text) if len(text) <= KEPT_CHARACTERS else _values(text)


def keys_of(text: str) -> set[str]:
    """The keys of all that the values of a folded text say."""
    return {key for value in find_values(text) for key in value.states}


def _values(text: str) -> tuple[Value, ...]:
    lines = [match.span() for match in _FILLED_IN.finditer(text) if "_" in match.group()] if "_" in text else []
    return _without_lines(text, lines) if lines else _whole(text)


def _without_lines(text: str, lines: Sequence[tuple[int, int]]) -> tuple[Value, ...]:
    """The values of a text with the lines of a form, which are nothing to what is filled in: ``_1500___元``."""
    edges = [0, *(edge for line in lines for edge in line), len(text)]
    kept = [place for low, high in zip(edges[::2], edges[1::2], strict=True) for place in range(low, high)]

    def placed(start: int, end: int) -> tuple[int, int]:
        return kept[start], kept[end - 1] + 1

    found = _whole("".join(text[place] for place in kept))
    return tuple(
        replace(value, start=start, end=end, core=placed(*value.core))
        for value in found
        for start, end in [placed(value.start, value.end)]
    )


def _whole(text: str) -> tuple[Value, ...]:
    found: list[Value] = []
    found += _apart([_identifier(each) for each in find_identifiers(text)])
    rest = _without(text, found)
    found += [_time(each) for each in find_moments(rest)]
    rest = _without(rest, found)
    found += _levels(rest)
    rest = _without(rest, found)
    found += _marks(rest)
    rest = _without(rest, found)
    found += [_counted(each) for each in find_quantities(rest)]
    return tuple(sorted(found, key=lambda value: value.start))


_kept_values = lru_cache(maxsize=1024)(_values)


def _without(text: str, values: Sequence[Value]) -> str:
    return masked(text, [(value.start, value.end) for value in values])


def _apart(values: Sequence[Value]) -> list[Value]:
    """The longer of those that overlap, the first of equals."""
    kept: list[Value] = []
    for value in sorted(values, key=lambda each: (each.start, -each.end)):
        if not kept or kept[-1].end <= value.start:
            kept.append(value)
    return kept


def _identifier(found: Identifier) -> Value:
    place = found.start, found.end
    year = re.match(r"\[(\d{4})\]", found.key)
    states = (found.key, f"{year[1]}年") if year else (found.key,)
    return Value(Kind.IDENTIFIER, *place, place, states, (found.key,))


def _time(found: Moment) -> Value:
    low, high = (None if each is None else Decimal(each) for each in (found.low, found.high))
    place = found.start, found.end
    return Value(Kind.TIME, *place, place, found.states, found.asks, "", low, high, low != high)


def _levels(text: str) -> list[Value]:
    """Levels, and things that are named by a number: ``Ⅲ级`` and ``三级`` are ``3级``, ``一号楼`` is ``1号楼``."""
    found = []
    for match in _LEVEL.finditer(text):
        written, what = (next(filter(None, (match[f"{name}{i}"] for i in (1, 2, 3, 4)))) for name in ("n", "what"))
        if _NO_THING.fullmatch(what):
            continue
        number = _ROMAN.get(written) or (int(written) if written.isdecimal() else None)
        number = parse_chinese(written) if number is None and not written.isascii() else number
        ordinal = match["what1"] is not None and what in "章节条款项编篇页期届批步级类版集卷号"
        key = f"{'第' if ordinal and what not in '级类期' else ''}{written if number is None else number}{what}"
        counts = () if number is None else (f"第{number}" if match["what1"] else str(number),)
        found.append(Value(Kind.LEVEL, *match.span(), match.span(), (key, *counts), (key,), what))
    return found


def _marks(text: str) -> list[Value]:
    """The marks of list items, which a question can ask for by number: ``第六步``."""
    found = []
    for start, end, written in find_marks(text):
        number = parse_whole(written)
        if number is not None:
            found.append(Value(Kind.MARK, start, end, (start, end), (f"第{number}",), ()))
    return found


def _counted(found: Quantity) -> Value:
    kind = Kind.RANGE if found.ranges else Kind.BOUND if found.bounded else Kind.FIGURE
    kind = Kind.DURATION if found.lasting else kind
    asks = found.states[1:3] if found.ranges else found.states[:1]
    return Value(
        kind,
        found.start,
        found.end,
        (found.core, found.core_end),
        found.states,
        asks,
        found.unit,
        found.low,
        found.high,
        found.ranges or found.bounded,
    )

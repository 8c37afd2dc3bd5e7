"""Figures and times of a claim beside those of a source: which are told of the same, and whether they are the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from index.text.units import ALIKE, alike
from index.text.values import COUNTS, YEAR, Kind, Value, find_values
from qa.checking.changes import Change
from qa.checking.comparing import CLEARLY, Departure, Of
from qa.checking.contexts import Weights, around, likeness
from qa.checking.line import Line, amount, place_of
from qa.checking.sources import Source
from qa.judging.exactness import COMPARED
from qa.judging.numbered import is_numbered_alike

_ONE_UNIT = tuple(
    frozenset(group.split())
    for group in (
        "公里 千米 km",
        "平方公里 平方千米 km2",
        "平方米 平方 m2",
        "立方米 立方 方 m3",
        "公斤 千克 kg",
        "克 g",
        "毫克 mg",
        "吨 t",
        "米 m",
        "厘米 cm",
        "毫米 mm",
        "千瓦时 kwh 度 度电",
        "千瓦 kw",
        "°c 摄氏度 度",
        "升 l",
        "毫升 ml",
        "公顷 ha",
        "元 块 块钱 人民币",
        "个百分点 百分点",
    )
)
"""Names of one unit."""
_DIGITS = re.compile("[0-9]+")
_RANGES = re.compile("[-—–~至到]{1,2}|(?P<says>以[上下])|、")
_COUNTING = frozenset({"个", "人"})


@dataclass(frozen=True, slots=True)
class Pair:
    """A value of a source beside that of a claim: ``same`` where they say the same, ``near`` how alike they stand."""

    value: Value
    same: bool
    near: float


def pair(line: Line, value: Value, mine: Weights, source: Source, same_words: frozenset[str]) -> Pair | None:
    """The value of the source's sentence that is told of the same as a claim's; None for none.

    One that says the same is taken unless another stands clearly more alike.
    """
    found = []
    for other in source.line.values:
        same = says_same(value, other)
        if same or _comparable(value, other, line, source.line):
            theirs = around(source.line, *place_of(other))
            found.append(Pair(other, same, likeness(mine, theirs, same_words)))
    written = line.folded[slice(*value.core)]
    best = max((each for each in found if each.same), key=lambda each: each.near, default=None)
    rival = max(
        (each for each in found if not each.same),
        key=lambda each: each.near + LIKE * _alike(written, source.line.folded[slice(*each.value.core)]),
        default=None,
    )
    if best is None or rival is None:
        return best or rival
    return rival if rival.near > best.near + CLEARLY else best


LIKE = 0.2
"""What figures that are written alike add to how alike they stand: of two a slip of the pen is the likelier."""


def _alike(written: str, other: str) -> float:
    return SequenceMatcher(None, written, other, autojunk=False).ratio()


def says_same(value: Value, other: Value) -> bool:
    """Whether a value says what the other says: the same amount, if written otherwise, in the same unit and bounds."""
    if value.kind not in COUNTS or other.kind not in COUNTS:
        return value.kind is other.kind and bool(value.asks) and set(value.asks) <= set(other.states)
    if (value.kind is Kind.RANGE) != (other.kind is Kind.RANGE) or not {amount(value)[0]} & set(amount(other)):
        return False
    if (
        value.bounded
        and other.bounded
        and (value.low is None, value.high is None) != (other.low is None, other.high is None)
    ):
        return False
    return value.kind is other.kind is Kind.DURATION or is_one_unit(value.unit, other.unit)


def is_one_unit(unit: str, other: str) -> bool:
    """Whether two units are one, or things are only counted in them; a figure without a unit goes with each."""
    if (
        unit == other
        or not unit
        or not other
        or {unit, other} <= {"年", "月", "个月", "天", "日", "周", "小时", "分钟"}
    ):
        return True
    if any({unit, other} <= group for group in _ONE_UNIT):
        return True
    return any({unit, other} <= group and _COUNTING & group for group in ALIKE)


def _comparable(value: Value, other: Value, line: Line, source: Line) -> bool:
    """Whether two values may be told of one thing: of a kind, in units of a kind, or with the same digits."""
    if value.kind not in COUNTS or other.kind not in COUNTS:
        return value.kind is other.kind and (value.kind is Kind.TIME or value.unit == other.unit)
    digits = line.folded[slice(*value.core)], source.folded[slice(*other.core)]
    same_digits = _digits(digits[0]) == _digits(digits[1]) != ""
    both_last = value.kind is Kind.DURATION is other.kind
    return both_last or same_digits or not value.unit or not other.unit or alike(value.unit, other.unit)


def _digits(written: str) -> str:
    return "".join(character for character in written if character.isdigit() or character == ".")


def part_of(value: Value, line: Line, other: Value, source: Line) -> tuple[int, int]:
    """Where a value of a source stands or, where that is a range and the claim's is none, the end of it that is
    written most like the claim's."""
    start, end = place_of(other)
    if other.kind is not Kind.RANGE or value.kind is Kind.RANGE:
        return start, end
    mark = next((match for match in _RANGES.finditer(source.folded, start, end) if start < match.end() < end), None)
    if mark is None:
        return start, end
    written = line.folded[slice(*place_of(value))]
    ends = (start, mark.end() if mark["says"] else mark.start()), (mark.end(), end)
    return max(ends, key=lambda place: _alike(written, source.folded[slice(*place)]))


def other_times(
    line: Line, claim: tuple[int, int], value: Value | None, source: Source, pairing: Pair | None
) -> tuple[list[Departure], bool]:
    """The times that a claim is told of where its source tells it of others; and whether it tells it of any at all.

    :param claim: where the claim stands, folded. ``value`` is its own, which is not looked at.
    """
    found: list[Departure] = []
    for time in governing(line, claim, value):
        missing = [key for key in time.asks if not _is_dated(key, source, pairing)]
        if not missing:
            continue
        year = next((key for key in missing if YEAR.fullmatch(key)), "")
        forms = {_form(key) for key in ([year] if year else missing)}
        rivals = [each for each in times_of(source.line) if any(_form(key) in forms for key in each.states)]
        if rivals:
            mine = around(line, *place_of(time))
            best = max(rivals, key=lambda each: likeness(mine, around(source.line, *place_of(each))))
            found.append(Departure(Of.TIME, Change(place_of(time), place_of(best))))
        elif year and (others := _year_before(source)):
            found.append(Departure(Of.TIME, _of_year(line, time, year, min(others))))
        else:
            return found, False
    return found, True


def _of_year(line: Line, time: Value, year: str, other: str) -> Change:
    """A year beside one that stands before or above the source's sentence."""
    start, end = place_of(time)
    at = line.folded.find(year[:-1], start, end)
    if at < 0:
        return Change((start, end), (0, 0), other)
    return Change((at, at + len(year) - 1), (0, 0), other[:-1])


def other_numbers(line: Line, scope: tuple[int, int], source: Source) -> Iterator[Departure]:
    """What a claim names by another number than its source's sentence: ``第五条`` for ``第四条``."""
    for value in line.values:
        if value.kind is not Kind.LEVEL or not scope[0] <= value.start < scope[1]:
            continue
        others = [each for each in source.line.values if each.kind is Kind.LEVEL]
        same = any(set(value.asks) & set(each.states) for each in others)
        rivals = [each for each in others if each.unit == value.unit]
        if rivals and not same and not is_numbered_alike(value.key, source.line.folded):
            mine = around(line, *place_of(value))
            best = max(rivals, key=lambda each: likeness(mine, around(source.line, *place_of(each))))
            yield Departure(Of.NUMBER, Change(place_of(value), place_of(best)))


def governing(line: Line, claim: tuple[int, int], value: Value | None) -> list[Value]:
    """The times that a claim is told of: those of its clause or, where that has none, the last one before it."""
    clause = line.clause_at(claim[0])
    times = [each for each in times_of(line) if each is not value and each.asks]
    inside = [each for each in times if clause[0] <= each.start < clause[1]]
    before = [each for each in times if each.start < clause[0]]
    return inside or before[-1:]


def times_of(line: Line) -> list[Value]:
    """The times of a sentence without those that it only compares with."""
    compared = [match.span(1) for match in COMPARED.finditer(line.folded)]
    return [
        value
        for value in line.values
        if value.kind is Kind.TIME and not any(low <= value.start < high for low, high in compared)
    ]


def _form(key: str) -> str:
    """What a time is told by, its figures left out: ``#月#日``, ``#:#``."""
    return _DIGITS.sub("#", key)


def _years(value: Value) -> set[str]:
    return {key for key in value.states if YEAR.fullmatch(key)}


def _is_dated(key: str, source: Source, pairing: Pair | None) -> bool:
    """Whether a source tells of a time by its key: in the sentence or, where that has none such, before or above."""
    theirs = times_of(source.line)
    if YEAR.fullmatch(key):
        if pairing is not None and (told := governing(source.line, place_of(pairing.value), pairing.value)):
            years = set().union(*map(_years, told))
            if years:
                return key in years
        years = set().union(*map(_years, theirs))
        return key in years if years else key in _year_before(source)
    return any(key in each.states for each in theirs) or key in _keys_before(source)


def _year_before(source: Source) -> set[str]:
    """The last year that is named before a sentence, else those of what it stands under."""
    for value in reversed(find_values(source.before)):
        if value.kind is Kind.TIME and _years(value):
            return _years(value)
    return _keys(source.above)


def _keys_before(source: Source) -> set[str]:
    return _keys(source.before) | _keys(source.above)


def _keys(text: str) -> set[str]:
    return {key for value in find_values(text) if value.kind is Kind.TIME for key in value.states}

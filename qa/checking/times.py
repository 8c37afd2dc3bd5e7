"""The times that a claim is told of, and what it names by a number, beside those of a source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.text.values import YEAR, Kind, Value, find_values
from qa.checking.changes import Change
from qa.checking.comparing import Departure, Of
from qa.checking.contexts import around, likeness
from qa.checking.figures import Pair
from qa.checking.line import Line, place_of
from qa.checking.sources import Source
from qa.judging.exactness import COMPARED
from qa.judging.numbered import is_numbered_alike

_DIGITS = re.compile("[0-9]+")


def other_times(
    line: Line, scope: tuple[int, int], value: Value | None, source: Source, pairing: Pair | None
) -> tuple[list[Departure], bool]:
    """The times that a claim is told of where its source tells it of others; and whether it tells it of any at all.

    :param scope: the claim's. ``value`` is its own, which is not looked at.
    """
    found: list[Departure] = []
    for time in [*governing(line, scope, value), *_compared_in(line, scope)]:
        compared = time in _compared(line)
        missing = [key for key in time.asks if not _is_told(key, source, pairing, compared=compared)]
        if not missing:
            continue
        year = next((key for key in missing if YEAR.fullmatch(key)), "")
        forms = {_form(key) for key in ([year] if year else missing)}
        others = _compared(source.line) if compared else times_of(source.line)
        rivals = [each for each in others if any(_form(key) in forms for key in each.states)]
        if rivals:
            mine = around(line, *place_of(time))
            best = max(rivals, key=lambda each: likeness(mine, around(source.line, *place_of(each))))
            found.append(Departure(Of.TIME, Change(place_of(time), place_of(best))))
        elif year and (years := _year_before(source)):
            found.append(Departure(Of.TIME, _of_year(line, time, year, min(years))))
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


def governing(line: Line, scope: tuple[int, int], value: Value | None) -> list[Value]:
    """The times that what stands in a scope is told of: those in it or, where it has none, the last one before it."""
    times = [each for each in times_of(line) if each is not value and each.asks]
    inside = [each for each in times if scope[0] <= each.start < scope[1]]
    before = [each for each in times if each.start < scope[0]]
    return inside or before[-1:]


def times_of(line: Line) -> list[Value]:
    """The times of a sentence without those that it only compares with."""
    compared = _compared(line)
    return [value for value in line.values if value.kind is Kind.TIME and value not in compared]


def _compared(line: Line) -> list[Value]:
    """The years that a sentence only compares with: 2018年 of ``比2018年减少1.4克``."""
    places = [match.span(1) for match in COMPARED.finditer(line.folded)]
    times = [value for value in line.values if value.kind is Kind.TIME]
    return [value for value in times if any(low <= value.start < high for low, high in places)]


def _compared_in(line: Line, scope: tuple[int, int]) -> list[Value]:
    return [value for value in _compared(line) if scope[0] <= value.start < scope[1]]


def _is_told(key: str, source: Source, pairing: Pair | None, *, compared: bool) -> bool:
    """Whether a source tells of a time by its key; of one that is compared with, whether it names it at all."""
    if compared:
        return any(key in value.states for value in source.line.values)
    return _is_dated(key, source, pairing)


def _form(key: str) -> str:
    """What a time is told by, its figures left out: ``#月#日``, ``#:#``."""
    return _DIGITS.sub("#", key)


def _years(value: Value) -> set[str]:
    return {key for key in value.states if YEAR.fullmatch(key)}


def _is_dated(key: str, source: Source, pairing: Pair | None) -> bool:
    """Whether a source tells of a time by its key: in the sentence or, where that has none such, before or above."""
    theirs = times_of(source.line)
    if YEAR.fullmatch(key):
        clause = source.line.clause_at(pairing.value.start) if pairing else None
        told = governing(source.line, clause, pairing.value) if pairing and clause else []
        if years := {year for each in told for year in _years(each)}:
            return key in years
        years = set().union(*map(_years, theirs))
        return key in years if years else key in _year_before(source)
    return any(key in each.states for each in theirs) or key in _keys_before(source)


def _year_before(source: Source) -> set[str]:
    """The last year that is named before a sentence, else those of what it stands under."""
    for value in reversed(find_values(source.before)):
        if value.kind is Kind.TIME and _years(value):
            return _years(value)
    return {key for key in _keys(source.above) if YEAR.fullmatch(key)}  # 21世纪 is no other year than 2020年


def _keys_before(source: Source) -> set[str]:
    return _keys(source.before) | _keys(source.above)


def _keys(text: str) -> set[str]:
    return {key for value in find_values(text) if value.kind is Kind.TIME for key in value.states}

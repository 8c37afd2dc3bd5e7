"""A line of a published test table, and whether what the product reads there is what the line says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from index.text.tokens import fold_with_origins
from index.text.units import PERIODS
from index.text.values import Value, find_values

Point = tuple[int | None, ...]
"""Year, month, day, hour and minute, None for what is not said; of a weekday alone, its number stands sixth."""


@dataclass(frozen=True, slots=True)
class Case:
    """What is meant at ``place``, ``[start, end)`` of a text: a figure from ``low`` to ``high``, or moments.

    ``ordinal``: it says which one, not how many. ``period``: the figure is a length of time, in this unit. Where
    nothing is meant, ``place`` is the whole text and no figure, or no moment, stands there.
    """

    table: str
    text: str
    place: tuple[int, int]
    low: Decimal | None = None
    high: Decimal | None = None
    points: tuple[Point, ...] = ()
    ordinal: bool = False
    period: str = ""
    nothing: bool = False
    timed: bool = False


def is_right(case: Case) -> bool:
    """Whether the values that stand at the place say what is meant, and nothing else."""
    folded, origins = fold_with_origins(case.text)
    values = [
        value
        for value in find_values(folded)
        if origins[value.start] < case.place[1] and case.place[0] < origins[max(value.end - 1, value.start)] + 1
    ]
    if case.nothing:
        return not any((value.kind.value == "time") is case.timed for value in values)
    if case.points:
        return _agrees([key for value in values for key in value.asks or value.states], case.points)
    return any(_says(case, value) for value in values)


def _says(case: Case, value: Value) -> bool:
    if case.ordinal:
        return case.low is not None and any(re.match(rf"第{case.low:f}(?!\d)", key) for key in value.states)
    if case.period:
        times, unit = PERIODS[case.period]
        return case.low is not None and f"{(case.low * times).normalize():f}{unit}" in value.states
    if value.kind.value == "level":  # a number that names
        return any(_number(key) == case.low for key in value.states)
    ends = (value.low, value.high)
    return ends == (case.low, case.high) or (case.low == case.high and _number(value.states[0]) == case.low)


def _number(key: str) -> Decimal | None:
    match = re.fullmatch(r"(-?\d+(?:\.\d+)?)(?:/(\d+))?(‰)?\D*", key)
    return Decimal(match[1]) / Decimal(match[2] or 1) / (10 if match[3] else 1) if match else None


def _agrees(keys: Sequence[str], points: Sequence[Point]) -> bool:
    """Whether something is said, all of it true of one of the points, and of each point something."""
    said = [any(_is_true(key, point) for point in points) for key in keys]
    return bool(said) and all(said) and all(any(_is_true(key, point) for key in keys) for point in points)


def _is_true(key: str, point: Point) -> bool:
    said = dict(enumerate(point))
    year, month, day, hour, minute, weekday = (said.get(at) for at in range(6))
    if match := re.fullmatch(r"(\d{1,2}):(\d\d)", key):
        return hour is not None and int(match[1]) % 24 == hour % 24 and int(match[2]) == (minute or 0)
    if match := re.fullmatch(r"周(\d)", key):
        by_date = date(year, month, day).isoweekday() if year and month and day else None
        return int(match[1]) in (weekday, by_date)
    if match := re.fullmatch(r"(\d)季度", key):
        return month is not None and (month - 1) // 3 + 1 == int(match[1])
    match = re.fullmatch(r"(?:(\d{1,4})年)?(?:(\d{1,2})月)?(?:(\d{1,2})日)?", key)
    if not match or not any(match.groups()):
        return False
    pairs = zip(match.groups(), (year, month, day), strict=True)
    return all(written is None or int(written) == meant for written, meant in pairs)

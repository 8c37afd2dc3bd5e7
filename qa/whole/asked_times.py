"""Which column of times a question bounds or puts in order, and what of its rows holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.text.tokens import HAN
from index.text.vocabulary import said_otherwise
from qa.whole.conditions import MASK, Condition, mask
from qa.whole.figures import is_numeric
from qa.whole.naming import Register
from qa.whole.operations import Operation
from qa.whole.periods import Period, TimeBound, find_time_bounds, read_period
from qa.whole.tables import core

_KIND = re.compile("(?:日期|时间|年月|日|时|年[份度]?|月份?)$")
"""What columns of times are called by for being such, which says nothing of what happened then."""
_TO_COME = re.compile("[到届]期|届满|截[至止]|有效期|期限|失效|终止|结束|预计|计划|应|至$")
"""Columns of times that may be still to come: the nearest of them (最近) is not the latest."""
_NEAREST = re.compile("最[近新]")
_DEED = re.compile(rf"(?:^|[{MASK}，,])(?P<deed>(?P<verb>[{HAN}])(?:的|了))")
_LINKS = frozenset("是有都")


def bounded_times(
    register: Register, named: Sequence[tuple[int, str]], rest: str
) -> tuple[TimeBound | None, str, str] | None:
    """The bound on a column of times that stands in a folded question, the column, and what is left.

    No bound where the question has none; None where it has several, or where it is of no one column.
    """
    bounds = find_time_bounds(rest)
    if not bounds:
        return None, "", rest
    if len(bounds) > 1:
        return None
    bound = bounds[0]
    left = mask(rest, [(bound.start, bound.end)])
    among = [column for column, form in register.timed.items() if bound.form in (form, "day")]
    column, left = _chosen(register, among, [column for _, column in named], left)
    bound_of = _in_year(register, bound, column) if column else None
    return (bound_of, column, left) if bound_of else None


def apart_in_time(
    register: Register, conditions: Sequence[Condition], named: Sequence[tuple[int, str]], rest: str, text: str
) -> tuple[list[Condition], TimeBound | None, str] | None:
    """What a question says of rows, where a time of it may be of several columns: as a bound on the one it is of.

    None where that cannot be told: 2025年 of what is signed and what ends, each in a column of its own.
    """
    said = [each for each in conditions if each.columns and not each.state]
    times = [each for each in said if set(each.columns) <= set(register.timed)]
    if len(register.timed) < 2 or not times:
        return list(conditions), None, ""
    column, _ = _chosen(register, list(register.timed), [column for _, column in named], rest)
    if not column:
        one = all(len(each.columns) == 1 for each in times)
        return (list(conditions), None, "") if one else None
    kept = [each for each in conditions if each not in times]
    period = read_period(text[times[0].start : times[0].end]) if len(times) == 1 else None
    if period is not None and period.form == register.timed[column]:
        bound = TimeBound(times[0].start, times[0].end, period.first, period.last, period.form, 0)
        return kept, bound, column
    narrowed = [replace(each, columns=(column,), rows=_of_column(each, column)) for each in times]
    return sorted([*kept, *narrowed], key=lambda each: each.start), None, ""


def _of_column(condition: Condition, column: str) -> frozenset[int]:
    """The rows of a condition that say it in one column."""
    return condition.rows if column in condition.columns and len(condition.columns) == 1 else frozenset()


def time_column(
    register: Register, named: Sequence[tuple[int, str]], rest: str, operation: Operation
) -> tuple[str, str]:
    """The column of times whose earliest or latest a folded question asks for, and what is left; ``""`` for none."""
    column, left = _chosen(register, list(register.timed), [column for _, column in named], rest)
    coming = operation is Operation.LATEST and _NEAREST.search(rest) and _TO_COME.search(core(column))
    return ("", rest) if coming else (column, left)


def when_column(register: Register, among: Sequence[str], rest: str) -> tuple[str, str]:
    """The column that says when what a folded question asks of was done, and what is left; ``""`` where uncertain."""
    return _chosen(register, [column for column in register.timed if column in among], (), rest)


def _chosen(register: Register, among: Sequence[str], named: Sequence[str], rest: str) -> tuple[str, str]:
    """The one column of times that is named, or shares the most letters side by side with what is left, or is the
    only one; and what is left then. ``""`` where that is none of ``among``, or uncertain.
    """
    called = [column for column in named if column in among]
    if called:
        return (called[0], rest) if len(set(called)) == 1 else ("", rest)
    table = register.table
    others = [column for column in table.columns if _KIND.search(core(column)) and not is_numeric(table.rows, column)]
    rivals = list(dict.fromkeys([*among, *register.timed, *others]))
    shared = {column: _shared(_KIND.sub("", core(column)), rest) for column in rivals}
    longest = max(map(len, shared.values()), default=0)
    best = [column for column, run in shared.items() if len(run) == longest]
    if len(best) != 1 or best[0] not in among:
        return "", rest
    deed = _DEED.search(rest)
    if not longest and deed and deed["verb"] not in _LINKS and not said_otherwise(deed["deed"], core(best[0])):
        return "", rest  # something else was done then: 还的 of 借出日期
    return best[0], rest.replace(shared[best[0]], MASK * longest) if longest > 1 else rest


def _shared(name: str, rest: str) -> str:
    runs = (name[start:end] for start in range(len(name)) for end in range(start + 1, len(name) + 1))
    return max((run for run in runs if run in rest), key=len, default="")


def _in_year(register: Register, bound: TimeBound, column: str) -> TimeBound | None:
    """A bound without a year in the one year that the column's dates have; None where these are of several."""
    if bound.form == register.timed[column]:
        return bound
    periods = [period for row in register.table.rows if (period := register.period(row, column))]
    years = {point[0] for period in periods for point in (period.first, period.last)}
    if bound.form != "day" or len(years) != 1:
        return None
    (year,) = years
    low, high = ((year, *point[1:]) if point else None for point in (bound.low, bound.high))
    edge = bound.edge and Period((year, *bound.edge.first[1:]), (year, *bound.edge.last[1:]), "date")
    return replace(bound, low=low, high=high, form="date", edge=edge)


def keeps_time(period: Period | None, bound: TimeBound) -> bool:
    """Whether a row's time lies within a bound."""
    return period is not None and bool(bound.holds(period))


def is_undecided(period: Period | None, bound: TimeBound) -> bool:
    """Whether what a row says of a time does not tell whether that lies within a bound."""
    return period is None or bound.holds(period) is None


def at_edge(periods: Iterable[Period | None], bound: TimeBound) -> int:
    """How many rows lie in the period that bounds, whose words leave open whether it belongs."""
    edge = bound.edge
    return sum(edge is not None and edge.first <= each.first and each.last <= edge.last for each in periods if each)

"""Which rows are left where a question bounds a figure or a time, or compares two columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from index.text.units import is_same_unit
from qa.statements import Reason, ReasonKind, Remark, RemarkKind
from qa.whole.asked_times import apart_in_time, at_edge, bounded_times, is_undecided, keeps_time
from qa.whole.conditions import Condition, mask
from qa.whole.figures import counted_by, factor_between, figure_in, figures_in, is_numeric
from qa.whole.naming import Register
from qa.whole.operations import Bound, asks_which, find_bound
from qa.whole.periods import Period, TimeBound
from qa.whole.rows import Row
from qa.whole.tables import Table
from qa.whole.versus import Versus, find_versus


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Of a ``register``: a ``bound`` on the figures of the column ``bounded``, ``times`` in the column ``timed``, two
    columns compared.

    ``bare`` is what figures without a unit are multiplied by to be in that of the bound; None where it is uncertain.
    """

    register: Register = field(repr=False, compare=False)
    bound: Bound | None = None
    bounded: str = ""
    bare: Decimal | None = Decimal(1)
    times: TimeBound | None = None
    timed: str = ""
    versus: Versus | None = None

    def __bool__(self) -> bool:
        return bool(self.bound or self.times or self.versus)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it is about, which are not what is asked for."""
        return (self.bounded, self.timed, *((self.versus.one, self.versus.other) if self.versus else ()))

    def keeps(self, row: Row) -> bool:
        """Whether a row keeps to the bounds; what two columns say is compared when it is told."""
        return (self.bound is None or self._keeps(row, self.bound)) and (
            self.times is None or keeps_time(self.register.period(row, self.timed), self.times)
        )

    def _keeps(self, row: Row, bound: Bound) -> bool:
        figure = figure_in(row, self.bounded)
        if figure is None:
            return False
        factor = factor_between(figure.measure, bound.unit) if figure.unit else self.bare
        return factor is not None and bound.holds(figure.number * factor)

    def lack_in(self, table: Table, rows: Sequence[Row]) -> Reason | None:
        """Why it cannot be told which of the rows of a table keep to the bounds; None where it can.

        The bound has to be in a unit that all figures of the column can be told in, and each time has to be clear.
        """
        if self.bound and self.bound.unit and (self.bare is None or not _fits(table, self.bound, self.bounded)):
            return Reason(ReasonKind.OTHER_UNIT, (self.bound.unit,))
        said = (self.register.period(row, self.timed) for row in rows if row.cell(self.timed))
        if self.times and any(is_undecided(period, self.times) for period in said):
            return Reason(ReasonKind.NO_DATES, (self.timed,))
        return None

    def remark_on(self, among: Sequence[Row], rows: Sequence[Row]) -> Remark | None:
        """Whether the time that bounds belongs, where that is left open and matters to which ``rows`` are kept."""
        count = at_edge(self._periods(among), self.times) if self.times else 0
        if self.times is None or not count:
            return None
        kept = at_edge(self._periods(rows), self.times) > 0
        kind = RemarkKind.EDGE_COUNTED if kept else RemarkKind.EDGE_LEFT_OUT
        return Remark(kind, (self.times.said,), count=count)

    def _periods(self, rows: Sequence[Row]) -> Iterator[Period | None]:
        return (self.register.period(row, self.timed) for row in rows)


def narrow(
    register: Register, text: str, conditions: Sequence[Condition], named: Sequence[tuple[int, str]], rest: str
) -> tuple[Narrowed, list[Condition], str] | None:
    """What a folded question bounds, the conditions that are left beside, and what is left of it, masked.

    None where it cannot be told which column a time is of.
    """
    table = register.table
    body = [row for row in table.rows if not table.is_total(row)]
    versus, rest = find_versus(rest, named, table.columns, body) or (None, rest)
    bound, bounded, rest = _bounded(table, named, rest)
    in_time = bounded_times(register, named, rest)
    if in_time is None:
        return None
    times, timed, rest = in_time
    if times is None:
        apart = apart_in_time(register, conditions, named, rest, text)
        if apart is None:
            return None
        conditions, times, timed = apart
    bare = _bare(body, bound, bounded) if bound else Decimal(1)
    return Narrowed(register, bound, bounded, bare, times, timed, versus), list(conditions), rest


def _bounded(table: Table, named: Sequence[tuple[int, str]], rest: str) -> tuple[Bound | None, str, str]:
    """The bound that stands in the question on a column named before it, else on the only one in its unit, that column,
    and what is left.
    """
    bound = find_bound(rest)
    before = [column for place, column in named if bound and place < bound.start and is_numeric(table.rows, column)]
    if bound is None or not (before or bound.unit):
        return None, "", rest
    in_unit = [] if before else [column for column in table.columns if _is_in_unit(table, column, bound.unit)]
    if not before and len(in_unit) != 1:
        return None, "", rest
    column = (before or in_unit)[-1]
    if bound.sign == "=" and not _may_equal(table, bound, column, rest):
        return None, "", rest  # it is about something else
    return bound, column, mask(rest, [(bound.start, bound.end)])


def _may_equal(table: Table, bound: Bound, column: str, rest: str) -> bool:
    """Whether it is asked which rows have just this figure in a column: some have, in just this unit, if in any."""
    own = _units_of(table, column)
    same = all(is_same_unit(unit, bound.unit) if unit else counted_by(bound.unit) == 1 for unit in own)
    there = any(figure.number == bound.number for figure in figures_in(table.rows, column))
    return same and there and asks_which(rest)


def _is_in_unit(table: Table, column: str, unit: str) -> bool:
    """Whether the figures of a column are all in a unit, or in one that it can be told in."""
    units = _units_of(table, column) if is_numeric(table.rows, column) else set()
    return bool(units) and all(own and factor_between(own, unit) is not None for own in units)


def _bare(body: Sequence[Row], bound: Bound, column: str) -> Decimal | None:
    """What figures without a unit are multiplied by: they are in the unit of a bound, or counted by ones (128000 of
    ``10万元``), where the bound lies among them only then; None where that does not tell.
    """
    by = counted_by(bound.unit)
    numbers = [figure.number for figure in figures_in(body, column) if not figure.unit]
    if by == 1 or not numbers:
        return Decimal(1)
    own, ones = (min(numbers) <= number <= max(numbers) for number in (bound.number, bound.number * by))
    return None if own == ones else Decimal(1) if own else 1 / by


def _fits(table: Table, bound: Bound, column: str) -> bool:
    return all(factor_between(own, bound.unit) is not None for own in _units_of(table, column))


def _units_of(table: Table, column: str) -> set[str]:
    """The units of a column's figures, folded; ``""`` of those without one."""
    return {figure.measure for figure in figures_in(table.rows, column)}

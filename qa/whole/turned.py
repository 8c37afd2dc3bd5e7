"""Tables that say a thing a column and a property a row, turned round: so that things are compared as rows are."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.types import Span
from qa.whole.figures import figures_in
from qa.whole.rows import Cell, Row
from qa.whole.tables import SERIAL, Table, core, with_summaries

THINGS = 12
PROPERTIES = 60
"""The most columns and rows of such a table."""


@dataclass(frozen=True, slots=True)
class TurnedCell(Cell):
    """A cell called by the property that its row is of, where its column's name and it stand, it itself from ``at``."""

    at: int = 0

    @property
    def span(self) -> Span:
        """Where the value stands."""
        return Span(self.at, self.at + len(self.value))

    @property
    def said(self) -> Span:
        """Where the value stands with what it is of before it."""
        return Span(self.start, self.at + len(self.value))


def turned(table: Table) -> Table | None:
    """The table with its columns as rows; None where it has too many, or no row that has figures of several.

    Each row has as its ``lines`` those of the table, and the thing's name as its first cell.
    """
    things = [column for column in table.columns if column != table.key and not SERIAL.fullmatch(core(column))]
    if not 1 < len(things) <= THINGS or not 1 < len(table.rows) <= PROPERTIES:
        return None
    body = [row for row in table.rows if not table.is_total(row)]
    named = [(cell.value, row) for row in body if (cell := row.cell(table.key))]
    if not body or len({name for name, _ in named}) < len(body) or any(row.lines for row in body):
        return None
    span = Span(min(row.span.start for row in body), max(row.span.end for row in body))
    lines = tuple(row.span for row in body)
    rows = [Row(span, body[0].over, _cells(table, thing, named), lines) for thing in things]
    columns = (table.key, *(name for name, _ in named))
    made = replace(table, columns=columns, rows=tuple(row for row in rows if row.cells), across=True)
    compared = any(len(list(figures_in(made.rows, name))) > 1 for name, _ in named)
    return with_summaries(made) if compared and len(made.rows) > 1 else None


def _cells(table: Table, thing: str, named: list[tuple[str, Row]]) -> tuple[Cell, ...]:
    own = [(name, cell) for name, row in named if (cell := row.cell(thing))]
    if not own:
        return ()
    called = TurnedCell(table.key, thing, own[0][1].start, at=own[0][1].start)
    return (called, *(TurnedCell(name, cell.value, cell.start, cell.shared, cell.span.start) for name, cell in own))

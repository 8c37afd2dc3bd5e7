"""Rows of a table as they stand in a document: cells with the names of their columns, below headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.types import Span


@dataclass(frozen=True, slots=True)
class Cell:
    """``name：value`` stands from ``start`` of the document's text on, or the value alone where its column has no name.

    ``shared`` is a figure that is merged over several rows, and said once for all of them. There are many: it holds no
    more than that.
    """

    name: str
    value: str
    start: int
    shared: bool = False

    @property
    def span(self) -> Span:
        """Where the value stands."""
        return Span(self.start + len(self.name) + bool(self.name), self.said.end)

    @property
    def said(self) -> Span:
        """Where the value stands with its column's name before it."""
        return Span(self.start, self.start + len(self.name) + bool(self.name) + len(self.value))


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above rows, and where in the document's text."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Row:
    """A row at ``span``, below the headings ``over`` it, from the outermost inwards.

    What a heading above it says as a name and a value (``片区：中区``) is a cell of it too, after its own. A form has
    several ``lines``.
    """

    span: Span
    over: tuple[Heading, ...]
    cells: tuple[Cell, ...]
    lines: tuple[Span, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(heading.text for heading in self.over)

    def cell(self, column: str) -> Cell | None:
        """The first cell in a column, None where the row has none there."""
        return next((cell for cell in self.cells if cell.name == column), None)

    def line(self, cells: Sequence[Cell]) -> Span:
        """The lines from the first to the last of some cells; all of a row that is no form."""
        held = [line for line in self.lines if any(line.start <= cell.start < line.end for cell in cells)]
        return Span(held[0].start, held[-1].end) if held else self.span

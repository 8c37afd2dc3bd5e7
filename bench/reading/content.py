"""What a document says, whatever format it is written in: headings, paragraphs, records, tables, in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

Merge = tuple[int, int, int, int]
"""The first and the last row of a merged cell and its first and last column: top, left, bottom, right, all inside."""
Fact = tuple[str, str, str]
"""What a cell says: the row (its first cell, ``""`` for a form's), the column, and the value."""


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. One that is ``aside``, a note at the foot of a page, may stand anywhere."""

    text: str
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A line that says something by itself, one of many like it."""

    text: str


class Role(StrEnum):
    """What a row of a table is."""

    HEADER = "header"
    BODY = "body"
    SECTION = "section"
    PAIRS = "pairs"
    NOTE = "note"


class Look(StrEnum):
    """How a table is set: lines around all cells, lines and a shaded header, three level lines, every other row
    shaded and no lines, or nothing but the places of its cells."""

    RULED = "ruled"
    SHADED = "shaded"
    THREE = "three"
    ZEBRA = "zebra"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Table:
    """``rows`` have all as many cells, a merged one repeated in each that it covers; ``roles`` are those of the rows.

    ``title`` and ``unit`` stand above it, each ``""`` for none; ``widths`` are the columns' shares.
    """

    rows: tuple[tuple[str, ...], ...]
    roles: tuple[Role, ...]
    look: Look = Look.RULED
    merges: tuple[Merge, ...] = ()
    title: str = ""
    unit: str = ""
    widths: tuple[float, ...] = ()

    def shares(self) -> list[float]:
        """The columns' widths, together 1."""
        widths = self.widths or (1.0,) * len(self.rows[0])
        return [width / sum(widths) for width in widths]

    def heads(self) -> int:
        """How many lines its header has."""
        return next((place for place, role in enumerate(self.roles) if role is not Role.HEADER), len(self.roles))

    def spans(self) -> dict[tuple[int, int], tuple[int, int]]:
        """How many rows and columns the cell at a place covers, for each that is not covered by another."""
        spans = {(row, column): (1, 1) for row in range(len(self.rows)) for column in range(len(self.rows[0]))}
        for top, left, bottom, right in self.merges:
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    del spans[row, column]
            spans[top, left] = (bottom - top + 1, right - left + 1)
        return spans

    def facts(self) -> Iterator[Fact]:
        """What the cells say; blank ones nothing."""
        header: list[tuple[str, ...]] = []
        above: Role | None = None
        for row, role in zip(self.rows, self.roles, strict=True):
            if role is Role.HEADER:
                header = [*header, row] if above is Role.HEADER else [row]
            elif role is Role.BODY:
                names = ["".join(dict.fromkeys(parts)) for parts in zip(*header, strict=True)] if header else []
                for name, value in zip(names or [""] * len(row), row, strict=True):
                    if value:
                        yield row[0], name, value
            elif role is Role.PAIRS:
                cells = list(dict.fromkeys(row))
                yield from (("", label, value) for label, value in zip(cells[::2], cells[1::2], strict=False) if value)
            above = role


Element = Heading | Text | Record | Table


@dataclass(frozen=True, slots=True)
class Made:
    """A document. ``head`` runs at the top of its pages, which are numbered; ``beside`` is what stands in a bar at
    the side of the first page; ``listed`` says that a table of contents follows the title; text stands in so many
    ``columns``. ``by_hand`` says that headings below the title are marked by hand, if at all, and by their numbers."""

    shape: str
    elements: tuple[Element, ...]
    head: str = ""
    columns: int = 1
    listed: bool = False
    by_hand: bool = False
    beside: tuple[Element, ...] = field(default=())

    @property
    def title(self) -> str:
        return next(element.text for element in self.elements if isinstance(element, Heading))

    def headings(self) -> list[Heading]:
        return [element for element in (*self.elements, *self.beside) if isinstance(element, Heading)]

    def tables(self) -> list[Table]:
        return [element for element in (*self.elements, *self.beside) if isinstance(element, Table)]


def plain_table(
    header: Sequence[str], rows: Sequence[Sequence[str]], look: Look = Look.RULED, title: str = "", unit: str = ""
) -> Table:
    """A table with one line of names over its columns."""
    roles = (Role.HEADER, *(Role.BODY for _ in rows))
    return Table((tuple(header), *(tuple(row) for row in rows)), roles, look, (), title, unit)

"""The reading order of a page: columns found and gone through one by one, lines put together from their pieces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from index.readers.pages.aligned import find_aligned, texts_of
from index.readers.pages.gutters import are_columns, find_gutter, prose_of
from index.readers.pages.pieces import Piece, say

HEADLINE = 1.12
"""A font so many times the body's makes a heading: the usual sizes next to each other are 12 and 10.5 points."""
Edges = tuple[float, float]
"""Where a column begins and ends, left and right."""
SHIFT = 8.0
"""Columns that go on on the next page stand no further to the side than this (points)."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table on a page: what its cells say, merged ones repeated, and ``edges``, where its columns begin and end.

    ``cells`` are their numbers, the same for the parts of a merged one; ``full`` says which of the last row end in a
    line that has no room for more, None of one that does not tell. Both are ``()`` without lines between the cells.
    """

    left: float
    top: float
    right: float
    bottom: float
    rows: tuple[tuple[str, ...], ...]
    edges: tuple[float, ...]
    cells: tuple[tuple[int, ...], ...] = ()
    full: tuple[bool | None, ...] = ()

    def is_below(self, above: Table) -> bool:
        """Whether this can stand in the same frame as a table on the page before: it begins further up, as wide."""
        apart = (abs(self.left - above.left), abs(self.right - above.right))
        return self.top < above.bottom and max(apart) < SHIFT

    def goes_on_from(self, above: Table) -> bool:
        """Whether this can be the rest of a table on the page before: it is below it, in the same columns."""
        return (
            self.top < above.bottom
            and len(self.edges) == len(above.edges)
            and all(abs(one - other) < SHIFT for one, other in zip(self.edges, above.edges, strict=True))
        )


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a column. ``column`` are the left and right edge of all that stands in it."""

    left: float
    top: float
    right: float
    bottom: float
    size: float
    text: str
    column: Edges
    face: str = ""

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


Region = list[TextLine] | Table
"""What is read in one go: the lines of a column, or a table."""


def find_order(pieces: Sequence[Piece], tables: Sequence[Table] = ()) -> list[Region]:
    """The page's lines, column by column in reading order: down a column, then the next to the right.

    What runs across columns parts them into zones, which are read from top to bottom. A table stands by itself.
    """
    standing = {Piece(table.left, table.top, table.right, table.bottom, 0, ""): table for table in tables}
    found: list[Region] = []
    for region, column in _regions([*pieces, *standing]):
        table = standing.get(region[0])
        found += _read(region, column) if table is None else [table]
    return found


def _regions(pieces: list[Piece], column: Edges | None = None) -> Iterator[tuple[list[Piece], Edges]]:
    """Parts of a page that are read one after the other, each in a single column, or a table's place.

    :param column: the edges of the column that the pieces are part of, where they are not a page or column by
        themselves.
    """
    if not pieces:
        return
    gutter = find_gutter(pieces)
    if gutter is None:
        yield from _around_tables(pieces, column or _edges(pieces))
        return
    for zone in _zones(pieces, gutter):
        left = [piece for piece in zone if piece.right <= gutter]
        right = [piece for piece in zone if piece.left >= gutter]
        if len(left) + len(right) == len(zone) and are_columns(left, right, prose_of(zone)):
            over = _headlines(left, right)
            yield from _regions(over)
            yield from _regions(left)
            yield from _regions([piece for piece in right if piece not in over])
        else:
            yield from _around_tables(zone, _edges(zone))


def _headlines(left: Sequence[Piece], right: Sequence[Piece]) -> list[Piece]:
    """Headlines over both columns that are so short that they stand over the right one only."""
    top = min(piece.top for piece in left)
    body = median(piece.size for piece in (*left, *right))
    over = [piece for piece in right if piece.text and piece.bottom <= top]
    return over if all(piece.size >= HEADLINE * body for piece in over) else []


def _edges(pieces: Sequence[Piece]) -> Edges:
    return min(piece.left for piece in pieces), max(piece.right for piece in pieces)


def _around_tables(pieces: list[Piece], column: Edges) -> Iterator[tuple[list[Piece], Edges]]:
    """A column cut at its first table: what stands above it, to its left, the table, what stands right and below."""
    table = min((piece for piece in pieces if not piece.text), key=lambda piece: (piece.top, piece.left), default=None)
    if table is None:
        yield pieces, column
        return
    others = [piece for piece in pieces if piece is not table]
    beside = [piece for piece in others if table.top <= piece.middle <= table.bottom]
    yield from _regions([piece for piece in others if piece.middle < table.top], column)
    yield from _regions([piece for piece in beside if piece.left < table.left])
    yield [table], column
    yield from _regions([piece for piece in beside if piece.left >= table.left])
    yield from _regions([piece for piece in others if piece.middle > table.bottom], column)


def _zones(pieces: Sequence[Piece], gutter: float) -> Iterator[list[Piece]]:
    """The pieces from top to bottom, parted where some lie across the gutter; with these goes all of their lines."""

    def crosses_it(piece: Piece) -> bool:
        return piece.left < gutter < piece.right

    texts = rows_of([piece for piece in pieces if piece.text])
    over = {piece for row in texts if any(map(crosses_it, row)) for piece in row}
    zone: list[Piece] = []
    across = False
    for piece in sorted(pieces, key=lambda piece: (piece.top, piece.left)):
        crosses = piece in over or crosses_it(piece)
        if zone and crosses != across:
            yield zone
            zone = []
        across = crosses
        zone.append(piece)
    if zone:
        yield zone


def lines_of(pieces: Sequence[Piece], column: Edges | None = None) -> list[TextLine]:
    """The lines from top to bottom of what stands in one column, the pieces of each from left to right."""
    edges = column or _edges(pieces)
    return [_line(row, edges) for row in rows_of(pieces)]


def rows_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """What stands in one line each, from the top down, its pieces from left to right."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.middle, piece.left)):
        above = rows[-1] if rows else None
        if above and abs(above[0].middle - piece.middle) < 0.4 * max(above[0].size, piece.size):
            above.append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def _read(pieces: Sequence[Piece], column: Edges) -> Iterator[Region]:
    """What stands in one column: its lines, and the tables without lines among them."""
    rows = rows_of(pieces)
    done = 0
    for start, end in find_aligned(rows):
        if start > done:
            yield [_line(row, column) for row in rows[done:start]]
        inside = [piece for row in rows[start:end] for piece in row]
        texts, edges = texts_of(rows[start:end])
        top, bottom = min(piece.top for piece in inside), max(piece.bottom for piece in inside)
        yield Table(edges[0], top, edges[-1], bottom, tuple(texts), edges)
        done = end
    if done < len(rows):
        yield [_line(row, column) for row in rows[done:]]


def _line(row: Sequence[Piece], column: Edges) -> TextLine:
    longest = max(row, key=lambda piece: len(piece.text))
    top, bottom = min(piece.top for piece in row), max(piece.bottom for piece in row)
    right = max(piece.right for piece in row)
    return TextLine(row[0].left, top, right, bottom, longest.size, say(row), column, longest.face)

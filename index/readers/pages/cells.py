"""Grids to tables: what stands in which cell. Pure geometry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import inf
from statistics import median

import numpy as np

from index.layout.lines import find_lines, join_lines
from index.readers.pages.characters import Floats, Places
from index.readers.pages.order import Table, TextLine, lines_of
from index.readers.pages.pieces import Piece
from index.readers.pages.ruling import TOLERANCE, Grid
from index.readers.pages.stacked import Stacked, find_stacked
from index.readers.table_headers import FIGURE, may_name
from index.readers.table_shapes import is_title
from index.types import join_spans

FILLED = 0.5
"""At least this share of a table's cells say something; the boxes of a drawing do not."""
NAMED, NAMED_ROWS = 0.8, 3
"""Or else at least this share of its first row and of its first column: so many rows, and its columns, have names."""
HEADED_ROWS, HEADED_COLUMNS, SPARSE = 4, 3, 0.3
"""Or this share of all, in so many rows and columns, where all columns have names and half of the rows are filled."""
ROW_CELLS = 3
"""A single row is no table of fewer cells."""
USUAL_CHARACTERS = 120
"""Half of a table's cells say no more: boxes with more are frames around articles."""
STRIP_CHARACTERS = 60
"""A first or last row that is one cell and says more is text in the same frame as the table."""
UNRULED_ROWS = 3
"""In how many rows at least the text between two level lines stands, for each to be a row of its own."""
FRAME_ROWS, FRAME_LINES, FRAMED = 3, 10, 0.6
"""A cell over so many rows that has so many lines, and so much of all that stands in the grid, is a page in a frame."""
ROOM = 0.7
"""A line that has room for another character is so much narrower than a full one, in font sizes."""
FULL = 0.8
"""A line that takes this share of its cell's width fills it."""


def find_tables(
    grids: Sequence[Grid], pieces: Sequence[Piece], above: Table | None = None
) -> tuple[list[Piece], list[Table]]:
    """The pieces that are in no table, and the tables from the top down; grids that hold no table are passed over.

    :param above: the last table of the page before: what goes on from it may be a single row.
    """
    free = list(pieces)
    tables: list[Table] = []
    for grid in grids:
        inside: dict[int, list[Piece]] = {}
        for piece in free:
            cell = cell_of([grid], piece)
            if cell is not None:
                inside.setdefault(cell[1], []).append(piece)
        lines = {cell: lines_of(found) for cell, found in inside.items()}
        if _is_frame(grid, lines):
            continue
        table, taken, parts = _table(grid, lines)
        goes_on = not tables and above is not None and parts[0].goes_on_from(above)
        named = (
            _is_named(table, regular=len(taken) == sum(map(len, grid.cells)))
            or _is_headed(table)
            or _is_blank_form(table)
        )
        said_of = _says_enough(taken, lines, named=named or goes_on)
        if said_of and (_rows_side_by_side(table) >= 2 or goes_on or named or _is_full_row(table)):
            tables += parts
            free = [piece for piece in free if (cell := cell_of([grid], piece)) is None or cell[1] not in taken]
    return free, tables


def cell_of(grids: Sequence[Grid], piece: Piece) -> tuple[int, int] | None:
    """Which grid and which of its cells the middle of a piece lies in; None for none."""
    x = (piece.left + piece.right) / 2
    for number, grid in enumerate(grids):
        cell = grid.cell_at(x, piece.middle)
        if cell is not None:
            return number, cell
    return None


def cells_of(grids: Sequence[Grid], xs: Floats, ys: Floats) -> Places:
    """As ``cell_of`` many points: a number for each cell of all the grids, -1 for none."""
    found = np.full(len(xs), -1, dtype=np.intp)
    cells = 0
    for grid in grids:
        columns, rows = (np.searchsorted(e, at, "right") - 1 for e, at in ((grid.xs, xs), (grid.ys, ys)))
        inside = (columns >= 0) & (columns < len(grid.xs) - 1) & (rows >= 0) & (rows < len(grid.ys) - 1) & (found < 0)
        found[inside] = cells + np.array(grid.cells, dtype=np.intp)[rows[inside], columns[inside]]
        cells += len(grid.cells) * len(grid.cells[0])
    return found


def said(lines: Sequence[TextLine]) -> str:
    """A cell's lines closed up to one."""
    text = "\n".join(line.text for line in lines)
    found = find_lines(text)
    return join_spans(text, join_lines(text, found)) if found else ""


def _table(grid: Grid, lines: dict[int, list[TextLine]]) -> tuple[Table, set[int], list[Table]]:
    """What a grid holds but for prose in the same frame, above and below; the cells that are taken for it; and the
    tables with columns of their own that it is made of."""
    first, last = 0, len(grid.cells) - 1
    while first < last and _is_prose(grid.cells[first], lines):
        first += 1
    while last > first and _is_prose(grid.cells[last], lines):
        last -= 1
    within = grid.cells[first : last + 1]
    rows = [tuple(_rows(cells, grid, lines)) for cells in within]
    stacked = find_stacked(within, lambda row: is_title(said(lines.get(within[row][0], []))))

    def made(part: Stacked) -> Table:
        kept = tuple(tuple(row[i] for i in part.columns) for found in rows[part.start : part.end] for row in found)
        kept = kept[:-1] if _names_again(kept) else kept
        top, bottom = grid.ys[first + part.start], grid.ys[first + part.end]
        edges = (*(grid.xs[column] for column in part.columns), grid.xs[-1])
        numbers = (
            tuple(within[place][i] for i in part.columns) for place in range(part.start, part.end) for _ in rows[place]
        )
        full = _full([within[place] for place in range(part.start, part.end)], part.columns, lines)
        return Table(grid.xs[0], top, grid.xs[-1], bottom, kept, edges, tuple(numbers), full)

    taken = {cell for cells in within for cell in cells}
    whole = made(Stacked(0, len(within), tuple(range(len(grid.xs) - 1))))
    return whole, taken, [made(part) for part in stacked]


def _names_again(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the last row says again, below figures, the names of the columns."""
    inside = rows[1:-1]
    figures = (all(FIGURE.match(row[column]) for row in inside) for column in range(1, len(rows[0])))
    return bool(inside) and rows[-1] == rows[0] and may_name(rows[0]) and any(figures)


def _full(
    rows: Sequence[Sequence[int]], columns: Sequence[int], lines: dict[int, list[TextLine]]
) -> tuple[bool | None, ...]:
    """Which cells of the last row end in a line as wide as those of its column that go on in the next; None for one
    whose column has no such line. Names of columns do not tell: they are broken by hand."""
    full: list[bool | None] = []
    for column in columns:
        cells = dict.fromkeys(row[column] for row in rows[1:])
        broken = [line.right - line.left for cell in cells for line in lines.get(cell, [])[:-1]]
        last = lines.get(rows[-1][column], [])[-1:]
        full.append(any(max(broken) - (line.right - line.left) < ROOM * line.size for line in last) if broken else None)
    return tuple(full)


def _is_frame(grid: Grid, lines: dict[int, list[TextLine]]) -> bool:
    """Whether one cell has most of what stands in a grid, over several of its rows: a page with a margin beside it."""
    characters = {cell: sum(len(line.text) for line in found) for cell, found in lines.items()}
    most = max(characters, key=lambda cell: characters[cell], default=None)
    if most is None or len(lines[most]) < FRAME_LINES or characters[most] < FRAMED * sum(characters.values()):
        return False
    return sum(most in row for row in grid.cells) >= FRAME_ROWS


def _is_prose(row: Sequence[int], lines: dict[int, list[TextLine]]) -> bool:
    return len(set(row)) == 1 and not 0 < len(said(lines.get(row[0], []))) <= STRIP_CHARACTERS


def _rows_side_by_side(table: Table) -> int:
    """How many rows say something in two cells at least."""
    return sum(sum(bool(cell) for cell in row) >= 2 and len(set(row)) >= 2 for row in table.rows)


def _is_full_row(table: Table) -> bool:
    """Whether a table is one row that says something in each of several cells: the header of one that begins on the
    next page."""
    return len(table.rows) == 1 and all(table.rows[0]) and len(set(table.rows[0])) >= ROW_CELLS


def _is_named(table: Table, *, regular: bool) -> bool:
    """Whether the rows and columns have names, or the rows alone in a ``regular`` table, of boxes none of which are
    merged: then it matters little how much there is to say about them."""
    firsts = [row[0] for row in table.rows]
    named = [firsts] if regular else [firsts, table.rows[0]]
    return len(firsts) >= NAMED_ROWS and all(
        sum(map(bool, cells)) >= NAMED * len(cells) and len(set(cells)) > 1 for cells in named
    )


def _is_headed(table: Table) -> bool:
    """Whether all columns have names and half of the rows say something: a budget, income beside outlay."""
    said = sum(sum(map(bool, row)) for row in table.rows)
    rows, columns = len(table.rows), len(table.rows[0])
    large = rows >= HEADED_ROWS and columns >= HEADED_COLUMNS and all(table.rows[0])
    return large and sum(map(any, table.rows)) >= FILLED * rows and said >= SPARSE * rows * columns


def _is_blank_form(table: Table) -> bool:
    """Whether all rows have names, or are blank below names of columns, which are the first row or stand below a title:
    those of a form that nobody has filled in."""
    headed, whole, named = False, True, 0
    for row in table.rows:
        if row[0]:
            headed = all(row)
            if headed and not whole and len(set(row)) > 1:
                return False
            whole = len(set(row)) == 1
            named += 1
        elif not headed or any(row):
            return False
    return len(table.rows) >= NAMED_ROWS and (named > 1 or len(set(table.rows[0])) > 1)


def _says_enough(taken: set[int], lines: dict[int, list[TextLine]], *, named: bool) -> bool:
    """Whether most cells say something, or all rows and columns are ``named``; and briefly."""
    lengths = [len(said(lines[cell])) for cell in taken if cell in lines]
    full = named or len(lengths) >= FILLED * len(taken)
    return full and len(lengths) >= 2 and median(lengths) <= USUAL_CHARACTERS


def _rows(cells: Sequence[int], grid: Grid, lines: dict[int, list[TextLine]]) -> Iterator[tuple[str, ...]]:
    """A row's texts; several rows where no lines part them but the text stands in rows across all of it."""
    inside = [lines.get(cell, []) for cell in cells]
    heights = _unruled(cells, grid, lines)
    if not heights:
        yield tuple(map(said, inside))
    for top, bottom in pairwise([*heights, inf] if heights else []):
        yield tuple(said([line for line in found if top <= line.bottom - TOLERANCE < bottom]) for found in inside)


def _unruled(cells: Sequence[int], grid: Grid, lines: dict[int, list[TextLine]]) -> list[float]:
    """Where the rows begin that no lines part; empty where there are none.

    They are told from lines of prose by all columns having as many, and none filling its cell.
    """
    columns = [lines.get(cell, []) for cell in dict.fromkeys(cells)]
    rows = columns[0]
    if len(rows) < UNRULED_ROWS or len(columns) < 2 or len(set(cells)) < len(cells):
        return []
    for found, left, right in zip(columns, grid.xs, grid.xs[1:], strict=False):
        full = sum(line.right - line.left > FULL * (right - left) for line in found)
        level = all(any(abs(line.middle - row.middle) < 0.5 * row.size for row in rows) for line in found)
        if len(found) < 0.8 * len(rows) or full > 0.2 * len(found) or not level:
            return []
    return [row.top for row in rows]

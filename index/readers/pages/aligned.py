"""Tables without lines: rows of cells that stand below one another under words that name their figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.readers.pages.pieces import CELL_GAP, Piece, say
from index.readers.table_headers import FIGURE, filled, may_name

ROWS = 3
"""A table has so many rows at least in which every column says something."""
STEP = 3.0
"""Rows of a table are no farther apart than this, in font sizes."""
FIGURES = 0.75
"""A column of figures has at least this share of them."""

Cells = list[list[Piece]]
"""The cells of a row from left to right, and the pieces of each."""


def find_aligned(rows: Sequence[Sequence[Piece]]) -> Iterator[tuple[int, int]]:
    """Which of the rows of a column, ``[start, end)``, are a table: the first names its columns, and at least one of
    these has figures; every cell stands in one column alone."""
    split = [_cells(row) for row in rows]
    start = 0
    while start < len(split):
        end = _end(split, start) if len(split[start]) > 1 else start
        if end - start >= ROWS and _names(split[start:end]):
            yield start, end
            start = end
        else:
            start += 1


def texts_of(rows: Sequence[Sequence[Piece]]) -> tuple[list[tuple[str, ...]], tuple[float, ...]]:
    """What the cells of a table's rows say, and where its columns begin and end."""
    split = [_cells(row) for row in rows]
    columns = _columns(split[0], split)
    said = []
    for cells in split:
        texts = [""] * len(columns)
        for cell in cells:
            texts[_column(columns, cell)[0]] = say(cell)
        said.append(tuple(texts))
    return said, (*(left for left, _ in columns), columns[-1][1])


def _cells(row: Sequence[Piece]) -> Cells:
    cells: Cells = []
    for piece in row:
        if cells and piece.left - cells[-1][-1].right <= CELL_GAP * max(cells[-1][-1].size, 1):
            cells[-1].append(piece)
        else:
            cells.append([piece])
    return cells


def _end(rows: Sequence[Cells], start: int) -> int:
    """Where the rows end whose cells fit the columns of the one at ``start``."""
    columns = [(cell[0].left, cell[-1].right) for cell in rows[start]]
    full = [start]
    for place in range(start + 1, len(rows)):
        above, row = rows[place - 1][0][0], rows[place]
        first = row[0][0]
        if first.top - above.top > STEP * first.size or abs(first.size - above.size) > 0.2 * first.size:
            break
        if len(row) == len(columns):
            columns = [
                (min(left, cell[0].left), max(right, cell[-1].right))
                for (left, right), cell in zip(columns, row, strict=True)
            ]
            full.append(place)
        found = [_column(columns, cell) for cell in row]
        apart = all(left[1] < right[0] for left, right in pairwise(columns))
        if not apart or any(len(places) != 1 for places in found) or len({p[0] for p in found}) < len(found):
            full = [there for there in full if there != place]
            break
    return full[-1] + 1 if len(full) >= ROWS else start


def _columns(first: Cells, rows: Sequence[Cells]) -> list[tuple[float, float]]:
    """From where to where the columns reach that the first row's cells begin, as wide as the full rows are."""
    full = [row for row in rows if len(row) == len(first)]
    return [(min(row[i][0].left for row in full), max(row[i][-1].right for row in full)) for i in range(len(first))]


def _column(columns: Sequence[tuple[float, float]], cell: Sequence[Piece]) -> list[int]:
    """The columns that a cell stands in."""
    return [i for i, (left, right) in enumerate(columns) if cell[0].left < right and cell[-1].right > left]


def _names(rows: Sequence[Cells]) -> bool:
    """Whether the first row says only words, above figures in one column at least."""
    texts = [[say(cell) for cell in row] for row in rows]
    if not (len(filled(texts[0])) > 1 and may_name(texts[0])) or any(FIGURE.match(text) for text in texts[0]):
        return False
    full = [row for row in texts[1:] if len(row) == len(texts[0])]
    return any(
        sum(FIGURE.match(row[column]) is not None for row in full) >= FIGURES * len(full)
        for column in range(1, len(texts[0]))
    )

"""Tables that stand next to each other in the same rows, as sheets have them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from index.readers.table_headers import FIGURE, filled
from index.readers.table_parts import Row, parted


def side_by_side(rows: Sequence[Row]) -> list[list[Row]]:
    """The tables that stand next to each other in these rows, from left to right, each with its own columns.

    Parted where a column is blank from the header down, if what stands on either side has a header and names its
    rows; what is above the header stays with the first.
    """
    titles, header, body = parted(rows)
    used = sorted({column for row in (*header, *body) for column, cell in enumerate(row.cells) if cell.strip()})
    starts = [column for left, column in pairwise(used) if column > left + 1]
    edges = list(pairwise([0, *starts, max(used, default=0) + 1]))
    if not starts or not all(_is_table(header, body, *edge) for edge in edges):
        return [list(rows)]
    parts = [[_between(row, low, high) for row in (*header, *body)] for low, high in edges]
    return [[*titles, *parts[0]], *parts[1:]]


def _is_table(header: Sequence[Row], body: Sequence[Row], low: int, high: int) -> bool:
    """Whether the columns ``[low, high)`` have names, two at least, and the first of them says what a row is about."""
    named = bool(header) and len(filled(_between(header[-1], low, high).cells)) >= 2
    firsts = [row.cells[low] for row in body if low < len(row.cells) and row.cells[low]]
    return named and bool(firsts) and not any(FIGURE.match(cell) for cell in firsts)


def _between(row: Row, low: int, high: int) -> Row:
    return replace(row, cells=("",) * low + row.cells[low:high])

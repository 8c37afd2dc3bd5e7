"""Lines of a table that are merged over several of its rows, and so come again in each. Pure.

They are told by their looks, in every format. Sheets know besides which cells are merged, and leave out a row that is
one with the row above before any of this, however narrow it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from index.readers.table_headers import Cells


def without_copies(rows: Sequence[Cells]) -> list[int]:
    """The places of the rows that have something in them, those of a line merged over several rows but for its first.

    Such a line is one cell over half of the table or more, with remarks beside it maybe.
    """
    width = max(map(len, rows), default=0)
    kept = [place for place, cells in enumerate(rows) if any(cells)]
    copies = {
        place
        for above, place in pairwise(kept)
        if is_wide(rows[above], width) and is_wide(rows[place], width)
        if len(rows[above][0]) > 1 and set(rows[place]) - {""} == {rows[above][0]}
    }
    return [place for place in kept if place not in copies]


def is_wide(cells: Cells, width: int) -> bool:
    """Whether the first cell of a row is merged over half of the columns of a table or more."""
    return width > 2 and 2 * cells.count(cells[0]) >= width

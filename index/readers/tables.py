"""Tables to rows that are readable by themselves: ``地区：蓬江区；GDP：1004.5亿元；增速：5.6%``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.readers.composing import Composer, clean
from index.types import PlaceKind

_FIGURE = re.compile(r"[-+−]?[¥￥$]?\s?\d[\d,，.\s]*(?:[%‰％万亿元]|\Z)")
TITLES = 5
"""How many lines above a table's header may be titles."""
TITLE_CHARACTERS = 50
HEADER_ROWS = 3
"""A header is no deeper than this."""


@dataclass(frozen=True, slots=True)
class Row:
    """``number`` counts the source's rows from 1. ``cells`` are in the order of the columns, ``""`` for empty ones.

    A merged cell is repeated in each column and row that it covers.
    """

    number: int
    cells: tuple[str, ...]


def write_table(composer: Composer, rows: Sequence[Row], sheet: str | None = None, level: int = 1) -> None:
    """Write a table down: the lines above its header as headings from ``level`` on (prose as it is), then a
    line a row.

    A row is ``列名：值；列名：值``; a cell without a column name is its value alone, empty cells are left out. A table
    with a single column is paragraphs.

    :param sheet: the sheet's name, ``""`` for a table without one; None where rows are no places.
    """
    rows = [Row(row.number, tuple(" ".join(clean(cell).split()) for cell in row.cells)) for row in rows]
    rows = [row for row in rows if any(row.cells)]
    titles, header, body = _parted(rows)
    for depth, row in enumerate(titles):
        _stand(composer, row, sheet)
        title = row.cells[_filled(row)[0]]
        if len(title) <= TITLE_CHARACTERS and "。" not in title:
            composer.heading(title, level + depth)
        else:
            composer.row(title)
    names = _column_names(header)
    for row in body:
        _stand(composer, row, sheet)
        composer.row("；".join(_cells(row, names)))
    if header and not body:
        _stand(composer, header[0], sheet)
        composer.row("；".join(filter(None, names)))


def _stand(composer: Composer, row: Row, sheet: str | None) -> None:
    if sheet is not None:
        composer.at(PlaceKind.ROW, row.number, sheet)


def _filled(row: Row) -> list[int]:
    """The columns with a value of their own; a merged cell counts once, where it begins."""
    return [i for i, cell in enumerate(row.cells) if cell and (i == 0 or row.cells[i - 1] != cell)]


def _parted(rows: Sequence[Row]) -> tuple[list[Row], list[Row], list[Row]]:
    """Titles (lines of one cell), header (lines of names), and the rows below; without names all are rows."""
    start = 0
    while start < min(TITLES, len(rows) - 1) and len(_filled(rows[start])) == 1:
        start += 1
    if start == len(rows) or len(_filled(rows[start])) < 2 or not _is_header(rows[start]):
        return list(rows[:start]), [], list(rows[start:])
    end = start + 1
    while end < min(start + HEADER_ROWS, len(rows) - 1) and _goes_on(rows[end - 1], rows[end]):
        end += 1
    return list(rows[:start]), list(rows[start:end]), list(rows[end:])


def _is_header(row: Row) -> bool:
    """Whether a line names columns: no figures but years, and no sentences."""
    cells = [row.cells[i] for i in _filled(row)]
    return not any((_FIGURE.match(cell) and not re.match(r"\d{4}(?:年|\Z)", cell)) or "。" in cell for cell in cells)


def _goes_on(above: Row, below: Row) -> bool:
    """Whether a header has one more line: the one above spans columns, which the one below names one by one."""
    spans = any(a and a == b for a, b in pairwise(above.cells))
    repeats = any(a and a == b for a, b in zip(above.cells, below.cells, strict=False))
    return _is_header(below) and (spans or repeats) and len(_filled(below)) >= 2


def _column_names(header: Sequence[Row]) -> list[str]:
    """Each column's name, from the header's lines downwards, what is repeated said once."""
    width = max((len(row.cells) for row in header), default=0)
    names = []
    for column in range(width):
        parts = (row.cells[column] for row in header if column < len(row.cells))
        names.append("".join(dict.fromkeys(filter(None, parts))))
    return names


def _cells(row: Row, names: Sequence[str]) -> list[str]:
    """The row's cells with their names; a cell merged over several columns is said once for each name."""
    said = []
    for column, cell in enumerate(row.cells):
        name = names[column] if column < len(names) else ""
        repeated = column > 0 and cell == row.cells[column - 1] and (not name or name == names[column - 1])
        if cell and not repeated:
            said.append(f"{name}：{cell}" if name else cell)
    return said

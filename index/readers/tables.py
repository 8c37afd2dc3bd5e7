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
SHORT = 4
"""Words of so many characters are likely to be said twice in a row."""
HEADER_ROWS = 3
"""A header is no deeper than this."""


@dataclass(frozen=True, slots=True)
class Row:
    """``number`` counts the source's rows from 1. ``cells`` are in the order of the columns, ``""`` for empty ones.

    A merged cell is repeated in each column and row that it covers.
    """

    number: int
    cells: tuple[str, ...]


def write_table(
    composer: Composer, rows: Sequence[Row], sheet: str | None = None, level: int = 1, names: Sequence[str] = ()
) -> list[str]:
    """Write a table down: the lines above its header as headings from ``level`` on (prose as it is), then a
    line a row. The headings stand over nothing behind it.

    A row is ``列名：值；列名：值``; a cell without a column name is its value alone, empty cells are left out. A table
    with a single column is paragraphs.

    :param sheet: the sheet's name, ``""`` for a table without one; None where rows are no places.
    :param names: those of the columns, where the table goes on from one above; it may say them again.
    :returns: the names of the columns, to go on with.
    """
    rows = [Row(row.number, tuple(" ".join(clean(cell).split()) for cell in row.cells)) for row in rows]
    rows = [row for row in rows if any(row.cells)]
    titles, header, body = _parted(rows)
    if names and _column_names(header) != list(names) and not _has_names(header, body):
        titles, header, body = [], [], rows
    headed = False
    for depth, row in enumerate(titles):
        _stand(composer, row, sheet)
        title = "　".join(row.cells[column] for column in _filled(row))
        if len(title) <= TITLE_CHARACTERS and "。" not in title:
            composer.heading(title, level + depth)
            headed = True
        else:
            composer.row(title)
    names = names if names and not header else _column_names(header)
    for row in body:
        _stand(composer, row, sheet)
        composer.row("；".join(_cells(row, names)))
    if header and not body:
        _stand(composer, header[0], sheet)
        composer.row("；".join(filter(None, names)))
    if headed or sheet is not None:  # text around a table of a page goes on behind it
        composer.close(level)
    return list(names)


def side_by_side(rows: Sequence[Row]) -> list[list[Row]]:
    """The tables that stand next to each other in these rows, from left to right, each with its own columns.

    Parted where a column is blank from the header down, if what stands on either side has a header and names its
    rows; what is above the header stays with the first.
    """
    titles, header, body = _parted(rows)
    used = sorted({column for row in (*header, *body) for column, cell in enumerate(row.cells) if cell.strip()})
    starts = [column for left, column in pairwise(used) if column > left + 1]
    edges = list(pairwise([0, *starts, max(used, default=0) + 1]))
    if not starts or not all(_is_table(header, body, *edge) for edge in edges):
        return [list(rows)]
    parts = [[_between(row, low, high) for row in (*header, *body)] for low, high in edges]
    return [[*titles, *parts[0]], *parts[1:]]


def _is_table(header: Sequence[Row], body: Sequence[Row], low: int, high: int) -> bool:
    """Whether the columns ``[low, high)`` have names, two at least, and the first of them says what a row is about."""
    named = bool(header) and len(_filled(_between(header[-1], low, high))) >= 2
    firsts = [row.cells[low] for row in body if low < len(row.cells) and row.cells[low]]
    return named and bool(firsts) and not any(_FIGURE.match(cell) for cell in firsts)


def _between(row: Row, low: int, high: int) -> Row:
    return Row(row.number, ("",) * low + row.cells[low:high])


def _stand(composer: Composer, row: Row, sheet: str | None) -> None:
    if sheet is not None:
        composer.at(PlaceKind.ROW, row.number, sheet)


def _filled(row: Row) -> list[int]:
    """The columns with a value of their own; a merged cell counts once, where it begins."""
    return [i for i, cell in enumerate(row.cells) if cell and (i == 0 or row.cells[i - 1] != cell)]


def _parted(rows: Sequence[Row]) -> tuple[list[Row], list[Row], list[Row]]:
    """Titles (lines of one cell, or of labels), header (lines of names), and the rows below; without names all are
    rows. Of a single column only the first line may be a title: the rest is no matter above a table."""
    widest = max((len(_filled(row)) for row in rows), default=0)
    most = min(TITLES if widest > 1 else 1, len(rows) - 1)
    start = 0
    while start < most and (len(_filled(rows[start])) == 1 or _is_labels(rows[start], widest)):
        start += 1
    if start == len(rows) or len(_filled(rows[start])) < 2 or not _is_header(rows[start]):
        return list(rows[:start]), [], list(rows[start:])
    end = start + 1
    while end < min(start + HEADER_ROWS, len(rows) - 1) and _goes_on(rows[end - 1], rows[end]):
        end += 1
    if _is_form(_column_names(rows[start:end]), rows[end:]):
        return list(rows[:start]), [], list(rows[start:])
    return list(rows[:start]), list(rows[start:end]), list(rows[end:])


def _is_labels(row: Row, widest: int) -> bool:
    """Whether a line says what holds for the whole table: ``编制单位：财政局　单位：万元``."""
    filled = _filled(row)
    labelled = all(re.match(r"[^：:\d]{1,12}[：:]\s*\S", row.cells[column]) for column in filled)
    return filled[0] == 0 and len(filled) < widest and labelled


def _is_form(names: Sequence[str], rows: Sequence[Row]) -> bool:
    """Whether most rows have a cell that is merged over columns of several names: these then name nothing.

    Short words may well be the same in neighbouring columns, and figures and dates; and two columns may say the same
    all the way down, so more than one pair of columns has to be merged somewhere.
    """
    merged = 0
    places: set[int] = set()
    for row in rows:
        pairs = enumerate(zip(pairwise(row.cells), pairwise(names), strict=False))
        found = {
            place
            for place, ((one, other), (name, next_)) in pairs
            if one == other and len(one) > SHORT and not _FIGURE.match(one) and name != next_ and name and next_
        }
        merged += bool(found)
        places |= found
    return 2 * merged > len(rows) and len(places) > 1


def _has_names(header: Sequence[Row], body: Sequence[Row]) -> bool:
    """Whether what may be a header names figures below it: it then is one, of another table than the one above."""
    pairs = zip(header[-1].cells, body[0].cells, strict=False) if header and body else ()
    return any(re.search(r"[^\W\d]", name) and not _FIGURE.match(name) and _FIGURE.match(cell) for name, cell in pairs)


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
        same = column > 0 and cell == row.cells[column - 1]
        repeated = same and (name == names[column - 1] if name else not _FIGURE.match(cell))
        if cell and not repeated:
            said.append(f"{name}：{cell}" if name else cell)
    return said

"""Tables to rows that are readable by themselves: ``地区：蓬江区；GDP：1004.5亿元；增速：5.6%``."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from index.readers.composing import Composer, clean
from index.readers.naming import Part, find_header, find_parts
from index.readers.shapes import FIGURE, Row, are_pairs
from index.types import PlaceKind

__all__ = ["Row", "side_by_side", "write_table"]

TITLE_CHARACTERS = 50
NAME = 30
"""A name of a column that says more is a note about it, and is said once."""
NOTE = 40
"""What says more and is merged over rows or columns is said once: it is a note, and tells none from another."""


def write_table(
    composer: Composer, rows: Sequence[Row], sheet: str | None = None, level: int = 1, names: Sequence[str] = ()
) -> list[str]:
    """Write a table down: the lines above its header as headings from ``level`` on (prose as it is), then a
    line a row. The headings stand over nothing behind it.

    A row is ``列名：值；列名：值``; a cell without a column name is its value alone, empty cells are left out. A row of
    labels with their values is ``标签：值``. A table with a single column is paragraphs.

    :param sheet: the sheet's name, ``""`` for a table without one; None where rows are no places.
    :param names: those of the columns, where the table goes on from one above; it may say them again.
    :returns: the names of the columns, to go on with.
    """
    rows = [Row(row.number, tuple(" ".join(clean(cell).split()) for cell in row.cells)) for row in rows]
    headed = False
    outer: int | None = None
    parts = find_parts([row for row in rows if any(row.cells)], names)
    for part, following in zip(parts, [*parts[1:], None], strict=True):
        if outer is None:
            headed, outer = _write_titles(composer, part.titles, sheet, level), len(part.titles)
        else:
            below = outer if part.is_section else max(outer - 1, 0)
            headed |= _write_titles(composer, part.titles, sheet, level + below)
        _write_rows(composer, part, sheet)
        if part.header and not part.body and not (following and following.is_section):
            _stand(composer, part.header[0], sheet)
            composer.row("；".join(filter(None, part.names)))
    if headed or sheet is not None:  # text around a table of a page goes on behind it
        composer.close(level)
    return parts[-1].names


def _write_titles(composer: Composer, titles: Sequence[Row], sheet: str | None, level: int) -> bool:
    """Write what stands above a header, the outermost at ``level``; whether there was a heading in it."""
    headed = False
    for depth, row in enumerate(titles):
        _stand(composer, row, sheet)
        title = "　".join(row.cells[column] for column in row.filled)
        if len(title) <= TITLE_CHARACTERS and "。" not in title:
            composer.heading(title, level + depth)
            headed = True
        else:
            composer.row(title)
    return headed


def _write_rows(composer: Composer, part: Part, sheet: str | None) -> None:
    above: tuple[str, ...] = ()
    if part.body:
        for name in dict.fromkeys(name for name in part.names if len(name) > NAME):
            _stand(composer, part.header[0] if part.header else part.body[0], sheet)
            composer.row(name)
    names = ["" if len(name) > NAME else name for name in part.names]
    paired = not part.names and are_pairs(part.body)
    for row in part.body:
        _stand(composer, row, sheet)
        if row.is_wide:
            composer.row(row.cells[0])
        else:
            composer.row("；".join(_pairs(row) if paired else _cells(row, names, above)))
        above = row.cells


def side_by_side(rows: Sequence[Row]) -> list[list[Row]]:
    """The tables that stand next to each other in these rows, from left to right, each with its own columns.

    Parted where a column is blank from the header down, if what stands on either side has a header and names its
    rows; what is above the header stays with the first.
    """
    titles, header, body = find_header(rows)
    used = sorted({column for row in (*header, *body) for column, cell in enumerate(row.cells) if cell.strip()})
    starts = [column for left, column in pairwise(used) if column > left + 1]
    edges = list(pairwise([0, *starts, max(used, default=0) + 1]))
    if not starts or not all(_is_table(header, body, *edge) for edge in edges):
        return [list(rows)]
    parts = [[_between(row, low, high) for row in (*header, *body)] for low, high in edges]
    return [[*titles, *parts[0]], *parts[1:]]


def _is_table(header: Sequence[Row], body: Sequence[Row], low: int, high: int) -> bool:
    """Whether the columns ``[low, high)`` have names, two at least, and the first of them says what a row is about."""
    named = bool(header) and len(_between(header[-1], low, high).filled) >= 2
    firsts = [row.cells[low] for row in body if low < len(row.cells) and row.cells[low]]
    return named and bool(firsts) and not any(FIGURE.match(cell) for cell in firsts)


def _between(row: Row, low: int, high: int) -> Row:
    return Row(row.number, ("",) * low + row.cells[low:high])


def _stand(composer: Composer, row: Row, sheet: str | None) -> None:
    if sheet is not None:
        composer.at(PlaceKind.ROW, row.number, sheet)


def _pairs(row: Row) -> list[str]:
    """Each label with its value; one without a value by itself."""
    said = []
    for label, value in zip(row.cells[::2], (*row.cells[1::2], ""), strict=False):
        apart = "" if label.endswith(("：", ":")) else "："
        said.append(f"{label}{apart}{value}" if label and value and label != value else label or value)
    return [text for text in said if text]


def _cells(row: Row, names: Sequence[str], above: Sequence[str]) -> list[str]:
    """The row's cells with their names; a cell merged over several columns is said once for each name, a note once."""
    said = []
    for column, cell in enumerate(row.cells):
        name = names[column] if column < len(names) else ""
        same = column > 0 and cell == row.cells[column - 1]
        repeated = same and (name == names[column - 1] if name else not FIGURE.match(cell))
        if len(cell) > NOTE:
            repeated = same or (0 < column < len(above) and above[column] == cell)
        if cell and not repeated:
            said.append(f"{name}：{cell}" if name else cell)
    return said

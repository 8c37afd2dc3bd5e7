"""Tables to rows that are readable by themselves: ``地区：蓬江区；GDP：1004.5亿元；增速：5.6%``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from index.layout.plain import section_rank
from index.readers.composing import Composer, clean
from index.readers.form_rows import is_pair, is_remark, write_pairs
from index.readers.merged_lines import without_copies
from index.readers.table_headers import FIGURE, filled, is_aside, is_unfilled
from index.readers.table_parts import (
    Row,
    column_names,
    has_names,
    is_merged_over_names,
    labelled,
    parted,
    with_spans,
    without_foot,
)
from index.readers.table_shapes import (
    Part,
    blocks,
    divide,
    is_title,
    is_whole,
    notes,
)
from index.types import PlaceKind


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
    rows = [replace(row, cells=tuple(" ".join(clean(cell).split()) for cell in row.cells)) for row in rows]
    rows = with_spans([rows[place] for place in without_copies([row.cells for row in rows])])
    rows, foot = without_foot(rows)
    titles, header, body = parted(rows)
    if names and column_names(header) != list(names) and not has_names(header, body):
        titles, header, body = [], [], rows
    ranks = _write_titles(composer, titles, sheet, level)
    for remark in dict.fromkeys(cell for row in header for cell in row.cells if is_aside(cell)):
        composer.row(("", remark))
    header = [replace(row, cells=tuple("" if is_aside(cell) else cell for cell in row.cells)) for row in header]
    names = names if names and not header else column_names(header)
    body = _one_below_other(names, body)
    headed, parts = False, divide(names, [row.cells for row in body], [row.cells[0] for row in titles])
    other = not set(names) <= {"", *column_names(body[slice(*parts[0].header)] or header)}
    if header and (other or is_unfilled(names, [row.cells for row in body])):
        _write_header(composer, header, sheet)  # the first rows have one of their own, or nothing: it names nothing
        header = []
    for place, part in enumerate(parts):
        if part.over is not None:
            row = body[part.over]
            _stand(composer, row, sheet)
            composer.heading(row.cells[0], level + _depth(row.cells[0], ranks, headed=part.header[0] < part.header[1]))
        own = body[slice(*part.header)] or (header if place == 0 else [])
        if own and not _names_rows(parts[place:], body):
            _write_header(composer, own, sheet)
        names = _write_part(composer, body, part, names, sheet)
        headed = headed or part.over is not None
    _write_foot(composer, foot, sheet)
    if ranks or headed or sheet is not None:  # text around a table of a page goes on behind it
        composer.close(level)
    return list(names)


def _one_below_other(names: Sequence[str], body: Sequence[Row]) -> list[Row]:
    """The rows, those of tables that stand next to each other one table behind the other, in their columns."""
    parts = blocks(names, [row.cells for row in body])
    return (
        [replace(row, cells=("",) * low + row.cells[low:high]) for low, high in parts for row in body]
        if len(parts) > 1
        else list(body)
    )


def _write_titles(composer: Composer, titles: Sequence[Row], sheet: str | None, level: int) -> list[int | None]:
    """Write what stands above a header; returns the ranks of its headings, as numbered sections."""
    ranks: list[int | None] = []
    for row in titles:
        _stand(composer, row, sheet)
        if pairs := labelled(row):
            composer.row(*pairs)
            continue
        title = "　".join(row.cells[column] for column in filled(row.cells))
        if is_title(title):
            composer.heading(title, level + len(ranks))
            ranks.append(section_rank(title))
        else:
            composer.row(("", title))
    return ranks


def _write_header(composer: Composer, header: Sequence[Row], sheet: str | None) -> None:
    """Write a header that names no cells as a row."""
    _stand(composer, header[0], sheet)
    composer.row(*(("", name) for name in column_names(header)))


def _write_foot(composer: Composer, foot: Sequence[Row], sheet: str | None) -> None:
    """Write the remarks below a table, which have no columns."""
    for row in foot:
        _stand(composer, row, sheet)
        said = [row.cells[column] for column in filled(row.cells)]
        if len(said) > 1:
            composer.row(*(("", cell) for cell in said))
        else:
            composer.paragraph(said[0])


def _depth(section: str, ranks: Sequence[int | None], *, headed: bool) -> int:
    """How deep a section's line stands below the first title, whose ``ranks`` as numbered sections are given.

    Beside the title that is numbered as it is, beside the last where it has a header of its own, else below all.
    """
    rank = section_rank(section)
    if rank is not None and rank in ranks:
        return ranks.index(rank)
    return max(len(ranks) - headed, 0)


def _write_part(
    composer: Composer, body: Sequence[Row], part: Part, names: Sequence[str], sheet: str | None
) -> Sequence[str]:
    """Write a part of a table below its heading; returns the names of its columns."""
    header, rows = body[slice(*part.header)], body[slice(*part.rows)]
    cells = [row.cells for row in rows]
    width = max((len(row.cells) for row in body), default=0)
    if header:
        below = cells[0] if cells else ()  # a cell merged over the names and the rows names no column
        names = ["" if below[place : place + 1] == (name,) else name for place, name in enumerate(column_names(header))]
    elif part.form or (part.over is not None and is_merged_over_names(names, rows)):
        names = []
    apart = set() if part.form else set(notes(cells))
    for place, row in enumerate(rows):
        _stand(composer, row, sheet)
        if is_whole(row.cells, width):
            composer.row(("", row.cells[0]))
        elif part.form:
            composer.row(*write_pairs(cells, place))
        elif is_remark(row.cells) or is_pair(row.cells, names, cells):
            composer.row(*write_pairs([row.cells], 0))
        else:
            left_out = apart if place else apart | _covered(names, cells)
            kept = tuple("" if column in left_out else cell for column, cell in enumerate(row.cells))
            _write_row(composer, replace(row, cells=kept), names)
    for column in sorted(apart):
        _write_row(composer, replace(rows[0], cells=("",) * column + rows[0].cells[column : column + 1]), names)
    return names


def _write_row(composer: Composer, row: Row, names: Sequence[str]) -> None:
    """Write the cells of a row, and which figures in it are said once for several rows, or for several columns."""
    said = _cells(row, names)
    told = {column for column, _, _ in said}
    beside = {column for column in row.beside or () if {column - 1, column} <= told}
    merged = row.shared | beside | {column - 1 for column in beside}
    shared = [place for place, (column, _, cell) in enumerate(said) if column in merged and FIGURE.match(cell)]
    composer.row(*((name, cell) for _, name, cell in said), shared=shared)


def _covered(names: Sequence[str], cells: Sequence[Sequence[str]]) -> set[int]:
    """The columns whose name is merged over the first row, too, and is no value of it; others say what is below it."""
    first, others = cells[0], cells[1:]
    same = {column for column, cell in enumerate(first) if cell and cell in names[column : column + 1]}
    if 0 not in same:  # what is merged over lines of a header is its first names
        return set()
    return {column for column in same if any(set(row[column : column + 1]) - {"", first[column]} for row in others)}


def _names_rows(parts: Sequence[Part], body: Sequence[Row]) -> bool:
    """Whether some row of the first of these parts, or of those that go on under its header, has names from it."""
    width = max((len(row.cells) for row in body), default=0)
    under = [parts[0], *takewhile(lambda part: part.header[0] == part.header[1], parts[1:])]
    return any(not is_whole(row.cells, width) for part in under for row in body[slice(*part.rows)])


def _stand(composer: Composer, row: Row, sheet: str | None) -> None:
    if sheet is not None:
        composer.at(PlaceKind.ROW, row.number, sheet)


def _cells(row: Row, names: Sequence[str]) -> list[tuple[int, str, str]]:
    """The row's cells with their columns and the names of these, ``""`` for none; one merged over several columns is
    said once for each name."""
    said = []
    for column, cell in enumerate(row.cells):
        name = names[column] if column < len(names) else ""
        same = column > 0 and cell == row.cells[column - 1]
        repeated = same and (name == names[column - 1] if name else not FIGURE.match(cell))
        if cell and not repeated:
            said.append((column, name, cell))
    return said

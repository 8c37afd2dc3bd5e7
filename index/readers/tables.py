"""Tables to rows that are readable by themselves: ``地区：蓬江区；GDP：1004.5亿元；增速：5.6%``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from index.layout.plain import section_rank
from index.readers.composing import Composer, clean
from index.readers.merged_lines import is_wide, without_copies
from index.readers.table_headers import FIGURE, filled, is_aside, is_unfilled, may_name, names_columns, says_again
from index.readers.table_shapes import (
    Part,
    divide,
    is_alone,
    is_foot,
    is_form,
    is_note,
    is_pair,
    is_remark,
    is_title,
    is_whole,
    join_names,
    notes,
    write_pairs,
)
from index.types import PlaceKind

TITLES = 5
"""How many lines above a table's header may be titles."""
SHORT = 4
"""Words of so many characters are likely to be said twice in a row."""
HEADER_ROWS = 4
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
    rows = _with_spans([rows[place] for place in without_copies([row.cells for row in rows])])
    rows, foot = _without_foot(rows)
    titles, header, body = parted(rows)
    if names and _column_names(header) != list(names) and not _has_names(header, body):
        titles, header, body = [], [], rows
    ranks = _write_titles(composer, titles, sheet, level)
    for remark in dict.fromkeys(cell for row in header for cell in row.cells if is_aside(cell)):
        composer.row(("", remark))
    header = [Row(row.number, tuple("" if is_aside(cell) else cell for cell in row.cells)) for row in header]
    names = names if names and not header else _column_names(header)
    headed, parts = False, divide(names, [row.cells for row in body], [row.cells[0] for row in titles])
    other = not set(names) <= {"", *_column_names(body[slice(*parts[0].header)] or header)}
    if header and (other or is_unfilled(names, [row.cells for row in body])):
        _write_header(composer, header, sheet)  # the first rows have one of their own, or nothing: it names nothing
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


def _write_titles(composer: Composer, titles: Sequence[Row], sheet: str | None, level: int) -> list[int | None]:
    """Write what stands above a header; returns the ranks of its headings, as numbered sections."""
    ranks: list[int | None] = []
    for row in titles:
        _stand(composer, row, sheet)
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
    composer.row(*(("", name) for name in _column_names(header)))


def _write_foot(composer: Composer, foot: Sequence[Row], sheet: str | None) -> None:
    """Write the remarks below a table, which have no columns."""
    for row in foot:
        _stand(composer, row, sheet)
        said = [row.cells[column] for column in filled(row.cells)]
        if len(said) > 1:
            composer.row(*(("", cell) for cell in said))
        else:
            composer.paragraph(said[0])


def _without_foot(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The rows of a table, and those without columns: remarks at its end, or from a line on that announces them."""
    alone = (place for place, row in enumerate(rows) if place > 1 and is_alone(row.cells) and is_foot(row.cells[0]))
    end = next(alone, len(rows))
    while end > 2 and is_note(rows[end - 1].cells):
        end -= 1
    return list(rows[:end]), list(rows[end:])


def _with_spans(rows: Sequence[Row]) -> list[Row]:
    """The rows, where a header of two lines leaves blank what would be merged: the upper names said over all they span.

    So it is where no cells can be merged. The first column has its name in the upper line alone; between the two every
    column has one, and the lower names none but those that an upper name spans.
    """
    for place, (above, below) in enumerate(pairwise(rows[: min(TITLES + 2, len(rows) - 1)])):
        width = max(len(above.cells), len(below.cells))
        upper, lower = ((*row.cells, *[""] * (width - len(row.cells))) for row in (above, below))
        blank = {column for column in range(1, width) if not upper[column]}
        spanned = blank | {column - 1 for column in blank if upper[column - 1]}
        fits = bool(blank) and 0 not in spanned and all(bool(lower[i]) == (i in spanned) for i in range(width))
        if fits and may_name(upper) and may_name(lower):
            said = list(upper)
            for column in sorted(blank):
                said[column] = said[column - 1]
            return [*rows[:place], Row(above.number, tuple(said)), *rows[place + 1 :]]
    return list(rows)


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
        names = _column_names(header)
    elif part.form or (part.over is not None and _is_form(names, rows)):
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
            kept = tuple("" if column in apart else cell for column, cell in enumerate(row.cells))
            composer.row(*_cells(Row(row.number, kept), names))
    for column in sorted(apart):
        composer.row(*_cells(Row(rows[0].number, ("",) * column + rows[0].cells[column : column + 1]), names))
    return names


def _names_rows(parts: Sequence[Part], body: Sequence[Row]) -> bool:
    """Whether some row of the first of these parts, or of those that go on under its header, has names from it."""
    width = max((len(row.cells) for row in body), default=0)
    under = [parts[0], *takewhile(lambda part: part.header[0] == part.header[1], parts[1:])]
    return any(not is_whole(row.cells, width) for part in under for row in body[slice(*part.rows)])


def _stand(composer: Composer, row: Row, sheet: str | None) -> None:
    if sheet is not None:
        composer.at(PlaceKind.ROW, row.number, sheet)


def parted(rows: Sequence[Row]) -> tuple[list[Row], list[Row], list[Row]]:
    """Titles (lines of one cell, or of labels), header (lines of names), and the rows below; without names all are
    rows. Of a single column only the first line may be a title: the rest is no matter above a table."""
    widest = max((len(filled(row.cells)) for row in rows), default=0)
    most = min(TITLES if widest > 1 else 1, len(rows) - 1)
    start = 0
    while start < most and (len(filled(rows[start].cells)) == 1 or _is_labels(rows[start], widest)):
        start += 1
    if start == len(rows) or len(filled(rows[start].cells)) < 2 or not may_name(rows[start].cells):
        return list(rows[:start]), [], list(rows[start:])
    end = start + 1
    while end < min(start + HEADER_ROWS, len(rows) - 1) and _goes_on(rows[end - 1], rows[end]):
        end += 1
    cells = [row.cells for row in rows[start:]]
    width = max(map(len, cells))
    within = list(takewhile(lambda row: not is_whole(row, width), cells))
    own = rows[end : start + len(within)]
    last = rows[end - 1].cells
    below = [
        row.cells
        for above, row in pairwise(rows[end - 1 :])
        if row.cells != last
        and not is_whole(row.cells, width)
        and not ((is_whole(above.cells, width) or is_alone(above.cells)) and says_again(row.cells, last))
    ]
    if not names_columns(last, below) or is_form(within) or _is_form(_column_names(rows[start:end]), own):
        return list(rows[:start]), [], list(rows[start:])
    return list(rows[:start]), list(rows[start:end]), list(rows[end:])


def _is_labels(row: Row, widest: int) -> bool:
    """Whether a line says what holds for the whole table (``编制单位：财政局　单位：万元``), behind its title maybe."""
    own = filled(row.cells)
    titled = is_wide(row.cells, len(row.cells))
    labelled = all(re.match(r"[^：:\d]{1,12}[：:]", row.cells[column]) for column in own[titled:])
    return own[0] == 0 and len(own) < widest and labelled


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
            if one == other and len(one) > SHORT and not FIGURE.match(one) and name != next_ and name and next_
        }
        merged += bool(found)
        places |= found
    return 2 * merged > len(rows) and len(places) > 1


def _has_names(header: Sequence[Row], body: Sequence[Row]) -> bool:
    """Whether what may be a header names figures below it: it then is one, of another table than the one above."""
    pairs = zip(header[-1].cells, body[0].cells, strict=False) if header and body else ()
    return any(re.search(r"[^\W\d]", name) and not FIGURE.match(name) and FIGURE.match(cell) for name, cell in pairs)


def _goes_on(above: Row, below: Row) -> bool:
    """Whether a header has one more line: the one above spans columns, which the one below names one by one, and
    between them every other column has one name."""
    spanned = {column for column, (a, b) in enumerate(pairwise(above.cells)) if a and a == b}
    spanned |= {column + 1 for column in spanned}
    pairs = list(enumerate(zip(above.cells, below.cells, strict=False)))
    repeats = any(a and a == b for _, (a, b) in pairs)
    settled = all(column in spanned or a == b or not (a and b) for column, (a, b) in pairs)
    return bool(spanned or repeats) and settled and may_name(below.cells) and len(filled(below.cells)) >= 2


def _column_names(header: Sequence[Row]) -> list[str]:
    """Each column's name."""
    width = max((len(row.cells) for row in header), default=0)
    names = []
    for column in range(width):
        parts = (row.cells[column] for row in header if column < len(row.cells))
        names.append(join_names(list(parts)))
    return names


def _cells(row: Row, names: Sequence[str]) -> list[tuple[str, str]]:
    """The row's cells with their names, ``""`` for none; one merged over several columns is said once for each name."""
    said = []
    for column, cell in enumerate(row.cells):
        name = names[column] if column < len(names) else ""
        same = column > 0 and cell == row.cells[column - 1]
        repeated = same and (name == names[column - 1] if name else not FIGURE.match(cell))
        if cell and not repeated:
            said.append((name, cell))
    return said

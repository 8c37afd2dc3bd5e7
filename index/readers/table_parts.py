"""What stands above a table, the lines that name its columns, its rows, the remarks at its foot. Pure."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from index.readers.form_rows import is_form
from index.readers.merged_lines import is_wide
from index.readers.table_headers import (
    FIGURE,
    YEAR,
    filled,
    kind_of,
    may_name,
    names_columns,
    names_figures,
    says_again,
    says_some_again,
)
from index.readers.table_shapes import is_alone, is_foot, is_note, is_whole, join_names

TITLES = 5
"""How many lines above a table's header may be titles."""
SHORT = 4
"""Words of so many characters are likely to be said twice in a row."""
USUAL = 0.8
"""In this share of its rows, at least, a table says something in the columns that tell it from others."""
HEADER_ROWS = 4
"""A header is no deeper than this."""
_LABEL = re.compile(r"([^：:\d]{1,12})[：:]\s*")


@dataclass(frozen=True, slots=True)
class Row:
    """``number`` counts the source's rows from 1. ``cells`` are in the order of the columns, ``""`` for empty ones.

    A merged cell is repeated in each column and row that it covers. ``beside`` are the columns whose cell is one with
    the cell at its left, None where the source does not tell; ``shared`` those whose cell is one with one of another
    row.
    """

    number: int
    cells: tuple[str, ...]
    beside: frozenset[int] | None = None
    shared: frozenset[int] = frozenset()


def numbered_rows(rows: Iterable[tuple[int, Sequence[str], Sequence[Hashable]]]) -> Iterator[Row]:
    """Rows whose source tells which cells are merged: each given by its number, its cells as ``Row`` has them, and for
    each which of the source's cells it is a part of."""
    kept = [(number, tuple(cells), list(parts)) for number, cells, parts in rows]
    for place, (number, cells, parts) in enumerate(kept):
        near = {part for _, _, other in kept[max(place - 1, 0) : place + 2] if other is not parts for part in other}
        beside = frozenset(column + 1 for column, (one, other) in enumerate(pairwise(parts)) if one == other)
        yield Row(number, cells, beside, frozenset(column for column, part in enumerate(parts) if part in near))


def parted(rows: Sequence[Row]) -> tuple[list[Row], list[Row], list[Row]]:
    """Titles (lines of one cell, or of labels with their values), header (lines of names), and the rows below; without
    names all are rows. Of a single column only the first line may be a title: the rest is no matter above a table."""
    widest = max((len(filled(row.cells)) for row in rows), default=0)
    most = min(TITLES if widest > 1 else 1, len(rows) - 1)
    start = 0
    while start < min(most, len(rows) - 1):
        labels = _is_labels(rows[start], widest)
        if not (labels or len(filled(rows[start].cells)) == 1 or _stands_above(rows[start], rows[start + 1], widest)):
            break
        most += labels
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
    near = [row.cells for row in rows]
    below = [
        row.cells
        for place, (above, row) in enumerate(pairwise(rows[end - 1 :]), start=end)
        if not (
            row.cells == last
            or (says_some_again(row.cells, last) and names_figures(row.cells, near[place + 1 : place + 5]))
        )
        and not is_whole(row.cells, width)
        and not ((is_whole(above.cells, width) or is_alone(above.cells)) and says_again(row.cells, last))
    ]
    if not names_columns(last, below) or is_form(within) or is_merged_over_names(column_names(rows[start:end]), own):
        return list(rows[:start]), [], list(rows[start:])
    return list(rows[:start]), list(rows[start:end]), list(rows[end:])


def with_spans(rows: Sequence[Row]) -> list[Row]:
    """The rows, where a header of two lines leaves blank what would be merged: the upper names said over all they span.

    So it is where no cells can be merged. The first column has its name in the upper line alone; between the two every
    column has one, and the lower names none but those that an upper name spans.
    """
    for place, (above, below) in enumerate(pairwise(rows[: min(TITLES + 2, len(rows) - 1)])):
        width = max(len(above.cells), len(below.cells))
        upper, lower = ((*row.cells, *[""] * (width - len(row.cells))) for row in (above, below))
        one = {i for i in above.shared & below.shared if upper[i] == lower[i]}  # a name that is merged over both lines
        lower = tuple("" if i in one else cell for i, cell in enumerate(lower))
        blank = {column for column in range(1, width) if not upper[column]}
        spanned = blank | {column - 1 for column in blank if upper[column - 1]}
        fits = bool(blank) and 0 not in spanned and all(bool(lower[i]) == (i in spanned) for i in range(width))
        if fits and may_name(upper) and may_name(lower):
            said = list(upper)
            for column in sorted(blank):
                said[column] = said[column - 1]
            return [*rows[:place], replace(above, cells=tuple(said)), *rows[place + 1 :]]
    return list(rows)


def without_foot(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The rows of a table, and those without columns: remarks at its end, or from a line on that announces them."""
    alone = (place for place, row in enumerate(rows) if place > 1 and is_alone(row.cells) and is_foot(row.cells[0]))
    end = next(alone, len(rows))
    while end > 2 and is_note(rows[end - 1].cells):
        end -= 1
    return list(rows[:end]), list(rows[end:])


def _is_labels(row: Row, widest: int) -> bool:
    """Whether a line says what holds for the whole table (``编制单位：财政局　单位：万元``), behind its title maybe."""
    own = filled(row.cells)
    titled = is_wide(row.cells, len(row.cells)) and not _LABEL.match(row.cells[own[0]])
    said = [row.cells[column] for column in own[titled:]]
    labelled = [_LABEL.match(cell) is not None for cell in said]
    dated = all(one or kind_of(cell) == "date" for one, cell in zip(labelled, said, strict=True))
    return own[0] == 0 and len(own) < widest and (all(labelled) or (dated and 2 * sum(labelled) > len(said)))


def labelled(row: Row) -> list[tuple[str, str]]:
    """The labels and values of a line above a table that has several (``收货人：陈尊水``, ``发货人：戴清庭``)."""
    said = [row.cells[column] for column in filled(row.cells)]
    found = [_LABEL.match(cell) for cell in said]
    if len(said) < 2 or any("单位" in cell for cell in said):  # a unit is a heading's to say
        return []
    return [(each[1], each.string[each.end() :]) for each in found if each] if all(found) else []


def goes_on(rows: Sequence[Row], names: Sequence[str], above: Sequence[Row]) -> bool:
    """Whether rows below a blank one belong to the table ``above``, whose columns have these ``names``.

    They have no title, say something of the same kind in the columns that hardly any row above leaves blank, nothing in
    others, and have no header, or one that says for the most part what rows above say in the same columns.
    """
    own = {column for row in rows for column, cell in enumerate(row.cells) if cell.strip()}
    named = {column for column, name in enumerate(names) if name}
    if len(named) < 3 or len(own) < 2 or not own <= named or len(filled(rows[0].cells)) < 2:
        return False
    body = [row for row in above if not set(names) & {cell for cell in row.cells if cell}]
    if not body or any(_kinds_in(rows, column) != kinds for column, kinds in _usual(body)):
        return False
    header = parted(rows)[1]
    said = {(column, cell) for row in body for column, cell in enumerate(row.cells) if cell}
    own_header = [(column, header[0].cells[column]) for column in filled(header[0].cells)] if header else []
    return 2 * sum(each in said for each in own_header) >= len(own_header)


def _usual(rows: Sequence[Row]) -> list[tuple[int, str]]:
    """The columns that nearly all rows say something in, each with the kind of that."""
    width = max(len(row.cells) for row in rows)
    return [(column, kind) for column in range(width) if (kind := _kinds_in(rows, column))]


def _kinds_in(rows: Sequence[Row], column: int) -> str:
    """The kind of what most rows say in a column: ``word`` or ``figure``; ``""`` where many say nothing there."""
    cells = [row.cells[column] for row in rows if column < len(row.cells) and row.cells[column].strip()]
    if not cells or len(cells) < USUAL * len(rows):
        return ""
    return "word" if 2 * sum(kind_of(cell) == "word" for cell in cells) > len(cells) else "figure"


def _stands_above(row: Row, below: Row, widest: int) -> bool:
    """Whether a line of labels and values, days or figures, leaves columns blank that the line below names, with all
    the others: it is about the table. Names of years are none of them, nor of what stands below them."""
    said = [row.cells[column] for column in filled(row.cells)]
    told = [kind_of(value) != "word" and not YEAR.fullmatch(value) for value in said[1::2]]
    labels = [kind_of(label) == "word" for label in said[::2]]
    full = len(filled(below.cells)) == len(below.cells) == widest and may_name(below.cells)
    pairs = len(told) == len(labels) and all(told) and all(labels)
    return widest > SHORT and 2 * len(said) <= widest and full and pairs


def is_merged_over_names(names: Sequence[str], rows: Sequence[Row]) -> bool:
    """Whether most rows have a cell that is merged over columns of several names: these then name nothing.

    Where the source does not tell, short words may well be the same in neighbouring columns, and figures and dates; and
    two columns may say the same all the way down, so more than one pair of columns has to be merged somewhere.
    """
    merged = 0
    places: set[int] = set()
    for row in rows:
        pairs = enumerate(zip(pairwise(row.cells), pairwise(names), strict=False))
        found = {
            place
            for place, ((one, other), (name, next_)) in pairs
            if one == other and len(one) > SHORT and not FIGURE.match(one) and name != next_ and name and next_
            if row.beside is None or place + 1 in row.beside
        }
        merged += bool(found)
        places |= found
    return 2 * merged > len(rows) and len(places) > 1


def has_names(header: Sequence[Row], body: Sequence[Row]) -> bool:
    """Whether what may be a header names figures below it: it then is one, of another table than the one above."""
    pairs = zip(header[-1].cells, body[0].cells, strict=False) if header and body else ()
    return any(re.search(r"[^\W\d]", name) and not FIGURE.match(name) and FIGURE.match(cell) for name, cell in pairs)


def _goes_on(above: Row, below: Row) -> bool:
    """Whether a header has one more line: the one above spans columns, which the one below names one by one, and
    between them every other column has one name; or, where the source tells, a name is merged over both."""
    spanned = {column for column, (a, b) in enumerate(pairwise(above.cells)) if a and a == b}
    spanned |= {column + 1 for column in spanned}
    pairs = list(enumerate(zip(above.cells, below.cells, strict=False)))
    repeats = any(a and a == b for _, (a, b) in pairs)
    settled = all(column in spanned or a == b or not (a and b) for column, (a, b) in pairs)
    merged = any(a and a == b and column in above.shared & below.shared for column, (a, b) in pairs)
    merged = merged and sum(bool(b) and a != b for _, (a, b) in pairs) > 1  # more than a cell beside a merged one
    settled = (bool(spanned or repeats) and settled) or merged
    return settled and may_name(below.cells) and len(filled(below.cells)) >= 2


def column_names(header: Sequence[Row]) -> list[str]:
    """Each column's name."""
    width = max((len(row.cells) for row in header), default=0)
    names = []
    for column in range(width):
        parts = (row.cells[column] for row in header if column < len(row.cells))
        names.append(join_names(list(parts)))
    return names

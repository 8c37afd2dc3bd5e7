"""What names what in a table: titles, headers, sections.

A name that is not true is worse than none: where the shape of a table leaves it open whether its first row is a
header, it is a row as the others are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.readers.shapes import Row, is_header, is_labels, names_columns, names_figures

TITLES = 5
"""How many lines above a table's header may be titles."""
HEADER_ROWS = 3
"""A header is no deeper than this."""
LOOKED_AT = 200
"""So many rows of a table tell its shape."""


@dataclass(slots=True)
class Part:
    """A table, one of those that stand over one another in one frame, or a section of one.

    ``names`` are those of the columns, empty where there are none; ``header`` are the lines that say them here.
    ``is_section`` says that the part goes on under the header above.
    """

    titles: list[Row]
    header: list[Row]
    body: list[Row]
    names: list[str]
    is_section: bool = False


def find_parts(rows: Sequence[Row], names: Sequence[str] = ()) -> list[Part]:
    """The tables in these rows, none of which is blank, from the top down. A header that is printed again is left out.

    A row over the whole width begins a section, or another table where a header follows it; so does a header that
    says of the first column what the first header did.

    :param names: those of the columns, where the first goes on from a table above; it may say them again.
    """
    titles, header, body = find_header(rows)
    if names and column_names(header) != list(names) and not (header and body and names_figures(header[-1], body[0])):
        titles, header, body = [], [], list(rows)
    part = Part(titles, header, [], list(names) if names and not header else column_names(header))
    first = header[0].cells[0] if header else ""
    parts: list[Part] = []
    position = 0
    while position < len(body):
        row = body[position]
        position += 1
        if header and row.cells == header[-1].cells:
            continue
        section = row.is_wide and position < len(body) and not body[position].is_wide
        again: list[Row] = []
        if section or (first and row.cells[0] == first):
            start = position if section else position - 1
            again = _header_again(body[start : start + HEADER_ROWS + 1], first, section=section)
            position = start + len(again) if again else position
        if section or again:
            parts.append(part)
            header = again or header
            part = Part([row] if section else [], again, [], column_names(again) or part.names, not again)
        else:
            part.body.append(row)
    return [*parts, part]


def _header_again(rows: Sequence[Row], first: str, *, section: bool) -> list[Row]:
    """The header that these rows begin with below another, or below the title of a ``section``; empty for none."""
    if len(rows) < 2 or not is_header(rows[0]):
        return []
    same = bool(first) and rows[0].cells[0] == first
    named = len(rows[0].filled) - 1 if section else 0
    if not same and not (named > 1 and names_figures(rows[0], rows[1]) == named):
        return []
    return _header(rows)


def find_header(rows: Sequence[Row]) -> tuple[list[Row], list[Row], list[Row]]:
    """Titles (lines of one cell, or of labels), header (lines of names), and the rows below; without names all are
    rows. Of a single column only the first line may be a title: the rest is no matter above a table."""
    widest = max((len(row.filled) for row in rows[:LOOKED_AT]), default=0)
    most = min(TITLES if widest > 1 else 1, len(rows) - 1)
    start = 0
    while start < most and (len(rows[start].filled) == 1 or is_labels(rows[start], widest)):
        start += 1
    titles, body = list(rows[:start]), list(rows[start:])
    if not body or not is_header(body[0]):
        return titles, [], body
    header = _header(body)
    below = body[len(header) : len(header) + LOOKED_AT]
    sample = [row for row in below if not row.is_wide and row.cells != header[-1].cells]
    if sample and not names_columns(header[-1], column_names(header), sample):
        return titles, [], body
    return titles, header, body[len(header) :]


def _header(rows: Sequence[Row]) -> list[Row]:
    """The lines of names that rows begin with."""
    end = 1
    while end < min(HEADER_ROWS, len(rows) - 1) and _goes_on(rows[end - 1], rows[end]):
        end += 1
    return list(rows[:end])


def _goes_on(above: Row, below: Row) -> bool:
    """Whether a header has one more line: the one above spans columns, which the one below names one by one, and
    between them every other column has one name."""
    spanned = {i for i, (a, b) in enumerate(pairwise(above.cells)) if a and a == b}
    spanned |= {i + 1 for i in spanned}
    pairs = list(enumerate(zip(above.cells, below.cells, strict=False)))
    repeats = any(a and a == b for _, (a, b) in pairs)
    settled = all(i in spanned or a == b or not (a and b) for i, (a, b) in pairs)
    return is_header(below) and bool(spanned or repeats) and settled


def column_names(header: Sequence[Row]) -> list[str]:
    """Each column's name, from the header's lines downwards, what is repeated said once."""
    width = max((len(row.cells) for row in header), default=0)
    names = []
    for column in range(width):
        parts = (row.cells[column] for row in header if column < len(row.cells))
        names.append("".join(dict.fromkeys(filter(None, parts))))
    return names

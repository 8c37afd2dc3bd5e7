"""Tables in plain text: lines right below one another, their cells parted by tabs, or by two blanks or more. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.layout.lines import Line, find_lines
from index.readers.table_headers import kind_of, may_name, names_columns
from index.readers.table_parts import Row
from index.readers.tables_in_text import TableAt
from index.text.sentences import ends_sentence

LEAST_ROWS = 2
"""So many rows below a header are a table."""
LEAST_COLUMNS = 3
"""Blanks part so many columns at least; two may be no more than a gap in a line. Tabs part two."""
CELL_CHARACTERS = 60
_BLANKS = re.compile(r"(?: |\u3000){2,}")


def find_aligned(text: str) -> list[TableAt]:
    """The tables of a text, in order.

    A header that is unlike the rows, as many cells in each of them, and a column of figures or times: with less than
    that, lines are left as they are.
    """
    return list(_tables(find_lines(text)))


def _tables(lines: Sequence[Line]) -> Iterator[TableAt]:
    cells = [_cells(line) for line in lines]
    start = 0
    while start < len(lines):
        end = start + 1
        while end < len(lines) and lines[end].gap == 0 and len(cells[end]) == len(cells[start]):
            end += 1
        rows = cells[start:end]
        if rows[0] and len(rows) > LEAST_ROWS and _is_table(rows):
            numbered = [Row(number, row) for number, row in enumerate(rows, start=1)]
            yield TableAt(lines[start].start, lines[end - 1].end, numbered)
        start = end


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    header, *body = rows
    named = all(header) and len(set(header)) == len(header) and may_name(header) and names_columns(header, body)
    columns = zip(*body, strict=True)
    return named and any(all(not cell or kind_of(cell) != "word" for cell in c) and any(c) for c in columns)


def _cells(line: Line) -> tuple[str, ...]:
    """The cells of a line, ``()`` where it is no row."""
    tabbed = "\t" in line.text
    cells = tuple(cell.strip() for cell in (line.text.split("\t") if tabbed else _BLANKS.split(line.text)))
    fits = len(cells) >= (2 if tabbed else LEAST_COLUMNS) and all(len(cell) <= CELL_CHARACTERS for cell in cells)
    return cells if fits and not any(ends_sentence(cell) for cell in cells) else ()

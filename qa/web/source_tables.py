"""Rows of a document as tables of HTML: a column for each name, each value a slice of the text at its place. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from index.text.places import places_of
from index.types import Block, BlockKind, Document, PlaceKind, Span, batched
from qa.web import words
from qa.web.markup import plain, stretch
from qa.whole.tables import cells_of

TOGETHER = 100
"""Rows that are laid out at once; further ones when they come into sight, under the names of the columns again."""
WIDEST, PADDING, LATIN = 24.0, 2.0, 0.62
"""How wide a column is at most, the room around what it says, and other letters and figures, in Chinese characters."""
NUMBER = 3.2
"""The column of the rows' numbers."""
MOST_COLUMNS = 200
"""A row with more cells is a line, and what would make a table wider begins another."""
FIRST_ROWS = 3
"""The rows whose columns tell whether another goes on with them."""
_FIGURE = re.compile(r"[-+−]?[\d.,，]+\s*[%％‰]?")

Key = tuple[str, int]
"""A column: its name, and how many of that name are before it."""


@dataclass(frozen=True, slots=True)
class _Row:
    """``cells`` by column, where what they say stands, None for nothing; no cells where the row says something without
    names. ``number`` is its number in the file."""

    span: Span
    cells: dict[Key, Span | None]
    number: int | None


class _Group:
    """Rows that are shown together. What decides on the next is carried along: a register has tens of thousands."""

    def __init__(self) -> None:
        self.rows: list[_Row] = []
        self._columns: set[Key] = set()
        self._first: Key | None = None
        self._usual: set[Key] = set()  # the columns of the first rows
        self._named = 0
        self._single = True

    @property
    def has_names(self) -> bool:
        return self._named > 0

    @property
    def is_form(self) -> bool:
        """Whether each of its rows says one thing, of another name than the others."""
        return self._single and len(self._columns) == self._named > 0

    def add(self, row: _Row) -> None:
        self.rows.append(row)
        if not row.cells:
            return
        self._first = self._first or next(iter(row.cells))
        self._single = self._single and len(row.cells) == 1
        self._named += 1
        if self._named <= FIRST_ROWS:
            self._usual |= row.cells.keys()
        self._columns |= row.cells.keys()

    def goes_on(self, row: _Row) -> bool:
        """Whether a row has the first column of those above it, or most of its columns are theirs; a form goes on with
        what it has not said. A line without names stands by itself at the top, and is part of the table below a row.

        Only a form has more names than a table may have columns.
        """
        if not row.cells or not self.has_names:
            return not row.cells
        others = sum(key not in self._columns for key in row.cells)
        if self._single and len(row.cells) == 1 and (self.is_form or len(self._columns) + others <= MOST_COLUMNS):
            return len(self._columns) == 1 or others == 1
        if len(self._columns) + others > MOST_COLUMNS:
            return False
        usual = sum(key in self._usual for key in row.cells)
        return next(iter(row.cells)) == self._first or 2 * usual > len(row.cells)


def is_row(block: Block) -> bool:
    """Whether a block is shown as a row of a table, where it has names."""
    return block.kind is BlockKind.ROW and len(block.spans) == 1


def tables(document: Document, blocks: Sequence[Block]) -> Iterator[str]:
    """Blocks in a row that are rows, as tables, a form as pairs, or lines where nothing has a name."""
    group = _Group()
    for block in blocks:
        row = _row(document, block)
        if group.rows and not group.goes_on(row):
            yield from _shown(document.text, group)
            group = _Group()
        group.add(row)
    yield from _shown(document.text, group)


def _row(document: Document, block: Block) -> _Row:
    span = block.spans[0]
    said = document.text[span.start : span.end]
    counted: dict[str, int] = {}
    keyed: dict[Key, Span | None] = {}
    cells = list(cells_of(said, span.start, block.cells))
    if cells and (first := said[: cells[0].start - span.start].rstrip("；")):  # what stands before the first name
        keyed["", 0] = Span(span.start, span.start + len(first))
    for cell in cells:
        keyed[cell.name, counted.setdefault(cell.name, 0)] = cell.span if cell.value else None
        counted[cell.name] += 1
    return _Row(span, keyed if len(keyed) <= MOST_COLUMNS else {}, _number(document, span))


def _number(document: Document, span: Span) -> int | None:
    """The number of a row in its file; None where the file has none there."""
    at = next(iter(places_of(document.places, [span])), None)
    return at.number if at and at.kind is PlaceKind.ROW and at.start == span.start else None


def _shown(text: str, group: _Group) -> Iterator[str]:
    if not group.has_names:
        for row in group.rows:
            yield f'<p class="row">{stretch(text, row.span)}</p>'
    elif group.is_form:
        yield _form(text, group.rows)
    else:
        yield from _table(text, group.rows)


def _form(text: str, group: Sequence[_Row]) -> str:
    lines = []
    for row in group:
        lines += [
            f'<tr><th scope="row">{plain(name)}</th><td>{stretch(text, cell) if cell else ""}</td></tr>'
            for (name, _), cell in row.cells.items()
        ]
        if not row.cells:
            lines.append(f'<tr><td colspan="2" class="over">{stretch(text, row.span)}</td></tr>')
    return f'<div class="table form"><table><tbody>{"".join(lines)}</tbody></table></div>'


def _table(text: str, group: Sequence[_Row]) -> Iterator[str]:
    columns = _columns(group)
    numbered = any(row.number is not None for row in group)
    said = {key: [text[at.start : at.end] for row in group if (at := row.cells.get(key))] for key in columns}
    widths = [_width(name, said[name, at]) for name, at in columns]
    widths = [NUMBER] * numbered + widths
    whole = sum(widths)
    shares = [f' style="width:{width / whole:.2%}"' for width in widths]
    heads = [f' class="at" aria-label="{plain(words.ROW_NUMBER)}"'] * numbered + [' scope="col"'] * len(columns)
    said_above = [""] * numbered + [plain(name) for name, _ in columns]
    head = "".join(f"<th{at}{wide}>{name}</th>" for at, wide, name in zip(heads, shares, said_above, strict=True))
    for rows in batched(group, TOGETHER):
        body = "".join(_line(text, row, columns, numbered=numbered) for row in rows)
        style = f"min-width:{whole * 0.9:.0f}em;contain-intrinsic-size:auto {2.4 * len(rows):.0f}em"
        inner = f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
        yield f'<div class="table" style="{style}"><table style="max-width:{whole * 1.5:.0f}em">{inner}</table></div>'


def _columns(group: Sequence[_Row]) -> list[Key]:
    """The columns of all rows, each behind the one that it follows where it comes first."""
    columns: list[Key] = []
    known: set[Key] = set()
    for row in group:
        before: Key | None = None
        for key in row.cells:
            if key not in known:
                known.add(key)
                columns.insert(columns.index(before) + 1 if before in known and before else len(columns), key)
            before = key
    return columns


def _width(name: str, values: Sequence[str]) -> float:
    """As wide as its name, and as most of its values."""
    usual = sorted(map(_extent, values))[len(values) * 9 // 10] if values else 0.0
    return min(max(_extent(name), usual) + PADDING, WIDEST)


def _extent(text: str) -> float:
    """How wide a text is on one line, in Chinese characters."""
    return sum(LATIN if character.isascii() else 1.0 for character in text)


def _line(text: str, row: _Row, columns: Sequence[Key], *, numbered: bool) -> str:
    at = f'<td class="at">{row.number or ""}</td>' if numbered else ""
    if not row.cells:
        return f'<tr>{at}<td colspan="{len(columns)}" class="over">{stretch(text, row.span)}</td></tr>'
    return f"<tr>{at}{''.join(_cell(text, row.cells.get(key)) for key in columns)}</tr>"


def _cell(text: str, cell: Span | None) -> str:
    if cell is None:
        return "<td></td>"
    figure = ' class="figure"' if _FIGURE.fullmatch(text[cell.start : cell.end].strip()) else ""
    return f"<td{figure}>{stretch(text, cell)}</td>"


def runs_of_rows(blocks: Sequence[Block]) -> Iterator[tuple[bool, list[Block]]]:
    """The blocks in order, those that are rows and the others by turns; whether they are rows."""
    for rows, several in groupby(blocks, is_row):
        yield rows, list(several)

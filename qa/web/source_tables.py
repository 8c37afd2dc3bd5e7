"""Rows of a document as tables of HTML: a column for each name, each value a slice of the text at its place. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from index.types import Block, BlockKind, Document, PlaceKind, Span, batched
from qa.web import words
from qa.web.markup import plain
from qa.whole.tables import cells_of

TOGETHER = 100
"""Rows that are laid out at once; further ones when they come into sight, under the names of the columns again."""
WIDEST, PADDING, LATIN = 24.0, 2.0, 0.62
"""How wide a column is at most, the room around what it says, and other letters and figures, in Chinese characters."""
NUMBER = 3.2
"""The column of the rows' numbers."""
MOST_COLUMNS = 200
"""A row with more cells is a line."""
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


def is_row(block: Block) -> bool:
    """Whether a block is shown as a row of a table, where it has names."""
    return block.kind is BlockKind.ROW and len(block.spans) == 1


def tables(document: Document, blocks: Sequence[Block]) -> Iterator[str]:
    """Blocks in a row that are rows, as tables, a form as pairs, or lines where nothing has a name."""
    numbers = {place.start: place.number for place in document.places if place.kind is PlaceKind.ROW}
    group: list[_Row] = []
    for block in blocks:
        row = _row(document.text, block, numbers.get(block.spans[0].start))
        if group and not _goes_on(group, row):
            yield from _shown(document.text, group)
            group = []
        group.append(row)
    yield from _shown(document.text, group)


def _row(text: str, block: Block, number: int | None) -> _Row:
    span = block.spans[0]
    said = text[span.start : span.end]
    cells = list(cells_of(said, span.start, block.cells))
    if len(cells) > MOST_COLUMNS:
        cells = []
    counted: dict[str, int] = {}
    keyed: dict[Key, Span | None] = {}
    if cells and (first := said[: cells[0].start - span.start].rstrip("；")):  # what stands before the first name
        keyed["", 0] = Span(span.start, span.start + len(first))
    for cell in cells:
        keyed[cell.name, counted.setdefault(cell.name, 0)] = cell.span if cell.value else None
        counted[cell.name] += 1
    return _Row(span, keyed, number)


def _goes_on(group: Sequence[_Row], row: _Row) -> bool:
    """Whether a row has the first column of those above it, or most of its columns are theirs; a form goes on with what
    it has not said. A line without names stands by itself at the top, and is part of the table below a row."""
    named = [above for above in group if above.cells]
    if not row.cells or not named:
        return bool(row.cells) == bool(named) or bool(named)
    known = {key for above in named[:3] for key in above.cells}
    if len(row.cells) == 1 and all(len(above.cells) == 1 for above in named):
        said = {key for above in named for key in above.cells}
        return len(said) == 1 or not said & row.cells.keys()
    same = next(iter(row.cells)) == next(iter(named[0].cells))
    return same or 2 * len(known & row.cells.keys()) > len(row.cells)


def _shown(text: str, group: Sequence[_Row]) -> Iterator[str]:
    named = [row for row in group if row.cells]
    if not named:
        for row in group:
            yield f'<p class="row">{_slice(text, row.span)}</p>'
    elif all(len(row.cells) == 1 for row in named) and len({key for row in named for key in row.cells}) == len(named):
        yield _form(text, group)
    else:
        yield from _table(text, group)


def _form(text: str, group: Sequence[_Row]) -> str:
    lines = []
    for row in group:
        lines += [
            f'<tr><th scope="row">{plain(name)}</th><td>{_slice(text, cell) if cell else ""}</td></tr>'
            for (name, _), cell in row.cells.items()
        ]
        if not row.cells:
            lines.append(f'<tr><td colspan="2" class="over">{_slice(text, row.span)}</td></tr>')
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
        return f'<tr>{at}<td colspan="{len(columns)}" class="over">{_slice(text, row.span)}</td></tr>'
    return f"<tr>{at}{''.join(_cell(text, row.cells.get(key)) for key in columns)}</tr>"


def _cell(text: str, cell: Span | None) -> str:
    if cell is None:
        return "<td></td>"
    figure = ' class="figure"' if _FIGURE.fullmatch(text[cell.start : cell.end].strip()) else ""
    return f"<td{figure}>{_slice(text, cell)}</td>"


def _slice(text: str, span: Span) -> str:
    return f'<span data-start="{span.start}" data-end="{span.end}">{plain(text[span.start : span.end])}</span>'


def runs_of_rows(blocks: Sequence[Block]) -> Iterator[tuple[bool, list[Block]]]:
    """The blocks in order, those that are rows and the others by turns; whether they are rows."""
    for rows, several in groupby(blocks, is_row):
        yield rows, list(several)

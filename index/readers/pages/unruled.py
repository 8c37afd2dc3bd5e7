"""Where on a page the tables are whose columns no lines part: told by the white space between these, and by level lines
and shading above and below rows.

Pure geometry.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.readers.pages.columns import (
    COLUMNS,
    GAP,
    HEADER_CHARACTERS,
    NEAR,
    PROSE_LINES,
    Blocks,
    Line,
    blocks_of,
    columns_of,
    table_of,
)
from index.readers.pages.gutters import COLUMN_LINES
from index.readers.pages.order import Edges, Region, Table, find_order, rows_of
from index.readers.pages.pieces import CELL_GAP, Piece
from index.readers.pages.ruling import TOLERANCE, Rule
from index.readers.table_headers import FIGURE
from index.readers.table_shapes import is_label

STEP = 2.6
"""A row's first line is no farther below the line above it, in font sizes."""
WRAPPED = 1.7
"""Lines of one cell are no farther apart, in font sizes."""
SIZES = 0.15
"""Text of another size, by more than this share, is none of the table's."""
HEADER_LINES = 3
"""A header has no more lines above its last."""
MOST_LEVELS = 60
"""Of more level lines of one length a page is a drawing, or ruled paper."""


def find_regions(pieces: Sequence[Piece], ruled: Sequence[Table], levels: Sequence[Rule]) -> list[Region]:
    """The page in reading order, its tables without lines between their columns among what is in no ``ruled`` one.

    :param levels: the level lines of the page and the level edges of its shading.
    """
    free, tables = find_unruled(pieces, levels)
    return find_order(free, [*ruled, *tables])


def find_unruled(pieces: Sequence[Piece], levels: Sequence[Rule] = ()) -> tuple[list[Piece], list[Table]]:
    """The pieces that are in no table, and the tables."""
    prose = blocks_of(pieces)
    free = list(pieces)
    tables: list[Table] = []
    for header, strips in [*_framed(pieces, levels, prose), *_aligned(pieces, prose)]:
        taken = {piece for strip in (header, *strips) for piece in strip}
        table = table_of(header, strips, prose) if taken.issubset(free) else None
        if table is not None:
            free = [piece for piece in free if piece not in taken]
            tables.append(table)
    return free, tables


def _framed(pieces: Sequence[Piece], levels: Sequence[Rule], prose: Blocks) -> Iterator[tuple[Line, list[Line]]]:
    """What stands between level lines that begin and end below one another and could be tables: what stands between
    the first two lines of each, and between each two that follow."""
    for heights, (left, right) in _frames(levels):
        inside = [p for p in pieces if left - TOLERANCE <= p.left and p.right <= right + TOLERANCE]
        strips = [[p for p in inside if top < p.middle < bottom] for top, bottom in pairwise(heights)]
        start = 0
        while start < len(strips) - 1:
            ends = (
                end
                for end in range(len(strips), start + 1, -1)
                if table_of(strips[start], strips[start + 1 : end], prose)
            )
            end = next(ends, None)
            if end is not None:
                over = rows_of([piece for piece in inside if piece.middle <= heights[start]])
                under = rows_of([piece for piece in inside if piece.middle >= heights[end]])
                yield _extended(strips[start:end], over, under)
            start = end or start + 1


def _extended(strips: Sequence[Line], over: Sequence[Line], under: Sequence[Line]) -> tuple[Line, list[Line]]:
    """A table with the header right above it and the rows right below: of rows of which every other is shaded, the
    first and the last may stand outside of all shading."""
    columns = columns_of([piece for strip in strips[1:] for piece in strip], GAP)
    lines = rows_of([piece for strip in strips for piece in strip])
    up = over[::-1][: _end([lines[0], *over[::-1]], 0, columns, wrapped=False) - 1][::-1]
    down = under[: _end([lines[-1], *under], 0, columns) - 1]
    over = over[: len(over) - len(up)]
    named = over[_header(over, 0, (up or lines)[0]) :]
    body = [*up, *strips, [piece for line in down for piece in line]]
    if named:
        return [piece for line in named for piece in line], [strip for strip in body if strip]
    return body[0], [strip for strip in body[1:] if strip]


def _header(lines: Sequence[Line], least: int, line: Line) -> int:
    """Where the lines begin that are a header of the line right below them, from ``least`` on."""
    first = len(lines)
    while first > max(least, len(lines) - HEADER_LINES) and _is_header_of(lines[first - 1], line):
        first -= 1
        line = lines[first]
    return first


def _frames(levels: Sequence[Rule]) -> Iterator[tuple[list[float], Edges]]:
    """The heights of level lines that begin and end below one another, and where that is."""
    groups: list[list[Rule]] = []
    for rule in sorted(levels):
        group = next((group for group in groups if _are_one(group[0], rule)), None)
        if group is None:
            groups.append([rule])
        elif rule.at - group[-1].at > TOLERANCE:
            group.append(rule)
    for rules in groups:
        if 2 < len(rules) <= MOST_LEVELS:
            yield [rule.at for rule in rules], (rules[0].start, rules[0].end)


def _are_one(one: Rule, other: Rule) -> bool:
    return abs(one.start - other.start) <= TOLERANCE and abs(one.end - other.end) <= TOLERANCE


def _aligned(pieces: Sequence[Piece], prose: Blocks) -> Iterator[tuple[Line, list[Line]]]:
    """Lines one below the other whose words leave the same white space between them, and could be tables; text in the
    first column is a column of the page."""
    lines = rows_of([piece for piece in pieces if piece not in prose[PROSE_LINES]])
    start = above = 0
    while start < len(lines):
        end = _end(lines, start)
        if end == start + 1:
            start += 1
            continue
        inside = [piece for line in lines[start:end] for piece in line]
        edge = columns_of(inside, GAP)[0][1]
        if sum(piece.left < edge and piece in prose[COLUMN_LINES] for piece in inside) < COLUMN_LINES:
            first = _header(lines[:start], above, lines[start])
            header = [piece for line in lines[first : start + 1] for piece in line]
            yield header, [[piece for line in lines[start + 1 : end] for piece in line]]
        start = above = end


def _end(lines: Sequence[Line], start: int, columns: Sequence[Edges] = (), *, wrapped: bool = True) -> int:
    """Where the lines end that leave white space between columns as the one at ``start`` does.

    :param wrapped: whether the last may be a line that goes on from the one before, in one column alone.
    """
    columns = columns or columns_of(lines[start], CELL_GAP)
    end = last = start + 1
    while end < len(lines) and len(columns) >= COLUMNS:
        line = lines[end]
        if not _follows(lines[end - 1], line, STEP):
            break
        merged = columns_of(line, GAP, columns)
        least = len(columns) if len(line) == 1 else max(COLUMNS, NEAR * len(columns))
        if len(merged) < least or (len(line) == 1 and is_label(line[0].text)):
            break
        columns = merged
        end += 1
        goes_on = last == end - 1 and line[0].left > columns[0][1] and _follows(lines[end - 2], line, WRAPPED)
        if len(line) > 1 or (wrapped and goes_on):
            last = end
    return last


def _follows(above: Line, line: Line, step: float) -> bool:
    size = line[0].size
    return abs(line[0].middle - above[0].middle) < step * size and abs(above[0].size - size) <= SIZES * size


def _is_header_of(above: Line, line: Line) -> bool:
    short = all(len(p.text) <= HEADER_CHARACTERS and "：" not in p.text and not FIGURE.match(p.text) for p in above)
    return len(above) > 1 and short and _follows(above, line, STEP)

"""Rows of tables that the end of a page cut in two."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from index.readers.pages.order import SHIFT, Region, Table
from index.readers.table_headers import may_name, numbering
from index.readers.table_shapes import is_title, is_whole
from index.text.sentences import ends_sentence

PROSE = 12
"""A cell of so many characters that closes no sentence was cut, where the row goes on below it."""


def mend_rows(pages: Sequence[tuple[int, Sequence[Region]]]) -> list[tuple[int, list[Region]]]:
    """The pages with each row that was cut whole, on the page where it begins.

    :param pages: number, and columns and tables, of each, in order.
    """
    mended: list[tuple[int, list[Region]]] = []
    for number, regions in pages:
        kept = list(regions)
        above = mended[-1][1] if mended else []
        if kept and above:
            last, first = above[-1], kept[0]
            if isinstance(last, Table) and isinstance(first, Table) and first.is_below(last):
                above[-1], kept[0] = last, first = _taken_over(*_headed(last, first))
                if not last.rows:
                    del above[-1]
                elif first.goes_on_from(last):
                    above[-1], rest = _mended(*_carried(last, first))
                    kept[:1] = [rest] if rest.rows else []
        mended.append((number, kept))
    return mended


def _headed(above: Table, below: Table) -> tuple[Table, Table]:
    """The tables with names of columns that the end of the page cut, below: nothing but a title is above them, and what
    goes on without a name in the first column are names too, some of them of parts of a column above."""
    last, rest = above.rows[-1], below.rows[0]
    width = len(last)
    titled = all(is_whole(row, width) for row in above.rows[-2:-1])
    names = all(last) and len(set(last)) == width > 2 and may_name(last) and may_name(rest)
    over = [bisect_right(above.edges, edge + SHIFT) - 1 for edge in below.edges[:-1]]
    inside = all(min(abs(edge - other) for other in below.edges) < SHIFT for edge in above.edges)
    if not (titled and names and inside) or rest[0] or not any(rest) or not below.rows[1:] or may_name(below.rows[1]):
        return above, below
    alone = [over.count(column) == 1 for column in over]
    lower = [
        last[column] + cell if one or not cell else cell for column, cell, one in zip(over, rest, alone, strict=True)
    ]
    upper = [cell if one else last[column] for column, cell, one in zip(over, lower, alone, strict=True)]
    rows = (tuple(upper), tuple(lower), *below.rows[1:]) if upper != lower else (tuple(lower), *below.rows[1:])
    return replace(above, rows=above.rows[:-1], full=()), replace(below, rows=rows, cells=())


def _taken_over(above: Table, below: Table) -> tuple[Table, Table]:
    """The tables with the headings of rows that are on the next page, there, below what it says again. The rows may
    have columns of their own."""
    width, end = len(above.edges) - 1, len(above.rows)
    while end > 1 and is_whole(above.rows[end - 1], width) and is_title(above.rows[end - 1][0]):
        end -= 1
    header = _header(above, below)
    if end == len(above.rows) or header >= len(below.rows):
        return above, below
    titles = ((row[0],) * (len(below.edges) - 1) for row in above.rows[end:])
    rows = (*below.rows[:header], *titles, *below.rows[header:])
    return replace(above, rows=above.rows[:end]), replace(below, rows=rows, cells=())


def _carried(above: Table, below: Table) -> tuple[Table, Table]:
    """The tables with cells that the end of the page cut, which are merged over rows of both, said in all of these.

    Blank cells at the left go on from what is merged there above, down to the next line. Where what a column says is
    numbered, one without a number at the top of the page is the rest of the last above.
    """
    header = _header(above, below)
    if header >= len(below.rows) or len(above.rows) < 2 or _is_rest(above, below, header):
        return above, below
    upper, lower = ([list(row) for row in table.rows] for table in (above, below))
    merged = [one if one == other else "" for one, other in zip(upper[-1], upper[-2], strict=True)]
    for place, row in enumerate(lower[header:], start=header):
        if below.cells:
            merged = [
                cell if one == other else ""
                for cell, one, other in zip(merged, below.cells[header], below.cells[place], strict=True)
            ]
        blank = next((column for column, cell in enumerate(row) if cell or not merged[column]), len(row))
        if blank in (0, len(row)):
            break
        row[:blank] = merged[:blank]
    for column, last in enumerate(upper[-1]):
        rest = lower[header][column]
        later = {numbering(row[column]) for row in lower[header:]} - {""}
        if numbering(last) in later and rest and not numbering(rest) and not ends_sentence(last):
            for rows, part in ((upper[::-1], last), (lower[header:], rest)):
                for row in takewhile(lambda row, part=part, column=column: row[column] == part, rows):  # type: ignore[misc]
                    row[column] = last + rest
    return replace(above, rows=tuple(map(tuple, upper))), replace(below, rows=tuple(map(tuple, lower)))


def _header(above: Table, below: Table) -> int:
    """How many rows a table says again at the top of its next page."""
    header = 0
    while header < min(len(above.rows), len(below.rows)) and above.rows[header] == below.rows[header]:
        header += 1
    return header


def _mended(above: Table, below: Table) -> tuple[Table, Table]:
    header = _header(above, below)
    if header >= len(below.rows) or not _is_rest(above, below, header):
        return above, below
    row = tuple(
        one if one == other else one + other for one, other in zip(above.rows[-1], below.rows[header], strict=True)
    )
    rest = below.rows[:header] + below.rows[header + 1 :]
    return replace(above, rows=(*above.rows[:-1], row)), replace(
        below, rows=rest if len(rest) > header else (), cells=()
    )


def _is_rest(above: Table, below: Table, header: int) -> bool:
    """Whether the first row below the header is the rest of the last above: what that goes on from was cut in
    mid-sentence and at the end of its line; or the rest has no name, no other row says something in just these cells,
    and most of what it goes on from fills its line."""
    rest, last = below.rows[header], above.rows[-1]
    said = _said(rest)
    full = {column: above.full[column] if above.full else None for column in said}
    if _is_cut(last, rest) and not any(full[column] is False and _had_room(rest[column]) for column in said):
        return True
    others = (*above.rows[header:], *below.rows[header + 1 :])
    alone = not any(_said(row) == said for row in others)
    return (
        alone and not rest[0] and all(last[column] for column in said) and 2 * sum(map(bool, full.values())) > len(said)
    )


def _said(row: Sequence[str]) -> list[int]:
    """The columns in which a row says something."""
    return [column for column, cell in enumerate(row) if cell]


def _had_room(rest: str) -> bool:
    """Whether a character of room is enough for what a text begins with: words, and what a mark follows, take more."""
    return not rest[0].isascii() and rest[1:2].isalnum()


def _is_cut(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a row only goes on where the one above says something, and there in mid-sentence."""
    pairs = [(one, other) for one, other in zip(above, below, strict=True) if other]
    cut = all(len(one) >= PROSE and not ends_sentence(one) for one, _ in pairs)
    return cut and 0 < len(pairs) < len(above)

"""What the rows of a table are, told by their shape: headers, sections, pairs of label and value, notes. Pure.

A row is its cells in the order of the columns, ``""`` for empty ones; a merged cell is repeated in each that it covers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.readers.form_rows import form_parts, is_form
from index.readers.table_headers import (
    FIGURE,
    TWICE,
    Cells,
    header_rows,
    numbering,
    says_again,
)

TITLE_CHARACTERS = 50
"""A line of one cell is a heading up to this."""
BRIEF = 4
"""Words of so many characters may well stand in most columns of a row."""
NOTE_CHARACTERS = 40
"""What says more in every row tells none from another: it is a note."""
NEAR = 50
"""Of the rows below a header so many tell what is in its columns."""
WEEKDAYS = frozenset("一二三四五六日天")
_LABEL = re.compile(
    r"[（(【]?[^\W\d]{0,4}单位\s*[：:]\s*[^，。；：:]{1,16}(?:\s[^\W\d]{1,4}[：:]\s*[^，。；：:\s]{1,16})?$"
    r"|(?:(?:续|附)?表|Table)\s*[\d一二三四五六七八九十]+(?:[-–—－.．]\d+)*[\s：:、]"
)
_NOTE = re.compile(r"(?:注|备注|说明|附注)\s*+\d*+\s*+[：:]")
_FOOT = re.compile(r"(?:[填制编]表|编制)?(?:注|备注|说明|附注)\s*[：:]?")


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of a table that have their own header or section: where the row ``over`` them is (None for none), from
    where to where their header and they themselves reach, and whether they are a ``form``."""

    over: int | None
    header: tuple[int, int]
    rows: tuple[int, int]
    form: bool


def is_whole(cells: Cells, width: int) -> bool:
    """Whether a row is one cell that is merged over the whole table, or over most of it with nothing behind it.

    In a narrow one two cells may well say the same, if it is short.
    """
    text = cells[0] if cells else ""
    covered = sum(cell == text for cell in cells)
    if not text or width < 2 or any(cells[covered:]) or FIGURE.match(text):
        return False
    if covered < width:
        return covered > 2 and 2 * covered > width and len(text) > BRIEF
    return len(text) > 1 if width > 2 else len(text) > TWICE and not text[0].isdecimal()


def is_alone(cells: Cells) -> bool:
    """Whether a row says something in its first cell only: where no cells can be merged, it may be a section's line."""
    return bool(cells and cells[0]) and not any(cells[1:])


def is_label(text: str) -> bool:
    """Whether a line right above a table is about it: its number and name, or the unit of its figures."""
    return bool(_LABEL.match(text)) and is_title(text) and text[-1] not in "：:；;，,"


def is_above_table(following: Iterable[str | bool]) -> bool:
    """Whether a table comes next, blank paragraphs and what else is said of it aside.

    :param following: what comes, in order: of a paragraph its text, of anything else whether it is a table.
    """
    for each in following:
        if isinstance(each, bool):
            return each
        if each and not is_label(each):
            return False
    return False


def is_title(text: str) -> bool:
    """Whether a row of one cell is the heading of the rows below it, rather than a remark."""
    return len(text) <= TITLE_CHARACTERS and "。" not in text and not _NOTE.match(text)


def divide(names: Cells, rows: Sequence[Cells], titles: Sequence[str] = ()) -> list[Part]:
    """The parts of what stands below a header of these ``names`` (none for no header), in order.

    :param titles: the lines above the header, the first section's among them where each has a header of its own.
    """
    width = max((len(cells) for cells in [names, *rows]), default=0)
    parts: list[Part] = []
    over: int | None = None
    named = any(names)
    header = (0, 0)
    start = position = 0
    numbered = _numbered_alone(rows, width)
    while position < len(rows):
        cells = rows[position]
        form = [] if any(names) else _form_with_lists(rows, position, width, new=position == start)
        if form:
            above = Part(None, (start, start), (start, position), form=False)
            parts += [above] * (start < position) + [replace(form[0], over=over), *form[1:]]
            start = position = form[-1].rows[1]
            over, header = None, (0, 0)
            continue
        section = position + 1 < len(rows) and (
            is_whole(cells, width)
            or position in numbered
            or (is_alone(cells) and says_again(rows[position + 1], names))
        )
        section = section and is_title(cells[0])
        first = position + section
        as_above = section and any(numbering(title) == numbering(cells[0]) != "" for title in titles)
        end = first + header_rows(names, rows[first : first + NEAR], below_section=section, as_above=as_above)
        if not section and end == first:
            position += 1
            continue
        if start < position or over is not None or header[0] < header[1]:
            parts.append(_part(over, header, (start, position), rows, named=named))
            named = False
        over, header, start = position if section else None, (first, end), end
        names = rows[end - 1] if end > first else names
        position = max(end, position + 1)
    parts.append(_part(over, header, (start, len(rows)), rows, named=named))
    return parts


def _form_with_lists(rows: Sequence[Cells], place: int, width: int, *, new: bool) -> list[Part]:
    """The parts of a form that begins at a row, right below a line over it (or ``new``), and has lists in it."""
    if not (new or is_whole(rows[place - 1], width)):
        return []
    end = next((other for other in range(place, len(rows)) if is_whole(rows[other], width)), len(rows))
    if not is_form(rows[place:end]):  # which looks at few rows only, however many there are
        return []
    parts = form_parts(rows[place:end])
    if len(parts) < 2:
        return []
    return [
        Part(None, (place + first, place + first + listed), (place + first + listed, place + last), form=not listed)
        for first, last, listed in parts
    ]


def _numbered_alone(rows: Sequence[Cells], width: int) -> frozenset[int]:
    """The rows that are sections' lines by their numbers alone, where no cells are merged: ``二、急救类`` and blanks.

    Each stands above a row that says more, and none that is numbered in the same way says more itself: an item may
    lack its values.
    """
    alone = [place for place, cells in enumerate(rows) if is_alone(cells) and numbering(cells[0])]
    items = (cells for cells in rows if cells and cells[0] and not is_alone(cells) and not is_whole(cells, width))
    numbers = {numbering(cells[0]) for cells in items}
    over = (place for place in alone if place + 1 < len(rows) and not is_alone(rows[place + 1]))
    return frozenset(place for place in over if width > 2 and numbering(rows[place][0]) not in numbers)


def is_foot(text: str) -> bool:
    """Whether a line says that remarks follow: ``说明``, ``填表说明：``."""
    return bool(_FOOT.fullmatch(text))


def is_note(cells: Cells) -> bool:
    """Whether a row is a remark in its first cell alone, where no cells are merged: ``注：含税。``"""
    return is_alone(cells) and bool(_NOTE.match(cells[0]))


def _part(
    over: int | None, header: tuple[int, int], rows: tuple[int, int], table: Sequence[Cells], *, named: bool
) -> Part:
    named = header[0] < header[1] or (named and over is None)
    return Part(over, header, rows, not named and is_form(table[rows[0] : rows[1]]))


def notes(rows: Sequence[Cells]) -> Iterator[int]:
    """The columns that say the same sentences, or the same long text, in every row."""
    for column, text in enumerate(rows[0] if len(rows) > 1 else ()):
        if (
            column
            and ("。" in text or len(text) > NOTE_CHARACTERS)
            and all(len(row) > column and row[column] == text for row in rows)
        ):
            yield column


def join_names(parts: Sequence[str]) -> str:
    """A column's name from the lines of its header downwards: what is repeated is said once, and Latin letters and
    digits do not run together, nor a day and its weekday."""
    said = [part for part in dict.fromkeys(parts) if part]
    said = [part for part, below in zip(said, [*said[1:], ""], strict=False) if not below.startswith(part)]
    name = "".join(said[:1])
    for above, below in pairwise(said):
        apart = above[-1].isascii() and below[0].isascii() and above[-1].isalnum() and below[0].isalnum()
        apart = apart or (above[-1].isdigit() and below in WEEKDAYS)
        name += f"·{below}" if apart else below
    return name


def blocks(names: Cells, rows: Sequence[Cells]) -> list[tuple[int, int]]:
    """The tables that stand next to each other without a blank column between them, as columns ``[low, high)`` each.

    Their names come again (``姓名``, ``电话``, ``姓名``, ``电话``); or all but the first of them do, two or more, over
    figures, and one is longer than the other: ``资产``, ``期末``, ``年初``, ``负债``, ``期末``, ``年初``. One table is
    itself: of 户主 and 配偶 each has a number, and a row says who is whose.
    """
    width = len(names)
    for size in range(2, width // 2 + 1):
        edges = [(low, low + size) for low in range(0, width, size)]
        again = [names[low:high] for low, high in edges]
        if width % size or not all(names) or any(names[low - 1] == names[low] for low, _ in edges[1:]):
            continue
        same = all(each == again[0] for each in again)
        but_first = size > 2 and all(each[1:] == again[0][1:] for each in again)
        if not (same or but_first):
            continue
        if any(low < len(row) and row[low] and row[low - 1] == row[low] for row in rows for low, _ in edges[1:]):
            continue
        ends = any(map(any, rows)) and any(not any(row[low:high]) for row in rows for low, high in edges)
        if same or (ends and _are_figures(rows, edges)):
            return edges
    return [(0, width)]


def _are_figures(rows: Sequence[Cells], edges: Sequence[tuple[int, int]]) -> bool:
    """Whether all that stands in each of these stretches of columns, but in its first, are figures."""
    cells = (cell for row in rows for low, high in edges for cell in row[low + 1 : high] if cell)
    return all(FIGURE.match(cell) for cell in cells)

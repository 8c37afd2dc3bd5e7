"""What the rows of a table are, told by their shape: headers, sections, pairs of label and value, notes. Pure.

A row is its cells in the order of the columns, ``""`` for empty ones; a merged cell is repeated in each that it covers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from index.layout.cells import COLON
from index.readers.table_headers import (
    FIGURE,
    FORM_ROWS,
    LABEL_CHARACTERS,
    NUMERAL,
    YEAR,
    Cells,
    header_rows,
    is_of_many_kinds,
    kind_of,
    numbering,
    says_again,
)

TITLE_CHARACTERS = 50
"""A line of one cell is a heading up to this."""
NOTE_CHARACTERS = 40
"""What says more in every row tells none from another: it is a note."""
SUM_CHARACTERS = 6
"""The label of a sum, ``合计``, is no longer: a longer one says by itself what its figure is."""
TWICE = 3
"""Words of so many characters may well stand in both of two columns."""
NEAR = 50
"""Of the rows below a header so many tell what is in its columns."""
PAIRED = 0.8
"""The share of a form's rows that are pairs of label and value."""
MIXED = 0.25
"""The share of values with figures, and of those without, from which they are of several kinds."""
_LABEL = re.compile(
    r"[（(【]?[^\W\d]{0,4}单位\s*[：:]\s*[^，。；：:]{1,16}(?:\s[^\W\d]{1,4}[：:]\s*[^，。；：:\s]{1,16})?$"
    r"|(?:(?:续|附)?表|Table)\s*[\d一二三四五六七八九十]+(?:[-–—－.．]\d+)*[\s：:、]"
)
KINDS = 3
"""So many kinds of values in the only column of them, some with figures and some without, are those of a form."""
MANY_KINDS = 4
"""So many kinds are those of a form, whatever they are."""
_STOPS = re.compile(r"[。；;，,！!？?]")
_NOTE = re.compile(r"(?:注|备注|说明|附注)\s*+\d*+\s*+[：:]")
_FOOT = re.compile(r"(?:[填制编]表|编制)?(?:注|备注|说明|附注)\s*[：:]?")
_WORDS = re.compile(r"[^\W\d]+")


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of a table that have their own header or section: where the row ``over`` them is (None for none), from
    where to where their header and they themselves reach, and whether they are a ``form``."""

    over: int | None
    header: tuple[int, int]
    rows: tuple[int, int]
    form: bool


def is_whole(cells: Cells, width: int) -> bool:
    """Whether a row is one cell that is merged over the whole table.

    In a narrow one two cells may well say the same, if it is short.
    """
    text = cells[0] if cells else ""
    if not text or width < 2 or len(cells) < width or any(cell != text for cell in cells) or FIGURE.match(text):
        return False
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


def is_form(rows: Sequence[Cells]) -> bool:
    """Whether rows are pairs of label and value: label, value, label, value.

    Labels are short, without figures, and no two are the same. Since a table with a header may look so too, something
    has to speak against one: a first row with an empty value or a figure in it, labels with a colon, values that are
    merged over what are labels in other rows, or values of several kinds in one column.
    """
    said = [_without_group(rows, place) for place in range(len(rows))] if len(rows) <= FORM_ROWS else []
    paired = [runs for runs in said if len(runs) % 2 == 0 and runs and all(map(_is_label, runs[::2]))]
    labels = [label for runs in paired for label in runs[::2]]
    if len(said) < 2 or len(paired) < PAIRED * len(said) or len(set(labels)) < len(labels) or paired[0] != said[0]:
        return False
    if any(not value for value in paired[0][1::2]) or 2 * sum(label[-1] in "：:" for label in labels) > len(labels):
        return True
    columns = [[runs[place] for runs in paired if place < len(runs)] for place in range(1, len(paired[0]), 2)]
    if any(len(column) > 2 and all(map(FIGURE.match, column[1:])) and not _counts(column[0]) for column in columns):
        return False
    wide = len({len(runs) for runs in paired if runs[-1]}) > 1  # blank cells are not merged
    told = any(map(_counts, paired[0][1::2])) and not all(FIGURE.match(value) for value in columns[0])
    kinds = _kinds(columns[0])
    mixed = any(map(_is_mixed, columns)) and (len(columns) > 1 or kinds >= KINDS)
    mixed = mixed or (len(columns) == 1 and kinds >= MANY_KINDS)
    return wide or told or mixed or (len(columns) > 1 and _are_many_kinds(columns))


def _is_label(text: str) -> bool:
    bare = "".join(text.split())
    return 0 < len(bare) <= LABEL_CHARACTERS and not _counts(bare) and not _STOPS.search(bare)


def _counts(text: str) -> bool:
    """Whether there is a figure in a cell, other than a year that may name a column."""
    return bool(re.search(r"\d", text)) and not YEAR.fullmatch(text)


def _is_mixed(column: Sequence[str]) -> bool:
    """Whether values below the first are of several kinds, some with figures and some without."""
    below = [value for value in column[1:] if value]
    share = sum(map(_counts, below)) / len(below) if below else 0.0
    return len(below) > 1 and MIXED <= share <= 1 - MIXED


def _are_many_kinds(columns: Sequence[Sequence[str]]) -> bool:
    """Whether some column of values holds dates, figures and words of no one kind, and the others nothing but words."""
    many = [is_of_many_kinds(column[1:]) for column in columns]
    pairs = zip(many, columns, strict=True)
    return any(many) and all(one or all(kind_of(value) == "word" for value in column) for one, column in pairs)


def _kinds(column: Sequence[str]) -> int:
    """How many kinds of values there are below the first: a name, an address, a telephone number."""
    forms = (_WORDS.sub("字", NUMERAL.sub("9", value)) if _counts(value) else "字" for value in column[1:] if value)
    return len(set(forms))


def _without_group(rows: Sequence[Cells], place: int) -> list[str]:
    """The cells of a row, each merged one once; without the first where it is merged over rows and stands over
    pairs."""
    runs = [text for text, _ in groupby(rows[place])]
    around = [rows[other][:1] for other in (place - 1, place + 1) if 0 <= other < len(rows)]
    return runs[1:] if len(runs) % 2 and rows[place][:1] in around else runs


def write_pairs(rows: Sequence[Cells], place: int) -> list[tuple[str, str]]:
    """The labels and values in a row of a form; a label without a value has no name, as what stands over a group."""
    cells = [text for text, _ in groupby(rows[place])]
    runs = _without_group(rows, place)
    said = [("", text) for text in cells[: len(cells) - len(runs)]]
    for label, value in zip(runs[::2], [*runs[1::2], ""], strict=False):
        name = label.removesuffix(COLON) if value and not label.endswith(":") else ""
        said.append((name, value) if name else ("", f"{label}{value}"))
    return [(name, text) for name, text in said if name or text]


def is_remark(cells: Cells) -> bool:
    """Whether a row is a label and one text that is merged over all the other columns."""
    texts = set(cells[1:])
    text = next(iter(texts), "")
    return len(cells) > 3 and len(texts) == 1 and bool(cells[0]) and cells[0] != text and len(text) > LABEL_CHARACTERS


def is_pair(cells: Cells, names: Cells, rows: Sequence[Cells]) -> bool:
    """Whether a row is a label and its figure, merged over columns of other ``names``: what these name it is not.

    A sum's short label may well be merged over the columns before the sum, which has the name of its own.

    :param rows: all the rows of the table, this among them.
    """
    grouped = groupby(range(len(cells)), lambda column: cells[column])
    runs = [(text, list(columns)) for text, columns in grouped]
    if len(runs) != 2 or not all(text for text, _ in runs):
        return False
    (label, before), (value, after) = runs
    if _counts(label) or not FIGURE.match(value) or not _are_named_apart(before, names):
        return False
    figures = any(FIGURE.match(row[column]) for row in rows for column in before[1:] if column < len(row))
    return _are_named_apart(after, names) or (figures and len(label) > SUM_CHARACTERS)


def _are_named_apart(columns: Sequence[int], names: Cells) -> bool:
    return len({names[column] for column in columns if column < len(names) and names[column]}) > 1


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
    digits do not run together."""
    said = [part for part in dict.fromkeys(parts) if part]
    said = [part for part, below in zip(said, [*said[1:], ""], strict=False) if not below.startswith(part)]
    name = "".join(said[:1])
    for above, below in pairwise(said):
        apart = above[-1].isascii() and below[0].isascii() and above[-1].isalnum() and below[0].isalnum()
        name += f"·{below}" if apart else below
    return name

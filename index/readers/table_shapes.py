"""What the rows of a table are, told by their shape: headers, sections, pairs of label and value, notes. Pure.

A row is its cells in the order of the columns, ``""`` for empty ones; a merged cell is repeated in each that it covers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

Cells = Sequence[str]

FIGURE = re.compile(r"[-+−]?[¥￥$]?\s?\d[\d,，.\s]*(?:[%‰％万亿元]|\Z)")
TITLE_CHARACTERS = 50
"""A line of one cell is a heading up to this."""
LABEL_CHARACTERS = 12
NAME_CHARACTERS = 15
"""A longer cell is the name of a column only where the cells below it are longer still."""
NEAR = 50
"""Of the rows below a header so many tell what is in its columns."""
FORM_ROWS = 60
"""A form is no longer than this."""
PAIRED = 0.8
"""The share of a form's rows that are pairs of label and value."""
MIXED = 0.25
"""The share of values with figures, and of those without, from which they are of several kinds."""
_LABEL = re.compile(
    r"[（(【]?[^\W\d]{0,4}单位\s*[：:]\s*[^，。；：:]{1,16}$"
    r"|(?:续|附)?表\s*[\d一二三四五六七八九十]+(?:[-–—－.．]\d+)*[\s：:、]"
)
_YEAR = re.compile(r"\d{4}年|(?:19|20)\d\d\Z")
KINDS = 3
"""So many kinds of values in the only column of them are those of a form."""
_STOPS = re.compile(r"[。；;，,！!？?]")
_NOTE = re.compile(r"(?:注|备注|说明|附注)\s*\d*\s*[：:]")
_WORDS = re.compile(r"[^\W\d]+")
_NUMBERED = re.compile(r"第9[^\W\d]|[(（]9[)）]|9[、.．]")
_NUMERAL = re.compile(r"\d+|[零〇一二三四五六七八九十百千]+")


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of a table that have their own header or section: where the row ``over`` them is (None for none), from
    where to where their header and they themselves reach, and whether they are a ``form``."""

    over: int | None
    header: tuple[int, int]
    rows: tuple[int, int]
    form: bool


def filled(cells: Cells) -> list[int]:
    """The columns with a value of their own; a merged cell counts once, where it begins."""
    return [i for i, cell in enumerate(cells) if cell and (i == 0 or cells[i - 1] != cell)]


def may_name(cells: Cells) -> bool:
    """Whether a row may name columns: no figures but years, and no sentences."""
    said = [cells[i] for i in filled(cells)]
    return not any((FIGURE.match(cell) and not _YEAR.match(cell)) or "。" in cell for cell in said)


def is_whole(cells: Cells, width: int) -> bool:
    """Whether a row is one cell that is merged over the whole table.

    In a narrow one two cells may well say the same, if it is short.
    """
    text = cells[0] if cells else ""
    if not text or width < 2 or len(cells) < width or any(cell != text for cell in cells) or FIGURE.match(text):
        return False
    return len(text) > 1 if width > 2 else len(text) > 4 and not text[0].isdecimal()


def is_label(text: str) -> bool:
    """Whether a line right above a table is about it: its number and name, or the unit of its figures."""
    return bool(_LABEL.match(text)) and is_title(text) and text[-1] not in "：:；;，,"


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
    while position < len(rows):
        cells = rows[position]
        section = is_whole(cells, width) and is_title(cells[0]) and position + 1 < len(rows)
        first = position + section
        as_above = section and any(_numbering(title) == _numbering(cells[0]) != "" for title in titles)
        end = first + _header_rows(names, rows[first : first + NEAR], below_section=section, as_above=as_above)
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


def _numbering(section: str) -> str:
    """What a section's number looks like: ``9、`` for ``一、收入``, ``第9条`` for ``第二十条``, ``""`` without one."""
    found = _NUMBERED.match(_NUMERAL.sub("9", section[:TITLE_CHARACTERS]))
    return found[0] if found else ""


def _part(
    over: int | None, header: tuple[int, int], rows: tuple[int, int], table: Sequence[Cells], *, named: bool
) -> Part:
    named = header[0] < header[1] or (named and over is None)
    return Part(over, header, rows, not named and is_form(table[rows[0] : rows[1]]))


def _header_rows(names: Cells, rows: Sequence[Cells], *, below_section: bool, as_above: bool) -> int:
    """How many of the first rows, 0 or 1, name the columns of those below.

    A header says again what one above said, or names figures; without a section's line over it, it is also merged in
    another way than what stands above. ``as_above`` says that there is a header below another section's line.
    """
    if len(rows) < 2 or not may_name(rows[0]) or len(filled(rows[0])) < 2:
        return 0
    own = filled(rows[0])
    again = [i for i in own if i < len(names) and names[i] and names[i].endswith(rows[0][i])]
    if 2 * len(again) >= len(own) and (len(again) > 1 or 0 in again):
        return 1
    if as_above:
        return 1
    reshaped = any(names) and all(rows[0]) and own != filled(names) and own == filled(rows[1])
    return int(_names_figures(rows[0], rows[1:]) and (reshaped or (below_section and own[0] == 0)))


def _names_figures(cells: Cells, below: Sequence[Cells]) -> bool:
    """Whether most of the rows right below have figures in each column that a row names, but the first."""
    named = filled(cells)[1:]
    near = [row for row in below[:4] if len(filled(row)) > 1]
    telling = [row for row in near if any(i < len(row) and FIGURE.match(row[i]) for i in named)]
    return bool(telling) and 2 * len(telling) > len(near)


def is_first_of_many(first: Cells, below: Sequence[Cells]) -> bool:
    """Whether a row reads like those below it, and so names nothing: its cell is numbered as they are (``第1天``), or
    as long as they are."""
    for column, cell in enumerate(first):
        others = [row[column] for row in below if column < len(row) and row[column]]
        if not cell or not others:
            continue
        form = _NUMERAL.sub("9", cell)
        if "9" in form and 2 * sum(_NUMERAL.sub("9", other) == form and other != cell for other in others) > len(
            others
        ):
            return True
        lengths = sorted(map(len, others))
        if len(cell) > NAME_CHARACTERS and 4 * len(cell) >= 3 * lengths[len(lengths) // 2]:
            return True
    return False


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
    wide = len({len(runs) for runs in paired}) > 1
    told = any(map(_counts, paired[0][1::2])) and not all(FIGURE.match(value) for value in columns[0])
    mixed = any(map(_is_mixed, columns)) and (len(columns) > 1 or _kinds(columns[0]) >= KINDS)
    return wide or told or mixed


def _is_label(text: str) -> bool:
    bare = "".join(text.split())
    return 0 < len(bare) <= LABEL_CHARACTERS and not _counts(bare) and not _STOPS.search(bare)


def _counts(text: str) -> bool:
    """Whether there is a figure in a cell, other than a year that may name a column."""
    return bool(re.search(r"\d", text)) and not _YEAR.fullmatch(text)


def _is_mixed(column: Sequence[str]) -> bool:
    """Whether values below the first are of several kinds, some with figures and some without."""
    below = [value for value in column[1:] if value]
    share = sum(map(_counts, below)) / len(below) if below else 0.0
    return len(below) > 1 and MIXED <= share <= 1 - MIXED


def _kinds(column: Sequence[str]) -> int:
    """How many kinds of values there are below the first: a name, an address, a telephone number."""
    forms = (_WORDS.sub("字", _NUMERAL.sub("9", value)) if _counts(value) else "字" for value in column[1:] if value)
    return len(set(forms))


def _without_group(rows: Sequence[Cells], place: int) -> list[str]:
    """The cells of a row, each merged one once; without the first where it is merged over rows and stands over
    pairs."""
    runs = [text for text, _ in groupby(rows[place])]
    around = [rows[other][:1] for other in (place - 1, place + 1) if 0 <= other < len(rows)]
    return runs[1:] if len(runs) % 2 and rows[place][:1] in around else runs


def write_pairs(rows: Sequence[Cells], place: int) -> list[str]:
    """A row of a form: ``label：value`` each; a label without a value by itself, as is what stands over a group."""
    cells = [text for text, _ in groupby(rows[place])]
    runs = _without_group(rows, place)
    said = [*cells[: len(cells) - len(runs)]]
    for label, value in zip(runs[::2], [*runs[1::2], ""], strict=False):
        mark = "" if not label or not value or label[-1] in "：:" else "："
        said.append(f"{label}{mark}{value}")
    return [text for text in said if text]


def is_remark(cells: Cells) -> bool:
    """Whether a row is a label and one text that is merged over all the other columns."""
    texts = set(cells[1:])
    text = next(iter(texts), "")
    return len(cells) > 3 and len(texts) == 1 and bool(cells[0]) and cells[0] != text and len(text) > LABEL_CHARACTERS


def notes(rows: Sequence[Cells]) -> Iterator[int]:
    """The columns that say the same sentences in every row."""
    for column, text in enumerate(rows[0] if len(rows) > 1 else ()):
        if column and "。" in text and all(len(row) > column and row[column] == text for row in rows):
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

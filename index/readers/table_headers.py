"""Whether a row of a table names the columns of those below it, told by the shape of its cells. Pure.

A name that is not true is worse than none: where the shape leaves open whether a row is a header, it is a row as the
others are. Nothing here knows a word: cells are told apart by their kinds, lengths, beginnings and endings, and by
what comes again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from index.text.units import UNITS

Cells = Sequence[str]

FIGURE = re.compile(r"[-+−]?[¥￥$]?\s?\d[\d,，.\s]*(?:[%‰％万亿元]|\Z)")
NUMERAL = re.compile(r"\d+|[零〇一二三四五六七八九十百千]+")
YEAR = re.compile(r"\d{4}年|(?:19|20)\d\d\Z")
FORM_ROWS = 60
"""A form is no longer than this."""
LABEL_CHARACTERS = 12
TWICE = 3
"""Words of so many characters may well stand in both of two columns."""
COUNTED = 3
"""So many figures in a row may be one above the other by chance."""
DIGITS = 9
"""Of a number so many digits, the last, are looked at."""
ENDING = 2
"""Names that end with the same characters, so many, name things of one kind."""
NAME_CHARACTERS = 15
"""A longer cell is the name of a column only where the cells below it are longer still."""
ALIKE = 0.75
"""A column with a name has things of one kind, at least this share of its cells."""
_CLAUSE = re.compile(r"[，；！。](?![^（(]*[）)])")
_LABELLED = re.compile(r"[^\W\d][^：:\d（(]{0,11}[：:]\s*(?P<value>[^\s：:]{3,}.*)")
_UNIT = re.compile(rf"[十百千万亿]*(?:{UNITS.pattern})")
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
_BEHIND = re.compile(r"\s?[（(][^（）()]*[）)]$")
_NUMBERED = re.compile(r"第9[^\W\d]|[(（]9[)）]|9[、.．]")
_KINDS = {
    "date": re.compile(r"(?:19|20)\d\d\s?[年/-]\s?\d|(?:19|20)\d\d\.\d{1,2}\.\d|\d{4}年\Z|\d{1,2}[月:：]\d"),
    "telephone": re.compile(r"[(（]?\d{3,4}[)）-]\s?\d{6,8}|1\d{10}\Z"),
    "figure": re.compile(r"[-+−<>≥≤≈约]?\s?[¥￥$]?\s?\d"),
}


def filled(cells: Cells) -> list[int]:
    """The columns with a value of their own; a merged cell counts once, where it begins."""
    return [i for i, cell in enumerate(cells) if cell and (i == 0 or cells[i - 1] != cell)]


def is_unfilled(names: Sequence[str], rows: Sequence[Cells]) -> bool:
    """Whether no column that has a name has anything below it but the first: a ledger that nobody has written in."""
    own = (cells for cells in rows if len(set(cells)) > 1)  # not merged over all columns
    said = {column for cells in own for column, cell in enumerate(cells) if cell}
    named = [column for column, name in enumerate(names) if name]
    return bool(rows) and len(named) > 2 and said <= {named[0]}


def may_name(cells: Cells) -> bool:
    """Whether a row may name columns: no figures but years, or such as count the columns, no clauses of sentences, and
    hardly any label with its value."""
    said = [cells[i] for i in filled(cells)]
    figures = [cell for cell in said if FIGURE.match(cell) and not YEAR.match(cell)]
    counted = not figures or _count_up(figures)
    found = [_LABELLED.match(cell) for cell in said]
    labelled = sum(each is not None and not _UNIT.fullmatch(each["value"]) for each in found)
    return counted and 2 * labelled <= len(said) and not any(map(_CLAUSE.search, said))


def _count_up(figures: Sequence[str]) -> bool:
    """Whether figures are those of columns one after the other: the days of a month, the hours of a day."""
    last = [int(re.findall(r"\d+", figure)[-1][-DIGITS:]) for figure in figures]
    alike = len({re.sub(r"\d+", "9", figure) for figure in figures}) == 1
    return len(figures) > COUNTED and alike and all(other == one + 1 for one, other in pairwise(last))


def kind_of(cell: str) -> str:
    """``date``, ``telephone``, ``figure`` or ``word``, by how a cell begins."""
    return next((kind for kind, pattern in _KINDS.items() if pattern.match(cell)), "word")


def is_of_many_kinds(cells: Cells) -> bool:
    """Whether cells are of no one kind."""
    kinds = Counter(map(kind_of, filter(None, cells)))
    return kinds.total() > 1 and max(kinds.values()) < ALIKE * kinds.total()


def names_columns(header: Cells, rows: Sequence[Cells]) -> bool:
    """Whether what may be a header, given by its last line, is unlike the ``rows`` below it, none of them merged over
    the whole table."""
    if not rows:
        return True
    if _is_one_of(header, rows) or _is_as_long(header, rows):
        return False
    if len(header) != 2:
        return True
    if len(rows) > FORM_ROWS:
        return not _is_below_pairs(rows)
    return _names_second(header, rows)


def is_aside(cell: str) -> bool:
    """Whether a cell of a header is a remark in brackets, and no name."""
    return len(cell) > NAME_CHARACTERS and bool(_BRACKETED.fullmatch(cell))


def says_again(cells: Cells, header: Cells) -> bool:
    """Whether a row has most of a header's names: it is the header of another section."""
    own = filled(header)
    return 2 * sum(i < len(cells) and cells[i] == header[i] for i in own) > len(own)


def _form(cell: str) -> str:
    """A cell with all numbers alike, those in digits, and those in characters."""
    return NUMERAL.sub(lambda number: "9" if number.group().isdecimal() else "○", cell)


def says_some_again(cells: Cells, header: Cells) -> bool:
    """Whether a row names each column that a header names, and several of them, but the first, as it does."""
    own = filled(header)
    again = sum(i < len(cells) and cells[i] == header[i] for i in own[1:])
    return again > 1 and own == filled(cells) and may_name(cells)


def _is_below_pairs(rows: Sequence[Cells]) -> bool:
    """Whether the first of many rows are labels and values, and those below them a series, of years or days."""
    words = [kind_of(row[0]) == "word" for row in rows if row and row[0]]
    pairs = words.index(False) if False in words else len(words)
    return 2 < pairs < len(words) - 2 and not any(words[pairs:])


def _is_one_of(header: Cells, rows: Sequence[Cells]) -> bool:
    """Whether a row is one of those below it: a cell of it is numbered as theirs are (``第1天``), or comes again."""
    rows = [row for row in rows if not row[:1] or not row[0] or row[0] != header[0]]
    for column in filled(header):
        cell = header[column]
        below = [row[column] for row in rows if column < len(row) and row[column]]
        if cell in below[1:] or (NUMERAL.search(cell) and _are_numbered_as(cell, below)):
            return True
    return False


def _are_numbered_as(cell: str, below: Cells) -> bool:
    """Whether most of the cells below one are numbered as it is; a year is not numbered as sums of money are."""
    form, alike = _form(cell), YEAR.fullmatch if YEAR.fullmatch(cell) else str
    numbered = sum(_form(other) == form and other != cell and bool(alike(other)) for other in below)
    return 2 * numbered > len(below)


def _is_as_long(header: Cells, rows: Sequence[Cells]) -> bool:
    """Whether a cell of what may be a header is long, and those below it are no longer; words over figures may be.

    A remark in brackets behind a name makes it no longer: ``夜班（17:30—次日8:30）``.
    """
    several = len(filled(header)) > 2
    for column, cell in enumerate(_BEHIND.sub("", name) or name for name in header):
        below = [row[column] for row in rows if column < len(row) and row[column]]
        lengths = sorted(map(len, below))
        figures = several and 2 * sum(kind_of(other) != "word" for other in below) > len(below)
        if (
            lengths
            and not figures
            and not is_aside(cell)
            and len(cell) > NAME_CHARACTERS
            and 4 * len(cell) >= 3 * lengths[len(lengths) // 2]
        ):
            return True
    return False


def _names_second(header: Cells, rows: Sequence[Cells]) -> bool:
    """Whether the first of the rows of two columns is a header, rather than a label with its value.

    What stands under a name is of one kind: figures, or words that begin or end alike, come again, or are all much
    longer; or the rows are numbered. A single character (``无``, ``—``) may stand where there is no value.
    """
    rows = [row for row in rows if row[0] != header[0]]  # a header that is printed again
    under = [row[1] for row in rows if len(row) > 1 and row[1]]
    if not under:
        return False
    told = [cell for cell in under if len(cell) > 1 or kind_of(cell) != "word"] or under
    kind, often = Counter(map(kind_of, told)).most_common(1)[0]
    if often < ALIKE * len(told):
        return False
    if kind != "word":
        return len(under) > 1 or kind == "figure"
    if sum(NUMERAL.search(row[0]) is not None for row in rows) >= ALIKE * len(rows):
        return True
    longer = sum(len(cell) > max(LABEL_CHARACTERS, 2 * len(header[1])) for cell in under)
    again = len(under) - len(set(under))
    alike = max(_alike([cell[place] for cell in under]) for place in (0, -1))
    return 2 * alike > len(under) or 3 * again >= len(under) or (len(under) > 2 and longer >= ALIKE * len(under))


def _alike(characters: Sequence[str]) -> int:
    """How many of these are there more than once."""
    return sum(count for count in Counter(characters).values() if count > 1)


def numbering(section: str) -> str:
    """What a section's number looks like: ``9、`` for ``一、收入``, ``第9条`` for ``第二十条``, ``""`` without one."""
    found = _NUMBERED.match(NUMERAL.sub("9", section[:50]))
    return found[0] if found else ""


def header_rows(names: Cells, rows: Sequence[Cells], *, below_section: bool, as_above: bool) -> int:
    """How many of the first rows, 0 or 1, name the columns of those below.

    A header goes on from the one above (``日期``, 11, 12 below ``日期``, 1, 2), or says again what it said, or names
    figures; without a section's line over it, it is also merged in another way than what stands above, or names figures
    alone. ``as_above`` says that there is a header below another
    section's line.
    """
    if len(rows) < 2 or not may_name(rows[0]) or len(filled(rows[0])) < 2:
        return 0
    own = filled(rows[0])
    pairs = [(names[i], rows[0][i]) for i in own if i < len(names)]
    same = bool(pairs) and pairs[0][0] == pairs[0][1]
    if same and len(pairs) > 1 and all(a != b and _form(a) == _form(b) for a, b in pairs[1:]):
        return 1
    again = [i for i in own if i < len(names) and names[i] and names[i].endswith(rows[0][i])]
    if 2 * len(again) >= len(own) and (len(again) > 1 or 0 in again):
        return 1
    if (
        as_above
        or (says_some_again(rows[0], names) and names_figures(rows[0], rows[1:]))
        or _is_without_key(names, rows)
        or (below_section and _names_alike(names, rows))
    ):
        return 1
    reshaped = any(names) and all(rows[0]) and own != filled(names) and own == filled(rows[1])
    other = below_section and own[0] == 0 and (not any(names) or _is_above_figures(rows[0], rows[1]))
    return int(names_figures(rows[0], rows[1:]) and (reshaped or other))


def _is_without_key(names: Cells, rows: Sequence[Cells]) -> bool:
    """Whether the first of the rows names all columns but the first, whose cells say what a row is about, as the header
    above it does; and the rows right below it, each about something, have figures there."""

    def keyless(cells: Cells) -> bool:
        return len(cells) > 2 and not cells[0] and all(cells[1:])

    below = rows[1:3]
    return keyless(names) and keyless(rows[0]) and all(row[0] and _is_above_figures(rows[0], row) for row in below)


def _names_alike(names: Cells, rows: Sequence[Cells]) -> bool:
    """Whether the first of the rows ends, cell for cell, as the names above do, and stands over figures alone as they
    did: ``教育程度类别``, ``数量（人）`` below ``专业构成类别``, ``专业构成人数（人）``."""
    own = filled(rows[0])
    ends = all(rows[0][i][-ENDING:] == names[i][-ENDING:] for i in own if i < len(names))
    below = [row for row in rows[1:] if len(filled(row)) > 1]
    figures = all(i < len(row) and FIGURE.match(row[i]) for row in below[:4] for i in own[1:])
    return own == filled(names) and ends and figures


def names_figures(cells: Cells, below: Sequence[Cells]) -> bool:
    """Whether most of the rows right below have figures in each column that a row names, but the first."""
    named = filled(cells)[1:]
    near = [row for row in below[:4] if len(filled(row)) > 1]
    telling = [row for row in near if any(i < len(row) and FIGURE.match(row[i]) for i in named)]
    return bool(telling) and 2 * len(telling) > len(near)


def _is_above_figures(cells: Cells, below: Cells) -> bool:
    """Whether there are figures below each cell but that of the first column, and more than one."""
    named = [column for column in filled(cells) if column]
    return len(named) > 1 and all(i < len(below) and FIGURE.match(below[i]) for i in named)

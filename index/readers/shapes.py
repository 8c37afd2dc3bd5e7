"""Rows of tables, and what the shape of their cells tells: which are names, which labels, which values.

Nothing here knows a word: cells are told apart by their kinds, lengths and endings, and by what comes again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

FIGURE = re.compile(r"[-+−]?[¥￥$]?\s?\d[\d,，.\s]*(?:[%‰％万亿元]|\Z)")
SHORT = 4
"""Words of so many characters are likely to be said twice in a row."""
MOST_PAIRS = 40
"""A list of labels with their values has no more rows than this."""
LABEL = 12
"""A label has no more characters than this."""
ALIKE = 0.75
"""A column with a name has things of one kind, at least this share of its cells."""
_CLAUSE = re.compile(r"[，；！。](?![^（(]*[）)])")
_COUNTED = re.compile(r"\d[\d,，.]*|[零〇一二三四五六七八九十百千]+")
_YEAR = re.compile(r"(?:1[89]|2[01])\d\d(?:年|\Z)")
_KINDS = {
    "date": re.compile(r"(?:19|20)\d\d\s?[年/-]\s?\d|(?:19|20)\d\d\.\d{1,2}\.\d|\d{4}年\Z|\d{1,2}[月:：]\d"),
    "telephone": re.compile(r"[(（]?\d{3,4}[)）-]\s?\d{6,8}|1\d{10}\Z"),
    "figure": re.compile(r"[-+−<>≥≤≈约]?\s?[¥￥$]?\s?\d"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """``number`` counts the source's rows from 1. ``cells`` are in the order of the columns, ``""`` for empty ones.

    A merged cell is repeated in each column and row that it covers.
    """

    number: int
    cells: tuple[str, ...]

    @property
    def is_wide(self) -> bool:
        """Whether one cell is merged over all columns."""
        cells = self.cells
        return len(cells) > 1 and bool(cells[0]) and cells[0] == cells[-1] and len(set(cells)) == 1

    @property
    def filled(self) -> list[int]:
        """The columns with a value of their own; a merged cell counts once, where it begins."""
        return [i for i, cell in enumerate(self.cells) if cell and (i == 0 or self.cells[i - 1] != cell)]


def is_header(row: Row) -> bool:
    """Whether a line may name columns: two at least, by no figures but years, and no clauses of sentences."""
    cells = [row.cells[i] for i in row.filled]
    figures = any(FIGURE.match(cell) and not _YEAR.match(cell) for cell in cells)
    return len(cells) > 1 and not figures and not any(map(_CLAUSE.search, cells))


def is_labels(row: Row, widest: int) -> bool:
    """Whether a line says what holds for the whole table: ``编制单位：财政局　单位：万元``."""
    filled = row.filled
    labelled = all(re.match(r"[^：:\d]{1,12}[：:]\s*\S", row.cells[column]) for column in filled)
    return filled[0] == 0 and len(filled) < widest and labelled


def names_figures(header: Row, row: Row) -> int:
    """How many figures of a row have words above them in what may be its header."""
    pairs = zip(header.cells, row.cells, strict=False)
    named = {name for name, cell in pairs if FIGURE.match(cell) and _is_word(name) and re.search(r"[^\W\d]", name)}
    return len(named)


def names_columns(header: Row, names: Sequence[str], rows: Sequence[Row]) -> bool:
    """Whether what may be a header is unlike the rows below it, and its names hold for them.

    :param header: its last line.
    :param names: what all its lines call the columns.
    """
    if _is_form(names, rows) or _is_blank_form(names, rows) or _is_one_of(header, rows):
        return False
    if len(rows) > MOST_PAIRS:
        return True
    return _names_second(header, rows) if len(names) == 2 else not are_pairs([header, *rows])


def are_pairs(rows: Sequence[Row]) -> bool:
    """Whether rows are labels with their values beside them: short words of which none comes twice, and beside them
    what is of no one kind."""
    rows = [row for row in rows if not row.is_wide]
    width = max((len(row.cells) for row in rows), default=0)
    if width < 2 or width % 2 or not 1 < len(rows) <= MOST_PAIRS:
        return False
    columns = [[row.cells[i] for row in rows if i < len(row.cells) and row.cells[i]] for i in range(width)]
    labels = [cell for column in columns[::2] for cell in column]
    if len(columns[0]) < len(rows) or len(set(labels)) < len(labels) or not all(map(_is_label, labels)):
        return False
    mixed = [_is_mixed(column) for column in columns[1::2]]
    return any(mixed) and all(one or all(map(_is_word, cells)) for one, cells in zip(mixed, columns[1::2], strict=True))


def _names_second(header: Row, rows: Sequence[Row]) -> bool:
    """Whether the first of the rows of two columns is a header, rather than a label with its value.

    What stands under a name is of one kind: figures, or words that end alike, come again, or are all much longer; or
    the rows are numbered.
    """
    before = [row.cells[0] for row in rows if row.cells[0]]
    under = [row.cells[1] for row in rows if len(row.cells) > 1 and row.cells[1]]
    if not under:
        return False
    kind, often = Counter(map(_kind, under)).most_common(1)[0]
    if often < ALIKE * len(under):
        return False
    if kind != "word":
        return len(under) > 1 or kind == "figure"
    if sum(_COUNTED.search(cell) is not None for cell in before) >= ALIKE * len(rows):
        return True
    longer = sum(len(cell) > max(LABEL, 2 * len(header.cells[1])) for cell in under)
    again = len(under) - len(set(under))
    ends = Counter(cell[-1] for cell in under)
    alike = sum(count for count in ends.values() if count > 1)
    return len(under) > 2 and (longer >= ALIKE * len(under) or 3 * again >= len(under) or 2 * alike > len(under))


def _is_mixed(cells: Sequence[str]) -> bool:
    """Whether what stands below the first is of no one kind."""
    kinds = Counter(map(_kind, cells[1:]))
    return len(cells) > 2 and max(kinds.values()) < ALIKE * (len(cells) - 1)


def _is_label(cell: str) -> bool:
    return len(cell) <= LABEL and _is_word(cell) and not _CLAUSE.search(cell)


def _is_word(cell: str) -> bool:
    return _kind(cell) == "word"


def _kind(cell: str) -> str:
    """``date``, ``telephone``, ``figure`` or ``word``, by how a cell begins."""
    return next((kind for kind, pattern in _KINDS.items() if pattern.match(cell)), "word")


def _is_one_of(header: Row, rows: Sequence[Row]) -> bool:
    """Whether a row is one of those below it: a cell of it is as most below it but for its figures (``第1天``), or
    comes again there."""
    rows = [row for row in rows if row.cells[:1] != header.cells[:1]]
    for column in header.filled:
        cell, shape = header.cells[column], _shape(header.cells[column])
        below = [row.cells[column] for row in rows if column < len(row.cells) and row.cells[column]]
        counted = "#" in shape and shape != "#" and 2 * sum(_shape(other) == shape for other in below) > len(below)
        if counted or cell in below[1:]:
            return True
    return False


def _shape(cell: str) -> str:
    """A cell with its figures left open."""
    return _COUNTED.sub("#", cell)


def _is_blank_form(names: Sequence[str], rows: Sequence[Row]) -> bool:
    """Whether many columns have no name, though something stands in them, or nothing anywhere but words."""
    bare = [column for column, name in enumerate(names) if column and not name]
    if 3 * len(bare) <= len(names):
        return False
    said = any(row.cells[column] for row in rows for column in bare if column < len(row.cells))
    return said or all(_is_word(cell) for row in rows for cell in row.cells if cell)


def _is_form(names: Sequence[str], rows: Sequence[Row]) -> bool:
    """Whether most rows have a cell that is merged over columns of several names: these then name nothing.

    Short words may well be the same in neighbouring columns, and figures and dates; and two columns may say the same
    all the way down, so more than one pair of columns has to be merged somewhere.
    """
    merged = 0
    places: set[int] = set()
    for row in rows:
        pairs = enumerate(zip(pairwise(row.cells), pairwise(names), strict=False))
        found = {
            place
            for place, ((one, other), (name, next_)) in pairs
            if one == other and len(one) > SHORT and not FIGURE.match(one) and name != next_ and name and next_
        }
        merged += bool(found)
        places |= found
    return 2 * merged > len(rows) and len(places) > 1

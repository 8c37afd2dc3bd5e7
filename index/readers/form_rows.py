"""Forms: tables whose rows are pairs of label and value, with lists of several persons or items between them. Pure.

A row is its cells in the order of the columns, ``""`` for empty ones; a merged cell is repeated in each that it covers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

from index.layout.cells import COLON
from index.readers.table_headers import (
    FIGURE,
    FORM_ROWS,
    LABEL_CHARACTERS,
    NUMERAL,
    TWICE,
    YEAR,
    Cells,
    is_of_many_kinds,
    kind_of,
)

SUM_CHARACTERS = 6
"""The label of a sum, ``合计``, is no longer: a longer one says by itself what its figure is."""
PAIRED = 0.8
"""The share of a form's rows that are pairs of label and value."""
MIXED = 0.25
"""The share of values with figures, and of those without, from which they are of several kinds."""
KINDS = 3
"""So many kinds of values in the only column of them, some with figures and some without, are those of a form."""
MANY_KINDS = 4
"""So many kinds are those of a form, whatever they are."""
LISTED = 3
"""A list within a form has so many columns."""
_STOPS = re.compile(r"[。；;，,！!？?]")
_WORDS = re.compile(r"[^\W\d]+")


def is_form(rows: Sequence[Cells]) -> bool:
    """Whether rows are pairs of label and value, label, value, label, value, but for lists between them.

    Labels are short, without figures, and none comes again, or in a blank form hardly any. Since a table with a header
    may look so too, something has to speak against one: a first row with an empty value or a figure in it, labels with
    a colon, values that are merged over what are labels in other rows, or values of several kinds in one column.
    Nothing but lists of the same names are a form as well.
    """
    if len(rows) > FORM_ROWS:
        return False
    lists = _lists(rows)
    if len(lists) > 1 and len({tuple(rows[start][1:]) for start, _ in lists}) == 1:
        return True
    listed = {place for start, end in lists for place in range(start, end)}
    said = [_parted(rows, place)[1] for place in range(len(rows)) if place not in listed]
    paired = [runs for runs in said if len(runs) % 2 == 0 and runs and all(map(_is_label, runs[::2]))]
    labels = [label for runs in paired for label in runs[::2]]
    if len(said) < 2 or len(paired) < PAIRED * len(said) or paired[0] != said[0]:
        return False
    blank = any(not value for value in paired[0][1::2])
    if len(set(labels)) < (PAIRED if blank else 1) * len(labels):
        return False
    if blank or 2 * sum(label[-1] in "：:" for label in labels) > len(labels):
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


def form_parts(rows: Sequence[Cells]) -> list[tuple[int, int, bool]]:
    """The parts of a form, ``[start, end)`` each, in order, and whether it is a list: a row of names, and those of its
    items."""
    parts, start = [], 0
    for first, end in _lists(rows):
        if start < first:
            parts.append((start, first, False))
        parts.append((first, end, True))
        start = end
    return [*parts, (start, len(rows), False)] if start < len(rows) else parts


def _lists(rows: Sequence[Cells]) -> list[tuple[int, int]]:
    """Where lists of several persons or items stand within a form, ``[start, end)`` each."""
    found = []
    place = 0
    while place < len(rows):
        end = _end_of_list(rows, place)
        if end:
            found.append((place, end))
        place = end or place + 1
    return found


def _end_of_list(rows: Sequence[Cells], place: int) -> int:
    """Where the list ends whose names a row has; 0 where it names none.

    Its items are cut into cells as it is, below what stands over it and them at the left, if anything does. Against
    pairs of labels and values speaks an odd number of cells, or an item with a figure, or nothing, for a label.
    """
    names = rows[place]
    below = rows[place + 1] if place + 1 < len(rows) else ()
    if not below or (names[-1] and below[-1] == names[-1]):  # beside a photograph are pairs
        return 0
    grouped = bool(names[0]) and below[0] == names[0]
    edges = [i for i in range(grouped, len(names)) if i == grouped or names[i] != names[i - 1]]
    labels = [names[i] for i in edges]
    above = rows[place - 1] if place else ()
    if any(above[i : i + 1] == names[i : i + 1] for i in edges):  # the lower line of a table's header
        return 0
    if len(labels) < LISTED or not all(map(_is_label, labels)) or len(set(labels)) < len(labels):
        return 0
    end = place + 1
    while end < len(rows) and (not grouped or rows[end][0] == names[0]) and _is_cut_alike(rows[end], len(names), edges):
        end += 1
    items = [[row[i] for i in edges] for row in rows[place + 1 : end]]
    if not items or any(label in column for label, column in zip(labels, zip(*items, strict=True), strict=True)):
        return 0
    unlike = any(
        (not label and value) or (kind_of(label) != "word" and (kind_of(label) != "figure" or FIGURE.match(label)))
        for item in items
        for label, value in zip(item[::2], item[1::2], strict=False)
    )
    return end if len(labels) % 2 or unlike else 0


def _is_cut_alike(cells: Cells, width: int, edges: Sequence[int]) -> bool:
    """Whether a row has one cell over each of the stretches of columns that begin at the edges, and none over two."""
    stretches = list(pairwise([*edges, width]))
    alike = len(cells) == width and all(len(set(cells[low:high])) == 1 for low, high in stretches)
    return alike and not any(len(cells[low]) > TWICE and cells[low] == cells[low - 1] for low in edges[1:])


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


def _parted(rows: Sequence[Cells], place: int) -> tuple[list[str], list[str], list[str]]:
    """What stands at the left over the pairs of a row, merged over rows or by itself; the pairs; what stands beside
    them (a photograph). Each merged cell is said once."""
    runs = [text for text, _ in groupby(rows[place])]
    if len(runs) % 2 == 0:
        return [], runs, []
    around = [rows[other] for other in (place - 1, place + 1) if 0 <= other < len(rows) and rows[other]]
    if any(row[0] == runs[0] for row in around) or (len(runs) > LISTED and runs[-1] and _reads_better_without(runs)):
        return runs[:1], runs[1:], []
    top = rows[0][-1] if rows[0] else ""  # where a photograph is, from the first row down
    if len(runs) > 1 and runs[-1] and runs[-1] == top and any(row[-1] == runs[-1] for row in around):
        return [], runs[:-1], runs[-1:]
    return [], runs, []


def _reads_better_without(runs: Sequence[str]) -> bool:
    """Whether the labels in a row are labels only if its first cell stands over them."""
    return all(map(_is_label, (runs[0], *runs[1::2]))) and not all(map(_is_label, runs[2::2]))


def write_pairs(rows: Sequence[Cells], place: int) -> list[tuple[str, str]]:
    """The labels and values in a row of a form; a label without a value has no name, as what stands over a group."""
    before, runs, behind = _parted(rows, place)
    said = [("", text) for text in before]
    for label, value in zip(runs[::2], [*runs[1::2], ""], strict=False):
        name = label.removesuffix(COLON) if value and not label.endswith(":") else ""
        said.append((name, value) if name else ("", f"{label}{value}"))
    said += [("", text) for text in behind]
    return [(name, text) for name, text in said if name or text]


def is_remark(cells: Cells) -> bool:
    """Whether a row is a label and one text that is merged over all the other columns."""
    texts = set(cells[1:])
    text = next(iter(texts), "")
    return len(cells) > 3 and len(texts) == 1 and bool(cells[0]) and cells[0] != text and len(text) > LABEL_CHARACTERS


def is_pair(cells: Cells, names: Cells, rows: Sequence[Cells]) -> bool:
    """Whether a row is a label and its figure, merged over columns of other ``names``: what these name it is not; or
    where both are merged, with no names over them.

    A sum's short label may well be merged over the columns before the sum, which has the name of its own.

    :param rows: all the rows of the table, this among them.
    """
    grouped = groupby(range(len(cells)), lambda column: cells[column])
    runs = [(text, list(columns)) for text, columns in grouped]
    if len(runs) != 2 or not all(text for text, _ in runs):
        return False
    (label, before), (value, after) = runs
    if _counts(label) or not FIGURE.match(value):
        return False
    if not any(names):
        return len(before) > 1
    if not _are_named_apart(before, names):
        return False
    figures = any(FIGURE.match(row[column]) for row in rows for column in before[1:] if column < len(row))
    return _are_named_apart(after, names) or (figures and len(label) > SUM_CHARACTERS)


def _are_named_apart(columns: Sequence[int], names: Cells) -> bool:
    return len({names[column] for column in columns if column < len(names) and names[column]}) > 1

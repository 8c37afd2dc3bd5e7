"""Lines that are records, one each: price lists, rosters, schedules, ``字段：值``.

A record is whole without a closing mark, and its neighbours have the same form: as many fields, or the same sequence of
words, figures and marks. Prose that was broken at a width has no such form from line to line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from index.layout.lines import Line

RUN = 3
"""So many lines of one form, one below the other, are records."""
LABELLED_RUN = 2
"""So many are enough where each says the name of its field."""
RECORD_CHARACTERS = 300
FIELD_CHARACTERS = 40
"""A field is no longer than this; a line of longer ones is prose."""
_LABELLED = re.compile(r"(?=\S)[^，,。；;！!？?：:…]{1,16}(?:：|:(?!\d))\s*+(?=\S)")
_TIME = re.compile(r"\d{1,2}[:：]\d{2}")
_PARTED_LATIN = re.compile(r"\t[\s|]*|\s{2,}|\s*\|\s*|\.{3,}")
_PARTED = re.compile(r"[\s|｜\u3000]+|(?:\.|·|…|—|_){3,}|…+|—{2,}")
_ASIDE = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_KINDS = [
    (re.compile(r"\d+(?:[.,．]\d+)*"), "9"),
    (re.compile(r"[^\W\d_]+"), "字"),
    (re.compile(r"\s+"), ""),
]
_STOPS = re.compile(r"[。！!？?；;](?!$)")
_OPEN = ("，", ",", "、", "：", ":", "（", "(", "《", "“", "-", "的")


def find_records(lines: Sequence[Line]) -> set[int]:
    """The positions of the lines that are records."""
    found: set[int] = set()
    for run, gap, alike in ((LABELLED_RUN, 0, _both_labelled), (RUN, 1, _as_many_fields), (RUN, 1, _of_one_form)):
        found |= _runs(lines, run, gap, alike)
    return found


def is_labelled(line: str) -> bool:
    """Whether a line begins with the name of its field: ``主持人：谭永``."""
    return bool(_LABELLED.match(line)) and not _TIME.match(line)


def _runs(lines: Sequence[Line], least: int, gap: int, alike: Callable[[str, str], bool]) -> set[int]:
    """The positions in stretches of at least ``least`` lines that are each like the one above, ``gap`` blank lines
    or fewer between them."""
    found: set[int] = set()
    start = 0
    for position in range(1, len(lines) + 1):
        adjoins = position < len(lines) and lines[position].gap <= gap
        if adjoins and alike(lines[position - 1].text, lines[position].text):
            continue
        if position - start >= least:
            found.update(range(start, position))
        start = position
    return found


def _both_labelled(above: str, below: str) -> bool:
    return is_labelled(above) and is_labelled(below)


def _as_many_fields(above: str, below: str) -> bool:
    """Whether two lines fall into as many fields, the first of which begin alike, with a figure or without."""
    one, other = _fields(above), _fields(below)
    return len(one) == len(other) > 1 and one[0][0].isdecimal() == other[0][0].isdecimal()


def _fields(line: str) -> list[str]:
    """The fields that white space and leaders part, none for prose; letters spaced apart are one word.

    Between Latin words a single space parts nothing.
    """
    if len(line) > RECORD_CHARACTERS:
        return []
    parted = _PARTED_LATIN if line.isascii() else _PARTED
    fields = [field for field in parted.split(line) if field]
    prose = _STOPS.search(line) or line.endswith(_OPEN) or any(len(field) > FIELD_CHARACTERS for field in fields)
    return [] if prose or all(len(field) == 1 for field in fields) else fields


def _of_one_form(above: str, below: str) -> bool:
    """Whether two lines have the same words, figures and marks in the same order, figures among them."""
    one = _form(above)
    return len(one) > 1 and "9" in one and one == _form(below) and not above.endswith(_OPEN)


def _form(text: str) -> str:
    """A text with each word as 字 and each number as 9, remarks in brackets left out: ``剪发88元`` is ``字9字``."""
    text = _ASIDE.sub("", text[: 4 * FIELD_CHARACTERS])
    for pattern, mark in _KINDS:
        text = pattern.sub(mark, text)
    return re.sub("字+", "字", text)

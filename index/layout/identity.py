"""What a document is, apart from what it says: its title, the names of its files and folders, and its cover. Pure.

``2023/summary.txt`` is the summary of 2023, whether or not its text says so. A year that a document is about stands by
itself; one in a date, or in the number of an official paper, is when it was issued, and counts where nothing else does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from index.text.scripts import HAN
from index.text.tokens import close_up, fold
from index.text.values import YEAR, find_values

OPENING = 1_500
"""Characters of a document in which its cover is looked for."""
COVER_LINES, COVER_LINE, COVER_NAMES = 15, 40, 6
"""Lines of a cover, and characters of one, at most; where more of them than the last would name the document, they are
a list and no cover."""
_SENTENCE = re.compile("[。!?;]|(?:[,、\t].*){3}")
"""What stands in folded text in lines that are no cover's: ends of sentences, and the cells of a row."""
_BODY = re.compile(
    f"[{HAN}]{{2,{COVER_LINE}}}(?:公司|集团|银行|政府|委员会|办公室|[局厅部处院所]|大学|学校|[中小]学|协会|学会|商会|工会|联合会|中心|基金会"
    f"|出版社|编辑部|杂志社|合作社|事务所|街道|俱乐部)(?![{HAN}])"
)
"""A body that a line ends with, or a part of it."""
_CALLED = re.compile(f"[{HAN}\\s]{{0,4}}(?:名\\s*称|题\\s*目|标\\s*题)\\s*:")
_YEAR = re.compile(
    r"(?<![\d.])(?P<year>(?:19|20)\d{2})"
    r"(?:(?P<issued>(?:0[1-9]|1[0-2])(?:[0-3]\d)?(?!\d)|[-./_](?:0?[1-9]|1[0-2])(?!\d)|[)\]〕】]\s*第?\d+号)"
    r"|(?![\d年万亿元吨%]|[.,]\d))"
)
"""In folded text a year without 年: by itself, in a date, or in the number of an official paper."""


class Where(StrEnum):
    """Where a name of a document stands."""

    TITLE = "title"
    FILE = "file"
    FOLDER = "folder"
    COVER = "cover"


@dataclass(frozen=True, slots=True)
class Identity:
    """``names`` are what the document is called, each with where that stands, none of them empty.

    ``years`` are those that it is about, as keys of values (``2023年``), each with where it stands.
    """

    names: tuple[tuple[str, Where], ...] = ()
    years: tuple[tuple[str, Where], ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """What a search looks for: the names, and the years as they are asked for, each once."""
        return tuple(dict.fromkeys([*(name for name, _ in self.names), *(year for year, _ in self.years)]))


def identify(title: str, text: str, filed: Sequence[str]) -> Identity:
    """What a document is.

    :param text: the document's, of which ``OPENING`` characters are enough.
    :param filed: as of ``Document``.
    """
    names = [(close_up(title), Where.TITLE), *((PurePath(path).stem, Where.FILE) for path in filed)]
    names += [(line, Where.COVER) for line in _cover(text[:OPENING])]
    folders = [(part, Where.FOLDER) for path in filed for part in reversed(PurePath(path).parts[:-1])]
    stated = [(year, where, issued) for name, where in names for year, issued in _years(fold(name))]
    about = [(year, where) for year, where, issued in stated if not issued]
    if not about:
        about = [*_nearest_years(filed), *((year, where) for year, where, _ in stated if where is Where.FILE)]
    if not about:
        about = [(year, where) for year, where, _ in stated]
    years: dict[str, Where] = {}
    for year, where in about:
        years.setdefault(year, where)
    return Identity(tuple(pair for pair in dict.fromkeys([*names, *folders]) if pair[0].strip()), tuple(years.items()))


def _cover(text: str) -> Iterator[str]:
    """The lines before the text begins that name a body, a year or a number, or say what the text is called."""
    found = []
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in map(close_up, lines[:COVER_LINES]):
        folded = fold(line)
        if len(line) > COVER_LINE or _SENTENCE.search(folded):
            break
        if _BODY.search(folded) or any(_years(folded)) or _CALLED.match(folded):
            found.append(line)
    return iter(found if len(found) <= COVER_NAMES else [])


def _nearest_years(filed: Sequence[str]) -> Iterator[tuple[str, Where]]:
    """The years of each file's innermost folder that has some."""
    for path in filed:
        of_folders = (list(_years(fold(part))) for part in reversed(PurePath(path).parts[:-1]))
        yield from ((year, Where.FOLDER) for year, _ in next(filter(None, of_folders), []))


def _years(folded: str) -> Iterator[tuple[str, bool]]:
    """The years of a folded text, as keys of values, each with whether it only says when something was issued."""
    for value in find_values(folded):
        dated = any(key.endswith("月") for key in value.states)
        yield from ((key, dated) for key in value.states if YEAR.fullmatch(key))
    for match in _YEAR.finditer(folded):
        yield f"{match['year']}年", match["issued"] is not None

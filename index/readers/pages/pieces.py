"""What a page is made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.layout.plain import BULLETS
from index.text.scripts import BASIC_HAN

CELL_GAP = 1.5
"""A gap of so many font sizes parts two cells."""
SPREAD = 4.0
"""The two characters of a word in a title stand no farther apart, in font sizes."""
_LAST = re.compile(rf"(?:\A|\s)[{BASIC_HAN}]\Z")
_ALONE = re.compile(f"[{BASIC_HAN}]")
_BULLET = re.compile(f"[○{BULLETS}]")
_NUMBER = re.compile(
    r"[(（][\d一二三四五六七八九十]{1,3}[)）][、.．]?|[\d一二三四五六七八九十]{1,3}[、.．)）]|\d{1,2}(?:[.．]\d{1,2}){1,3}[.．]?"
    r"|第[\d零〇一二三四五六七八九十百]{1,6}[编部篇卷章节条]"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that stand in a row. ``size`` is the height of the font, ``face`` its name, ``""`` where unknown."""

    left: float
    top: float
    right: float
    bottom: float
    size: float
    text: str
    face: str = ""

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def say(row: Sequence[Piece]) -> str:
    """The pieces of a line from left to right as one text, two spaces between what are two cells; a number and what it
    numbers are one, however far apart."""
    text = row[0].text
    tabbed = (len(row) == 2 and _NUMBER.fullmatch(text)) or _BULLET.fullmatch(text)
    for before, piece in pairwise(row):
        gap = (piece.left - before.right) / max(before.size, 1)
        latin = before.text[-1:].isascii() and piece.text[:1].isascii()
        cells = gap > CELL_GAP and not tabbed and not _is_spread(before, piece, gap)
        tabbed = None
        text += ("  " if cells else " " if gap > (0.2 if latin else 0.8) else "") + piece.text
    return text


def is_number(text: str) -> bool:
    """Whether a text is the number of a section or an item, and nothing else."""
    return bool(_NUMBER.fullmatch(text))


def _is_spread(before: Piece, piece: Piece, gap: float) -> bool:
    """Whether two pieces are the characters of one word of two, set apart as in titles: ``总　则``."""
    return gap <= SPREAD and bool(_LAST.search(before.text)) and bool(_ALONE.fullmatch(piece.text))

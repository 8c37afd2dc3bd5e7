"""What a page is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

CELL_GAP = 1.5
"""A gap of so many font sizes parts two cells."""


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
    """The pieces of a line from left to right as one text, two spaces between what are two cells."""
    text = row[0].text
    for before, piece in pairwise(row):
        gap = (piece.left - before.right) / max(before.size, 1)
        latin = before.text[-1:].isascii() and piece.text[:1].isascii()
        text += ("  " if gap > CELL_GAP else " " if gap > (0.2 if latin else 0.8) else "") + piece.text
    return text

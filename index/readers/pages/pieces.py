"""What a page is made of."""

from __future__ import annotations

from dataclasses import dataclass


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

"""Vertical text, laid down so that it is read as level text is. Pure geometry."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from index.readers.pages.pieces import Piece

LEAST = 10
"""So many steps from a character to one below it make a page one of vertical text, if they are most."""


def is_vertical(characters: Sequence[Piece]) -> bool:
    """Whether the characters of a page, in the file's order, run down it rather than across."""
    down = across = 0
    for before, character in pairwise(characters):
        size = max(before.size, character.size)
        x, y = character.left - before.left, character.top - before.top
        down += abs(x) < 0.5 * size < y < 2 * size
        across += abs(y) < 0.5 * size < x < 2 * size
    return down >= LEAST and down > across


def lay_down(characters: Sequence[Piece], width: float) -> list[Piece]:
    """The characters of a page of that width, turned so that lines run to the right and follow each other downwards."""
    return [Piece(c.top, width - c.right, c.bottom, width - c.left, c.size, c.text, c.face) for c in characters]


def turn(
    box: tuple[float, float, float, float], by: int, size: tuple[float, float]
) -> tuple[float, float, float, float]:
    """Left, top, right and bottom on the page of that width and height as it is shown, turned by so many degrees
    clockwise.

    :param box: left, bottom, right and top, counted from the lower left corner of the page as it was written.
    """
    left, bottom, right, top = box
    width, height = size
    match by:
        case 90:
            return bottom, left, top, right
        case 180:
            return width - right, bottom, width - left, top
        case 270:
            return width - top, height - right, width - bottom, height - left
    return left, height - top, right, height - bottom

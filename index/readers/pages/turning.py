"""Text that runs up or down its page, laid down so that it is read as level text is. Pure geometry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import atan2, degrees

from index.readers.pages.joining import find_pieces
from index.readers.pages.pieces import Piece

Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""
LEVEL, UP, DOWN, ASLANT = 0, 90, 270, 45
"""The ways that text runs: to the right, or upside down; up or down the page; across it, as watermarks do."""
SLANT = 10
"""What leaves the level or the upright by more degrees is aslant."""

HALF = 0.2
"""Figures and narrow letters follow each other more closely than others, but by this share of their size."""
LEAST = 10
"""So many steps from a character to one below it make a page one of vertical text, if they are most."""


def is_vertical(characters: Sequence[Piece]) -> bool:
    """Whether the characters of a page, in the file's order, run down it rather than across.

    Blanks say nothing of it: between words pdfium puts some of its own, at the foot of the line.
    """
    down = across = 0
    for before, character in pairwise(each for each in characters if each.text.strip()):
        size = max(before.size, character.size)
        x, y = character.left - before.left, character.top - before.top
        down += abs(x) < 0.5 * size < y < 2 * size
        across += abs(y) < 0.5 * size and HALF * size < x < 2 * size
    return down >= LEAST and down > across


def lay_down(characters: Sequence[Piece], width: float) -> list[Piece]:
    """The characters of a page of that width, turned so that lines run to the right and follow each other downwards."""
    return [laid(character, DOWN, (width, 0)) for character in characters]


def laid(piece: Piece, running: int, size: tuple[float, float]) -> Piece:
    """A piece as it stands where its text is laid down."""
    left, top, right, bottom = lay((piece.left, piece.top, piece.right, piece.bottom), running, size)
    return replace(piece, left=left, top=top, right=right, bottom=bottom)


def lay(box: Box, running: int, size: tuple[float, float]) -> Box:
    """Left, top, right and bottom on a page of that width and height that is turned until its text runs to the right.

    :param running: ``UP`` or ``DOWN``; what runs otherwise stays as it is.
    """
    left, top, right, bottom = box
    width, height = size
    if running == UP:
        return height - bottom, left, height - top, right
    return (top, width - right, bottom, width - left) if running == DOWN else box


def set_upright(characters: Sequence[Piece], running: int, size: tuple[float, float]) -> list[Piece]:
    """The pieces that turned characters make, where they stand on the page; each is read from its first to its last.

    :param characters: as they stand when they are laid down.
    """
    width, height = size
    back = DOWN if running == UP else UP
    return [laid(piece, back, (height, width)) for piece in find_pieces(characters, (height, width), [])]


def direction(a: float, b: float, turned: int) -> int:
    """Which way text runs whose matrix has these first two numbers, on a page that is turned clockwise by so many
    degrees: ``LEVEL``, ``UP``, ``DOWN`` or ``ASLANT``."""
    angle = degrees(atan2(b, a))
    nearest = 90 * round(angle / 90)
    if abs(angle - nearest) > SLANT:
        return ASLANT
    return {90: UP, 270: DOWN}.get((nearest - turned) % 360, LEVEL)


def turn(box: Box, by: int, size: tuple[float, float]) -> Box:
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

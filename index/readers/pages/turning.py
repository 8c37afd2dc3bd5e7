"""Text that runs up or down its page, laid down so that it is read as level text is. Pure geometry."""

from __future__ import annotations

from dataclasses import replace
from math import atan2, degrees
from typing import TypeVar

import numpy as np

from index.readers.pages.characters import Characters, Floats
from index.readers.pages.joining import find_pieces
from index.readers.pages.pieces import Piece

Length = TypeVar("Length", float, Floats)
"""Of one, or of each of several."""
LEVEL, UP, DOWN, ASLANT = 0, 90, 270, 45
"""The ways that text runs: to the right, or upside down; up or down the page; across it, as watermarks do."""
SLANT = 10
"""What leaves the level or the upright by more degrees is aslant."""

HALF = 0.2
"""Figures and narrow letters follow each other more closely than others, but by this share of their size."""
LEAST = 10
"""So many steps from a character to one below it make a page one of vertical text, if they are most."""


def is_vertical(characters: Characters) -> bool:
    """Whether the characters of a page, in the file's order, run down it rather than across.

    Blanks say nothing of it: between words pdfium puts some of its own, at the foot of the line.
    """
    shown = characters.inked
    sizes, left, top = characters.size[shown], characters.left[shown], characters.top[shown]
    with np.errstate(all="ignore"):
        size = np.maximum(sizes[:-1], sizes[1:])
        x, y = np.diff(left), np.diff(top)
        down = int(((abs(x) < 0.5 * size) & (0.5 * size < y) & (y < 2 * size)).sum())
        across = int(((abs(y) < 0.5 * size) & (size * HALF < x) & (x < 2 * size)).sum())
    return down >= LEAST and down > across


def lay_down(characters: Characters, width: float) -> Characters:
    """The characters of a page of that width, turned so that lines run to the right and follow each other downwards."""
    return laid_all(characters, DOWN, (width, 0))


def laid_all(characters: Characters, running: int, size: tuple[float, float]) -> Characters:
    """Characters as they stand where their text is laid down."""
    box = characters.left, characters.top, characters.right, characters.bottom
    return characters.moved(lay(box, running, size))


def laid(piece: Piece, running: int, size: tuple[float, float]) -> Piece:
    """A piece as it stands where its text is laid down."""
    left, top, right, bottom = lay((piece.left, piece.top, piece.right, piece.bottom), running, size)
    return replace(piece, left=left, top=top, right=right, bottom=bottom)


def lay(
    box: tuple[Length, Length, Length, Length], running: int, size: tuple[float, float]
) -> tuple[Length, Length, Length, Length]:
    """Left, top, right and bottom on a page of that width and height that is turned until its text runs to the right.

    :param running: ``UP`` or ``DOWN``; what runs otherwise stays as it is.
    """
    left, top, right, bottom = box
    width, height = size
    if running == UP:
        return height - bottom, left, height - top, right
    return (top, width - right, bottom, width - left) if running == DOWN else box


def set_upright(characters: Characters, running: int, size: tuple[float, float]) -> list[Piece]:
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


def turn(
    box: tuple[Length, Length, Length, Length], by: int, size: tuple[float, float]
) -> tuple[Length, Length, Length, Length]:
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

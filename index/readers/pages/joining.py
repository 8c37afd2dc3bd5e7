"""Characters to pieces: which of them stand in a row. Pure geometry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from statistics import median

from index.readers.pages.cells import cell_of
from index.readers.pages.pieces import Piece
from index.readers.pages.ruling import Grid
from index.readers.symbols import set_off

PIECE_GAP = 0.8
"""A gap of so many font sizes parts two pieces."""
SMALL, RAISED, LOWERED = 0.8, 0.2, 0.04
"""Figures of at most this share of the others' size are set off where they end so much above or below these, in font
sizes."""
AGAIN = 0.15
"""The same character so near to another (in font sizes, across and down) is this once more: none is as narrow."""
PATCH = 8.0
"""Characters are looked for by squares of the page so wide (points)."""
NO_WIDTH = 0.1
"""A space that takes less (points) is none of the file's: pdfium puts it between two words, somewhere in the first."""


def find_pieces(characters: Sequence[Piece], size: tuple[float, float], grids: Sequence[Grid]) -> Iterator[Piece]:
    """The rows of ``find_rows``, each as one piece."""
    for row in find_rows(characters, size, grids):
        yield from _piece(row)


def find_rows(characters: Sequence[Piece], size: tuple[float, float], grids: Sequence[Grid]) -> Iterator[list[Piece]]:
    """The characters of a page of that width and height in rows, none of which reaches over a cell of a grid.

    What lies outside the page or is drawn twice is left out. Rows may be blank.
    """
    width, height = size
    row: list[Piece] = []
    spaced = False
    drawn = _Drawn()
    for character in characters:  # a page has thousands, and most of the time of reading goes into each
        text, left = character.text, character.left
        if text == " " and character.right - left < NO_WIDTH:
            spaced = True
            continue
        if not (0 <= character.middle <= height and -1 <= left <= width) or drawn.again(character):
            continue
        apart = row and grids and cell_of(grids, row[-1]) != cell_of(grids, character)
        if row and (apart or not _follows(row[-1], character)):
            yield row
            row = []
        if spaced and row and row[-1].text.isascii() and text.isascii():
            row.append(replace(row[-1], left=row[-1].right, text=" "))
        spaced = False
        row.append(character)
    yield row


class _Drawn:
    """The characters that were drawn already, where they stand: a bold or a shadow is often the same text once more."""

    def __init__(self) -> None:
        self._near: dict[tuple[str, int, int], list[Piece]] = {}

    def again(self, character: Piece) -> bool:
        """Whether a character was drawn nearly there before; it counts as drawn from now on."""
        shift = AGAIN * max(character.size, 1.0)
        columns, rows = (
            range(int((at - shift) // PATCH), int((at + shift) // PATCH) + 1) for at in (character.left, character.top)
        )
        for column in columns:
            for row in rows:
                for other in self._near.get((character.text, column, row), ()):
                    if abs(other.left - character.left) <= shift and abs(other.top - character.top) <= shift:
                        return True
        place = (character.text, int(character.left // PATCH), int(character.top // PATCH))
        self._near.setdefault(place, []).append(character)
        return False


def _follows(before: Piece, character: Piece) -> bool:
    size = max(before.size, character.size, 1)
    if not -0.5 * size < character.left - before.right < PIECE_GAP * size:
        return False
    return abs((before.top + before.bottom) - (character.top + character.bottom)) < size


def _piece(row: Sequence[Piece]) -> Iterator[Piece]:
    text = _said(row).strip()
    shown = [piece for piece in row if piece.text.strip()]
    if text:
        size = sorted(piece.size for piece in shown)[len(shown) // 2]
        top, bottom = min(piece.top for piece in shown), max(piece.bottom for piece in shown)
        face = Counter(piece.face for piece in shown).most_common(1)[0][0]
        yield Piece(shown[0].left, top, max(piece.right for piece in shown), bottom, size, text, face)


def _said(row: Sequence[Piece]) -> str:
    """The text of a row, smaller figures that stand above or below the others as such: ``10⁸`` is not 108."""
    high = SMALL * max((piece.size for piece in row), default=0.0)
    full = [piece for piece in row if piece.size > high]
    if len(full) == len(row):
        return "".join(piece.text for piece in row)
    size, bottom = median(piece.size for piece in full), median(piece.bottom for piece in full)

    def off(piece: Piece) -> int:
        away = 0.0 if piece.size > high else (bottom - piece.bottom) / size
        return (away > RAISED) - (away < -LOWERED)

    runs = ((where, "".join(piece.text for piece in run)) for where, run in groupby(row, off))
    return "".join(set_off(text, raised=where > 0) if where else text for where, text in runs)

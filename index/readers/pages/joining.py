"""Characters to pieces: which of them stand in a row. Pure geometry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

import numpy as np

from index.readers.pages.cells import cells_of
from index.readers.pages.characters import Characters, Flags, Floats, Places
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
FARTHEST = WIDE = 2**20
"""What stands farther out (in squares of the page) counts as standing there, where repeated characters are sought."""
NO_WIDTH = 0.1
"""A space that takes less (points) is none of the file's: pdfium puts it between two words, somewhere in the first."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of characters: which ``places`` of the page's are in them, where in these each row begins, and which stand
    behind a space that is none of the file's."""

    places: Places
    begins: Flags
    spaced: Flags

    def __iter__(self) -> Iterator[list[int]]:
        """The places in each row."""
        for start, end in pairwise([*np.flatnonzero(self.begins).tolist(), len(self.places)]):
            yield self.places[start:end].tolist()


def find_pieces(characters: Characters, size: tuple[float, float], grids: Sequence[Grid]) -> list[Piece]:
    """The rows of ``find_rows``, each as one piece, without those that are blank."""
    rows = find_rows(characters, size, grids)
    kept = characters.some(rows.places)
    shown = np.flatnonzero(kept.inked)
    if not len(shown):
        return []
    texts = [f" {text}" if spaced else text for text, spaced in zip(kept.texts, rows.spaced.tolist(), strict=True)]
    numbers = np.cumsum(rows.begins)
    inked = kept.some(shown)
    firsts = np.flatnonzero(np.diff(numbers[shown], prepend=0))
    edges = (
        inked.left[firsts],
        np.minimum.reduceat(inked.top, firsts),
        np.maximum.reduceat(inked.right, firsts),
        np.maximum.reduceat(inked.bottom, firsts),
    )
    starts = np.flatnonzero(rows.begins)
    ends = np.append(starts[1:], len(texts))
    whole = numbers[shown][firsts] - 1
    mixed = (np.minimum.reduceat(kept.size, starts) <= SMALL * np.maximum.reduceat(kept.size, starts))[whole]
    said = [
        _said(kept, rows.spaced, range(start, end)) if differs else "".join(texts[start:end])
        for start, end, differs in zip(starts[whole].tolist(), ends[whole].tolist(), mixed.tolist(), strict=True)
    ]
    columns = (column.tolist() for column in edges)
    faces = [kept.names[face] for face in _usual(inked.faces, firsts)]
    stripped = (text.strip() for text in said)
    return [Piece(*each) for each in zip(*columns, _middle(inked.size, firsts), stripped, faces, strict=True)]


def find_rows(characters: Characters, size: tuple[float, float], grids: Sequence[Grid]) -> Rows:
    """The characters of a page of that width and height in rows, none of which reaches over a cell of a grid.

    What lies outside the page or is drawn twice is left out. Rows may be blank.
    """
    width, height = size
    with np.errstate(all="ignore"):
        narrow = characters.right - characters.left < NO_WIDTH
        put_in = ~characters.inked & narrow
        for place in np.flatnonzero(put_in).tolist():
            put_in[place] = characters.texts[place] == " "
        middle, left = characters.middle, characters.left
        on_page = ~put_in & (middle >= 0) & (middle <= height) & (left >= -1) & (left <= width)
        places = np.flatnonzero(on_page)
        again = _drawn_again(characters, places)
        places = places[~again]
        begins = np.ones(len(places), dtype=np.bool_)
        before, here = places[:-1], places[1:]
        begins[1:] = ~_follow(characters, before, here)
        if grids:
            cells = cells_of(grids, (left[places] + characters.right[places]) / 2, middle[places])
            begins[1:] |= cells[1:] != cells[:-1]
        seen = np.cumsum(put_in)[places]
    spaced = ~begins & (np.diff(seen, prepend=0) > 0)
    for place in np.flatnonzero(spaced).tolist():
        spaced[place] = all(characters.texts[each].isascii() for each in places[place - 1 : place + 1].tolist())
    return Rows(places, begins, spaced)


def _drawn_again(characters: Characters, places: Places) -> Flags:
    """Which of the characters at these places were drawn nearly there before: a bold or a shadow is often the same
    text once more."""
    again = np.zeros(len(places), dtype=np.bool_)
    drawn: dict[str, list[tuple[float, float]]] = {}
    near = _near_others(characters, places)
    some = places[near]
    reach = AGAIN * np.maximum(characters.size[some], 1.0)
    boxes = zip(characters.left[some].tolist(), characters.top[some].tolist(), reach.tolist(), strict=True)
    for at, place, (left, top, shift) in zip(near.tolist(), some.tolist(), boxes, strict=True):
        earlier = drawn.setdefault(characters.texts[place], [])
        if any(abs(x - left) <= shift and abs(y - top) <= shift for x, y in earlier):
            again[at] = True
        else:
            earlier.append((left, top))
    return again


def _near_others(characters: Characters, places: Places) -> Places:
    """Which of these may have the same character as near as the widest reaches: in one square of the page, however
    the squares are laid. A few others are among them, by chance."""
    if not len(places):
        return places
    texts = np.array(list(map(hash, characters.texts)), dtype=np.int64)[places]
    reach = 1.01 * AGAIN * max(1.0, float(np.fmax.reduce(characters.size[places])))
    near = np.zeros(len(places), dtype=np.bool_)
    across, down = (
        [_squares(each[places], reach, off) for off in (0, 1)] for each in (characters.left, characters.top)
    )
    for column in across:
        for row in down:
            _, square, count = np.unique(texts ^ (column * WIDE + row), return_inverse=True, return_counts=True)
            near |= count[square] > 1
    return np.flatnonzero(near)


def _squares(at: Floats, reach: float, off: int) -> Places:
    """The numbers of the squares, twice as wide as the reach, in which these lie; ``off`` by half or not."""
    return np.clip(np.floor((at / reach + off) / 2), -FARTHEST, FARTHEST).astype(np.intp)


def _follow(characters: Characters, before: Places, here: Places) -> Flags:
    """Which of the characters follow in a row those before them."""
    size = np.maximum(np.maximum(characters.size[before], characters.size[here]), 1)
    gap = characters.left[here] - characters.right[before]
    top, bottom = characters.top, characters.bottom
    apart = abs((top[before] + bottom[before]) - (top[here] + bottom[here]))
    return (-0.5 * size < gap) & (gap < PIECE_GAP * size) & (apart < size)


def _middle(sizes: Floats, firsts: Places) -> list[float]:
    """The size in the middle of each run's."""
    lowest, highest = np.minimum.reduceat(sizes, firsts), np.maximum.reduceat(sizes, firsts)
    found: list[float] = lowest.tolist()
    ends = np.append(firsts[1:], len(sizes))
    for run in np.flatnonzero(lowest != highest).tolist():
        several = np.sort(sizes[firsts[run] : ends[run]])
        found[run] = float(several[len(several) // 2])
    return found


def _usual(faces: Places, firsts: Places) -> list[int]:
    """The face that most of each run has, of several the first."""
    lowest, highest = np.minimum.reduceat(faces, firsts), np.maximum.reduceat(faces, firsts)
    found: list[int] = lowest.tolist()
    ends = np.append(firsts[1:], len(faces))
    for run in np.flatnonzero(lowest != highest).tolist():
        found[run] = Counter(faces[firsts[run] : ends[run]].tolist()).most_common(1)[0][0]
    return found


def _said(characters: Characters, spaced: Flags, row: range) -> str:
    """The text of a row, smaller figures that stand above or below the others as such: ``10⁸`` is not 108. A space that
    is put in stands as what is before it."""
    stood = [(place, each) for each in row for place in ((each - 1, each) if spaced[each] else (each,))]
    texts = [characters.texts[each] if place == each else " " for place, each in stood]
    sizes, bottoms = (column[[place for place, _ in stood]].tolist() for column in (characters.size, characters.bottom))
    high = SMALL * max(sizes)
    size, bottom = (
        median(each for each, own in zip(column, sizes, strict=True) if own > high) for column in (sizes, bottoms)
    )

    def off(at: int) -> int:
        away = 0.0 if sizes[at] > high else (bottom - bottoms[at]) / size
        return (away > RAISED) - (away < -LOWERED)

    runs = ((where, "".join(texts[at] for at in run)) for where, run in groupby(range(len(texts)), off))
    return "".join(set_off(text, raised=where > 0) if where else text for where, text in runs)

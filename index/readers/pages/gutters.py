"""Gutters: where a page is parted into columns that are read one after the other. Pure geometry."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from statistics import median

from index.readers.pages.pieces import Piece

MARGIN = 0.15
"""No gutter runs in this share of a region's width at either side."""
CROSSED = 0.3
"""The share of a region's pieces that may lie across a gutter: headlines, and the text above and below columns. More
may, as a long summary does, where there are lines of prose on both sides."""
COLUMN_LINES, COLUMN_CHARACTERS = 3, 6
"""A column has at least so many lines, half of them of so many characters: shorter ones are cells of a table."""
GUTTER = 0.7
"""A gutter is at least this wide, in font sizes."""
PROSE_CHARACTERS = 10
"""So many lines of a column, each of so many characters, that begin and end below one another are prose."""
RAGGED = 3.0
"""Lines of prose end so near to each other, in font sizes."""
LEVEL = 0.5
"""Lines of which at most this share are level with the lines beside them are no rows of a table with these."""


def find_gutter(pieces: Sequence[Piece]) -> float | None:
    """The x that fewest pieces lie across, with columns on both its sides, text on both rather than on one; None where
    there is none."""
    if len(pieces) < 2 * COLUMN_LINES:
        return None
    prose = prose_of(pieces)
    low, high = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    inside = (low + MARGIN * (high - low), high - MARGIN * (high - low))
    edges = sorted({piece.right + 0.01 for piece in pieces} | {piece.left - 0.01 for piece in pieces})
    size = median(piece.size for piece in pieces)
    best: tuple[bool, int, float, float] | None = None
    for x in (edge for edge in edges if inside[0] <= edge <= inside[1]):
        left = [piece for piece in pieces if piece.right <= x]
        right = [piece for piece in pieces if piece.left >= x]
        crossing = len(pieces) - len(left) - len(right)
        beside = not (_is_text(left, prose) and _is_text(right, prose))
        if (best and (beside, crossing) > best[:2]) or not are_columns(left, right, prose):
            continue
        if beside and crossing > CROSSED * len(pieces):
            continue
        start, end = _typical(piece.right for piece in left), _typical((piece.left for piece in right), low=True)
        if end - start < GUTTER * size:
            continue
        rank = (beside, crossing, start - end, (max(start, x) + x) / 2)
        best = rank if best is None or rank < best else best
    return None if best is None else best[3]


def _typical(edges: Iterator[float] | Sequence[float], *, low: bool = False) -> float:
    """The outermost edge but for a tenth that may stick out."""
    ordered = sorted(edges, reverse=low)
    return ordered[min(int(len(ordered) * 0.9), len(ordered) - 1)]


def are_columns(left: Sequence[Piece], right: Sequence[Piece], prose: set[Piece]) -> bool:
    """Whether two parts of a page are read one after the other rather than across: both are columns of text, or one
    is and the other, a list or a table, has its own line spacing.

    :param prose: the pieces that are lines of prose.
    """
    columns, texts = [], []
    for side in (left, right):
        texts.append(_is_text(side, prose))
        columns.append(texts[-1] or _is_column(side))
    if all(columns):
        return True
    return any(texts) and min(len(left), len(right)) >= COLUMN_LINES and not _are_level(left, right)


def _is_text(pieces: Sequence[Piece], prose: set[Piece]) -> bool:
    return bool(prose) and sum(piece in prose for piece in pieces) >= COLUMN_LINES


def _is_column(pieces: Sequence[Piece]) -> bool:
    """Enough lines, and long ones: a column of text rather than of cells; or a table."""
    if any(not piece.text for piece in pieces):
        return True
    if len(pieces) < COLUMN_LINES:
        return False
    return median(len(piece.text) for piece in pieces) >= COLUMN_CHARACTERS


def _are_level(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Whether lines stand beside lines, as the cells of a row do."""
    few, many = sorted((left, right), key=len)
    heights = sorted(piece.middle for piece in many)
    level = 0
    for piece in few:
        near = 0.25 * piece.size
        place = bisect_left(heights, piece.middle - near)
        level += place < len(heights) and heights[place] <= piece.middle + near
    return level > LEVEL * len(few)


def prose_of(pieces: Sequence[Piece], least: int = COLUMN_LINES) -> set[Piece]:
    """The lines that stand in a block of so many: as long as those above and below, all starting and ending below each
    other."""
    found: set[Piece] = set()
    run: list[Piece] = []
    long = (piece for piece in pieces if len(piece.text) >= PROSE_CHARACTERS)
    for piece in sorted(long, key=lambda piece: (round(piece.left / 2), piece.top)):
        if not (run and _is_below(run[-1], piece)):
            run = []
        run.append(piece)
        if len(run) >= least:
            found.update(run if len(run) == least else run[-1:])
    return found


def _is_below(above: Piece, piece: Piece) -> bool:
    left, right = abs(above.left - piece.left), abs(above.right - piece.right)
    return left < 0.5 * piece.size and right < RAGGED * piece.size and 0 < piece.top - above.top < 2.5 * piece.size

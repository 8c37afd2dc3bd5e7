"""Running heads, running feet and page numbers: what pages repeat, and nobody reads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from index.readers.pages.pieces import Piece

EDGE = 0.12
"""Running matter stands in this share of the page's height, at its top or bottom."""
_NUMBER = re.compile(
    r"[-—–·.•\s]*+(?:第\s*+)?(?:\d{1,4}|[ivxlcIVXLC]{1,6})\s*+(?:页|版)?"
    r"(?:\s*+[/／,，]?\s*+(?:共\s*+)?\d{1,4}\s*+页?)?[-—–·.•\s]*+"
)


def drop_running(pages: Sequence[tuple[float, Sequence[Piece]]]) -> list[list[Piece]]:
    """Each page's pieces without what recurs at the same height of several, figures apart, and lone page numbers.

    :param pages: height and pieces of each.
    """
    seen: Counter[tuple[int, str]] = Counter()
    for height, pieces in pages:
        seen.update({_key(height, piece) for piece in pieces if _is_at_edge(height, piece)})
    often = 2 if len(pages) <= 4 else 3
    return [list(_kept(height, pieces, seen, often)) for height, pieces in pages]


def printed_number(height: float, pieces: Sequence[Piece]) -> str:
    """The page's number as it stands on a page of that height, at its edge and by itself; ``""`` for none."""
    for piece in pieces:
        if _is_at_edge(height, piece) and _NUMBER.fullmatch(piece.text):
            return "".join(re.findall(r"[\dA-Za-z]+", piece.text)[:1])
    return ""


def drop_recurring(pages: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """Each page's pieces without what recurs on several, figures apart, wherever it stands."""
    seen = Counter(text for pieces in pages for text in {_said(piece) for piece in pieces})
    often = 2 if len(pages) <= 4 else 3
    return [[piece for piece in pieces if seen[_said(piece)] < often] for pieces in pages]


def _kept(height: float, pieces: Sequence[Piece], seen: Counter[tuple[int, str]], often: int) -> Iterator[Piece]:
    """What does not recur. A number at a page's edge is its number where nothing but running matter is level with it:
    else it is a figure of a table."""
    kept = [piece for piece in pieces if not (_is_at_edge(height, piece) and _recurs(height, piece, seen, often))]
    for piece in kept:
        numbered = _is_at_edge(height, piece) and _NUMBER.fullmatch(piece.text)
        if not numbered or any(other is not piece and _are_level(piece, other) for other in kept):
            yield piece


def _recurs(height: float, piece: Piece, seen: Counter[tuple[int, str]], often: int) -> bool:
    """Whether other pages say the same there; figures by themselves never do, whatever they are."""
    if not re.search(r"[^\W\d]", piece.text):
        return False
    at, text = _key(height, piece)
    return any(seen[(near, text)] >= often for near in (at - 1, at, at + 1))


def _are_level(piece: Piece, other: Piece) -> bool:
    return abs(piece.middle - other.middle) < 0.5 * max(piece.size, other.size)


def _is_at_edge(height: float, piece: Piece) -> bool:
    return piece.bottom < EDGE * height or piece.top > (1 - EDGE) * height


def _key(height: float, piece: Piece) -> tuple[int, str]:
    """Where it stands, in hundredths of the page, and what it says with its figures left open."""
    return round(100 * piece.middle / height), _said(piece)


def _said(piece: Piece) -> str:
    return re.sub(r"\d+", "#", "".join(piece.text.split()))

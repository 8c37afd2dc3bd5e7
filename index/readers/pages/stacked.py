"""Several tables in one frame, one below the other, told apart by their columns. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Cells = Sequence[int]
"""The number of the cell that each box of a row is part of."""


@dataclass(frozen=True, slots=True)
class Stacked:
    """A table in a frame: its rows ``[start, end)``, and the columns of the frame where its own begin."""

    start: int
    end: int
    columns: tuple[int, ...]


def find_stacked(rows: Sequence[Cells], is_title: Callable[[int], bool]) -> list[Stacked]:
    """The tables in a frame, from the top down; a frame with a single one has all its columns.

    A row that is one cell parts two where each has an edge between columns that the other has not: rows that have
    fewer edges than those above may have cells merged. It goes with what is below it if it is a title.

    :param is_title: whether a row that is one cell is one, by its number.
    """
    parts: list[tuple[int, int, frozenset[int]]] = []
    start = position = 0
    while position < len(rows):
        end = position
        while end < len(rows) and not _is_whole(rows[end]):
            end += 1
        edges = frozenset(edge for cells in rows[position:end] for edge in _edges(cells))
        while end < len(rows) and _is_whole(rows[end]) and not is_title(end):
            end += 1
        own = edges
        if parts and not (own - parts[-1][2] and parts[-1][2] - own):
            start, _, above = parts.pop()
            own |= above
        parts.append((start, end, own))
        start = position = end
        while position < len(rows) and _is_whole(rows[position]):
            position += 1
        if position == len(rows) and start < position:
            begin, _, own = parts.pop()
            parts.append((begin, position, own))
    if len(parts) < 2:
        return [Stacked(0, len(rows), tuple(range(len(rows[0]) if rows else 0)))]
    return [Stacked(start, end, (0, *sorted(edges))) for start, end, edges in parts]


def _is_whole(cells: Cells) -> bool:
    return len(set(cells)) == 1


def _edges(cells: Cells) -> list[int]:
    """The columns where another cell begins."""
    return [column for column in range(1, len(cells)) if cells[column] != cells[column - 1]]

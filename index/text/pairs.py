"""What stands between paired marks: in brackets, in quotation marks, in the marks of a title."""

from __future__ import annotations

from collections.abc import Sequence

_OPENED_BY = dict(zip("”」』》)）]］】〕", "“「『《(（[［【〔", strict=True))
_OPENING = frozenset(_OPENED_BY.values())


def enclosed(text: str) -> list[tuple[int, int]]:
    """The outermost places with paired marks around them, ``[start, end)`` with the marks, in order.

    A mark without its partner encloses nothing.
    """
    opened: dict[str, list[int]] = {mark: [] for mark in _OPENING}
    found: list[tuple[int, int]] = []
    for at, character in enumerate(text):
        if character in _OPENING:
            opened[character].append(at)
        elif character in _OPENED_BY and (starts := opened[_OPENED_BY[character]]):
            start = starts.pop()
            while found and start < found[-1][1]:  # what lies within, or crosses: (“)”
                start = min(start, found.pop()[0])
            found.append((start, at + 1))
    return found


def is_within(position: int, places: Sequence[tuple[int, int]]) -> bool:
    """Whether a character lies in one of the places."""
    return any(start <= position < end for start, end in places)

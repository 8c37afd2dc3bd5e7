"""Where a quote stands in the file that it comes from: page, slide, row or time, in Chinese and for programs. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter

from index.types import Place, PlaceKind, Span

_START = attrgetter("start")


def places_of(places: Sequence[Place], spans: Sequence[Span]) -> list[Place]:
    """The places that the spans run through, in order, each once; none where the document has none there.

    Only so many places are looked at as it takes to find these: a register has one for each row, and is asked for each.
    """
    found: dict[Place, None] = {}
    for span in spans:
        first = bisect_right(places, span.start, key=_START) - 1
        last = bisect_right(places, span.end - 1, max(first, 0), key=_START) - 1
        found.update(dict.fromkeys(places[max(first, 0) : last + 1]))
    return list(found)


def describe(places: Sequence[Place]) -> str:
    """``第 3 页``, ``第 3–4 页``, ``工作表“收支”第 12 行`` …; ``""`` for no places.

    Of places in several sheets the first sheet's are named.
    """
    if not places:
        return ""
    first = places[0]
    numbers = [place.number for place in places if place.name == first.name and place.kind is first.kind]
    low, high = min(numbers), max(numbers)
    if first.kind is PlaceKind.TIME:
        return clock(low) if low == high else f"{clock(low)}–{clock(high)}"
    unit = {PlaceKind.PAGE: "页", PlaceKind.SLIDE: "张幻灯片", PlaceKind.ROW: "行"}[first.kind]
    counted = f"第 {low} {unit}" if low == high else f"第 {low}–{high} {unit}"
    return f"工作表“{first.name}”{counted}" if first.name else counted


def clock(seconds: int) -> str:
    """``00:01:20``."""
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"

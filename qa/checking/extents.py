"""How far what a clause says reaches: how much of a whole, over which area, the only one of its kind, and which way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.text.vocabulary import find_extents
from qa.checking.changes import Change
from qa.checking.comparing import Departure, Of, is_said, names_in
from qa.checking.directions import opposed, sides_of
from qa.checking.line import Line, Place
from qa.checking.sources import Source

_AREA = re.compile("全[国省市县区州镇乡村球世]")
SUPERLATIVES = (
    re.compile("唯一|仅有|独有|独家"),
    re.compile("首[个家次批座条位只例届创]|最[先早初]|率先|第一[个家次批座条位只例届]"),
    re.compile("最(?![先早初多少高低长短])"),
)
"""Words that set one thing above all others, those of each pattern for the same; bounds, ``最多``, are none."""


def other_reach(line: Line, mine: Place, source: Source, theirs: Place) -> Iterator[Departure]:
    """What a clause says to reach farther than the source's clause does, or another way."""
    for pattern in SUPERLATIVES:
        match = pattern.search(line.masked, *mine)
        if match and not pattern.search(source.line.folded, *theirs):
            yield Departure(Of.UNSURE, Change(match.span(), theirs))
    yield from _other_area(line, mine, source, theirs)
    yield from _other_sides(line, mine, source.line, theirs)
    yield from _other_extents(line, mine, source.line, theirs)


def _other_area(line: Line, mine: Place, source: Source, theirs: Place) -> Iterator[Departure]:
    """The area that a clause speaks of where the source's clause speaks of another that is not what it is all about."""
    core = source.line.folded[slice(*theirs)]
    for match in _AREA.finditer(line.folded, *mine):
        if match.group() in core:
            continue
        names = names_in(source.line, *theirs)
        others = [
            w for w in names if not is_said(w.text, f"{line.folded}\n{source.above}") and w.text not in source.home
        ]
        place = next((w.start, w.end) for w in others) if others else None
        area = _AREA.search(source.line.folded, *theirs)
        if place or area:
            yield Departure(Of.UNSURE, Change(match.span(), place or area.span()))  # type: ignore[union-attr]


def _other_sides(line: Line, mine: Place, source: Line, theirs: Place) -> Iterator[Departure]:
    """A word of direction of a clause where the source's clause has none on its side, and one on the other."""
    there = [each for each in sides_of(source) if theirs[0] <= each[0] < theirs[1]]
    for start, end, sides in sides_of(line):
        if mine[0] <= start < mine[1] and there and not any(set(each[2]) & set(sides) for each in there):
            for other in there:
                if opposed(sides, other[2]):
                    yield Departure(Of.DIRECTION, Change((start, end), other[:2]))
                    break


def _other_extents(line: Line, mine: Place, source: Line, theirs: Place) -> Iterator[Departure]:
    """How much of a whole a clause speaks of where the source's clause speaks of another share, or says nothing of it.

    A single character, ``都`` and ``各``, is said of what is told anyway.
    """
    there = find_extents(source.folded[slice(*theirs)])
    for start, end, extent in find_extents(line.folded[slice(*mine)]):
        of = line.folded[max(mine[0] + start - 1, 0) : mine[0] + start] == "的"  # 认缴的部分 is what is meant itself
        if of or end - start == 1 or any(extent == other for *_, other in there):
            continue
        low, high, _ = max(there, key=lambda each: each[1] - each[0], default=(0, 0, 0))
        place = (theirs[0] + low, theirs[0] + high)
        yield Departure(Of.WORD if there else Of.UNSURE, Change((mine[0] + start, mine[0] + end), place))

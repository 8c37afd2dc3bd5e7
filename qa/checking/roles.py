"""Who does what to whom, per what, and whether it must be: what words say by their order and by little words. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from index.text.pairs import is_within
from index.text.tokens import HAN, Word
from index.text.units import SIGNED, UNITS, counted_alike, is_same_unit
from index.text.values import COUNTS
from qa.checking.changes import Change
from qa.checking.comparing import Departure, Of
from qa.checking.line import Line, Place, place_of
from qa.reading.kinds import FALLS, RISES

ALIKE = 0.85
"""The share of a clause's letters in the source's clause from which both say it in the same words."""
_BOTH_WAYS = re.compile("[和与及同跟、,]{1,2}")
_TURNS = re.compile("[被由受获]|[把将]")
"""Words that turn round who is named first."""
_WHERE = re.compile("[在于从自经]$")
"""Words before a place, which may stand anywhere."""
_PER = re.compile(f"每(?!隔)一?(?P<of>{UNITS.pattern}|{SIGNED}|[{HAN}])(?P<thing>(?<=个)[{HAN}])?")
_CHANGES = f"(?:{RISES}|{FALLS}|(?<!最)[高低长多少](?=[了到]))"
"""What says that something changed; 长 of 全长 does not."""
_TO, _BY = re.compile(f"{_CHANGES}[到至为][ ]?$"), re.compile(f"{_CHANGES}了?[ ]?$")
_MUST = frozenset("必须 务必 应 应当 应该 须".split())
_MAY = re.compile("可以|自愿|允许|酌情")


def other_roles(line: Line, mine: Place, source: Line, theirs: Place) -> Iterator[Departure]:
    """Where a clause says with the words of the source's clause that another does it, per another unit, to so much
    rather than by so much, or that what may be must be."""
    yield from _crossed(line, mine, source, theirs)
    per, other = (list(_PER.finditer(of.folded, *at)) for of, at in ((line, mine), (source, theirs)))
    if per and other and not any(_is_one(each, theirs_per) for each in per for theirs_per in other):
        first, second = ((each[0].start(), each[0].end("of")) for each in (per, other))
        yield Departure(Of.NUMBER, Change(first, second))
    must, may = _must(line, mine), _MAY.search(line.bare, *mine)
    if must and not _must(source, theirs):
        yield Departure(Of.UNSURE, Change(must, theirs))
    elif may and not _MAY.search(source.bare, *theirs) and _must(source, theirs):
        yield Departure(Of.UNSURE, Change(may.span(), theirs))
    yield from _other_extent(line, mine, source, theirs)


def _is_one(one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether it is said per one thing in both: 每月 and 每个月, 每公斤 and 每千克, 每个村 and 每村."""
    unit, of = one["of"], other["of"]
    alike = is_same_unit(unit, of) or counted_alike(unit, of) or unit.startswith(of) or of.startswith(unit)
    return alike or unit == other["thing"] or of == one["thing"]


def _must(line: Line, place: Place) -> Place | None:
    """Where a clause says that something must be; None where it does not. What 应 is only a part of says nothing."""
    words = (word for word in line.words if place[0] <= word.start < place[1] and word.text in _MUST)
    return next(((word.start, word.end) for word in words if not is_within(word.start, line.titles)), None)


def _other_extent(line: Line, mine: Place, source: Line, theirs: Place) -> Iterator[Departure]:
    """A figure to which something grew where the source says by how much, or the other way round."""
    for value in line.values:
        if not mine[0] <= value.start < mine[1] or value.kind not in COUNTS:
            continue
        for other in source.values:
            if theirs[0] <= other.start < theirs[1] and set(value.states) & set(other.states):
                ways = [
                    tuple(bool(way.search(of.folded[: place_of(v)[0]])) for way in (_TO, _BY))
                    for of, v in ((line, value), (source, other))
                ]
                if ways[0] != ways[1] and any(ways[0]) and any(ways[1]):
                    yield Departure(Of.UNSURE, Change(place_of(value), place_of(other)))


def _crossed(line: Line, mine: Place, source: Line, theirs: Place) -> Iterator[Departure]:
    """Two things of a clause that stand the other way round in one that has the same words."""
    written, said = line.folded[slice(*mine)], source.folded[slice(*theirs)]
    if bool(_TURNS.search(written)) != bool(_TURNS.search(said)) or _share(written, said) < ALIKE:
        return
    places = [(w.start, w.end) for w in line.words if mine[0] <= w.start < mine[1] and _is_party(w)]
    for first, second in combinations(_parties(places), 2):
        one, other = line.folded[slice(*first)], line.folded[slice(*second)]
        between = line.folded[first[1] : second[0]]
        where = any(_WHERE.search(text) for text in (line.folded[: first[0]], line.folded[: second[0]]))
        if where or one == other or _BOTH_WAYS.fullmatch(between) or said.count(one) != 1 or said.count(other) != 1:
            continue
        if said.index(other) < said.index(one):
            at = theirs[0] + said.index(other)
            yield Departure(Of.UNSURE, Change(first, (at, at + len(other))))
            return


def _is_party(word: Word) -> bool:
    return word.tag.startswith(("n", "j", "m")) and word.text[0].isalpha()


def _parties(places: list[Place]) -> list[Place]:
    """Words that stand together as one: ``甲公司``."""
    joined: list[Place] = []
    for place in places:
        if joined and joined[-1][1] == place[0]:
            joined[-1] = (joined[-1][0], place[1])
        else:
            joined.append(place)
    return [place for place in joined if place[1] - place[0] > 1]


def _share(written: str, said: str) -> float:
    mine, theirs = (Counter(letter for letter in each if letter.isalnum()) for each in (written, said))
    return (mine & theirs).total() / mine.total() if mine else 0.0

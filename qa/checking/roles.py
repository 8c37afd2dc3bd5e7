"""Who does what to whom, per what, and whether it must be: what words say by their order and by little words. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from index.text.tokens import Word
from index.text.values import COUNTS
from qa.checking.changes import Change
from qa.checking.comparing import Departure, Of
from qa.checking.line import Line, Place, place_of

ALIKE = 0.85
"""The share of a clause's letters in the source's clause from which both say it in the same words."""
_BOTH_WAYS = re.compile("[和与及同跟、,]{1,2}")
_TURNS = re.compile("[被由受获]|[把将]")
"""Words that turn round who is named first."""
_WHERE = re.compile("[在于从自经]$")
"""Words before a place, which may stand anywhere."""
_PER = re.compile("每(?P<of>[\u4e00-\u9fff])(?![\u4e00-\u9fff]{0,1}隔)")
_ONE = {"日": "天", "名": "人", "位": "人", "千": "公"}
_CHANGES = "[增加涨升高降低减少跌长落]"
_TO, _BY = re.compile(f"{_CHANGES}[到至为][ ]?$"), re.compile(f"{_CHANGES}了?[ ]?$")
_MUST, _MAY = (
    re.compile("必须|务必|(?<![相适对响反供呼])应(?![急用对付聘收届答])|(?<!必)须(?!知)"),
    re.compile("可以|自愿|允许|酌情"),
)


def other_roles(line: Line, mine: Place, source: Line, theirs: Place) -> Iterator[Departure]:
    """Where a clause says with the words of the source's clause that another does it, per another unit, to so much
    rather than by so much, or that what may be must be."""
    yield from _crossed(line, mine, source, theirs)
    per, other = (
        {_ONE.get(m["of"], m["of"]) for m in _PER.finditer(of.folded, *at)}
        for of, at in ((line, mine), (source, theirs))
    )
    if per and other and not per & other:
        first, second = (next(_PER.finditer(of.folded, *at)).span() for of, at in ((line, mine), (source, theirs)))
        yield Departure(Of.NUMBER, Change(first, second))
    must, may = _MUST.search(line.bare, *mine), _MAY.search(line.bare, *mine)
    if must and not _MUST.search(source.bare, *theirs):
        yield Departure(Of.UNSURE, Change(must.span(), theirs))
    elif may and not _MAY.search(source.bare, *theirs) and _MUST.search(source.bare, *theirs):
        yield Departure(Of.UNSURE, Change(may.span(), theirs))
    yield from _other_extent(line, mine, source, theirs)


def _other_extent(line: Line, mine: Place, source: Line, theirs: Place) -> Iterator[Departure]:
    """A figure to which something grew where the source says by how much, or the other way round."""
    for value in line.values:
        if not mine[0] <= value.start < mine[1] or value.kind not in COUNTS:
            continue
        for other in source.values:
            if theirs[0] <= other.start < theirs[1] and set(value.states) & set(other.states):
                ways = [
                    (bool(_TO.search(of.folded[: v.start])), bool(_BY.search(of.folded[: v.start])))
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

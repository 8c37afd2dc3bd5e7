"""The directions and negations of a claim that its source has the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.searching.duplicates import letters
from index.text.denials import DENIALS
from index.text.tokens import HAN
from index.text.vocabulary import find_sides
from qa.checking.changes import Alignment, Change
from qa.checking.comparing import CLEARLY, NEAR, Departure, Of
from qa.checking.contexts import around, likeness
from qa.checking.line import FUNCTION, Line

_NEGATOR = re.compile(
    f"(?:(?:严|切)?禁止?|没有?|[{DENIALS}免])[得予能可会再应有经曾许准须需必宜以于将是]{{0,2}}|放弃|拒绝|谢绝|停止|终止|取消|免除|避免"
)
"""What denies what follows: words of negation, and the verbs by which something is not done, or no longer."""
_AFFIRMING = re.compile("可以|应当?|必须|须|能够?|允许|准许|准予|得以|予以|给予|已经?予?|将会?|均|都|要|也|[有会可是]")
_AFFIRMS = re.compile("(?:可以?|应当?|必须|须|能够?|允许|准许|准予|得以|予以|给予|已经?予?|将会?|会|要|有|是|都|均)$")
_HAN_PAIR = re.compile(f"[{HAN}]{{2}}")


def other_directions(line: Line, scope: tuple[int, int], source: Line, alignment: Alignment) -> Iterator[Departure]:
    """The words of direction in whose place the source has the opposite: where the claim follows its source word by
    word, or where that has the opposite alone, or where it speaks of the same."""
    theirs = list(sides_of(source))
    for start, end, sides in sides_of(line):
        if not scope[0] <= start < scope[1]:
            continue
        same = [each for each in theirs if set(each[2]) & set(sides)]
        opposite = [each for each in theirs if each not in same and opposed(each[2], sides)]
        if not opposite:
            continue
        beside = _beside((start, end), alignment) if alignment.share >= NEAR else None
        if beside is not None:
            opposite = [each for each in opposite if beside[0] < each[1] and each[0] < beside[1]]
            if opposite:
                yield Departure(Of.DIRECTION, Change((start, end), opposite[0][:2]))
            continue
        mine = around(line, start, end, within=False)
        alike = {each: likeness(mine, around(source, *each[:2], within=False)) for each in (*same, *opposite)}
        best = max(opposite, key=lambda each: alike[each])
        if not same or alike[best] > max(alike[each] for each in same) + CLEARLY:
            yield Departure(Of.DIRECTION, Change((start, end), best[:2]))


def _beside(place: tuple[int, int], alignment: Alignment) -> tuple[int, int] | None:
    """What of the source stands beside a part of the aligned scope, empty where it is the same there; None outside."""
    if not alignment.scope[0] <= place[0] < alignment.scope[1]:
        return None
    changed = (c.theirs for c in alignment.changes if c.mine[0] < place[1] and place[0] < c.mine[1])
    return next(changed, (0, 0))


Side = tuple[int, int, tuple[tuple[int, int], ...]]


def sides_of(line: Line) -> Iterator[Side]:
    """The words of direction of a line."""
    words = {(word.start, word.end) for word in line.words}
    for start, end, sides in find_sides(line.bare):
        if end - start > 1 or (start, end) in words or line.masked[end : end + 1] in ("\0", "到", "至"):
            yield start, end, sides


def opposed(one: tuple[tuple[int, int], ...], other: tuple[tuple[int, int], ...]) -> bool:
    """Whether two words say opposite things."""
    return any(pair == another and side != otherwise for pair, side in one for another, otherwise in other)


def other_negations(line: Line, scope: tuple[int, int], source: Line, alignment: Alignment) -> Iterator[Departure]:
    """What a claim denies and its source only affirms, or the other way round: where it follows its source word by
    word what stands in a negation's place, else the same word with a negation or without."""
    whole = 0, len(source.folded)
    for start, end, said in _denied(line, *scope):
        affirmed = _affirmed(said, source, *whole)
        if affirmed and not _affirms(said, line, *scope):
            yield Departure(Of.NEGATION, Change((start, end), affirmed))
    for start, end, said in _denied(source, *whole):
        affirmed = _affirmed(said, line, *scope)
        if affirmed and _is_beside_denied(line, affirmed[1], source, (start, end), said):
            yield Departure(Of.NEGATION, Change(affirmed, (start, end)))
    for change in alignment.changes if alignment.share >= NEAR else ():
        if _is_denial(line.bare[slice(*change.mine)], source.bare[slice(*change.theirs)]):
            yield Departure(Of.NEGATION, change)


def _is_beside_denied(line: Line, at: int, source: Line, denied: tuple[int, int], said: str) -> bool:
    """Whether what a claim affirms is what its source denies, rather than the same word that it affirms elsewhere."""
    mine = around(line, at, at + len(said))
    places = [each for each in _places(said, source.masked, 0, len(source.folded)) if each != denied[1]]
    affirmed = [each for each in places if not _NEGATOR.search(source.masked, max(each - 5, 0), each)]
    elsewhere = max((likeness(mine, around(source, each, each + len(said))) for each in affirmed), default=0.0)
    return not affirmed or likeness(mine, around(source, *denied)) > elsewhere + CLEARLY


def _is_denial(one: str, other: str) -> bool:
    """Whether of two stretches one denies what the other says: without the negation, and what affirms, one begins with
    the other."""
    if (_NEGATOR.search(one) is None) == (_NEGATOR.search(other) is None):
        return False
    said = (letters(_AFFIRMING.sub("", _NEGATOR.sub("", each))) for each in (one, other))
    bare = ["".join(letter for letter in each if letter not in FUNCTION) for each in said]
    if not all(bare):  # more than a negation was put in
        return bare[0] == bare[1]
    return bare[0].startswith(bare[1]) or bare[1].startswith(bare[0])


def _denied(line: Line, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The negations there, each with the two characters that it denies."""
    for match in _NEGATOR.finditer(line.bare, start, end):
        said = _HAN_PAIR.match(line.masked, match.end())
        if said:
            yield match.start(), match.end(), said.group()


def _affirmed(said: str, line: Line, start: int, end: int) -> tuple[int, int] | None:
    """Where these characters stand without a negation before them, with the word before that affirms; None where
    they do not, or are denied as well."""
    places = list(_places(said, line.masked, start, end))
    if not places or any(_NEGATOR.search(line.masked, max(at - 5, start), at) for at in places):
        return None
    at = places[0]
    affirms = _AFFIRMS.search(line.masked, max(at - 3, 0), at)
    return (affirms.start(), at) if affirms else (at, at)


def _affirms(said: str, line: Line, start: int, end: int) -> bool:
    """Whether these characters stand there without a negation before them."""
    return any(not _NEGATOR.search(line.masked, max(at - 5, 0), at) for at in _places(said, line.masked, start, end))


def _places(said: str, text: str, start: int, end: int) -> Iterator[int]:
    at = text.find(said, start, end)
    while at >= 0:
        yield at
        at = text.find(said, at + 1, end)

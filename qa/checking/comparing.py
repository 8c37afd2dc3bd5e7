"""What a source says otherwise than a claim, besides its figure: a time, a name, a direction, a negation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.searching.duplicates import letters
from index.text.tokens import HAN, Tokenizer, Word
from index.text.vocabulary import abbreviated, find_meant, find_sides
from qa.checking.changes import Alignment, Change
from qa.checking.contexts import around, likeness
from qa.checking.line import Line, is_name
from qa.checking.sources import Source

NEAR = 0.6
"""The share of a claim's letters from which it follows its source word by word, and each changed word tells."""
ONE_MEANING, OTHER_MEANING = 0.945, 0.915
"""Cosines of words: from the first on two say the same, below the second they do not."""
LONG = 10
"""Characters of what may stand in a word's place."""
CLEARLY = 0.15
"""By how much more alike what is around one word must be than around another to be what is meant."""
_NOMINAL = ("n", "s", "t", "f", "b", "j", "i", "l", "an", "vn", "eng", "x", "zg", "g")
_KIND = re.compile("[省市县区州镇乡村]$")
_NEGATOR = re.compile("(?:(?:严|切)?禁止?|没有?|[不未无非勿免莫])[得予能可会再应有经曾许准须需必宜以于将是]{0,2}")
_AFFIRMING = re.compile("可以|应当?|必须|须|能够?|允许|准许|准予|得以|予以|给予|已经?|将会?|均|都|要|也|[有会可是]")
_AFFIRMS = re.compile("(?:可以?|应当?|必须|须|能够?|允许|准许|准予|得以|予以|给予|已经?|将会?|会|要|有|是|都|均)$")
_POINTS = frozenset("全本我该此这贵你")
"""What a word begins with that stands for a name: 全市, 本公司, 该院."""
_HAN_PAIR = re.compile(f"[{HAN}]{{2}}")


class Of(StrEnum):
    """What differs."""

    TIME = "time"
    NUMBER = "number"
    NAME = "name"
    DIRECTION = "direction"
    NEGATION = "negation"
    WORD = "word"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Departure:
    """A claim says one thing where its source says another; ``change.theirs`` is in the source's sentence."""

    of: Of
    change: Change


def names_in(line: Line, start: int, end: int) -> list[Word]:
    """The names that stand there, outside of the values and titles."""
    titled = [word for low, high in line.titles for word in line.words if low <= word.start < high]
    inside = [word for word in line.words if start <= word.start < end and word not in titled]
    return [word for word in inside if is_name(word, line.tokenizer)]


def is_said(name: str, text: str) -> bool:
    """Whether a name stands in a folded text, if without its 市 or 县, or in short."""
    bare = _KIND.sub("", name) if len(name) > 2 else name
    if bare in text or any(short in text for short in abbreviated(bare)):
        return True
    return any(other in text for _, _, others in find_meant(name) for other in others)


def other_names(line: Line, scope: tuple[int, int], source: Source, alignment: Alignment) -> list[Departure]:
    """The names of a claim in whose place the source's sentence has another.

    Where the claim follows its source word by word, what stands in a name's place is plain; else the other stands
    where it speaks of what the claim says, and the name itself does not.
    """
    found = []
    theirs = names_in(source.line, 0, len(source.line.folded))
    for name in names_in(line, *scope):
        if alignment.share >= NEAR and _stands(name, alignment):
            continue
        own = [word for word in theirs if is_said(name.text, word.text) or is_said(word.text, name.text)]
        rivals = [word for word in theirs if word not in own and _same_kind(name, word, line.tokenizer)]
        rivals = [word for word in rivals if not is_said(word.text, line.folded)]
        if not rivals or (not own and is_said(name.text, source.line.folded)):
            continue
        mine = around(line, name.start, name.end)
        alike = {word: likeness(mine, around(source.line, word.start, word.end)) for word in (*own, *rivals)}
        best = max(rivals, key=lambda word: alike[word])
        if not own or alike[best] > max(alike[word] for word in own) + CLEARLY:
            found.append(Departure(Of.NAME, Change((name.start, name.end), (best.start, best.end))))
    return found


def _stands(name: Word, alignment: Alignment) -> bool:
    """Whether an aligned part has a name as it is, or has it changed, which ``other_words`` tells."""
    low, high = alignment.scope
    return low <= name.start and name.end <= high


def missing_names(line: Line, scope: tuple[int, int], source: Source) -> list[Word]:
    """The names of a claim that are neither in the source's sentence nor before it nor above it, nor the place that
    its document is about."""
    told = letters(f"{source.line.folded}\n{source.before}\n{source.above}")
    titles = [Word(line.folded[low:high], "nz", low, high) for low, high in line.titles if scope[0] <= low < scope[1]]
    names = [name for name in names_in(line, *scope) if not is_said(name.text, source.line.folded)]
    return [
        *(title for title in titles if letters(title.text) not in told),
        *(name for name in names if not _is_known(name.text, source)),
    ]


def _is_known(name: str, source: Source) -> bool:
    """Whether a name stands before the source's sentence or above it, or is the place that its document is about."""
    return is_said(name, f"{source.before}\n{source.above}") or name in source.home


def _same_kind(name: Word, other: Word, tokenizer: Tokenizer) -> bool:
    places = tokenizer.is_place(name.text), tokenizer.is_place(other.text)
    return places[0] == places[1] and (places[0] or name.tag[:2] == other.tag[:2])


def other_words(line: Line, scope: tuple[int, int], source: Source, alignment: Alignment) -> Iterator[Departure]:
    """Where a claim follows its source word by word, the words for things that it has in the place of others.

    Words that are near in meaning, but may be two things, are ``UNSURE``.
    """
    for change in alignment.changes if alignment.share >= NEAR else ():
        mine = [word for word in _words(line, change.mine) if scope[0] <= word.start < scope[1]]
        theirs = _words(source.line, change.theirs)
        mine, theirs = _only(mine, theirs), _only(theirs, mine)
        named = any(is_name(word, line.tokenizer) for word in mine)
        if not mine or not theirs or not (named or (any(map(_tells, mine)) and any(map(_tells, theirs)))):
            continue
        places = _inside(mine, change.mine), _inside(theirs, change.theirs)
        written, said = line.masked[slice(*places[0])], source.line.masked[slice(*places[1])]
        if not _one_for_another(written, said) or _says_as(written, said):
            continue
        if said[0] in _POINTS and _is_known(written, source):
            continue
        near = -1.0 if named else line.near(written, said)
        if near < ONE_MEANING:
            yield Departure(Of.UNSURE if near > OTHER_MEANING else Of.NAME if named else Of.WORD, Change(*places))


def _one_for_another(written: str, said: str) -> bool:
    """Whether both are a word or two, without a value between, and about as long."""
    return "\0" not in written + said and max(len(written), len(said)) <= LONG and abs(len(written) - len(said)) <= 3


def _inside(words: Sequence[Word], place: tuple[int, int]) -> tuple[int, int]:
    return max(words[0].start, place[0]), min(words[-1].end, place[1])


def _words(line: Line, place: tuple[int, int]) -> list[Word]:
    return [word for word in line.words if place[0] < word.end and word.start < place[1] and word.text.strip()]


def _only(some: list[Word], others: list[Word]) -> list[Word]:
    """Those without what is the same at both ends, and without marks."""
    some = [word for word in some if word.text[0].isalnum()]
    there = {word.text for word in others}
    while some and some[0].text in there:
        some = some[1:]
    while some and some[-1].text in there:
        some = some[:-1]
    return some


def _tells(word: Word) -> bool:
    return word.tag.startswith(_NOMINAL)


def _says_as(mine: str, theirs: str) -> bool:
    """Whether one word is the other shortened or written out, or means the same."""
    if mine in theirs or theirs in mine or is_said(mine, theirs):
        return True
    shorter, longer = sorted((mine, theirs), key=len)
    rest = iter(longer)
    return len(shorter) < len(longer) and len(shorter) > 1 and all(character in rest for character in shorter)


def other_directions(line: Line, scope: tuple[int, int], source: Line, alignment: Alignment) -> Iterator[Departure]:
    """The words of direction in whose place the source has the opposite: where the claim follows its source word by
    word, or where that has the opposite alone, or where it speaks of the same."""
    theirs = list(_sides(source))
    for start, end, sides in _sides(line):
        if not scope[0] <= start < scope[1]:
            continue
        same = [each for each in theirs if set(each[2]) & set(sides)]
        opposite = [each for each in theirs if each not in same and _opposed(each[2], sides)]
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


def _sides(line: Line) -> Iterator[Side]:
    words = {(word.start, word.end) for word in line.words}
    for start, end, sides in find_sides(line.masked):
        if end - start > 1 or (start, end) in words or line.masked[end : end + 1] == "\0":
            yield start, end, sides


def _opposed(one: tuple[tuple[int, int], ...], other: tuple[tuple[int, int], ...]) -> bool:
    return any(pair == another and side != otherwise for pair, side in one for another, otherwise in other)


def other_negations(line: Line, scope: tuple[int, int], source: Line, alignment: Alignment) -> Iterator[Departure]:
    """What a claim denies and its source only affirms, or the other way round: where it follows its source word by
    word what stands in a negation's place, else the same word with a negation or without."""
    whole = 0, len(source.folded)
    for start, end, said in _denied(line, *scope):
        affirmed = _affirmed(said, source, *whole)
        if affirmed and not _affirms(said, line, *scope):
            yield Departure(Of.NEGATION, _as_aligned(Change((start, end), affirmed), alignment))
    for start, end, said in _denied(source, *whole):
        affirmed = _affirmed(said, line, *scope)
        if affirmed and not _affirms(said, source, *whole):
            yield Departure(Of.NEGATION, _as_aligned(Change(affirmed, (start, end)), alignment))
    for change in alignment.changes if alignment.share >= NEAR else ():
        if _is_denial(line.masked[slice(*change.mine)], source.masked[slice(*change.theirs)]):
            yield Departure(Of.NEGATION, change)


def _is_denial(one: str, other: str) -> bool:
    """Whether of two stretches one denies what the other says: without the negation, and what affirms, one begins with
    the other."""
    if (_NEGATOR.search(one) is None) == (_NEGATOR.search(other) is None):
        return False
    bare = [_AFFIRMING.sub("", _NEGATOR.sub("", each)).strip() for each in (one, other)]
    return bare[0].startswith(bare[1]) or bare[1].startswith(bare[0])


def _as_aligned(change: Change, alignment: Alignment) -> Change:
    """The change in the same place of a claim that follows its source word by word, which has all that is changed."""
    (low, high), (first, last) = change.mine, change.theirs
    for each in alignment.changes if alignment.share >= NEAR else ():
        if each.mine[0] <= low and high <= each.mine[1] and each.theirs[0] <= first and last <= each.theirs[1]:
            return each
    return change


def _denied(line: Line, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The negations there, each with the two characters that it denies."""
    for match in _NEGATOR.finditer(line.masked, start, end):
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

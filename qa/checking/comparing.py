"""What a source says otherwise than a claim, besides its figure: a time, a name, a direction, a negation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from index.searching.duplicates import letters
from index.text.tokens import Tokenizer, Word
from index.text.vocabulary import abbreviated, find_meant, said_otherwise
from qa.checking.changes import Alignment, Change, overlap
from qa.checking.contexts import around, likeness
from qa.checking.line import Line, bare_name, is_name
from qa.checking.sources import Source

NEAR, NEARER = 0.6, 0.75
"""The share of a claim's letters from which it follows its source word by word, and each changed name tells; and from
which other words for things do."""
ONE_MEANING, OTHER_MEANING = 0.935, 0.915
"""Cosines of words: from the first on two say the same, below the second they do not."""
LONG = 10
"""Characters of what may stand in a word's place."""
CLEARLY = 0.15
"""By how much more alike what is around one word must be than around another to be what is meant."""
_NOMINAL = ("n", "s", "t", "f", "b", "j", "i", "l", "an", "vn", "eng", "x", "zg", "g")
_QUOTED_TERM = re.compile('[“「『"](?P<it>[^“”「」『』"]{1,8})[”」』"]')
_POINTS = frozenset("全本我该此这贵你")
"""What a word begins with that stands for a name: 全市, 本公司, 该院."""


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
    bare = bare_name(name)
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
        rivals = [word for word in theirs if word not in own and same_kind(name, word, line.tokenizer)]
        rivals = [word for word in rivals if not is_said(word.text, line.folded)]
        said = is_said(name.text, source.line.folded) or is_said(name.text, source.above) or name.text in source.home
        if not rivals or (not own and said):
            continue  # what the document is about need not be named in each sentence
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


def other_terms(line: Line, scope: tuple[int, int], source: Source) -> Iterator[Departure]:
    """The terms in quotation marks, too short for a quotation, that are quoted otherwise in the source's sentence, or
    are not there."""
    there = [match.span("it") for match in _QUOTED_TERM.finditer(source.line.folded)]
    told = letters(f"{source.line.folded}\n{source.before}\n{source.above}")
    for match in _QUOTED_TERM.finditer(line.folded, *scope):
        term = letters(match["it"])
        if not term or term in told:
            continue
        shares = {each: _shared(term, letters(source.line.folded[slice(*each)])) for each in there}
        best = max(shares, key=lambda each: shares[each], default=(0, 0))
        half = bool(there) and shares[best] * 2 >= len(term)
        yield Departure(Of.NAME if half else Of.UNSURE, Change(match.span("it"), best))


def _shared(one: str, other: str) -> int:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks())


def missing_names(line: Line, scope: tuple[int, int], source: Source) -> list[Word]:
    """The names of a claim that are neither in the source's sentence nor before it nor above it, nor the place that
    its document is about; and titles that it does not open with."""
    told = letters(f"{source.line.folded}\n{source.before}\n{source.above}") + source.opening
    titles = [Word(line.folded[low:high], "nz", low, high) for low, high in line.titles if scope[0] <= low < scope[1]]
    names = [name for name in names_in(line, *scope) if not is_said(name.text, source.line.folded)]
    return [
        *(title for title in titles if letters(title.text) not in told),
        *(name for name in names if not is_known(name.text, source) or _is_overtaken(name, line, source)),
    ]


def known_names(line: Line, scope: tuple[int, int], source: Source) -> list[tuple[int, int]]:
    """Where the names of a claim stand that the sentence lacks, and that stand above it or are what it is about."""
    names = [name for name in names_in(line, *scope) if not is_said(name.text, source.line.folded)]
    return [(n.start, n.end) for n in names if is_said(n.text, source.above) or n.text in source.home]


def is_known(name: str, source: Source) -> bool:
    """Whether a name stands just before the source's sentence or above it, or is what its document is about."""
    return is_said(name, f"{source.just_before}\n{source.above}") or name in source.home


def _is_overtaken(name: Word, line: Line, source: Source) -> bool:
    """Whether a name that stands only before the source's sentence is not the last of its kind there: another is what
    the sentence goes on with."""
    if is_said(name.text, source.above) or name.text in source.home:
        return False
    alike = [word for word in source.names_before if same_kind(name, word, line.tokenizer)]
    return bool(alike) and not (is_said(name.text, alike[-1].text) or is_said(alike[-1].text, name.text))


def same_kind(name: Word, other: Word, tokenizer: Tokenizer) -> bool:
    places = tokenizer.is_place(name.text), tokenizer.is_place(other.text)
    return places[0] == places[1] and (places[0] or name.tag[:2] == other.tag[:2])


def other_words(line: Line, scope: tuple[int, int], source: Source, alignment: Alignment) -> Iterator[Departure]:
    """Where a claim follows its source word by word, the words for things that it has in the place of others.

    Words that are near in meaning, or have a character in common, but may be two things, are ``UNSURE``.
    """
    meant = said_otherwise(line.folded, source.line.folded)
    for change in alignment.changes if alignment.share >= NEAR else ():
        mine = [word for word in _words(line, change.mine) if scope[0] <= word.start < scope[1]]
        theirs = _words(source.line, change.theirs)
        mine, theirs = _only(mine, theirs), _only(theirs, mine)
        mine, theirs = _telling_end(mine, theirs)
        named = _is_renamed(mine, theirs, line.tokenizer)
        if not mine or not theirs or not (named or (any(map(_tells, mine)) and any(map(_tells, theirs)))):
            continue
        places = _inside(mine, change.mine), _inside(theirs, change.theirs)
        written, said = line.masked[slice(*places[0])], source.line.masked[slice(*places[1])]
        if not _one_for_another(written, said) or _says_as(written, said):
            continue
        names = [word.text for word in mine if is_name(word, line.tokenizer)]
        if is_known(written, source) and (said[0] in _POINTS or (names and not named)):
            continue
        if any(is_said(name, said) for name in names) or any(overlap(places[0], each) for each in meant):
            continue
        if named:
            yield Departure(Of.NAME, Change(*places))
        elif alignment.share >= NEARER and (near := line.near(written, said)) < ONE_MEANING:
            half = near > OTHER_MEANING or (len(mine) == len(theirs) == 1 and set(written) & set(said))
            yield Departure(Of.UNSURE if half else Of.WORD, Change(*places))


def _is_renamed(mine: Sequence[Word], theirs: Sequence[Word], tokenizer: Tokenizer) -> bool:
    """Whether a name stands in the place of another, each perhaps with the kind of what it names behind it."""
    names, others = ([word for word in each if is_name(word, tokenizer)] for each in (mine, theirs))
    named = any(same_kind(name, other, tokenizer) for name in names for other in others)
    return named and all(map(_tells, mine)) and all(map(_tells, theirs))


def _one_for_another(written: str, said: str) -> bool:
    """Whether both are a word or two, of more than a character, without a value between, and about as long."""
    long = sorted((len(written), len(said)))
    return "\0" not in written + said and 1 < long[0] <= long[1] <= min(LONG, long[0] + 3)


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


def _telling_end(mine: list[Word], theirs: list[Word]) -> tuple[list[Word], list[Word]]:
    """The words from the first that tells on, and as many of the source's last as are about as long."""
    while mine and not _tells(mine[0]):
        mine = mine[1:]
    long = sum(len(word.text) for word in mine)
    ends = (theirs[at:] for at in range(len(theirs)))
    return mine, min(ends, key=lambda some: abs(sum(len(word.text) for word in some) - long), default=[])


def _tells(word: Word) -> bool:
    return word.tag.startswith(_NOMINAL)


def _says_as(mine: str, theirs: str) -> bool:
    """Whether one word is the other shortened or written out, or means the same."""
    if mine in theirs or theirs in mine or is_said(mine, theirs):
        return True
    shorter, longer = sorted((mine, theirs), key=len)
    rest = iter(longer)
    return len(shorter) < len(longer) and len(shorter) > 1 and all(character in rest for character in shorter)

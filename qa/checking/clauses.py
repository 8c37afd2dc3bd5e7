"""Which clause of a source says what a clause of a claim says, and what else is told there instead.

A long sentence tells several things. What a claim puts together must stand together in it: a name or a word belongs to
the clause that it stands in, and to those that go on from it until another takes its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from index.searching.duplicates import letters
from index.text.tokens import HAN, Word
from index.text.values import COUNTS, Value, find_values
from qa.checking.changes import Change
from qa.checking.claims import Claim
from qa.checking.comparing import Departure, Of, is_known, is_said, names_in, same_kind
from qa.checking.contexts import covered
from qa.checking.extents import SUPERLATIVES, other_reach
from qa.checking.figures import Pair, says_same
from qa.checking.line import FUNCTION, Line, Place, grams_in, is_name, place_of
from qa.checking.measures import other_measures, other_years
from qa.checking.roles import other_roles
from qa.checking.sources import Source

FOLLOWS = 0.75
"""The share of a clause's words, its names apart, from which the name in its source's clause stands for its own."""
_VERBS = "v"
_SAYING = ("n", "v", "j", "l", "a", "z", "i")

_FIELD = re.compile(r"(?P<label>[^;:,。\n]{2,12}):[ ]*(?P<words>[^;。\n]{1,40})")
_ROLES = frozenset("由被与向给归把将")
"""Words before those who do something, or with or to whom it is done."""
_TERM = re.compile(f"[{HAN}]{{2,}}")
SHORT = 2
"""Characters of a stretch that may stand elsewhere by chance."""


def clauses_beside(line: Line, claim: Claim, source: Line, found: Pair | None) -> Iterator[tuple[Place, Place]]:
    """The clauses of a claim, each with that of the source that says most of it: a figure's is where its figure is."""
    last = (0, len(source.folded))
    for start, end in line.clauses:
        if start >= claim.scope[1] or end <= claim.scope[0]:
            continue
        mine = max(start, claim.scope[0]), min(end, claim.scope[1])
        own = found is not None and claim.value is not None and mine[0] <= claim.value.start < mine[1]
        theirs = source.clause_at(found.value.start) if found and own else _likeliest(line, mine, source)
        last = _with_label(source, theirs) if theirs else last
        yield mine, last


def _with_label(line: Line, place: Place) -> Place:
    """A clause with what a colon joins it to: ``维保单位：永固消防``."""
    low = next((start for start, end in line.clauses if end == place[0] - 1 and line.folded[end] == ":"), place[0])
    colon = line.folded[place[1] : place[1] + 1] == ":"
    high = next((end for start, end in line.clauses if colon and start == place[1] + 1), place[1])
    return low, high


def is_same_clause(line: Line, claim: Claim, source: Line, found: Pair) -> bool:
    """Whether the clause of a claim's figure has a word in common with that of the source's figure, or has no words.

    A clause that has none itself (``为523.25亿元``) goes on from the one ahead of it.
    """
    mine = line.telling_in(line.clause_at(claim.start))
    ahead = [each for each in source.clauses if each[0] <= found.value.start]
    theirs = next((words for each in reversed(ahead) if (words := source.telling_in(each))), set())
    return not mine or not mine.isdisjoint(theirs)


def _likeliest(line: Line, mine: Place, source: Line) -> Place | None:
    weights = dict.fromkeys(line.telling_in(mine), 1.0)
    if not weights:
        return None
    shown = [each for each in SUPERLATIVES if each.search(line.masked, *mine)]
    clauses = [each for each in source.clauses if all(s.search(source.folded, *each) for s in shown)]
    shares = {
        each: covered(weights, frozenset(g for g, _ in grams_in(source.folded[slice(*each)])))
        for each in clauses or source.clauses
    }
    best = max(shares, key=lambda each: shares[each], default=None)
    return best if best and shares[best] else None


def other_subjects(line: Line, claim: Claim, source: Source, found: Pair | None) -> Iterator[Departure]:
    """The names and words of a claim that its source tells of something else: they stand in another clause of it,
    behind the one that says the claim, or ahead of it with another in their place since.

    The name that stands in the place of one is shown where the clauses are alike otherwise, else it cannot be told.
    """
    if source.line.is_record:
        yield from _other_fields(line, claim, source.line)
        return
    for mine, theirs in clauses_beside(line, claim, source.line, found):
        for name in names_in(line, *mine):
            yield from _other_name(line, name, mine, source, theirs)
        if claim.value and mine[0] <= claim.value.start < mine[1] and found:
            yield from other_measures(line, mine, source, theirs)
            yield from _other_things(line, claim.value, mine, source.line, theirs)
        elif claim.value is None:
            yield from _other_condition(line, mine, source.line, theirs)
        yield from other_reach(line, mine, source, theirs)
        yield from other_roles(line, mine, source.line, theirs)
        yield from other_years(line, mine, source.line, theirs)
        yield from _moved(line, mine, source, theirs)


def _other_fields(line: Line, claim: Claim, source: Line) -> Iterator[Departure]:
    """The fields of a record that a claim names, and whose words it does not have."""
    for label, place in fields_of(source):
        at = line.folded.find(label)
        words = source.folded[slice(*place)]
        if at < 0 or len(label) < SHORT or find_values(words) or len(letters(words)) < SHORT:
            continue
        if letters(words) not in letters(line.folded) and at < claim.scope[1]:
            yield Departure(Of.UNSURE, Change((at, at + len(label)), place))


def fields_of(line: Line) -> Iterator[tuple[str, Place]]:
    """The fields of a record: what each is called, and where its words stand."""
    for match in _FIELD.finditer(line.folded):
        yield match["label"], match.span("words")


def _moved(line: Line, mine: Place, source: Source, theirs: Place) -> Iterator[Departure]:
    """What a clause has in the place of something else in the source's clause, and the source has elsewhere: behind, or
    in another of the things that it lists between semicolons; or a name that it does not have in that sentence."""
    said, core = source.line, source.line.folded[slice(*theirs)]
    matcher = SequenceMatcher(None, line.bare[slice(*mine)], core, autojunk=False)
    for kind, low, high, first, last in matcher.get_opcodes():
        if kind not in ("replace", "delete"):
            continue
        start, end = mine[0] + low, mine[0] + high
        written = line.folded[start:end]
        for found in _TERM.finditer(written):
            term = found.group()
            place = Change((start + found.start(), start + found.end()), (theirs[0] + first, theirs[0] + last))
            if term in core or is_said(term, source.above):
                continue
            role = kind == "replace" and found.start() == 0 and line.folded[start - 1 : start] in _ROLES
            taken = (
                role and core[first - 1 : first] == line.folded[start - 1 : start] and _is_other(term, core[first:last])
            )
            if taken or _stands_apart(term, said, theirs):
                yield Departure(Of.UNSURE, place)


def _is_other(term: str, said: str) -> bool:
    found = _TERM.match(said)
    return found is not None and not set(term) & set(found.group())


def _stands_apart(term: str, source: Line, theirs: Place) -> bool:
    """Whether a sentence has a term only behind a clause, or only ahead of it in another thing that it lists."""
    ahead = source.folded.rfind(term, 0, theirs[0])
    if ahead < 0:
        return len(term) > SHORT and source.folded.find(term, theirs[1]) >= 0
    return ";" in source.folded[ahead : theirs[0]] and ":" not in source.folded[ahead : theirs[0]]


def _other_name(line: Line, name: Word, mine: Place, source: Source, theirs: Place) -> Iterator[Departure]:
    said = source.line
    there = names_in(said, *theirs)
    if is_said(name.text, said.folded[slice(*theirs)]):
        return
    alike = [word for word in there if same_kind(name, word, line.tokenizer) and not is_said(word.text, line.folded)]
    standing = [word for word in names_in(said, 0, len(said.folded)) if _is_one(name, word)]
    ahead = [word for word in standing if word.end <= theirs[0]]
    if alike and (standing or not is_said(name.text, source.above)) and name.text not in source.home:
        near = min(alike, key=lambda word: abs((word.start - theirs[0]) - (name.start - mine[0])))
        change = Change((name.start, name.end), (near.start, near.end))
        yield Departure(Of.NAME if _follows(line, name, mine, said, theirs) else Of.UNSURE, change)
    elif standing and not ahead and not is_known(name.text, source):
        yield Departure(Of.UNSURE, Change((name.start, name.end), (standing[0].start, standing[0].end)))
    elif ahead:
        since = [w for w in names_in(said, ahead[-1].end, theirs[0]) if same_kind(name, w, line.tokenizer)]
        others = [word for word in since if not is_said(word.text, line.folded)]
        if others:
            yield Departure(Of.UNSURE, Change((name.start, name.end), (others[-1].start, others[-1].end)))


def _is_one(name: Word, other: Word) -> bool:
    return is_said(name.text, other.text) or is_said(other.text, name.text)


def _follows(line: Line, name: Word, mine: Place, source: Line, theirs: Place) -> bool:
    """Whether a clause says what the source's says, but for a name."""
    weights = {g: 1.0 for g, at in line.telling if mine[0] <= at < mine[1] and not name.start <= at < name.end}
    there = frozenset(gram for gram, _ in grams_in(source.folded[slice(*theirs)]))
    return bool(weights) and covered(weights, there) >= FOLLOWS


def _other_things(line: Line, value: Value, mine: Place, source: Line, theirs: Place) -> Iterator[Departure]:
    """The things of a figure's clause that the source names only behind its clause, or ahead of another figure of that
    kind, which is theirs where the clause names a thing of its own."""
    own = [word for word in source.words if theirs[0] <= word.start < theirs[1] and len(word.text) > 1]
    own = [word for word in own if word.tag.startswith(_SAYING) and word.text not in line.folded]
    for word in line.words:
        if (
            not (mine[0] <= word.start < mine[1] and _is_thing(word, line))
            or word.text in source.folded[slice(*theirs)]
        ):
            continue
        at = source.folded.rfind(word.text, 0, theirs[0])
        rivals = [v for v in source.values if at < v.start < theirs[0] and _is_rival(value, v)]
        behind = at < 0 and source.folded.find(word.text, theirs[1])
        if (at >= 0 and rivals and own) or (at < 0 and behind > 0):
            place = place_of(rivals[0]) if rivals else (behind, behind + len(word.text))
            yield Departure(Of.UNSURE, Change((word.start, word.end), place))


def _is_thing(word: Word, line: Line) -> bool:
    return len(word.text) > 1 and word.tag.startswith(("n", "j", "l", "vn")) and not is_name(word, line.tokenizer)


def _is_rival(value: Value, other: Value) -> bool:
    return other.kind in COUNTS and value.kind in COUNTS and value.unit == other.unit and _ranks(value) == _ranks(other)


def _ranks(value: Value) -> bool:
    return value.key.startswith("第")


def _other_condition(line: Line, mine: Place, source: Line, theirs: Place) -> Iterator[Departure]:
    """The figure ahead of a clause that goes on from it, where the source's clause goes on from another of its kind."""
    before = _last_value(line, mine[0])
    ahead = _last_value(source, theirs[0])
    if not before or not ahead or not _goes_on(line, mine) or line.clause_at(before.start)[1] + 1 < mine[0]:
        return
    if (_is_rival(before, ahead) or before.kind is ahead.kind) and not says_same(before, ahead):
        yield Departure(Of.UNSURE, Change(place_of(before), place_of(ahead)))


def _last_value(line: Line, until: int) -> Value | None:
    counts: Sequence[Value] = [v for v in line.values if v.end <= until and v.kind in COUNTS]
    return counts[-1] if counts else None


def _goes_on(line: Line, clause: Place) -> bool:
    """Whether a clause names nothing before what it says is done: it goes on from the one before."""
    words = (w for w in line.words if clause[0] <= w.start < clause[1] and w.text[0].isalnum())
    first = next(
        (word for word in words if word.text not in FUNCTION and not word.tag.startswith(("c", "d", "u"))), None
    )
    return first is not None and first.tag.startswith(_VERBS)

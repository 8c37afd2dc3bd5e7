"""A claim beside the sentences of its sources: how it stands, and by which of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.text.values import Kind, Value
from qa.checking.changes import Change, align, overlap, spelled
from qa.checking.claims import Claim
from qa.checking.clauses import clauses_beside, is_same_clause, other_subjects
from qa.checking.comparing import Departure, Of, known_names, missing_names, other_names, other_terms, other_words
from qa.checking.contexts import Weights, around, covered, likeness, otherwise, without
from qa.checking.directions import other_directions, other_negations
from qa.checking.figures import Pair, pair, says_same, told_apart
from qa.checking.line import Line, falls, place_of
from qa.checking.sources import Source
from qa.checking.times import other_numbers, other_times
from qa.checking.types import Standing
from qa.checking.unsaid import is_said_whole

LOOKED_AT = 6
"""Sentences that a claim is compared with word by word."""
LEAST = 0.3
"""The share of what a claim is about below which a sentence speaks of something else."""
SAYS, STATES, DENIES = 0.5, 0.55, 0.6
"""From which score a source says a figure, states a statement, and says otherwise."""
NEARBY = 0.3
"""How alike a figure of a source must stand at least to be told of what the claim's is."""
MOST = 2
"""Things that a source says otherwise at most; with more of them it speaks of something else."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one source makes of a claim. ``score`` is how much they speak of the same, 0 to 1.

    ``words`` are what says it, or otherwise, in the source's folded sentence. ``changes`` are what differs.
    ``likely``: it has the claim's figure, and nothing against it, but other words around it.
    """

    standing: Standing
    source: Source
    score: float
    words: tuple[tuple[int, int], ...] = ()
    changes: tuple[Change, ...] = ()
    likely: bool = False


_VALUES = (Of.TIME, Of.NUMBER)


def verdicts(line: Line, claim: Claim, sources: Sequence[Source]) -> list[Verdict]:
    """What each of the nearest sources makes of a figure or a statement, best first."""
    mine = around(line, claim.start, claim.end)
    ranked = []
    for source in sources:
        same = otherwise(line, source.line.folded)
        known = known_names(line, (0, claim.scope[1]), source)  # which its document need not name in each sentence
        about = without(line, mine, known)
        score = covered(about, source.grams | same) + 0.5 * covered(about, source.line.grams | same)
        if score >= LEAST:
            ranked.append((_has(claim, source), score, source, same, known))
    ranked.sort(key=lambda each: (not each[0], -each[1]))
    made = [_verdict(line, claim, mine, source, same, known) for _, _, source, same, known in ranked[:LOOKED_AT]]
    return sorted(made, key=lambda verdict: (_ORDER[verdict.standing], -verdict.score))


def _has(claim: Claim, source: Source) -> bool:
    """Whether a source's sentence has the very figure of a claim: it is looked at first."""
    return claim.value is not None and any(says_same(claim.value, each) for each in source.line.values)


_ORDER = {Standing.SUPPORTED: 0, Standing.CONTRADICTED: 1, Standing.DISPUTED: 2, Standing.UNSEEN: 3}


def _verdict(
    line: Line, claim: Claim, mine: Weights, source: Source, same: frozenset[str], known: Sequence[tuple[int, int]]
) -> Verdict:
    found = pair(line, claim.value, mine, source, same) if claim.value else None
    if found and found.near < NEARBY and claim.value and claim.value.kind is Kind.TIME:
        found = None  # a time that is told of something else: what the claim is about may be told without one
    if claim.value and found is None and claim.value.kind is not Kind.TIME:
        return Verdict(Standing.UNSEEN, source, covered(mine, source.grams | same) / 2)
    departures, missing = _departures(line, claim, source, found)
    mine = without(line, mine, [*(each.change.mine for each in departures), *known])
    score = _score(mine, source, found, same)
    words = (place_of(found.value),) if found else ((0, len(source.line.folded)),)
    unsure = any(each.of is Of.UNSURE for each in departures)
    if missing or unsure or len(departures) + bool(found and not found.same) > MOST:
        return Verdict(Standing.UNSEEN, source, score, words)
    changes = _changes(line, claim, source, found, departures)
    near = found is None or likeness(mine, around(source.line, *place_of(found.value)), same) >= NEARBY
    if changes and found and not found.same:
        near = near and is_same_clause(line, claim, source.line, found)
    if changes:
        standing = Standing.CONTRADICTED if score >= DENIES and near else Standing.UNSEEN
        return Verdict(standing, source, score, (*words, *(e.theirs for e in changes if not e.said)), changes)
    said = found is not None or is_said_whole(
        line, claim.scope, source, [theirs for _, theirs in clauses_beside(line, claim, source.line, None)]
    )
    supported = score >= (SAYS if found else STATES) and near and said
    standing = Standing.SUPPORTED if supported else Standing.UNSEEN
    return Verdict(standing, source, score, words, likely=found is not None and not supported)


def _score(mine: Weights, source: Source, found: Pair | None, same: frozenset[str]) -> float:
    """How much a claim and a source speak of the same: by all that it stands among, and by what is near."""
    cover = covered(mine, source.grams | same)
    if found is None:
        return 0.4 * cover + 0.6 * covered(mine, source.line.grams | same)
    return 0.5 * cover + 0.5 * likeness(mine, around(source.line, *place_of(found.value)), same)


def _changes(
    line: Line, claim: Claim, source: Source, found: Pair | None, departures: Sequence[Departure]
) -> tuple[Change, ...]:
    """What differs, of figures and times only the numbers and units that do."""
    changes: list[Change] = []
    values = [each.change for each in departures if each.of in _VALUES and not each.change.said]
    if found and claim.value and not found.same:
        values.append(Change(*told_apart(claim.value, line, found.value, source.line)))
    for change in values:
        changes += spelled(line, change.mine, source.line, change.theirs, whole=True)
    return (*changes, *(each.change for each in departures if each.of not in _VALUES or each.change.said))


def _departures(line: Line, claim: Claim, source: Source, found: Pair | None) -> tuple[list[Departure], bool]:
    """What the source says otherwise besides the figure, and whether it lacks a name or a time that is claimed."""
    scope, theirs = claim.scope, source.line
    whole = (0, scope[1])
    alignment = align(line, scope, theirs)
    times, known = other_times(line, scope, claim.value if found else None, source, found)
    departures = _apart(
        [
            *other_directions(line, scope, theirs, alignment),
            *other_negations(line, scope, theirs, alignment),
            *other_words(line, scope, source, alignment),
            *other_numbers(line, scope, source),
            *other_terms(line, scope, source),
            *other_names(line, whole, source, alignment),
            *other_subjects(line, claim, source, found),
            *times,
        ]
    )
    turned = any(each.of is Of.DIRECTION for each in departures)
    if found and claim.value and falls(claim.value) != falls(found.value) and not turned:
        departures.append(_direction(claim.value, found.value))
    missing = [
        name
        for name in missing_names(line, whole, source)
        if not any(overlap(each.change.mine, (name.start, name.end)) for each in departures)
    ]
    return departures, bool(missing) or not known


def _apart(departures: Sequence[Departure]) -> list[Departure]:
    """Those that do not overlap, of two in one place the first."""
    kept: list[Departure] = []
    for each in departures:
        if not any(overlap(each.change.mine, other.change.mine) for other in kept):
            kept.append(each)
    return kept


def _direction(value: Value, other: Value) -> Departure:
    """A figure that fell in one of the two, and not in the other, by the word before it."""
    mine, theirs = ((each.start if falls(each) else each.core[0], each.core[0]) for each in (value, other))
    return Departure(Of.DIRECTION, Change(mine, theirs))

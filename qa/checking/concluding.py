"""What several sources make of a claim, to one finding: what decides, what differs, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence

from index.text.tokens import Tokenizer
from qa.checking.changes import Change
from qa.checking.claims import Claim, Sentence
from qa.checking.judging import Verdict
from qa.checking.types import Difference, Finding, Standing
from qa.disagreeing.sameness import Relation, relation

CITED = 3
"""Quotes of a finding."""
MARGIN = 0.12
"""By how much more a source speaks of the same that says otherwise, where another that says so is not believed."""


def conclude(sentence: Sentence, claim: Claim, found: Sequence[Verdict], tokenizer: Tokenizer) -> Finding:
    """The finding for a claim.

    :param found: what each source makes of it, best first.
    """
    agree = [verdict for verdict in found if verdict.standing is Standing.SUPPORTED]
    against = [verdict for verdict in found if verdict.standing is Standing.CONTRADICTED]
    standing, first = Standing.UNSEEN, list(found)
    if agree and against and against[0].score > agree[0].score + MARGIN:
        standing, first = Standing.CONTRADICTED, [*against, *agree]
    elif agree:
        standing, first = Standing.SUPPORTED, agree
        other = next((each for each in against if _disputes(agree[0], each, tokenizer)), None)
        if other:
            standing, first = Standing.DISPUTED, [other, *agree]
    elif against:
        standing, first = Standing.CONTRADICTED, against
    citations = [verdict.source.citation(number, verdict.words) for number, verdict in enumerate(_once(first), start=1)]
    changes = first[0].changes if first and standing in (Standing.CONTRADICTED, Standing.DISPUTED) else ()
    return Finding(
        claim.kind,
        sentence.span_of(claim.start, claim.end),
        sentence.span,
        standing,
        tuple(citations),
        tuple(_difference(sentence, first[0], change) for change in changes),
        min(first[0].score, 1.0) if first else 1.0,
    )


def _once(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """The first few, each passage once."""
    kept: dict[tuple[str, str], Verdict] = {}
    for verdict in verdicts:
        kept.setdefault((verdict.source.document, verdict.source.text), verdict)
    return list(kept.values())[:CITED]


def _disputes(one: Verdict, other: Verdict, tokenizer: Tokenizer) -> bool:
    """Whether two sources that say different things of the same are documents that deal with the same."""
    first, second = one.source.known, other.source.known
    if first is None or second is None or first.id == second.id or other.score < one.score - MARGIN:
        return False
    related = relation(first, second, tokenizer)
    return related is Relation.EDITION or (related is Relation.RELATED and len(other.changes) == 1)


def _difference(sentence: Sentence, verdict: Verdict, change: Change) -> Difference:
    """What is written and what the source has; where something is left out, with the character behind it, or before."""
    (low, high), (first, last) = change.mine, change.theirs
    line, source = sentence.line, verdict.source.line
    if change.said:
        return Difference(sentence.span_of(low, high), change.said)
    if low == high and high < len(line.folded):
        high += 1
        return Difference(sentence.span_of(low, high), source.slice(first, last) + line.slice(low, high))
    if low == high:
        low -= 1
        return Difference(sentence.span_of(low, high), line.slice(low, high) + source.slice(first, last))
    return Difference(sentence.span_of(low, high), source.slice(first, last))

"""Why a passage is cited: what was matched, ranked, read and checked, from what is known already. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.text.tokens import Tokenizer, fold, fold_with_origins
from qa.answers import Explanation
from qa.asking.question import Term, TermKind, content_terms
from qa.judging.confidence import ASKED, Verdict
from qa.judging.decisive import is_decisive
from qa.judging.exactness import asked_office, quoted_phrases, stated_values
from qa.reading.evidence import has_kind, has_unit
from qa.statements import Called, Check, CheckKind
from qa.types import Evidence, Question


def explain(question: Question, evidence: Evidence, verdict: Verdict, tokenizer: Tokenizer) -> Explanation:
    """Why the evidence's passage is cited.

    :param verdict: on this evidence, which was found word for word in its document.
    """
    hit, sentence, asked = evidence.hit, fold(evidence.text), fold(question.resolved)
    terms = content_terms(question.resolved, tokenizer)
    values = stated_values(sentence, asked)
    matched = [term.stands_in(sentence, values) for term in terms]
    return Explanation(
        tuple(_as_typed(term, question) for term, stands in zip(terms, matched, strict=True) if stands),
        tuple(_as_typed(term, question) for term, stands in zip(terms, matched, strict=True) if not stands),
        hit.dense_rank,
        hit.dense,
        hit.lexical_rank,
        hit.lexical_share,
        hit.score,
        evidence.coverage,
        evidence.reading.probability if evidence.reading else None,
        (Check(CheckKind.VERBATIM), *_checks(question, evidence, terms, verdict, tokenizer)),
    )


def _as_typed(term: Term, question: Question) -> str:
    folded, origins = fold_with_origins(question.resolved)
    start = folded.find(term.text)
    return question.resolved[origins[start] : origins[start + len(term.text)]] or term.text


def _checks(
    question: Question, evidence: Evidence, terms: Sequence[Term], verdict: Verdict, tokenizer: Tokenizer
) -> Iterator[Check]:
    """What of the things that must be there is there, and what is not."""
    asked, quote = fold(question.resolved), fold(evidence.hit.passage.text)
    values = stated_values(quote, asked)
    for phrase in quoted_phrases(question.resolved):
        if phrase in quote:
            yield Check(CheckKind.PHRASE, (phrase,))
    for term in terms:
        if term.text not in verdict.missing and is_decisive(term, tokenizer):
            kind = CheckKind.NAMED if term.stands_in(quote, values) else CheckKind.UNDERSTOOD
            yield Check(kind, (_as_typed(term, question),), _called(term))
    office = asked_office(question, asked)
    if office and office in quote:
        yield Check(CheckKind.OFFICE, (office,))
    if has_unit(question, quote):
        yield Check(CheckKind.UNIT, (question.unit,))
    elif question.expected in ASKED and has_kind(question, evidence.text, tokenizer):
        yield Check(CheckKind.EXPECTED, expected=question.expected)
    if verdict.lack:
        yield Check(CheckKind.LACKING, lack=verdict.lack)


def _called(term: Term) -> Called:
    if term.kind is TermKind.NUMBERED:
        return Called.NUMBERED
    if term.kind is not TermKind.VALUE:
        return Called.NAME
    return Called.YEAR if term.forms[0].endswith("年") else Called.AMOUNT

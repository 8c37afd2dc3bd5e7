"""Why a passage is cited: what was matched, ranked, read and checked, from what is known already. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.text.tokens import Tokenizer, fold, fold_with_origins
from qa.answers import Explanation
from qa.asking.question import Term, TermKind, content_terms
from qa.judging.confidence import ASKED, Verdict, is_decisive
from qa.judging.exactness import asked_office, quoted_phrases, stated_values
from qa.reading.evidence import has_kind, has_unit
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
        ("引文与原文逐字一致。", *_checks(question, evidence, terms, verdict, tokenizer)),
    )


def _as_typed(term: Term, question: Question) -> str:
    folded, origins = fold_with_origins(question.resolved)
    start = folded.find(term.text)
    return question.resolved[origins[start] : origins[start + len(term.text)]] or term.text


def _checks(
    question: Question, evidence: Evidence, terms: Sequence[Term], verdict: Verdict, tokenizer: Tokenizer
) -> Iterator[str]:
    """What of the things that must be there is there, and what is not."""
    asked, quote = fold(question.resolved), fold(evidence.hit.passage.text)
    values = stated_values(quote, asked)
    for phrase in quoted_phrases(question.resolved):
        if phrase in quote:
            yield f"引号里的“{phrase}”原样在引文里。"
    for term in terms:
        if term.text not in verdict.missing and is_decisive(term, tokenizer):
            where = "在引文里" if term.stands_in(quote, values) else "不在引文里，按标题或上下文理解"
            yield f"所问的{_called(term)}“{_as_typed(term, question)}”{where}。"
    office = asked_office(question, asked)
    if office and office in quote:
        yield f"所问的职务“{office}”在引文里。"
    if has_unit(question, quote):
        yield f"引文里有以“{question.unit}”计的数。"
    elif question.expected in ASKED and has_kind(question, evidence.text, tokenizer):
        yield f"所问的是{ASKED[question.expected]}，句子里有。"
    if verdict.lack:
        yield f"引文{verdict.lack}。"


def _called(term: Term) -> str:
    """What a value is, in Chinese; ``""`` for a name, which is too often guessed to be a place."""
    if term.kind is TermKind.NUMBERED:
        return "编号"
    if term.kind is not TermKind.VALUE:
        return ""
    return "年份" if term.forms[0].endswith("年") else "数目"

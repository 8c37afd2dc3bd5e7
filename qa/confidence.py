"""Is it answered at all: a probability, and the reason when it is not.

Similarity does not tell: a question about another year, another town or another figure lies as near to a passage as
one that the passage answers. What tells is what the question names and the evidence does not. A value (a year, an
amount) or a place that stands nowhere near the evidence settles it; the other words are weighed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp

from index.numerals import find_values
from index.tokens import Tokenizer, close_up, fold
from index.types import Document
from qa.evidence import Rarity, coverage, gram_weights, has_kind
from qa.question import Term, TermKind, content_terms
from qa.types import Evidence, Question

THEME_DENSITY = 1 / 300
"""A name that stands this often in a document (per character), and three times at least, is what it is about."""
ANSWERED = 0.5
"""The probability from which a question counts as answered."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for and against an answer; shares are 0 to 1.

    ``sentence`` and ``passage``: share of the question's weight in the best sentence (and the one before), and in the
    whole passage with its headings. ``missing``: share of the weight of content words that stand nowhere in the
    passage. ``cosine``: similarity of question and passage. ``kind``: whether a thing of the expected kind is there.
    """

    sentence: float
    passage: float
    missing: float
    cosine: float
    kind: bool


WEIGHTS = Signals(sentence=3.0, passage=2.0, missing=-3.0, cosine=10.0, kind=True)
KIND_WEIGHT, BIAS = 0.5, -9.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """``reason`` is empty where the question counts as answered, else it says in Chinese why it does not."""

    confidence: float
    reason: str


def judge(
    question: Question, evidence: Evidence, document: Document, tokenizer: Tokenizer, rarity: Rarity
) -> Verdict:
    """Whether a piece of evidence answers the question."""
    terms = content_terms(question.resolved, tokenizer)
    around = _around(evidence, document)
    missing = [term for term in terms if not stands_in(term, around)]
    decisive = [term for term in missing if _is_decisive(term, tokenizer) and not _is_theme(term, document)]
    weights = gram_weights(question.resolved, tokenizer, rarity)
    signals = weigh(question, evidence, around, missing_share(terms, missing, weights, tokenizer), weights, tokenizer)
    probability = answered_probability(signals)
    if decisive:
        names = "、".join(f"“{term.text}”" for term in decisive)
        return Verdict(min(probability, 0.1), f"文档里最接近的内容没有提到{names}，不能据此回答。")
    if probability < ANSWERED:
        return Verdict(probability, _reason(missing))
    return Verdict(probability, "")


def _reason(missing: Sequence[Term]) -> str:
    words = [term.text for term in missing if len(term.text) > 1]
    if words:
        return "文档里没有找到答案：最接近的内容没有提到" + "、".join(f"“{word}”" for word in words[:3]) + "。"
    return "文档里没有找到能回答这个问题的内容。"


def _around(evidence: Evidence, document: Document) -> str:
    """The passage with the headings above it and the document's title, folded."""
    passage = evidence.hit.passage
    return fold("\n".join([document.title, close_up(passage.context), passage.text]))


def stands_in(term: Term, folded: str) -> bool:
    """Whether a term, or a value equal to it, stands in a folded text."""
    if term.kind is TermKind.VALUE:
        return bool({value.key for value in find_values(folded)} & set(term.forms))
    return any(form in folded for form in term.forms)


def _is_decisive(term: Term, tokenizer: Tokenizer) -> bool:
    """Values, and places the dictionary knows; other names are too often guessed to settle anything."""
    return term.kind is TermKind.VALUE or (term.kind is TermKind.NAME and tokenizer.is_place(term.text))


def _is_theme(term: Term, document: Document) -> bool:
    if term.kind is not TermKind.NAME:
        return False
    text = _folded_text(document)
    often = max(text.count(form) for form in term.forms)
    return often >= max(3, len(text) * THEME_DENSITY)


@lru_cache(maxsize=16)
def _folded_text(document: Document) -> str:
    return fold(document.text)


def missing_share(
    terms: Sequence[Term], missing: Sequence[Term], weights: dict[str, float], tokenizer: Tokenizer
) -> float:
    """The share of the terms' weight that the missing ones carry, 0 for no terms."""
    def weight(term: Term) -> float:
        grams = [gram for gram in tokenizer.grams(term.text) if len(gram) > 1] or [term.text]
        return sum(weights.get(gram, 0.0) for gram in grams) / len(grams)

    total = sum(map(weight, terms))
    return sum(map(weight, missing)) / total if total > 0 else float(bool(missing))


def weigh(
    question: Question,
    evidence: Evidence,
    around: str,
    missing: float,
    weights: dict[str, float],
    tokenizer: Tokenizer,
) -> Signals:
    passage = coverage(weights, set(tokenizer.grams(around)))
    kind = has_kind(question.expected, evidence.text)
    return Signals(evidence.coverage, passage, missing, evidence.hit.dense or 0.0, kind)


def answered_probability(signals: Signals) -> float:
    """Logistic regression over the signals."""
    logit = (
        BIAS
        + WEIGHTS.sentence * signals.sentence
        + WEIGHTS.passage * signals.passage
        + WEIGHTS.missing * signals.missing
        + WEIGHTS.cosine * signals.cosine
        + KIND_WEIGHT * signals.kind
    )
    return 1 / (1 + exp(-logit))

"""Is it answered at all: a probability, and the reason when it is not.

Similarity does not tell: a question about another year, another town or another figure lies as near to a passage as
one that the passage answers. What tells is what the question names and the evidence does not. A value (a year, an
amount) or a place that stands nowhere near the evidence settles it; the other words are weighed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp

from index.numerals import find_values
from index.tokens import Tokenizer, close_up, fold
from index.types import Document
from qa.evidence import Rarity, gram_weights, has_kind
from qa.question import Term, TermKind, content_terms
from qa.types import Evidence, Expected, Question

THEME_DENSITY = 1 / 300
"""A name that stands this often in a document (per character), and three times at least, is what it is about."""
NO_PLACES = frozenset(
    """
    东西 城市 地区 都市 海港 港口 东部 西部 南部 北部 中部 东方 西方 南方 北方 本地
    当地 外地 各地
    """.split()
)
"""What jieba's dictionary calls a place and is none in particular."""
ASKED = {Expected.NUMBER: "数字", Expected.TIME: "时间"}
"""Kinds that cannot be missing from an answer, by name; lists and reasons come in too many shapes to tell."""
SETTLED = 0.1
"""The most that confidence can be where something decisive is missing."""
ANSWERED = 0.5
"""The probability from which a question counts as answered."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for and against an answer; shares are 0 to 1.

    ``covered``: share of the question's weight in the best sentence and the one before. ``missing``: share of the
    weight of content words that stand nowhere in the passage, its headings or its title. ``cosine``: similarity of
    question and passage. ``kind``: whether a thing of the expected kind is in the sentence.
    """

    covered: float
    missing: float
    cosine: float
    kind: bool


# Logistic regression on CMRC 2018 trial, DRCD dev and SQuAD-zh dev, each question once with its paragraph in the
# library and once without, for one unanswerable question in five. The cosine's weight belongs to the bundled encoder.
COVERED, MISSING, COSINE, KIND, BIAS = 3.62, -2.12, 33.78, 0.57, -29.35


@dataclass(frozen=True, slots=True)
class Verdict:
    """``reason`` is empty where the question counts as answered, else it says in Chinese why it does not."""

    confidence: float
    reason: str


def judge(question: Question, evidence: Evidence, document: Document, tokenizer: Tokenizer, rarity: Rarity) -> Verdict:
    """Whether a piece of evidence answers the question."""
    signals, missing = weigh(question, evidence, document, tokenizer, rarity)
    probability = answered_probability(signals)
    decisive = [term.text for term in missing if _is_decisive(term, tokenizer)]
    if decisive:
        names = "、".join(f"“{name}”" for name in decisive)
        return Verdict(min(probability, SETTLED), f"文档里最接近的内容没有提到{names}，不能据此回答。")
    if question.expected in ASKED and not has_kind(question, evidence.hit.passage.text, tokenizer):
        return Verdict(min(probability, SETTLED), f"文档里最接近的内容没有写{ASKED[question.expected]}，不能据此回答。")
    if probability < ANSWERED:
        return Verdict(probability, _reason(missing))
    return Verdict(probability, "")


def weigh(
    question: Question, evidence: Evidence, document: Document, tokenizer: Tokenizer, rarity: Rarity
) -> tuple[Signals, list[Term]]:
    """The signals, and the terms of the question that stand neither with the evidence nor all over the document."""
    around = _around(evidence, document)
    weights = gram_weights(question.resolved, tokenizer, rarity)
    terms = content_terms(question.resolved, tokenizer)
    absent = [term for term in terms if not stands_in(term, around)]
    missing = [term for term in absent if not _is_understood(term, evidence, around, document)]
    signals = Signals(
        evidence.coverage,
        missing_share(terms, missing, weights, set(tokenizer.grams(around)), tokenizer),
        evidence.hit.dense or 0.0,
        has_kind(question, evidence.text, tokenizer),
    )
    return signals, missing


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
    """Values, and places; other names are too often guessed.

    1 is mostly a turn of phrase, and a bare 万 or 亿 one of size (``超亿元``).
    """
    if term.kind is TermKind.VALUE:
        return term.forms[0] not in ("1", "第1", "10000", "100000000")
    return term.kind is TermKind.NAME and term.text not in NO_PLACES and tokenizer.is_place(term.text)


def _is_understood(term: Term, evidence: Evidence, around: str, document: Document) -> bool:
    """Whether a name or a year need not be repeated here.

    A name counts where the text that the passage goes on from has it, or the document is about it. A year counts
    where the passage names none and it is the one the document names most.
    """
    if term.kind is TermKind.NAME and not term.text.isascii():
        text = _folded_text(document)
        often = max(text.count(form) for form in term.forms)
        return stands_in(term, fold(evidence.before)) or often >= max(3, len(text) * THEME_DENSITY)
    if term.kind is TermKind.VALUE and term.forms[0].endswith("年"):
        return not _years(around) and term.forms[0] == _usual_year(document)
    return False


def _years(folded: str) -> list[str]:
    return [value.key for value in find_values(folded) if value.key.endswith("年")]


@lru_cache(maxsize=16)
def _usual_year(document: Document) -> str:
    """The year that a document names most, the later of two, ``""`` where it names none."""
    counted = Counter(_years(_folded_text(document)))
    return max(counted, key=lambda year: (counted[year], year), default="")


@lru_cache(maxsize=16)
def _folded_text(document: Document) -> str:
    return fold(document.text)


def missing_share(
    terms: Sequence[Term], missing: Sequence[Term], weights: Mapping[str, float], around: set[str], tokenizer: Tokenizer
) -> float:
    """The share of the terms' weight that the missing ones carry, 0 for no terms.

    Of a missing word of three characters or more, the bigrams that do stand there (``around``) do not count: where
    ``经济总量`` is missing, ``总量`` need not be.
    """
    total = lost = 0.0
    for term in terms:
        grams = [gram for gram in tokenizer.grams(term.text) if len(gram) > 1] or [term.text]
        total += sum(weights.get(gram, 0.0) for gram in grams) / len(grams)
        if term in missing:
            lost += sum(weights.get(gram, 0.0) for gram in grams if gram not in around) / len(grams)
    return lost / total if total > 0 else float(bool(missing))


def answered_probability(signals: Signals) -> float:
    """The logistic function of the weighted signals."""
    logit = BIAS + COVERED * signals.covered + MISSING * signals.missing + COSINE * signals.cosine + KIND * signals.kind
    return 1 / (1 + exp(-logit))

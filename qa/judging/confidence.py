"""Is it answered at all: a probability, and the reason when it is not.

Similarity does not tell: a question about another year, another town or another figure lies as near to a passage as
one that the passage answers. What tells is what the question names and the evidence does not. A value (a year, an
amount) or a place that stands nowhere near the evidence settles it; the other words are weighed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.text.question_words import HOW_MANY
from index.text.sentences import split_sentences
from index.text.tokens import Tokenizer, close_up, fold
from index.types import Document
from qa.asking.question import Term, TermKind, content_terms
from qa.judging import pleadings
from qa.judging.decisive import is_decisive
from qa.judging.exactness import QUOTES, contradiction, find_lack, holds_another, quoted_phrases, stated_values
from qa.judging.identity import find_name, identity_of, remark_on
from qa.judging.names import missing_code, missing_focus, missing_peer, missing_phase, missing_rival
from qa.judging.reckoned import unsaid_reckoning
from qa.judging.roles import missing_role
from qa.judging.signals import SUREST, Signals, answered_probability
from qa.judging.synonyms import is_piece, stands_otherwise
from qa.judging.understood import is_understood, text_near
from qa.reading.evidence import Weights, has_kind
from qa.reading.kinds import end_said, said_of_another
from qa.reading.reranking import CHOOSES
from qa.statements import Lack, LackKind, Reason, ReasonKind, Remark
from qa.types import Evidence, Expected, Question
from qa.wording import CHINESE

_COUNTS = re.compile(f"{HOW_MANY}(?![乎何])")
_FIGURES = "0-9〇零一二两三四五六七八九十百千万亿"
_NUMERAL = re.compile(f"(?<![第{_FIGURES}])[{_FIGURES}]|[半双几数倍全末首]|免|不限|不收|无偿|分文")
"""What says how many or how much. Of 1,430 questions for 多少 or 几 that office texts answer none is answered by a
sentence without any; 20 of 1,406 that they do not answer would be."""
ASKED = (Expected.NUMBER, Expected.TIME, Expected.DURATION)
"""Kinds that cannot be missing from an answer; lists and reasons come in too many shapes to tell."""
OFFICES = 48
"""Characters before a person's name in which the offices that they hold are looked for."""
_FIGURED = frozenset({Expected.NUMBER, Expected.DURATION, Expected.IDENTIFIER})
SETTLED = 0.1
"""The most that confidence can be where something decisive is missing."""
LEAD = 3.0
"""The lead of a reading, in logits, from which no other words are nearly as good."""
FAINT, LITTLE = 0.3, 0.25
"""An answer that is less probable than this is none where its sentence has so little of the question's weight: of 36
such answers to questions by others' hands 4 were right."""
DOUBTED = 0.5
"""The probability of a reading below which it doubts that its passage answers."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """``why`` it does not count as answered, None where it does.

    ``confidence`` is the probability that the answer is right, ``sure``: high enough to be shown by itself. ``remarks``
    are what to mind about an answer. ``lack`` is what should stand there and does not, ``settled``: that it settles the
    matter. ``missing`` are the words of the question that stand nowhere near. ``signals`` are what the confidence comes
    from, None where there was nothing to weigh.
    """

    confidence: float
    why: Reason | None
    remarks: tuple[Remark, ...] = ()
    lack: Lack | None = None
    missing: frozenset[str] = frozenset()
    sure: bool = False
    settled: bool = False
    signals: Signals | None = None

    @property
    def reason(self) -> str:
        """Why not, in Chinese; ``""`` where it counts as answered."""
        return CHINESE.reason(self.why) if self.why else ""

    @property
    def remark(self) -> str:
        """The remarks in Chinese, ``""`` for none."""
        return CHINESE.remark(self.remarks)


def judge(
    question: Question, evidence: Evidence, document: Document, weights: Weights, tokenizer: Tokenizer
) -> Verdict:
    """Whether a piece of evidence answers the question."""
    around = _around(evidence, document)
    signals, missing, lack = weigh(question, evidence, document, around, weights, tokenizer)
    probability, bounds = answered_probability(signals)
    settling = _settling(question, evidence, document, around, missing, tokenizer)
    lack = settling or lack
    unread = evidence.reading is None  # then the rules are all there is
    settled = bool(settling) or (bool(lack) and (unread or _counts_nothing(question, around, tokenizer)))
    settled = settled or _says_nothing(question, evidence, tokenizer)
    probability = min(probability, SETTLED) if settled else probability
    refused = settled or _is_faint(probability, signals) or probability < bounds.answered
    return Verdict(
        probability,
        _reason(missing, lack) if refused else None,
        () if refused else _remark(question, evidence, document, tokenizer),
        lack,
        frozenset(term.text for term in missing),
        sure=not refused and signals.alone and probability >= bounds.sure,
        settled=settled,
        signals=signals,
    )


def _is_faint(probability: float, signals: Signals) -> bool:
    """Whether a reading doubts its words, and their sentence has little of the question besides."""
    return signals.read is not None and probability < FAINT and signals.covered < LITTLE


def _settling(
    question: Question,
    evidence: Evidence,
    document: Document,
    around: str,
    missing: Sequence[Term],
    tokenizer: Tokenizer,
) -> Lack | None:
    """What settles that it is not answered; None for nothing."""
    named = fold("\n".join(identity_of(document).lines))
    there = f"{around}\n{named}\n{fold(evidence.before)}"
    phrases, written = quoted_phrases(question.resolved), QUOTES.sub("", there)
    absent = [phrase for phrase in phrases if QUOTES.sub("", phrase) not in written]
    if absent:
        return Lack(LackKind.PHRASE, (absent[0],))
    sentence, near = fold(evidence.text), f"{around}\n{named}\n{text_near(evidence, document)}"
    name = missing_focus(question, around) or missing_code(question, there) or missing_phase(question, near)
    name = name or missing_rival(question, sentence, near, tokenizer) or missing_role(question, near, tokenizer)
    if name:
        return Lack(LackKind.UNMENTIONED, (name,))
    if reckoned := unsaid_reckoning(question, sentence):
        return Lack(LackKind.RECKONED, (reckoned,))
    asked = fold(question.resolved)
    settling = [term for term in missing if is_decisive(term, tokenizer) and not _is_amount(term)]
    settling = [term for term in settling if not is_piece(term.text, asked, around)]
    if settling or evidence.reading is None:
        return _unmentioned(settling)
    passage, place = evidence.hit.passage.text, evidence.reading.words
    before = fold(f"{evidence.hit.passage.context}\n{_sentence_before(evidence)}")
    another = said_of_another(question, passage, place) or missing_peer(question, sentence, before, document)
    if not another and end_said(question, passage, place) is False:
        another = question.resolved.rstrip("?？")
    if another:
        return Lack(LackKind.ANOTHER, (another,))
    if pleadings.claimed_only(question, document, evidence):
        return Lack(LackKind.CLAIMED)
    held = holds_another(question, fold(passage[max(place[0] - OFFICES, 0) : place[0]]))
    return held or contradiction(question, around, sentence, fold(passage[slice(*place)]))


def _sentence_before(evidence: Evidence) -> str:
    """The sentence that the evidence's goes on from; ``""`` where it is the first of all."""
    text = evidence.hit.passage.text[: evidence.sentence[0]] or evidence.before
    return text[slice(*split_sentences(text)[-1])] if text.strip() else ""


def _counts_nothing(question: Question, around: str, tokenizer: Tokenizer) -> bool:
    """Whether a question asks 多少 or 几, and there is no figure of that kind anywhere around."""
    counts = question.expected in ASKED and _COUNTS.search(fold(question.resolved))
    return bool(counts) and not has_kind(question, around, tokenizer)


def _says_nothing(question: Question, evidence: Evidence, tokenizer: Tokenizer) -> bool:
    """Whether a figure is asked for, none was read, and the sentence that the words have most of has none either; or a
    sentence was read that has no numeral at all, and nothing that stands for one."""
    if evidence.reading is None or question.expected not in _FIGURED or has_kind(question, evidence.text, tokenizer):
        return False
    counts = _COUNTS.search(fold(question.resolved)) is not None
    return evidence.reading.probability < CHOOSES or (counts and _NUMERAL.search(fold(evidence.text)) is None)


def _lack(
    question: Question, evidence: Evidence, around: str, missing: Sequence[Term], tokenizer: Tokenizer
) -> Lack | None:
    """What should stand there and does not; None for nothing."""
    amounts = [term for term in missing if is_decisive(term, tokenizer) and _is_amount(term)]
    lack = _unmentioned(amounts) or find_lack(question, around, fold(evidence.text), tokenizer)
    if lack:
        return lack
    doubted = evidence.reading is not None and evidence.reading.probability < DOUBTED
    where = evidence.text if doubted else evidence.hit.passage.text  # what is quoted, or what stands around it
    if question.expected in ASKED and not has_kind(question, where, tokenizer):
        return Lack(LackKind.EXPECTED_HERE if doubted else LackKind.EXPECTED, expected=question.expected)
    return None


def _is_amount(term: Term) -> bool:
    """Whether it is a number and no year; that may be a condition (``买5000块的``) or part of a name."""
    return term.kind is TermKind.VALUE and not term.is_year


def _unmentioned(terms: Sequence[Term]) -> Lack | None:
    return Lack(LackKind.UNMENTIONED, tuple(term.text for term in terms)) if terms else None


def _remark(question: Question, evidence: Evidence, document: Document, tokenizer: Tokenizer) -> tuple[Remark, ...]:
    """Values and places of the question that only a heading, a title or a name has, or that are understood."""
    quote = fold(evidence.hit.passage.text)
    values = stated_values(quote, fold(question.resolved))
    terms = [term for term in content_terms(question.resolved, tokenizer) if is_decisive(term, tokenizer)]
    unstated = [term for term in terms if not term.stands_in(quote, values)]
    return remark_on(unstated, question, evidence, document, tokenizer)


def weigh(
    question: Question, evidence: Evidence, document: Document, around: str, weights: Weights, tokenizer: Tokenizer
) -> tuple[Signals, list[Term], Lack | None]:
    """The signals, the terms of the question that stand neither with the evidence nor all over the document, and what
    else should stand there and does not, None for nothing."""
    terms = content_terms(question.resolved, tokenizer)
    asked = fold(question.resolved)
    values = stated_values(around, asked)
    absent = [term for term in terms if not term.stands_in(around, values)]
    absent = [term for term in absent if not stands_otherwise(term, asked, around, document)]
    absent = [term for term in absent if not is_understood(term, evidence, around, document)]
    missing = [term for term in absent if find_name(term, question, evidence, document, tokenizer) is None]
    lack = _lack(question, evidence, around, missing, tokenizer)
    signals = Signals(
        evidence.coverage,
        missing_share(terms, missing, weights, set(tokenizer.grams(around)), tokenizer),
        evidence.hit.dense or 0.0,
        has_kind(question, evidence.text, tokenizer),
        bool(lack),
        None if evidence.reading is None else min(max(evidence.reading.score, -SUREST), SUREST),
        evidence.reading is None or evidence.reading.lead >= LEAD,
    )
    return signals, missing, lack


def _reason(missing: Sequence[Term], lack: Lack | None) -> Reason:
    if lack:
        return Reason(ReasonKind.LACKING, lack=lack)
    words = tuple(term.text for term in missing if len(term.text) > 1)[:3]
    return Reason(ReasonKind.WORDS_MISSING, words) if words else Reason(ReasonKind.NOT_FOUND)


def _around(evidence: Evidence, document: Document) -> str:
    """The passage with the headings above it and the document's title, folded."""
    passage = evidence.hit.passage
    return fold("\n".join([document.title, close_up(passage.context), passage.text]))


def missing_share(
    terms: Sequence[Term], missing: Sequence[Term], weights: Weights, around: set[str], tokenizer: Tokenizer
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

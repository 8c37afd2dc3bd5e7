"""What came of a question to an answer with its citations, each checked word for word, or to why there is none."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from index.library import Library
from index.settings import BOTH, REFUSE
from index.types import Document, Span, clip_spans
from qa.answers import Answer, Citation, NoAnswer, Part, PartKind
from qa.citing import cite_evidence
from qa.disagreeing.groups import Disagreement, Said, disagreement, may_disagree
from qa.disagreeing.telling import label_of, refusal, remark_on, status_of
from qa.judging.attempt import NOT_FAR, Attempt
from qa.judging.confidence import Verdict
from qa.judging.explanation import explain
from qa.judging.quotes import keep_verbatim
from qa.reading.answer_words import Words, find_words
from qa.reading.evidence import say_once
from qa.statements import Reason, ReasonKind
from qa.types import Evidence, Seconds
from qa.whole.answering import Whole
from qa.whole.lacking import lack_of_most

CITATIONS = 3
"""Citations under an answer, or related passages without one, at most; more where more documents say otherwise."""

READ = 0.59
"""The probability of a reading from which it answers, whatever other words than a row of a table the question has."""


class Concluding:
    """Makes of an attempt what is shown. Thread-safe as the library is."""

    def __init__(self, library: Library, whole: Whole) -> None:
        self._library = library
        self._whole = whole

    def conclude(self, attempt: Attempt, searched: float, started: float) -> Answer | NoAnswer:
        """What is said after this attempt.

        :param searched: seconds that the search took.
        :param started: when the reading began, by ``time.perf_counter``.
        """
        attempt, split, lack = self._settled(attempt)
        said, citations = self._cited(attempt, split)
        verdict = attempt.verdict
        if verdict.why is None and (not citations or citations[0].number != 1):
            verdict, split = Verdict(verdict.confidence, Reason(ReasonKind.NOT_VERBATIM)), None
        if verdict.why is None and lack:
            verdict = replace(verdict, why=lack)
        read = time.perf_counter() - started
        seconds = Seconds(searched, read, searched + read)
        why = verdict.why
        if split and why is None and self._library.settings.disagreement == REFUSE and not split.settled:
            why = refusal(split)
        question, cited, evidence = attempt.question, tuple(citations), tuple(attempt.found)
        if why:
            return NoAnswer(question, why, cited, verdict.confidence, seconds, evidence)
        text, sentence = said_by(evidence[0], said[0].words), evidence[0].text
        answer = Answer(
            question, text, cited, verdict.confidence, seconds, evidence, verdict.remarks, sentence, verdict.sure
        )
        return _with_parts(answer, split, said) if split else answer

    def _settled(self, attempt: Attempt) -> tuple[Attempt, Disagreement | None, Reason | None]:
        """The attempt with what answers first, what other documents say otherwise than that, and why it cannot answer
        after all: a row of a table gives way to prose, before anything is cited, and only without any is the reason."""
        given_way_to: set[str] = set()  # the row of a later document may come before that prose again
        while True:
            split = None if attempt.verdict.why or not may_disagree(attempt.question) else self._split(attempt)
            if split:
                attempt = self._reordered(attempt, split)
            lack = None if attempt.verdict.why else self._lack_of_table(attempt)
            other = self._beside_tables(attempt, lack) if lack else None
            if other is None or other.found[0].hit.passage.id in given_way_to:
                return attempt, split, lack
            given_way_to.add(other.found[0].hit.passage.id)
            attempt = other

    def _beside_tables(self, attempt: Attempt, lack: Reason) -> Attempt | None:
        """The attempt with the prose that is nearly as near as a row that cannot answer, and is read to; None for none.

        扶梯坏了多久来人 is no matter of the rows of lifts, but of a clause below them. Where rows would have to be
        compared, prose has to say which has the most.
        """
        for place, item in enumerate(attempt.found[1:CITATIONS], start=1):
            read = item.reading is not None and item.reading.probability >= READ
            if not read or attempt.found[0].score - item.score > NOT_FAR:
                continue
            if lack.kind is ReasonKind.TO_BE_RECKONED and lack_of_most(item.hit.passage.text, attempt.question):
                continue
            found = [item, *attempt.found[:place], *attempt.found[place + 1 :]]
            other = replace(attempt, found=found, verdict=attempt.judge(item, self._library.tokenizer))
            if other.verdict.why is None and not self._whole.is_row(*_place(other)):
                return other
        return None

    def _lack_of_table(self, attempt: Attempt) -> Reason | None:
        """Why the row of a table that answers cannot; None for nothing, or where no row does."""
        reading = attempt.found[0].reading
        read = reading is not None and reading.probability >= READ
        return self._whole.lack_of(attempt.question, *_place(attempt), read=read)

    def _split(self, attempt: Attempt) -> Disagreement | None:
        """What the documents of the evidence say otherwise than what answers."""
        return disagreement(
            attempt,
            lambda item: self._said(attempt, item),
            lambda item: attempt.judge(item, self._library.tokenizer),
            self._library.tokenizer,
            ranked=self._library.settings.disagreement != BOTH,
        )

    def _said(self, attempt: Attempt, item: Evidence) -> Said:
        words = find_words(attempt.question, item, attempt.weights, self._library.tokenizer)
        return Said(item, words, attempt.documents[item.hit.passage.document_id])

    def _reordered(self, attempt: Attempt, split: Disagreement) -> Attempt:
        """The attempt with one piece of evidence of each answer first, then those that say the same, then the rest."""
        leads = [group[0].evidence for group in split.groups]
        leads += [said.evidence for group in split.groups for said in group[1:]]
        rest = [item for item in attempt.found if not any(item is lead for lead in leads)]
        return replace(attempt, found=[*leads, *rest], verdict=attempt.judge(leads[0], self._library.tokenizer))

    def _cited(self, attempt: Attempt, split: Disagreement | None) -> tuple[list[Said], list[Citation]]:
        """What is shown of the evidence, and its citations that are in their documents, each with why it is cited."""
        count = max(CITATIONS, sum(map(len, split.groups)) if split else 0)
        said = [self._said(attempt, item) for item in say_once(attempt.found)[:count]]
        cited = [
            cite_evidence(self._library, each.document, number, each.evidence, each.words.places)
            for number, each in enumerate(said, start=1)
        ]
        explained = []
        for citation in keep_verbatim(cited, self._library):
            item = said[citation.number - 1].evidence
            why = explain(attempt.question, item, attempt.judge(item, self._library.tokenizer), self._library.tokenizer)
            explained.append(replace(citation, explanation=why))
        return said, explained


def _place(attempt: Attempt) -> tuple[Document, Span]:
    """The document of what answers, and where in it that stands."""
    evidence = attempt.found[0]
    spans = clip_spans(evidence.hit.passage.spans, *evidence.sentence)
    return attempt.documents[evidence.hit.passage.document_id], Span(spans[0].start, spans[-1].end)


def said_by(evidence: Evidence, words: Words) -> str:
    """The words by themselves, or the sentence that they stand in."""
    start, end = words.places[0] if words.exact else (0, len(evidence.text))
    return evidence.text[start:end]


def _with_parts(answer: Answer, split: Disagreement, said: Sequence[Said]) -> Answer:
    """The answer with what each document says as a part; where they are not all cited any more, only that they
    differ."""
    numbers = {citation.number for citation in answer.citations}
    of_passage = {
        each.evidence.hit.passage.id: number for number, each in enumerate(said, start=1) if number in numbers
    }
    parts = []
    for group in split.groups:
        cited = [
            of_passage[each.evidence.hit.passage.id] for each in group if each.evidence.hit.passage.id in of_passage
        ]
        if not cited or group[0].evidence.hit.passage.id not in of_passage:
            return replace(answer, remarks=(remark_on(split), *answer.remarks), sure=answer.sure and split.settled)
        text = group[0].text if answer.sure else group[0].evidence.text
        document = group[0].document
        label = label_of(document, answer.citations)
        parts.append(Part(text, PartKind.QUOTED, tuple(cited), label, status=status_of(split, document)))
    all_of_them = "；".join(group[0].text for group in split.groups)
    return replace(
        answer,
        text=answer.text if split.decided else all_of_them,
        sentence=answer.sentence if split.decided else all_of_them,
        remarks=(remark_on(split), *answer.remarks),
        sure=answer.sure and split.settled,
        parts=tuple(parts),
    )

"""A question to an answer or an honest refusal: the only place where the stages are put together."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from itertools import repeat

from index.errors import UnknownDocument
from index.library import Library
from index.text.introduced_names import OPENING
from index.types import Document, Hit
from qa.answers import Answer, NoAnswer
from qa.asking.courtesy import courtesy_reply
from qa.asking.question import content_terms, earlier_questions, understand, understandings
from qa.concluding import CITATIONS, Concluding, said_by
from qa.judging.attempt import NOT_FAR, Attempt
from qa.judging.confidence import DOUBTED, Verdict, judge
from qa.judging.exactness import quoted_phrases
from qa.judging.identity import asked_title
from qa.judging.pleadings import courts_first
from qa.reading.answer_words import find_words
from qa.reading.evidence import Weights, find_evidence, gram_weights
from qa.reading.model import ReadingModel
from qa.reading.reranking import read_evidence
from qa.scope import documents_about, nothing_found
from qa.types import Evidence, Question, Seconds, Silence, Stage
from qa.whole.answering import Whole
from qa.whole.catalogue import answer_of_library
from qa.whole.drafts import Found, outcome
from qa.whole.items import find_item, item_asked
from qa.whole.several import distributed, parted, together

SAYS = 2
"""A question with so many words that carry content, or more, says by itself what it is about."""
HITS = 10
"""Passages looked at for evidence."""
NEAR = 0.02
"""How far behind the best piece of evidence, in score, another may answer in its place."""
MUCH_MORE, MUCH_SURER = 0.25, 0.2
"""By how much more of the question's weight evidence has than the nearest, which the reading doubts, or by how much it
is surer, to answer in its place."""


class Assistant:
    """Answers questions from a library, with the reading model where there is one. Thread-safe as the library is."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.reader = ReadingModel.find() if library.settings.reader else None
        self._whole = Whole(library)
        self._concluding = Concluding(library, self._whole)

    def warm_up(self) -> None:
        """Load the models and the dictionaries now rather than at the first question; the models in a thread each."""
        with ThreadPoolExecutor(1, "reader") as beside:
            loading = beside.submit(self.reader.load) if self.reader else None
            self.library.warm_up()
            if loading:
                loading.result()

    def ask(self, question: str, history: Sequence[str] = (), documents: Collection[str] = ()) -> Answer | NoAnswer:
        """The answer, quoted, or the reason why there is none.

        :param history: the conversation's earlier questions as typed, oldest first.
        :param documents: the ids of the only documents to be asked, none for all; unknown ones say nothing.
        :raises QuestionError: when the question cannot be asked as it stands.
        :raises LibraryError: when the library cannot be searched.
        """
        with self.library.priority.question():
            *_, outcome = self.steps(question, history, documents)
        assert not isinstance(outcome, Stage)
        return outcome

    def steps(
        self, question: str, history: Sequence[str] = (), documents: Collection[str] = ()
    ) -> Generator[Stage | Answer | NoAnswer]:
        """Each stage before it begins, and last the outcome. Parameters and errors as ``ask``.

        A sync gives way while a stage is worked at, not while the caller is busy between two.
        """
        steps = self._steps(question, history, documents)
        while True:
            with self.library.priority.question():
                step = next(steps, None)
            if step is None:
                return
            yield step

    def _steps(
        self, text: str, history: Sequence[str], chosen: Collection[str], *, divided: bool = True
    ) -> Generator[Stage | Answer | NoAnswer]:
        yield Stage.SEARCH
        started = time.perf_counter()
        history = earlier_questions(history)
        (question, home), *others = understandings(text, history, self.library.tokenizer)
        said = courtesy_reply(text)
        if said:
            yield NoAnswer(question, said, (), 0.0, Seconds(0.0, 0.0, 0.0), kind=Silence.GREETING)
            return
        if divided and (several := parted(question.text)):
            yield self._each(question, several, history, chosen)
            return
        found = self._item(text, history, chosen)
        item = (
            outcome(question, found, self.library, Seconds(0.0, 0.0, time.perf_counter() - started)) if found else None
        )
        if item:
            yield Stage.CHECK
            yield item
            return
        about = cache(lambda home: documents_about(home, self.library, chosen))
        hits = self._search(question, about(home))
        searched = time.perf_counter() - started
        yield Stage.READ
        started = time.perf_counter()
        documents = self._documents(hits)
        if found := self._whole_answer(question, hits, documents, chosen):
            read = time.perf_counter() - started
            whole = outcome(question, found, self.library, Seconds(searched, read, searched + read))
            if whole:
                yield Stage.CHECK
                yield whole
                return
        if divided and (several := distributed(question.text)):
            yield self._each(question, several, history, chosen)
            return
        weighed = self._weighed(question, hits, documents)
        read = time.perf_counter() - started
        yield Stage.CHECK
        started = time.perf_counter() - read
        first = self._attempt(question, weighed) or Attempt(question, Verdict(0.0, nothing_found(self.library, chosen)))
        best = self._better(first, others, about, chosen)
        if isinstance(best, Answer):
            read = time.perf_counter() - started
            yield replace(best, seconds=Seconds(searched, read, searched + read))
        else:
            yield self._concluding.conclude(best, searched, started)

    def _each(
        self, question: Question, several: Sequence[str], history: Sequence[str], chosen: Collection[str]
    ) -> Answer | NoAnswer:
        """What comes of several questions, each asked behind those before it.

        Where the first is not answered, which tells what the rest are about, the line is asked as it stands.
        """
        before = [[*history, *several[:at]] for at in range(len(several))]
        outcomes = list(map(self.ask, several, before, repeat(chosen)))
        if isinstance(outcomes[0], NoAnswer):
            *_, undivided = self._steps(question.text, history, chosen, divided=False)
            if isinstance(undivided, Answer):
                return undivided
        return together(question, several, outcomes)

    def _item(self, text: str, history: Sequence[str], chosen: Collection[str]) -> Found | None:
        """The item that is asked for of what was answered before; None where none is, or that enumerates nothing."""
        asked = item_asked(text, history)
        before = self.ask(asked.question, asked.history, chosen) if asked else None
        return find_item(asked.number, before, self.library) if asked and isinstance(before, Answer) else None

    def _whole_answer(
        self, question: Question, hits: Sequence[Hit], documents: Mapping[str, Document], chosen: Collection[str]
    ) -> Found | None:
        """What the library itself, a table or a list answers, or why it does not; None where none is asked for."""
        found = answer_of_library(question, self.library, chosen) if hits else None
        return found or self._whole.find(question, hits, documents)

    def first_evidence(self, text: str, history: Sequence[str] = ()) -> tuple[str, Verdict] | None:
        """What the evidence that is to answer a question says, and the verdict on it; None where nothing is found.

        What ``ask`` answers follows from these. Parameters and errors as there.
        """
        question = understand(text, history, self.library.tokenizer)
        hits = self._search(question, ())
        attempt = self._attempt(question, self._weighed(question, hits, self._documents(hits)))
        if attempt is None:
            return None
        words = find_words(question, attempt.found[0], attempt.weights, self.library.tokenizer)
        return said_by(attempt.found[0], words), attempt.verdict

    def _attempt(
        self, question: Question, weighed: tuple[Mapping[str, Document], Weights, list[Evidence]]
    ) -> Attempt | None:
        """What comes of a question as it may be meant; None where nothing is found."""
        documents, weights, found = weighed
        if not found:
            return None
        return self._first_answer(question, found, documents, weights)

    def _better(
        self,
        first: Attempt,
        others: Sequence[tuple[Question, tuple[str, ...]]],
        about: Callable[[tuple[str, ...]], Collection[str]],
        chosen: Collection[str],
    ) -> Attempt | Answer:
        """The first attempt or, where it is refused or doubted, the best of what else the question may mean; where all
        are refused, that of the question as it was typed, if that says what it is about.

        What leaves out what it is about is asked of the documents ``about`` the questions before.
        """
        best, tried = first, {(first.question.resolved, frozenset(first.documents))}
        typed: Attempt | None = None
        for question, home in others:
            if best.verdict.why is None and not best.doubted:
                break
            hits = self._search(question, about(home))
            documents = self._documents(hits)
            if (question.resolved, frozenset(documents)) in tried:
                continue
            tried.add((question.resolved, frozenset(documents)))
            found = self._whole_answer(question, hits, documents, chosen)
            whole = outcome(question, found, self.library, Seconds(0.0, 0.0, 0.0)) if found else None
            if isinstance(whole, Answer):
                return whole
            attempt = self._attempt(question, self._weighed(question, hits, documents))
            if attempt and attempt.verdict.why and question.resolved == question.text:
                typed = attempt
            if attempt is None or attempt.verdict.why or attempt.doubted or attempt.says_as(best):
                continue
            best = max(best, attempt, key=lambda each: each.rank)
        says = typed is not None and len(content_terms(typed.question.text, self.library.tokenizer)) >= SAYS
        return typed if best.verdict.why and typed and says else best

    def _weighed(
        self, question: Question, hits: Sequence[Hit], documents: Mapping[str, Document]
    ) -> tuple[Mapping[str, Document], Weights, list[Evidence]]:
        """The documents of the hits, the question's weights, and the evidence in what is still there."""
        weights = gram_weights(question.resolved, self.library.tokenizer, self.library.rarity)
        there = [hit for hit in hits if hit.passage.document_id in documents]
        return documents, weights, self.evidence(question, there, documents, weights)

    def _search(self, question: Question, chosen: Collection[str]) -> list[Hit]:
        """Passages with the words that are quoted in the question, else the nearest there are."""
        phrases, search = quoted_phrases(question.resolved), self.library.search
        with_phrases = search(question.resolved, HITS, phrases, chosen) if phrases else []
        return with_phrases or search(question.resolved, HITS, documents=chosen)

    def _documents(self, hits: Sequence[Hit]) -> dict[str, Document]:
        """The hits' documents by id; one that was removed since the search is left out."""
        documents = {}
        for identity in dict.fromkeys(hit.passage.document_id for hit in hits):
            with contextlib.suppress(UnknownDocument):
                documents[identity] = self.library.document(identity)
        return documents

    def evidence(
        self, question: Question, hits: Sequence[Hit], documents: Mapping[str, Document], weights: Weights
    ) -> list[Evidence]:
        """What is found in the hits, read where there is a reading model, best first.

        :param documents: those of the hits, by id.
        :raises ReaderUnavailable: when the model's files are not what was exported.
        """
        before = [self.library.passage_before(hit.passage) for hit in hits]
        pairs = [(hit, passage.text if passage else "") for hit, passage in zip(hits, before, strict=True)]
        found = find_evidence(question, pairs, weights, self.library.tokenizer)
        if self.reader is None:
            return found
        terms = content_terms(question.resolved, self.library.tokenizer)
        named = {each: asked_title(document, terms) for each, document in documents.items()}
        openings = {each: document.text[:OPENING] for each, document in documents.items()}
        return courts_first(question, read_evidence(question, found, named, openings, self.reader), documents)

    def _first_answer(
        self, question: Question, found: Sequence[Evidence], documents: Mapping[str, Document], weights: Weights
    ) -> Attempt:
        """What comes of the evidence, of which there is some, by its verdicts: the first is what answers.

        Where that settles that it does not answer, the next takes its place that does, if it is as near, and nothing
        is missing there that stands with the nearest. So it does where the reading doubts the nearest, words of the
        question are missing there that stand with it, and it has much more of the question or is much surer.
        """
        verdicts = [
            judge(question, item, documents[item.hit.passage.document_id], weights, self.library.tokenizer)
            for item in found[:CITATIONS]
            if found[0].score - item.score <= NOT_FAR
        ]
        nearest, reading = verdicts[0], found[0].reading
        answering = [i for i, v in enumerate(verdicts) if v.why is None and v.missing <= nearest.missing]
        if nearest.settled:
            answering = [i for i in answering if found[0].score - found[i].score <= NEAR]
        else:
            doubted = reading is not None and reading.probability < DOUBTED
            more = (i for i in answering if verdicts[i].missing < nearest.missing)
            answering = [i for i in more if doubted and self._is_more(found, verdicts, i)]
        chosen = next(iter(answering), 0)
        judged = {item.hit.passage.id: verdict for item, verdict in zip(found, verdicts, strict=False)}
        ordered = [found[chosen], *found[:chosen], *found[chosen + 1 :]]
        return Attempt(question, verdicts[chosen], ordered, documents, weights, judged)

    @staticmethod
    def _is_more(found: Sequence[Evidence], verdicts: Sequence[Verdict], at: int) -> bool:
        """Whether a piece of evidence has much more of the question than the nearest, or is much surer to answer."""
        more = found[at].coverage - found[0].coverage
        return more >= MUCH_MORE or verdicts[at].confidence - verdicts[0].confidence >= MUCH_SURER

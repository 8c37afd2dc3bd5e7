"""A question to an answer or an honest refusal: the only place where the stages are put together."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Mapping, Sequence

from index.errors import UnknownDocument
from index.library import Library
from index.types import Document, Hit, Span, clip_spans
from qa.confidence import judge
from qa.evidence import find_evidence, gram_weights
from qa.question import understand
from qa.reader import find_words
from qa.types import Answer, Citation, Evidence, NoAnswer, Question, Seconds
from qa.verify import keep_verbatim

HITS = 8
"""Passages looked at for evidence."""
CITATIONS = 3
"""Citations under an answer, or related passages without one, at most."""


class Assistant:
    """Answers questions from a library. Thread-safe as the library is."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer | NoAnswer:
        """The answer, quoted, or the reason why there is none.

        :param history: the conversation's earlier questions as typed, oldest first.
        :raises QuestionError: when the question cannot be asked as it stands.
        :raises LibraryError: when the library cannot be searched.
        """
        started = time.perf_counter()
        understood = understand(question, history, self.library.tokenizer)
        hits = self.library.search(understood.resolved, HITS)
        searched = time.perf_counter()
        documents = self._documents(hits)
        hits = [hit for hit in hits if hit.passage.document_id in documents]
        found = find_evidence(understood, self._with_before(hits), self.library.tokenizer, self.library.rarity)
        outcome = self._conclude(understood, found, documents)
        finished = time.perf_counter()
        seconds = Seconds(searched - started, finished - searched, finished - started)
        text, citations, confidence, reason = outcome
        if reason:
            return NoAnswer(understood, reason, tuple(citations), confidence, seconds)
        return Answer(understood, text, tuple(citations), confidence, seconds)

    def _documents(self, hits: Sequence[Hit]) -> dict[str, Document]:
        """The hits' documents by id; one that was removed since the search is left out."""
        documents = {}
        for identity in dict.fromkeys(hit.passage.document_id for hit in hits):
            with contextlib.suppress(UnknownDocument):
                documents[identity] = self.library.document(identity)
        return documents

    def _with_before(self, hits: Sequence[Hit]) -> list[tuple[Hit, str]]:
        """Each hit with the text that its passage goes on from."""
        before = [self.library.passage_before(hit.passage) for hit in hits]
        return [(hit, passage.text if passage else "") for hit, passage in zip(hits, before, strict=True)]

    def _conclude(
        self, question: Question, found: Sequence[Evidence], documents: Mapping[str, Document]
    ) -> tuple[str, list[Citation], float, str]:
        """Answer text, citations, confidence, and the reason for no answer (empty for an answer)."""
        if not found:
            updating = self.library.status().documents > 0
            reason = "资料库正在更新，请稍后再问。" if updating else "资料库里还没有文档，请先加入文档再提问。"
            return "", [], 0.0, reason
        first = found[0]
        document = documents[first.hit.passage.document_id]
        verdict = judge(question, first, document, self.library.tokenizer, self.library.rarity)
        weights = gram_weights(question.resolved, self.library.tokenizer, self.library.rarity)
        cited = [
            self._cite(question, number, item, documents, weights)
            for number, item in enumerate(found[:CITATIONS], start=1)
        ]
        kept = keep_verbatim(cited, self.library)
        if verdict.reason:
            return "", kept, verdict.confidence, verdict.reason
        if not kept or kept[0] is not cited[0]:
            return "", kept, verdict.confidence, "找到的内容与原文核对不上，没有采用。请重新索引后再问。"
        return first.text, kept, verdict.confidence, ""

    def _cite(
        self,
        question: Question,
        number: int,
        evidence: Evidence,
        documents: Mapping[str, Document],
        weights: Mapping[str, float],
    ) -> Citation:
        passage = evidence.hit.passage
        document = documents[passage.document_id]
        start = evidence.sentence[0]
        highlight: list[Span] = []
        for low, high in find_words(question, evidence.text, weights, self.library.tokenizer):
            highlight += clip_spans(passage.spans, start + low, start + high)
        return Citation(
            number,
            document.name,
            document.id,
            document.title,
            passage.heading,
            passage.text,
            passage.spans,
            tuple(highlight),
        )

"""A text checked against the library, claim by claim: the only composition of what this room does."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from index.errors import UnknownDocument
from index.text.tokens import well_formed
from index.types import Document, Format, Hit, content_id
from qa.answers import Citation
from qa.assistant import Assistant
from qa.checking.claims import LONGEST, Claim, Sentence, claims_of, sentences_of
from qa.checking.concluding import conclude
from qa.checking.judging import Verdict, verdicts
from qa.checking.paraphrase import read_otherwise
from qa.checking.quotations import quoted
from qa.checking.sources import Source, of_citation, of_hit
from qa.checking.types import CheckedText, ClaimKind, Finding, Standing
from qa.judging.quotes import keep_verbatim

CHECKING = "核对"
"""The stage that progress speaks of, in sentences."""
MOST_CHARACTERS = 100_000
"""Characters of a text that are checked at once."""
HITS = 8
"""Passages looked at for a sentence."""
WORDS = 4096
"""Words whose vectors are kept."""
ASKED = 400
"""Characters of a sentence that are searched for."""

Told = Callable[[int, int], None]
"""Called with how many sentences are done, and how many there are."""


class Checker:
    """Checks texts against a library, ``library``. Thread-safe as the library is.

    The vectors of words are kept for the next text: who checks in several ways has them share one.
    """

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self.library = assistant.library
        self._vector = lru_cache(maxsize=WORDS)(lambda word: self.library.encode_query(word))

    def check(
        self,
        text: str,
        name: str = "",
        documents: Collection[str] = (),
        kinds: Collection[ClaimKind] = (),
        progress: Told | None = None,
    ) -> CheckedText:
        """What a text claims, and what the documents say to each of it; nothing for a text that claims nothing.

        :param name: what the text is called.
        :param documents: the ids of the only documents to look in, none for all.
        :param kinds: the only kinds of claims to look at, none for all.
        :raises LibraryError: when the library cannot be searched.
        """
        if not text.strip():
            return CheckedText(name, text, ())
        return self.check_document(_document(text, name), documents, kinds, progress)

    def check_document(
        self,
        document: Document,
        documents: Collection[str] = (),
        kinds: Collection[ClaimKind] = (),
        progress: Told | None = None,
    ) -> CheckedText:
        """As ``check``, for a text whose headings and tables are known."""
        started = time.perf_counter()
        finder = _Finder(self._assistant, documents)
        findings = self._findings(document, kinds, finder.sources, progress)
        text, unchecked = document.text, max(len(document.text) - MOST_CHARACTERS, 0)
        return CheckedText(document.name, text, tuple(findings), unchecked, time.perf_counter() - started)

    def check_against(self, text: str, citations: Sequence[Citation], question: str = "") -> CheckedText:
        """What a text claims, and what these quotes say to it; nothing else is looked at.

        :param question: what the quotes answer; it says nothing by itself.
        """
        started = time.perf_counter()
        tokenizer = self.library.tokenizer
        sources = [source for citation in citations for source in of_citation(citation, tokenizer)]
        document = _document(text, question) if text.strip() else None
        findings = self._findings(document, (), lambda _sentence: sources, None) if document else []
        unchecked = max(len(text) - MOST_CHARACTERS, 0)
        return CheckedText("", text, tuple(findings), unchecked, time.perf_counter() - started)

    def _findings(
        self,
        document: Document,
        kinds: Collection[ClaimKind],
        sources: Callable[[Sentence], list[Source]],
        progress: Told | None,
    ) -> list[Finding]:
        stated = sentences_of(_opening(document), self.library.tokenizer, self._near)
        sentences = [sentence for sentence in stated if sentence.span.end <= MOST_CHARACTERS]
        findings: list[Finding] = []
        for done, sentence in enumerate(sentences):
            if progress:
                progress(done, len(sentences))
            claims = claims_of(sentence.line, kinds)
            near = sources(sentence) if claims else []
            findings += [self._finding(sentence, claim, near) for claim in claims]
        if progress:
            progress(len(sentences), len(sentences))
        return sorted(findings, key=lambda finding: (finding.span, finding.sentence))

    def _near(self, word: str, other: str) -> float:
        """How near two words are in meaning, by their vectors: the cosine."""
        return float(self._vector(word) @ self._vector(other))

    def _finding(self, sentence: Sentence, claim: Claim, sources: Sequence[Source]) -> Finding:
        look = quoted if claim.kind is ClaimKind.QUOTATION else verdicts
        found: list[Verdict] = look(sentence.line, claim, sources)
        if self._assistant.reader:
            found = read_otherwise(sentence.line, claim, found, self._assistant.reader)
        finding = conclude(sentence, claim, found, self.library.tokenizer)
        kept = keep_verbatim(finding.citations, self.library)
        if len(kept) == len(finding.citations):
            return finding
        return replace(finding, standing=Standing.UNSEEN, citations=tuple(kept), differences=())


class _Finder:
    """The sources of one text's sentences: those found for a sentence, and for the one before it."""

    def __init__(self, assistant: Assistant, documents: Collection[str]) -> None:
        self._library = assistant.library
        self._documents = documents
        self._known: dict[str, list[Source]] = {}
        self._last: list[Hit] = []

    def sources(self, sentence: Sentence) -> list[Source]:
        asked = sentence.line.text[:ASKED]
        hits = self._library.search(asked, HITS, documents=self._documents)
        there = {hit.passage.id for hit in hits}
        both = [*hits, *(hit for hit in self._last if hit.passage.id not in there)]
        self._last = hits[:2]
        return [source for hit in both for source in self._of(hit)]

    def _of(self, hit: Hit) -> Iterator[Source]:
        known = self._known.get(hit.passage.id)
        if known is None:
            known = []
            with contextlib.suppress(UnknownDocument):  # removed since the search
                document = self._library.document(hit.passage.document_id)
                known = of_hit(self._library, hit, document, self._library.passage_before(hit.passage))
            self._known[hit.passage.id] = known
        yield from known


def _document(text: str, name: str) -> Document:
    return Document(content_id(well_formed(text).encode()), name, name, Format.TEXT, text)


def _opening(document: Document) -> Document:
    """As much of a document as is checked, and a sentence more, so that the last one is whole or left out."""
    most = MOST_CHARACTERS + LONGEST
    if len(document.text) <= most:
        return document
    blocks = tuple(block for block in document.blocks if block.spans[-1].end <= most)
    return replace(document, text=document.text[:most], blocks=blocks, places=())

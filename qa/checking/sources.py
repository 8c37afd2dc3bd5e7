"""What a sentence is compared with: the sentences of passages that were found, or of quotes that were given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from index.layout.identity import OPENING
from index.library import Library
from index.searching.duplicates import letters
from index.text.sentences import split_sentences
from index.text.tokens import Tokenizer, Word, close_up, fold
from index.types import Document, Hit, Passage, clip_spans
from qa.answers import Citation
from qa.checking.line import PLACES, Line, bare_name, grams_in, is_name
from qa.citing import cite_evidence
from qa.judging.identity import identity_of
from qa.types import Evidence

JUST = 2
"""Sentences ahead of one from which it goes on."""
READ = 6_000
"""Characters of a document by which the place that it is about is told."""
Cite = Callable[[int, tuple[int, int], Sequence[tuple[int, int]]], Citation]
"""A number, where the sentence stands in the text, and the words in that sentence, to a citation."""


@dataclass(frozen=True)
class Source:
    """A text of one passage or quote. ``above`` is what it stands under and what its document is called, folded.

    ``place`` is ``[start, end)`` of its text; ``before`` the text ahead of it, folded.
    """

    document: str
    text: str
    place: tuple[int, int]
    above: str
    before: str
    line: Line
    cite: Cite
    known: Document | None = None

    @cached_property
    def grams(self) -> frozenset[str]:
        """Those of the sentence, of the text before it, and of what it stands under."""
        around = frozenset(gram for gram, _ in grams_in(f"{self.above}\n{self.before}"))
        return self.line.grams | around

    @cached_property
    def names_before(self) -> tuple[Word, ...]:
        """The names in the sentences just ahead, in order."""
        tokenizer = self.line.tokenizer
        return tuple(word for word in tokenizer.tag(self.just_before) if is_name(word, tokenizer))

    @cached_property
    def just_before(self) -> str:
        """The last sentences of the text ahead, which a sentence goes on from without naming again what they name."""
        sentences = split_sentences(self.before)[-JUST:]
        return self.before[sentences[0][0] :] if sentences else ""

    @property
    def home(self) -> frozenset[str]:
        """The place that the document names most, with and without its kind; none where it names none."""
        return _home(self.known, self.line.tokenizer) if self.known else frozenset()

    @property
    def opening(self) -> str:
        """The letters that the document opens with: a title need not be set as one."""
        return _opening(self.known) if self.known else ""

    def citation(self, number: int, words: Sequence[tuple[int, int]]) -> Citation:
        """The quote, with ``words`` (offsets in the folded line) marked."""
        origins = self.line.origins
        return self.cite(number, self.place, [(origins[low], origins[high]) for low, high in words if low < high])


@lru_cache(maxsize=256)
def _home(document: Document, tokenizer: Tokenizer) -> frozenset[str]:
    words = (word for word in tokenizer.cut(fold(document.text[:READ])) if len(word) > 1 and tokenizer.is_place(word))
    often = Counter(map(bare_name, words))
    return frozenset(f"{name}{kind}" for name, _ in often.most_common(1) for kind in ("", *PLACES))


@lru_cache(maxsize=256)
def _opening(document: Document) -> str:
    return letters(document.text[:OPENING])


def of_hit(library: Library, hit: Hit, document: Document, before: Passage | None) -> list[Source]:
    """The sentences of a passage."""

    def cite(number: int, place: tuple[int, int], words: Sequence[tuple[int, int]]) -> Citation:
        return cite_evidence(library, document, number, Evidence(hit, "", place, 1.0, hit.score), words)

    passage = hit.passage
    names = [document.title, *identity_of(document).lines, close_up(passage.context)]
    kept = _Text(document.id, passage.text, fold("\n".join(names)), before.text if before else "", cite, document)
    return list(_sources(kept, library.tokenizer))


def of_citation(citation: Citation, tokenizer: Tokenizer) -> list[Source]:
    """The sentences of a quote, which keeps its number."""

    def cite(_number: int, place: tuple[int, int], words: Sequence[tuple[int, int]]) -> Citation:
        marks = [clip_spans(citation.spans, place[0] + low, place[0] + high) for low, high in words]
        return replace(citation, highlight=tuple(span for mark in marks for span in mark))

    above = fold(f"{citation.title}\n{citation.document}\n{citation.heading}")
    return list(_sources(_Text(citation.document_id, citation.quote, above, "", cite), tokenizer))


@dataclass(frozen=True)
class _Text:
    """What the sentences of a text have in common; ``ahead`` is what stands before it."""

    document: str
    text: str
    above: str
    ahead: str
    cite: Cite
    known: Document | None = None


def _sources(of: _Text, tokenizer: Tokenizer) -> Iterator[Source]:
    for start, end in split_sentences(of.text):
        line = Line.of(of.text[start:end], tokenizer)
        before = fold(f"{of.ahead}\n{of.text[:start]}")
        yield Source(of.document, of.text, (start, end), of.above, before, line, of.cite, of.known)

"""Evidence and chosen slices to citations: what is quoted, where it stands, and where else."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath

from index.errors import UnknownDocument
from index.library import Library
from index.searching.duplicates import letters
from index.text.places import describe, places_of
from index.types import Document, Passage, Span, clip_spans, join_spans
from qa.answers import Citation, Elsewhere
from qa.types import Evidence


def cite_evidence(
    library: Library, document: Document, number: int, evidence: Evidence, words: Sequence[tuple[int, int]]
) -> Citation:
    """The passage of a piece of evidence, with the ``words`` of its sentence that answer."""
    passage = evidence.hit.passage
    start, end = evidence.sentence
    marks = [span for low, high in words for span in clip_spans(passage.spans, start + low, start + high)]
    places = places_of(document.places, clip_spans(passage.spans, start, end))
    quoted = _quoted(library, document, number, passage, passage.spans)
    return replace(quoted, highlight=tuple(marks), places=tuple(places), also=tuple(_elsewhere(library, evidence)))


def cite_slice(library: Library, document: Document, number: int, span: Span, marks: Sequence[Span]) -> Citation:
    """One slice of a document, a row or an item, with the passage it begins in and the ``marks`` within it."""
    within = sorted(mark for mark in set(marks) if span.start <= mark.start and mark.end <= span.end)
    quoted = _quoted(library, document, number, library.passage_at(document.id, span.start), (span,))
    return replace(quoted, highlight=tuple(within), places=tuple(places_of(document.places, [span])))


def _quoted(
    library: Library, document: Document, number: int, passage: Passage | None, spans: Sequence[Span]
) -> Citation:
    """``spans`` of a document as a quote in which nothing is marked, with the passage that they stand in."""
    path = next(iter(library.paths_of(document.id)), "")
    return Citation(
        number,
        document.name,
        document.id,
        document.title,
        passage.heading if passage else "",
        join_spans(document.text, spans),
        tuple(spans),
        (),
        paragraph=passage.ordinal + 1 if passage else 0,
        path=path,
        called=_called(library, path),
    )


def _called(library: Library, path: str) -> str:
    """The name that tells a file from others, ``""`` where its own does."""
    called = library.called(path)
    return "" if called == PurePath(path).name else called


def _elsewhere(library: Library, evidence: Evidence) -> Iterator[Elsewhere]:
    """The copies of the cited file, then the other documents that say the sentence too, each once."""
    passage = evidence.hit.passage
    for path in library.paths_of(passage.document_id)[1:]:
        name, called = PurePath(path).name, _called(library, path)
        yield Elsewhere(name, passage.document_id, path, passage.heading, "", called)
    for twin in evidence.hit.twins:
        start = twin.text.find(evidence.text)
        if start < 0 and letters(evidence.text) not in letters(twin.text):
            continue
        path = next(iter(library.paths_of(twin.document_id)), "")
        with contextlib.suppress(UnknownDocument):  # removed meanwhile
            document = library.document(twin.document_id)
            spans = clip_spans(twin.spans, start, start + len(evidence.text)) if start >= 0 else twin.spans
            place = describe(places_of(document.places, spans))
            if path:
                yield Elsewhere(document.name, document.id, path, twin.heading, place, _called(library, path))

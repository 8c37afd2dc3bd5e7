"""Citations of slices that are chosen by where they stand: rows of tables, items of lists."""

from __future__ import annotations

from collections.abc import Sequence

from index.library import Library
from index.text.places import places_of
from index.types import Document, Span, join_spans
from qa.types import Citation


def cite(library: Library, document: Document, number: int, span: Span, marks: Sequence[Span]) -> Citation:
    """A citation of one slice of a document, with the passage it begins in and the ``marks`` within it."""
    inside = (passage for passage in library.passages_of(document.id) if passage.spans[-1].end > span.start)
    passage = next(inside, None)
    return Citation(
        number,
        document.name,
        document.id,
        document.title,
        passage.heading if passage else "",
        join_spans(document.text, [span]),
        (span,),
        tuple(sorted(mark for mark in set(marks) if span.start <= mark.start and mark.end <= span.end)),
        tuple(places_of(document.places, [span])),
        (),
        passage.ordinal + 1 if passage else 0,
    )

"""Addresses within the page that lead to a document, or to a quote in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.types import Span, merge_spans
from qa.answers import Citation

LINKS = 12
"""Numbers of citations behind a part of an answer, at most; the citations below are all."""


def to_document(identity: str) -> str:
    """The address of the source view of a document."""
    return f"#source/{identity}"


def to_quote(citation: Citation) -> str:
    """The address of the source view at a quote: the document, the quote's spans and those of the words that answer.

    It stays true as long as the file's content does, whatever else is indexed: the id comes from the content.
    """
    places = (_places(spans) for spans in (citation.spans, citation.highlight))
    return "/".join([to_document(citation.document_id), *places])


def spans_of(text: object) -> list[Span]:
    """The spans of a part of such an address; what is none is passed over."""
    found = (map(int, pair) for pair in re.findall(r"(\d{1,9})-(\d{1,9})", str(text)))
    return [Span(start, end) for start, end in found if start < end]


def _places(spans: Sequence[Span]) -> str:
    return "+".join(f"{span.start}-{span.end}" for span in merge_spans(spans))

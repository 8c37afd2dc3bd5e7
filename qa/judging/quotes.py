"""The verbatim law at answer time: no quote is shown that is not in its document."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from index.errors import UnknownDocument
from index.library import Library
from index.types import Document, join_spans
from qa.answers import Citation

log = logging.getLogger(__name__)


def is_verbatim(citation: Citation, document: Document) -> bool:
    """Whether the quote is the joined slices of the document, and its highlights lie within them."""
    inside = citation.spans[-1].end <= len(document.text)
    return inside and join_spans(document.text, citation.spans) == citation.quote


def keep_verbatim(citations: Sequence[Citation], library: Library) -> list[Citation]:
    """The citations that stand in the library's documents as they are now, in order; others are logged as errors."""
    kept = []
    for citation in citations:
        try:
            exact = is_verbatim(citation, library.document(citation.document_id))
        except UnknownDocument:
            exact = False
        if exact:
            kept.append(citation)
        else:
            log.error("quote is not in document %s at %s", citation.document_id, citation.spans)
    return kept

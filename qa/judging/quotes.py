"""The verbatim law at answer time: no quote is shown that is not in its document."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Sequence

from index.errors import UnknownDocument
from index.library import Library
from index.types import Document, join_spans
from qa.answers import Citation

log = logging.getLogger(__name__)


def is_verbatim(citation: Citation, document: Document) -> bool:
    """Whether the quote is the joined slices of the document, within which its highlights always lie."""
    inside = citation.spans[-1].end <= len(document.text)
    return inside and join_spans(document.text, citation.spans) == citation.quote


def keep_verbatim(citations: Sequence[Citation], library: Library) -> list[Citation]:
    """The citations that stand in the library's documents as they are now, in order; others are logged as errors."""
    documents: dict[str, Document] = {}
    for identity in {citation.document_id for citation in citations}:
        with contextlib.suppress(UnknownDocument):
            documents[identity] = library.document(identity)
    kept = []
    for citation in citations:
        document = documents.get(citation.document_id)
        if document is not None and is_verbatim(citation, document):
            kept.append(citation)
        else:
            log.error("quote is not in document %s at %s", citation.document_id, citation.spans)
    return kept

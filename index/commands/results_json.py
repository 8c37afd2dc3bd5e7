"""What a search found as an object of JSON, the same for the command and for programs."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import Any

from index.errors import UnknownDocument
from index.library import Library
from index.text.places import describe, places_of
from index.types import Document, Hit


def found_as_json(library: Library, question: str, hits: Sequence[Hit]) -> dict[str, Any]:
    """Hits in the form that ``search --json`` prints and that programs are given; offsets are code points.

    A hit whose document was removed since the search is left out.
    """
    found = []
    for hit in hits:
        with contextlib.suppress(UnknownDocument):
            document = library.document(hit.passage.document_id)
            found.append(_hit(hit, document, next(iter(library.paths_of(document.id)), "")))
    return {"question": question, "hits": found}


def _hit(hit: Hit, document: Document, path: str) -> dict[str, Any]:
    return {
        "passage_id": hit.passage.id,
        "document": document.name,
        "document_id": document.id,
        "path": path,
        "title": document.title,
        "heading": hit.passage.heading,
        "place": describe(places_of(document.places, hit.passage.spans)),
        "text": hit.passage.text,
        "spans": [[span.start, span.end] for span in hit.passage.spans],
        "score": hit.score,
        "lexical": hit.lexical,
        "lexical_share": hit.lexical_share,
        "lexical_rank": hit.lexical_rank,
        "dense": hit.dense,
        "dense_rank": hit.dense_rank,
        "twins": [twin.document_id for twin in hit.twins],
    }

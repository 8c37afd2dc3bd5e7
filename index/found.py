"""What a search found as an object of JSON, the same for the command and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from index.library import Library
from index.places import describe, places_of
from index.types import Hit


def found_as_json(library: Library, question: str, hits: Sequence[Hit]) -> dict[str, Any]:
    """Hits in the form that ``search --json`` prints and that programs are given; offsets are code points.

    :raises UnknownDocument: when a hit's document was removed since the search.
    """
    return {"question": question, "hits": [_hit(library, hit) for hit in hits]}


def _hit(library: Library, hit: Hit) -> dict[str, Any]:
    document = library.document(hit.passage.document_id)
    return {
        "passage_id": hit.passage.id,
        "document": document.name,
        "document_id": document.id,
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

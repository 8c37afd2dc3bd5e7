"""The documents that a question is asked of."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from index.library import Library
from qa.statements import Reason, ReasonKind


def documents_about(questions: Sequence[str], library: Library, chosen: Collection[str]) -> Collection[str]:
    """The ids of the documents with the passage nearest to each of these questions; ``chosen`` where there is none.

    :param chosen: the ids of the only documents to look at, none for all.
    """
    hits = [hit for question in questions for hit in library.search(question, 1, documents=chosen)]
    return list(dict.fromkeys(hit.passage.document_id for hit in hits)) or chosen


def nothing_found(library: Library, chosen: Collection[str]) -> Reason:
    """Why a search finds no passage at all.

    :param chosen: the ids of the only documents that were asked, none for all.
    """
    if chosen:
        return Reason(ReasonKind.NOT_AMONG_CHOSEN)
    return Reason(ReasonKind.UPDATING if library.status().documents else ReasonKind.EMPTY_LIBRARY)

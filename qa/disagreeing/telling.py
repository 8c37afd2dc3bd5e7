"""What is said of documents that disagree: how each is called, and what to mind."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from index.types import Document
from qa.answers import Citation, PartStatus
from qa.disagreeing.groups import Disagreement
from qa.disagreeing.standing import repeals, standing_of
from qa.statements import Reason, ReasonKind, Remark, RemarkKind


def label_of(document: Document, citations: Sequence[Citation]) -> str:
    """What stands before the answer of a document: its name, with its date or edition."""
    told = standing_of(document).described
    return f"{_called(document, citations)}{f'（{told}）' if told else ''}"


def status_of(split: Disagreement, document: Document) -> PartStatus:
    """How a document stands to the first that has another answer."""
    if document.id == split.first.document.id or not split.decided:
        return PartStatus.STANDS
    if standing_of(document).draft:
        return PartStatus.DRAFT
    return PartStatus.REPEALED if document in split.repealed else PartStatus.EARLIER


def _called(document: Document, citations: Sequence[Citation]) -> str:
    """A document's title, or its file's name where others that are cited have the same title."""
    cited = {citation.document_id: citation for citation in citations}
    titles = [citation.title for citation in cited.values()]
    if titles.count(document.title) < 2:
        return f"《{document.title}》"
    return cited[document.id].name if document.id in cited else document.name


def remark_on(split: Disagreement) -> Remark:
    """What to mind about answers that differ."""
    if not split.same:
        return Remark(RemarkKind.WHICH_DOCUMENT)
    first = split.first.document
    if split.decided and split.settled and any(repeals(first, each) for each in split.repealed):
        return Remark(RemarkKind.REPEALING, (_stem(first),))
    if split.settled:
        return Remark(RemarkKind.NOT_IN_FORCE)
    return Remark(RemarkKind.NEWER_FIRST if split.decided else RemarkKind.NONE_NEWER)


def refusal(split: Disagreement) -> Reason:
    """Why a question that documents answer differently is not answered, where that is to be so."""
    told = tuple(f"{_stem(group[0].document)}：{group[0].text}" for group in split.groups)
    return Reason(ReasonKind.DOCUMENTS_DIFFER, told)


def _stem(document: Document) -> str:
    return PurePath(document.name).stem

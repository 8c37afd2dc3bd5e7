"""What is said of documents that disagree: how each is called, and what to mind, in Chinese."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from index.types import Document
from qa.answers import Citation, PartStatus
from qa.disagreeing.groups import Disagreement
from qa.disagreeing.standing import repeals, standing_of


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


def remark_on(split: Disagreement) -> str:
    """What to mind about answers that differ."""
    count = f"{len(split.groups)} 份文件" if all(len(group) == 1 for group in split.groups) else "几份文件"
    if not split.same:
        return f"问题没有写明是哪一份文件里的：{count}各有一个答案，一并列出。"
    first = split.first.document
    ended = [each.title for each in split.repealed if repeals(first, each)]
    if split.decided and ended and split.settled:
        return f"{count}写的不一样。“{_stem(first)}”写明原来的废止，以它为准；废止的列在后面。"
    if split.settled:
        return f"{count}写的不一样。列在后面的已经废止或者还不是定稿。"
    if split.decided:
        return f"{count}写的不一样，较新的在前，请核对现在用的是哪一份。"
    return f"{count}写的不一样，看不出哪一份较新，一并列出，请核对。"


def refusal(split: Disagreement) -> str:
    """Why a question that documents answer differently is not answered, where that is to be so."""
    told = "；".join(f"“{_stem(group[0].document)}”写的是“{group[0].text}”" for group in split.groups)
    return f"几份文件写的不一样，按设置不作回答：{told}。请写明是哪一份，或者只选一份文件再问。"


def _stem(document: Document) -> str:
    return PurePath(document.name).stem

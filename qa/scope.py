"""The documents that a question is asked of."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from index.library import Library


def documents_about(questions: Sequence[str], library: Library, chosen: Collection[str]) -> Collection[str]:
    """The ids of the documents with the passage nearest to each of these questions; ``chosen`` where there is none.

    :param chosen: the ids of the only documents to look at, none for all.
    """
    hits = [hit for question in questions for hit in library.search(question, 1, documents=chosen)]
    return list(dict.fromkeys(hit.passage.document_id for hit in hits)) or chosen


def nothing_found(library: Library, chosen: Collection[str]) -> str:
    """Why a search finds no passage at all, in Chinese.

    :param chosen: the ids of the only documents that were asked, none for all.
    """
    if chosen:
        return "所选的文档里没有可以回答的内容，它们可能已被移除。请重新选择文档，或者不限定文档再问。"
    if library.status().documents:
        return "资料库正在更新，请稍后再问。"
    return "资料库里还没有文档，请先加入文档再提问。"

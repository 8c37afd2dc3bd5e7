"""Every promise about documents, their passages and vectors, checked, whatever they lie in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from index.errors import LibraryDamaged
from index.storage.records import Records
from index.types import Matrix, Passage, join_spans

NORM_TOLERANCE = 1e-3


@dataclass(slots=True)
class Damage:
    """What is wrong with the rows of a store, in Chinese: by id of the document it belongs to, and the rest.

    ``passages`` are the ids of all passages.
    """

    passages: set[str] = field(default_factory=set)
    documents: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    rest: list[str] = field(default_factory=list)

    def findings(self) -> list[str]:
        """All of it."""
        return [finding for of_one in self.documents.values() for finding in of_one] + self.rest


def check_documents(store: Records, damage: Damage) -> None:
    """Add what is wrong with the documents, their passages and vectors, whatever they lie in."""
    dimensions: set[int] = set()
    for document_id in store.document_ids():
        try:
            passages, vectors = store.passages_of(document_id), store.vectors_of(document_id)
            found = _check_text(store, document_id, passages) + _check_vectors(passages, vectors)
        except LibraryDamaged as error:
            found, vectors = [error.what], {}
            passages = []
        damage.passages |= {passage.id for passage in passages}
        dimensions |= {len(vector) for vector in vectors.values()}
        if found:  # what a damaged row brings with it need not be told besides
            damage.documents[document_id] = damage.documents.get(document_id) or found
    if len(dimensions) > 1:
        damage.rest.append(f"向量的维数不一致：{sorted(dimensions)}。")


def _check_text(store: Records, document_id: str, passages: Sequence[Passage]) -> list[str]:
    document = store.document(document_id)
    if document is None:
        return [f"文件 {document_id} 没有来源。"]
    findings = [] if passages else [f"文件 {document.name} 没有段落。"]
    for expected, passage in enumerate(passages):
        if passage.ordinal != expected:
            findings.append(f"文件 {document.name} 缺第 {expected + 1} 段。")
            break
        if passage.spans[-1].end > len(document.text) or passage.text != join_spans(document.text, passage.spans):
            findings.append(f"文件 {document.name} 的第 {passage.ordinal + 1} 段与原文不一致。")
    return findings


def _check_vectors(passages: Sequence[Passage], vectors: Mapping[str, Matrix]) -> list[str]:
    findings = []
    for passage in passages:
        vector = vectors.get(passage.id)
        if vector is None:
            findings.append(f"段落 {passage.id} 没有向量。")
        elif not abs(float(np.linalg.norm(vector)) - 1) <= NORM_TOLERANCE:  # so that NaN is found too
            findings.append(f"段落 {passage.id} 的向量长度不是 1。")
    return findings

"""Every promise about a library on disk, checked."""

from __future__ import annotations

import numpy as np

from index.derived import Derived
from index.store import Store
from index.types import Passage, join_spans

NORM_TOLERANCE = 1e-3


def find_damage(store: Store, derived: Derived) -> list[str]:
    """What is wrong, in Chinese, empty for nothing: the file, the verbatim law, the vectors, and what is derived."""
    findings = [f"数据库检查不通过：{finding}" for finding in store.check()]
    if findings:
        return findings  # nothing read from it can be trusted
    ids: set[str] = set()
    dimensions: set[int] = set()
    for document_id in store.document_ids():
        passages = store.passages_of(document_id)
        vectors = store.vectors_of(document_id)
        ids |= {passage.id for passage in passages}
        dimensions |= {len(vector) for vector in vectors.values()}
        findings += _check_text(store, document_id, passages)
        for passage in passages:
            vector = vectors.get(passage.id)
            if vector is None:
                findings.append(f"段落 {passage.id} 没有向量。")
            elif not abs(float(np.linalg.norm(vector)) - 1) <= NORM_TOLERANCE:  # so that NaN is found too
                findings.append(f"段落 {passage.id} 的向量长度不是 1。")
    if len(dimensions) > 1:
        findings.append(f"向量的维数不一致：{sorted(dimensions)}。")
    findings += _check_derived(store, derived, ids)
    return findings


def _check_text(store: Store, document_id: str, passages: list[Passage]) -> list[str]:
    document = store.document(document_id)
    if document is None:
        return [f"文件 {document_id} 没有来源。"]
    findings = [] if passages else [f"文件 {document.name} 没有段落。"]
    for passage in passages:
        if passage.spans[-1].end > len(document.text) or passage.text != join_spans(document.text, passage.spans):
            findings.append(f"文件 {document.name} 的第 {passage.ordinal + 1} 段与原文不一致。")
    return findings


def _check_derived(store: Store, derived: Derived, ids: set[str]) -> list[str]:
    findings = []
    for name, side in (("词语索引", derived.lexical), ("向量索引", derived.vectors)):
        if side.generation != store.generation:
            findings.append(f"{name}停在第 {side.generation} 代，资料库是第 {store.generation} 代。")
        missing, extra = len(ids - side.ids()), len(side.ids() - ids)
        if missing or extra or len(side) != len(ids):
            findings.append(f"{name}与资料库不一致：缺 {missing} 段，多 {extra} 段。")
    return findings

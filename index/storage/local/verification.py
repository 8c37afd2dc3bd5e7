"""Every promise about a library on disk, checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from index.errors import LibraryDamaged
from index.readers import file_signature
from index.storage.checksums import CHECKED, OWNED
from index.storage.local.derived import Derived
from index.storage.local.store import Store
from index.storage.records import Records
from index.types import Matrix, Passage, content_id, join_spans

NORM_TOLERANCE = 1e-3
CALLED = {"documents": "内容", "sources": "来源", "passages": "段落"}
"""What a person calls what a row of a document's tables holds."""


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


def find_damage(store: Store, derived: Derived, uploads: Path) -> list[str]:
    """What is wrong, in Chinese, empty for nothing: the store's file, its rows, the verbatim law, vectors, what is
    derived, and the uploaded files.
    """
    findings = find_malformed(store)
    if findings:
        return findings  # nothing read from it can be trusted
    damage = examine(store)
    findings = damage.findings()
    try:
        return findings + _check_derived(store, derived, damage.passages) + _check_uploads(store, uploads)
    except LibraryDamaged as error:
        return findings or [str(error)]


def find_malformed(store: Store) -> list[str]:
    """What is wrong with how the store's file is put together."""
    return [f"数据库检查不通过：{finding}" for finding in store.file.malformed()]


def examine(store: Store) -> Damage:
    """What is wrong with the rows of a store whose file is well put together."""
    damage = Damage()
    _check_rows(store, damage)
    check_documents(store, damage)
    return damage


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


def _check_rows(store: Store, damage: Damage) -> None:
    for table in CHECKED:
        for row in store.file.damaged(table):
            if table in OWNED:
                document_id = str(row[OWNED[table]])
                path = next(iter(store.sources_of(document_id)), document_id)
                damage.documents[document_id].append(f"文件 {path} 的{CALLED[table]}与校验和不符。")
            else:
                damage.rest.append(f"{table}表里“{row[0]}”的记录与校验和不符。")
    damage.rest += [f"{table}表第 {number} 行所属的文件不在库里。" for table, number in store.file.orphans()]


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


def _check_derived(store: Store, derived: Derived, ids: set[str]) -> list[str]:
    """:param ids: of all passages in the store."""
    findings = []
    differing = sum(len(derived.vectors.differing(store.vectors_of(each))) for each in store.document_ids())
    for name, side in (("词语索引", derived.lexical), ("向量索引", derived.vectors)):
        if side.generation != store.generation:
            findings.append(f"{name}停在第 {side.generation} 代，资料库是第 {store.generation} 代。")
        missing, extra = len(ids - side.ids()), len(side.ids() - ids)
        if missing or extra or len(side) != len(ids):
            findings.append(f"{name}与资料库不一致：缺 {missing} 段，多 {extra} 段。")
    if differing:
        findings.append(f"向量索引里有 {differing} 段的向量与资料库不同。")
    return findings


def _check_uploads(store: Store, folder: Path) -> list[str]:
    """Uploads that nobody touched since they were read, and that are other bytes all the same."""
    findings = []
    for source in store.sources():
        path = Path(source.path)
        if path.parent != folder or not source.signature or source.signature != file_signature(path):
            continue
        try:
            rotten = content_id(path.read_bytes()) != source.document_id
        except OSError as error:
            findings.append(f"上传的文件 {path.name} 读不了：{error.strerror}。")
            continue
        if rotten:
            findings.append(f"上传的文件 {path.name} 没有人改过，内容却变了，磁盘可能有坏处；请换回备份或重新上传它。")
    return findings

"""Every promise about a library in a data folder, checked."""

from __future__ import annotations

from pathlib import Path

from index.errors import LibraryDamaged
from index.readers import file_signature
from index.storage.checksums import CHECKED, OWNED
from index.storage.local.derived import Derived
from index.storage.local.store import Store
from index.storage.verification import Damage, check_documents
from index.types import content_id

CALLED = {"documents": "内容", "sources": "来源", "passages": "段落"}
"""What a person calls what a row of a document's tables holds."""


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

"""A copy of a data folder, consistent while programs use it: all that cannot be made again."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from index.disk import writing
from index.errors import BackupRefused, LibraryDamaged, NotOnServer
from index.program import command
from index.searching.lexical import ABOUT as LEXICAL
from index.searching.vectors import ABOUT as VECTORS
from index.searching.vectors import FILE as FAISS
from index.settings import UPLOADS, Settings
from index.storage.local.opening import STORE, open_store
from index.storage.local.store import Store
from index.storage.local.verification import examine, find_malformed
from index.storage.lock import LOCK

LEFT_OUT = {LOCK, LEXICAL, VECTORS, FAISS, *(f"{STORE}{ending}" for ending in ("", "-wal", "-shm", "-journal"))}
"""Files that are copied otherwise, are made again from the store, or mean something only while programs run."""


@dataclass(frozen=True, slots=True)
class Backup:
    """What lies in the copy: documents, uploaded files, and bytes in all."""

    folder: Path
    documents: int
    uploads: int
    bytes: int


def back_up(settings: Settings, target: Path) -> Backup:
    """Copy the store, the uploads, the settings and what else lies in the data folder; not what is derived.

    The copy is made beside ``target``, checked, and only then takes its name. It can be used as a data folder where it
    is, or be put in the place of one.

    :raises NotOnServer: when the library lies on a server, which has ways of its own.
    :raises BackupRefused: when there is no library, or the target is not a new or empty folder outside the data folder.
    :raises LibraryDamaged: when the copy does not hold what was written, since the library does not.
    :raises WriteFailed: when it cannot be written.
    """
    target = target.absolute()
    if settings.library:
        raise NotOnServer("服务器上的资料库不由这个命令备份。", "请用数据库自己的备份，见 docs/scaling.md。")
    _check(settings.data, target)
    with writing("备份"):
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        with closing(open_store(settings.data)) as store:
            store.file.copy_to(aside / STORE)  # first: uploads that come later are only read anew
        with writing("备份"):
            uploads = _copy_files(settings, aside)
            documents = _checked(aside / STORE)
            size = sum(path.stat().st_size for path in aside.rglob("*") if path.is_file())
            if target.is_dir():
                target.rmdir()
            os.replace(aside, target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return Backup(target, documents, uploads, size)


def _check(data: Path, target: Path) -> None:
    if not (data / STORE).exists():
        raise BackupRefused(f"数据文件夹 {data} 里还没有资料库，没有可备份的。", "请检查 --data。")
    if target.resolve().is_relative_to(data.resolve()):
        raise BackupRefused(f"备份不能放在数据文件夹 {data} 里面。", "请换一个文件夹，最好在另一块磁盘上。")
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise BackupRefused(f"{target} 已经有内容了。", "请给出一个新的文件夹，例如带上日期。")


def _copy_files(settings: Settings, aside: Path) -> int:
    """All files but the store's; returns how many of them are uploads."""
    data = settings.data
    for path in sorted(data.iterdir()):
        if path.is_file() and path.name not in LEFT_OUT and path.suffix != ".new":
            _copy(path, aside / path.name)
    dictionary = settings.user_dictionary
    if dictionary and dictionary.is_file() and dictionary.resolve().is_relative_to(data.resolve()):
        _copy(dictionary, aside / dictionary.resolve().relative_to(data.resolve()))
    uploads = [path for path in sorted(settings.uploads.glob("[!.]*")) if path.is_file()]
    (aside / UPLOADS).mkdir()
    for path in uploads:
        _copy(path, aside / UPLOADS / path.name)
    return len(list((aside / UPLOADS).iterdir()))


def _copy(path: Path, target: Path) -> None:
    """A file's content and times, on the disk when this returns; nothing where it was removed meanwhile."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileNotFoundError):
        shutil.copy2(path, target)
        with target.open("rb+") as file:
            os.fsync(file.fileno())


def _checked(path: Path) -> int:
    """How many documents are in a copied store, in which all is as it was written."""
    with closing(Store(path)) as copy:
        findings = find_malformed(copy)
        if not findings:
            findings = examine(copy).findings()
        if findings:
            raise LibraryDamaged(
                f"资料库有损坏，没有备份：{findings[0]}", f"请先运行 {command('index', 'repair')}，再备份。"
            )
        return copy.counts().documents

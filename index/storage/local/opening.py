"""What has to hold of a data folder before its library is opened, and what is put right where the folder was moved."""

from __future__ import annotations

import json
from pathlib import Path

from index.errors import LibraryDamaged
from index.searching.derived_file import saved_generation
from index.searching.lexical import ABOUT as LEXICAL
from index.searching.vectors import ABOUT as VECTORS
from index.settings import UPLOADS
from index.storage.local.store import Store
from index.storage.schema import FOLDERS

STORE = "library.sqlite"
PAGE = 512
"""Bytes of the smallest page of SQLite's; a file that is shorter it takes for an empty one."""
HOME = "home"
"""Key of ``meta``: the data folder in which the library was opened last."""


def open_store(data: Path) -> Store:
    """The store of a data folder, an empty one where there is none.

    :raises LibraryDamaged: also when there is none any more: what is derived from it is still there, or its log.
    """
    path = data / STORE
    if not path.exists() or path.stat().st_size < PAGE:
        left = [name for name in (LEXICAL, VECTORS) if saved_generation(data / name)]
        log = path.with_name(f"{STORE}-wal")
        left += [log.name] if log.exists() and log.stat().st_size else []
        if left:
            raise LibraryDamaged(
                f"数据文件夹 {data} 里有 {'、'.join(left)}，却没有 {STORE}，或者它是空的：资料库丢失了。",
                f"请从备份放回 {STORE}；没有备份，就用 --data 换一个文件夹重新索引（原文件不受影响）。",
            )
    return Store(path)


def follow(store: Store, data: Path) -> None:
    """Where the data folder was moved or copied, with its uploads, let the library stand for the files in this one.

    Paths are kept whole, so those of uploads would lead to where the folder was.
    """
    home, before = data.resolve(), store.get(HOME)
    if before == str(home):
        return
    uploads, moved = home / UPLOADS, Path(str(before)) / UPLOADS
    if before is not None and store.has_files_below(moved):
        if not uploads.is_dir():
            return  # they did not come along, or not yet
        store.move_files(moved, uploads)
        folders = json.loads(str(store.get(FOLDERS) or "[]"))
        folders = sorted(str(uploads) if each == str(moved) else each for each in folders)
        store.set_all({FOLDERS: json.dumps(folders)})
    store.set_all({HOME: str(home)})

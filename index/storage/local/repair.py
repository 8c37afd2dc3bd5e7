"""What is damaged goes out of the store, so that it comes in again from the files: nothing is guessed."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

from index.digests import find_rotten_models
from index.errors import LibraryDamaged
from index.storage.local.opening import open_store
from index.storage.local.sqlite import BACKUP
from index.storage.local.store import Store
from index.storage.local.verification import examine, find_malformed
from index.storage.lock import LOCK, Turn


def repair_folder(data: Path) -> list[str]:
    """As ``take_out_damaged``, of a data folder whose library may be too damaged to be opened.

    :raises LibraryBusy: when another process is writing.
    """
    with closing(open_store(data)) as store, Turn(data / LOCK).taken():
        return take_out_damaged(store)


def take_out_damaged(store: Store) -> list[str]:
    """Take out the rows that are not what was written, and the documents that they belong to; the files stay.

    The next sync reads them again. The caller holds the library's write lock. Returns what was done, in Chinese.

    :raises LibraryDamaged: when the store's file itself is not well put together; nothing is done then.
    """
    if findings := find_malformed(store):
        raise LibraryDamaged(findings[0], BACKUP)
    done = [f"已去掉损坏的记录 {name}。" for name in store.drop_damaged()]
    damaged = sorted(examine(store).documents)
    if damaged:
        paths = store.take_out(damaged)
        done += [f"已取出内容损坏的文件 {path}，下次同步会重新读它（单独加入的，请再用 add 加入）。" for path in paths]
    return done


def delete_rotten_models(models: Path) -> list[str]:
    """Delete the unpacked models that are not what was unpacked; they are unpacked anew. What was done, in Chinese."""
    done = []
    for folder in find_rotten_models(models):
        shutil.rmtree(folder)
        done.append(f"已删除损坏的模型 {folder}，下次用到它时重新解包。")
    return done

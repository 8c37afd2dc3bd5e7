"""A library of a data folder, copied to a server as it is: nothing is read or encoded again."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass

from index.errors import CopyRefused
from index.settings import Settings
from index.storage.changes import ENCODER, PROBE
from index.storage.local.opening import STORE, open_store
from index.storage.local.store import Store
from index.storage.lock import LOCK, Turn
from index.storage.schema import FOLDERS
from index.storage.server.address import Address
from index.storage.server.store import SharedStore
from index.syncing.ingest import RECIPE
from index.text.tokens import Tokenizer
from index.types import Progress, batched

COPIED = "copied"
"""Key of ``meta``: the folder that a copy under way comes from."""
COPYING = "复制"
"""The stage that progress speaks of: documents."""
TOGETHER = 20
"""Documents in one transaction."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What is on the server now."""

    documents: int
    passages: int


def copy_library(settings: Settings, progress: Progress) -> Copied:
    """Copy the library of ``settings.data`` to that of ``settings.library``, an empty one.

    A copy that was stopped goes on where it was. Nothing can be changed in the data folder meanwhile.

    :raises CopyRefused: when there is no library in the data folder, or another one on the server.
    :raises LibraryUnreachable: when the server does not answer.
    """
    if not (settings.data / STORE).exists():
        raise CopyRefused(f"数据文件夹 {settings.data} 里还没有资料库，没有可复制的。", "请检查 --data。")
    address = Address.parse(settings.library)
    with (
        closing(open_store(settings.data)) as source,
        Turn(settings.data / LOCK).taken(),
        closing(SharedStore(address, Tokenizer(settings.user_dictionary))) as target,
    ):
        _begin(source, target, str(settings.data.resolve()))
        ids = source.document_ids()
        there = set(target.document_ids())
        progress(COPYING, len(there), len(ids))
        for some in batched([each for each in ids if each not in there], TOGETHER):
            target.take_over({identity: source.rows_of(identity) for identity in some})
            there.update(some)
            progress(COPYING, len(there), len(ids))
        for failure, folder in source.failures():
            target.fail(failure, folder)
        target.searched.publish()
        target.set_all({COPIED: ""})
        counts = target.counts()
    return Copied(counts.documents, counts.passages)


def _begin(source: Store, target: SharedStore, home: str) -> None:
    if target.document_ids() and target.get(COPIED) != home:
        raise CopyRefused(f"{target.server.address} 里已经有资料。", "请换一个空的数据库。")
    noted = {key: source.get(key) for key in (ENCODER, PROBE, RECIPE, FOLDERS)}
    target.set_all({COPIED: home, **{key: value for key, value in noted.items() if value is not None}})

"""A library in a data folder: SQLite, Tantivy and FAISS within this process."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from index.errors import LibraryBusy, WriteFailed
from index.searching.fusion import Fused
from index.settings import Settings
from index.storage.local.derived import UNSAVED, UNSAVED_AT_WORK, Derived
from index.storage.local.opening import follow, open_store
from index.storage.local.repair import take_out_damaged
from index.storage.local.snapshot import Snapshot
from index.storage.local.store import Store
from index.storage.local.verification import find_damage
from index.storage.lock import LOCK, Turn
from index.storage.protocol import Query
from index.text.tokens import Tokenizer
from index.types import Passage


class Embedded:
    """A ``Storage``. One process writes at a time, any number read."""

    def __init__(self, settings: Settings, tokenizer: Tokenizer) -> None:
        """:raises LibraryError: when the data folder holds something that cannot be opened."""
        self._settings = settings
        with contextlib.ExitStack() as opened:
            self.store: Store = open_store(settings.data)
            opened.callback(self.store.close)
            follow(self.store, settings.data)
            self.derived = Derived(settings.data, self.store, tokenizer)
            opened.callback(self.derived.close)
            self._turn = Turn(settings.data / LOCK)
            self.refresh()
            opened.pop_all()

    @property
    def seen(self) -> Snapshot:
        return self.derived.snapshot

    def close(self) -> None:
        self.derived.close()
        self.store.close()

    def changing(self) -> contextlib.AbstractContextManager[None]:
        return self._turn.taken()

    def refresh(self) -> None:
        """While another process is writing, what was there before answers, and so it does where the disk does not take
        what is derived. Asked from within a sync's progress, it leaves publishing to the sync.
        """
        if self._turn.is_mine:
            return
        with contextlib.suppress(LibraryBusy):
            if self.derived.is_current():
                self.derived.look_away()
                return
            self.derived.reload()
            if not self.derived.is_current():
                try:
                    with self._turn.taken(patience=0):
                        self.derived.reload()
                        self.derived.catch_up_if_possible()
                except WriteFailed:
                    if not self.derived.answers:
                        raise

    def publish(self, *, goes_on: bool = False) -> None:
        self.derived.catch_up(UNSAVED_AT_WORK if goes_on else UNSAVED)

    def find(self, query: Query) -> tuple[list[Fused], dict[str, Passage]]:
        with self.derived.lock:
            fused = self.derived.search(query)
            return fused, self.seen.passages([item.id for item in fused])

    def is_empty(self) -> bool:
        return not self.seen.has_passages()

    def rarity(self, grams: Sequence[str]) -> dict[str, float]:
        return self.derived.rarity(grams)

    def rollback(self) -> None:
        self.store.settle()
        self.store.rollback()
        self.publish()

    def purge(self) -> None:
        self.store.settle()
        with self.derived.lock:
            self.seen.release()
            try:
                self.store.purge()
            finally:
                self.seen.renew()
        self.derived.rebuild()

    def repair(self) -> list[str]:
        done = take_out_damaged(self.store)
        return done + [f"已从资料库重建{name}。" for name in self.derived.rebuild()]

    def verify(self) -> list[str]:
        return find_damage(self.store, self.derived, self._settings.uploads)

"""What is derived from the store, kept in step with it: words in Tantivy, vectors in FAISS.

Each side carries the generation it was built from. One that is behind is given the changes since; one that is
missing or damaged is given all of them, which is the same thing from generation 0.

Questions see both sides and the store's documents at one generation, and the next only when all of it is there: the
store is read through a snapshot that is renewed together with the sides.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import chain
from pathlib import Path

from index.errors import WriteFailed
from index.searching.derived_file import saved_generation
from index.searching.fusion import Fused, fuse
from index.searching.lexical import Lexical
from index.searching.vectors import ABOUT as VECTORS
from index.searching.vectors import Vectors
from index.storage.local.snapshot import Snapshot
from index.storage.local.store import PURGED, PURGING, Store
from index.storage.protocol import Query
from index.storage.records import Records
from index.text.tokens import Tokenizer
from index.types import Matrix

UNSAVED, UNSAVED_AT_WORK = 0.01, 0.2
"""Shares of the passages that may have changed without the vectors' file being written anew: when a change is through,
and while more is to come. To open the library is to bring so many over; to write at each change would be quadratic."""
_Batch = tuple[Sequence[str], Mapping[str, Matrix]]
"""Ids of passages that go, and vectors by id of those that come."""


class Derived:
    """Both sides, the snapshot that belongs to them, and the lock over them: searches and turns take turns."""

    def __init__(self, folder: Path, store: Store, tokenizer: Tokenizer) -> None:
        self._store = store
        self._folder = folder
        self._tokenizer = tokenizer
        self.lock = threading.RLock()
        self.lexical = Lexical(folder, tokenizer)
        self.vectors = Vectors(folder)
        self.snapshot = Snapshot(store.file.path)
        self._reloading = threading.Lock()
        self._beside = ThreadPoolExecutor(1, "vectors")
        self._not_written: int | None = None

    def is_current(self) -> bool:
        """Whether both sides and the snapshot stand at the store's generation."""
        generation = self._store.generation
        return {self.lexical.generation, self.vectors.generation, self.snapshot.generation} == {generation}

    @property
    def answers(self) -> bool:
        """Whether both sides stand at some generation, if not the newest."""
        return self.lexical.generation is not None and self.vectors.generation is not None

    def reload(self) -> None:
        """Take over what another process has written since, where that is of one piece; else stay as it is.

        The file of the vectors may be behind; what has changed since then comes from the store.

        :raises WriteFailed: when it cannot be opened, and there is nothing to stay at.
        """
        with self._reloading, closing(Snapshot(self._store.file.path)) as seen:
            if self.is_current():
                return  # another thread was quicker
            try:
                lexical = Lexical(self._folder, self._tokenizer, self.lexical.files)
            except WriteFailed:
                if self.answers:
                    return
                raise
            self._take_over(lexical, seen)

    def _take_over(self, lexical: Lexical, seen: Snapshot) -> None:
        """Go on with these words, and with vectors brought to where the store is ``seen``."""
        vectors, since = self.vectors, self.vectors.generation
        if (saved_generation(self._folder / VECTORS) or 0) > (since or 0):
            vectors = Vectors(self._folder)
            since = vectors.generation
        newest = seen.generation
        whole = lexical.generation == newest and not self._is_stale(vectors, seen)
        if self.answers and not whole:
            return
        batches = list(_bring_vectors(seen, since or 0)) if whole else []
        with self.lock:
            if vectors.generation != since:
                return  # this process has brought it further itself
            if whole:
                _give(vectors, batches, newest)
            self.lexical, self.vectors = lexical, vectors
            self.snapshot.renew()

    def look_away(self) -> None:
        """Take the snapshot anew while a purge goes on, which waits for all that see the file as it was."""
        if self._store.get(PURGING):
            with self.lock:
                self.snapshot.renew()

    def catch_up(self, unsaved: float = UNSAVED) -> list[str]:
        """Bring both sides to the store's generation; the caller holds the library's write lock.

        Returns which sides were built anew, for a person, in Chinese.

        :param unsaved: as ``share`` of ``Vectors.save``.
        """
        rebuilt = []
        newest = self._store.generation
        with self.lock:
            if self._is_out_of_reach(self.lexical.generation, self._store):
                self.lexical.clear()
                rebuilt.append("词语索引")
            if self._is_stale(self.vectors, self._store):
                self.vectors.clear()
                rebuilt.append("向量索引")
        # The long part of the work: questions need not wait for it, and see nothing of it yet.
        self._bring_words(self.lexical.generation or 0)
        since = self.vectors.generation or 0
        # From nothing there is nothing to be torn from, and all vectors at once may be more than memory holds.
        brought = _bring_vectors(self._store, since)
        batches = list(brought) if since else brought
        with self.lock:
            self.lexical.turn(newest)  # which the disk may refuse: before anything else has turned
            _give(self.vectors, batches, newest)
            self.snapshot.renew()
        self.lexical.save()
        self.vectors.save(unsaved)
        return rebuilt

    def catch_up_if_possible(self) -> None:
        """As ``catch_up``; where it cannot be written both sides stay as they are, and it is not tried again.

        :raises WriteFailed: when there is nothing to stay at.
        """
        newest = self._store.generation
        if newest == self._not_written:
            return
        try:
            self.catch_up()
        except WriteFailed:
            if not self.answers:
                raise
            self._not_written = newest

    def rebuild(self) -> list[str]:
        """Both sides from nothing, as ``catch_up``."""
        with self.lock:
            self.lexical.clear()
            self.vectors.clear()
        return self.catch_up()

    def close(self) -> None:
        self._beside.shutdown()
        self.snapshot.close()

    def _is_out_of_reach(self, generation: int | None, records: Records) -> bool:
        """Whether the changes since a generation are not known, None for nothing at all."""
        purged = int(str(records.get(PURGED) or 0))
        return generation is None or not purged <= generation <= records.generation

    def _is_stale(self, vectors: Vectors, records: Records) -> bool:
        """Whether these are to be built anew rather than brought further."""
        other = vectors.dimension not in (None, records.dimension())
        return other or self._is_out_of_reach(vectors.generation, records)

    def _bring_words(self, since: int) -> None:
        """Apply the changes since a generation."""
        for batch in self._store.batches_since(since):
            ids = [document_id for document_id, _ in batch]
            cut = [self.lexical.cut(self._store.passages_of(each), self._store.identity_of(each).lines) for each in ids]
            self.lexical.apply(ids, list(chain.from_iterable(cut)))

    def rarity(self, grams: Sequence[str]) -> dict[str, float]:
        """As ``Lexical.rarity``."""
        with self.lock:
            return self.lexical.rarity(grams)

    def search(self, query: Query) -> list[Fused]:
        """As ``Storage.find``."""
        with self.lock:
            among = self.snapshot.passage_ids(query.documents) if query.documents else None
            # On another core meanwhile.
            nearest = self._beside.submit(self.vectors.search, query.vector, query.candidates, among)
            words = self.lexical.search(query.words, query.candidates, query.phrases, query.documents)
            ceiling = self.lexical.ceiling(query.words)
            near = nearest.result()
            in_words, in_near = ({identity for identity, _ in side} for side in (words, near))
            words += self.lexical.scores(query.words, in_near - in_words, query.phrases)
            near += self.vectors.search(query.vector, query.candidates, sorted(in_words - in_near))
        fused = fuse(words, ceiling, near, query.dense_weight, query.candidates)
        return [item for item in fused if item.lexical is not None] if query.phrases else fused


def _bring_vectors(records: Records, since: int) -> Iterator[_Batch]:
    """What goes and what comes since a generation, a batch at a time."""
    for batch in records.batches_since(since):
        vectors: dict[str, Matrix] = {}
        for document_id, _ in batch:
            vectors.update(records.vectors_of(document_id))
        yield records.removed_between(since, batch[-1][1]), vectors
        since = batch[-1][1]


def _give(vectors: Vectors, batches: Iterable[_Batch], generation: int) -> None:
    """Bring vectors to a generation."""
    for removed, added in batches:
        vectors.apply(removed, added)
    vectors.turn(generation)

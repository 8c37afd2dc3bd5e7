"""What is derived from the store, kept in step with it: words in Tantivy, vectors in FAISS.

Each side carries the generation it was built from. One that is behind is given the changes since; one that is
missing or damaged is given all of them, which is the same thing from generation 0.

Questions see both sides and the store's documents at one generation, and the next only when all of it is there: the
store is read through a snapshot that is renewed together with the sides.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from index.errors import WriteFailed
from index.lexical import Lexical
from index.ranking import Fused, fuse
from index.snapshot import Snapshot
from index.store import PURGING, Store
from index.tokens import Tokenizer
from index.types import Matrix
from index.vectors import Vectors

BATCH = 200
"""Documents brought over in one commit."""


class Derived:
    """Both sides, the snapshot that belongs to them, and the lock over them: searches and turns take turns."""

    def __init__(self, folder: Path, store: Store, tokenizer: Tokenizer) -> None:
        self._store = store
        self._folder = folder
        self._tokenizer = tokenizer
        self.lock = threading.RLock()
        self.lexical = Lexical(folder, tokenizer)
        self.vectors = Vectors(folder)
        self.snapshot = Snapshot(store.path)
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

        :raises WriteFailed: when it cannot be opened, and there is nothing to stay at.
        """
        try:
            lexical = Lexical(self._folder, self._tokenizer, self.lexical.files)
        except WriteFailed:
            if self.answers:
                return
            raise
        vectors = Vectors(self._folder)
        generation = self._store.generation
        if self.answers and not lexical.generation == vectors.generation == generation:
            return
        with self.lock:
            self.lexical, self.vectors = lexical, vectors
            self.snapshot.renew()

    def look_away(self) -> None:
        """Take the snapshot anew while a purge goes on, which waits for all that see the file as it was."""
        if self._store.get(PURGING):
            with self.lock:
                self.snapshot.renew()

    def catch_up(self) -> list[str]:
        """Bring both sides to the store's generation; the caller holds the library's write lock.

        Returns which sides were built anew, for a person, in Chinese.
        """
        rebuilt = []
        newest = self._store.generation
        dimension = self._store.dimension()
        with self.lock:
            if self.lexical.generation is None or self.lexical.generation > newest:
                self.lexical.clear()
                rebuilt.append("词语索引")
            stale = self.vectors.dimension not in (None, dimension)
            if stale or self.vectors.generation is None or self.vectors.generation > newest:
                self.vectors.clear()
                rebuilt.append("向量索引")
        # The long part of the work: questions need not wait for it, and see nothing of it yet.
        self._bring_words(self.lexical.generation or 0)
        since = self.vectors.generation or 0
        # From nothing there is nothing to be torn from, and all vectors at once may be more than memory holds.
        batches = list(self._bring_vectors(since)) if since else self._bring_vectors(since)
        with self.lock:
            self.lexical.turn(newest)  # which the disk may refuse: before anything else has turned
            for removed, added in batches:
                self.vectors.apply(removed, added)
            self.vectors.turn(newest)
            self.snapshot.renew()
        self.lexical.save()
        self.vectors.save()
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
        self.snapshot.close()

    def _batches(self, since: int) -> Iterator[list[tuple[str, int]]]:
        """The changes after a generation, some at a time; those of one generation stay together."""
        batch: list[tuple[str, int]] = []
        for _, changes in groupby(self._store.changes_since(since), key=lambda change: change[1]):
            batch += changes
            if len(batch) >= BATCH:
                yield batch
                batch = []
        if batch:
            yield batch

    def _bring_words(self, since: int) -> None:
        """Apply the changes since a generation."""
        for batch in self._batches(since):
            passages = [passage for document_id, _ in batch for passage in self._store.passages_of(document_id)]
            self.lexical.apply([document_id for document_id, _ in batch], self.lexical.cut(passages))

    def _bring_vectors(self, since: int) -> Iterator[tuple[list[str], Mapping[str, Matrix]]]:
        """What goes and what comes since a generation, a batch at a time."""
        for batch in self._batches(since):
            vectors: dict[str, Matrix] = {}
            for document_id, _ in batch:
                vectors.update(self._store.vectors_of(document_id))
            yield self._store.removed_between(since, batch[-1][1]), vectors
            since = batch[-1][1]

    def rarity(self, grams: Sequence[str]) -> dict[str, float]:
        """As ``Lexical.rarity``."""
        with self.lock:
            return self.lexical.rarity(grams)

    def search(
        self,
        text: str,
        vector: Matrix,
        candidates: int,
        dense_weight: float,
        phrases: Sequence[str] = (),
        documents: Collection[str] = (),
    ) -> list[Fused]:
        """The candidates of both sides in one ranking, best first; each has the score that both sides give it.

        :param phrases: only what the lexical side finds with every gram of these.
        :param documents: only passages of documents with these ids, where there are any.
        """
        with self.lock:
            among = self.snapshot.passage_ids(documents) if documents else None
            words, ceiling = self.lexical.search(text, candidates, phrases, documents), self.lexical.ceiling(text)
            near = self.vectors.search(vector, candidates, among)
            in_words, in_near = ({identity for identity, _ in side} for side in (words, near))
            words += self.lexical.scores(text, in_near - in_words, phrases)
            near += self.vectors.search(vector, candidates, sorted(in_words - in_near))
        fused = fuse(words, ceiling, near, dense_weight, candidates)
        return [item for item in fused if item.lexical is not None] if phrases else fused

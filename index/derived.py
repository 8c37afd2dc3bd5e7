"""What is derived from the store, kept in step with it: words in Tantivy, vectors in FAISS.

Each side carries the generation it was built from. One that is behind is given the changes since; one that is
missing or damaged is given all of them, which is the same thing from generation 0.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from index.lexical import Lexical
from index.ranking import Fused, fuse
from index.store import Store
from index.tokens import Tokenizer
from index.types import Matrix
from index.vectors import Vectors

BATCH = 200
"""Documents brought over in one commit."""


class Derived:
    """Both sides and the lock over them. Searches and updates take turns; either is short."""

    def __init__(self, folder: Path, store: Store, tokenizer: Tokenizer) -> None:
        self._store = store
        self._lock = threading.RLock()
        self.lexical = Lexical(folder, tokenizer)
        self.vectors = Vectors(folder)

    def is_current(self) -> bool:
        """Whether both sides stand at the store's generation."""
        generation = self._store.generation
        return self.lexical.generation == generation and self.vectors.generation == generation

    def reload(self) -> None:
        """Take over what another process has written since."""
        with self._lock:
            self.lexical.load()
            self.vectors.load()

    def catch_up(self) -> list[str]:
        """Bring both sides to the store's generation; the caller holds the library's write lock.

        Returns which sides were built anew, for a person, in Chinese.
        """
        rebuilt = []
        with self._lock:
            if self.lexical.generation is None or self.lexical.generation > self._store.generation:
                self.lexical.clear()
                rebuilt.append("词语索引")
            stale = self.vectors.dimension not in (None, self._store.dimension())
            if stale or self.vectors.generation is None or self.vectors.generation > self._store.generation:
                self.vectors.clear()
                rebuilt.append("向量索引")
            self._catch_up_words(self.lexical.generation or 0)
            self._catch_up_vectors(self.vectors.generation or 0)
        return rebuilt

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

    def _catch_up_words(self, since: int) -> None:
        for batch in self._batches(since):
            passages = [passage for document_id, _ in batch for passage in self._store.passages_of(document_id)]
            self.lexical.apply([document_id for document_id, _ in batch], passages, batch[-1][1])
        if self.lexical.generation is None:
            self.lexical.apply([], [], self._store.generation)

    def _catch_up_vectors(self, since: int) -> None:
        for batch in self._batches(since):
            vectors = {}
            for document_id, _ in batch:
                vectors.update(self._store.vectors_of(document_id))
            self.vectors.apply(self._store.removed_between(since, batch[-1][1]), vectors)
            since = batch[-1][1]
        self.vectors.save(self._store.generation)

    def search(self, text: str, vector: Matrix, candidates: int, dense_weight: float) -> list[Fused]:
        """The candidates of both sides in one ranking, best first."""
        with self._lock:
            words = self.lexical.search(text, candidates)
            near = self.vectors.search(vector, candidates)
        return fuse(words, near, dense_weight)

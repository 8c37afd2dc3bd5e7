"""What is derived from the store, kept in step with it: words in Tantivy, vectors in FAISS.

Each side carries the generation it was built from. One that is behind is given the changes since; one that is
missing or damaged is given all of them, which is the same thing from generation 0.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
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
    """Both sides and the lock over them: searches and commits take turns."""

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
            for side in (self.lexical, self.vectors):
                if side.saved_generation() != side.generation:
                    side.load()

    def catch_up(self) -> list[str]:
        """Bring both sides to the store's generation; the caller holds the library's write lock.

        Returns which sides were built anew, for a person, in Chinese.
        """
        rebuilt = []
        newest = self._store.generation
        dimension = self._store.dimension()
        with self._lock:
            if self.lexical.generation is None or self.lexical.generation > newest:
                self.lexical.clear()
                rebuilt.append("词语索引")
            stale = self.vectors.dimension not in (None, dimension)
            if stale or self.vectors.generation is None or self.vectors.generation > newest:
                self.vectors.clear()
                rebuilt.append("向量索引")
        self._catch_up_words(self.lexical.generation or 0)
        self._catch_up_vectors(self.vectors.generation or 0)
        return rebuilt

    def rebuild(self) -> list[str]:
        """Both sides from nothing, as ``catch_up``."""
        with self._lock:
            self.lexical.clear()
            self.vectors.clear()
        return self.catch_up()

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
            cut = self.lexical.cut(passages)  # the long part of the work: questions need not wait for it
            with self._lock:
                self.lexical.apply([document_id for document_id, _ in batch], cut, batch[-1][1])
        if self.lexical.generation is None:
            with self._lock:
                self.lexical.apply([], [], self._store.generation)

    def _catch_up_vectors(self, since: int) -> None:
        for batch in self._batches(since):
            vectors = {}
            for document_id, _ in batch:
                vectors.update(self._store.vectors_of(document_id))
            with self._lock:
                self.vectors.apply(self._store.removed_between(since, batch[-1][1]), vectors)
            since = batch[-1][1]
        with self._lock:
            self.vectors.save(self._store.generation)

    def rarity(self, grams: Sequence[str]) -> dict[str, float]:
        """As ``Lexical.rarity``."""
        with self._lock:
            return self.lexical.rarity(grams)

    def search(
        self, text: str, vector: Matrix, candidates: int, dense_weight: float, phrases: Sequence[str] = ()
    ) -> list[Fused]:
        """The candidates of both sides in one ranking, best first.

        :param phrases: only what the lexical side finds with every gram of these.
        """
        with self._lock:
            words, ceiling = self.lexical.search(text, candidates, phrases), self.lexical.ceiling(text)
            near = self.vectors.search(vector, candidates)
            seen = {identity for identity, _ in near}
            near += self.vectors.cosines(vector, [identity for identity, _ in words if identity not in seen])
        fused = fuse(words, ceiling, near, dense_weight, candidates)
        return [item for item in fused if item.lexical is not None] if phrases else fused

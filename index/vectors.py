"""Nearest vectors: the only place for FAISS. Derived from the store and rebuilt from it without encoding."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from index.sidecar import replace_file
from index.types import Matrix, content_id

FILE, ABOUT = "vectors.faiss", "vectors.json"


class Vectors:
    """Exact inner-product search over unit vectors, so scores are cosines; higher is nearer.

    On disk it is one FAISS file and a JSON file beside it with the generation it was built from and the file's
    digest; a pair that does not fit counts as missing, and the caller builds it anew.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._faiss: Any = None
        self._saved: int | None = None
        self.generation: int | None = None
        self.load()

    def __len__(self) -> int:
        return int(self._faiss.ntotal) if self._faiss is not None else 0

    def load(self) -> None:
        """Read what lies on disk; ``generation`` is None where it is missing or damaged."""
        self._faiss, self.generation, self._saved = None, None, None
        try:
            about = json.loads((self._folder / ABOUT).read_text(encoding="utf-8"))
            content = (self._folder / FILE).read_bytes()
            if about["digest"] != content_id(content):
                return
            read = faiss.deserialize_index(np.frombuffer(content, np.uint8))
            self._faiss = read if read.ntotal else None  # an empty one does not know its dimension
            self.generation = self._saved = int(about["generation"])
        except (OSError, ValueError, KeyError, TypeError, RuntimeError):
            # Whatever is wrong with derived files, the cure is the same: build them again from the store.
            self._faiss, self.generation = None, None

    def clear(self) -> None:
        """Start anew, from nothing."""
        self._faiss, self.generation, self._saved = None, None, None

    @property
    def dimension(self) -> int | None:
        """The length of the vectors in here, None for none."""
        return int(self._faiss.d) if self._faiss is not None else None

    def apply(self, removed: Sequence[str], added: Mapping[str, Matrix]) -> None:
        """Take out passages by id (unknown ones are ignored), then put in ``(dim,)`` float32 vectors by passage id."""
        if self._faiss is not None and (removed or added):
            self._faiss.remove_ids(_numbers([*removed, *added]))
            self._faiss = self._faiss if len(self) else None
        if not added:
            return
        matrix = np.stack(list(added.values())).astype(np.float32)
        if self._faiss is None:
            self._faiss = faiss.IndexIDMap2(faiss.IndexFlatIP(matrix.shape[1]))
        self._faiss.add_with_ids(matrix, _numbers(list(added)))

    def turn(self, generation: int) -> None:
        """What was applied is ``generation``."""
        self.generation = generation

    def save(self) -> None:
        """Write aside and rename, the FAISS file first: a crash between the two leaves a pair that does not fit."""
        if self.generation is None or self._saved == self.generation:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        empty = faiss.IndexIDMap2(faiss.IndexFlatIP(1))
        content = faiss.serialize_index(self._faiss if self._faiss is not None else empty).tobytes()
        replace_file(self._folder / FILE, content)
        about = {"generation": self.generation, "digest": content_id(content), "passages": len(self)}
        replace_file(self._folder / ABOUT, json.dumps(about).encode())
        self._saved = self.generation

    def ids(self) -> set[str]:
        """The ids of all passages in here."""
        if self._faiss is None:
            return set()
        return {f"{number:016x}" for number in faiss.vector_to_array(self._faiss.id_map).tolist()}

    def differing(self, expected: Mapping[str, Matrix]) -> list[str]:
        """Those passages in here whose vectors are not the ones expected of them, ``(dim,)`` float32 by id."""
        differing = []
        for identity, vector in expected.items():
            with contextlib.suppress(RuntimeError):  # one that is not in here
                if not np.array_equal(self._stored(identity), vector):
                    differing.append(identity)
        return differing

    def _stored(self, identity: str) -> Matrix:
        """``(dim,)`` float32.

        :raises RuntimeError: when there is none.
        """
        if self._faiss is None:
            raise RuntimeError("no vectors")
        return np.asarray(self._faiss.reconstruct(int(identity, 16)), np.float32)

    def search(self, query: Matrix, top: int, among: Sequence[str] | None = None) -> list[tuple[str, float]]:
        """The ``top`` nearest to ``query`` ``(dim,)`` as (passage id, cosine), best first, ties by id.

        :param among: only these passages, where given; unknown ids are ignored.
        """
        if self._faiss is None or not len(self) or (among is not None and not among):
            return []
        chosen = None
        if among is not None:
            selector = faiss.IDSelectorBatch(_numbers(among))
            chosen = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]  # the stubs know no keywords
        scores, numbers = self._faiss.search(query.reshape(1, -1), min(top, len(self)), params=chosen)
        pairs = zip(numbers[0].tolist(), scores[0].tolist(), strict=True)
        found = [(f"{number:016x}", score) for number, score in pairs if number >= 0]  # FAISS fills up with -1
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def _numbers(ids: Sequence[str]) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    return np.array([int(identity, 16) for identity in ids], np.int64)

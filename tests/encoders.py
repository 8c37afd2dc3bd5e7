"""An encoder without a model, for the tests that are not about quality."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from index.text.tokens import fold
from index.types import Matrix


class FakeEncoder:
    """Unit vectors of hashed characters and bigrams: texts that share them are near. Deterministic, without a model.

    ``encoded`` collects every text given to ``encode_documents``; behind ``limit`` of them it raises ``OSError``.
    ``salt`` makes another model of it under the same name.
    """

    def __init__(
        self, encoded: list[str], name: str = "fake", salt: str = "", limit: int | None = None, dimension: int = 256
    ) -> None:
        self.dimension = dimension
        self._encoded = encoded
        self._name = name
        self._salt = salt
        self._limit = limit

    @property
    def name(self) -> str:
        return self._name

    def encode_documents(self, texts: Sequence[str]) -> Matrix:
        self._encoded += texts
        if self._limit is not None and len(self._encoded) > self._limit:
            raise OSError("编码中断")
        return np.array([self.encode_query(text) for text in texts], np.float32).reshape(-1, self.dimension)

    def encode_query(self, text: str) -> Matrix:
        folded = fold(text)
        vector = np.zeros(self.dimension, np.float32)
        for gram in [*folded, *map("".join, pairwise(folded))]:
            digest = hashlib.sha256(f"{self._salt}{gram}".encode("utf-8", "surrogatepass")).digest()
            vector[int.from_bytes(digest[1:3]) % self.dimension] += 1 if digest[0] % 2 else -1
        length = float(np.linalg.norm(vector))
        if length == 0:
            vector[0] = length = 1.0
        return np.asarray(vector / length, np.float32)

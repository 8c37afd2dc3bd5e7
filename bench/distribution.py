"""Vectors for a million passages that lie as real ones do: some encoded by the real model, the rest between them.

A vector that was not encoded lies between an encoded one and one of its near neighbours, off by a part of the
difference of two others, so that it keeps the mean and the directions of the real ones. How large a part is found by
bisection: the median cosine to the nearest of as many made vectors is to be that of the real ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np

from index.encoding.bundled_encoder import BundledEncoder
from index.types import Matrix

NEIGHBOURS = 16
COMPARED = 2_000


class Interpolating:
    """An ``index.encoding.encoder.Encoder``: real vectors for the texts it was given, made ones for all others."""

    name = "interpolated"

    def __init__(self, real: Matrix, passages: Sequence[str], asked: Matrix, questions: Sequence[str]) -> None:
        self._real = real
        self._known = {text: row for row, text in enumerate(passages)}
        self._asked = dict(zip(questions, asked, strict=True))
        self._near = neighbours(real, NEIGHBOURS)[0]
        self.part = 0.0
        self.part = self._calibrated()

    def encode_documents(self, texts: Sequence[str]) -> Matrix:
        if not texts:
            return np.empty((0, self._real.shape[1]), np.float32)
        made = self.made(texts)
        for row, text in enumerate(texts):
            if text in self._known:
                made[row] = self._real[self._known[text]]
        return made

    def encode_query(self, text: str) -> Matrix:
        vector: Matrix = self._asked[text] if text in self._asked else self.made([text])[0]
        return vector

    def made(self, texts: Sequence[str]) -> Matrix:
        """``(n, dim)`` float32, length 1, by the digests of the texts."""
        digests = b"".join(blake2b(text.encode(), digest_size=20).digest() for text in texts)
        numbers = np.frombuffer(digests, "<u4").reshape(-1, 5)
        count = len(self._real)
        one, third, fourth = numbers[:, 0] % count, numbers[:, 2] % count, numbers[:, 3] % count
        other = self._near[one, numbers[:, 1] % NEIGHBOURS]
        share = (numbers[:, 4] / 2**32).astype(np.float32)[:, None]
        between = (1 - share) * self._real[one] + share * self._real[other]
        return unit(between + self.part * (self._real[third] - self._real[fourth]))

    def _calibrated(self) -> float:
        low, high = 0.0, 1.0
        aim = float(np.median(neighbours(self._real[:COMPARED], 1)[1]))
        for _ in range(10):
            self.part = (low + high) / 2
            nearest = float(np.median(neighbours(self.made([f"{n}" for n in range(COMPARED)]), 1)[1]))
            low, high = (self.part, high) if nearest > aim else (low, self.part)
        return self.part

    def comparison(self) -> dict[str, list[float]]:
        """Deciles of the cosine to the nearest, and of that of any two: of real vectors, and of as many made ones."""
        made = self.made([f"{n}" for n in range(COMPARED)])
        found = {}
        for name, vectors in (("real", self._real[:COMPARED]), ("made", made)):
            any_two = (vectors[::2] * vectors[1::2][: len(vectors[::2])]).sum(axis=1)
            for what, values in (("nearest", neighbours(vectors, 1)[1]), ("any two", any_two)):
                found[f"{name} {what}"] = [round(float(v), 4) for v in np.quantile(values, np.linspace(0.1, 0.9, 9))]
        return found


def neighbours(vectors: Matrix, count: int) -> tuple[np.ndarray, Matrix]:
    """For each vector the rows of those nearest to it but itself, ``(n, count)``, and their cosines; in no order."""
    rows, cosines = [], []
    for start in range(0, len(vectors), 500):
        scores = vectors[start : start + 500] @ vectors.T
        scores[np.arange(len(scores)), np.arange(start, start + len(scores))] = -1
        best = np.argpartition(-scores, count - 1, axis=1)[:, :count]
        rows.append(best)
        cosines.append(np.take_along_axis(scores, best, axis=1))
    return np.concatenate(rows), np.concatenate(cosines)


def unit(vectors: Matrix) -> Matrix:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def encode_once(work: Path, models: Path, passages: Sequence[str], questions: Sequence[str]) -> tuple[Matrix, Matrix]:
    """The real model's vectors of passages and questions, kept in ``work`` for the next time.

    :param models: the folder that the weights are, or will be, unpacked in.
    """
    places = work / f"passages-{len(passages)}.npy", work / f"questions-{len(questions)}.npy"
    if not all(place.exists() for place in places):
        work.mkdir(parents=True, exist_ok=True)
        encoder = BundledEncoder(models)
        np.save(places[1], np.stack([encoder.encode_query(text) for text in questions]))
        order = sorted(range(len(passages)), key=lambda row: len(passages[row]))
        encoded = encoder.encode_documents([passages[row] for row in order])
        np.save(places[0], encoded[np.argsort(order)])
    passages_, questions_ = (np.load(place) for place in places)
    return passages_, questions_

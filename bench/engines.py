"""``python -m bench.engines SET.json… --work DIR``: FAISS's ways to search, compared over the same vectors.

Each is built from nothing, asked real questions in one thread, and told to take out a thousand vectors.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator
from math import isqrt
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from bench.distribution import Interpolating, encode_once
from bench.machine import conditions, percentiles
from bench.texts import pick, read_passages, read_sets
from index.types import Matrix

TOP, RECALLED, REMOVED = 100, 10, 1_000
_engine: Any = faiss
INNER = faiss.METRIC_INNER_PRODUCT


def exact(dimension: int, _size: int) -> Any:  # noqa: ANN401 - FAISS has no types
    return _engine.IndexFlatIP(dimension)


def quantized(dimension: int, _size: int) -> Any:  # noqa: ANN401
    return _engine.IndexScalarQuantizer(dimension, _engine.ScalarQuantizer.QT_fp16, INNER)


def lists(kind: int) -> Callable[[int, int], Any]:
    def make(dimension: int, size: int) -> Any:  # noqa: ANN401
        centroids = _engine.IndexFlatIP(dimension)
        made = _engine.IndexIVFScalarQuantizer(centroids, dimension, 4 * isqrt(size), kind, INNER, False)
        made.cp.max_points_per_centroid = 40
        return made

    return make


def graph(kind: int) -> Callable[[int, int], Any]:
    def make(dimension: int, _size: int) -> Any:  # noqa: ANN401
        made = _engine.IndexHNSWSQ(dimension, kind, 32, INNER)
        made.hnsw.efConstruction = 100
        return made

    return make


WAYS: dict[str, tuple[Callable[[int, int], Any], str, tuple[int, ...]]] = {
    "exact, 32 bits": (exact, "", (0,)),
    "exact, 16 bits": (quantized, "", (0,)),
    "IVF, 16 bits": (lists(faiss.ScalarQuantizer.QT_fp16), "nprobe", (64, 128, 256, 384, 640)),
    "IVF, 8 bits": (lists(faiss.ScalarQuantizer.QT_8bit), "nprobe", (64, 128, 256, 384, 640)),
    "HNSW 32, 16 bits": (graph(faiss.ScalarQuantizer.QT_fp16), "efSearch", (128, 256, 512)),
}
"""How each is made, the setting that trades time for recall, and its values."""


def compare(vectors: Matrix, asked: Matrix) -> Iterator[dict[str, object]]:
    """A row for each way and setting."""
    best = _best(vectors, asked)
    for name, (make, setting, values) in WAYS.items():
        made = make(vectors.shape[1], len(vectors))
        began = time.perf_counter()
        made.train(vectors)
        made.add(vectors)
        built = round(time.perf_counter() - began, 1)
        size = len(_engine.serialize_index(made)) // 1_000_000
        for value in values:
            if setting:
                (made.hnsw if hasattr(made, "hnsw") else made).__setattr__(setting, value)
            yield {"way": name, setting: value, "build s": built, "MB": size, **_asked(made, asked, best)}
        yield {"way": name, f"removing {REMOVED} s": _removal(made)}


def _best(vectors: Matrix, asked: Matrix) -> list[set[int]]:
    everything = _engine.IndexFlatIP(vectors.shape[1])
    everything.add(vectors)
    return [set(row.tolist()) for row in everything.search(asked, RECALLED)[1]]


def _asked(made: Any, asked: Matrix, best: list[set[int]]) -> dict[str, object]:  # noqa: ANN401
    threads = _engine.omp_get_max_threads()
    _engine.omp_set_num_threads(1)
    seconds, found = [], 0
    for question, exactly in zip(asked, best, strict=True):
        began = time.perf_counter()
        _, rows = made.search(question[None], TOP)
        seconds.append(time.perf_counter() - began)
        found += len(exactly & set(rows[0, :RECALLED].tolist()))
    _engine.omp_set_num_threads(threads)
    return {"recall@10": round(found / RECALLED / len(asked), 4), **percentiles(seconds)}


def _removal(made: Any) -> float | str:  # noqa: ANN401
    numbers = np.arange(0, REMOVED * 7, 7)
    try:
        if hasattr(made, "set_direct_map_type"):
            made.set_direct_map_type(_engine.DirectMap.Hashtable)
            numbers = _engine.IDSelectorArray(numbers)
        began = time.perf_counter()
        made.remove_ids(numbers)
        return round(time.perf_counter() - began, 4)
    except RuntimeError:
        return "not possible"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--models", type=Path)
    parser.add_argument("--real", type=int, default=20_000)
    parser.add_argument("--questions", type=int, default=400)
    parser.add_argument("--size", type=int, default=100_000)
    given = parser.parse_args()
    questions = pick(read_sets(given.sets)[1], given.questions)
    passages = read_passages(given.sets, given.real)
    real, asked = encode_once(given.work, given.models or given.work / "models", passages, questions)
    encoder = Interpolating(real, passages, asked, questions)
    parts = [encoder.made([f"{n}" for n in range(at, at + 1_000)]) for at in range(0, given.size, 1_000)]
    print(json.dumps(conditions()))
    for row in compare(np.concatenate(parts), asked):
        print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()

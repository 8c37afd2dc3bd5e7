"""What a built library costs to open, to ask and to change, and what it finds."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from bench.distribution import Interpolating
from bench.machine import Stopwatch, measure, memory, percentiles, sizes, written
from index.library import Library
from index.searching.lexical import Lexical
from index.searching.vectors import Vectors
from index.settings import Settings
from index.storage.local.derived import Derived
from index.storage.local.snapshot import Snapshot
from index.storage.local.store import Store
from index.types import Matrix
from tests.inside import embedded

CLIENTS = 8
RECALLED = 10
CHOSEN = 50
"""Documents that a filtered search is among."""
NEW = "深江铁路江门段在第{}标段铺轨，全长{}公里，预计明年年底通车，沿线设有六座车站，其中新建的有四座。" * 3


def measure_library(data: Path, encoder: Interpolating, questions: Sequence[str]) -> dict[str, object]:
    """All figures of a library that was built; one document is added to it, and taken out again."""
    library = None

    def begin() -> None:
        nonlocal library
        library = Library.open(Settings(data=data), encoder)

    opening = measure(begin)
    assert library is not None
    with library:
        library.tokenizer.prepare()
        figures: dict[str, object] = {
            "passages": library.status().passages,
            "opening s": round(opening, 2),
            "opened MB": memory(),
        }
        figures["single ms"] = percentiles(ask(library, questions))
        figures["stages ms"] = _stages(library, questions)
        figures["8 clients ms"] = percentiles(ask_together(library, questions))
        figures["among documents ms"] = percentiles(_ask_among(library, questions))
        figures["asked MB"] = memory()
        figures |= _compare(library, encoder, questions) | _change(library, data) | {"disk MB": sizes(data)}
    return figures


def ask(library: Library, questions: Sequence[str]) -> list[float]:
    for question in questions[: len(questions) // 4]:
        library.search(question)
    return [measure(lambda text=question: library.search(text)) for question in questions]  # type: ignore[misc]


def ask_together(library: Library, questions: Sequence[str]) -> list[float]:
    with ThreadPoolExecutor(CLIENTS) as clients:
        return list(clients.map(lambda question: measure(lambda: library.search(question)), questions))


def _ask_among(library: Library, questions: Sequence[str]) -> list[float]:
    chosen = [item.id for item in library.documents()[:CHOSEN]]
    return [measure(lambda text=q: library.search(text, documents=chosen)) for q in questions]  # type: ignore[misc]


def _stages(library: Library, questions: Sequence[str]) -> dict[str, float]:
    """Mean milliseconds of a search in each stage."""
    watch = Stopwatch()
    kept = [(owner, name, getattr(owner, name)) for owner, name, _ in STAGES]
    for owner, name, stage in STAGES:
        watch.time(owner, name, stage)
    for question in questions:
        library.search(question)
    for owner, name, function in kept:
        setattr(owner, name, function)
    return {stage: round(spent / len(questions) * 1000, 2) for stage, spent in watch.seconds.items()}


STAGES = [
    (Derived, "is_current", "is it current"),
    (Derived, "search", "both sides, fused"),
    (Lexical, "search", "tantivy: search"),
    (Lexical, "scores", "tantivy: scores of some"),
    (Lexical, "ceiling", "tantivy: ceiling"),
    (Vectors, "search", "faiss"),
    (Snapshot, "passages", "passages from the store"),
]


def _compare(library: Library, encoder: Interpolating, questions: Sequence[str]) -> dict[str, object]:
    """Recall against exact search over the store's own vectors."""
    asked = np.stack([encoder.encode_query(question) for question in questions])
    best = _nearest(embedded(library).store, asked)
    vectors = embedded(library).derived.vectors
    shares, times = [], []
    for vector, exact in zip(asked, best, strict=True):
        began = time.perf_counter()
        found = {identity for identity, _ in vectors.search(vector, 100)[:RECALLED]}
        times.append(time.perf_counter() - began)
        shares.append(len(found & exact) / RECALLED)
    worst = float(np.mean(np.array(shares) < 0.9))
    return {
        f"recall@{RECALLED}": round(float(np.mean(shares)), 4),
        "questions below 0.9": round(worst, 4),
        "faiss ms": percentiles(times),
        "exact": vectors.is_exact,
    }


def _nearest(store: Store, asked: Matrix) -> list[set[str]]:
    """The ids of the nearest to each question, every vector compared."""
    best: list[list[tuple[float, str]]] = [[] for _ in asked]
    vectors: dict[str, Matrix] = {}
    ids = store.document_ids()
    for position, document_id in enumerate(ids, start=1):
        vectors |= store.vectors_of(document_id)
        if len(vectors) < 20_000 and position < len(ids):
            continue
        names = list(vectors)
        scores = asked @ np.stack(list(vectors.values())).T
        for row, found in enumerate(scores):
            some = np.argpartition(-found, RECALLED)[:RECALLED] if len(found) > RECALLED else range(len(found))
            best[row] = sorted([*best[row], *((-float(found[i]), names[i]) for i in some)])[:RECALLED]
        vectors = {}
    return [{identity for _, identity in found} for found in best]


def _change(library: Library, data: Path) -> dict[str, object]:
    """One document added, found, and taken out again."""
    path = data.with_name(f"{data.name}-new.txt")
    text = NEW.format(*range(6))
    path.write_text(text, encoding="utf-8")
    before = written()
    seconds = measure(lambda: library.add([path]))
    after = written()
    found = library.search(text[:60])[0].passage.text[:20] == text[:20]
    (identity,) = [item.id for item in library.documents() if item.path == str(path.resolve())]
    removal = measure(lambda: library.remove([identity]))
    return {
        "adding one s": round(seconds, 2),
        "adding one, written MB": round((after - before) / 1e6, 1),
        "found at once": found,
        "removing one s": round(removal, 2),
    }

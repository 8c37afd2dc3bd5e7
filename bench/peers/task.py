"""The task: index a folder of texts, index it again after one of them changed, find the text that a question is about.

Needs nothing but numpy, so that it runs in the environment of any of those compared.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol

import numpy as np

from bench.machine import measure, memory, percentiles

TEXTS, QUESTIONS = "texts", "questions.json"
"""The folder of text files, and a list of (question, name of the file it is about)."""
ADDED = "\n\n附记：本条目于二〇二六年由编者补充了一段说明。\n"


class Peer(Protocol):
    """One that indexes and finds; ``run`` gives it the model and a folder to keep its index in."""

    def index(self, texts: Path) -> None:
        """Index the text files of a folder, or again after some have changed, and keep the index on disk."""
        ...

    def find(self, question: str) -> str:
        """The name of the file that has the best passage, both kinds of search together."""
        ...


def read(texts: Path) -> dict[str, str]:
    """Texts by the file's name."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(texts.iterdir())}


def run(make: Callable[[Path, Path], Peer]) -> None:
    """:param make: from the folder of the model, and a new folder."""
    parser = argparse.ArgumentParser()
    parser.add_argument("work", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("own", type=Path)
    given = parser.parse_args()
    texts: Path = given.work / TEXTS
    questions = json.loads((given.work / QUESTIONS).read_text(encoding="utf-8"))
    peer = make(given.model, given.own)
    first = measure(partial(peer.index, texts))
    changed = min(texts.iterdir())
    before = changed.read_text(encoding="utf-8")
    changed.write_text(before + ADDED, encoding="utf-8")
    try:
        again = measure(partial(peer.index, texts))
    finally:
        changed.write_text(before, encoding="utf-8")
    found: list[str] = []
    for question, _ in questions[:20]:
        peer.find(question)
    times = [measure(lambda text=question: found.append(peer.find(text))) for question, _ in questions]  # type: ignore[misc]
    right = [name == expected for name, (_, expected) in zip(found, questions, strict=True)]
    figures = {
        "first index s": round(first, 2),
        "one change s": round(again, 2),
        "question ms": percentiles(times),
        "hit@1": round(float(np.mean(right)), 4),
        "memory MB": memory()["peak"],
    }
    print(json.dumps(figures, ensure_ascii=False))

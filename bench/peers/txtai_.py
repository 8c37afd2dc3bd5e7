"""txtai: FAISS and its BM25, fused its way. What has changed is found out for it, since it does not look."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from txtai import Embeddings

from bench.peers.task import read, run


class Txtai:
    def __init__(self, model: Path, own: Path) -> None:
        self._own = own
        self._known: dict[str, str] = {}
        prompts = {"query": "query: ", "data": "passage: "}
        self._index: Any = Embeddings(
            path=str(model), method="sentence-transformers", instructions=prompts, hybrid=True, gpu=False
        )

    def index(self, texts: Path) -> None:
        found = read(texts)
        given = [(name, text, None) for name, text in found.items() if self._known.get(name) != text]
        (self._index.upsert if self._known else self._index.index)(given)
        self._index.save(str(self._own))
        self._known = found

    def find(self, question: str) -> str:
        return str(self._index.search(question, 1)[0][0])


if __name__ == "__main__":
    run(Txtai)

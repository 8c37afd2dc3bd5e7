"""This program, from the folder of files to the passage."""

from __future__ import annotations

from pathlib import Path

from bench.peers.task import run
from index.library import Library
from index.settings import Settings


class Yinju:
    def __init__(self, model: Path, own: Path) -> None:
        (own / "models").symlink_to(model.parent)
        self._library = Library.open(Settings(data=own))
        self._library.encode_query("预热")

    def index(self, texts: Path) -> None:
        self._library.sync([texts])

    def find(self, question: str) -> str:
        (best,) = self._library.search(question, 1)
        return self._library.document(best.passage.document_id).name


if __name__ == "__main__":
    run(Yinju)

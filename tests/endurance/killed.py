"""``python -m tests.endurance.killed ACTION DATA FOLDER``: the work that ``crashes`` kills."""

from __future__ import annotations

import sys
from pathlib import Path

import index.library
from index.library import Library
from index.settings import Settings
from index.text.tokens import Tokenizer
from tests.encoders import FakeEncoder


def share_tokenizer() -> None:
    """Have all libraries of this process use one tokenizer, which is loaded."""
    tokenizer = Tokenizer()
    tokenizer.prepare()
    setattr(index.library, "Tokenizer", lambda _dictionary=None: tokenizer)  # noqa: B010 - mypy knows no such attribute


def open_library(data: Path) -> Library:
    return Library.open(Settings(data=data, reader=False), FakeEncoder([]))


def main(action: str, data: Path, folder: Path) -> None:
    """Bring the library in ``data`` in line with the folder, or what else is asked for."""
    share_tokenizer()
    print("begin", flush=True)
    with open_library(data) as library:
        if action in ("sync", "reencode"):
            library.sync([folder], reencode=action == "reencode")
        elif action != "open":
            getattr(library, action)()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))

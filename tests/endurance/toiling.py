"""``python -m tests.endurance.toiling URL DATA FOLDER LEDGER SEED``: what ``tests.endurance.shared_crashes`` kills.

It syncs a folder that it changes, again and again, until it is killed or a file LEDGER.stop is there. The ledger says
what it is about to do and what is done.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import LibraryUnreachable
from index.library import Library
from index.settings import Settings
from index.storage.schema import Contents, Source
from index.types import Document
from tests.encoders import FakeEncoder
from tests.endurance.killed import share_tokenizer

QUESTION = "哪些工程在镇开工"
FILES, CHANGES = 40, 8
"""Files in the folder, and how many of them are changed before each sync."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Lines of JSON in a file, whole even where the writer is killed: each is one write."""

    path: Path

    @property
    def stop(self) -> Path:
        return self.path.with_suffix(".stop")

    def note(self, **line: object) -> None:
        with self.path.open("ab", buffering=0) as file:
            file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")

    def lines(self) -> list[dict[str, str]]:
        return [json.loads(line) for line in self.path.read_bytes().split(b"\n")[:-1]] if self.path.exists() else []


@dataclass
class Reader:
    """What another process that asks without pause has seen: passages by document, and what went wrong."""

    silent: bool
    seconds: list[float] = field(default_factory=list)
    seen: set[tuple[str, str]] = field(default_factory=set)
    unreachable: int = 0

    def ask(self, library: Library) -> None:
        begun = time.monotonic()
        try:
            for hit in library.search(QUESTION, 5):
                self.seen.add((hit.passage.document_id, hit.passage.text))
        except LibraryUnreachable:
            if not self.silent:
                raise
            self.unreachable += 1
        self.seconds.append(time.monotonic() - begun)

    def report(self) -> dict[str, object]:
        told = {"questions": len(self.seconds), "unanswered": self.unreachable, "passages seen": len(self.seen)}
        return {**told, "longest question": round(max(self.seconds), 2)}


def open_there(url: str, data: Path, encoded: list[str]) -> Library:
    return Library.open(Settings(data=data, library=url, reader=False), FakeEncoder(encoded))


def toil(library: Library, folder: Path, ledger: Ledger, seed: int) -> None:
    chance = random.Random(seed)
    _watch(library, ledger)
    ledger.note(does="begin")
    while not ledger.stop.exists():
        stir(folder, ledger, chance)
        try:
            library.sync([folder])
        except LibraryUnreachable as error:
            ledger.note(does="unreachable", why=str(error))
        else:
            ledger.note(does="synced")


def _watch(library: Library, ledger: Ledger) -> None:
    """Have the ledger say of each file what is about to become of it and what has, with the content's id."""
    store = library._storage.store
    put, attach, forget = store.put, store.attach, store.forget

    def around(path: str, identity: str, do: Callable[[], object]) -> bool:
        ledger.note(does="try", path=path, id=identity)
        done = do()
        if done is not False:
            ledger.note(does="done", path=path, id=identity)
        return bool(done)

    def noted_put(source: Source, document: Document, contents: Contents, ability: str = "") -> None:
        around(source.path, document.id, lambda: put(source, document, contents, ability))

    def noted_attach(source: Source) -> bool:
        return around(source.path, source.document_id, lambda: attach(source))

    def noted_forget(path: str) -> None:
        around(path, "", lambda: forget(path))

    for name, noted in (("put", noted_put), ("attach", noted_attach), ("forget", noted_forget)):
        setattr(store, name, noted)


def stir(folder: Path, ledger: Ledger, chance: random.Random) -> None:
    """Some files added, changed, renamed or removed; others may do so at the same time."""
    while len(list(folder.iterdir())) < FILES:
        _write(folder, f"{chance.randrange(10**9)}.txt", ledger, chance)
    for _ in range(CHANGES):
        path = chance.choice(sorted(folder.iterdir()))
        change = chance.choice(["change", "change", "rename", "remove"])
        with suppress(FileNotFoundError):
            if change == "change":
                _write(folder, path.name, ledger, chance)
            elif change == "rename":
                path.rename(folder / f"{chance.randrange(10**9)}.txt")
            else:
                path.unlink()


def _write(folder: Path, name: str, ledger: Ledger, chance: random.Random) -> None:
    number = chance.randrange(10**9)
    paragraphs = [
        f"第{number}号文件的第{n}段：{chance.randrange(10**6)}项工程在{n}镇开工。" * 3
        for n in range(chance.randrange(1, 9))
    ]
    text = f"第{number}号文件\n\n" + "\n\n".join(paragraphs) + "\n"
    ledger.note(does="write", text=text)
    whole = ledger.path.with_suffix(".new")
    whole.write_text(text, encoding="utf-8")
    whole.rename(folder / name)


def main(url: str, data: str, folder: str, ledger: str, seed: str) -> None:
    share_tokenizer()
    with open_there(url, Path(data), []) as library:
        toil(library, Path(folder), Ledger(Path(ledger)), int(seed))


if __name__ == "__main__":
    main(*sys.argv[1:])

"""``python -m tests.endurance.shared_crashes``: the server of a library, or a writer, is killed at random instants.

Nothing that was told as done is lost, the next sync goes on, what is found is what stands in the files, and how often
each word stands somewhere is noted right. A line of JSON says what was found for each kind of kill; the first thing
that does not hold is a traceback.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.layout.identity import OPENING, identify
from index.library import Library
from index.storage.server.address import Address
from index.text.terms import fields_of
from index.types import content_id, join_spans
from tests.endurance.crashes import PATIENCE, ROOT
from tests.endurance.killed import share_tokenizer
from tests.endurance.toiling import QUESTION, Ledger, Reader, open_there
from tests.seekdb import Seekdb, database, running

SPAN = 4.0
"""Seconds after which a kill comes at the latest."""
SOON = 60.0
"""Seconds within which something has to happen."""


@dataclass
class Place:
    """A server with a database, and a folder for everything else; the tokenizer is shared by all libraries of it."""

    server: Seekdb
    url: str
    root: Path
    chance: random.Random
    made: int = 0

    def new(self, name: str) -> Path:
        """A folder of its own."""
        self.made += 1
        folder = self.root / f"{name}{self.made}"
        folder.mkdir()
        return folder

    def rows(self, statement: str) -> list[tuple[object, ...]]:
        return self.server.execute(statement, Address.parse(self.url).database)


def main() -> int:
    """Exit status: 0 where everything held."""
    parser = argparse.ArgumentParser(prog="python -m tests.endurance.shared_crashes", description=__doc__)
    parser.add_argument("--rounds", type=int, default=10, help="kills of each kind")
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    options = parser.parse_args()
    share_tokenizer()
    with tempfile.TemporaryDirectory(prefix="yinju-crashes-") as root, running(Path(root) / "server") as server:
        for kill in (kill_clients, kill_servers, kill_one_of_two):
            with database(server, kill.__name__) as name:
                (folder := Path(root) / name).mkdir()
                place = Place(server, server.url(name), folder, random.Random(options.seed))
                found = {"kind": name, "seed": options.seed, **kill(place, options.rounds)}
                print(json.dumps(found, ensure_ascii=False), flush=True)
    return 0


def kill_clients(place: Place, rounds: int) -> dict[str, object]:
    """A writer is killed, then the library looked at and synced; meanwhile another process asks."""
    documents, written = place.new("documents"), dict[str, str]()
    encoded: list[str] = []
    with asking(place, written) as reader, open_there(place.url, place.new("data"), encoded) as library:
        again = Counter[str]()
        for _ in range(rounds):
            before = state(library)
            with toiling(place, documents) as (process, ledger):
                threading.Event().wait(place.chance.uniform(0, SPAN))
                process.kill()
            again.update(line["does"] for line in ledger.lines())
            written |= check_ledger(ledger, library, before)
            sync_without_waste(place, library, documents, encoded)
            check(place, library, documents)
    return {"kills": rounds, "done": again["done"], "syncs": again["synced"], **reader.report()}


def kill_servers(place: Place, rounds: int) -> dict[str, object]:
    """The server is killed while a writer is at work, and started again; the writer goes on with the same library."""
    documents, written = place.new("documents"), dict[str, str]()
    seconds: list[float] = []
    with asking(place, written, silent=True) as reader:
        with toiling(place, documents) as (process, ledger):
            for _ in range(rounds):
                threading.Event().wait(place.chance.uniform(0, SPAN))
                place.server.kill()
                begun = time.monotonic()
                before = count(ledger, "synced")
                place.server.start()
                wait_for_sync(ledger, before)
                seconds.append(round(time.monotonic() - begun, 2))
            ledger.stop.touch()
            assert process.wait(PATIENCE) == 0
        encoded: list[str] = []
        with open_there(place.url, place.new("data"), encoded) as library:
            written |= check_ledger(ledger, library, {})
            sync_without_waste(place, library, documents, encoded)
            check(place, library, documents)
    ended = [line["why"] for line in ledger.lines() if line["does"] == "unreachable"]
    assert all("连不上资料库服务器" in why for why in ended)
    told = {"syncs that ended early": len(ended), "done": count(ledger, "done"), "syncs": count(ledger, "synced")}
    return {"kills": rounds, **told, "seconds until the next sync had ended": seconds, **reader.report()}


def kill_one_of_two(place: Place, rounds: int) -> dict[str, object]:
    """Two writers at once, of the same folder and of two, one of which is killed; the other goes on."""
    seconds: list[float] = []
    syncs = 0
    for ours in ([place.new("both")] * 2, [place.new("first"), place.new("second")]):
        with toiling(place, ours[1]) as (survivor, ledger):
            for _ in range(rounds):
                with toiling(place, ours[0]) as (victim, _ledger):
                    threading.Event().wait(place.chance.uniform(0, SPAN))
                    victim.kill()
                begun, before = time.monotonic(), count(ledger, "synced")
                wait_for_sync(ledger, before)
                seconds.append(round(time.monotonic() - begun, 2))
            ledger.stop.touch()
            assert survivor.wait(PATIENCE) == 0
        syncs += count(ledger, "synced")
        with open_there(place.url, place.new("data"), []) as library:
            library.sync(sorted(set(ours)))
            check(place, library, *sorted(set(ours)))
            library.remove([item.id for item in library.documents()])
    return {"kills": 2 * rounds, "syncs": syncs, "seconds until the other had synced": seconds}


@contextmanager
def toiling(place: Place, documents: Path) -> Iterator[tuple[subprocess.Popen[bytes], Ledger]]:
    """A process that syncs ``documents`` over and over, from its first sync on; it has ended well or was killed."""
    folder = place.new("writer")
    ledger = Ledger(folder / "ledger")
    where = [place.url, str(folder / "data"), str(documents), str(ledger.path)]
    with subprocess.Popen(
        [sys.executable, "-m", "tests.endurance.toiling", *where, str(place.chance.randrange(10**6))], cwd=ROOT
    ) as process:
        try:
            wait_for(lambda: process.poll() is not None or count(ledger, "begin") > 0)
            yield process, ledger
        finally:
            process.kill()
    assert process.returncode in (0, -signal.SIGKILL)


@contextmanager
def asking(place: Place, written: dict[str, str], *, silent: bool = False) -> Iterator[Reader]:
    """Somebody asks meanwhile, and is answered from what was ``written`` (texts by id, complete in the end)."""
    reader, over = Reader(silent), threading.Event()
    failures: list[BaseException] = []

    def ask() -> None:
        try:
            with open_there(place.url, place.new("reader"), []) as library:
                while not over.is_set():
                    reader.ask(library)
        except BaseException as error:
            failures.append(error)
            raise

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield reader
    finally:
        over.set()
        thread.join(SOON)
    assert failures == []
    assert not thread.is_alive()
    for identity, text in reader.seen:
        assert text in written[identity], text


def state(library: Library) -> dict[str, str]:
    """What each path stands for, by id."""
    return {item.path: item.id for item in library.documents()}


def wait_for(holds: Callable[[], bool]) -> None:
    pause, end = threading.Event(), time.monotonic() + SOON
    while not holds():
        assert time.monotonic() < end, "nothing happens"
        pause.wait(0.05)


def wait_for_sync(ledger: Ledger, before: int) -> None:
    wait_for(lambda: count(ledger, "synced") > before)


def count(ledger: Ledger, does: str) -> int:
    return sum(line["does"] == does for line in ledger.lines())


def check_ledger(ledger: Ledger, library: Library, before: dict[str, str]) -> dict[str, str]:
    """What was told as done is there, or else what was tried after it. Returns all texts written, by id.

    :param before: what each path stood for, by id.
    """
    lines = ledger.lines()
    written = {content_id(line["text"].encode()): line["text"] for line in lines if line["does"] == "write"}
    now = state(library)
    possible = {path: {before.get(path, "")} for path in [*before, *now, *(line.get("path", "") for line in lines)]}
    for line in lines:
        if line["does"] == "done":
            possible[line["path"]] = {line["id"]}
        elif line["does"] == "try":
            possible[line["path"]].add(line["id"])
    for path, ids in possible.items():
        assert now.get(path, "") in ids, (path, now.get(path), ids)
    for identity in set(now.values()) & written.keys():
        assert library.document(identity).text == written[identity]
    return written


def sync_without_waste(place: Place, library: Library, documents: Path, encoded: list[str]) -> None:
    """Sync, and look that only that is encoded whose vector was not there."""
    library.encode_query("预热")  # which may probe the encoder
    encoded.clear()
    before = place.rows("SELECT count(*) FROM vectors")[0][0]
    library.sync([documents])
    after = place.rows("SELECT count(*) FROM vectors")[0][0]
    assert len(encoded) == int(str(after)) - int(str(before))


def check(place: Place, library: Library, *folders: Path) -> None:
    """After a sync: all is well, and what is found is what the files are."""
    findings = library.verify()
    assert findings == [], findings
    assert library.status().failed == ()
    files = {str(path): path.read_text(encoding="utf-8") for folder in folders for path in folder.iterdir()}
    assert {item.path: library.document(item.id).text for item in library.documents()} == files
    name = place.chance.choice(sorted(files.values())).partition("\n")[0]
    assert any(library.document(hit.passage.document_id).text.startswith(name) for hit in library.search(name, 5))
    for hit in library.search(QUESTION, 20):
        text = library.document(hit.passage.document_id).text
        assert text in files.values()
        assert hit.passage.text == join_spans(text, hit.passage.spans)
    recount(place, library)


def recount(place: Place, library: Library) -> None:
    """The statistics are those of the passages."""
    counts = Counter[str]()
    for identity in {item.id for item in library.documents()}:
        document = library.document(identity)
        names = identify(document.title, document.text[:OPENING], document.filed).lines
        for passage in library.passages_of(identity):
            counts["passages"] += 1
            for name, text in fields_of(passage, library.tokenizer, names).items():
                counts[name] += len(text.split())
                counts.update(f"{name}:{token}" for token in set(text.split()))
    rows = place.rows("SELECT term, passages FROM frequencies WHERE passages != 0")
    assert {_text(term): number for term, number in rows} == counts


def _text(cell: object) -> str:
    return cell.decode() if isinstance(cell, bytes) else str(cell)


if __name__ == "__main__":
    sys.exit(main())

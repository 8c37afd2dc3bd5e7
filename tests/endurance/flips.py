"""``python -m tests.endurance.flips``: bytes of each file of a data folder turned over, files cut or made longer.

Each damage has to be refused at opening, told by ``verify``, or to make no difference to all that is answered from.
What is told has to be mended by ``repair`` and a sync, or refused by ``repair``, which says to take the backup.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from index.errors import YinjuError
from index.library import Library
from index.settings import Settings
from index.storage.local.repair import repair_folder
from tests.encoders import FakeEncoder
from tests.endurance.crashes import stored
from tests.endurance.killed import share_tokenizer

MEND_EVERY = 5
"""Damages of which one is mended."""
TEXTS = {f"{n}.txt": f"第{n}章 标题\n\n深江铁路第{n}标段开工，投资{n * 97}亿元。\n\n" * 3 for n in range(8)}


def main() -> int:
    """Print, for each file, how many damages there were and what came of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.endurance.flips", description=__doc__)
    parser.add_argument("--store", type=int, default=3000, help="bytes of the store to turn, chosen at random")
    parser.add_argument("--most", type=int, default=2000, help="bytes of another file, all where it has no more")
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    share_tokenizer()
    ram = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=ram if ram.is_dir() else None) as folder:
        for name, outcomes in try_all(Path(folder), options.store, options.most, options.seed):
            print(name, dict(outcomes), flush=True)
    return 0


def open_library(data: Path) -> Library:
    return Library.open(Settings(data=data, reader=False), FakeEncoder([], dimension=16))


def try_all(root: Path, store: int, most: int, seed: int) -> Iterator[tuple[str, Counter[str]]]:
    """Each file of a library's data folder with what came of damages to it; the store's last."""
    chance = random.Random(seed)
    base, documents = root / "base", root / "documents"
    documents.mkdir()
    make(base, documents)
    with open_library(base) as library:
        whole = answers(library)
        assert library.verify() == []
    names = sorted(path.relative_to(base).as_posix() for path in base.rglob("*") if path.is_file())
    for name in sorted(names, key="library.sqlite".__eq__):
        outcomes, started = Counter[str](), time.monotonic()
        content = (base / name).read_bytes()
        for number, damaged in enumerate(damages(content, store if name.endswith(".sqlite") else most, chance)):
            shutil.rmtree(root / "tried", ignore_errors=True)
            data = Path(shutil.copytree(base, root / "tried"))
            (data / name).write_bytes(damaged)
            try:
                outcome = look(data, whole)
                if outcome != "no difference" and number % MEND_EVERY == 0:
                    outcome += f", {mend(data, documents, whole)}"
            except BaseException as error:
                differing = next((i for i, (a, b) in enumerate(zip(content, damaged, strict=False)) if a != b), None)
                error.add_note(f"{name}, byte {differing}, {len(content)} bytes became {len(damaged)}")
                raise
            outcomes[outcome] += 1
        outcomes["seconds"] = round(time.monotonic() - started)
        yield name, outcomes


def make(data: Path, documents: Path) -> None:
    """A library with something in every table."""
    for name, text in TEXTS.items():
        (documents / name).write_text(text, encoding="utf-8")
    (documents / "坏.pdf").write_bytes(b"%PDF")
    with open_library(data) as library:
        library.sync([documents])
        (documents / "0.txt").unlink()
        (documents / "1.txt").write_text("第1章 标题\n\n深江铁路第1标段完工。\n", encoding="utf-8")
        library.sync([documents])


def damages(content: bytes, most: int, chance: random.Random) -> Iterator[bytes]:
    """A file's content with one byte or bit turned over, cut short, or with more behind it."""
    places = range(len(content))
    for place in chance.sample(places, most) if len(content) > most else places:
        turned = chance.choice([0xFF, *(1 << bit for bit in range(8))])
        yield content[:place] + bytes([content[place] ^ turned]) + content[place + 1 :]
    for length in {0, 1, len(content) // 3, len(content) - 1, len(content) // 2 // 4096 * 4096}:
        if length < len(content):
            yield content[:length]
    yield content + b"\0"
    yield content + chance.randbytes(5000)


def answers(library: Library) -> list[object]:
    """All that is answered from or shown."""
    status = library.status()
    listed = [(item.path, item.title, item.format, item.characters, item.passages) for item in library.documents()]
    found = {hit.passage.id for hit in library.search("深江铁路", 100)}  # scores count what was removed, at times
    failed = [(failure.path, failure.reason) for failure in status.failed]
    return [*stored(library), *listed, found, library.folders(), failed, status.encoder, status.documents]


def compare(found: list[object], whole: list[object]) -> None:
    assert len(found) == len(whole), (len(found), len(whole))
    for one, other in zip(found, whole, strict=True):
        assert one == other, (one, other)


def look(data: Path, whole: list[object]) -> str:
    """What comes of a damage."""
    try:
        with open_library(data) as library:
            if library.verify():
                try:
                    answers(library)  # never more than an error that is told
                except YinjuError:
                    return "told, and not answered"
                return "told"
            compare(answers(library), whole)
            return "no difference"
    except YinjuError as error:
        return f"refused: {type(error).__name__}"


def mend(data: Path, documents: Path, whole: list[object]) -> str:
    """Repaired and brought in line with the files again, the library is what it was, or has to be put back."""
    try:
        repair_folder(data)
        with open_library(data) as library:
            library.repair()
            assert library.verify() == []
            library.sync([documents])
            assert library.verify() == []
            compare(answers(library), whole)
            return "mended"
    except YinjuError as error:
        if "备份" in error.remedy or "--data" in error.remedy:
            return "to be put back"
        raise


if __name__ == "__main__":
    sys.exit(main())

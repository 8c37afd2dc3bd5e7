"""``python -m tests.endurance.crashes``: syncs, and uploads, killed at random instants; nothing is lost or torn.

A process of its own brings a library in line with a folder in which files were added, changed, renamed and removed, and
is killed (SIGKILL) at an instant chosen at random over the span of the work. After each kill the command ``verify`` has
to pass, each document has to be wholly its old or its new file, and a question has to be answered.
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from index.library import Library
from qa.answers import Answer
from qa.assistant import Assistant
from tests.endurance.killed import open_library, share_tokenizer
from tests.inside import embedded
from tests.weights import lend

ROOT = Path(__file__).resolve().parents[2]
STEADY = "稳.txt"
STEADY_TEXT = "青峰水库\n\n青峰水库的总库容是7.35亿立方米。\n"
QUESTION, ANSWER = "青峰水库的总库容是多少？", "7.35亿立方米"
PATIENCE = 120.0
"""Seconds after which a process that should have ended counts as hanging."""
COMPLETE_EVERY = 20
"""Rounds after which one sync is left to end, and looked at closely."""
ACTIONS = ["sync"] * 16 + ["reencode", "purge", "repair", "open"]


def main() -> int:
    """Exit status: 0 where everything held; the first thing that did not is a traceback."""
    parser = argparse.ArgumentParser(prog="python -m tests.endurance.crashes", description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="kills of a sync with an encoder without a model")
    parser.add_argument("--real", type=int, default=0, help="kills of `python -m index sync` with the real model")
    parser.add_argument("--uploads", type=int, default=0, help="kills of `python app.py` during an upload")
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    for name, count, kill in (("fake", options.kills, kill_syncs), ("real", options.real, kill_real_syncs)):
        if count:
            with tempfile.TemporaryDirectory(prefix="yinju-crashes-") as folder:
                print(name, kill(Path(folder), count, options.seed), flush=True)
    if options.uploads:
        from tests.endurance.upload_crashes import kill_uploads

        with tempfile.TemporaryDirectory(prefix="yinju-crashes-") as folder:
            print("uploads", kill_uploads(Path(folder), options.uploads, options.seed), flush=True)
    return 0


@dataclass
class Folder:
    """The folder of documents, changed at random; ``files`` are their texts by name."""

    path: Path
    chance: random.Random
    files: dict[str, str] = field(default_factory=dict)
    made: int = 0

    def write(self, name: str, text: str) -> None:
        (self.path / name).write_text(text, encoding="utf-8")
        self.files[name] = text

    def text(self) -> str:
        self.made += 1
        paragraphs = [
            f"第{self.made}号文件的第{n}段：{self.chance.randrange(10**6)}项工程在{n}镇开工。" * 3
            for n in range(self.chance.randrange(1, 25))
        ]
        return f"第{self.made}号文件\n\n" + "\n\n".join(paragraphs) + "\n"

    def stir(self) -> None:
        """Some files added, changed, renamed or removed."""
        for _ in range(self.chance.randrange(1, 7)):
            others = sorted(self.files.keys() - {STEADY})
            change = self.chance.choice(["add", "change", "rename", "remove"]) if len(others) > 3 else "add"
            name = self.chance.choice(others) if change != "add" else f"{self.made}.txt"
            if change in ("rename", "remove"):
                text = self.files.pop(name)
                (self.path / name).unlink()
                if change == "rename":
                    self.write(f"{self.chance.randrange(10**6)}-{name[-9:]}", text)
            else:
                self.write(name, self.text())


def kill_syncs(root: Path, kills: int, seed: int) -> dict[str, object]:
    """So many kills of a sync with the fake encoder; the figures of it."""
    chance = random.Random(seed)
    share_tokenizer()
    folder, data = Folder(root / "documents", chance), root / "data"
    folder.path.mkdir()
    folder.write(STEADY, STEADY_TEXT)
    for _ in range(4):
        folder.stir()
    span = run_to_the_end("sync", data, folder)
    state = check(data, folder, dict(folder.files))
    killed, completed, torn = Counter[str](), 0, 0
    while killed.total() < kills:
        folder.stir()
        action = chance.choice(ACTIONS)
        if run_killed(action, data, folder.path, chance.uniform(0, span * 1.1)):
            killed[action] += 1
        else:
            completed += 1
        before, state = state, check(data, folder, state)
        torn += state not in (before, folder.files)
        if (killed.total() + completed) % COMPLETE_EVERY == 0:
            span = run_to_the_end("sync", data, folder)
            state = check(data, folder, state)
            assert state == folder.files
    run_to_the_end("sync", data, folder)
    assert check(data, folder, state) == folder.files
    assert equal_to_a_new_one(root, data, folder)
    return {"killed": dict(killed), "ended before the kill": completed, "between two syncs' states": torn}


def command(action: str, data: Path, folder: Path) -> list[str]:
    return [sys.executable, "-m", "tests.endurance.killed", action, str(data), str(folder)]


def run_killed(action: str, data: Path, folder: Path, seconds: float) -> bool:
    """Run the work, and kill it so long after its beginning; whether it was not done before."""
    with subprocess.Popen(command(action, data, folder), cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"begin\n"
        threading.Event().wait(seconds)
        process.kill()
        status = process.wait(PATIENCE)
    assert status in (0, -signal.SIGKILL), status
    return status != 0


def run_to_the_end(action: str, data: Path, folder: Folder) -> float:
    """Run the work and let it end; nothing is left lying about. Returns the seconds from its beginning on."""
    with subprocess.Popen(command(action, data, folder.path), cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"begin\n"
        begun = time.monotonic()
        assert process.wait(PATIENCE) == 0
    left = leftovers(data)
    assert left == []
    return time.monotonic() - begun


def leftovers(data: Path) -> list[str]:
    """Files that only work under way should have."""
    ended = (".new", "-wal", "-shm", "-journal")
    return [path.name for path in data.rglob("*") if path.name.endswith(ended) or path.name.startswith(".tmp")]


def check(data: Path, folder: Folder, before: dict[str, str]) -> dict[str, str]:
    """What the library stands for now, by name; all that has to hold after a kill does."""
    verify(data)
    with open_library(data) as library:
        state = {item.name: library.document(item.id).text for item in library.documents()}
        for name in state.keys() | before.keys() | folder.files.keys():
            assert state.get(name) in (before.get(name), folder.files.get(name)), name
        outcome = Assistant(library).ask(QUESTION)
        assert isinstance(outcome, Answer), outcome
        assert ANSWER in outcome.text
    return state


def verify(data: Path) -> None:
    """The command itself."""
    arguments = [sys.executable, "-m", "index", "verify", "--data", str(data)]
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert (done.returncode, done.stderr) == (0, ""), (done.stdout, done.stderr)


def equal_to_a_new_one(root: Path, data: Path, folder: Folder) -> bool:
    """Whether the library holds what one does that is made from nothing; with words anew, which count removed ones."""
    with open_library(data) as old, open_library(root / "new") as new:
        new.sync([folder.path])
        old.repair()
        return contents(old) == contents(new)


def contents(library: Library) -> list[object]:
    """All that is answered from, and what is found with which score."""
    found: list[object] = []
    for question in (QUESTION, "镇的工程开工", "第3号文件"):
        found.append([(hit.passage.id, round(hit.score, 4)) for hit in library.search(question, 10)])
    return stored(library) + found


def stored(library: Library) -> list[object]:
    """All that is answered from: documents, passages and vectors."""
    rows: list[object] = []
    for item in sorted(library.documents(), key=lambda item: (item.name, item.id)):
        vectors = embedded(library).store.vectors_of(item.id)
        rows += [item.name, library.document(item.id), library.passages_of(item.id)]
        rows += [(identity, vector.tobytes()) for identity, vector in vectors.items()]
    return rows


def kill_real_syncs(root: Path, kills: int, seed: int) -> dict[str, object]:
    """As ``kill_syncs``, of the command with the model that comes with the install, over the seeds."""
    chance = random.Random(seed)
    data, documents = root / "data", Path(shutil.copytree(ROOT / "seeds", root / "documents"))
    lend(data)
    arguments = [sys.executable, "-m", "index", "sync", str(documents), "--data", str(data)]
    killed, ended = 0, 0
    while killed < kills:
        (documents / f"{chance.randrange(5)}.txt").write_text(f"第{chance.random()}号文件。\n\n" * 40, encoding="utf-8")
        with subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
            try:
                assert process.wait(chance.uniform(0, 30)) == 0
                ended += 1
            except subprocess.TimeoutExpired:
                process.kill()
                killed += 1
        verify(data)
    subprocess.run(arguments, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    verify(data)
    return {"killed": killed, "ended before the kill": ended}


if __name__ == "__main__":
    sys.exit(main())

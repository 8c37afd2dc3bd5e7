"""Fuzzing of what meets strangers' text: files, layout, questions, and the page.

    python -m tests.endurance.fuzz --minutes 10                     all of it, each its share; findings go to data/fuzz
    python -m tests.endurance.fuzz --only readers --seed 3          another row of cases
    python -m tests.endurance.fuzz --only readers --case 0:1234     one case again, with its traceback

Cases are made and tried in another process, each from its own number, so that one that hangs or crashes is a finding
and not the end. What is found becomes a test of the module in which the fault was.
"""

from __future__ import annotations

import argparse
import contextlib
import queue
import random
import subprocess
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from index.readers.limits import begin_file
from tests.hostility.areas import AREAS, assistant, file_of, tokenizer

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = {"readers": 150.0, "layout": 60.0, "question": 120.0, "rendering": 60.0}
"""Seconds after which a case counts as hanging; a file may compute for 120 before it is given up."""
SLOW = 10.0
"""Seconds of the processor that a case of a few hundred kilobytes should not take."""
STARTING = 600.0
"""Seconds that a process may take to load, and for questions to index the seeds."""
SPENT = 7
"""The status with which a process ends that has no memory left, as the reading process does."""


def chance_of(area: str, seed: int, number: int) -> random.Random:
    return random.Random(f"{area}:{seed}:{number}")


def tried(area: str, seed: int, number: int) -> str:
    """What came of a case: a word, or ``!`` and where it failed."""
    started = time.process_time()
    try:
        outcome = AREAS[area](chance_of(area, seed, number))
    except (MemoryError, RecursionError) as error:
        if area != "readers":
            return f"!{type(error).__name__}"
        return "too large"
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
        ours = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.startswith(str(ROOT))]
        where = " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(ours[-3:]))
        return f"!{type(error).__name__}: {' '.join(str(error).split())[:150]} at {where}"
    taken = time.process_time() - started
    return f"!slow: {taken:.0f} s" if taken > SLOW else outcome


def serve(area: str, seed: int, first: int) -> None:
    """The other process's side: a line before and a line after each case, without end."""
    tokenizer()  # which takes seconds, and is not to count as the first case's
    if area == "question":
        assistant().warm_up()
    number = first
    while True:
        print(f"begin {number}", flush=True)
        if area == "readers":
            begin_file()
        outcome = tried(area, seed, number)
        print(f"end {number} {outcome}", flush=True)
        if outcome == "too large":
            sys.exit(SPENT)
        number += 1


@dataclass
class Tally:
    """What came of an area's cases; ``next`` is the number of the one to go on with."""

    next: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    findings: dict[str, list[int]] = field(default_factory=dict)

    def note(self, number: int, outcome: str) -> None:
        self.next = number + 1
        self.outcomes["finding" if outcome.startswith("!") else outcome] += 1
        if outcome.startswith("!"):
            self.findings.setdefault(outcome[1:], []).append(number)


def listen(process: subprocess.Popen[str], said: queue.Queue[str | None]) -> None:
    """Put a process's lines into a queue, None behind the last."""
    assert process.stdout is not None
    for line in process.stdout:
        said.put(line.rstrip("\n"))
    said.put(None)


def lines_of(said: queue.Queue[str | None], patience: float) -> Iterator[str]:
    """What a process says, until it says nothing for so long once it has begun, or ends."""
    waited = STARTING
    while True:
        try:
            line = said.get(timeout=waited)
        except queue.Empty:
            return
        if line is None:
            return
        waited = patience
        yield line


def run(area: str, seed: int, tally: Tally, until: float = float("inf"), most: int = sys.maxsize) -> None:
    """Try cases until a time of ``time.monotonic()``, or until so many are done."""
    while time.monotonic() < until and tally.next < most:
        arguments = ["--child", "--only", area, "--seed", str(seed), "--case", f"{seed}:{tally.next}"]
        errors = subprocess.DEVNULL
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.endurance.fuzz", *arguments],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        said: queue.Queue[str | None] = queue.Queue()
        listener = threading.Thread(target=listen, args=(process, said), daemon=True)
        listener.start()
        begun = None
        stopped = False
        try:
            for line in lines_of(said, PATIENCE[area]):
                word, number, *outcome = line.split(" ", 2)
                begun = int(number) if word == "begin" else None
                if word == "end":
                    tally.note(int(number), outcome[0])
                    if stopped := time.monotonic() > until or tally.next >= most:
                        break
        finally:
            ended = process.poll()
            process.kill()
            with process:  # until it is gone, and its pipe closed
                listener.join()
        if begun is not None and not stopped:
            tally.note(begun, "!hang" if ended is None else f"!crash: status {process.returncode}")


def report(tallies: dict[str, Tally], seed: int, out: Path) -> None:
    """Print what came of it, and keep the files that were found."""
    for area, tally in tallies.items():
        print(f"{area}: {sum(tally.outcomes.values()):,} cases: {dict(tally.outcomes.most_common())}")
        for finding, numbers in sorted(tally.findings.items(), key=lambda item: -len(item[1])):
            print(f"  {len(numbers)}x {finding}   --only {area} --case {seed}:{numbers[0]}")
            if area == "readers":
                out.mkdir(parents=True, exist_ok=True)
                content, name = file_of(chance_of(area, seed, numbers[0]))
                (out / f"{seed}-{numbers[0]}-{name}").write_bytes(content)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--only", action="append", choices=AREAS)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--case", default="", help="SEED:NUMBER")
    parser.add_argument("--out", type=Path, default=ROOT / "data" / "fuzz")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    areas = given.only or list(AREAS)
    seed, _, number = given.case.partition(":")
    if given.child:
        serve(areas[0], int(seed), int(number))
    elif given.case:
        print(AREAS[areas[0]](chance_of(areas[0], int(seed), int(number))))
        return
    tallies = {area: Tally() for area in areas}
    with contextlib.suppress(KeyboardInterrupt):
        for area in areas:
            run(area, given.seed, tallies[area], time.monotonic() + 60 * given.minutes / len(areas))
    report(tallies, given.seed, given.out)


if __name__ == "__main__":
    main()

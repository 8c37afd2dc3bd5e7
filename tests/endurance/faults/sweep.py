"""``python -m tests.endurance.faults.sweep``: every call that writes into the data folder fails once.

It is started with the shim loaded before libc; see ``tests/endurance/faults/test_sweep.py`` for how.
"""

from __future__ import annotations

import argparse
import ctypes
import errno
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from index.errors import WriteFailed, YinjuError
from index.library import Library
from index.storage.local.backup import back_up
from tests.endurance.killed import open_library, share_tokenizer

SHIM = Path(__file__).with_name("shim.c")
LOADED = "YINJU_TEST_SHIM"
ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Fault:
    """``lasting``: all calls fail from the first on; ``torn``: half of the bytes of a write are put down first."""

    name: str
    error: int
    lasting: bool = False
    torn: bool = False


FAULTS = [
    Fault("EIO", errno.EIO),
    Fault("ENOSPC", errno.ENOSPC, lasting=True),
    Fault("torn", errno.EIO, torn=True),
    Fault("EROFS", errno.EROFS, lasting=True),
]
BEFORE = {f"{n}.txt": f"第{n}号文件\n\n" + f"第{n}镇的产量是{n * 97}吨。\n\n" * 3 for n in range(4)}
AFTER = {**BEFORE, "1.txt": "第1号文件\n\n第1镇的产量改为77吨。\n", "9.txt": "第9号文件\n\n第9镇的产量是900吨。\n"}
del AFTER["2.txt"]
WORK: dict[str, Callable[[Library, Path], object]] = {
    "sync": lambda library, documents: library.sync([documents]),
    "reencode": lambda library, documents: library.sync([documents], reencode=True),
    "purge": lambda library, _documents: library.purge(),
    "repair": lambda library, _documents: library.repair(),
    "backup": lambda library, _documents: back_up(library.settings, library.settings.data.parent / BACKUP),
}


BACKUP = "备份"
REBUILDING = {"purge", "repair"}
"""Work that takes down what questions are answered from: until the disk takes it again, they are told so."""


class Shim:
    """The faults of this process."""

    def __init__(self) -> None:
        self._shim = ctypes.CDLL(os.environ[LOADED])
        self._shim.fault_arm.argtypes = [ctypes.c_char_p, ctypes.c_long, ctypes.c_int, ctypes.c_int, ctypes.c_int]
        self._shim.fault_calls.restype = ctypes.c_long

    def arm(self, folder: Path, call: int, fault: Fault) -> None:
        self._shim.fault_arm(os.fsencode(folder), call, fault.error, fault.lasting, fault.torn)

    def disarm(self) -> int:
        """How many calls there were."""
        calls = int(self._shim.fault_calls())
        self._shim.fault_arm(b"", 0, 0, 0, 0)
        return calls


def main() -> int:
    """Print, for each kind of work and fault, how many calls were failed and what came of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.endurance.faults.sweep", description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="fail each call whose number is a multiple of this")
    parser.add_argument("--work", nargs="+", choices=WORK, default=list(WORK))
    options = parser.parse_args()
    if LOADED not in os.environ:
        with tempfile.TemporaryDirectory() as folder:
            return run_with_shim(Path(folder), *sys.argv[1:], quiet=False).returncode
    share_tokenizer()
    ram = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=ram if ram.is_dir() else None) as folder:
        base = Path(folder, "base")
        make_base(base)
        for work in options.work:
            for fault in FAULTS:
                started = time.monotonic()
                outcomes = sweep(Path(folder, "tried"), base, work, fault, options.every)
                print(work, fault.name, dict(outcomes), f"{time.monotonic() - started:.1f} s", flush=True)
    return 0


def run_with_shim(folder: Path, *arguments: str, quiet: bool = True) -> subprocess.CompletedProcess[str]:
    """This command with the shim, which is compiled into the folder."""
    shim = folder / "shim.so"
    subprocess.run(["gcc", "-shared", "-fPIC", "-O2", "-o", str(shim), str(SHIM), "-ldl"], check=True)
    command = [sys.executable, "-m", "tests.endurance.faults.sweep", *arguments]
    environment = {**os.environ, LOADED: str(shim), "LD_PRELOAD": str(shim)}
    return subprocess.run(command, cwd=ROOT, env=environment, text=True, check=False, capture_output=quiet)


def make_base(base: Path) -> None:
    """A library of ``BEFORE``, and a folder that says ``AFTER``."""
    documents = base / "documents"
    documents.mkdir(parents=True)
    write(documents, BEFORE)
    with open_library(base / "data") as library:
        library.sync([documents])
    for name in BEFORE.keys() - AFTER.keys():
        (documents / name).unlink()
    write(documents, AFTER)


def write(documents: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        (documents / name).write_text(text, encoding="utf-8")


def sweep(folder: Path, base: Path, work: str, fault: Fault, every: int) -> Counter[str]:
    """Fail one call after the other until the work makes no more; how often it was done all the same, or told."""
    shim, outcomes, call = Shim(), Counter[str](), every
    while True:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(base, folder)
        documents, data = base / "documents", folder / "data"
        outcome, calls = attempt(shim, data, documents, work, call, fault)
        try:
            for library in (data, folder / BACKUP) if (folder / BACKUP).exists() else (data,):
                recover(library, documents)
        except BaseException as error:
            error.add_note(f"{work}, {fault}, call {call}: {outcome}")
            raise
        if calls < call:
            assert outcome == "done", outcome
            return outcomes
        outcomes[outcome] += 1
        call += every


def attempt(shim: Shim, data: Path, documents: Path, work: str, call: int, fault: Fault) -> tuple[str, int]:
    """What came of the work, an error's name or ``done``, and how many calls there were; questions are answered."""
    outcome = "not opened"
    shim.arm(data.parent, call, fault)
    try:
        with open_library(data) as library:
            outcome = "done"
            try:
                WORK[work](library, documents)
            except YinjuError as error:
                outcome = type(error).__name__
            answers(library)
    except YinjuError as error:
        if outcome == "not opened":
            outcome = f"not opened: {type(error).__name__}"
        elif not (fault.lasting and work in REBUILDING and isinstance(error, WriteFailed)):
            raise AssertionError(f"after {outcome} a question was not answered") from error
    finally:
        calls = shim.disarm()
    assert (data.parent / BACKUP).exists() == (work == "backup" and outcome == "done")
    return outcome, calls


def answers(library: Library) -> None:
    """What did not change is found, and every document is wholly old or new."""
    assert library.search("第3镇的产量")[0].passage.text.startswith("第3镇的产量是291吨")
    for name, text in texts(library).items():
        assert text in (BEFORE.get(name), AFTER.get(name)), name


def texts(library: Library) -> dict[str, str]:
    return {item.name: library.document(item.id).text for item in library.documents()}


def recover(data: Path, documents: Path) -> None:
    """Opened again, the library is sound, and the next sync completes."""
    with open_library(data) as library:
        assert library.verify() == []
        answers(library)
        library.sync([documents])
        assert (texts(library), library.verify()) == (AFTER, [])
    with open_library(data) as library:
        assert (texts(library), library.verify()) == (AFTER, [])
    left = [path.name for path in data.rglob("*") if path.name.endswith((".new", "-wal", "-journal"))]
    assert left == []


if __name__ == "__main__":
    sys.exit(main())

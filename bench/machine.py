"""What a process takes, and where its time goes. Reads /proc, so Linux only."""

from __future__ import annotations

import platform
import subprocess
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np


class Stopwatch:
    """Seconds by stage; a stage within another counts for both."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        """:param clock: ``time.process_time`` for the seconds of a processor, which other programs take none of."""
        self.seconds: dict[str, float] = defaultdict(float)
        self._clock = clock

    def time(self, owner: Any, name: str, stage: str) -> None:  # noqa: ANN401 - whatever has the function
        """From now on what is spent in ``owner.name`` counts for a stage."""
        function = getattr(owner, name)

        def timed(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401
            began = self._clock()
            try:
                return function(*arguments, **named)
            finally:
                self.seconds[stage] += self._clock() - began

        setattr(owner, name, timed)


def measure(action: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Seconds.

    :param clock: as of ``Stopwatch``.
    """
    began = clock()
    action()
    return clock() - began


def percentiles(seconds: Sequence[float]) -> dict[str, float]:
    """Milliseconds."""
    return {f"p{q}": round(float(np.percentile(seconds, q)) * 1000, 1) for q in (50, 95, 99)}


def memory() -> dict[str, int]:
    """MB that this process has in memory: now, of that its own (not pages of files), and at most so far."""
    lines = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines())
    names = {"resident": "VmRSS", "own": "RssAnon", "peak": "VmHWM"}
    return {name: int(lines[field].split()[0]) // 1024 for name, field in names.items()}


def written() -> int:
    """Bytes that this process has written to files so far."""
    lines = Path("/proc/self/io").read_text(encoding="ascii").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("wchar")))


def sizes(data: Path) -> dict[str, int]:
    """MB on disk by part of a data folder."""
    parts = {"sqlite": "library.sqlite*", "tantivy": "lexical/*", "faiss": "vectors.faiss"}
    return {name: sum(path.stat().st_size for path in data.glob(glob)) // 1_000_000 for name, glob in parts.items()}


def conditions() -> dict[str, str]:
    """The machine, how busy it is, and the commit."""
    lines = Path("/proc/cpuinfo").read_text(encoding="ascii").splitlines()
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return {
        "machine": f"{platform.machine()}, {len(models)} × {models[0] if models else '?'}",
        "load": Path("/proc/loadavg").read_text(encoding="ascii").split()[0],
        "commit": commit.stdout.strip(),
    }

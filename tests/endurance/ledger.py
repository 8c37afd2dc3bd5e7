"""What was done under load, how long it took, and what the program took of memory."""

from __future__ import annotations

import re
import statistics
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Ledger:
    """What was done and how long it took (seconds), by kind; what went wrong; memory (bytes) over time."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: list[str] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    memory: list[int] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def time(self, kind: str, do: Callable[[], Any]) -> Any:  # noqa: ANN401
        started = time.monotonic()
        result = do()
        with self.lock:
            self.seconds[kind].append(time.monotonic() - started)
        return result

    def report(self) -> dict[str, Any]:
        """Counts, percentiles in seconds, memory in MB in the second quarter of the time and in the last."""
        kinds = {
            kind: {"count": len(all_), **{f"p{p}": round(percentile(all_, p), 3) for p in (50, 95, 99)}}
            for kind, all_ in sorted(self.seconds.items())
        }
        quarter = max(len(self.memory) // 4, 1)
        early, late = self.memory[quarter : 2 * quarter], self.memory[-quarter:]
        megabytes = [round(statistics.median(part) / 1e6) for part in (early, late) if part]
        return {"kinds": kinds, "outcomes": dict(self.outcomes), "memory": megabytes, "wrong": self.wrong}


def percentile(values: Sequence[float], percent: int) -> float:
    return sorted(values)[min(len(values) * percent // 100, len(values) - 1)]


def memory_of(process: int) -> int:
    """Bytes that a process and those it started hold for themselves."""
    total = 0
    for folder in Path("/proc").iterdir():
        if not folder.name.isdecimal():
            continue
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if process in (int(folder.name), parent):
                total += int(re.findall(r"Pss:\s+(\d+)", (folder / "smaps_rollup").read_text())[0]) * 1024
        except (OSError, IndexError):
            continue  # it has ended meanwhile
    return total

"""How fast a sync goes and how long it will still take, from what its progress says."""

from __future__ import annotations

import time
from collections.abc import Callable

from index.syncing.ingest import ENCODING, READING

SETTLED = 2.0
"""Seconds after which a rate is worth telling."""


class Pace:
    """Listens to progress as a progress callable does.

    ``share`` is how much of the work is done, 0 to 1: files, and of the file at hand its passages.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._started = clock()
        self._files = (0, 1)
        self._encoded = 0
        self._at_hand = 0
        self._waiting = 0
        self._begun: float | None = None
        self.share = 0.0

    def note(self, stage: str, done: int, total: int) -> None:
        """Take in one report."""
        inside = 0.0
        if stage == ENCODING:
            self._begun = self._begun if self._begun is not None else self._clock()
            self._encoded += max(done - self._at_hand, 0) if done else 0
            self._at_hand = done if done < total else 0
            self._waiting = total - done
            inside = done / total if total else 0.0
        elif total:
            self._files = (done, total)
        if stage in (ENCODING, READING):
            files, of = self._files
            self.share = max(self.share, min((files + inside) / of, 1.0))
        elif total:
            self.share = done / total

    @property
    def rate(self) -> float | None:
        """Passages a second, None while it cannot be told."""
        if self._begun is None or not self._encoded:
            return None
        spent = self._clock() - self._begun
        return self._encoded / spent if spent >= SETTLED else None

    @property
    def left(self) -> float | None:
        """Seconds that the work will still take at this pace, None while it cannot be told.

        Files are taken for equally long, but it is never less than the passages of the file at hand need.
        """
        spent = self._clock() - self._started
        if self.share <= 0 or spent < SETTLED:
            return None
        at_hand = self._waiting / self.rate if self.rate else 0.0
        return max(spent * (1 - self.share) / self.share, at_hand)


def describe_pace(stage: str, done: int, total: int, pace: Pace) -> str:
    """``计算向量 16/120，11.8 段/秒，约剩 2 分 5 秒``."""
    parts = [f"{stage} {done:,}/{total:,}" if total else stage]
    if pace.rate is not None and stage == ENCODING:
        parts.append(f"{pace.rate:.1f} 段/秒")
    if pace.left is not None:
        minutes, seconds = divmod(max(round(pace.left), 1), 60)  # as long as it is said, something is left
        parts.append(f"约剩 {minutes} 分 {seconds} 秒" if minutes else f"约剩 {seconds} 秒")
    return "，".join(parts)

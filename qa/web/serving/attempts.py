"""How often an address may try to log in: guessing a password must take longer than anyone lives."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

FAILURES, WITHIN = 10, 60.0
"""Failed attempts that an address has within so many seconds."""
ADDRESSES = 10_000
"""Addresses that are remembered; of more, those that failed longest ago are forgotten."""


class Attempts:
    """Failed attempts by address. Thread-safe.

    An attempt counts as failed from its beginning, so that many at once are no way round.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failed: dict[str, deque[float]] = {}

    def begin(self, address: str) -> float:
        """Seconds until this address may try, 0.0 where it may now; then the attempt counts."""
        now = self._clock()
        with self._lock:
            times = self._failed.pop(address, deque())
            while times and times[0] <= now - WITHIN:
                times.popleft()
            self._failed[address] = times  # behind all others
            while len(self._failed) > ADDRESSES:
                del self._failed[next(iter(self._failed))]
            if len(times) >= FAILURES:
                return times[0] + WITHIN - now
            times.append(now)
            return 0.0

    def succeeded(self, address: str) -> None:
        """What an address has failed at before is forgiven."""
        with self._lock:
            self._failed.pop(address, None)

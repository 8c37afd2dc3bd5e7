"""Questions before upkeep: a sync's encoding stops between batches while somebody waits for an answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST, SHARE = 5.0, 4.0
"""What a batch waits at most, so that a sync gets on under a stream of questions: so many seconds, and so many times
what the work before it took. A fifth of the time is the sync's own."""


class Priority:
    """Counts the questions under way. Thread-safe."""

    def __init__(self) -> None:
        self._questions = 0
        self._changed = threading.Condition()
        self._here = threading.local()

    @contextmanager
    def question(self) -> Iterator[None]:
        """While this lasts, ``give_way`` waits in every other thread."""
        before = getattr(self._here, "asks", False)
        self._here.asks = True
        with self._changed:
            self._questions += 1
        try:
            yield
        finally:
            self._here.asks = before
            with self._changed:
                self._questions -= 1
                self._changed.notify_all()

    def give_way(self) -> None:
        """Return when no question is under way, or after as long as ``LONGEST`` and ``SHARE`` say.

        At once in a thread that is asking: a question that has to encode something first does not wait for itself.
        """
        if getattr(self._here, "asks", False):
            return
        worked = time.monotonic() - getattr(self._here, "resumed", 0.0)
        with self._changed:
            self._changed.wait_for(lambda: self._questions == 0, min(LONGEST, SHARE * worked))
        self._here.resumed = time.monotonic()

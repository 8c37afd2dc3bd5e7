"""Questions before upkeep: a sync's encoding stops between batches while somebody waits for an answer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST = 5.0
"""Seconds that a batch waits at most, so that a sync gets on under a stream of questions."""


class Priority:
    """Counts the questions under way. Thread-safe."""

    def __init__(self) -> None:
        self._questions = 0
        self._changed = threading.Condition()
        self._asking = threading.local()

    @contextmanager
    def question(self) -> Iterator[None]:
        """While this lasts, ``give_way`` waits in every other thread."""
        before = getattr(self._asking, "here", False)
        self._asking.here = True
        with self._changed:
            self._questions += 1
        try:
            yield
        finally:
            self._asking.here = before
            with self._changed:
                self._questions -= 1
                self._changed.notify_all()

    def give_way(self) -> None:
        """Return when no question is under way, or after ``LONGEST`` seconds.

        At once in a thread that is asking: a question that has to encode something first does not wait for itself.
        """
        if getattr(self._asking, "here", False):
            return
        with self._changed:
            self._changed.wait_for(lambda: self._questions == 0, LONGEST)

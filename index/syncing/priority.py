"""Questions before upkeep: a sync's encoding stops between batches while somebody waits for an answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

LONGEST, SHARE = 5.0, 4.0
"""What the work waits at a time, in seconds, and in all, in times of what it has worked, so that a sync gets on under a
stream of questions: a fifth of the time is its own."""
AT_ONCE = 0.5
"""Seconds that it works on without giving way, at most, where it has waited for longer than that."""
BEGUN = 0.25
"""Seconds that count as worked where a thread begins while somebody asks: as long as a question takes, it waits."""


@dataclass(slots=True)
class _Account:
    """What a thread has worked and waited, in seconds, since it last found nobody asking; ``resumed``: when it last
    went on working. ``asks``: it is asking itself."""

    asks: bool = False
    worked: float = BEGUN
    waited: float = 0.0
    resumed: float = field(default_factory=lambda: time.monotonic())


class Priority:
    """Counts the questions under way. Thread-safe."""

    def __init__(self) -> None:
        self._questions = 0
        self._changed = threading.Condition()
        self._here = threading.local()

    @property
    def _account(self) -> _Account:
        if not hasattr(self._here, "account"):
            self._here.account = _Account()
        account: _Account = self._here.account
        return account

    @contextmanager
    def question(self) -> Iterator[None]:
        """While this lasts, ``give_way`` waits in every other thread."""
        account = self._account
        before, account.asks = account.asks, True
        with self._changed:
            self._questions += 1
        try:
            yield
        finally:
            account.asks = before
            with self._changed:
                self._questions -= 1
                self._changed.notify_all()

    def give_way(self, held: threading.Lock | None = None) -> None:
        """Return when no question is under way, or after as long as ``LONGEST`` and ``SHARE`` say.

        At once in a thread that is asking: a question that has to encode something first does not wait for itself.

        :param held: a lock that the thread holds, and gives up while it waits; to get it back counts as waiting.
        """
        account, now = self._account, time.monotonic()
        if account.asks:
            return
        account.worked += min(now - account.resumed, LONGEST)
        account.resumed = now
        if not self._questions:
            account.worked = account.waited = 0.0
            return
        patience = min(LONGEST, SHARE * account.worked - account.waited)
        if patience <= 0:
            return
        self._wait(patience, held)
        account.resumed = time.monotonic()
        most = SHARE * (account.worked + AT_ONCE)
        account.waited = min(account.waited + account.resumed - now, most)

    def _wait(self, patience: float, held: threading.Lock | None) -> None:
        if held:
            held.release()
        try:
            with self._changed:
                self._changed.wait_for(lambda: self._questions == 0, patience)
        finally:
            if held:
                held.acquire()

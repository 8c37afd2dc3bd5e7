"""A bound on the processor's time that holds even within the engine of regular expressions."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


class TooSlow(BaseException):
    """Not caught by what is being timed."""


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """:raises TooSlow: in what takes more of the processor's time than that; the engine looks for signals."""

    def ring(_number: int, _frame: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)

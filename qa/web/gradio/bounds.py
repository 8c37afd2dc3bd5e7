"""The memory that the C library keeps for a program that runs for long, kept in bounds."""

from __future__ import annotations

import contextlib
import ctypes
import sys

ARENAS, ARENA_MAX = 2, -8
"""Parts of the C library's memory, and the number by which it knows that setting (mallopt(3))."""


def share_memory() -> None:
    """Have all threads share the C library's memory, where that is glibc; before there are many of them.

    By itself it gives each thread one of up to eight parts for each core, none of which gets back what another has
    freed: under load that came to 190 MB more in five minutes.
    """
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError):
            ctypes.CDLL(None).mallopt(ARENA_MAX, ARENAS)

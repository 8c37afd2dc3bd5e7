"""What a program that runs for long keeps for good, kept in bounds: by Gradio of pages and calls, by the C library of
memory; and what Gradio says when its line of calls is full."""

from __future__ import annotations

import contextlib
import ctypes
import sys
from typing import Any

from qa.web import words

SESSIONS = 500
"""Pages and calls of which something is kept, those used last; an open page looks for news each second, and is."""
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


def bound(page: Any) -> None:  # noqa: ANN401 - a gradio.Blocks, which has no types
    """Before the page is served.

    Each call of a program counts as a session: of 10,000 of them Gradio keeps what their page looks like, tens of
    kilobytes each, and for good that they had a call. After each call it makes a table of the last 10,000 and how long
    they took, which nobody looks at: ``/metrics`` says it.
    """
    from gradio.utils import LRUCache

    page.state_session_capacity = SESSIONS
    line = page._queue
    line.pending_event_ids_session = LRUCache(SESSIONS)
    line.ANALYTICS_MAX_EVENTS = 1
    line.ANAYLTICS_CACHE_FREQUENCY = sys.maxsize  # sic
    push = line.push

    async def push_or_say_why(**call: Any) -> tuple[bool, Any, str]:  # noqa: ANN401 - as Gradio calls it
        taken, told, state = await push(**call)
        return taken, words.PAGE_SAYS["busy"] if state == "queue_full" else told, state

    line.push = push_or_say_why

"""Following folders: the only place for watchfiles."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from watchfiles import watch

CALM = 1_500
"""Milliseconds without a further change after which a row of changes counts as over."""


def changes(folders: Sequence[Path], stop: threading.Event | None = None) -> Iterator[None]:
    """One item for each row of changes below the folders, until ``stop`` is set or Ctrl+C."""
    for _ in watch(*folders, debounce=60_000, step=CALM, stop_event=stop, raise_interrupt=True):
        yield

"""Following folders: the only place for watchfiles."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from watchfiles import watch

CALM = 1_500
"""Milliseconds without a further change after which a row of changes counts as over."""
LOOK = 5_000
"""Milliseconds after which it is looked whether the folders themselves are still the same."""


def changes(folders: Sequence[Path], stop: threading.Event | None = None) -> Iterator[None]:
    """One item for each row of changes below the folders, until ``stop`` is set or Ctrl+C.

    The first comes within ``LOOK`` even without a change, for what changed before the folders were followed. A folder
    that goes, comes or is put in another's place is a change too; it is followed again from then on.
    """
    stop = stop or threading.Event()
    while not stop.is_set():
        seen = [_identity(folder) for folder in folders]
        present = [folder for folder, identity in zip(folders, seen, strict=True) if identity]
        missed = True
        if not present:
            yield
        for found in _rows(present, stop):
            if found or (missed and present):
                missed = False
                yield
            if [_identity(folder) for folder in folders] != seen:
                break


def _rows(folders: Sequence[Path], stop: threading.Event) -> Iterator[bool]:
    """True for each row of changes, False every now and then without one, until ``stop`` is set."""
    if not folders:
        while not stop.wait(LOOK / 1000):
            yield False
        return
    for found in watch(
        *folders,
        debounce=60_000,
        step=CALM,
        stop_event=stop,
        rust_timeout=LOOK,
        yield_on_timeout=True,
        raise_interrupt=True,
    ):
        if stop.is_set():
            return
        yield bool(found)


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        status = folder.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if folder.is_dir() else None

"""One writer at a time: among the threads of a process, and among processes."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from index.disk import writing
from index.errors import LibraryBusy

LOCK = "write.lock"
"""The name of the lock file in a data folder."""
PATIENCE = 2.0
"""Seconds that a writer waits for another, which may only be catching up."""


class Turn:
    """The right to write, held through a lock file; whoever has it may take it again."""

    def __init__(self, path: Path) -> None:
        self._process_lock = FileLock(path, timeout=0)
        self._thread_lock = threading.RLock()
        self._writer: int | None = None

    @property
    def is_mine(self) -> bool:
        """Whether this thread is writing."""
        return self._writer == threading.get_ident()

    @contextlib.contextmanager
    def taken(self, patience: float = PATIENCE) -> Iterator[None]:
        """The right to write, within ``with``: nobody waits for a sync of an hour.

        :raises LibraryBusy: where another has it for longer than ``patience`` seconds.
        """
        if not self._thread_lock.acquire(timeout=patience):
            raise LibraryBusy("资料库正在更新，", "请等它结束后再试。")
        try:
            try:
                with writing("锁文件"):
                    self._process_lock.acquire(timeout=patience)
            except Timeout:
                raise LibraryBusy("另一个进程正在更新资料库，", "请等它结束后再试。") from None
            outer, self._writer = self._writer, threading.get_ident()
            try:
                yield
            finally:
                self._writer = outer
                self._process_lock.release()
        finally:
            self._thread_lock.release()

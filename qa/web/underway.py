"""Answers under way, so that the page that asked for one can have it given up."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Underway:
    """Answers by the keys that their pages made for them, which nobody else knows. Thread-safe."""

    def __init__(self) -> None:
        self._given_up: dict[str, threading.Event] = {}

    @contextmanager
    def answer(self, key: str) -> Iterator[threading.Event]:
        """What is set once the answer of this key is given up, as long as it is under way."""
        given_up = self._given_up[key] = threading.Event()
        try:
            yield given_up
        finally:
            if self._given_up.get(key) is given_up:
                del self._given_up[key]

    def give_up(self, key: str) -> None:
        """Have an answer end at its next step; nothing where it is not under way."""
        if given_up := self._given_up.get(key):
            given_up.set()

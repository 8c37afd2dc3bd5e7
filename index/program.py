"""What this program is called by whoever started it: a command that a message advises is spelled the same way.

One command, ``yinju``, has all there is; ``python -m index``, ``python -m qa`` and ``python app.py`` have it in parts.
A message may come from any thread, so the name is the whole process's.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

NAME = "yinju"
Part = Literal["index", "qa"]
"""The package whose commands these are, where they are had in parts."""

_in_parts = False


def extra(name: str) -> str:
    """How a person installs an optional part, however the program itself was installed."""
    return f"pip install '{NAME}[{name}]'"


def command(part: Part, words: str) -> str:
    """How a person runs it: ``command("index", "list")`` is ``yinju list`` or ``python -m index list``."""
    return f"python -m {part} {words}" if _in_parts else f"{NAME} {words}"


@contextmanager
def in_parts() -> Iterator[None]:
    """Inside, commands are spelled as those of the parts."""
    global _in_parts
    before, _in_parts = _in_parts, True
    try:
        yield
    finally:
        _in_parts = before

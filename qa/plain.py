"""Text as other formats take it: one line, without what XML cannot carry, without what Markdown takes for its own."""

from __future__ import annotations

import re

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$&]|:(?=//))")
"""What Markdown takes for its own; ``&`` begins entities, and some viewers make a link of ``http://`` by itself."""
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def one_line(text: str) -> str:
    return " ".join(text.split())


def escaped(text: str) -> str:
    """One line of Markdown that shows the same characters."""
    return _MARKUP.sub(r"\\\1", one_line(text))


def printable(text: str) -> str:
    """Without the characters that XML cannot carry."""
    return _UNPRINTABLE.sub("\ufffd", text)

"""Text as other formats take it: one line, without what XML cannot carry, without what Markdown takes for its own."""

from __future__ import annotations

import re

_MARKUP = re.compile(r"[\\`*_\[\]<>~$&|]|^[#+-](?=\s|#|$)|^(?:=+|-+)$|:(?=//)|(?<=[wW]{3})\.|@(?=\w)")
_ITEM = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
"""What Markdown takes for its own where it stands: figures and brackets stay as they are. ``&`` begins entities, and
some viewers make a link of ``http://``, ``www.`` and ``@`` by themselves."""
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def one_line(text: str) -> str:
    return " ".join(text.split())


def escaped(text: str) -> str:
    """One line of Markdown that shows the same characters."""
    marked = _MARKUP.sub(lambda found: f"\\{found.group()}", one_line(text))
    return _ITEM.sub(r"\1\\\2", marked)


def printable(text: str) -> str:
    """Without the characters that XML cannot carry."""
    return _UNPRINTABLE.sub("\ufffd", text)

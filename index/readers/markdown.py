"""Markdown: the text is the source with its marks; the layout knows them."""

from __future__ import annotations

from dataclasses import replace

from index.readers import text
from index.types import Document, Format


def read(content: bytes, identity: str, name: str) -> Document:
    """A ``.md`` file.

    :raises DocumentError: when the bytes are no text.
    """
    return replace(text.read(content, identity, name), format=Format.MARKDOWN)

"""Plain text."""

from __future__ import annotations

from pathlib import PurePath

from index.errors import EmptyDocument
from index.readers.decoding import decode
from index.types import Document, Format


def read(content: bytes, identity: str, name: str) -> Document:
    """A ``.txt`` file. Its title is filled in by the library, from the first heading.

    :raises DocumentError: when the bytes are no text.
    """
    text = decode(content)
    if not text.strip():
        raise EmptyDocument("文件里没有文字。")
    return Document(identity, name, PurePath(name).stem, Format.TEXT, text)

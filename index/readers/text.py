"""Plain text: kept as it is, but for tables, columns parted by tabs or blanks, which are written row by row."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from pathlib import PurePath

from index.errors import EmptyDocument
from index.layout.plain import plain_blocks
from index.readers.aligned_tables import find_aligned
from index.readers.decoding import decode
from index.readers.tables_in_text import TableAt, moved, with_rows
from index.types import Block, Document, Format


def read(content: bytes, identity: str, name: str) -> Document:
    """A ``.txt`` file. Its title is filled in by the library, from the first heading.

    :raises DocumentError: when the bytes are no text.
    """
    document = decoded(content, identity, name)
    tables = find_aligned(document.text)
    if not tables:
        return document
    blocks = plain_blocks(_without(tables, document.text))  # of all: headings are ranked by what stands before them
    starts = [block.spans[0].start for block in blocks]

    def between(start: int, end: int) -> list[Block]:
        own = blocks[bisect_left(starts, start) : bisect_left(starts, end)]
        return [moved(block, -start) for block in own]

    return with_rows(document, tables, between)


def decoded(content: bytes, identity: str, name: str) -> Document:
    """A file of text as it is, without blocks.

    :raises DocumentError: when the bytes are no text.
    """
    text = decode(content)
    if not text.strip():
        raise EmptyDocument("文件里没有文字。")
    return Document(identity, name, PurePath(name).stem, Format.TEXT, text)


def _without(tables: Sequence[TableAt], text: str) -> str:
    """The text with blanks for its tables, all else at its place."""
    parts, done = [], 0
    for start, end, _ in tables:
        parts += [text[done:start], re.sub(r"[^\r\n]", " ", text[start:end])]
        done = end
    return "".join([*parts, text[done:]])

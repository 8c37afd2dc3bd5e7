"""Plain text: kept as it is, but for tables, columns parted by tabs or blanks, which are written row by row."""

from __future__ import annotations

import re
from pathlib import PurePath

from index.errors import EmptyDocument
from index.layout.plain import plain_blocks
from index.readers.aligned_tables import find_aligned
from index.readers.decoding import decode
from index.readers.tables_in_text import with_rows
from index.types import Block, Document, Format, Span


def read(content: bytes, identity: str, name: str) -> Document:
    """A ``.txt`` file. Its title is filled in by the library, from the first heading.

    :raises DocumentError: when the bytes are no text.
    """
    document = decoded(content, identity, name)
    tables = find_aligned(document.text)
    if not tables:
        return document
    rest = document.text
    for start, end, _ in tables:
        rest = rest[:start] + re.sub(r"[^\r\n]", " ", rest[start:end]) + rest[end:]
    blocks = plain_blocks(rest)  # of all of it, as headings are ranked by what stands before them
    return with_rows(document, tables, lambda start, end: _between(blocks, start, end))


def decoded(content: bytes, identity: str, name: str) -> Document:
    """A file of text as it is, without blocks.

    :raises DocumentError: when the bytes are no text.
    """
    text = decode(content)
    if not text.strip():
        raise EmptyDocument("文件里没有文字。")
    return Document(identity, name, PurePath(name).stem, Format.TEXT, text)


def _between(blocks: list[Block], start: int, end: int) -> list[Block]:
    """The blocks that begin in ``[start, end)``, with places from there on."""
    return [
        Block(block.kind, tuple(Span(span.start - start, span.end - start) for span in block.spans), block.level)
        for block in blocks
        if start <= block.spans[0].start < end
    ]

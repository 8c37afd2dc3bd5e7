"""Markdown: the text is the source with its marks, but for its tables, which are written row by row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.errors import EmptyDocument
from index.layout.markdown import find_tables, markdown_blocks
from index.readers import text
from index.readers.composing import Composer
from index.readers.table_shapes import is_label
from index.readers.tables import Row, write_table
from index.types import Block, BlockKind, Document, Format, Span, join_spans

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def read(content: bytes, identity: str, name: str) -> Document:
    """A ``.md`` file.

    :raises DocumentError: when the bytes are no text.
    """
    document = replace(text.read(content, identity, name), format=Format.MARKDOWN)
    tables = [
        (start, end, [Row(number, tuple(_BREAK.sub(" ", cell) for cell in row)) for number, row in enumerate(rows, 1)])
        for start, end, rows in find_tables(document.text)
    ]
    return _with_rows(document, tables) if tables else document


def _with_rows(document: Document, tables: Sequence[tuple[int, int, list[Row]]]) -> Document:
    """The document with its tables written row by row, and the blocks that it then has.

    :raises EmptyDocument: when there is nothing but a table without a word.
    """
    parts: list[str] = []
    blocks: list[Block] = []
    length = done = level = closes = 0
    for start, end, rows in [*tables, (len(document.text), len(document.text), [])]:
        part = document.text[done:start]
        own = list(markdown_blocks(part)) if part.strip() else []
        own[:1] = [replace(block, closes=closes) for block in own[:1]]
        level = next((block.level for block in reversed(own) if block.level), level)
        labels = _labelled(part, own, level) if rows else 0
        composer = Composer()
        write_table(composer, rows, level=level + labels + 1)
        table = None if composer.is_empty else composer.finish(document.id, document.name, document.format)
        blocks += (_moved(block, length) for block in own)
        blocks += (_moved(block, length + len(part)) for block in (table.blocks if table else ()))
        headed = labels or any(block.level for block in (table.blocks if table else ()))
        closes = level + 1 if headed else closes * (not own)
        parts += [part, f"{table.text}\n\n" if table else ""]
        length += len(part) + len(parts[-1])
        done = end
    written = "".join(parts)
    if not written.strip():
        raise EmptyDocument("文件里没有文字。")
    return replace(document, text=written, blocks=tuple(blocks))


def _labelled(text: str, blocks: list[Block], level: int) -> int:
    """How many of the last blocks are about the table that comes next; they are made headings below ``level``."""
    labels = 0
    while labels < len(blocks) and is_label(join_spans(text, blocks[-labels - 1].spans)):
        if blocks[-labels - 1].kind is not BlockKind.PARAGRAPH:
            break
        labels += 1
    for place in range(len(blocks) - labels, len(blocks)):
        depth = level + 1 + place - (len(blocks) - labels)
        blocks[place] = replace(blocks[place], kind=BlockKind.HEADING, level=depth)
    return labels


def _moved(block: Block, offset: int) -> Block:
    return replace(block, spans=tuple(Span(span.start + offset, span.end + offset) for span in block.spans))

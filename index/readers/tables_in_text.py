"""Tables that stand in a text which is otherwise kept as it is: they are written row by row, the rest stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from index.errors import EmptyDocument
from index.readers.composing import Composer
from index.readers.table_parts import Row
from index.readers.table_shapes import is_label
from index.readers.tables import write_table
from index.types import Block, BlockKind, Document, Span, join_spans


class TableAt(NamedTuple):
    """A table that stands at ``[start, end)`` of a text."""

    start: int
    end: int
    rows: Sequence[Row]


def with_rows(document: Document, tables: Sequence[TableAt], blocks_of: Callable[[int, int], list[Block]]) -> Document:
    """The document with its tables written row by row, and the blocks that it then has.

    :param tables: in order, without overlap.
    :param blocks_of: the blocks of ``text[start:end]``, with places in that.
    :raises EmptyDocument: when there is nothing but a table without a word.
    """
    parts: list[str] = []
    blocks: list[Block] = []
    length = done = level = closes = 0
    for start, end, rows in [*tables, TableAt(len(document.text), len(document.text), ())]:
        part = document.text[done:start]
        own = blocks_of(done, start) if part.strip() else []
        own[:1] = [replace(block, closes=closes) for block in own[:1]]
        level = next((block.level for block in reversed(own) if block.level), level)
        labels = _labelled(part, own, level) if rows else 0
        composer = Composer()
        write_table(composer, rows, level=level + labels + 1)
        table = None if composer.is_empty else composer.finish(document.id, document.name, document.format)
        blocks += (moved(block, length) for block in own)
        blocks += (moved(block, length + len(part)) for block in (table.blocks if table else ()))
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


def moved(block: Block, offset: int) -> Block:
    """A block with its places so many characters further on."""
    return replace(block, spans=tuple(Span(span.start + offset, span.end + offset) for span in block.spans))

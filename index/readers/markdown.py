"""Markdown: the text is the source with its marks, but for its tables, which are written row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.errors import EmptyDocument
from index.layout.markdown import front_matter, line_starts, markdown_blocks
from index.readers import text
from index.readers.composing import Composer
from index.readers.tables import Row, write_table
from index.types import Block, BlockKind, Document, Format, Span

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def read(content: bytes, identity: str, name: str) -> Document:
    """A ``.md`` file.

    :raises DocumentError: when the bytes are no text.
    """
    document = replace(text.read(content, identity, name), format=Format.MARKDOWN)
    tables = list(_tables(document.text))
    return _with_rows(document, tables) if tables else document


def _tables(source: str) -> Iterator[tuple[int, int, list[Row]]]:
    """Where each table stands that is in no list or quotation, and its rows."""
    starts = line_starts(source)
    skipped = front_matter(source)
    # What ends a line elsewhere does not for CommonMark: the offsets stay those of the source.
    body = re.sub(r"[^\r\n]", " ", source[:skipped]) + re.sub(r"[\f\v\u0085\u2028\u2029]", " ", source[skipped:])
    tokens = MarkdownIt("commonmark").enable("table").disable("reference").parse(body)
    for position, token in enumerate(tokens):
        if token.type == "table_open" and token.level == 0 and token.map is not None:
            yield starts[token.map[0]], starts[token.map[1]], _rows(tokens[position:])


def _rows(tokens: Sequence[Token]) -> list[Row]:
    """The rows of the table that the first token opens; a cell's own marks stay, its line breaks are spaces."""
    rows: list[Row] = []
    cells: list[str] = []
    for token in tokens:
        if token.type == "inline":
            cells.append(_BREAK.sub(" ", token.content))
        elif token.type == "tr_close":
            rows.append(Row(len(rows) + 1, tuple(cells)))
            cells = []
        elif token.type == "table_close":
            break
    return rows


def _with_rows(document: Document, tables: Sequence[tuple[int, int, list[Row]]]) -> Document:
    """The document with its tables written row by row, and the blocks that it then has.

    :raises EmptyDocument: when there is nothing but a table without a word.
    """
    parts: list[str] = []
    blocks: list[Block] = []
    length = done = 0
    for start, end, rows in [*tables, (len(document.text), len(document.text), [])]:
        part = document.text[done:start]
        own = markdown_blocks(part) if part.strip() else ()
        blocks += (_moved(block, length) for block in own)
        parts.append(part)
        length += len(part)
        done = end
        level = next((block.level for block in reversed(blocks) if block.kind is BlockKind.HEADING), 0)
        composer = Composer()
        write_table(composer, rows, level=level + 1)
        if not composer.is_empty:
            table = composer.finish(document.id, document.name, document.format)
            blocks += (_moved(block, length) for block in table.blocks)
            parts.append(f"{table.text}\n\n")
            length += len(table.text) + 2
    written = "".join(parts)
    if not written.strip():
        raise EmptyDocument("文件里没有文字。")
    return replace(document, text=written, blocks=tuple(blocks))


def _moved(block: Block, offset: int) -> Block:
    return replace(block, spans=tuple(Span(span.start + offset, span.end + offset) for span in block.spans))

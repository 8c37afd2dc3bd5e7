"""Markdown: the text is the source with its marks, but for its tables, those in HTML too, which are written row by
row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.layout.markdown import find_html_tables, find_tables, markdown_blocks
from index.readers import text
from index.readers.markup import rows_of
from index.readers.table_parts import Row
from index.readers.tables_in_text import TableAt, with_rows
from index.types import Document, Format

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def read(content: bytes, identity: str, name: str) -> Document:
    """A ``.md`` file.

    :raises DocumentError: when the bytes are no text.
    """
    document = replace(text.decoded(content, identity, name), format=Format.MARKDOWN)
    tables = [
        TableAt(start, end, [_row(number, cells) for number, cells in enumerate(rows, 1)])
        for start, end, rows in find_tables(document.text)
    ]
    written = [(start, end, rows_of(document.text[start:end])) for start, end in find_html_tables(document.text)]
    tables += [TableAt(start, end, rows) for start, end, rows in written if rows]
    tables.sort(key=lambda table: table.start)
    if not tables:
        return document
    return with_rows(document, tables, lambda start, end: list(markdown_blocks(document.text[start:end])))


def _row(number: int, cells: Sequence[str]) -> Row:
    return Row(number, tuple(_BREAK.sub(" ", cell) for cell in cells), frozenset())

"""Tables as plain text: .csv and .tsv."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from index.errors import DamagedDocument
from index.readers.composing import Composer
from index.readers.decoding import decode
from index.readers.table_parts import Row
from index.readers.tables import write_table
from index.types import Document, Format

DELIMITERS = ",\t;|"
_STATED = re.compile(r"sep=([,\t;|])\r?\n", re.IGNORECASE)
"""A first line by which spreadsheets tell each other the delimiter; they do not show it."""
SAMPLE = 50
"""Lines by which the delimiter is told."""
LONGEST_CELL = 10_000_000
"""Characters of a cell."""


def read(content: bytes, identity: str, name: str) -> Document:
    """A table with a line a row; rows are counted as a spreadsheet would show them.

    :raises DocumentError: when the bytes are no text or no table.
    """
    text = decode(content)
    stated = _STATED.match(text)
    text = text[stated.end() :] if stated else text
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=stated[1] if stated else _delimiter(text))
    longest = csv.field_size_limit(LONGEST_CELL)
    try:
        table = [Row(number, tuple(row), frozenset()) for number, row in enumerate(rows, start=1)]
    except csv.Error as error:
        raise DamagedDocument(f"表格读不出来：{error}。", "请用表格软件打开后另存。") from error
    finally:
        csv.field_size_limit(longest)
    composer = Composer()
    write_table(composer, table, sheet="")
    return composer.finish(identity, name, Format.CSV)


def _delimiter(text: str) -> str:
    """The mark that most lines have equally often; a comma where none is."""
    lines = [line for line in text.splitlines()[:SAMPLE] if line.strip()]

    def agreement(mark: str) -> tuple[int, int]:
        counts = Counter(line.count(mark) for line in lines if mark in line)
        most = counts.most_common(1)
        return (most[0][1], most[0][0]) if most else (0, 0)

    return max(DELIMITERS, key=agreement) if lines else ","

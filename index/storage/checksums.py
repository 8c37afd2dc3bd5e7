"""A checksum for each row of the store: bits that rot on the disk are noticed before anything is answered from them.

SQLite checks how its file is put together, not what the cells say. A row's checksum covers the type and the bytes of
all its other columns; it is computed within SQL, so that writing, changing and checking use the same words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import blake2b

from index.storage.database import COLUMNS

OWNED: Mapping[str, int] = {"documents": 0, "sources": 2, "passages": 1}
"""The tables whose rows belong to a document each, with the place of its id among their columns."""
CHECKED: Mapping[str, Sequence[str]] = {
    "meta": ("key", "value"),
    **COLUMNS,
    **{f"kept_{table}": COLUMNS[table] for table in OWNED},
}
"""The tables whose rows have a checksum, each with the columns that it covers: all others of the table, in order.

``changes`` and ``tombstones`` need none: all that they say stands in an index too, which SQLite compares with them.
"""
FUNCTION = "row_checksum"
"""The name of ``row_checksum`` within SQL."""


def row_checksum(*cells: str | bytes | None) -> int:
    """A 64-bit BLAKE2b (RFC 7693) of a row's cells, each given as its type and its bytes, None for NULL."""
    digest = blake2b(digest_size=8)
    for cell in cells:
        content = cell.encode() if isinstance(cell, str) else cell or b""
        digest.update(len(content).to_bytes(8, "little") + content)
    return int.from_bytes(digest.digest(), "little", signed=True)


def checksum_of(cells: Sequence[str]) -> str:
    """The SQL expression for the checksum of a row with these cells, themselves SQL expressions.

    The cells go as bytes, whatever they hold: damaged text may be no UTF-8 any more.
    """
    return f"{FUNCTION}({', '.join(f'typeof({cell}), CAST({cell} AS BLOB)' for cell in cells)})"


@cache
def is_sound(table: str, alias: str = "") -> str:
    """The SQL condition that a row's checksum is that of its cells. ``alias`` is what the statement calls the table."""
    prefix = f"{alias}." if alias else ""
    return f"{prefix}checksum IS {checksum_of([prefix + column for column in CHECKED[table]])}"


@cache
def insertion(table: str) -> str:
    """The SQL statement that puts a row in, in place of one with its key; its parameters are the row's cells."""
    columns = CHECKED[table]
    cells = [f"?{number}" for number in range(1, len(columns) + 1)]
    return (
        f"INSERT OR REPLACE INTO {table} ({', '.join(columns)}, checksum)"  # noqa: S608 - constant names only
        f" VALUES ({', '.join(cells)}, {checksum_of(cells)})"
    )


@cache
def change(table: str, column: str, key: str) -> str:
    """The SQL statement that sets a column to its first parameter where ``key`` is its second.

    A damaged row is left as it is, and stays known as damaged.
    """
    cells = ["?1" if each == column else each for each in CHECKED[table]]
    return (
        f"UPDATE {table} SET {column} = ?1, checksum = {checksum_of(cells)}"  # noqa: S608 - constant names only
        f" WHERE {key} = ?2 AND {is_sound(table)}"
    )


def addition() -> str:
    """The SQL statements that give each table its checksums, for the rows that are there."""
    return "".join(
        f"ALTER TABLE {table} ADD COLUMN checksum INTEGER;"  # noqa: S608 - constant names only
        f"UPDATE {table} SET checksum = {checksum_of(columns)};"
        for table, columns in CHECKED.items()
    )

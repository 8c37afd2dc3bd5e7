"""What the encoder reads for passages. Pure.

What tells a row of a long register from the others is its words; a vector of its own would say little more than that it
is a row of this table, and takes more time than all the rest of a sync. So the rows of a large table share vectors, and
among themselves they are ranked by their words alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from index.text.tokens import close_up
from index.types import BlockKind, Passage

MOST = 1024
"""Passages of one table up to which each has a vector of its own; a larger table has no more vectors than this."""


def encoded_texts(passages: Sequence[Passage]) -> list[str]:
    """The text that is encoded for each passage, in their order: the headings above it, then its own.

    In a table of more than ``MOST`` passages, those that stand under the same headings share the text of the first.
    Where that are more than ``MOST`` texts still, the innermost headings are left out.

    :param passages: of documents one after the other, each document's in order.
    """
    texts: list[str] = []
    for table, group in groupby(passages, key=_table):
        members = list(group)
        shared = table and len(members) > MOST
        texts += _shared_texts(members) if shared else (_text(each.headings, each.text) for each in members)
    return texts


def _table(passage: Passage) -> tuple[str, ...]:
    """Equal for passages of one table that stand together, its sections too: its document and its outermost heading;
    nothing for what is no row."""
    return (passage.document_id, *passage.headings[:1]) if passage.kind is BlockKind.ROW else ()


def _shared_texts(table: Sequence[Passage]) -> Iterator[str]:
    """The texts of a large table; its outermost heading is the same for all."""
    depth = max(len(passage.headings) for passage in table)
    while depth > 1 and len({passage.headings[:depth] for passage in table}) > MOST:
        depth -= 1
    first: dict[tuple[str, ...], str] = {}
    for passage in table:
        above = passage.headings[:depth]
        yield _text(above, first.setdefault(above, passage.text))


def _text(headings: Sequence[str], text: str) -> str:
    above = close_up("\n".join(headings))
    return f"{above}\n{text}" if headings else text

"""Blocks and places as JSON, as the store and the reading process pass them on."""

from __future__ import annotations

import json
from functools import lru_cache

from index.types import Block, BlockKind, Document, Format, Place, PlaceKind, Span

KEPT = 8
"""The structures of so many documents are kept."""


def dump_structure(document: Document) -> str:
    """A document's blocks and places as one line of JSON; ``""`` for a document without either."""
    if not document.blocks and not document.places:
        return ""
    blocks = [_dumped(block) for block in document.blocks]
    places = [[place.start, place.kind, place.number, place.name] for place in document.places]
    return json.dumps({"blocks": blocks, "places": places}, ensure_ascii=False, separators=(",", ":"))


def _dumped(block: Block) -> list[object]:
    """A block as JSON has it; its cells are left out where it keeps and shares none, as most rows do."""
    cells = [list(map(list, block.cells))] if block.cells or block.shared else []
    shared = [list(block.shared)] if block.shared else []
    return [block.kind, block.level, [[span.start, span.end] for span in block.spans], block.closes, *cells, *shared]


@lru_cache(maxsize=KEPT)
def load_structure(text: str) -> tuple[tuple[Block, ...], tuple[Place, ...]]:
    """What ``dump_structure`` wrote; older stores have blocks that close nothing, and rows that keep no cells.

    Kept for the documents that were read last: for each question they are read anew, and a register has many rows.
    """
    if not text:
        return (), ()
    value = json.loads(text)
    blocks = (
        Block(
            BlockKind(kind),
            tuple(Span(start, end) for start, end in spans),
            level,
            rest[0] if rest else 0,
            tuple((start, name) for start, name in rest[1]) if len(rest) > 1 else (),
            tuple(rest[2]) if len(rest) > 2 else (),
        )
        for kind, level, spans, *rest in value["blocks"]
    )
    places = (Place(start, PlaceKind(kind), number, name) for start, kind, number, name in value["places"])
    return tuple(blocks), tuple(places)


def dump_document(document: Document) -> str:
    """A document as one line of JSON."""
    fields = [document.id, document.name, document.title, document.format, document.text, document.remark]
    return json.dumps([*fields, dump_structure(document)])


def load_document(text: str) -> Document:
    """What ``dump_document`` wrote."""
    identity, name, title, format_, body, remark, structure = json.loads(text)
    blocks, places = load_structure(structure)
    return Document(identity, name, title, Format(format_), body, blocks, places, remark)

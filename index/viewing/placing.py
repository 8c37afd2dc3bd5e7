"""Where on a page the text that was read of it stands: a document's offsets to the boxes of the page's characters.

What was read of a page is made of whole runs: a line of text is the runs of a row from left to right, a cell of a table
those of its lines. So for each line and cell the runs are sought that say just the same, and where several do, those
that fit what stands around it. What is found says, character for character, what the document's text says; what is not
found has no boxes. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.types import BlockKind, Document, PlaceKind, Span
from index.viewing.chains import Chain, Runs
from index.viewing.runs import Box, Run, around

MOST_RUNS = 10_000
"""On a page of more runs nothing is placed."""
CELL_PARTS = 4
"""A value may have this many marks in it that also part cells."""
Boxes = Mapping[int, tuple[Run, Box]]
"""For offsets of a document's text, the run that the character stands in, and its box."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """What a line or a cell says without its white space, and where each character stands in the document's text."""

    text: str
    offsets: tuple[int, ...]


def place(document: Document, number: int, runs: Sequence[Run]) -> Boxes:
    """The boxes of all that was read of a page, counted from 1; white space has none, nor a table of contents, which
    nobody cites."""
    found: dict[int, tuple[Run, Box]] = {}
    if len(runs) > MOST_RUNS:
        return found
    page = Runs(runs)
    extent = extent_of(document, number)
    if extent is None:
        return found
    above: Chain | None = None
    for block in (block for block in document.blocks if block.kind is not BlockKind.CONTENTS):
        for span in block.spans:
            low, high = max(span.start, extent.start), min(span.end, extent.end)
            if low >= high:
                continue
            placed = _cells(document.text, low, high, page) if block.kind is BlockKind.ROW else []
            if not placed:
                placed = _lines(document.text, low, high, page, above)
            for unit, chain in placed:
                found.update(zip(unit.offsets, page.characters(chain), strict=True))
                above = chain
    return found


def extent_of(document: Document, number: int) -> Span | None:
    """The part of a document's text that stands on a page, counted from 1; all of it where there are no pages."""
    pages = [place for place in document.places if place.kind is PlaceKind.PAGE]
    if not pages:
        return Span(0, len(document.text)) if number == 1 else None
    for at, following in zip(pages, [*pages[1:], None], strict=True):
        if at.number == number:
            return Span(at.start, following.start if following else len(document.text))
    return None


def rectangles(boxes: Boxes, spans: Sequence[Span]) -> list[Box]:
    """One box for each run, and part of a run, that the spans go through, in the order of the text."""
    found: list[Box] = []
    last: Run | None = None
    for span in spans:
        for offset in range(span.start, span.end):
            if offset not in boxes:
                continue
            run, box = boxes[offset]
            if run is last and found:
                found[-1] = around((found[-1], box))
            else:
                found.append(box)
            last = run
        last = None
    return found


def _unit(text: str, low: int, high: int) -> _Unit:
    offsets = tuple(offset for offset in range(low, high) if not text[offset].isspace())
    return _Unit("".join(text[offset] for offset in offsets), offsets)


def _lines(text: str, low: int, high: int, page: Runs, above: Chain | None) -> list[tuple[_Unit, Chain]]:
    """The lines of a block that are found, each the nearest below the one before where there are several."""
    placed: list[tuple[_Unit, Chain]] = []
    start = low
    for line in text[low:high].split("\n"):
        unit = _unit(text, start, start + len(line))
        start += len(line) + 1
        chain = page.nearest(page.lines(unit.text), above) if unit.text else None
        if chain is not None:
            page.take(chain)
            placed.append((unit, chain))
            above = chain
    return placed


def _cells(text: str, low: int, high: int, page: Runs) -> list[tuple[_Unit, Chain]]:
    """The values of a row that are found, all in one row of the page."""
    units = list(_values(text, low, high, page))
    candidates = [page.cells(unit.text) for unit in units]
    chosen = page.row(candidates)
    return [(unit, chain) for unit, chain in zip(units, chosen, strict=True) if chain is not None]


def _values(text: str, low: int, high: int, page: Runs) -> Iterator[_Unit]:
    """The values of ``name：value；name：value`` that stand on the page; a value may have such marks in it."""
    starts = [low, *(offset + 1 for offset in range(low, high) if text[offset] == "；")]
    ends = [*(start - 1 for start in starts[1:]), high]
    part = 0
    while part < len(starts):
        step = 1
        for last in range(min(part + CELL_PARTS, len(starts)) - 1, part - 1, -1):
            unit = _value(text, (starts[part], ends[part], ends[last]), page)
            if unit is not None:
                yield unit
                step = last - part + 1
                break
        part += step


def _value(text: str, edges: tuple[int, int, int], page: Runs) -> _Unit | None:
    """The longest end of a cell that stands on the page by itself: all of it, or what is behind a name.

    :param edges: where the cell begins, its first part ends, and it ends.
    """
    start, first, end = edges
    froms = [start, *(offset + 1 for offset in range(start, first) if text[offset] == "：")]
    for begin in froms[: CELL_PARTS + 1]:
        unit = _unit(text, begin, end)
        if unit.text and page.cells(unit.text):
            return unit
    return None

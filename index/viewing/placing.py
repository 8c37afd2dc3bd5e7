"""Where on a page the text that was read of it stands: a document's offsets to the boxes of the page's characters.

What was read of a page is made of whole runs: a line of text is the runs of a row from left to right, a cell of a table
those of its lines. So for each line and cell the runs are sought that say just the same, and where several do, those
that fit what stands around it. What is found says, character for character, what the document's text says; what is not
found has no boxes. Pure.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.layout.cells import COLON, MARK, split_cells
from index.types import Block, BlockKind, Document, PlaceKind, Span, join_spans, merge_spans
from index.viewing.chains import Chain, Runs
from index.viewing.runs import Box, Run, around

MOST_RUNS = 10_000
"""On a page of more runs nothing is placed."""
CELL_COLONS = 4
"""So many of the colons in a value may stand behind what the page has by itself."""
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
        here = _within(block.spans, extent)
        placed = _cells(document.text, block, extent, page) if here and block.kind is BlockKind.ROW else []
        for span in [] if placed else here:
            lines = _lines(document.text, span.start, span.end, page, above)
            above = lines[-1][1] if lines else above
            placed += lines
        for unit, chain in placed:
            found.update(zip(unit.offsets, page.characters(chain), strict=True))
            above = chain
    return found


def _within(spans: Sequence[Span], extent: Span) -> list[Span]:
    """The parts of the spans that lie in an extent."""
    return [Span(max(span.start, extent.start), min(span.end, extent.end)) for span in spans if span.overlaps(extent)]


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
    """One box for each run, and part of a run, that the spans go through, in the order of the text.

    Only the page's own characters are gone through, once: the spans come from a browser, and may reach anywhere.
    """
    offsets = sorted(boxes)
    found: list[Box] = []
    for span in merge_spans(spans):
        last: Run | None = None
        for offset in offsets[bisect_left(offsets, span.start) : bisect_left(offsets, span.end)]:
            run, box = boxes[offset]
            if run is last:
                found[-1] = around((found[-1], box))
            else:
                found.append(box)
            last = run
    return found


def _unit(text: str, offsets: Iterable[int]) -> _Unit:
    inked = tuple(offset for offset in offsets if not text[offset].isspace())
    return _Unit("".join(text[offset] for offset in inked), inked)


def _lines(text: str, low: int, high: int, page: Runs, above: Chain | None) -> list[tuple[_Unit, Chain]]:
    """The lines of a block that are found, each the nearest below the one before where there are several."""
    placed: list[tuple[_Unit, Chain]] = []
    start = low
    for line in text[low:high].split("\n"):
        unit = _unit(text, range(start, start + len(line)))
        start += len(line) + 1
        chain = page.nearest(page.lines(unit.text), above) if unit.text else None
        if chain is not None:
            page.take(chain)
            placed.append((unit, chain))
            above = chain
    return placed


def _cells(text: str, row: Block, extent: Span, page: Runs) -> list[tuple[_Unit, Chain]]:
    """The cells of a row that are found, all in one row of the page."""
    units = list(_values(text, row, extent, page))
    candidates = [page.cells(unit.text) for unit in units]
    chosen = page.row(candidates)
    return [(unit, chain) for unit, chain in zip(units, chosen, strict=True) if chain is not None]


def _values(text: str, row: Block, extent: Span, page: Runs) -> Iterator[_Unit]:
    """What each cell of a row says, as far as it stands on the page; what has no name stands between the others."""
    said = join_spans(text, row.spans)
    offsets = [offset for span in row.spans for offset in range(span.start, span.end)]
    parts: list[tuple[int, int, int]] = []
    at = 0
    for start, name, end in split_cells(said, row.cells):
        parts += _unnamed(said, at, start)
        parts.append((start, start + name + len(COLON), end))
        at = end + len(MARK)
    for start, value, end in [*parts, *_unnamed(said, at, len(said))]:
        colons = [inner + len(COLON) for inner in range(value, end) if said[inner] == COLON]
        for begin in (start, value, *colons[:CELL_COLONS]):
            unit = _unit(text, [offset for offset in offsets[begin:end] if extent.start <= offset < extent.end])
            if unit.text and page.cells(unit.text):
                yield unit
                break


def _unnamed(said: str, low: int, high: int) -> Iterator[tuple[int, int, int]]:
    """Where the cells without a name within a part of a row begin, begin to say something, and end."""
    for part in said[low:high].split(MARK):
        if part:
            yield low, low, low + len(part)
        low += len(part) + len(MARK)

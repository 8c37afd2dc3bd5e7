"""The nouns that modules hand to each other: frozen, slotted, and impossible to build wrong.

Offsets are Unicode code points in ``Document.text``, half-open.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Item = TypeVar("Item")
Matrix = NDArray[np.float32]

Progress = Callable[[str, int, int], None]
"""Called with (stage, done, total); the caller decides how to show it."""


def ignore_progress(_stage: str, _done: int, _total: int) -> None:
    """The progress callable for callers that show none."""


def content_id(content: bytes) -> str:
    """16 hexadecimal digits of SHA-256, below 2**63 so that an id is also a signed 64-bit integer."""
    return digest_id(hashlib.sha256(content).digest())


def digest_id(digest: bytes) -> str:
    """``content_id`` of what has this SHA-256."""
    return f"{int.from_bytes(digest[:8], 'big') >> 1:016x}"


class Format(StrEnum):
    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    WORD = "docx"
    SHEET = "xlsx"
    CSV = "csv"
    SLIDES = "pptx"
    BOOK = "epub"
    SUBTITLES = "srt"
    MAIL = "eml"
    IMAGE = "image"


Cells = tuple[tuple[int, int], ...]
"""Where the cells of a row begin, and how long the names before their values are."""


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    ROW = "row"
    CAPTION = "caption"
    CREDIT = "credit"
    CODE = "code"
    CONTENTS = "contents"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A non-empty slice ``[start, end)`` of a document's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


def check_spans(spans: Sequence[Span]) -> None:
    """:raises ValueError: unless there is at least one span and they stand in order without overlap."""
    if not spans:
        raise ValueError("at least one span is needed")
    for before, after in pairwise(spans):
        if before.end > after.start:
            raise ValueError(f"spans overlap or are out of order: {before}, {after}")


def join_spans(text: str, spans: Sequence[Span]) -> str:
    """The verbatim law's right-hand side: the slices of ``text``, joined with nothing between them."""
    return "".join(text[span.start : span.end] for span in spans)


def clip_spans(spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    """The part ``[start, end)`` of the joined text of ``spans``, as spans of the document.

    Offsets count code points of the joined text; what lies beyond it is ignored, an empty part gives ``()``.
    """
    clipped: list[Span] = []
    offset = 0
    for span in spans:
        low, high = max(start - offset, 0), min(end - offset, len(span))
        if low < high:
            clipped.append(Span(span.start + low, span.start + high))
        offset += len(span)
    return tuple(clipped)


def merge_spans(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The same code points in ascending order, touching and overlapping spans joined into one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


class PlaceKind(StrEnum):
    PAGE = "page"
    SLIDE = "slide"
    ROW = "row"
    TIME = "time"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where the text from ``start`` on stands in the file it was read from, up to the next place.

    ``number`` counts pages, slides and rows from 1; of a time it is the seconds since the beginning. ``name`` is the
    sheet that a row is in, ``""`` for none.
    """

    start: int
    kind: PlaceKind
    number: int
    name: str = ""

    def __post_init__(self) -> None:
        if self.start < 0 or self.number < (0 if self.kind is PlaceKind.TIME else 1):
            raise ValueError(f"not a place: {self.kind} {self.number} from {self.start}")


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list, table row, caption or credit line. ``level`` is 1 or more for headings, else 0.

    ``contents`` are entries of a table of contents, which is shown but never found: it says what is elsewhere.

    ``closes`` is the level from which the headings above stand over nothing from this block on, 0 for none: a slide
    without a title begins so, and text below a table with one.

    ``cells`` are those of a row whose text does not tell them (``layout.cells``), ``()`` where it does: where each
    begins, counted from the row's start, and how many characters its column's name has, 0 for none. ``shared`` is where
    those begin whose figure is said once for several, in a cell that is merged over rows or columns.
    """

    kind: BlockKind
    spans: tuple[Span, ...]
    level: int = 0
    closes: int = 0
    cells: Cells = ()
    shared: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        check_spans(self.spans)
        if self.closes < 0:
            raise ValueError("what closes headings does so from a level of 1 or more")
        if (self.level > 0) != (self.kind is BlockKind.HEADING):
            raise ValueError("headings, and only headings, have a level")
        ends = [*(start for start, _ in self.cells[1:]), sum(map(len, self.spans)) + 1]
        for (start, name), end in zip(self.cells, ends, strict=bool(self.cells)):
            if self.kind is not BlockKind.ROW or not 0 <= start <= start + name < end:
                raise ValueError("a row has its cells one behind the other, and nothing else has any")
        if self.shared and (self.kind is not BlockKind.ROW or not 0 <= min(self.shared) <= max(self.shared) < ends[-1]):
            raise ValueError("a row shares cells that it has, and nothing else shares any")

    @property
    def ends(self) -> int:
        """The level from which the headings above stand over nothing from here on, as it is one or closes some."""
        return min(filter(None, (self.level, self.closes)), default=0)


@dataclass(frozen=True, slots=True)
class Document:
    """A text as it was read, never changed afterwards.

    ``id`` is the ``content_id`` of the file's bytes: the same content has the same id under any name.
    ``name`` is the file's name, ``title`` its first heading or, without one, the name without its extension.
    ``blocks`` are those that the file itself marks, in reading order; empty where the layout has to find them.
    ``places`` ascend, and are empty for formats without pages, slides, rows or times. ``remark`` says in Chinese what
    of the file could not be read, empty for nothing. ``filed`` are its files' paths in order, from the name of the
    synced folder on (``reports/2023/summary.txt``), of a file added by itself from that of the folder that it lies in;
    empty for a document that is not in a library.
    """

    id: str
    name: str
    title: str
    format: Format
    text: str
    blocks: tuple[Block, ...] = ()
    places: tuple[Place, ...] = ()
    remark: str = ""
    filed: tuple[str, ...] = ()

    def __hash__(self) -> int:
        """That of its id alone: a register has a block for each row, and what is told of a document is kept by it."""
        return hash(self.id)

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("a document has text")
        if any(block.spans[-1].end > len(self.text) for block in self.blocks):
            raise ValueError("a block lies within the text")
        if any(before.start >= after.start for before, after in pairwise(self.places)):
            raise ValueError("places ascend")


@dataclass(frozen=True, slots=True)
class Passage:
    """What is indexed and found: whole sentences under one heading.

    ``text`` is the joined slices of ``spans``. ``ordinal`` counts a document's passages from 0. ``headings`` is the
    path from the outermost heading inwards, as the source spells it.
    """

    id: str
    document_id: str
    ordinal: int
    kind: BlockKind
    headings: tuple[str, ...]
    spans: tuple[Span, ...]
    text: str

    def __post_init__(self) -> None:
        check_spans(self.spans)
        if len(self.text) != sum(map(len, self.spans)):
            raise ValueError("a passage's text is as long as its spans")

    @property
    def heading(self) -> str:
        return " › ".join(self.headings)

    @property
    def context(self) -> str:
        """What the encoder and the lexical side see besides the text: the heading path, or nothing."""
        return "\n".join(self.headings)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found. Higher scores are better.

    ``score`` is the fused score; ``lexical`` is BM25, ``lexical_share`` that as a share of what it cannot exceed, and
    ``dense`` the cosine, None where that side has nothing for the passage. Ranks count from 1, among the documents that
    were searched, and are None where the passage was not among that side's candidates. ``twins`` are passages of other
    documents with the same text.
    """

    passage: Passage
    score: float
    lexical: float | None
    lexical_share: float | None
    lexical_rank: int | None
    dense: float | None
    dense_rank: int | None
    twins: tuple[Passage, ...] = ()


def batched(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """So many at a time."""
    left = iter(items)
    while some := list(islice(left, size)):
        yield some

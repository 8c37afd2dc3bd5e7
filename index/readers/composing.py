"""A document's text, written down block by block as a reader goes through a file.

Formats that mark their own structure (Word, web pages, tables) are read this way: what is written here becomes the
text that quotes are slices of, and is never changed afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import PurePath

from index.errors import EmptyDocument
from index.layout.cells import MARK, kept_cells, write_cell
from index.layout.lines import LONGEST_HEADING, find_lines, join_lines
from index.text.sentences import ends_sentence
from index.types import Block, BlockKind, Document, Format, Place, PlaceKind, Span

_BREAKS = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SPACES = " \t\u00a0\u3000"
SEVERAL = 3
"""A paragraph of so many lines may be several."""


def clean(text: str) -> str:
    """The text without control characters and lone surrogates, line breaks as ``\\n``, no white space at line edges."""
    lines = _UNPRINTABLE.sub("", _BREAKS.sub("\n", text)).split("\n")
    return "\n".join(line.strip(_SPACES) for line in lines).strip()


def paragraphs_of(text: str) -> list[str]:
    """The lines of what is one paragraph by its marks alone, and holds several: with blank lines between, or sentences
    that end with their lines; else the text as it is. Text from web pages often comes so."""
    lines = [line for line in text.split("\n") if line.strip()]
    apart = "\n\n" in text or any(map(ends_sentence, lines[:-1]))
    return lines if len(lines) >= SEVERAL and apart else [text]


class Composer:
    """Text, blocks and places in the making. Blank text is passed over by every method."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._places: list[Place] = []
        self._place: tuple[PlaceKind, int, str] | None = None
        self._closes = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written yet."""
        return not self._blocks

    def at(self, kind: PlaceKind, number: int, name: str = "") -> None:
        """What is written from now on stands there."""
        self._place = (kind, number, name)

    def close(self, level: int) -> None:
        """The headings of ``level`` and below it stand over nothing that is written from now on."""
        self._closes = min(self._closes or level, level)

    def heading(self, text: str, level: int) -> None:
        """``level`` counts from 1, the outermost; one over several lines is closed up, a long one is a paragraph."""
        closed = " ".join(clean(text).split())
        if len(closed) > LONGEST_HEADING:
            self.paragraph(text)
        else:
            self._write(closed, BlockKind.HEADING, "\n\n", level)

    def paragraph(self, text: str) -> None:
        """A paragraph; line breaks in it stay."""
        self._write(clean(text), BlockKind.PARAGRAPH, "\n\n")

    def caption(self, text: str) -> None:
        self._write(clean(text), BlockKind.CAPTION, "\n\n")

    def credit(self, text: str) -> None:
        """A line about the text rather than of it: a byline, a sender, a date."""
        self._write(clean(text), BlockKind.CREDIT, "\n\n")

    def code(self, text: str) -> None:
        self._write(clean(text), BlockKind.CODE, "\n\n")

    def item(self, text: str) -> None:
        """An item of a list; items in a row make one list."""
        text = clean(text)
        last = self._blocks[-1] if self._blocks else None
        if not text or last is None or last.kind is not BlockKind.LIST or self._closes:
            self._write(text, BlockKind.LIST, "\n\n")
            return
        self._write(text, BlockKind.LIST, "\n")
        self._blocks[-2:] = [replace(last, spans=(Span(last.spans[0].start, self._length),))]

    def contents(self, lines: Sequence[str]) -> None:
        """Entries of a table of contents, a line each."""
        for line in lines:
            self._write(clean(line), BlockKind.CONTENTS, "\n")

    def row(self, *parts: tuple[str, str], shared: Sequence[int] = ()) -> None:
        """A row of a table, readable by itself: its cells, each with the name of its column, ``""`` for none.

        :param shared: the places of those that are one with a cell of another row.
        """
        cleaned = [(clean(name), clean(value)) for name, value in parts]
        places = [place for place, each in enumerate(cleaned) if any(each)]
        said = [cleaned[place] for place in places]
        text = MARK.join(write_cell(*each) for each in said)
        count = len(self._blocks)
        self._write(text, BlockKind.ROW, "\n")
        if len(self._blocks) > count:
            ends = accumulate(len(write_cell(*each)) + len(MARK) for each in said) if shared else ()
            starts = zip(places, [0, *ends], strict=False)
            own = tuple(start for place, start in starts if place in shared)
            self._blocks[-1] = replace(self._blocks[-1], cells=kept_cells(said), shared=own)

    def lines(self, lines: Sequence[str], kind: BlockKind, level: int = 0) -> None:
        """A block that its page broke into lines: they stay lines of the text, but no breaks of the block's."""
        text = "\n".join(lines)
        self._write(text if text.strip() else "", kind, "\n\n", level)
        if len(lines) > 1 and text.strip():
            start = self._blocks[-1].spans[0].start
            spans = [Span(span.start + start, span.end + start) for span in join_lines(text, find_lines(text))]
            self._blocks[-1] = replace(self._blocks[-1], spans=tuple(spans))

    def _write(self, text: str, kind: BlockKind, gap: str, level: int = 0) -> None:
        if not text:
            return
        last = self._blocks[-1].kind if self._blocks else None
        separator = "" if last is None else gap if kind in (last, BlockKind.LIST) and not self._closes else "\n\n"
        start = self._length + len(separator)
        if self._place and (not self._places or self._place != _named(self._places[-1])):
            self._places.append(Place(start, *self._place))
        self._parts += [separator, text]
        self._length = start + len(text)
        self._blocks.append(Block(kind, (Span(start, self._length),), level, self._closes))
        self._closes = 0

    def finish(self, identity: str, name: str, format_: Format, remark: str = "") -> Document:
        """The document; its title is filled in by the library, from the first heading.

        :raises EmptyDocument: when nothing was written.
        """
        if not self._blocks:
            raise EmptyDocument("文件里没有文字。")
        title = PurePath(name).stem
        blocks, places = tuple(self._blocks), tuple(self._places)
        return Document(identity, name, title, format_, "".join(self._parts), blocks, places, remark)


def _named(place: Place) -> tuple[PlaceKind, int, str]:
    return place.kind, place.number, place.name

"""What the source view shows of a document: its text, its pages as they look, and the file itself."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from index.errors import DocumentError, UnknownDocument
from index.readers.sniffing import find_format
from index.types import Document, Format, PlaceKind, Span
from index.viewing.opened import PICTURED
from index.viewing.originals import Original, Originals
from index.viewing.placing import Boxes, place, rectangles
from index.viewing.process import ViewingProcess
from qa.web import source, words

if TYPE_CHECKING:
    from index.library import Library

WIDTHS = 400, 3_200
"""Pixels that a page may be wide."""
MOST_SPANS = 2_000
"""Of a quote; a reckoned answer has hundreds."""


class SourceGone(DocumentError):
    """The library has no such document, or its file has changed or is gone."""


class Sources:
    """The documents of a library as they are looked at. Thread-safe; to be closed."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._originals = Originals(library.settings.max_file_bytes)
        self._viewing = ViewingProcess()
        self._whole = lru_cache(maxsize=4)(lambda document: source.whole(document, library.tokenizer))
        self._document = lru_cache(maxsize=4)(lambda identity: library.document(identity))
        self._placed = lru_cache(maxsize=32)(self._place)
        self._one_at_a_time = threading.Lock()

    def close(self) -> None:
        self._viewing.close()

    def read(self, identity: str) -> dict[str, Any]:
        """A document's ``name`` and as ``html`` its text, or why that is not to be had.

        ``starts`` are the offsets that its pages begin at, with their numbers; ``pictured`` whether its pages can be
        shown, ``file`` and ``look`` whether there is a file to download, and to open in the browser.
        """
        try:
            document = self._library.document(identity)
        except UnknownDocument:
            return {"name": words.SOURCE, "html": source.missing(), "starts": [], "file": False, "look": False}
        path = next(iter(self._library.paths_of(identity)), document.name)
        there = self._originals.find(identity, self._library.paths_of(identity)) is not None
        starts = [(place.start, place.number) for place in document.places if place.kind is PlaceKind.PAGE]
        pictured = document.format in PICTURED
        return {
            "name": self._library.called(path),
            "html": self._whole(document),
            "starts": starts,
            "pictured": pictured and there,
            "said": words.ORIGINAL_GONE if pictured and not there else "",
            "file": there,
            "look": there and document.format in LOOKED_AT,
        }

    def pages(self, identity: str) -> dict[str, Any]:
        """The ``pages`` of a document's file, each with width, height and label; or what is ``said`` of why not."""
        try:
            self.original(identity)
            pages = self._viewing.pages(identity, partial(self.content, identity))
        except DocumentError as error:
            return {"pages": [], "said": words.told(str(error))}
        return {"pages": [(page.width, page.height, page.label) for page in pages], "said": ""}

    def boxes(self, identity: str, number: int, quote: Sequence[Span], marked: Sequence[Span]) -> dict[str, Any]:
        """Where on a page a ``quote`` and its ``words`` stand, as shares of its width and height, and the number that
        is ``printed`` on it."""
        try:
            self.original(identity)
            placed, printed = self._placed(identity, number)
        except (DocumentError, UnknownDocument) as error:
            return {"quote": [], "words": [], "printed": "", "said": words.told(str(error))}
        said = {"quote": rectangles(placed, quote[:MOST_SPANS]), "words": rectangles(placed, marked[:MOST_SPANS])}
        return {**said, "printed": printed, "said": ""}

    def picture(self, identity: str, number: int, width: int) -> bytes:
        """A page, counted from 1, as WebP; of a file that is gone none, though it may still be open.

        :raises DocumentError: when it cannot be had.
        """
        self.original(identity)
        least, most = WIDTHS
        return self._viewing.picture(identity, partial(self.content, identity), number, min(max(width, least), most))

    def original(self, identity: str) -> Original:
        """The file of a document.

        :raises SourceGone: when there is none with its content.
        """
        found = self._originals.find(identity, self._library.paths_of(identity))
        if found is None:
            raise SourceGone(words.ORIGINAL_GONE)
        return found

    def content(self, identity: str) -> tuple[bytes, Format]:
        """The content of a document's file. Raises as ``original``, and ``DocumentError`` where it cannot be read."""
        original = self.original(identity)
        content = self._originals.load(original)
        return content, find_format(content, original.path.name)

    def _place(self, identity: str, number: int) -> tuple[Boxes, str]:
        """:raises DocumentError: when the page cannot be looked at."""
        with self._one_at_a_time:
            document: Document = self._document(identity)
        load = partial(self.content, identity)
        shown = self._viewing.shown(identity, load, number)
        placed = place(document, number, shown.runs)
        if not placed:  # a page that was recognised
            recognised = self._viewing.shown(identity, load, number, recognise=True)
            return place(document, number, recognised.runs), shown.printed or recognised.printed
        return placed, shown.printed


LOOKED_AT = frozenset({Format.TEXT, Format.MARKDOWN, Format.CSV, Format.HTML, Format.SUBTITLES, Format.IMAGE})
"""Formats that a browser shows as plain text or as a picture, with nothing in them that runs."""

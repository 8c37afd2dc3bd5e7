"""A file that is open to be looked at, in the process for that."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any, Protocol

from index.errors import DocumentError, UnsupportedFormat
from index.readers import image, ocr
from index.readers.pages.pieces import Piece
from index.readers.pages.running import printed_number
from index.readers.pdf import MOST_PAGES
from index.readers.pdf_pages import PdfPages
from index.types import Format
from index.viewing.runs import Box, PageSize, Run, Shown

PICTURED = frozenset({Format.PDF, Format.IMAGE})
"""Formats whose pages can be shown."""


class Opened(Protocol):
    """Pages, counted from 1."""

    def pages(self) -> list[PageSize]: ...

    def picture(self, number: int, width: int) -> bytes:
        """A page as WebP, about ``width`` pixels wide."""
        ...

    def shown(self, number: int, *, recognise: bool) -> Shown:
        """What stands on a page; ``recognise``: in its picture."""
        ...

    def close(self) -> None: ...


def open_file(content: bytes, format_: Format) -> Opened:
    """:raises DocumentError: for a format without pages to show, and as its reader."""
    if format_ is Format.PDF:
        return _Pdf(content)
    if format_ is Format.IMAGE:
        return _Pictures(content)
    raise UnsupportedFormat("这种文件没有可以看的页面。")


class _Pdf:
    def __init__(self, content: bytes) -> None:
        self._opened = PdfPages(content)

    def pages(self) -> list[PageSize]:
        most = min(len(self._opened), MOST_PAGES)
        return [PageSize(*self._opened.size(number), self._opened.label(number)) for number in range(most)]

    def picture(self, number: int, width: int) -> bytes:
        return image.encode(self._opened.picture(number - 1, width), width)

    def shown(self, number: int, *, recognise: bool) -> Shown:
        width, height = self._opened.size(number - 1)
        if recognise:
            pieces = self._opened.recognised(number - 1)
            return Shown(tuple(_line(piece, width, height) for piece in pieces), printed_number(height, pieces))
        rows = self._opened.rows(number - 1)
        runs = tuple(run for row in rows if (run := _run(row, width, height)))
        edges = [_joined([shown for _, shown in row]) for row in rows if row]
        return Shown(runs, printed_number(height, edges))

    def close(self) -> None:
        self._opened.close()


class _Pictures:
    """A picture file, each frame a page; it is decoded anew for each look, and nothing of it kept."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def pages(self) -> list[PageSize]:
        return [PageSize(frame.shape[1], frame.shape[0]) for frame in image.frames(self._content)]

    def picture(self, number: int, width: int) -> bytes:
        return image.encode(self._frame(number), width)

    def shown(self, number: int, *, recognise: bool) -> Shown:
        frame = self._frame(number)
        if not recognise or not ocr.is_installed():
            return Shown(())
        height, width = frame.shape[:2]
        return Shown(tuple(_line(piece, width, height) for piece in ocr.recognise(frame)))

    def close(self) -> None:
        self._content = b""

    def _frame(self, number: int) -> Any:  # noqa: ANN401 - an array of (height, width, 3) uint8
        frame = next(islice(image.frames(self._content), number - 1, None), None)
        if frame is None:
            raise DocumentError("这个文件没有这一页。")
        return frame


def _run(row: Sequence[tuple[Piece, Piece]], width: float, height: float) -> Run | None:
    """A row of characters without its white space; None for nothing else."""
    inked = [(read, shown) for read, shown in row if not read.text.isspace()]
    if not inked:
        return None
    boxes = tuple(_share(shown, width, height) for read, shown in inked for _ in read.text)
    whole = _joined([read for read, _ in inked])
    return Run("".join(read.text for read, _ in inked), boxes, (whole.left, whole.top, whole.right, whole.bottom))


def _line(piece: Piece, width: float, height: float) -> Run:
    text = "".join(piece.text.split())
    box = _share(piece, width, height)
    return Run(text, (box,) * len(text), (piece.left, piece.top, piece.right, piece.bottom))


def _joined(pieces: Sequence[Piece]) -> Piece:
    left, top = min(piece.left for piece in pieces), min(piece.top for piece in pieces)
    right, bottom = max(piece.right for piece in pieces), max(piece.bottom for piece in pieces)
    return Piece(left, top, right, bottom, pieces[0].size, "".join(piece.text for piece in pieces).strip())


def _share(piece: Piece, width: float, height: float) -> Box:
    across, down = max(width, 1), max(height, 1)
    return tuple(
        round(min(max(value, 0.0), 1.0), 5)
        for value in (piece.left / across, piece.top / down, piece.right / across, piece.bottom / down)
    )  # type: ignore[return-value]

"""PDF pages as pictures, and their characters with their boxes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from index.readers.pages.pieces import Piece
from index.readers.pdf import MOST_PIXELS, open_pdf, recognised, rows_of


class PdfPages:
    """An open PDF, to be closed. Pages count from 0.

    :raises DocumentError: when it is damaged or locked.
    """

    def __init__(self, content: bytes) -> None:
        self._opened = open_pdf(content)

    def close(self) -> None:
        self._opened.close()

    def __len__(self) -> int:
        return len(self._opened)

    def label(self, number: int) -> str:
        """What the file calls a page; ``""`` for nothing."""
        return str(self._opened.get_page_label(number) or "")

    def size(self, number: int) -> tuple[float, float]:
        """Width and height in points, as shown.

        :raises pdfium.PdfiumError: for a page that cannot be opened.
        """
        width, height = self._opened.get_page_size(number)
        return float(width), float(height)

    def picture(self, number: int, width: int) -> Any:  # noqa: ANN401 - an array of (height, width, 3) uint8
        """A page as it looks, as near to ``width`` pixels as may be; forms and notes on it too."""
        page = self._opened[number]
        try:
            wide, high = page.get_size()
            most = (MOST_PIXELS / max(wide * high, 1)) ** 0.5
            bitmap = page.render(scale=min(width / max(wide, 1), most), rev_byteorder=True)
            try:
                return bitmap.to_numpy()[:, :, :3].copy()
            finally:
                bitmap.close()
        finally:
            page.close()

    def rows(self, number: int) -> Sequence[Sequence[tuple[Piece, Piece]]]:
        """As ``rows_of``."""
        page = self._opened[number]
        try:
            return rows_of(page)
        finally:
            page.close()

    def recognised(self, number: int) -> Sequence[Piece]:
        """As ``recognised`` of a page."""
        page = self._opened[number]
        try:
            return recognised(page)
        finally:
            page.close()

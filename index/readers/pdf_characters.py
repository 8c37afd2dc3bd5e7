"""The characters of a PDF's page with their boxes, as pdfium has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ctypes import addressof, create_string_buffer
from math import hypot

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from index.readers.pages.pieces import Piece

SPACING = 0.35
"""Typesetters leave a gap of less than so many font sizes between Chinese and Latin."""
FACE_BYTES = 128
"""What is longer of a font's name is cut off."""
_SUBSET = re.compile(r"\A[A-Z]{6}\+")


def characters_of(page: pdfium.PdfPage) -> Iterator[Piece]:
    """The characters of a page as it is shown, in the file's order."""
    opened = page.get_textpage()
    text = opened.raw
    width, height = page.get_size()
    turned = page.get_rotation()
    box = raw.FS_RECTF()
    typing = _Typing(text)
    try:
        for position in range(raw.FPDFText_CountChars(text)):
            code = raw.FPDFText_GetUnicode(text, position)
            if (
                code < 32
                or 127 <= code < 160
                or code == 0xFFFE
                or 0xD800 <= code < 0xE000
                or (code == 32 and _is_spacing(text, position))
                or not raw.FPDFText_GetLooseCharBox(text, position, box)
            ):
                continue
            left, top, right, bottom = turn(box, turned, width, height)
            size, face = typing.at(position)
            yield Piece(left, top, right, bottom, max(min(size or bottom - top, bottom - top), 1.0), chr(code), face)
    finally:
        opened.close()


class _Typing:
    """How the characters of a page are set, asked once for all that were set in one go."""

    def __init__(self, text: raw.FPDF_TEXTPAGE) -> None:
        self._text = text
        self._known: dict[int, tuple[float, str]] = {0: (0.0, "")}
        self._faces: dict[int, str] = {}
        self._last = 0
        self._matrix = raw.FS_MATRIX()

    def at(self, position: int) -> tuple[float, str]:
        """Size in points, 0 for one that is not told, and face; what pdfium puts in is set as what stands before."""
        set_ = raw.FPDFText_GetTextObject(self._text, position)
        if set_:
            self._last = addressof(set_.contents)
            if self._last not in self._known:
                self._known[self._last] = self._size(position), self._face(set_)
        return self._known[self._last]

    def _size(self, position: int) -> float:
        """Many files have fonts of size 1, and a matrix that scales them."""
        size = float(raw.FPDFText_GetFontSize(self._text, position))
        scaled = raw.FPDFText_GetMatrix(self._text, position, self._matrix)
        return size * hypot(self._matrix.c, self._matrix.d) if scaled else size

    def _face(self, set_: raw.FPDF_PAGEOBJECT) -> str:
        """The font's name; a mark behind it where its outlines are drawn too, which makes them bold."""
        font = raw.FPDFTextObj_GetFont(set_)
        place = addressof(font.contents) if font else 0
        if place not in self._faces:
            name = create_string_buffer(FACE_BYTES)
            raw.FPDFFont_GetBaseFontName(font, name, FACE_BYTES)
            self._faces[place] = _SUBSET.sub("", name.value.decode("utf-8", "replace"))
        drawn = raw.FPDFTextObj_GetTextRenderMode(set_) == raw.FPDF_TEXTRENDERMODE_FILL_STROKE
        return self._faces[place] + ("*" if drawn else "")


def _is_spacing(text: raw.FPDF_TEXTPAGE, position: int) -> bool:
    """Whether a space is none of the text's, but the gap that typesetters leave between Chinese and Latin."""
    if raw.FPDFText_IsGenerated(text, position) != 1:
        return False
    before, after = raw.FS_RECTF(), raw.FS_RECTF()
    for step, box in ((-1, before), (1, after)):
        if not raw.FPDFText_GetLooseCharBox(text, position + step, box):
            return False
    latin = [raw.FPDFText_GetUnicode(text, position + step) < 128 for step in (-1, 1)]
    gap = float(after.left - before.right) / max(abs(after.top - after.bottom), 1)
    return bool(latin[0] != latin[1]) and 0 <= gap < SPACING


def turn(box: raw.FS_RECTF, turned: int, width: float, height: float) -> tuple[float, float, float, float]:
    """Left, top, right and bottom on the page as it is shown, ``turned`` by so many degrees clockwise."""
    match turned:
        case 90:
            return box.bottom, box.left, box.top, box.right
        case 180:
            return width - box.right, box.bottom, width - box.left, box.top
        case 270:
            return width - box.top, height - box.right, width - box.bottom, height - box.left
    return box.left, height - box.top, box.right, height - box.bottom

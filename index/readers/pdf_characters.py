"""The characters of a PDF's page with their boxes; with pdf.py and pdf_lines.py the only place for pdfium."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ctypes import addressof, create_string_buffer
from math import hypot

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from index.readers.pages.pieces import Piece
from index.readers.pages.turning import DOWN, LEVEL, UP, direction, laid, turn
from index.readers.symbols import FIRST, LAST, UPRIGHT, shown

SPACING = 0.35
"""Typesetters leave a gap of less than so many font sizes between Chinese and Latin."""
HYPHENS = (0x02, 0xFFFE)
"""What pdfium says for a hyphen at the end of a line."""
FACE_BYTES = 128
"""What is longer of a font's name is cut off."""
_SUBSET = re.compile(r"\A[A-Z]{6}\+")


def characters_of(page: pdfium.PdfPage) -> Iterator[tuple[int, Piece]]:
    """The characters of a page as it is shown, in the file's order: which way each runs, and how it stands when it is
    laid down."""
    opened = page.get_textpage()
    chars = opened.raw
    width, height = page.get_size()
    turned = page.get_rotation()
    box = raw.FS_RECTF()
    typing = _Typing(chars, turned)
    try:
        for position in range(raw.FPDFText_CountChars(chars)):
            code = raw.FPDFText_GetUnicode(chars, position)
            if 0xD800 <= code < 0xDC00:
                code = _whole(code, raw.FPDFText_GetUnicode(chars, position + 1))
            elif code in HYPHENS:
                code = ord("-")
            if (
                code < 32
                or 127 <= code < 160
                or 0xD800 <= code < 0xE000
                or (code == 32 and _is_spacing(chars, position))
                or not raw.FPDFText_GetLooseCharBox(chars, position, box)
            ):
                continue
            left, top, right, bottom = turn((box.left, box.bottom, box.right, box.top), turned, (width, height))
            size, face, way = typing.at(position)
            text = shown(code, face.rstrip("*")) if FIRST <= code <= LAST else UPRIGHT.get(code) or chr(code)
            high = right - left if way in (UP, DOWN) else bottom - top
            piece = Piece(left, top, right, bottom, max(min(size or high, high), 1.0), text, face)
            yield way, laid(piece, way, (width, height)) if way in (UP, DOWN) else piece
    finally:
        opened.close()


def _whole(high: int, low: int) -> int:
    """The code point whose halves stand one behind the other: rare characters of names, letters of formulas."""
    return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00) if 0xDC00 <= low < 0xE000 else high


class _Typing:
    """How the characters of a page are set, asked once for all that were set in one go."""

    def __init__(self, text: raw.FPDF_TEXTPAGE, turned: int) -> None:
        self._text = text
        self._turned = turned
        self._known: dict[int, tuple[float, str, int]] = {0: (0.0, "", LEVEL)}
        self._faces: dict[int, str] = {}
        self._last = 0
        self._matrix = raw.FS_MATRIX()

    def at(self, position: int) -> tuple[float, str, int]:
        """Size in points, 0 for one that is not told, face, and the way it runs; what pdfium puts in is set as what is
        before it."""
        set_ = raw.FPDFText_GetTextObject(self._text, position)
        if set_:
            self._last = addressof(set_.contents)
            if self._last not in self._known:
                size, way = self._size(position)
                self._known[self._last] = size, self._face(set_), way
        return self._known[self._last]

    def _size(self, position: int) -> tuple[float, int]:
        """Size and way. Many files have fonts of size 1, and a matrix that scales them."""
        size = float(raw.FPDFText_GetFontSize(self._text, position))
        if not raw.FPDFText_GetMatrix(self._text, position, self._matrix):
            return size, LEVEL
        matrix, sign = self._matrix, -1 if size < 0 else 1
        return size * hypot(matrix.c, matrix.d), direction(sign * matrix.a, sign * matrix.b, self._turned)

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

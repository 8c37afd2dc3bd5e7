"""The characters of a PDF's page with their boxes; with pdf.py and pdf_lines.py the only place for pdfium."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from ctypes import PYFUNCTYPE, addressof, c_float, c_int, c_uint, c_void_p, cast, create_string_buffer
from itertools import repeat
from math import hypot
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from index.readers.pages.characters import Characters, Flags, Floats, Places, are_inked
from index.readers.pages.turning import DOWN, LEVEL, UP, direction, laid_all, turn
from index.readers.symbols import FIRST, LAST, UPRIGHT, shown

SPACING = 0.35
"""Typesetters leave a gap of less than so many font sizes between Chinese and Latin."""
HYPHENS = (0x02, 0xFFFE)
"""What pdfium says for a hyphen at the end of a line."""
FACE_BYTES = 128
"""What is longer of a font's name is cut off."""
MOST_CLIPS, MOST_CORNERS = 20, 50
"""So many paths that a text is clipped to, of so many points each, are looked at."""
_SUBSET = re.compile(r"\A[A-Z]{6}\+")
_BOX = np.dtype(raw.FS_RECTF)


def _quick(function: Any, result: Any, *given: Any) -> Callable[..., Any]:  # noqa: ANN401 - ctypes has no types for it
    """One of pdfium's functions, called with bare numbers for pointers and without letting go of the interpreter: it is
    called for each character of a page, and a pointer made an object takes longer than what it does."""
    place = cast(function, c_void_p).value
    assert place is not None
    return PYFUNCTYPE(result, *given)(place)


_unicode = _quick(raw.FPDFText_GetUnicode, c_uint, c_void_p, c_int)
_loose_box = _quick(raw.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
_text_object = _quick(raw.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)
_bounds = _quick(raw.FPDFPageObj_GetBounds, c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
_clip = _quick(raw.FPDFPageObj_GetClipPath, c_void_p, c_void_p)
_clip_paths = _quick(raw.FPDFClipPath_CountPaths, c_int, c_void_p)
_clip_corners = _quick(raw.FPDFClipPath_CountPathSegments, c_int, c_void_p, c_int)
_clip_corner = _quick(raw.FPDFClipPath_GetPathSegment, c_void_p, c_void_p, c_int, c_int)
_point = _quick(raw.FPDFPathSegment_GetPoint, c_int, c_void_p, c_void_p, c_void_p)


def characters_of(page: pdfium.PdfPage) -> dict[int, Characters]:
    """The characters of a page as it is shown, in the file's order, by the way that they run, laid down; those that run
    level first, even where there are none."""
    opened = page.get_textpage()
    try:
        places, codes, boxes = _boxed(opened.raw)
        typing = _Typing(opened.raw, page.get_rotation())
        sizes, faces, ways, hidden = typing.of(places)
    finally:
        opened.close()
    size = page.get_size()
    left, top, right, bottom = turn(boxes, page.get_rotation(), size)
    turned = (ways == UP) | (ways == DOWN)
    with np.errstate(all="ignore"):
        high = np.where(turned, right - left, bottom - top)
        told = np.where(sizes != 0, sizes, high)
    told = np.where(high < told, high, told)
    texts = _texts(codes, faces, typing.names)
    every = Characters(
        left, top, right, bottom, np.where(told < 1.0, 1.0, told), texts, faces, typing.names, are_inked(texts)
    )
    by_way = {
        way: every.some(np.flatnonzero((ways == way) & ~hidden)) for way in dict.fromkeys([LEVEL, *ways.tolist()])
    }
    return {way: laid_all(some, way, size) if way in (UP, DOWN) else some for way, some in by_way.items()}


def _boxed(text: raw.FPDF_TEXTPAGE) -> tuple[Places, Places, tuple[Floats, Floats, Floats, Floats]]:
    """The places of the characters that are shown, their code points, and left, bottom, right and top of each."""
    pointer = cast(text, c_void_p).value
    count = raw.FPDFText_CountChars(text)
    codes = np.array(list(map(_unicode, repeat(pointer), range(count))), dtype=np.intp)
    for place in np.flatnonzero((codes >= 0xD800) & (codes < 0xDC00)).tolist():
        codes[place] = _whole(int(codes[place]), int(codes[place + 1]) if place + 1 < count else 0)
    codes[np.isin(codes, HYPHENS)] = ord("-")
    kept = ~((codes < 32) | ((codes >= 127) & (codes < 160)) | ((codes >= 0xD800) & (codes < 0xE000)))
    for place in np.flatnonzero(codes == 32).tolist():
        kept[place] = not _is_spacing(text, place)
    places = np.flatnonzero(kept)
    boxes = np.zeros(len(places), dtype=_BOX)
    begin = boxes.ctypes.data
    at = range(begin, begin + boxes.nbytes, _BOX.itemsize)
    found = np.array(list(map(_loose_box, repeat(pointer), places.tolist(), at)), dtype=np.bool_)
    places, boxes = places[found], boxes[found]
    left, bottom, right, top = (boxes[side].astype(np.float64) for side in ("left", "bottom", "right", "top"))
    return places, codes[places], (left, bottom, right, top)


def _whole(high: int, low: int) -> int:
    """The code point whose halves stand one behind the other: rare characters of names, letters of formulas."""
    return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00) if 0xDC00 <= low < 0xE000 else high


class _Written(dict[int, str]):
    """What code points are written as, found once each."""

    def __missing__(self, code: int) -> str:
        self[code] = text = UPRIGHT.get(code) or chr(code)
        return text


def _texts(codes: Places, faces: Places, names: Sequence[str]) -> list[str]:
    """What each character is written as, that of symbol fonts as it looks."""
    texts = list(map(_Written().__getitem__, codes.tolist()))
    for place in np.flatnonzero((codes >= FIRST) & (codes <= LAST)).tolist():
        texts[place] = shown(int(codes[place]), names[faces[place]].rstrip("*"))
    return texts


class _Typing:
    """How the characters of a page are set, asked once for all that were set in one go. ``names`` are those of their
    faces."""

    def __init__(self, text: raw.FPDF_TEXTPAGE, turned: int) -> None:
        self.names: list[str] = [""]
        self._text = text
        self._turned = turned
        self._known: dict[str, int] = {"": 0}
        self._faces: dict[int, str] = {}
        self._matrix = raw.FS_MATRIX()

    def of(self, places: Places) -> tuple[Floats, Places, Places, Flags]:
        """Of the characters at these places the size in points, 0 for one that is not told, the number of the face, the
        way that they run, and whether they are clipped away; what pdfium puts in is set as what is before it."""
        pointer = cast(self._text, c_void_p).value
        found = map(_text_object, repeat(pointer), places.tolist())
        sets = np.array([each or 0 for each in found], dtype=np.uint64)
        told = np.maximum.accumulate(np.where(sets != 0, np.arange(len(sets)), 0))
        several, firsts, numbers = np.unique(sets[told], return_index=True, return_inverse=True)
        asked = [self._at(place) for place in places[firsts].tolist()]
        sizes = np.array([size for size, _, _ in asked], dtype=np.float64)
        faces, ways = (np.array([each[column] for each in asked], dtype=np.intp) for column in (1, 2))
        hidden = np.array(list(map(_is_clipped_away, several.tolist())), dtype=np.bool_)
        return sizes[numbers], faces[numbers], ways[numbers], hidden[numbers]

    def _at(self, position: int) -> tuple[float, int, int]:
        set_ = raw.FPDFText_GetTextObject(self._text, position)
        if not set_:
            return 0.0, 0, LEVEL
        size, way = self._size(position)
        face = self._face(set_)
        number = self._known.setdefault(face, len(self._known))
        if number == len(self.names):
            self.names.append(face)
        return size, number, way

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


def _is_clipped_away(set_: int) -> bool:
    """Whether text stands wholly outside of what it is clipped to, and does not show: sheets that take several pages
    draw a merged cell on each, and clip it."""
    clip = _clip(set_) if set_ else None
    count = _clip_paths(clip) if clip else 0
    if count <= 0:
        return False
    edges = (c_float * 4)()
    place = addressof(edges)
    if not _bounds(set_, place, place + 4, place + 8, place + 12):
        return False
    left, bottom, right, top = edges
    if not (left < right and bottom < top):
        return False
    for number in range(min(count, MOST_CLIPS)):
        corners = _clip_corners(clip, number)
        if not 0 < corners <= MOST_CORNERS:
            continue
        points = []
        for corner in range(corners):
            _point(_clip_corner(clip, number, corner), place, place + 4)
            points.append((edges[0], edges[1]))
        xs, ys = zip(*points, strict=True)
        if max(xs) <= left or right <= min(xs) or max(ys) <= bottom or top <= min(ys):
            return True
    return False


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

"""The lines that pages of a PDF show; with pdf.py and pdf_characters.py the only place for pdfium."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ctypes import c_float, c_int, c_uint
from itertools import islice

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from index.readers.pages.ruling import Line, Rules, is_thin
from index.readers.pages.turning import lay, turn

MOST_OBJECTS, MOST_PATHS, MOST_SEGMENTS = 50_000, 10_000, 500
"""So many objects and paths of a page, and parts of a path, are looked at for lines."""
DEEPEST = 3
"""How deep the paths may lie in forms within forms."""
WHITE = (255, 255, 255)
"""The colour of a page that nothing is painted on."""


def find_rules(page: pdfium.PdfPage, running: int) -> tuple[Rules, Rules]:
    """The lines that a page shows: those drawn, thin fills among them, and the edges of its shading.

    :param running: the way its text runs, which it is laid down by.
    """
    width, height = page.get_size()
    turned = page.get_rotation()
    strokes: list[list[Line]] = []
    fills: list[list[Line]] = []
    white: list[list[Line]] = []
    for path, matrix, stroked in islice(_paths(page), MOST_PATHS):
        kind = strokes if stroked else white if _is_white(path) else fills
        kind += _outlines(path, matrix)
    fills += _on_others(white, fills)
    drawn, shading = Rules([], []), Rules([], [])
    for stroked, outlines in ((True, strokes), (False, fills)):
        for outline in outlines:
            rules = drawn if stroked or is_thin(outline) else shading
            for x, y, to_x, to_y in outline:
                box = min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y)
                rules.add(*lay(turn(box, turned, (width, height)), running, (width, height)))
    return drawn, shading


def _is_white(path: raw.FPDF_PAGEOBJECT) -> bool:
    """Whether a fill has the colour of the page: editors lay it behind words that have none."""
    red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint()
    told = raw.FPDFPageObj_GetFillColor(path, red, green, blue, alpha)
    return bool(told) and (red.value, green.value, blue.value) == WHITE


def _on_others(outlines: Sequence[list[Line]], others: Sequence[list[Line]]) -> list[list[Line]]:
    """Those whose middle lies on one of the others: what is white shows there alone."""
    if not outlines or not others:
        return []
    left, bottom, right, top = np.array([_box(outline) for outline in others]).T
    boxes = (_box(outline) for outline in outlines)
    middles = (((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) for box in boxes)
    return [
        outline
        for outline, (x, y) in zip(outlines, middles, strict=True)
        if np.any((left < x) & (x < right) & (bottom < y) & (y < top))
    ]


def _box(outline: Sequence[Line]) -> Line:
    """The left, bottom, right and top of an outline."""
    xs, ys = ([at for line in outline for at in line[side::2]] for side in (0, 1))
    return min(xs), min(ys), max(xs), max(ys)


def _paths(page: pdfium.PdfPage) -> Iterator[tuple[raw.FPDF_PAGEOBJECT, pdfium.PdfMatrix, bool]]:
    """The paths of a page and of the forms on it that are painted, with what turns their points into the page's, and
    whether they are stroked, not filled alone.

    pdfium's own objects: to wrap each of a page's takes as long as to read its text.
    """
    whole = pdfium.PdfMatrix()
    waiting = [(raw.FPDFPage_GetObject, page, raw.FPDFPage_CountObjects(page), whole, 0)]
    fill, stroke = c_int(), c_int()
    looked_at = 0
    while waiting:
        get, parent, count, matrix, depth = waiting.pop()
        for number in range(min(count, MOST_OBJECTS - looked_at)):
            looked_at += 1
            found = get(parent, number)
            kind = raw.FPDFPageObj_GetType(found)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                raw.FPDFPath_GetDrawMode(found, fill, stroke)
                if fill.value or stroke.value:
                    yield found, _matrix(found).multiply(matrix), bool(stroke.value)
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
                inner = raw.FPDFFormObj_CountObjects(found)
                waiting.append((raw.FPDFFormObj_GetObject, found, inner, _matrix(found).multiply(matrix), depth + 1))


def _matrix(found: raw.FPDF_PAGEOBJECT) -> pdfium.PdfMatrix:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(found, matrix)
    return pdfium.PdfMatrix.from_raw(matrix)


def _outlines(path: raw.FPDF_PAGEOBJECT, matrix: pdfium.PdfMatrix) -> Iterator[list[Line]]:
    """The straight lines of each outline of a path, in the page's own coordinates."""
    x, y = c_float(), c_float()
    outline: list[Line] = []
    begun = at = (0.0, 0.0)
    for number in range(min(raw.FPDFPath_CountSegments(path), MOST_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(path, number)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        to = matrix.on_point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if outline:
                yield outline
            outline = []
            begun = to
        elif kind == raw.FPDF_SEGMENT_LINETO:
            outline.append((*at, *to))
        at = to
        if raw.FPDFPathSegment_GetClose(segment):
            outline.append((*at, *begun))
            at = begun
    if outline:
        yield outline

"""The lines that pages of a PDF show; with pdf.py and pdf_characters.py the only place for pdfium."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import c_float, c_int
from itertools import islice

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from index.readers.pages.ruling import Line, Rules, is_thin
from index.readers.pages.turning import lay, turn

MOST_OBJECTS, MOST_PATHS, MOST_SEGMENTS = 50_000, 10_000, 500
"""So many objects and paths of a page, and parts of a path, are looked at for lines."""
DEEPEST = 3
"""How deep the paths may lie in forms within forms."""


def find_rules(page: pdfium.PdfPage, running: int) -> tuple[Rules, Rules]:
    """The lines that a page shows: those drawn, thin fills among them, and the edges of its shading.

    :param running: the way its text runs, which it is laid down by.
    """
    width, height = page.get_size()
    turned = page.get_rotation()
    drawn, shading = Rules([], []), Rules([], [])
    for path, matrix, stroked in islice(_paths(page), MOST_PATHS):
        for outline in _outlines(path, matrix):
            rules = drawn if stroked or is_thin(outline) else shading
            for x, y, to_x, to_y in outline:
                box = min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y)
                rules.add(*lay(turn(box, turned, (width, height)), running, (width, height)))
    return drawn, shading


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

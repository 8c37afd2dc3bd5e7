"""PDF to text; what of a page pdfium is asked for besides its characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ctypes import c_float, c_int
from dataclasses import dataclass
from itertools import islice

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from index.errors import DamagedDocument, DocumentTooLarge, EmptyDocument, ExtraMissing, LockedDocument
from index.readers.ocr import INSTALL, is_installed, recognise
from index.readers.pages.cells import find_tables
from index.readers.pages.garbled import is_garbled
from index.readers.pages.joining import find_pieces, find_rows
from index.readers.pages.order import Table
from index.readers.pages.paragraphs import compose
from index.readers.pages.pieces import Piece
from index.readers.pages.ruling import Line, Rule, Rules, find_levels, find_ruled, is_thin
from index.readers.pages.running import drop_running
from index.readers.pages.turning import is_vertical, lay_down
from index.readers.pages.unruled import find_regions
from index.readers.pdf_characters import characters_of, turn
from index.readers.unread import Unread, remark_on
from index.types import Document, Format

MOST_PAGES = 3_000
SCALE = 2.5
"""Pixels a point of pages that are rendered to be recognised: 180 a inch."""
MOST_PIXELS = 12_000_000
FEW = 10
"""A page of fewer characters than this that has a picture on it is a picture."""
MOST_OBJECTS, MOST_PATHS, MOST_SEGMENTS = 50_000, 10_000, 500
"""So many objects and paths of a page, and parts of a path, are looked at for lines."""
DEEPEST = 3
"""How deep the paths may lie in forms within forms."""


def read(content: bytes, identity: str, name: str) -> Document:
    """The text of a PDF in reading order, without running heads and page numbers; blocks say where their pages are.

    Pages that are pictures are recognised where the extra for it is installed; else the remark names them.

    :raises DocumentError: when it is damaged, locked, too long, or has no text that can be read.
    """
    try:
        with open_pdf(content) as opened:
            if len(opened) > MOST_PAGES:
                raise DocumentTooLarge(f"PDF 有 {len(opened):,} 页，超过上限 {MOST_PAGES:,} 页。", "请拆成几个文件。")
            pages, unread = _read_pages(opened)
    except pdfium.PdfiumError as error:
        raise DamagedDocument("PDF 损坏或没有下载完整。", "请重新取得这个文件。") from error
    kept = drop_running([(page.height, page.pieces) for page in pages])
    composed = compose(
        [
            (number, find_regions(pieces, page.tables, page.levels))
            for number, (page, pieces) in enumerate(zip(pages, kept, strict=True), start=1)
        ]
    )
    if composed.is_empty:
        if unread and not is_installed():
            reason = next(iter(unread.values())).whole
            raise ExtraMissing(f"这份 PDF {reason}，要识别其中的文字需要 OCR 组件。", INSTALL)
        raise EmptyDocument("PDF 里没有文字。")
    return composed.finish(identity, name, Format.PDF, remark_on(unread, tried=is_installed()))


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as it is shown: its height in points, the text that is in no ruled table, these, and its level lines."""

    height: float
    pieces: list[Piece]
    tables: list[Table]
    levels: Sequence[Rule] = ()


def _read_pages(opened: pdfium.PdfDocument) -> tuple[list[_Page], dict[int, Unread]]:
    """The pages, and the numbers of those that nobody could read."""
    pages: list[_Page] = []
    unread: dict[int, Unread] = {}
    for number in range(len(opened)):
        page = opened[number]
        try:
            read = _read_page(page, pages[-1].tables[-1] if pages and pages[-1].tables else None)
            if reason := _reason(page, read):
                read = _Page(page.get_height(), recognised(page), [])
                if not read.pieces:
                    unread[number + 1] = reason
            pages.append(read)
        finally:
            page.close()
    return pages, unread


def _read_page(page: pdfium.PdfPage, above: Table | None) -> _Page:
    """A page from its own text; ``above`` is the last table of the page before."""
    width, height = page.get_size()
    characters = list(characters_of(page))
    if is_vertical(characters):
        return _Page(width, list(find_pieces(lay_down(characters, width), (height, width), [])), [])
    rules = rules_of(page) if characters else (Rules([], []), Rules([], []))
    grids = find_ruled(*rules)
    pieces = list(find_pieces(characters, (width, height), grids))
    return _Page(height, *find_tables(grids, pieces, above), find_levels(*rules))


def rows_of(page: pdfium.PdfPage) -> list[list[tuple[Piece, Piece]]]:
    """The characters of a page as they are read, in rows that are read in one go: each as it stands in its row, the
    rows of vertical text laid down, and as it stands on the page."""
    width, height = page.get_size()
    shown = list(characters_of(page))
    if is_vertical(shown):
        laid, size, grids = lay_down(shown, width), (height, width), []
    else:
        laid, size, grids = shown, (width, height), find_ruled(*rules_of(page)) if shown else []
    on_page = {id(one): other for one, other in zip(laid, shown, strict=True)}
    return [[(piece, on_page[id(piece)]) for piece in row] for row in find_rows(laid, size, grids)]


def open_pdf(content: bytes) -> pdfium.PdfDocument:
    """A PDF, which is to be closed.

    :raises DocumentError: when it is damaged or locked.
    """
    try:
        return pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise LockedDocument("PDF 有密码。", "请去掉密码另存后重试。") from error
        raise DamagedDocument("PDF 损坏或没有下载完整。", "请重新取得这个文件。") from error


def _reason(page: pdfium.PdfPage, read: _Page) -> Unread | None:
    """Why what a page shows cannot be read from its text: it has a picture and next to none, or it is garbled."""
    cells = (cell for table in read.tables for row in table.rows for cell in row)
    text = " ".join([*(piece.text for piece in read.pieces), *cells])
    if is_garbled(text):
        return Unread.GARBLED
    pictures = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
    said = bool(read.tables) or sum(len(piece.text) for piece in read.pieces) >= FEW
    return None if said or not any(True for _ in pictures) else Unread.PICTURE


def recognised(page: pdfium.PdfPage) -> list[Piece]:
    """The lines that are recognised on a page, in points; none without the extra for it."""
    if not is_installed():
        return []
    width, height = page.get_size()
    scale = min(SCALE, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
    bitmap = page.render(scale=scale)
    try:
        pieces = recognise(bitmap.to_numpy()[:, :, :3])
    finally:
        bitmap.close()
    return [
        Piece(p.left / scale, p.top / scale, p.right / scale, p.bottom / scale, p.size / scale, p.text) for p in pieces
    ]


def rules_of(page: pdfium.PdfPage) -> tuple[Rules, Rules]:
    """The lines that a page shows: those drawn, thin fills among them, and the edges of its shading."""
    width, height = page.get_size()
    turned = page.get_rotation()
    drawn, shading = Rules([], []), Rules([], [])
    for path, matrix, stroked in islice(_paths(page), MOST_PATHS):
        for outline in _outlines(path, matrix):
            rules = drawn if stroked or is_thin(outline) else shading
            for x, y, to_x, to_y in outline:
                box = raw.FS_RECTF(min(x, to_x), max(y, to_y), max(x, to_x), min(y, to_y))
                rules.add(*turn(box, turned, width, height))
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

"""PDF: with pdf_characters.py and pdf_lines.py the only place for pdfium."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from index.errors import DamagedDocument, DocumentTooLarge, EmptyDocument, ExtraMissing, LockedDocument
from index.readers.ocr import INSTALL, is_installed, recognise
from index.readers.pages.cells import cell_of, find_tables
from index.readers.pages.characters import Characters
from index.readers.pages.garbled import is_garbled
from index.readers.pages.joining import Rows, find_pieces, find_rows
from index.readers.pages.order import Table, lines_of
from index.readers.pages.paragraphs import compose
from index.readers.pages.pieces import Piece
from index.readers.pages.ruling import Grid, Rule, Rules, find_levels, find_ruled
from index.readers.pages.running import drop_recurring, drop_running
from index.readers.pages.turning import (
    ASLANT,
    DOWN,
    LEVEL,
    UP,
    is_vertical,
    laid,
    laid_all,
    lay_down,
    set_upright,
)
from index.readers.pages.unruled import find_regions
from index.readers.pdf_characters import characters_of
from index.readers.pdf_lines import find_rules
from index.readers.unread import Unread, remark_on, remark_on_layer
from index.types import Document, Format

MOST_PAGES = 3_000
SCALE = 2.5
"""Pixels a point of pages that are rendered to be recognised: 180 a inch."""
MOST_PIXELS = 12_000_000
FEW = 10
"""A page of fewer characters than this that has a picture on it is a picture."""
TELLING = 20
"""So many pieces of its text tell whether that of a page shows."""
NO_SIZE = 1.0
"""The size that is said of what stands aside from the text: it is no heading, however large."""


def read(content: bytes, identity: str, name: str) -> Document:
    """The text of a PDF in reading order, without running heads and page numbers; blocks say where their pages are.

    Pages that are pictures are recognised where the extra for it is installed; else the remark names them. It
    also tells of text that another program recognised.

    :raises DocumentError: when it is damaged, locked, too long, or has no text that can be read.
    """
    try:
        with open_pdf(content) as opened:
            if len(opened) > MOST_PAGES:
                raise DocumentTooLarge(f"PDF 有 {len(opened):,} 页，超过上限 {MOST_PAGES:,} 页。", "请拆成几个文件。")
            pages, unread, invisible = _read_pages(opened)
    except pdfium.PdfiumError as error:
        raise DamagedDocument("PDF 损坏或没有下载完整。", "请重新取得这个文件。") from error
    kept = drop_running([(page.height, page.pieces) for page in pages])
    aside = drop_recurring([page.aside for page in pages])
    composed = compose(
        [
            (number, [*find_regions(pieces, page.tables, page.levels), *([lines_of(beside)] if beside else [])])
            for number, (page, pieces, beside) in enumerate(zip(pages, kept, aside, strict=True), start=1)
        ]
    )
    if composed.is_empty:
        if unread and not is_installed():
            reason = next(iter(unread.values())).whole
            raise ExtraMissing(f"这份 PDF {reason}，要识别其中的文字需要 OCR 组件。", INSTALL)
        raise EmptyDocument("PDF 里没有文字。")
    remark = remark_on(unread, tried=is_installed()) + remark_on_layer(invisible)
    return composed.finish(identity, name, Format.PDF, remark)


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as it is shown: its height in points, the text that is in no ruled table, these, its level lines, and what
    runs another way than its text: along the margin, or across the page."""

    height: float
    pieces: list[Piece]
    tables: list[Table]
    levels: Sequence[Rule] = ()
    aside: Sequence[Piece] = ()


def _read_pages(opened: pdfium.PdfDocument) -> tuple[list[_Page], dict[int, Unread], int]:
    """The pages, the numbers of those that nobody could read, and how many have text that does not show."""
    pages: list[_Page] = []
    unread: dict[int, Unread] = {}
    invisible = 0
    for number in range(len(opened)):
        page = opened[number]
        try:
            read = _read_page(page, pages[-1].tables[-1] if pages and pages[-1].tables else None)
            if reason := _reason(page, read):
                read = _Page(page.get_height(), recognised(page), [])
                if not read.pieces:
                    unread[number + 1] = reason
            else:
                invisible += _is_invisible(page)
            pages.append(read)
        finally:
            page.close()
    return pages, unread, invisible


def _is_invisible(page: pdfium.PdfPage) -> bool:
    """Whether a page's text does not show, as that which is recognised in a picture and laid over it."""
    texts = islice(page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=3), TELLING)
    modes = [raw.FPDFTextObj_GetTextRenderMode(text) for text in texts]
    return bool(modes) and 2 * modes.count(raw.FPDF_TEXTRENDERMODE_INVISIBLE) > len(modes)


def _read_page(page: pdfium.PdfPage, above: Table | None) -> _Page:
    """A page from its own text; ``above`` is the last table of the page before."""
    width, height = page.get_size()
    way, characters, by_way = _parted(page)
    if is_vertical(characters):
        return _Page(width, find_pieces(lay_down(characters, width), (height, width), []), [])
    rules = find_rules(page, way) if characters else (Rules([], []), Rules([], []))
    grids = find_ruled(*rules)
    size = (width, height) if way == LEVEL else (height, width)
    pieces = find_pieces(characters, size, grids)
    inside, aside = _turned(by_way, size, grids if way == LEVEL else [])
    return _Page(size[1], *find_tables(grids, [*pieces, *inside], above), find_levels(*rules), aside)


def _parted(page: pdfium.PdfPage) -> tuple[int, Characters, dict[int, Characters]]:
    """The way that a page's text runs, its characters laid down, and by their way the others."""
    by_way = characters_of(page)
    way = max((LEVEL, UP, DOWN), key=lambda way: len(by_way.get(way, ())))
    return way, by_way.pop(way), by_way


def rows_of(page: pdfium.PdfPage) -> list[list[tuple[Piece, Piece]]]:
    """The characters of a page as they are read, in rows that are read in one go: each as it stands in its row, those
    of text that runs up or down laid down, and as it stands on the page. What runs aslant is left out."""
    width, height = page.get_size()
    way, characters, by_way = _parted(page)
    size, read, grids = (width, height) if way == LEVEL else (height, width), characters, list[Grid]()
    if is_vertical(characters):
        read, size = lay_down(characters, width), (height, width)
    elif characters:
        grids = find_ruled(*find_rules(page, way))
    rows = _on_page(find_rows(read, size, grids), read, characters, way, (width, height))
    for other, turned in by_way.items():
        if other != ASLANT:
            rows += _on_page(find_rows(turned, (height, width), []), turned, turned, other, (width, height))
    return rows


def _on_page(
    rows: Rows, read: Characters, laid_down: Characters, way: int, size: tuple[float, float]
) -> list[list[tuple[Piece, Piece]]]:
    """The characters of rows, each with how it stands on a page of this size; spaces are left out.

    :param read: all characters as they are in the rows; ``laid_down``: the same as their way has them.
    """
    back = {UP: DOWN, DOWN: UP}.get(way, LEVEL)
    stand = laid_all(laid_down, back, (size[1], size[0])) if back != LEVEL else laid_down
    shown = list(zip(read.pieces(), stand.pieces(), strict=True))
    return [[shown[place] for place in row] for row in rows]


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


def _turned(
    by_way: dict[int, Characters], size: tuple[float, float], grids: Sequence[Grid]
) -> tuple[list[Piece], list[Piece]]:
    """What runs another way than a page's text: in cells of tables, where it stands there, and else, laid down."""
    inside: list[Piece] = []
    aside: list[Piece] = []
    for way, characters in by_way.items():
        if way == ASLANT:
            top = max((piece.bottom for piece in aside), default=0.0)
            text = "".join(characters.texts)
            aside.append(Piece(0, top, len(text), top + 1, NO_SIZE, text))
        elif characters:
            stood = set_upright(characters, way, size)
            inside += [piece for piece in stood if cell_of(grids, piece)]
            aside += [replace(laid(piece, way, size), size=NO_SIZE) for piece in stood if not cell_of(grids, piece)]
    return inside, aside


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

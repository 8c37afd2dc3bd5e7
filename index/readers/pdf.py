"""PDF: the only place for pdfium."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from index.errors import DamagedDocument, DocumentTooLarge, EmptyDocument, ExtraMissing, LockedDocument
from index.readers.ocr import INSTALL, is_installed, recognise
from index.readers.pages.order import Piece, find_lines_in_order
from index.readers.pages.paragraphs import compose
from index.readers.pages.running import drop_running
from index.types import Document, Format

MOST_PAGES = 3_000
SCALE = 2.5
"""Pixels a point of pages that are rendered to be recognised: 180 a inch."""
MOST_PIXELS = 12_000_000
PIECE_GAP = 0.8
"""A gap of so many font sizes parts two pieces."""
FEW = 10
"""A page of fewer characters than this that has a picture on it is a picture."""
_UNMAPPED = re.compile("[\ufffd\ue000-\uf8ff]")


def read(content: bytes, identity: str, name: str) -> Document:
    """The text of a PDF in reading order, without running heads and page numbers; blocks say where their pages are.

    Pages that are pictures are recognised where the extra for it is installed; else the remark names them.

    :raises DocumentError: when it is damaged, locked, too long, or has no text that can be read.
    """
    try:
        with pdfium.PdfDocument(content) as opened:
            if len(opened) > MOST_PAGES:
                raise DocumentTooLarge(f"PDF 有 {len(opened):,} 页，超过上限 {MOST_PAGES:,} 页。", "请拆成几个文件。")
            pages, pictures = _read_pages(opened)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise LockedDocument("PDF 有密码。", "请去掉密码另存后重试。") from error
        raise DamagedDocument("PDF 损坏或没有下载完整。", "请重新取得这个文件。") from error
    kept = drop_running([(height, pieces) for height, pieces in pages])
    composed = compose([(number, find_lines_in_order(pieces)) for number, pieces in enumerate(kept, start=1)])
    if not composed.text.strip():
        if pictures and not is_installed():
            raise ExtraMissing("这份 PDF 是扫描件，要识别其中的文字需要 OCR 组件。", INSTALL)
        raise EmptyDocument("PDF 里没有文字。")
    remark = ""
    if pictures and not is_installed():
        remark = f"第 {'、'.join(map(str, pictures))} 页是图片，没有读入。{INSTALL}"
    elif pictures:
        remark = f"第 {'、'.join(map(str, pictures))} 页没有认出文字。"
    title = PurePath(name).stem
    return Document(identity, name, title, Format.PDF, composed.text, composed.blocks, composed.places, remark)


def _read_pages(opened: pdfium.PdfDocument) -> tuple[list[tuple[float, list[Piece]]], list[int]]:
    """Height and pieces of each page, and the numbers of those that are pictures nobody could read."""
    pages: list[tuple[float, list[Piece]]] = []
    pictures: list[int] = []
    for number in range(len(opened)):
        page = opened[number]
        try:
            pieces = list(_pieces(page))
            if _is_picture(page, pieces):
                pieces = _recognised(page)
                if not pieces:
                    pictures.append(number + 1)
            pages.append((page.get_height(), pieces))
        finally:
            page.close()
    return pages, pictures


def _is_picture(page: pdfium.PdfPage, pieces: Sequence[Piece]) -> bool:
    """Whether what a page says cannot be read from its text: it has a picture and next to none, or it is garbled."""
    text = "".join(piece.text for piece in pieces)
    if len(text) >= FEW:
        return len(_UNMAPPED.findall(text)) * 2 > len(text)
    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))


def _recognised(page: pdfium.PdfPage) -> list[Piece]:
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


def _pieces(page: pdfium.PdfPage) -> Iterator[Piece]:
    """The page's characters in rows; what lies outside the page or is drawn twice is left out."""
    width, height = page.get_size()
    row: list[Piece] = []
    seen: set[tuple[str, int, int]] = set()
    for character in _characters(page):
        inside = 0 <= character.middle <= height and -1 <= character.left <= width
        place = (character.text, round(character.left / 1.5), round(character.top / 1.5))
        if not inside or place in seen:
            continue
        seen.add(place)
        if row and not _follows(row[-1], character):
            yield from _piece(row)
            row = []
        row.append(character)
    yield from _piece(row)


def _follows(before: Piece, character: Piece) -> bool:
    size = max(before.size, character.size, 1)
    same_line = abs(before.middle - character.middle) < 0.5 * size
    return same_line and -0.5 * size < character.left - before.right < PIECE_GAP * size


def _piece(row: Sequence[Piece]) -> Iterator[Piece]:
    text = "".join(piece.text for piece in row).strip()
    shown = [piece for piece in row if piece.text.strip()]
    if text:
        size = sorted(piece.size for piece in shown)[len(shown) // 2]
        top, bottom = min(piece.top for piece in shown), max(piece.bottom for piece in shown)
        yield Piece(shown[0].left, top, max(piece.right for piece in shown), bottom, size, text)


def _characters(page: pdfium.PdfPage) -> Iterator[Piece]:
    """The characters of a page as it is shown, in the file's order."""
    text = page.get_textpage()
    width, height = page.get_size()
    turned = page.get_rotation()
    box = raw.FS_RECTF()
    try:
        for position in range(raw.FPDFText_CountChars(text)):
            code = raw.FPDFText_GetUnicode(text, position)
            if (
                code < 32
                or 127 <= code < 160
                or code == 0xFFFE
                or not raw.FPDFText_GetLooseCharBox(text, position, box)
            ):
                continue
            left, top, right, bottom = _turn(box, turned, width, height)
            size = raw.FPDFText_GetFontSize(text, position) or (bottom - top)
            if 0xD800 <= code < 0xE000:
                continue
            yield Piece(left, top, right, bottom, max(min(size, bottom - top), 1.0), chr(code))
    finally:
        text.close()


def _turn(box: raw.FS_RECTF, turned: int, width: float, height: float) -> tuple[float, float, float, float]:
    """Left, top, right and bottom on the page as it is shown, ``turned`` by so many degrees clockwise."""
    match turned:
        case 90:
            return box.bottom, box.left, box.top, box.right
        case 180:
            return width - box.right, box.bottom, width - box.left, box.top
        case 270:
            return width - box.top, height - box.right, width - box.bottom, height - box.left
    return box.left, height - box.top, box.right, height - box.bottom

"""PDF: with pdf_lines.py the only place for pdfium."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from ctypes import addressof, create_string_buffer
from dataclasses import dataclass, replace
from math import hypot

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from index.errors import DamagedDocument, DocumentTooLarge, EmptyDocument, ExtraMissing, LockedDocument
from index.readers.ocr import INSTALL, is_installed, recognise
from index.readers.pages.cells import cell_of, find_tables
from index.readers.pages.garbled import is_garbled
from index.readers.pages.joining import find_pieces
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
    direction,
    is_vertical,
    laid,
    lay_down,
    set_upright,
    turn,
)
from index.readers.pages.unruled import find_regions
from index.readers.pdf_lines import find_rules
from index.readers.symbols import FIRST, LAST, shown
from index.readers.unread import Unread, remark_on
from index.types import Document, Format

MOST_PAGES = 3_000
SCALE = 2.5
"""Pixels a point of pages that are rendered to be recognised: 180 a inch."""
MOST_PIXELS = 12_000_000
SPACING = 0.35
"""Typesetters leave a gap of less than so many font sizes between Chinese and Latin."""
FEW = 10
"""A page of fewer characters than this that has a picture on it is a picture."""
HYPHENS = (0x02, 0xFFFE)
"""What pdfium says for a hyphen at the end of a line."""
NO_SIZE = 1.0
"""The size that is said of what stands aside from the text: it is no heading, however large."""
FACE_BYTES = 128
"""What is longer of a font's name is cut off."""
_SUBSET = re.compile(r"\A[A-Z]{6}\+")


def read(content: bytes, identity: str, name: str) -> Document:
    """The text of a PDF in reading order, without running heads and page numbers; blocks say where their pages are.

    Pages that are pictures are recognised where the extra for it is installed; else the remark names them.

    :raises DocumentError: when it is damaged, locked, too long, or has no text that can be read.
    """
    try:
        with pdfium.PdfDocument(content) as opened:
            if len(opened) > MOST_PAGES:
                raise DocumentTooLarge(f"PDF 有 {len(opened):,} 页，超过上限 {MOST_PAGES:,} 页。", "请拆成几个文件。")
            pages, unread = _read_pages(opened)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise LockedDocument("PDF 有密码。", "请去掉密码另存后重试。") from error
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
    return composed.finish(identity, name, Format.PDF, remark_on(unread, tried=is_installed()))


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as it is shown: its height in points, the text that is in no ruled table, these, its level lines, and what
    runs another way than its text: along the margin, or across the page."""

    height: float
    pieces: list[Piece]
    tables: list[Table]
    levels: Sequence[Rule] = ()
    aside: Sequence[Piece] = ()


def _read_pages(opened: pdfium.PdfDocument) -> tuple[list[_Page], dict[int, Unread]]:
    """The pages, and the numbers of those that nobody could read."""
    pages: list[_Page] = []
    unread: dict[int, Unread] = {}
    for number in range(len(opened)):
        page = opened[number]
        try:
            read = _read_page(page, pages[-1].tables[-1] if pages and pages[-1].tables else None)
            if reason := _reason(page, read):
                read = _Page(page.get_height(), _recognised(page), [])
                if not read.pieces:
                    unread[number + 1] = reason
            pages.append(read)
        finally:
            page.close()
    return pages, unread


def _read_page(page: pdfium.PdfPage, above: Table | None) -> _Page:
    """A page from its own text; ``above`` is the last table of the page before."""
    width, height = page.get_size()
    by_way: dict[int, list[Piece]] = {LEVEL: []}
    for way, character in _characters(page):
        by_way.setdefault(way, []).append(character)
    way = max((LEVEL, UP, DOWN), key=lambda way: len(by_way.get(way, ())))
    characters = by_way.pop(way)
    if is_vertical(characters):
        return _Page(width, list(find_pieces(lay_down(characters, width), (height, width), [])), [])
    rules = find_rules(page, way) if characters else (Rules([], []), Rules([], []))
    grids = find_ruled(*rules)
    size = (width, height) if way == LEVEL else (height, width)
    pieces = list(find_pieces(characters, size, grids))
    inside, aside = _turned(by_way, size, grids if way == LEVEL else [])
    return _Page(size[1], *find_tables(grids, [*pieces, *inside], above), find_levels(*rules), aside)


def _turned(
    by_way: dict[int, list[Piece]], size: tuple[float, float], grids: Sequence[Grid]
) -> tuple[list[Piece], list[Piece]]:
    """What runs another way than a page's text: in cells of tables, where it stands there, and else, laid down."""
    inside: list[Piece] = []
    aside: list[Piece] = []
    for way, characters in by_way.items():
        if way == ASLANT:
            top = max((piece.bottom for piece in aside), default=0.0)
            text = "".join(character.text for character in characters)
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


def _characters(page: pdfium.PdfPage) -> Iterator[tuple[int, Piece]]:
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
            text = shown(code, face.rstrip("*")) if FIRST <= code <= LAST else chr(code)
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

"""Documents laid out on paper, as PDF."""

from __future__ import annotations

import io
from collections.abc import Callable
from html import escape
from typing import Any

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)
from reportlab.platypus import Table as Laid

from bench.reading.content import Element, Heading, Look, Made, Record, Role, Table, Text

FACE, SIZE, LEADING = "STSong-Light", 10.5, 17
MARGIN, GAP, BAR = 22 * mm, 8 * mm, 46 * mm
TITLE = 18 * mm
"""The height that a title over columns takes."""
SHADED = 5.4
"""Word's shading begins so far inside a cell (points)."""


def _style(size: float = SIZE, **others: object) -> ParagraphStyle:
    given = {"fontName": FACE, "fontSize": size, "leading": size * LEADING / SIZE, "wordWrap": "CJK"} | others
    return ParagraphStyle("", **given)


HEADINGS = {
    1: _style(18, alignment=TA_CENTER, spaceAfter=10),
    2: _style(14, spaceBefore=8, spaceAfter=4, keepWithNext=1),
    3: _style(12, spaceBefore=4, spaceAfter=2, keepWithNext=1),
}
BY_HAND = {1: HEADINGS[1], 2: _style(firstLineIndent=2 * SIZE), 3: _style(firstLineIndent=2 * SIZE)}
BODY, LINE = _style(firstLineIndent=2 * SIZE, alignment=TA_JUSTIFY), _style()
ABOVE, UNIT = _style(9.5, alignment=TA_CENTER, keepWithNext=1), _style(9, alignment=TA_RIGHT, keepWithNext=1)
CELL, FIGURE = _style(9, leading=13), _style(9, leading=13, alignment=TA_RIGHT)
NAME = _style(9, leading=13, alignment=TA_CENTER)
SMALL = 8


def write_paper(made: Made) -> bytes:
    """A document on A4: running heads and numbers of pages where it has a head, columns, a bar at the side of its
    first page, and asides at the foot of the page they belong to."""
    pdfmetrics.registerFont(UnicodeCIDFont(FACE))
    written = io.BytesIO()
    notes: list[str] = []
    template = BaseDocTemplate(written, pagesize=A4, invariant=1)
    template.addPageTemplates(_templates(made, notes))
    width = A4[0] - 2 * MARGIN
    wide = (width - GAP) / 2 if made.columns == 2 else width - BAR - GAP if made.beside else width
    story: list[Any] = [NextPageTemplate("later")]
    for place, element in enumerate(made.elements):
        story += _flowables(element, wide, notes, by_hand=made.by_hand)
        if place == 0 and made.listed:
            story += [*_contents(made, wide), PageBreak()]
    template.build(story)
    return written.getvalue()


def _templates(made: Made, notes: list[str]) -> list[PageTemplate]:
    width, height = A4[0] - 2 * MARGIN, A4[1] - 2 * MARGIN
    if made.columns == 2:
        half = (width - GAP) / 2
        first = [_frame(MARGIN, MARGIN + height - TITLE, width, TITLE)]
        first += [_frame(x, MARGIN, half, height - TITLE) for x in (MARGIN, MARGIN + half + GAP)]
        later = [_frame(x, MARGIN, half, height) for x in (MARGIN, MARGIN + half + GAP)]
    else:
        first = [_frame(MARGIN, MARGIN, width - (BAR + GAP if made.beside else 0), height)]
        later = [_frame(MARGIN, MARGIN, width, height)]
    ended = _ended(made, notes)
    bar = _bar(made) if made.beside else _nothing
    return [
        PageTemplate("first", first, onPage=bar, onPageEnd=ended),
        PageTemplate("later", later, onPageEnd=ended),
    ]


def _frame(x: float, y: float, width: float, height: float) -> Frame:
    return Frame(x, y, width, height, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)


def _nothing(_canvas: object, _template: object) -> None:
    """Nothing but the text stands on the page when it begins."""


def _bar(made: Made) -> Callable[[Any, Any], None]:
    def draw(canvas: Any, _template: object) -> None:  # noqa: ANN401 - reportlab is not typed
        frame = _frame(A4[0] - MARGIN - BAR, MARGIN, BAR, A4[1] - 2 * MARGIN - TITLE)
        frame.addFromList([flowable for element in made.beside for flowable in _flowables(element, BAR, [])], canvas)

    return draw


def _ended(made: Made, notes: list[str]) -> Callable[[Any, Any], None]:
    """Writes what stands at the edges of a page: its head and number, and the notes that were met on it."""

    def draw(canvas: Any, template: Any) -> None:  # noqa: ANN401
        canvas.setFont(FACE, SMALL)
        if made.head:
            canvas.drawCentredString(A4[0] / 2, A4[1] - 12 * mm, made.head)
            canvas.drawCentredString(A4[0] / 2, 7 * mm, f"- {template.page} -")
        for number, note in enumerate(notes):
            canvas.drawString(MARGIN, MARGIN - 3 * mm - 11 * number, note)
        notes.clear()

    return draw


def _contents(made: Made, width: float) -> list[Any]:
    """Entries with leaders before their numbers."""
    entries = [heading.text for heading in made.headings()[1:] if heading.level == 2]
    lines = []
    for page, text in enumerate(entries, start=2):
        taken = pdfmetrics.stringWidth(f"{text}{page}", FACE, SIZE)
        dots = int((width - taken - SIZE) / pdfmetrics.stringWidth(".", FACE, SIZE))
        lines.append(Paragraph(f"{escape(text)}{'.' * dots}{page}", _style(wordWrap=None)))
    return lines


class _Note(Flowable):  # type: ignore[misc]  # reportlab is not typed
    """Takes no room, but has a note written at the foot of the page that it comes to stand on."""

    def __init__(self, text: str, notes: list[str]) -> None:
        super().__init__()
        self._text, self._notes = text, notes

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        self._notes.append(self._text)


class _Shaded(Laid):  # type: ignore[misc]
    """A table with the first rows shaded as Word does, off from their lines."""

    shaded = 0

    def draw(self) -> None:
        self.canv.setFillColor(colors.HexColor("#dde6f0"))
        for number in range(self.shaded):
            top, bottom = self._rowpositions[number], self._rowpositions[number + 1]
            for left, right in zip(self._colpositions, self._colpositions[1:], strict=False):
                self.canv.rect(left + SHADED, bottom, right - left - 2 * SHADED, top - bottom, stroke=0, fill=1)
        self.canv.setFillColor(colors.black)
        super().draw()


def _flowables(element: Element, width: float, notes: list[str], *, by_hand: bool = False) -> list[Any]:
    match element:
        case Heading(text, level):
            return [Paragraph(escape(text), (BY_HAND if by_hand else HEADINGS)[level])]
        case Text(text, aside):
            return [_Note(text, notes) if aside else Paragraph(escape(text), BODY)]
        case Record(text):
            return [Paragraph(escape(text), LINE)]
        case Table():
            above = [Paragraph(escape(element.title), ABOVE)] if element.title else []
            above += [Paragraph(escape(element.unit), UNIT)] if element.unit else []
            return [*above, _laid(element, width), Spacer(1, 8)]


def _laid(table: Table, width: float) -> Laid:
    spans = table.spans()
    heads = table.heads()
    rows = []
    for number, (row, role) in enumerate(zip(table.rows, table.roles, strict=True)):
        styles = (_cell_style(text, role, column) for column, text in enumerate(row))
        said = (text if (number, column) in spans else "" for column, text in enumerate(row))
        rows.append([Paragraph(escape(text), style) for text, style in zip(said, styles, strict=True)])
    style: list[tuple[Any, ...]] = [("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    style += [("SPAN", (left, top), (right, bottom)) for top, left, bottom, right in table.merges]
    match table.look:
        case Look.RULED | Look.SHADED:
            style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
        case Look.THREE:
            style += [
                ("LINEABOVE", (0, 0), (-1, 0), 1.2, colors.black),
                ("LINEBELOW", (0, -1), (-1, -1), 1.2, colors.black),
            ]
            style.append(("LINEBELOW", (0, heads - 1), (-1, heads - 1), 0.5, colors.black))
        case Look.ZEBRA:
            style.append(("ROWBACKGROUNDS", (0, heads), (-1, -1), (colors.white, colors.HexColor("#f0f0f0"))))
    laid = _Shaded(rows, [share * width for share in table.shares()], repeatRows=heads, style=style)
    laid.shaded = heads if table.look is Look.SHADED else 0
    return laid


def _cell_style(text: str, role: Role, column: int) -> ParagraphStyle:
    if role is Role.HEADER:
        return NAME
    return FIGURE if role is Role.BODY and column and text[:1].isdecimal() else CELL

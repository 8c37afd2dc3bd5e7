"""PDFs that a test lays out by hand, and what is read of them."""

from __future__ import annotations

import io
from collections.abc import Callable

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from index.readers import pdf
from index.types import BlockKind, Document, join_spans
from tests.samples import ROWS, ruled, wrapped

NAMED = [f"乡镇：{town}；常住人口：{people}；粮食产量：{grain}" for town, people, grain in ROWS]
"""The rows of the samples' table, readable by themselves."""
LEFT, TOP, LEADING = 60, 760, 18
"""Where text begins, and how far apart its lines are, in points from the page's lower left corner."""


class Paper(Canvas):  # type: ignore[misc]  # reportlab is not typed
    """Pages that are written on from the top down."""

    def __init__(self) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
        self.written = io.BytesIO()
        super().__init__(self.written, pagesize=(595, 842))
        self.start()

    def start(self) -> None:
        self.setFont("STSong-Light", 11)
        self.y: float = TOP

    def turn(self) -> None:
        self.showPage()
        self.start()

    def say(self, text: str, *, left: float = LEFT, characters: int = 40) -> None:
        """A paragraph of lines of so many characters."""
        for line in wrapped(f"　　{text}", characters):
            self.drawString(left, self.y, line)
            self.y -= LEADING

    def table(self, *rows: tuple[str, ...], left: float = LEFT) -> None:
        ruled(self, rows, left, self.y)
        self.y -= 20 * len(rows) + LEADING


def read(draw: Callable[[Paper], None]) -> Document:
    paper = Paper()
    draw(paper)
    paper.save()
    return pdf.read(paper.written.getvalue(), "00", "文件.pdf")


def texts(document: Document, *kinds: BlockKind) -> list[str]:
    return [join_spans(document.text, block.spans).strip() for block in document.blocks if block.kind in kinds]


def rows_of(document: Document) -> list[str]:
    return texts(document, BlockKind.ROW)

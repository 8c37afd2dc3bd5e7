"""One article with a table, written in every format that is read; made here, so that nobody has to believe a file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
import pptx
from pptx.util import Cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from index.settings import Settings
from index.syncing.ingest import cut
from index.text.tokens import Tokenizer
from index.types import Document, Passage

TITLE = "白石县经济运行情况"
FIRST = (
    "2023年，白石县实现地区生产总值812.36亿元，同比增长5.7%。其中第一产业增加值96.41亿元，"
    "第二产业增加值387.15亿元，第三产业增加值328.80亿元。"
)
SECOND = (
    "县统计局局长林知远介绍，全县新增城镇就业人员1.32万人，青峰水库除险加固工程在9月完工，"
    "清溪铁路白石段正在铺轨，预计明年年底通车。"
)
HEADER, ROWS = (
    ("乡镇", "常住人口", "粮食产量"),
    [("云溪镇", "5.21万人", "3.4万吨"), ("石桥镇", "4.08万人", "2.9万吨"), ("柳湾乡", "1.76万人", "4.1万吨")],
)
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>白石县年鉴</dc:title></metadata><manifest>"
    '<item id="one" href="text/one.xhtml" media-type="application/xhtml+xml"/></manifest>'
    '<spine><itemref idref="one"/></spine></package>'
)


def make_text() -> bytes:
    table = "\n".join("　".join(row) for row in [HEADER, *ROWS])
    return f"{TITLE}\n\n{FIRST}\n\n{SECOND}\n\n{table}\n".encode()


def make_markdown() -> bytes:
    table = "\n".join(f"| {' | '.join(row)} |" for row in [HEADER, ("---",) * 3, *ROWS])
    return f"# {TITLE}\n\n{FIRST}\n\n{SECOND}\n\n{table}\n".encode()


def make_html() -> bytes:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in [HEADER, *ROWS])
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{TITLE}_白石在线</title>"
        "<script>alert('脚本')</script></head><body><nav>首页 新闻</nav>"
        f"<h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p><table>{rows}</table><footer>版权所有</footer></body></html>"
    ).encode()


def make_word() -> bytes:
    document = docx.Document()
    document.add_heading(TITLE, 1)
    document.add_paragraph(FIRST)
    document.add_paragraph(SECOND)
    table = document.add_table(rows=0, cols=3)
    for row in [HEADER, *ROWS]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return saved(document.save)


def make_sheet() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "概况"
    sheet.append([TITLE])
    sheet.append([FIRST])
    sheet.append([SECOND])
    people = book.create_sheet("乡镇")
    for row in [HEADER, *ROWS]:
        people.append(row)
    return saved(book.save)


def make_csv() -> bytes:
    return "\n".join(",".join(row) for row in [HEADER, *ROWS]).encode("gb18030")


def make_slides() -> bytes:
    show = pptx.Presentation()
    for title, text in ((TITLE, FIRST), ("民生", SECOND)):
        slide = show.slides.add_slide(show.slide_layouts[5])
        slide.shapes.title.text = title
        slide.shapes.add_textbox(Cm(2), Cm(5), Cm(20), Cm(5)).text_frame.text = text
    slide = show.slides.add_slide(show.slide_layouts[6])
    table = slide.shapes.add_table(4, 3, Cm(1), Cm(1), Cm(20), Cm(5)).table
    for number, row in enumerate([HEADER, *ROWS]):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    return saved(show.save)


def make_book() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("OEBPS/book.opf", PACKAGE)
        page = f"<html><body><h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p></body></html>"
        archive.writestr("OEBPS/text/one.xhtml", page)
    return written.getvalue()


def make_mail() -> bytes:
    message = EmailMessage()
    message["Subject"] = TITLE
    message["From"] = "统计局 <tj@example.com>"
    message["Date"] = "Mon, 05 Feb 2024 09:00:00 +0800"
    message.set_content(f"{FIRST}\n\n{SECOND}\n")
    return message.as_bytes()


def make_subtitles() -> bytes:
    cues = [f"{n}\n00:0{n}:05,000 --> 00:0{n}:09,500\n{text}\n" for n, text in enumerate((TITLE, FIRST, SECOND), 1)]
    return "\n".join(cues).encode()


def make_pdf() -> bytes:
    """Two pages of two columns and a table: FIRST is cut by the end of a column, SECOND by the end of the page."""
    return paged(TITLE, FIRST, SECOND, [HEADER, *ROWS])


def paged(title: str, first: str, second: str, rows: Sequence[Sequence[str]] = ()) -> bytes:
    """A PDF with running heads and page numbers with two sentences cut: at a column's and a page's end.

    Below the columns of its last page stands a table of ``rows``.
    """
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=(595, 842))
    width = 20
    filler = "全县上下抓项目促投资，各项工作有序推进。" * 12
    one, two, three = (wrapped(text, width) for text in (f"　　{filler}", f"　　{first}", f"　　{second}"))
    cut = len(two) // 2
    columns = [[*one, *two[:cut]], [*two[cut:], *one, *three[:2]], [*three[2:], *one], [*one]]
    for page in range(2):
        canvas.setFont("STSong-Light", 9)
        canvas.drawString(60, 812, "白石县统计年鉴")
        canvas.drawString(285, 24, f"- {page + 1} -")
        if page == 0:
            canvas.setFont("STSong-Light", 20)
            canvas.drawString(180, 760, title)
        canvas.setFont("STSong-Light", 11)
        for side in range(2):
            for number, line in enumerate(columns[2 * page + side]):
                canvas.drawString(60 + 250 * side, 720 - 18 * number, line)
        if page == 1 and rows:
            ruled(canvas, rows, 60, 200)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def cut_up(document: Document, tokenizer: Tokenizer) -> list[Passage]:
    """A document's passages, with the settings' lengths."""
    return cut(document, tokenizer, Settings(data=Path("data")))[1]


def ruled(canvas: Canvas, rows: Sequence[Sequence[str]], left: float, top: float, wide: float = 90) -> None:
    """A table with lines around its cells, ``top`` points above the page's lower edge; its columns are as wide."""
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            x, y = left + wide * column, top - 20 * number
            canvas.rect(x, y - 20, wide, 20)
            canvas.drawString(x + 4, y - 14, text)


def wrapped(text: str, width: int) -> list[str]:
    return [text[start : start + width] for start in range(0, len(text), width)]


def saved(save: Callable[[io.BytesIO], object]) -> bytes:
    written = io.BytesIO()
    save(written)
    return written.getvalue()


SAMPLES: dict[str, Callable[[], bytes]] = {
    "文本.txt": make_text,
    "标记.md": make_markdown,
    "网页.html": make_html,
    "报告.docx": make_word,
    "表格.xlsx": make_sheet,
    "数据.csv": make_csv,
    "演示.pptx": make_slides,
    "年鉴.epub": make_book,
    "来信.eml": make_mail,
    "字幕.srt": make_subtitles,
    "公报.pdf": make_pdf,
}

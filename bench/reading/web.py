"""Documents as web pages, and what is made of these: books, mail, and PDFs as a browser prints them."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from email.message import EmailMessage
from html import escape

from playwright.sync_api import sync_playwright

from bench.reading.content import Element, Heading, Made, Record, Role, Table, Text
from bench.reading.plain import paragraphs

STYLE = """body{font:10.5pt/1.7 'Noto Serif CJK SC',serif} h1{font-size:18pt;text-align:center;column-span:all}
h2{font-size:14pt} h3{font-size:12pt} p{margin:4pt 0;text-indent:2em;text-align:justify} p.line{text-indent:0;margin:0}
p.above{text-align:center;text-indent:0;font-weight:bold;font-size:9.5pt} p.unit{text-align:right;text-indent:0}
p.unit,p.aside,td{font-size:9pt}
p.aside{text-indent:0} table{border-collapse:collapse;width:100%;margin:6pt 0} td{padding:3pt 5pt}
table.ruled td,table.shaded td{border:.6pt solid #333} table.shaded tr.header td{background:#dde6f0}
table.three{border-top:1.2pt solid #000;border-bottom:1.2pt solid #000}
table.three tr.header td{border-bottom:.6pt solid #000} td.figure{text-align:right}
tr.header td{text-align:center}
.contents p{display:flex;text-indent:0} .contents i{flex:1;overflow:hidden;white-space:nowrap}
main.two{column-count:2;column-gap:8mm} .beside{display:grid;grid-template-columns:2fr 1fr;gap:8mm}
table.zebra tr.body:nth-child(even) td{background:#f0f0f0} table.zebra tr.header td{background:#456;color:#fff}
body.hand{font-size:16pt;line-height:28pt} body.hand h2,body.hand h3{font-size:16pt;font-weight:normal;text-indent:2em}
body.hand h2{font-family:'Noto Sans CJK SC'} body.hand h1{font-size:22pt} body.hand td{font-size:12pt}
h1,h2,h3,p.above,p.unit{break-after:avoid} tr{break-inside:avoid}"""
_MARKED = re.compile("<h[23]>(.*?)</h[23]>")
_ABOVE = "<nav><a href='/'>首页</a> <a href='/a'>信息公开</a> <a href='/b'>办事服务</a></nav>"
_BELOW = "<footer><p>版权所有　网站地图</p></footer>"
BOOK = "公文选编"
"""The title of a book."""
_PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></metadata>
<manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="a"/></spine></package>"""
_CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""


def write_page(made: Made, *, printed: bool = False) -> str:
    """A document as a web page; one to be printed has its table of contents with numbers of pages, the others what
    stands around the text of a site, and by hand bold lines for headings."""
    inside = "".join(map(_element, made.elements))
    if made.by_hand and not printed:
        inside = _MARKED.sub(r"<p><strong>\1</strong></p>", inside)
    if made.listed and printed:
        first, rest = _element(made.elements[0]), "".join(map(_element, made.elements[1:]))
        inside = f"{first}{_contents(made)}{rest}"
    if made.columns == 2:
        inside = f"<main class='two'>{inside}</main>"
    if made.beside:
        inside = f"<div class='beside'><div>{inside}</div><div>{''.join(map(_element, made.beside))}</div></div>"
    head = f"<head><meta charset='utf-8'/><title>{escape(made.title)}</title><style>{STYLE}</style></head>"
    around = ("", "") if printed else (_ABOVE, _BELOW)
    hand = " class='hand'" if made.by_hand else ""
    return f"<html>{head}<body{hand}>{around[0]}{inside}{around[1]}</body></html>"


def _contents(made: Made) -> str:
    entries = [heading for heading in made.headings()[1:] if heading.level == 2]
    lines = (
        f"<p><span>{escape(entry.text)}</span><i>{'.' * 200}</i><span>{page}</span></p>"
        for page, entry in enumerate(entries, start=2)
    )
    return f"<div class='contents'>{''.join(lines)}</div><div style='break-after:page'></div>"


def _element(element: Element) -> str:
    match element:
        case Heading(text, level):
            return f"<h{level}>{escape(text)}</h{level}>"
        case Text(text, aside):
            return f"<p{' class=aside' if aside else ''}>{escape(text)}</p>".replace("class=aside", "class='aside'")
        case Record(text):
            return f"<p class='line'>{escape(text)}</p>"
        case Table():
            return _table(element)


def _table(table: Table) -> str:
    above = f"<p class='above'>{escape(table.title)}</p>" if table.title else ""
    above += f"<p class='unit'>{escape(table.unit)}</p>" if table.unit else ""
    widths = "".join(f"<col style='width:{share:.1%}'/>" for share in table.shares())
    spans = table.spans()
    rows = []
    for number, (row, role) in enumerate(zip(table.rows, table.roles, strict=True)):
        cells = []
        for column, text in enumerate(row):
            if (number, column) in spans:
                down, across = spans[number, column]
                merged = f" rowspan='{down}'" if down > 1 else ""
                merged += f" colspan='{across}'" if across > 1 else ""
                figure = " class='figure'" if role is Role.BODY and text[:1].isdecimal() and column else ""
                cells.append(f"<td{merged}{figure}>{escape(text)}</td>")
        rows.append(f"<tr class='{role}'>{''.join(cells)}</tr>")
    head = f"<thead>{''.join(rows[: table.heads()])}</thead>" if table.heads() else ""
    body = "".join(rows[table.heads() :])
    return f"{above}<table class='{table.look}'><colgroup>{widths}</colgroup>{head}<tbody>{body}</tbody></table>"


def write_book(made: Made) -> tuple[bytes, Made]:
    """A document as the only chapter of an EPUB; and what this says."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        packed.writestr("mimetype", "application/epub+zip")
        packed.writestr("META-INF/container.xml", _CONTAINER)
        packed.writestr("book.opf", _PACKAGE.format(title=BOOK))
        packed.writestr("a.xhtml", write_page(made).replace("<html>", '<html xmlns="http://www.w3.org/1999/xhtml">'))
    return written.getvalue(), replace(made, elements=(Heading(BOOK, 1), *made.elements))


def write_mail(made: Made, *, plain: bool) -> bytes:
    """A document as a message: its title the subject, the rest plain text or a web page."""
    message = EmailMessage()
    message["Subject"] = made.title
    if plain:
        message.set_content("\n\n".join(paragraphs((*made.elements[1:], *made.beside))) + "\n")
    else:
        page = _MARKED.sub(r"<p><b>\1</b></p>", "".join(map(_element, (*made.elements[1:], *made.beside))))
        message.set_content(f"<html><body>{page}</body></html>", subtype="html")
    return message.as_bytes()


@contextmanager
def printer() -> Iterator[Printer]:
    """A browser that prints.

    :raises FileNotFoundError: where there is no Chromium.
    """
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        raise FileNotFoundError("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        try:
            yield Printer(browser)
        finally:
            browser.close()


class Printer:
    """Prints pages to PDF."""

    def __init__(self, browser: object) -> None:
        self._browser = browser

    def write(self, made: Made) -> bytes:
        """A document as its print, with a running head and numbers of pages where it has a head."""
        page = self._browser.new_page()  # type: ignore[attr-defined]
        page.set_content(write_page(made, printed=True))
        small = "<div style='font-size:8pt;width:100%;text-align:center'>{}</div>"
        printed: bytes = page.pdf(
            format="A4",
            print_background=True,
            display_header_footer=bool(made.head),
            header_template=small.format(escape(made.head)),
            footer_template=small.format("第 <span class='pageNumber'></span> 页"),
            margin=dict.fromkeys(("top", "bottom", "left", "right"), "22mm"),
        )
        page.close()
        return printed

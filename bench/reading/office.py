"""Documents as Word writes them, as spreadsheets, and as slides."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import docx
import openpyxl
import pptx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from pptx.util import Cm

from bench.reading.content import Element, Heading, Look, Made, Record, Role, Table, Text

MOST_ROWS = 12
"""A slide has no table of more rows."""
PARTED = 4
"""Paragraphs of a slide at most."""


def write_word(made: Made) -> bytes:
    """A document as Word writes it; headings by their styles, or centred and bold by hand."""
    document = docx.Document()
    if made.head:
        document.sections[0].header.paragraphs[0].text = made.head
    for element in (*made.elements, *made.beside):
        match element:
            case Heading(text, level) if not made.by_hand:
                document.add_heading(text, level)
            case Heading(text, level):
                paragraph = document.add_paragraph()
                paragraph.add_run(text).bold = True
                if level == 1:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            case Text(text) | Record(text):
                document.add_paragraph(text)
            case Table():
                _add_table(document, element)
    return _saved(document.save)


def _add_table(document: Any, table: Table) -> None:  # noqa: ANN401 - python-docx has no type for it
    for line, side in ((table.title, WD_ALIGN_PARAGRAPH.CENTER), (table.unit, WD_ALIGN_PARAGRAPH.RIGHT)):
        if line:
            document.add_paragraph(line).alignment = side
    written = document.add_table(rows=len(table.rows), cols=len(table.rows[0]))
    written.style = "Table Grid" if table.look in (Look.RULED, Look.SHADED) else "Normal Table"
    grid = [list(row.cells) for row in written.rows]
    for (row, column), (down, across) in table.spans().items():
        cell = grid[row][column]
        if (down, across) != (1, 1):
            cell = cell.merge(grid[row + down - 1][column + across - 1])
        cell.text = table.rows[row][column]
        if table.look is Look.SHADED and table.roles[row] is Role.HEADER:
            shading = OxmlElement("w:shd")
            shading.set(qn("w:fill"), "D9E2F3")
            cell._tc.get_or_add_tcPr().append(shading)


def write_sheets(made: Made) -> tuple[bytes, Made]:
    """The tables of a document as a spreadsheet each, under their titles; and what of it this says."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    said: list[Element] = []
    for number, table in enumerate(made.tables(), start=1):
        sheet = book.create_sheet(f"附表{number}")
        width = len(table.rows[0])
        title = table.title or f"{made.title}（{number}）"
        said += [Heading(sheet.title, 1), Heading(title, 2), table]
        sheet.append([title])
        sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=width)
        if table.unit:
            sheet.append([*[None] * (width - 1), table.unit])
        above = sheet.max_row
        for (row, column), (down, across) in table.spans().items():
            text = table.rows[row][column]
            cell = sheet.cell(above + row + 1, column + 1)
            cell.value = _value(text) if table.roles[row] is Role.BODY and column else text
            cell.number_format = _format(text) if isinstance(cell.value, float) else "General"
            if (down, across) != (1, 1):
                first, last = (above + row + 1, column + 1), (above + row + down, column + across)
                sheet.merge_cells(start_row=first[0], start_column=first[1], end_row=last[0], end_column=last[1])
    return _saved(book.save), Made(made.shape, tuple(said))


def _value(text: str) -> str | float | int:
    """Figures are kept as such, shares and numbers of telephones as text."""
    bare = text.replace(",", "")
    return int(bare) if bare.isdecimal() else float(bare) if bare.replace(".", "", 1).isdecimal() else text


def _format(text: str) -> str:
    return "#,##0.00" if "," in text or len(text) < 7 else "0.00"


def write_slides(made: Made) -> tuple[bytes, Made]:
    """A slide for each heading with what stands below it, one for each table; and what of the document they say."""
    show = pptx.Presentation()
    said: list[Element] = []
    for heading, elements in _sections(made):
        slide = show.slides.add_slide(show.slide_layouts[1])
        slide.shapes.title.text = heading.text
        texts = [element for element in elements if isinstance(element, Text | Record)][:PARTED]
        slide.placeholders[1].text_frame.text = "\n".join(element.text for element in texts)
        said += [heading, *(Text(element.text) for element in texts)]
        for table in elements:
            if isinstance(table, Table) and len(table.rows) <= MOST_ROWS:
                said.append(table)
                _add_slide_table(show.slides.add_slide(show.slide_layouts[6]), table)
    return _saved(show.save), Made(made.shape, tuple(said))


def _sections(made: Made) -> Iterator[tuple[Heading, list[Element]]]:
    heading: Heading | None = None
    below: list[Element] = []
    for element in made.elements:
        if isinstance(element, Heading):
            if heading is not None:
                yield heading, below
            heading, below = element, []
        else:
            below.append(element)
    if heading is not None:
        yield heading, below


def _add_slide_table(slide: Any, table: Table) -> None:  # noqa: ANN401
    for line, top in ((table.title, 0.5), (table.unit, 1.2)):
        if line:
            slide.shapes.add_textbox(Cm(2), Cm(top), Cm(20), Cm(0.6)).text_frame.text = line
    shape = slide.shapes.add_table(len(table.rows), len(table.rows[0]), Cm(1), Cm(2), Cm(22), Cm(12))
    for (row, column), (down, across) in table.spans().items():
        cell = shape.table.cell(row, column)
        if (down, across) != (1, 1):
            cell.merge(shape.table.cell(row + down - 1, column + across - 1))
        cell.text = table.rows[row][column]


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    written = io.BytesIO()
    save(written)
    return written.getvalue()

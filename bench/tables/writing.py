"""A table as a file of its format: with merged cells where the format has them, and the text around it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import docx
import openpyxl
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer
from reportlab.platypus import Table as Drawn

from bench.tables.making import Cell, Table

FONT = "STSong-Light"
NUMBER = re.compile(r"\d+(\.\d+)?")


def write(table: Table, folder: Path) -> Path:
    """The file written."""
    path = folder / table.file
    WRITERS[table.format](table, path)
    return path


def _placed(table: Table) -> tuple[int, list[tuple[int, int, Cell]]]:
    """The table's width in columns, and its cells with the row and column where each begins."""
    taken: set[tuple[int, int]] = set()
    placed = []
    for row, cells in enumerate(table.grid):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            placed.append((row, column, cell))
            taken |= {(row + down, column + right) for down in range(cell.high) for right in range(cell.wide)}
            column += cell.wide
    return max(column for _, column in taken) + 1, placed


def _squared(table: Table) -> list[list[str]]:
    """As a format without merged cells has it: what is merged stands in its first cell."""
    wide, placed = _placed(table)
    lines = [[""] * wide for _ in table.grid]
    for row, column, cell in placed:
        lines[row][column] = cell.text
    return lines


def _xlsx(table: Table, path: Path) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = table.subject["short"]
    sheet.append([table.title])
    for text in table.above:
        sheet.append([text])
    first = sheet.max_row + 1
    for row, column, cell in _placed(table)[1]:
        figure = NUMBER.fullmatch(cell.text) and not cell.text.startswith("0") and len(cell.text) < 9
        sheet.cell(first + row, column + 1, float(cell.text) if figure else cell.text)
        if cell.wide > 1 or cell.high > 1:
            end = {"end_row": first + row + cell.high - 1, "end_column": column + cell.wide}
            sheet.merge_cells(start_row=first + row, start_column=column + 1, **end)
    for text in table.below:
        sheet.append([text])
    book.save(path)


def _docx(table: Table, path: Path) -> None:
    document = docx.Document()
    document.add_heading(table.title, 1)
    for text in table.above:
        document.add_paragraph(text)
    wide, placed = _placed(table)
    drawn = document.add_table(len(table.grid), wide)
    for row, column, cell in placed:
        start = drawn.cell(row, column)
        if cell.wide > 1 or cell.high > 1:
            start = start.merge(drawn.cell(row + cell.high - 1, column + cell.wide - 1))
        start.text = cell.text
    for text in table.below:
        document.add_paragraph(text)
    document.save(str(path))


def _csv(table: Table, path: Path) -> None:
    lines = [",".join(f'"{text}"' if "," in text else text for text in line) for line in _squared(table)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _md(table: Table, path: Path) -> None:
    lines = ["| " + " | ".join(line) + " |" for line in _squared(table)]
    lines.insert(1, "|" + " --- |" * _placed(table)[0])
    path.write_text(
        "\n\n".join([f"# {table.title}", *table.above, "\n".join(lines), *table.below]) + "\n", encoding="utf-8"
    )


def _html(table: Table, path: Path) -> None:
    def one(cell: Cell) -> str:
        spans = f' colspan="{cell.wide}"' * (cell.wide > 1) + f' rowspan="{cell.high}"' * (cell.high > 1)
        return f"<td{spans}>{escape(cell.text)}</td>"

    rows = "\n".join("<tr>" + "".join(map(one, cells)) + "</tr>" for cells in table.grid)
    before, after = ("".join(f"<p>{escape(text)}</p>" for text in texts) for texts in (table.above, table.below))
    head = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{table.title}</title></head>'
    body = f"<body><h1>{table.title}</h1>{before}<table>{rows}</table>{after}</body></html>"
    path.write_text(head + body, encoding="utf-8")


def _pdf(table: Table, path: Path) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    styles = {
        size: ParagraphStyle(str(size), fontName=FONT, fontSize=size, leading=size * 1.6, wordWrap="CJK")
        for size in (11, 16)
    }
    lines = _squared(table)
    spans = [
        ("SPAN", (column, row), (column + cell.wide - 1, row + cell.high - 1))
        for row, column, cell in _placed(table)[1]
        if cell.wide > 1 or cell.high > 1
    ]
    drawn = Drawn(
        lines, style=[("FONT", (0, 0), (-1, -1), FONT, 9), ("GRID", (0, 0), (-1, -1), 0.5, colors.black), *spans]
    )
    above, below = ([Paragraph(text, styles[11]) for text in texts] for texts in (table.above, table.below))
    page = SimpleDocTemplate(str(path), leftMargin=40, rightMargin=40, title=table.title, invariant=1)
    page.build([Paragraph(table.title, styles[16]), Spacer(1, 12), *above, Spacer(1, 8), drawn, Spacer(1, 8), *below])


WRITERS: dict[str, Callable[[Table, Path], None]] = {
    "xlsx": _xlsx, "docx": _docx, "csv": _csv, "md": _md, "pdf": _pdf, "html": _html,
}  # fmt: skip

"""Spreadsheets: .xlsx and .xlsm, values as a person sees them."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.cell_range import CellRange

from index.errors import DamagedDocument
from index.readers import archive
from index.readers.composing import Composer
from index.readers.figures import shown_number, shown_time
from index.readers.side_by_side import side_by_side
from index.readers.table_headers import FIGURE
from index.readers.table_parts import Row, goes_on, numbered_rows
from index.readers.table_shapes import NEAR
from index.readers.tables import write_table
from index.readers.workbook_parts import (
    STRINGS,
    has_set_off,
    number_format,
    parser_of,
    struck_styles,
    text_boxes,
    text_in,
)
from index.types import Document, Format, PlaceKind

LAST_COLUMN = 16_384
ROWS, COLUMNS, PICTURES, STRUCK = "行", "列", "图片", "划去的文字"
"""What of a sheet may be left out."""
MOST_MERGED = 1_000_000
"""Merged cells that cover more cells than this, those before them in the sheet counted, are not repeated."""
ERRORS = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!)$")
PICTURE = re.compile(r"=(?:_xlfn\.)?DISPIMG\(", re.IGNORECASE)
MOST_SEARCHED = 30_000_000
"""Bytes of markup, unpacked, of a workbook that is searched for formulas without a value."""
_TOTAL = re.compile("(?:合|总|共|小) *计$")
_UNTOLD = re.compile(
    rb"""<c\b(?![^<>]*\st=["']str["'])[^<>]*>\s*(?:<f\b[^<>]*/>|<f\b[^<>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"""
)
"""A formula without the value that it had when the file was saved; one that gave a text may have given an empty one."""


def read(content: bytes, identity: str, name: str) -> Document:
    """A workbook: each sheet that shows under its name, its tables row by row; rows say where they stand.

    Hidden sheets, rows and columns are left out, as for a person who opens the file, and the remark says how many.

    :raises DocumentError: when it is damaged, encrypted, too large or empty.
    """
    with archive.opened(content, archive.ROWS_BYTES) as packed:
        parts = [entry for entry in packed.infolist() if entry.filename.startswith(("xl/worksheets/", STRINGS))]
        small = sum(entry.file_size for entry in parts) <= MOST_SEARCHED
        searched = [packed.read(entry) for entry in parts] if small else []
        untold, rich = sum(len(_UNTOLD.findall(part)) for part in searched), any(map(has_set_off, searched))
        content = archive.transitional(content, packed)
    composer = Composer()
    unread: Counter[str] = Counter()
    with _parsing():
        book = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=True, keep_links=False, rich_text=rich
        )
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        hidden = len(book.worksheets) - len(shown)
    for sheet in shown:
        with _parsing():
            cells, boxes = _read_cells(sheet, rich=rich), text_boxes(sheet)
        unread += _write_sheet(composer, sheet.title, cells, boxes)
    book.close()
    remarks = [
        f"有 {hidden} 张隐藏的工作表没有读入。" if hidden else "",
        "、".join(f"{unread[what]} {what}" for what in (ROWS, COLUMNS) if unread[what]) + "是隐藏的，没有读入。"
        if unread[ROWS] or unread[COLUMNS]
        else "",
        f"单元格里有 {unread[PICTURES]} 张图片没有读入。" if unread[PICTURES] else "",
        f"{unread[STRUCK]} 个单元格里划去的文字（有删除线的）没有读入。" if unread[STRUCK] else "",
        f"有 {untold} 个公式没有存下结果，没有读入，请用 Excel 或 WPS 打开后保存。" if untold else "",
    ]
    return composer.finish(identity, name, Format.SHEET, "".join(remarks))


@contextmanager
def _parsing() -> Iterator[None]:
    """:raises DocumentError: for whatever openpyxl raises where a workbook is not as it should be."""
    try:
        yield
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        ParseError,
        SyntaxError,
        EOFError,
        ArithmeticError,
    ) as error:
        raise DamagedDocument("表格文件损坏，读不出来。", "请用 Excel 或 WPS 打开后另存。") from error


def _write_sheet(composer: Composer, title: str, cells: _Cells, boxes: Sequence[tuple[int, str]]) -> Counter[str]:
    """Write a sheet's name as a heading, and below it its tables, which blank rows and columns part, and text boxes.

    Returns how much is left out: pictures that stand in cells, and hidden rows and columns that say something.
    """
    tables: list[list[Row]] = [[]]
    for row in _rows(cells):
        above = tables[-1][-1].number if tables[-1] else row.number
        blank = any(number not in cells.veiled for number in range(above + 1, row.number))
        if blank and len(tables[-1]) > 1 and not _sums_up(row):
            tables.append([])
        tables[-1].append(row)
    if tables[0]:
        composer.at(PlaceKind.ROW, tables[0][0].number, title)
        composer.heading(title, 1)
    names: Sequence[str] = ()
    before: list[Row] = []
    for rows in tables:
        if names and goes_on(rows, names, before[-NEAR:]):
            write_table(composer, rows, sheet=title, level=2, names=names)
        else:
            parts, before = side_by_side(rows), []
            written = [write_table(composer, part, sheet=title, level=2) for part in parts]
            names = written[0] if len(written) == 1 else ()
        before += rows
    for number, text in boxes:
        composer.at(PlaceKind.ROW, number, title)
        if not tables[0]:
            composer.heading(title, 1)
            tables[0].append(Row(number, ()))
        composer.paragraph(text)
    return cells.unread + Counter({COLUMNS: len(cells.hidden & cells.used)})


def _sums_up(row: Row) -> bool:
    """Whether a row is the total of the rows above it, which a blank row may part from them."""
    said = [cell for cell in row.cells if cell]
    return len(said) > 1 and bool(_TOTAL.search(said[0])) and any(FIGURE.match(cell) for cell in said[1:])


@dataclass(slots=True)
class _Cells:
    """What a sheet says: ``rows`` holds, by row and in order, (column, text) of the cells that say something.

    The sheet itself may claim any size, with a single cell in its farthest corner; this is as large as what is in it.
    ``veiled`` are the hidden rows and those that are one with the row above, which are not in ``rows``, and ``hidden``
    the hidden columns; ``unread`` counts the hidden rows that say something, the pictures that stand in a cell instead
    of a text, and what is struck out.
    """

    rows: dict[int, list[tuple[int, str]]]
    areas: dict[int, dict[int, int]]
    veiled: set[int]
    hidden: set[int]
    unread: Counter[str]

    @property
    def used(self) -> set[int]:
        """The columns that say something in some row."""
        return {column for cells in self.rows.values() for column, _ in cells}


def _read_cells(sheet: Any, *, rich: bool) -> _Cells:  # noqa: ANN401
    """The cells of a sheet as a person sees them, those of hidden rows aside, merged ones repeated."""
    book = sheet.parent
    rows: dict[int, list[tuple[int, str]]] = {}
    veiled: set[int] = set()
    unread: Counter[str] = Counter()
    struck = struck_styles(book)
    with parser_of(sheet, rich=rich) as parser:
        for number, cells in parser.parse():
            if _is_hidden(parser.row_dimensions.pop(str(number), {})):
                veiled.add(number)
            unread[PICTURES] += sum(_is_picture(cell["value"]) for cell in cells)
            said = []
            for cell in cells:
                text, crossed = _text(cell["value"], number_format(book, cell["style_id"]))
                crossed = crossed or (cell["style_id"] in struck and bool(text.strip()))
                unread[STRUCK] += crossed
                if text.strip() and cell["style_id"] not in struck:
                    said.append((cell["column"], text))
            if said and number < 1:
                raise ValueError("rows are counted from 1")
            if said:
                rows[number] = said
    unread[ROWS] = len(veiled & rows.keys())
    areas: dict[int, dict[int, int]] = {}
    veiled |= _spread(rows, areas, parser.merged_cells.mergeCell if parser.merged_cells else ())
    for number in veiled & rows.keys():
        del rows[number]
    hidden: set[int] = set()
    for column in filter(_is_hidden, parser.column_dimensions.values()):
        hidden.update(range(int(column["min"]), min(int(column["max"]), LAST_COLUMN) + 1))
    return _Cells(rows, areas, veiled, hidden, unread)


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return attributes.get("hidden") in ("1", "true")


def _spread(
    rows: dict[int, list[tuple[int, str]]], areas: dict[int, dict[int, int]], merged: Iterable[Any]
) -> set[int]:
    """Repeat the value of merged cells in each cell that they cover, as long as these are not too many.

    Returns the rows that say nothing but what is merged with the row above: they are one with it.

    :param areas: gets by row and column which merged cell it is that covers a cell.
    """
    left = MOST_MERGED
    by_column: dict[int, dict[int, str]] = {}
    covered: set[int] = set()
    below: dict[int, set[int]] = {}

    def row_at(number: int) -> dict[int, str]:
        if number not in by_column:
            by_column[number] = dict(rows.get(number, ()))
        return by_column[number]

    for part, area in enumerate(CellRange(each.ref) for each in merged):
        text = row_at(area.min_row).get(area.min_col)
        count = area.size["rows"] * area.size["columns"]
        if text is None or count > left:
            continue
        left -= count
        covered.update(range(area.min_row, area.max_row + 1))
        for number in range(area.min_row, area.max_row + 1):
            row_at(number).update(dict.fromkeys(range(area.min_col, area.max_col + 1), text))
            areas.setdefault(number, {}).update(dict.fromkeys(range(area.min_col, area.max_col + 1), part))
            if number > area.min_row:
                below.setdefault(number, set()).update(range(area.min_col, area.max_col + 1))
    for number in covered:
        rows[number] = sorted(by_column[number].items())
    return {number for number, columns in below.items() if by_column[number].keys() <= columns}


def _rows(sheet: _Cells) -> Iterator[Row]:
    """The rows that say something; a stretch of columns that say nothing, however wide, is one empty cell."""
    used = sorted(sheet.used - sheet.hidden)
    places: dict[int, int] = {}
    for before, column in pairwise([0, *used]):
        apart = any(between not in sheet.hidden for between in range(before + 1, column))
        places[column] = len(places) and places[before] + 1 + apart
    return numbered_rows(_shown_rows(sheet, places))


def _shown_rows(sheet: _Cells, places: Mapping[int, int]) -> Iterator[tuple[int, list[str], list[Hashable]]]:
    """The rows with each column at its place, as ``numbered_rows`` takes them."""
    for number, cells in sorted(sheet.rows.items()):
        shown = {places[column]: text for column, text in cells if column in places}
        areas = {places[column]: part for column, part in sheet.areas.get(number, {}).items() if column in places}
        if shown:
            parts: list[Hashable] = [areas.get(place, (number, place)) for place in range(max(shown) + 1)]
            yield number, [shown.get(place, "") for place in range(len(parts))], parts


def _text(value: object, pattern: str) -> tuple[str, bool]:
    """What a cell says, and whether a part of it is struck out."""
    return text_in(value) if isinstance(value, list) else (_shown(value, pattern), False)


def _shown(value: object, pattern: str) -> str:
    """A cell's value as its format shows it; ``""`` for an empty cell, an error and a picture."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return shown_number(value, pattern)
        case datetime() | date() | time() | timedelta():
            return shown_time(value, pattern)
    return "" if ERRORS.match(str(value)) or _is_picture(value) else str(value)


def _is_picture(value: object) -> bool:
    """Whether a cell's text is the call by which WPS shows a picture in it."""
    return isinstance(value, str) and bool(PICTURE.match(value))

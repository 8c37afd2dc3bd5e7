"""Spreadsheets: .xlsx and .xlsm, values as a person sees them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.worksheet.cell_range import CellRange

from index.errors import DamagedDocument
from index.readers import archive
from index.readers.composing import Composer
from index.readers.tables import Row, side_by_side, write_table
from index.types import Document, Format, PlaceKind

LAST_COLUMN = 16_384
MOST_MERGED = 1_000_000
"""Merged cells that cover more cells than this, those before them in the sheet counted, are not repeated."""
ERRORS = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!)$")
MOST = 1e21
"""From here on numbers are shown with an exponent."""
MOST_SEARCHED = 30_000_000
"""Bytes of markup, unpacked, of a workbook that is searched for formulas without a value."""
_UNTOLD = re.compile(rb"(?:</f>|<f\b[^>]*/>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
"""A formula without the value that it had when the file was saved."""
_NUMBER = re.compile(r"(?P<whole>[#0,]*[#0])(?P<thousands>,+)?(?:\.(?P<fraction>[0#?]+))?(?P<percent>%)?")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|_.|\*.')


def read(content: bytes, identity: str, name: str) -> Document:
    """A workbook: each sheet that shows under its name, its tables row by row; rows say where they stand.

    Hidden sheets, rows and columns are left out, as for a person who opens the file, and the remark says so.

    :raises DocumentError: when it is damaged, encrypted, too large or empty.
    """
    with archive.opened(content, archive.ROWS_BYTES) as packed:
        sheets = [entry for entry in packed.infolist() if entry.filename.startswith("xl/worksheets/")]
        small = sum(entry.file_size for entry in sheets) <= MOST_SEARCHED
        untold = sum(len(_UNTOLD.findall(packed.read(entry))) for entry in sheets) if small else 0
    composer = Composer()
    hidden = 0
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                hidden += 1
                continue
            _write_sheet(composer, sheet)
        book.close()
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
    ) as error:
        raise DamagedDocument("表格文件损坏，读不出来。", "请用 Excel 或 WPS 打开后另存。") from error
    remarks = [
        f"有 {hidden} 张隐藏的工作表没有读入。" if hidden else "",
        f"有 {untold} 个公式没有存下结果，没有读入，请用 Excel 或 WPS 打开后保存。" if untold else "",
    ]
    return composer.finish(identity, name, Format.SHEET, "".join(remarks))


def _write_sheet(composer: Composer, sheet: Any) -> None:  # noqa: ANN401 - openpyxl has no types
    """The sheet's name as a heading, and below it its tables, which blank rows and columns part."""
    tables: list[list[Row]] = [[]]
    cells = _read_cells(sheet)
    for row in _rows(cells):
        above = tables[-1][-1].number if tables[-1] else row.number
        blank = any(number not in cells.veiled for number in range(above + 1, row.number))
        if blank and len(tables[-1]) > 1:
            tables.append([])
        tables[-1].append(row)
    if tables[0]:
        composer.at(PlaceKind.ROW, tables[0][0].number, sheet.title)
        composer.heading(sheet.title, 1)
    for table in (part for rows in tables for part in side_by_side(rows)):
        write_table(composer, table, sheet=sheet.title, level=2)


@dataclass(slots=True)
class _Cells:
    """What a sheet says: ``rows`` holds, by row and in order, (column, text) of the cells that say something.

    The sheet itself may claim any size, with a single cell in its farthest corner; this is as large as what is in it.
    ``veiled`` are the hidden rows, which are not in ``rows``, and ``hidden`` the hidden columns.
    """

    rows: dict[int, list[tuple[int, str]]]
    veiled: set[int]
    hidden: set[int]


def _read_cells(sheet: Any) -> _Cells:  # noqa: ANN401
    """The cells of a sheet as a person sees them, those of hidden rows aside, merged ones repeated.

    openpyxl's own rows are as wide and as many as the sheet claims, so its parser is used below them.
    """
    book = sheet.parent
    rows: dict[int, list[tuple[int, str]]] = {}
    veiled: set[int] = set()
    with sheet._get_source() as source:
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for number, cells in parser.parse():
            if _is_hidden(parser.row_dimensions.pop(str(number), {})):
                veiled.add(number)
            said = [(cell["column"], _shown(cell["value"], _pattern(book, cell["style_id"]))) for cell in cells]
            if said := [(column, text) for column, text in said if text.strip()]:
                rows[number] = said
    _spread(rows, parser.merged_cells.mergeCell if parser.merged_cells else ())
    for number in veiled & rows.keys():
        del rows[number]
    hidden: set[int] = set()
    for column in filter(_is_hidden, parser.column_dimensions.values()):
        hidden.update(range(int(column["min"]), min(int(column["max"]), LAST_COLUMN) + 1))
    return _Cells(rows, veiled, hidden)


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return attributes.get("hidden") in ("1", "true")


def _spread(rows: dict[int, list[tuple[int, str]]], merged: Iterable[Any]) -> None:
    """Repeat the value of merged cells in each cell that they cover, as long as these are not too many."""
    left = MOST_MERGED
    for area in (CellRange(each.ref) for each in merged):
        text = dict(rows.get(area.min_row, ())).get(area.min_col)
        count = area.size["rows"] * area.size["columns"]
        if text is None or count > left:
            continue
        left -= count
        for number in range(area.min_row, area.max_row + 1):
            cells = dict(rows.get(number, ())) | dict.fromkeys(range(area.min_col, area.max_col + 1), text)
            rows[number] = sorted(cells.items())


def _rows(sheet: _Cells) -> Iterator[Row]:
    """The rows that say something; a stretch of columns that say nothing, however wide, is one empty cell."""
    used = sorted({column for cells in sheet.rows.values() for column, _ in cells} - sheet.hidden)
    places: dict[int, int] = {}
    for before, column in pairwise([0, *used]):
        apart = any(between not in sheet.hidden for between in range(before + 1, column))
        places[column] = len(places) and places[before] + 1 + apart
    for number, cells in sorted(sheet.rows.items()):
        shown = {places[column]: text for column, text in cells if column in places}
        if shown:
            yield Row(number, tuple(shown.get(place, "") for place in range(max(shown) + 1)))


def _pattern(book: Any, style: int) -> str:  # noqa: ANN401
    """The number format of a style."""
    key = book._cell_styles[style].numFmtId
    if key < BUILTIN_FORMATS_MAX_SIZE:
        return str(BUILTIN_FORMATS.get(key, "General"))
    return str(book._number_formats[key - BUILTIN_FORMATS_MAX_SIZE])


def _shown(value: object, pattern: str) -> str:
    """A cell's value as its format shows it; ``""`` for an empty cell and for an error."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return shown_number(value, pattern)
        case datetime() | date() | time() | timedelta():
            return shown_time(value, pattern)
    return "" if ERRORS.match(str(value)) else str(value)


def shown_number(value: float, pattern: str) -> str:
    """A number in a format of the usual kinds (``0.00``, ``#,##0``, ``0.0%``, ``0.0"亿元"``); others as ``General``."""
    section = _section(pattern, value)
    bare = _LITERAL.sub(" ", section)
    found = _NUMBER.search(bare)
    if section.strip().lower() in ("general", "@") or found is None or re.search(r"[eE?/]", bare):
        return general(value)
    parted = bare[: found.start()].endswith(".") or re.search("[0#]", bare[found.end() :])
    if found["thousands"] or parted or not abs(value) < MOST:
        return general(value)  # in thousands, or parted like a telephone number: the bare figure is what is certain
    fraction = found["fraction"] or ""
    digits = _digits(abs(value), found["whole"], len(fraction), percent=bool(found["percent"]))
    for _ in range(len(fraction) - len(fraction.rstrip("#?"))):
        digits = digits.removesuffix("0")
    before, after = (_literals(part) for part in _around(section))
    signed = "-" if value < 0 and ";" not in pattern and digits.strip("0.,") else ""
    return f"{signed}{before}{digits.rstrip('.')}{found['percent'] or ''}{after}"


def _digits(value: float, whole: str, places: int, *, percent: bool) -> str:
    """A number's digits, halves rounded up as spreadsheets do, with the zeros in front that a format asks for."""
    exact = Decimal(repr(value)) * (100 if percent else 1)
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    digits = f"{rounded:{',' if ',' in whole else ''}.{places}f}"
    return digits.zfill(whole.count("0") + places + (places > 0))


def _section(pattern: str, value: float) -> str:
    """The part of a format that is for numbers of this sign."""
    sections = pattern.split(";")
    if value < 0 and len(sections) > 1:
        return sections[1]
    return sections[2] if value == 0 and len(sections) > 2 else sections[0]


def _around(section: str) -> Sequence[str]:
    """What stands before and behind the digits of a format."""
    masked = _LITERAL.sub(lambda match: "\0" * len(match[0]), section)
    found = _NUMBER.search(masked)
    assert found is not None
    return section[: found.start()], section[found.end() :]


def _literals(part: str) -> str:
    """The text that a format shows as it stands."""
    shown = _LITERAL.sub(lambda match: match[1] or match[2] or match[3] or "", part)
    return shown.strip()


def general(value: float) -> str:
    """A number as a cell without a format shows it: no noise of binary fractions, no exponent where none is needed."""
    if isinstance(value, int) or float(value).is_integer():
        return str(int(value)) if abs(value) < MOST else f"{value:.15g}"
    text = f"{value:.15g}"
    return f"{value:.20f}".rstrip("0") if "e" in text and abs(value) > 1e-9 else text


def shown_time(value: date | time | timedelta, pattern: str) -> str:
    """A date in the order that its format has, Chinese where that is; a time as ``08:30``."""
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, time):
        return value.strftime("%H:%M" if value.second == 0 else "%H:%M:%S")
    low = pattern.lower()
    clock = value.strftime(" %H:%M") if isinstance(value, datetime) and "h" in low else ""
    if "年" in pattern or "yyyy" not in low:
        day = f"{value.day}日" if "d" in low else ""
        return f"{value.year}年{value.month}月{day}{clock}"
    mark = "/" if "/" in pattern else "-"
    day = f"{mark}{value.day:02}" if "d" in low else ""
    return f"{value.year}{mark}{value.month:02}{day}{clock}"

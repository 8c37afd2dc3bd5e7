"""Spreadsheets: .xlsx and .xlsm, values as a person sees them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from index.errors import DamagedDocument
from index.readers import archive
from index.readers.composing import Composer
from index.readers.tables import Row, side_by_side, write_table
from index.types import Document, Format, PlaceKind

STREAMED_BYTES = 30_000_000
"""A workbook of more markup (bytes, unpacked) is read row by row, and its merged cells are not known."""
ERRORS = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!)$")
MOST = 1e21
"""From here on numbers are shown with an exponent."""
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
        large = sum(entry.file_size for entry in packed.infolist() if entry.filename.endswith(".xml")) > STREAMED_BYTES
        untold = 0 if large else sum(len(_UNTOLD.findall(packed.read(entry))) for entry in sheets)
    composer = Composer()
    hidden = 0
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=large, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                hidden += 1
                continue
            _write_sheet(composer, sheet, streamed=large)
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


def _write_sheet(composer: Composer, sheet: Any, *, streamed: bool) -> None:  # noqa: ANN401 - openpyxl has two types
    """The sheet's name as a heading, and below it its tables, which blank rows and columns part."""
    tables: list[list[Row]] = [[]]
    blank = False
    for row in _rows(sheet, streamed=streamed):
        if any(cell.strip() for cell in row.cells):
            if blank and len(tables[-1]) > 1:
                tables.append([])
            tables[-1].append(row)
        blank = not any(cell.strip() for cell in row.cells)
    if tables[0]:
        composer.at(PlaceKind.ROW, tables[0][0].number, sheet.title)
        composer.heading(sheet.title, 1)
    for table in (part for rows in tables for part in side_by_side(rows)):
        write_table(composer, table, sheet=sheet.title, level=2)


def _rows(sheet: Any, *, streamed: bool) -> Iterator[Row]:  # noqa: ANN401
    merged = {} if streamed else _merged(sheet)
    hidden = set() if streamed else {key for key, column in sheet.column_dimensions.items() if column.hidden}
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if not streamed and sheet.row_dimensions[number].hidden:
            continue
        shown = [cell for cell in cells if not hidden or cell.column_letter not in hidden]
        yield Row(number, tuple(_shown(merged.get(getattr(cell, "coordinate", ""), cell)) for cell in shown))


def _merged(sheet: Any) -> dict[str, Any]:  # noqa: ANN401
    """The cell that holds the value, by the coordinates of each cell merged with it."""
    found = {}
    for area in sheet.merged_cells.ranges:
        if area.size["rows"] * area.size["columns"] <= 100_000:
            corner = sheet.cell(area.min_row, area.min_col)
            for row, column in area.cells:
                found[sheet.cell(row, column).coordinate] = corner
    return found


def _shown(cell: Any) -> str:  # noqa: ANN401
    """A cell's value as its format shows it; ``""`` for an empty cell and for an error."""
    value = cell.value
    pattern = str(getattr(cell, "number_format", None) or "General")
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

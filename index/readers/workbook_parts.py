"""What is read of openpyxl below the rows that it offers, which are as wide and as many as a sheet claims to be.

Since openpyxl 3.1.5: ``worksheet._reader.WorkSheetParser``, and the private attributes of sheets and books here.
``tests/index/readers/test_workbook_parts.py`` notices when one is gone; a file then reads as damaged, and says so.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from openpyxl.cell.rich_text import TextBlock
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.worksheet._reader import WorkSheetParser

from index.readers.drawings import boxes_in
from index.readers.figures import is_weekday
from index.readers.symbols import set_off

CHINESE_FORMATS = {
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    **dict.fromkeys((34, 55), '上午/下午h"时"mm"分"'),
    **dict.fromkeys((35, 56), '上午/下午h"时"mm"分"ss"秒"'),
}
"""Formats of Chinese programs that have numbers alone in a file (ECMA-376, 18.8.30, zh-cn): openpyxl knows none."""
STRINGS = "xl/sharedStrings.xml"
_SET_OFF = re.compile(rb"<(?:\w+:)?(?:vertAlign|strike)\b")
_RELATION = re.compile(rb"<Relationship\b[^<>]*>")
_TARGET = re.compile(rb"\bTarget=\"([^\"]*)\"")
MOST_DRAWN = 10_000_000
"""Bytes of markup of a sheet's drawing beyond which its text boxes are not looked for."""


@contextmanager
def parser_of(sheet: Any, *, rich: bool = False) -> Iterator[Any]:  # noqa: ANN401 - openpyxl has no types
    """A parser of a read-only sheet, whose ``parse()`` yields row numbers with the cells that are written there; with
    ``rich``, texts of several styles as such."""
    book = sheet.parent
    dated = {
        number
        for number, style in enumerate(book._cell_styles)
        if style.numFmtId in CHINESE_FORMATS or is_weekday(number_format(book, number))
    }
    with sheet._get_source() as source:
        yield WorkSheetParser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats | dated,
            timedelta_formats=book._timedelta_formats,
            rich_text=rich,
        )


def number_format(book: Any, style: int) -> str:  # noqa: ANN401
    """The number format of a style of a book, by its number in a parsed cell."""
    key = book._cell_styles[style].numFmtId
    if key < BUILTIN_FORMATS_MAX_SIZE:
        return str(BUILTIN_FORMATS.get(key) or CHINESE_FORMATS.get(key, "General"))
    return str(book._number_formats[key - BUILTIN_FORMATS_MAX_SIZE])


def has_set_off(part: bytes) -> bool:
    """Whether parts of the texts in a part of a workbook are raised, lowered or struck out."""
    return bool(_SET_OFF.search(part))


def text_in(value: Sequence[Any]) -> tuple[str, bool]:
    """What a text of several styles says, raised and lowered figures as such, without what is struck out; and whether
    something is."""
    parts, struck = [], False
    for part in value:
        font = part.font if isinstance(part, TextBlock) else None
        text = str(part.text if isinstance(part, TextBlock) else part)
        if font is not None and font.strike:
            struck = struck or bool(text.strip())
        elif font is not None and font.vertAlign in ("superscript", "subscript"):
            parts.append(set_off(text, raised=font.vertAlign == "superscript"))
        else:
            parts.append(text)
    return "".join(parts), struck


def struck_styles(book: Any) -> set[int]:  # noqa: ANN401
    """The styles of cells that are struck out, by their numbers in parsed cells."""
    fonts = [bool(font.strike) for font in book._fonts]
    return {
        number for number, style in enumerate(book._cell_styles) if style.fontId < len(fonts) and fonts[style.fontId]
    }


def text_boxes(sheet: Any) -> list[tuple[int, str]]:  # noqa: ANN401
    """What stands in boxes over the cells of a sheet, each with the row (from 1) where it begins, from the top down."""
    packed, path = sheet.parent._archive, sheet._worksheet_path.lstrip("/")
    folder, name = posixpath.split(path)
    relations = f"{folder}/_rels/{name}.rels"
    names = set(packed.namelist())
    boxes: list[tuple[int, str]] = []
    for relation in _RELATION.findall(packed.read(relations)) if relations in names else ():
        target = _TARGET.search(relation) if b'/drawing"' in relation else None
        drawing = posixpath.normpath(posixpath.join("/", folder, target[1].decode())).lstrip("/") if target else ""
        if drawing in names and packed.getinfo(drawing).file_size <= MOST_DRAWN:
            boxes += boxes_in(packed.read(drawing))
    return sorted(boxes)

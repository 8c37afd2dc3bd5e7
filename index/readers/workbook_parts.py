"""What is read of openpyxl below the rows that it offers, which are as wide and as many as a sheet claims to be.

Since openpyxl 3.1.5: ``worksheet._reader.WorkSheetParser``, and the private attributes of sheets and books here.
``tests/index/readers/test_workbook_parts.py`` notices when one is gone; a file then reads as damaged, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.worksheet._reader import WorkSheetParser

from index.readers.figures import is_weekday


@contextmanager
def parser_of(sheet: Any) -> Iterator[Any]:  # noqa: ANN401 - openpyxl has no types
    """A parser of a read-only sheet, whose ``parse()`` yields row numbers with the cells that are written there."""
    book = sheet.parent
    weekdays = {style for style in range(len(book._cell_styles)) if is_weekday(number_format(book, style))}
    with sheet._get_source() as source:
        yield WorkSheetParser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats | weekdays,
            timedelta_formats=book._timedelta_formats,
        )


def number_format(book: Any, style: int) -> str:  # noqa: ANN401
    """The number format of a style of a book, by its number in a parsed cell."""
    key = book._cell_styles[style].numFmtId
    if key < BUILTIN_FORMATS_MAX_SIZE:
        return str(BUILTIN_FORMATS.get(key, "General"))
    return str(book._number_formats[key - BUILTIN_FORMATS_MAX_SIZE])

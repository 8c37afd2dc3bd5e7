"""What is read of openpyxl below its rows is there in the version that is installed."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from index.readers import read_bytes
from index.readers.workbook_parts import number_format, parser_of
from tests.samples import saved


def test_cells_are_parsed_as_they_are_written_with_their_formats() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["B2"], sheet["XFD9"] = 0.5, "远"
    sheet["B2"].number_format = "0.0%"
    sheet["C2"] = 7
    sheet["C2"].number_format = '0.00"元"'
    opened = openpyxl.load_workbook(io.BytesIO(saved(book.save)), read_only=True)
    with parser_of(opened.active) as parser:
        found = {number: list(cells) for number, cells in parser.parse()}
    assert list(found) == [2, 9]
    said = [(cell["column"], cell["value"], number_format(opened, cell["style_id"])) for cell in found[2]]
    assert said == [(2, 0.5, "0.0%"), (3, 7, '0.00"元"')]
    assert [(cell["column"], cell["value"]) for cell in found[9]] == [(16_384, "远")]
    with pytest.raises(IndexError):
        number_format(opened, 99)


@pytest.mark.parametrize(
    ("format_", "shown"),
    [(31, "2024年3月5日"), (57, "2024年3月"), (58, "2024年3月5日"), (32, "12:00")],
)
def test_dates_of_chinese_programs_are_dates(format_: int, shown: str) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["签订", 45356.5])
    book.worksheets[0]["B1"].number_format = "mm-dd-yy"
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(book.save))) as source, zipfile.ZipFile(written, "w") as target:
        for entry in source.infolist():
            target.writestr(entry, source.read(entry).replace(b'numFmtId="14"', b'numFmtId="%d"' % format_))
    assert read_bytes(written.getvalue(), "表.xlsx").text == f"Sheet\n\n签订；{shown}"

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from io import BytesIO
from types import SimpleNamespace

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from index.readers import read_bytes
from index.readers.figures import is_dated, shown_number, shown_time
from index.readers.sheet import _spread
from index.text.tokens import Tokenizer
from index.types import Document
from tests.hostility.timing import bounded
from tests.samples import cut_up, saved


def workbook(fill: Callable[[Worksheet], object]) -> Document:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "收支"
    fill(sheet)
    return read_bytes(saved(book.save), "表.xlsx")


def test_a_table_below_another_stands_under_its_own_title_alone(tokenizer: Tokenizer) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in [
            ["2023年收支表"],
            ["单位：万元"],
            ["项目", "金额"],
            ["教育", 1234.5],
            [],
            ["姓名", "工号"],
            ["林", "7"],
        ]:
            sheet.append(row)

    found = [(passage.headings, passage.text) for passage in cut_up(workbook(fill), tokenizer)]
    assert found == [
        (("收支", "2023年收支表", "单位：万元"), "项目：教育；金额：1234.5"),
        (("收支",), "姓名：林；工号：7"),
    ]


def test_tables_side_by_side_are_read_one_after_the_other(tokenizer: Tokenizer) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["项目", "金额", None, "乡镇", "人口"])
        sheet.append(["教育", 12, None, "云溪镇", 52100])
        sheet.append(["卫生", 12])

    assert workbook(fill).text == "收支\n\n项目：教育；金额：12\n项目：卫生；金额：12\n\n乡镇：云溪镇；人口：52100"


def test_a_blank_column_within_a_table_parts_nothing(tokenizer: Tokenizer) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["乡镇", "人口", None, "产量", "面积"])
        sheet.append(["云溪镇", 52100, None, 3.4, 8])

    assert workbook(fill).text.endswith("乡镇：云溪镇；人口：52100；产量：3.4；面积：8")


def test_a_hidden_row_parts_no_table() -> None:
    def fill(sheet: Worksheet) -> None:
        for row in [["乡镇", "人口"], ["云溪镇", 1], ["石桥镇", 2], ["柳湾乡", 3]]:
            sheet.append(row)
        sheet.row_dimensions[3].hidden = True

    assert workbook(fill).text.endswith("乡镇：云溪镇；人口：1\n乡镇：柳湾乡；人口：3")


def test_hidden_rows_and_columns_are_left_out_and_told() -> None:
    def fill(sheet: Worksheet) -> None:
        for row in [["乡镇", "人口", "密级"], ["云溪镇", 1, "内"], ["石桥镇", 2, "内"], ["柳湾乡", 3, "内"]]:
            sheet.append(row)
        for number in (3, 9):
            sheet.row_dimensions[number].hidden = True
        sheet.column_dimensions["C"].hidden = True

    made = workbook(fill)
    assert made.text == "收支\n\n乡镇：云溪镇；人口：1\n乡镇：柳湾乡；人口：3"
    assert made.remark == "1 行、1 列是隐藏的，没有读入。"


def test_a_day_of_the_week_is_read_as_it_shows() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["值班", "星期"])
        sheet.append(["林", 45356])
        sheet.cell(2, 2).number_format = "[$-804]aaaa;@"

    assert workbook(fill).text.endswith("林；星期二")


def test_a_formula_without_a_value_is_told() -> None:
    def fill(sheet: Worksheet) -> None:
        for row in [["项目", "金额"], ["教育", 12], ["合计", "=SUM(B2:B2)"]]:
            sheet.append(row)

    assert "1 个公式没有存下结果" in workbook(fill).remark
    assert workbook(lambda sheet: sheet.append(["项目", "金额"])).remark == ""


def test_a_formula_that_gave_an_empty_text_is_not_missing() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["项目", '=IF(A2="","",A2)'])
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(saved(book.save))) as source, zipfile.ZipFile(written, "w") as target:
        for entry in source.infolist():
            target.writestr(entry, source.read(entry).replace(b'<c r="B1">', b'<c r="B1" t="str">'))
    assert "公式" in read_bytes(saved(book.save), "表.xlsx").remark
    assert read_bytes(written.getvalue(), "表.xlsx").remark == ""


@pytest.mark.parametrize(
    ("value", "pattern", "shown"),
    [
        (45, "00000", "00045"),
        (1.005, "0.00", "1.01"),
        (2.5, "0", "3"),
        (0.125, "0%", "13%"),
        (13800138000, "000-0000-0000", "13800138000"),
        (0.05, ".00", "0.05"),
        (0, "#", "0"),
        (1e300, "0.00", "1e+300"),
        (1234567, "#,##0,", "1234567"),
        (5, "[<1]0.0%;0", "5"),
        (5, '[>=100]0"百";[=0]"无";0.0', "5"),
        (-5, "0;[Red]-0", "-5"),
        (0.5, "0." + "0" * 30, "0.5" + "0" * 29),
        (0.5, "0." + "0" * 99, "0.5"),
        (1e20, "0." + "0" * 10, "1" + "0" * 20 + "." + "0" * 10),
        (10**399, "General", str(10**399)),
        (10**399, "0.00", str(10**399)),
        (-12.5, "0.00_ ;[Red]0.00_ ", "-12.50"),
        (-12.5, '0.0"元";[红色]0.0"元"', "-12.5元"),
        (-1234.5, "#,##0.00_);[Red]\\(#,##0.00\\)", "-1,234.50"),
        (-0.052, '"↑"0.0%;"↓"0.0%', "↓5.2%"),
        (1234567, '0.00,,"百万"', "1234567"),
        (85, ";;;", ""),
        (0, "0;-0;;@", ""),
    ],
)
def test_a_format_shows_what_a_spreadsheet_shows_or_the_bare_figure(value: float, pattern: str, shown: str) -> None:
    assert shown_number(value, pattern) == shown


@pytest.mark.parametrize(
    ("value", "pattern", "shown"),
    [
        (timedelta(hours=26), "[h]:mm", "26:00"),
        (timedelta(hours=26, seconds=5), "[h]:mm:ss", "26:00:05"),
        (timedelta(minutes=90, seconds=7.5), "[mm]:ss.0", "90:07.5"),
        (timedelta(minutes=-90), "[h]:mm", "-1:30"),
        (datetime(2024, 1, 2), 'yyyy"年"', "2024年"),
        (datetime(2024, 1, 2), "yyyy", "2024"),
        (datetime(2024, 1, 2), 'yyyy"年"m"月"', "2024年1月"),
        (datetime(2024, 1, 2), 'yyyy"年"m"月"d"日"', "2024年1月2日"),
        (date(2024, 1, 2), "yyyy/m/d", "2024/01/02"),
        (datetime(2024, 1, 2, 8, 30), "h:mm", "08:30"),
        (datetime(2024, 1, 2, 8, 30), "yyyy h:mm", "2024 08:30"),
        (datetime(2024, 1, 2, 8, 30, 5), "m/d/yyyy h:mm:ss AM/PM", "2024/01/02 08:30:05"),
        (datetime(2024, 1, 2), "General", "2024年1月2日"),
        (time(8, 30), "h:mm", "08:30"),
        (date(2024, 3, 5), "[$-804]aaaa;@", "星期二"),
        (date(2024, 3, 5), 'yyyy"年"m"月"d"日" aaaa', "2024年3月5日 星期二"),
    ],
)
def test_a_time_is_shown_as_far_as_its_format_goes(value: date | time | timedelta, pattern: str, shown: str) -> None:
    assert shown_time(value, pattern) == shown


def test_a_picture_in_a_cell_is_no_text_and_is_told() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["品名", "照片", "单价"])
        sheet.append(["水泵", None, 120])
        cell = sheet.cell(2, 2)
        cell.value, cell.data_type = '=DISPIMG("ID_0A1B",1)', "s"

    made = workbook(fill)
    assert made.text.splitlines()[-1] == "品名：水泵；单价：120"
    assert made.remark == "单元格里有 1 张图片没有读入。"


def test_raised_figures_are_read_as_such_and_what_is_struck_out_is_not() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["项目", "产量", "备注"])
        sheet.append(["甲", 1, CellRichText("约10", TextBlock(InlineFont(vertAlign="superscript"), "8"), "吨")])
        sheet.append(["乙", 2, CellRichText(TextBlock(InlineFont(strike=True), "500元"), "600元")])
        sheet.append(["丙", 3])
        for cell in sheet[4]:
            cell.font = Font(strike=True)

    made = workbook(fill)
    assert made.text == "收支\n\n项目：甲；产量：1；备注：约10⁸吨\n项目：乙；产量：2；备注：600元"
    assert made.remark == "3 个单元格里划去的文字（有删除线的）没有读入。"


def test_boxes_over_the_cells_of_a_sheet_are_read() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["项目", "金额"])
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    drawn = "http://schemas.openxmlformats.org/drawingml/2006"
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(saved(book.save))) as source, zipfile.ZipFile(written, "w") as target:
        for entry in source.infolist():
            target.writestr(entry, source.read(entry))
        target.writestr(
            "xl/worksheets/_rels/sheet1.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{kind}/drawing" Target="../drawings/drawing1.xml"/></Relationships>',
        )
        target.writestr(
            "xl/drawings/drawing1.xml",
            f'<x:wsDr xmlns:x="{drawn}/spreadsheetDrawing" xmlns:a="{drawn}/main"><x:oneCellAnchor>'
            "<x:from><x:row>5</x:row>"
            "</x:from><x:sp><x:txBody><a:p><a:r><a:t>金额以</a:t></a:r><a:r><a:t>万元计。</a:t></a:r></a:p></x:txBody></x:sp>"
            "</x:oneCellAnchor></x:wsDr>",
        )
    made = read_bytes(written.getvalue(), "表.xlsx")
    assert made.text == "Sheet\n\n项目；金额\n\n金额以万元计。"
    assert made.places[-1].number == 6


@pytest.mark.parametrize(
    ("pattern", "dated"), [("yyyy/m/d", True), ('0.0"day"', False), ("General", False), ("[Red]0", False)]
)
def test_a_format_for_dates_is_told_by_its_letters(pattern: str, *, dated: bool) -> None:
    assert is_dated(pattern) is dated


def test_a_row_of_thousands_of_merged_cells_is_read_in_no_time() -> None:
    rows = {1: [(column, str(column)) for column in range(1, 16_384, 2)]}
    areas = [f"{get_column_letter(column)}1:{get_column_letter(column + 1)}2" for column in range(1, 16_384, 2)]
    with bounded(5):
        _spread(rows, {}, [SimpleNamespace(ref=area) for area in areas])
    assert [rows[number][:4] for number in (1, 2)] == [[(1, "1"), (2, "1"), (3, "3"), (4, "3")]] * 2


def test_an_error_of_our_own_is_not_said_to_be_damage_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object, **_named: object) -> None:
        raise ValueError("our own")

    monkeypatch.setattr("index.readers.sheet.write_table", fail)
    with pytest.raises(ValueError, match="our own"):
        workbook(lambda made: made.append(["甲", "乙"]))

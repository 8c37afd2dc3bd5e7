from __future__ import annotations

from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from index.readers import read_bytes
from index.readers.sheet import shown_number
from index.tokens import Tokenizer
from index.types import Document
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


def test_a_formula_without_a_value_is_told() -> None:
    def fill(sheet: Worksheet) -> None:
        for row in [["项目", "金额"], ["教育", 12], ["合计", "=SUM(B2:B2)"]]:
            sheet.append(row)

    assert "1 个公式没有存下结果" in workbook(fill).remark
    assert workbook(lambda sheet: sheet.append(["项目", "金额"])).remark == ""


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
    ],
)
def test_a_format_shows_what_a_spreadsheet_shows_or_the_bare_figure(value: float, pattern: str, shown: str) -> None:
    assert shown_number(value, pattern) == shown

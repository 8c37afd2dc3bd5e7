from __future__ import annotations

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from index.readers import read_bytes
from index.readers.figures import general
from tests.index.readers.test_table_shapes import outline
from tests.samples import saved


def test_a_title_merged_over_rows_is_said_once_with_the_remark_beside_it() -> None:
    rows = [
        "物料清单|物料清单|物料清单|总计：1023.35",
        "物料清单|物料清单|物料清单|",
        "机械部分|机械部分|机械部分|",
        "机械部分|机械部分|机械部分|",
    ]
    said = outline(*rows, "名称|数量|单价|", "舵机|18|25.5|", "轴承|18|3.2|")
    assert said == [
        "标题 1 物料清单 总计：1023.35",
        "标题 2 机械部分",
        "名称：舵机；数量：18；单价：25.5",
        "名称：轴承；数量：18；单价：3.2",
    ]


def test_rows_that_say_the_same_are_kept() -> None:
    rows = ["姓名|周一|周二", "柯杰|值班|值班", "柯杰|值班|值班", "段晴|休|休"]
    assert outline(*rows)[:2] == ["姓名：柯杰；周一：值班；周二：值班"] * 2


def test_the_names_of_columns_that_nobody_has_filled_in_are_said_once() -> None:
    assert outline("序号|领用日期|产品名称|签字", "1|||", "2|||") == [
        "序号；领用日期；产品名称；签字",
        "序号：1",
        "序号：2",
    ]
    assert outline("序号|产品名称|备注", "1|口罩|", "2|手套|")[0] == "序号：1；产品名称：口罩"


def test_a_text_merged_over_rows_is_said_once() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["主要职能"])
        sheet.append(["一是拟订规划；二是监督执行。"])
        sheet.merge_cells("A2:A6")
        sheet.append(["附注"])

    book = Workbook()
    assert book.active is not None
    fill(book.active)
    document = read_bytes(saved(book.save), "职能.xlsx")
    assert document.text.count("拟订规划") == 1


@pytest.mark.parametrize(
    ("value", "shown"), [(6.20000000000005, "6.2"), (0.1 + 0.2, "0.3"), (1 / 3, "0.333333333333333")]
)
def test_what_sums_of_fractions_leave_is_no_digit(value: float, shown: str) -> None:
    assert general(value) == shown


def test_a_total_below_a_blank_row_has_the_names_of_the_columns_above() -> None:
    book = Workbook()
    assert book.active is not None
    for row in (
        ["项目", "预算数"],
        ["财政拨款", 171],
        ["事业收入", 9],
        [],
        ["收入总计", 180],
        [],
        ["备注", "另见说明"],
    ):
        book.active.append(row)
    text = read_bytes(saved(book.save), "预算.xlsx").text
    assert "项目：收入总计；预算数：180" in text
    assert "项目：备注" not in text

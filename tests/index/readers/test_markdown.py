from __future__ import annotations

import pytest

from index.errors import EmptyDocument
from index.readers import read_bytes
from index.types import BlockKind, Document, join_spans

TABLE = "| 项目 | 本期 | 上期 |\n|---|--:|---|\n| 售水收入 | 4,755,785.11 | **下降** |\n| 网址 | a\\|b | 甲<br>乙 |\n"


def read(text: str) -> Document:
    return read_bytes(text.encode(), "年报.md")


def outline(document: Document) -> list[tuple[BlockKind, str]]:
    return [(block.kind, join_spans(document.text, block.spans)) for block in document.blocks]


def test_a_table_is_written_row_by_row_and_what_stands_around_it_as_it_is() -> None:
    made = read(f"---\na: 1\n---\n# 年报\n\n以下为**主要**数据。\n\n{TABLE}\n> 引用\n\n## 说明\n\n- 甲\n- 乙\n")
    assert outline(made) == [
        (BlockKind.CODE, "---\na: 1\n---"),
        (BlockKind.HEADING, "年报"),
        (BlockKind.PARAGRAPH, "以下为**主要**数据。"),
        (BlockKind.ROW, "项目：售水收入；本期：4,755,785.11；上期：**下降**"),
        (BlockKind.ROW, "项目：网址；本期：a|b；上期：甲 乙"),
        (BlockKind.PARAGRAPH, "> 引用"),
        (BlockKind.HEADING, "说明"),
        (BlockKind.LIST, "- 甲\n- 乙"),
    ]


def test_tables_one_below_the_other_have_their_own_names() -> None:
    rows = [text for _, text in outline(read("| 甲 | 乙 |\n|--|--|\n| 1 | 2 |\n\n| 丙 | 丁 |\n|--|--|\n| 3 | 4 |\n"))]
    assert rows == ["甲：1；乙：2", "丙：3；丁：4"]


def test_text_behind_a_table_is_not_under_the_title_within_it() -> None:
    made = read("# 年报\n\n| 表1 收入 |  |\n|--|--|\n| 项目 | 金额 |\n| 甲 | 5 |\n\n正文。\n")
    assert [(block.level, block.closes) for block in made.blocks] == [(1, 0), (2, 0), (0, 0), (0, 2)]


@pytest.mark.parametrize("source", ["- 列表\n\n  | 甲 | 乙 |\n  |--|--|\n  | 1 | 2 |\n", "没有表格\n"])
def test_a_text_without_tables_of_its_own_is_the_source(source: str) -> None:
    assert read(source).text == source


def test_a_table_without_a_word_is_no_text() -> None:
    with pytest.raises(EmptyDocument):
        read("|  |  |\n|--|--|\n|  |  |\n")


def test_what_is_said_right_above_a_table_stands_over_its_rows() -> None:
    made = read("# 年报\n\n正文。\n\n表1：收支\n\n单位：万元\n\n| 部门 | 收入 |\n|--|--|\n| 甲 | 5 |\n\n单位：供水站\n")
    assert [(block.kind, block.level, block.closes) for block in made.blocks] == [
        (BlockKind.HEADING, 1, 0),
        (BlockKind.PARAGRAPH, 0, 0),
        (BlockKind.HEADING, 2, 0),
        (BlockKind.HEADING, 3, 0),
        (BlockKind.ROW, 0, 0),
        (BlockKind.PARAGRAPH, 0, 2),
    ]


def test_a_table_written_in_html_is_a_table_too_though_blank_lines_part_its_rows() -> None:
    table = '<table>\n<tr><th rowspan="2">周次</th><th colspan="2">星期</th></tr>\n<tr><th>一</th><th>二</th></tr>\n\n'
    table += "<tr><td>1</td><td>9</td><td>调休</td></tr>\n<tr><td>2</td><td>16</td><td>17</td></tr>\n</table>"
    made = read(f"+++\ntitle = 1\n+++\n\n# 校历\n\n{table}\n\n以通知为准。\n")
    assert outline(made) == [
        (BlockKind.CODE, "+++\ntitle = 1\n+++"),
        (BlockKind.HEADING, "校历"),
        (BlockKind.ROW, "周次：1；星期一：9；星期二：调休"),
        (BlockKind.ROW, "周次：2；星期一：16；星期二：17"),
        (BlockKind.PARAGRAPH, "以通知为准。"),
    ]


@pytest.mark.parametrize(
    "source",
    [
        "```\n<table><tr><td>1</td></tr></table>\n```\n",
        "<table>\n<tr><td>没有完\n",
        "<table>\n<tr><td>没有完</td></tr>\n\n## 第二节\n\n<table><tr><td>1</td></tr></table>",
        "<!-- <table><tr><td>不显示</td><td>1</td></tr></table> -->\n",
        "<table>\n<tr><td>甲</td><td>1</td></tr>\n\n截止日期为5月1日。\n</table>\n",
    ],
)
def test_html_that_is_no_whole_table_stays_as_it_is(source: str) -> None:
    assert read(source).text == source


def test_the_caption_of_a_table_in_html_stands_over_it() -> None:
    rows = "<tr><th>项目</th><th>金额</th></tr><tr><td>桥</td><td>5</td></tr>"
    table = f"<table><caption>预算（万元）</caption>{rows}</table>"
    assert outline(read(f"# 年报\n\n{table}\n"))[1:] == [
        (BlockKind.HEADING, "预算（万元）"),
        (BlockKind.ROW, "项目：桥；金额：5"),
    ]

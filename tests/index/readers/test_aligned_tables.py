from __future__ import annotations

import pytest

from index.readers.aligned_tables import find_aligned
from index.readers.text import read
from index.types import BlockKind

REPORT = """东江公司年报摘要

三、主要财务指标
（单位：亿元）
项目            2023年    2022年    增减
营业收入        18.46     16.44     增长12.3%
净利润          2.157     1.981     增长8.9%
基本每股收益为0.72元。

四、经营情况
全年研发投入1.12亿元。
"""


def test_a_table_of_a_text_is_written_row_by_row_and_all_else_stays() -> None:
    document = read(REPORT.encode(), "a" * 64, "年报.txt")
    assert "项目：营业收入；2023年：18.46；2022年：16.44；增减：增长12.3%" in document.text
    for line in ("东江公司年报摘要", "（单位：亿元）", "基本每股收益为0.72元。", "全年研发投入1.12亿元。"):
        assert line in document.text
    said: dict[BlockKind, list[str]] = {block.kind: [] for block in document.blocks}
    for block in document.blocks:
        said[block.kind].append("".join(document.text[span.start : span.end] for span in block.spans))
    assert len(said[BlockKind.ROW]) == 2
    assert [text for text in said[BlockKind.HEADING] if "、" in text] == ["三、主要财务指标", "四、经营情况"]
    assert "全年研发投入1.12亿元。" in said[BlockKind.PARAGRAPH]


def test_columns_parted_by_tabs_may_be_two() -> None:
    (table,) = find_aligned("品名\t单价\n大米\t5.20\n面粉\t4.80\n")
    assert [row.cells for row in table.rows] == [("品名", "单价"), ("大米", "5.20"), ("面粉", "4.80")]


@pytest.mark.parametrize(
    "text",
    [
        "张三  经理  8001\n李四  会计  8002\n王五  出纳  8003\n",  # no header
        "姓名  职务  科室\n张三  经理  办公室\n李四  会计  财务科\n",  # no figures: it cannot be told from three names
        "甲方：    乙方：    日期：\n（盖章）    （盖章）    2024年1月1日\n",
        "品名  单价\n大米  5.20\n面粉  4.80\n",  # a gap in a line
        "第一段说的是一件事。    第二句。    三。\n第二段。    3。    4。\n第三段。    5。    6。\n",
    ],
)
def test_other_lines_are_left(text: str) -> None:
    assert find_aligned(text) == []
    assert read(text.encode(), "b" * 64, "文.txt").text == text

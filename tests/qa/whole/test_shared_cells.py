"""Figures that are merged over rows, means that a table states, figures that say which rows are meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from index.readers import read_file
from index.text.tokens import Tokenizer
from qa.statements import ReasonKind, RemarkKind
from qa.whole.naming import Register
from qa.whole.tables import find_tables
from tests.asked_tables import all_said, answered, written

SCORES = """班级,姓名,语文,数学,备注
一班,张勇,70,90,
一班,李涛,60,80,
一班,平均分,65,85,
二班,王建,90,90,--
二班,孙正,80,60,/
二班,平均分,85,75,
"""
PEOPLE = "年份,年末总人口,男性人口,女性人口,总和\n2021年,1260,311,949,3\n2022年,1175,206,969,9\n"
FRAMES = "起始字节,说明,长度\n2,角度,12\n12,抛载控制,1\n30,坐标,8\n"
COURSES = "课程号,课程名,方向,学分\n101,程序设计,软件,3\n102,数据结构,软件,4\n103,移动编程,移动,2\n"
BOOKS = """书名,编者,出版社,类型
口译教程,涂伶俐、丁小龙,复旦出版社,外语
概率导论,陈一,人民出版社,数学
实变,周二,人民出版社,数学
"""
CASES = "行政复议结果维持,行政复议结果纠正,行政复议总计\n72,64,136\n"


@pytest.fixture
def prizes(tmp_path: Path) -> Register:
    """A register of which a sum is said once for two people."""
    book = Workbook()
    for row in (["姓名", "组别", "奖金（元）"], ["张三", "一组", 9000], ["李四", "一组", None], ["王五", "二组", 4000]):
        book.active.append(row)
    book.active.merge_cells("C2:C3")
    book.save(tmp_path / "奖金.xlsx")
    (table,) = find_tables(read_file(tmp_path / "奖金.xlsx", 10**6))
    return Register(table)


def test_a_figure_that_rows_share_is_told_with_that_and_never_surely(prizes: Register, tokenizer: Tokenizer) -> None:
    shared = answered(prizes, "李四的奖金是多少", tokenizer)
    assert all_said(shared) == ["奖金（元）：9000"]
    assert shared is not None
    assert [remark.kind for remark in shared.remarks] == [RemarkKind.SHARED_CELL]
    assert not shared.sure
    own = answered(prizes, "王五的奖金是多少", tokenizer)
    assert own is not None
    assert own.sure
    assert not own.remarks


def test_a_figure_that_rows_share_is_not_summed_for_each(prizes: Register, tokenizer: Tokenizer) -> None:
    total = answered(prizes, "奖金一共是多少", tokenizer)
    assert total is not None
    assert total.why is not None
    assert total.why.kind is ReasonKind.TO_BE_RECKONED


@pytest.mark.parametrize(
    ("text", "question", "said"),
    [
        (SCORES, "一班数学的平均分是多少", ["85"]),
        (SCORES, "语文考90分的有谁", ["王建"]),
        (SCORES, "谁的数学最高", ["张勇，数学：90；王建，数学：90（4 行中最高）"]),
        (SCORES, "二班有几个人", ["2（2 行：王建、孙正）"]),
        (PEOPLE, "2022年末总人口比2021年少了多少", ["1260 - 1175 = 85（2021年较高）"]),
        (PEOPLE, "2022年比2021年总共多花多少", ["9 - 3 = 6（2022年较高）"]),
        (FRAMES, "起始字节12说明的是什么", ["抛载控制"]),
        (FRAMES, "起始字节13说明的是什么", None),
        (COURSES, "软件课程里，移动编程是几个学分", ["2"]),
        (BOOKS, "涂伶俐和丁小龙编的那本书叫什么", ["口译教程"]),
        (BOOKS, "归在“数学”类的书有哪些", ["概率导论", "实变"]),
        (CASES, "行政复议中，结果维持的比纠正的多几件", ["72 - 64 = 8（1 行）"]),
    ],
)
def test_what_is_said_of_rows(
    text: str, question: str, said: list[str] | None, tmp_path: Path, tokenizer: Tokenizer
) -> None:
    name = "软件课程安排.csv" if text is COURSES else "登记.csv"
    assert all_said(answered(Register(written(tmp_path, text, name)), question, tokenizer)) == said


def test_a_dash_is_no_answer(tmp_path: Path, tokenizer: Tokenizer) -> None:
    empty = answered(Register(written(tmp_path, SCORES)), "王建的备注是什么", tokenizer)
    assert empty is not None
    assert empty.why is not None
    assert empty.why.kind is ReasonKind.EMPTY_CELL


def test_lines_right_above_a_table_are_said_of_it(tmp_path: Path, tokenizer: Tokenizer) -> None:
    rows = "| 姓名 | 工时 |\n| --- | --- |\n| 何斌 | 201 |\n| 卜思 | 239 |\n"
    dated = Register(written(tmp_path, f"# 月报\n\n统计时间：2024年3月\n\n{rows}", "月报.md"))
    assert all_said(answered(dated, "3月份何斌的工时是多少", tokenizer)) == ["201"]
    lead = "星海平台采用订阅制。用户可以订阅不同的月报，大家的工时见下表："
    named = Register(written(tmp_path, f"# 月报\n\n{lead}\n\n{rows}", "月报.md"))
    assert all_said(answered(named, "星海平台何斌的工时是多少", tokenizer)) == ["201"]
    undated = Register(written(tmp_path, f"# 月报\n\n{rows}", "月报.md"))
    assert answered(undated, "3月份何斌的工时是多少", tokenizer) is None


def test_blanks_beside_characters_are_nothing_to_a_name(tmp_path: Path, tokenizer: Tokenizer) -> None:
    weeks = Register(written(tmp_path, "周次,内容\n第 1 周,绪论\n第 5 周,图像复原\n第 15 周,总复习\n"))
    assert all_said(answered(weeks, "第5周的内容是什么", tokenizer)) == ["图像复原"]

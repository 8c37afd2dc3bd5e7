"""Tables whose columns no lines part."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from index.types import BlockKind
from tests.paper import LEADING, LEFT, Paper, read, rows_of, texts
from tests.samples import FIRST

COLUMNS = (LEFT, 160, 270, 430)
HEADER = ("时间", "课程", "承担任务", "地点")
ROWS = [
    ("上午", "供水管网", "查看现场", "东楼"),
    ("下午", "防汛物资", "清点入库", "西楼"),
    ("晚上", "档案整理", "分类装订", "南楼"),
]
NAMED = [f"时间：{time}；课程：{what}；承担任务：{task}；地点：{place}" for time, what, task, place in ROWS]


def row(paper: Paper, cells: Sequence[str], columns: Sequence[int] = COLUMNS, step: float = LEADING) -> None:
    for left, text in zip(columns, cells, strict=True):
        paper.drawString(left, paper.y, text)
    paper.y -= step


def level(paper: Paper) -> None:
    paper.line(50, paper.y + 13, 500, paper.y + 13)


def test_words_below_words_are_named_by_them() -> None:
    def draw(paper: Paper) -> None:
        paper.say(FIRST)
        for cells in (HEADER, *ROWS):
            row(paper, cells)
        paper.say(FIRST)

    assert rows_of(read(draw)) == NAMED
    assert len(texts(read(draw), BlockKind.PARAGRAPH)) == 2


def test_a_cell_of_several_lines_beside_the_middle_of_them_is_one() -> None:
    def draw(paper: Paper) -> None:
        row(paper, HEADER, step=26)
        for number, cells in enumerate(ROWS):
            paper.drawString(COLUMNS[2], paper.y + 7, f"会同{number}处单位逐一")
            paper.drawString(COLUMNS[2], paper.y - 7, "登记")
            row(paper, (cells[0], cells[1], "", cells[3]), step=36)

    tasks = [f"会同{number}处单位逐一登记" for number in range(3)]
    assert rows_of(read(draw)) == [
        named.replace(old[2], new) for named, old, new in zip(NAMED, ROWS, tasks, strict=True)
    ]


def test_three_lines_make_a_table_with_names_over_names() -> None:
    def draw(paper: Paper) -> None:
        level(paper)
        paper.drawString(215, paper.y, "本年收入")
        paper.y -= LEADING
        row(paper, ("地区", "拨款", "其他", "结余"))
        level(paper)
        for number, place in enumerate("甲乙丙"):
            row(paper, (f"{place}镇", f"{number}01.5", f"{number}02.5", f"{number}3"))
        level(paper)

    assert rows_of(read(draw)) == [
        f"地区：{place}镇；本年收入拨款：{n}01.5；本年收入其他：{n}02.5；结余：{n}3" for n, place in enumerate("甲乙丙")
    ]


def test_names_that_do_not_stand_in_the_middle_of_others_are_said_of_none_that_may_be_anothers() -> None:
    columns = (50, 150, 210, 270, 330, 390, 450)

    def draw(paper: Paper) -> None:
        level(paper)
        paper.drawString(150, paper.y, "收益")
        paper.drawString(302, paper.y, "估值")
        paper.y -= LEADING
        row(paper, ("公司", *("2023", "2024", "2025") * 2), columns)
        level(paper)
        for number, place in enumerate("甲乙丙"):
            row(paper, (f"{place}厂", *(f"{number}{column}.5" for column in range(6))), columns)
        level(paper)

    first = rows_of(read(draw))[0]
    assert first == "公司：甲厂；收益2023：00.5；2024：01.5；2025：02.5；估值2023：03.5；2024：04.5；2025：05.5"


def test_rows_of_which_every_other_is_shaded_are_a_table_with_the_one_above_them() -> None:
    def draw(paper: Paper) -> None:
        row(paper, HEADER)
        for number, cells in enumerate([*ROWS, ("夜间", "值班值守", "巡查水位", "北楼")]):
            if number % 2:
                paper.setFillGray(0.9)
                paper.rect(50, paper.y - 5, 450, LEADING, stroke=0, fill=1)
                paper.setFillGray(0)
            row(paper, cells)

    assert rows_of(read(draw))[:3] == NAMED
    assert len(rows_of(read(draw))) == 4


def test_rows_that_share_a_name_in_the_middle_of_them_are_rows_of_their_own() -> None:
    def draw(paper: Paper) -> None:
        level(paper)
        row(paper, ("水样", "点", "测定值", "平均值"))
        level(paper)
        for name in ("河水", "井水"):
            paper.drawString(LEFT, paper.y - 7, name)
            row(paper, ("", "1", "452，458", "455"), step=14)
            row(paper, ("", "2", "463，465", "464"), step=22)
        level(paper)

    assert rows_of(read(draw)) == [
        f"水样：{name}；点：{values}"
        for name in ("河水", "井水")
        for values in ("1；测定值：452，458；平均值：455", "2；测定值：463，465；平均值：464")
    ]


@pytest.mark.parametrize("lined", [False, True])
def test_columns_of_text_between_the_lines_of_a_page_are_no_table(lined: bool) -> None:
    def draw(paper: Paper) -> None:
        for top in (790, 600, 100) if lined else ():
            paper.line(50, top, 545, top)
        for left in (LEFT, 230, 400):
            paper.y = 760
            for _ in range(3):
                paper.say(FIRST, left=left, characters=13)

    assert rows_of(read(draw)) == []


def test_a_paragraph_and_a_heading_below_are_no_rows() -> None:
    def draw(paper: Paper) -> None:
        for cells in (HEADER, *ROWS):
            row(paper, cells)
        paper.drawString(LEFT, paper.y, "二、报名")
        paper.y -= LEADING
        paper.say(FIRST)

    assert rows_of(read(draw)) == NAMED
    assert "二、报名" in texts(read(draw), BlockKind.HEADING)

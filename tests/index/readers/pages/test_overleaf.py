from __future__ import annotations

from dataclasses import replace

import pytest

from index.readers.pages.order import Table
from index.readers.pages.overleaf import _carried, _is_cut, mend_rows
from tests.paper import LEFT, Paper, read, rows_of

LONG = "负责单位预算编制与执行情况的检查"


@pytest.mark.parametrize(
    ("above", "below", "cut"),
    [
        (("财务处", LONG, "张三"), ("", "和监督。", ""), True),
        (("财务处", LONG, "张三"), ("", "负责票据管理", "李四"), False),
        (("财务处", LONG + "。", "张三"), ("", "负责票据管理", ""), False),
        (("财务处", LONG, "张三"), ("", "", ""), False),
        (("财务处", LONG, "张三"), ("人事处", "负责招聘", "李四"), False),
    ],
)
def test_a_row_is_cut_where_every_cell_that_goes_on_is(
    above: tuple[str, ...], below: tuple[str, ...], cut: bool
) -> None:
    assert _is_cut(above, below) is cut


def table(*rows: str) -> Table:
    return Table(60, 100, 500, 300, tuple(tuple(row.split("|")) for row in rows), (60, 200, 350, 500))


def test_merged_cells_that_a_page_cuts_are_said_in_all_their_rows() -> None:
    above = table("三、办理结果|（三）不予公开|2", "三、办理结果|（三）不予公开|9", "三、办理结果|（四）无|746")
    below = table("|法提供|11", "|法提供|1", "|（五）不予处理|56", "四、结转下年度|四、结转下年度|103", "|无|1")
    upper, lower = _carried(above, below)
    assert [row[1] for row in upper.rows] == ["（三）不予公开", "（三）不予公开", "（四）无法提供"]
    assert [row[0] for row in lower.rows] == ["三、办理结果"] * 3 + ["四、结转下年度", ""]
    assert [row[1] for row in lower.rows[:3]] == ["（四）无法提供", "（四）无法提供", "（五）不予处理"]


@pytest.mark.parametrize(
    ("full", "rest", "joined"),
    [
        ((None, True, True), ("", "00/h", "例"), True),
        ((None, False, False), ("", "00/h", "例"), False),
        ((None, None, None), ("", "00/h", "例"), False),
        ((None, True, True), ("赵", "00/h", "例"), False),
        ((None, True, True), ("", "", "例"), False),
    ],
)
def test_a_row_without_a_name_is_the_rest_of_cells_that_fill_their_lines(
    full: tuple[bool | None, ...], rest: tuple[str, ...], joined: bool
) -> None:
    above = replace(table("姓名|费率|累算", "钱|￥80.00/h|按比例", "孙|￥90.|按比"), full=full)
    below = table("|".join(rest), "李|￥70.00/h|按比例", "||按次")
    (_, [upper, *_]), _ = mend_rows([(1, [above]), (2, [below])])
    assert isinstance(upper, Table)
    assert (upper.rows[-1] == ("孙", "￥90.00/h", "按比例")) is joined


@pytest.mark.parametrize(("rest", "joined"), [("期资产收回的现金", False), ("期，不再收回", True), ("A股的现金", True)])
def test_a_cell_whose_line_has_room_for_more_was_not_cut(rest: str, joined: bool) -> None:
    above = replace(table("项目|金额|说明", f"{LONG}|3|"), full=(False, None, None))
    (_, [upper, *_]), _ = mend_rows([(1, [above]), (2, [table(f"{rest}||", "合计|3|")])])
    assert isinstance(upper, Table)
    assert (upper.rows[-1][0] == LONG + rest) is joined


def test_merged_cells_of_the_page_before_end_at_a_line() -> None:
    above = table("通识|选修|1", "通识|选修|2")
    below = replace(table("||3", "|必修|4", "||5"), cells=((0, 1, 2), (3, 4, 5), (3, 6, 7)))
    _, lower = _carried(above, below)
    assert [row[:2] for row in lower.rows] == [("通识", "选修"), ("", "必修"), ("", "")]


def test_blank_cells_below_cells_that_are_not_merged_stay_blank() -> None:
    above, below = table("财务处|甲|2", "人事处|乙|9"), table("|丙|11", "总务处|丁|1")
    assert _carried(above, below) == (above, below)


def test_the_heading_of_rows_on_the_next_page_stands_there() -> None:
    above = table("名称|制发|现行", "规章|1|11", "（六）处罚|（六）处罚|（六）处罚")
    below = Table(60, 90, 500, 200, (("名称", "处理决定"), ("处罚", "3985758")), (60, 200, 500))
    (_, [upper]), (_, [lower]) = mend_rows([(1, [above]), (2, [below])])
    assert isinstance(upper, Table)
    assert isinstance(lower, Table)
    assert upper.rows == above.rows[:2]
    assert lower.rows == (("（六）处罚", "（六）处罚"), *below.rows)


def test_names_of_columns_that_a_page_cuts_are_whole_on_the_next() -> None:
    above = table("股东情况|股东情况|股东情况", "名称|期末持股|质押情况")
    below = Table(60, 90, 500, 300, (("", "数量", "状态", "数"), ("甲公司", "9", "无", "0")), (60, 200, 350, 430, 500))
    (_, rest), (_, [lower]) = mend_rows([(1, [above]), (2, [below])])
    assert isinstance(lower, Table)
    assert lower.rows[-3:] == (
        ("名称", "期末持股数量", "质押情况", "质押情况"),
        ("名称", "期末持股数量", "状态", "数"),
        ("甲公司", "9", "无", "0"),
    )
    assert rest == [replace(above, rows=above.rows[:1])]


def test_a_note_at_the_end_of_a_page_stays_there() -> None:
    above = table("名称|制发|现行", "规章|1|11", "注：含废止的。|注：含废止的。|注：含废止的。")
    below = table("处罚|2|3")
    assert mend_rows([(1, [above]), (2, [below])]) == [(1, [above]), (2, [below])]


def test_a_row_that_a_page_cuts_within_its_lines_is_whole() -> None:
    def draw(paper: Paper) -> None:
        row(paper, ("成员", "费率"), 20)
        row(paper, ("钱宁", "每小时九十元", "整"), 40)
        row(paper, ("孙平", "每小时八十元"), 20)
        paper.turn()
        row(paper, ("", "整"), 20)
        row(paper, ("李安", "每小时七十元", "整"), 40)

    def row(paper: Paper, said: tuple[str, ...], high: int) -> None:
        for left, wide in ((LEFT, 60), (LEFT + 60, 80)):
            paper.rect(left, paper.y - high, wide, high)
        paper.drawString(LEFT + 4, paper.y - 14, said[0])
        for number, line in enumerate(said[1:]):
            paper.drawString(LEFT + 64, paper.y - 14 - 20 * number, line)
        paper.y -= high

    assert rows_of(read(draw)) == [
        f"成员：{who}；费率：每小时{rate}十元整" for who, rate in zip(("钱宁", "孙平", "李安"), "九八七", strict=True)
    ]

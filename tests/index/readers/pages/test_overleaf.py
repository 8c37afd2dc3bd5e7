from __future__ import annotations

from dataclasses import replace

import pytest

from index.readers.pages.order import Table
from index.readers.pages.overleaf import _carried, _is_cut, mend_rows

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


def test_a_note_at_the_end_of_a_page_stays_there() -> None:
    above = table("名称|制发|现行", "规章|1|11", "注：含废止的。|注：含废止的。|注：含废止的。")
    below = table("处罚|2|3")
    assert mend_rows([(1, [above]), (2, [below])]) == [(1, [above]), (2, [below])]

"""Which grids are a page in a frame, and which sparse ones are tables all the same."""

from __future__ import annotations

from tests.paper import LEFT, TOP, Paper, read, rows_of
from tests.samples import FIRST


def test_a_page_in_a_frame_with_a_margin_beside_it_is_no_table() -> None:
    """The first page of a broker's report: boxes of labels down the left edge, all else in one box beside them."""

    def draw(paper: Paper) -> None:
        for number, label in enumerate(("专题", "研究", "报告")):
            paper.drawString(50, 400 - 120 * number, label)
            paper.line(40, 420 - 120 * number, 100, 420 - 120 * number)
        for x in (40, 100, 550):
            paper.line(x, 790, x, 100)
        paper.line(40, 100, 550, 100)
        paper.line(40, 790, 550, 790)
        for _ in range(5):
            paper.say(FIRST, left=120, characters=30)

    document = read(draw)
    assert rows_of(document) == []
    assert [document.text.count(said) for said in (FIRST[:12], "研究")] == [5, 1]


def test_a_budget_with_little_in_it_is_a_table_income_beside_outlay() -> None:
    outlays = [
        "一般公共服务",
        "外交",
        "国防",
        "公共安全",
        "教育",
        "科学技术",
        "文化旅游",
        "社会保障",
        "卫生健康",
        "节能环保",
    ]
    rows = [["", "", outlay, ""] for outlay in outlays]
    rows[0][:2], rows[7][3] = ["财政拨款", "307.82"], "10.82"
    lines = [["收入", "收入", "支出", "支出"], ["项目", "决算数", "项目", "决算数"], *rows]

    def draw(paper: Paper) -> None:
        for place, cells in enumerate(lines):
            top = TOP - 20 * place
            paper.line(LEFT, top, LEFT + 400, top)
            for column, text in enumerate(cells):
                paper.line(
                    LEFT + 100 * column, top - (20 if place == 0 and column % 2 else 0), LEFT + 100 * column, top - 20
                )
                if place or column % 2 == 0:
                    paper.drawString(LEFT + 4 + 100 * column, top - 14, text)
            paper.line(LEFT + 400, top, LEFT + 400, top - 20)
        paper.line(LEFT, TOP - 20 * len(lines), LEFT + 400, TOP - 20 * len(lines))

    said = rows_of(read(draw))
    assert said[0] == "收入项目：财政拨款；收入决算数：307.82；支出项目：一般公共服务"
    assert said[7] == "支出项目：社会保障；支出决算数：10.82"
    assert len(said) == len(rows)

"""Which lines make a table, and what its rows say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.text.places import describe, places_of
from index.text.tokens import Tokenizer
from index.types import BlockKind
from tests.paper import LEADING, LEFT, NAMED, TOP, Paper, read, rows_of, texts
from tests.samples import FIRST, HEADER, ROWS, SECOND, cut_up


def test_a_table_stands_in_the_order_of_reading_under_its_title() -> None:
    def draw(paper: Paper) -> None:
        paper.say(FIRST)
        paper.drawString(200, paper.y, "表1 各乡镇主要指标")
        paper.y -= 14
        paper.table(HEADER, *ROWS)
        paper.say(SECOND)

    document = read(draw)
    found = texts(document, *BlockKind)
    assert [text.lstrip("　") for text in found] == [FIRST, "表1 各乡镇主要指标", *NAMED, SECOND]
    assert {describe(places_of(document.places, block.spans)) for block in document.blocks} == {"第 1 页"}


def test_merged_names_of_columns_are_said_for_each() -> None:
    def draw(paper: Paper) -> None:
        for left, below, wide, high, text in [
            (60, 700, 90, 40, "乡镇"),
            (150, 720, 180, 20, "规模"),
            (150, 700, 90, 20, "人口"),
            (240, 700, 90, 20, "产量"),
            (60, 680, 90, 20, "云溪镇"),
            (150, 680, 90, 20, "5.21"),
            (240, 680, 90, 20, "3.4"),
        ]:
            paper.rect(left, below, wide, high)
            paper.drawString(left + 4, below + high / 2 - 4, text)

    assert rows_of(read(draw)) == ["乡镇：云溪镇；规模人口：5.21；规模产量：3.4"]


@pytest.mark.parametrize("lines", ["level sides open", "upright only"])
def test_lines_that_are_left_out_are_thought_there(lines: str) -> None:
    def draw(paper: Paper) -> None:
        for number, row in enumerate([HEADER, *ROWS]):
            for column, text in enumerate(row):
                paper.drawString(70 + 90 * column, 686 - 20 * number, text)
        levels = [700, 620] if lines == "upright only" else [700, 680, 660, 640, 620]
        for y in levels:
            paper.line(60, y, 330, y)
        for x in (150, 240):
            paper.line(x, 700, x, 620)

    assert rows_of(read(draw)) == NAMED


def test_shading_within_cells_makes_no_columns() -> None:
    def draw(paper: Paper) -> None:
        paper.setFillGray(0.9)
        for column, row in [(0, 0), (1, 0), (2, 0), (1, 2)]:
            paper.rect(LEFT + 5.4 + 90 * column, paper.y - 19 - 20 * row, 79.2, 18, stroke=0, fill=1)
        paper.setFillGray(0)
        paper.table(HEADER, *ROWS)

    assert rows_of(read(draw)) == NAMED


def test_shading_makes_a_table_where_no_lines_are_drawn() -> None:
    def draw(paper: Paper) -> None:
        for number, row in enumerate([HEADER, *ROWS]):
            for column, text in enumerate(row):
                paper.setFillGray(0.8 if number % 2 else 0.9)
                paper.rect(LEFT + 90 * column, 680 - 20 * number, 88, 18, stroke=0, fill=1)
                paper.setFillGray(0)
                paper.drawString(LEFT + 4 + 90 * column, 685 - 20 * number, text)

    assert rows_of(read(draw)) == NAMED


def test_white_behind_the_lines_of_prose_makes_no_table() -> None:
    prose = ["人事部：负责招聘和培训的工作，", "销售部：负责市场推广和订单，", "财务部：负责账目和报告。"]

    def draw(paper: Paper) -> None:
        for number, line in enumerate(prose):
            for left, right in ((LEFT, LEFT + 33), (LEFT + 33, LEFT + 190 - 11 * number)):
                paper.setFillGray(1)
                paper.rect(left, paper.y - 4, right - left, LEADING, stroke=0, fill=1)
            paper.setFillGray(0)
            paper.drawString(LEFT, paper.y, line)
            paper.y -= LEADING

    assert not rows_of(read(draw))


def test_white_on_shading_makes_a_table() -> None:
    def draw(paper: Paper) -> None:
        paper.setFillGray(0.6)
        paper.rect(LEFT - 2, 616, 274, 86, stroke=0, fill=1)
        for number, row in enumerate([HEADER, *ROWS]):
            for column, text in enumerate(row):
                paper.setFillGray(1)
                paper.rect(LEFT + 90 * column, 680 - 20 * number, 88, 18, stroke=0, fill=1)
                paper.setFillGray(0)
                paper.drawString(LEFT + 4 + 90 * column, 685 - 20 * number, text)

    assert rows_of(read(draw)) == NAMED


def test_lines_that_are_filled_strips_make_a_table() -> None:
    def draw(paper: Paper) -> None:
        for number, row in enumerate([HEADER, *ROWS]):
            for column, text in enumerate(row):
                paper.drawString(LEFT + 4 + 90 * column, 686 - 20 * number, text)
        for number in range(5):
            paper.rect(LEFT, 700 - 20 * number, 270, 1.5, stroke=0, fill=1)
        for number in range(4):
            paper.rect(LEFT + 90 * number, 620, 0.5, 80, stroke=0, fill=1)

    assert rows_of(read(draw)) == NAMED


@pytest.mark.parametrize("figures", [("88.64", "", ""), ("", "", "")])
def test_a_sparse_table_is_one_where_its_rows_and_columns_have_names(figures: tuple[str, ...]) -> None:
    def draw(paper: Paper) -> None:
        blank = [(name, "", "", "") for name in ("减免税款", "交换损益", "委托收益")]
        paper.table(("项目", "本年金额", "上年金额", "附注"), ("粮食补助", *figures), *blank)

    named = f"项目：粮食补助{'；本年金额：88.64' if any(figures) else ''}"
    unfilled = [] if any(figures) else ["项目；本年金额；上年金额；附注"]
    assert rows_of(read(draw)) == [*unfilled, named, "项目：减免税款", "项目：交换损益", "项目：委托收益"]


@pytest.mark.parametrize("again", [True, False], ids=["names repeated", "names not repeated"])
def test_a_table_goes_on_on_the_next_page(again: bool) -> None:
    def draw(paper: Paper) -> None:
        paper.say(FIRST)
        paper.y = 150
        paper.table(HEADER, *ROWS[:2])
        paper.turn()
        paper.table(*([HEADER] if again else []), ROWS[2])

    document = read(draw)
    assert rows_of(document) == NAMED
    pages = [describe(places_of(document.places, block.spans)) for block in document.blocks[-3:]]
    assert pages == ["第 1 页", "第 1 页", "第 2 页"]


def test_a_row_that_the_page_cut_is_whole() -> None:
    task = "实施产业链提升行动，新增规模以上工业企业，推动集群发"

    def row(paper: Paper, *cells: str) -> None:
        for (left, wide), text in zip([(60, 60), (120, 320), (440, 90)], cells, strict=True):
            paper.rect(left, paper.y - 20, wide, 20)
            paper.drawString(left + 4, paper.y - 14, text)
        paper.y -= 20

    def draw(paper: Paper) -> None:
        paper.say(FIRST)
        paper.y = 120
        row(paper, "序号", "内容", "单位")
        row(paper, "一号", task, "县工信局")
        paper.turn()
        row(paper, "", "展。", "")
        row(paper, "二号", "开工建设水库。", "县水利局")

    assert rows_of(read(draw)) == [
        f"序号：一号；内容：{task}展。；单位：县工信局",
        "序号：二号；内容：开工建设水库。；单位：县水利局",
    ]


def frame(paper: Paper) -> None:
    paper.rect(40, 40, 515, 762)
    paper.rect(50, 640, 495, 140)


def underlines(paper: Paper) -> None:
    for number in range(6):
        paper.line(LEFT, TOP - 3 - LEADING * number, 500, TOP - 3 - LEADING * number)


def column_rules(paper: Paper) -> None:
    paper.line(297, 780, 297, 100)
    paper.line(50, 790, 545, 790)
    paper.line(50, 600, 545, 600)
    paper.line(50, 100, 545, 100)


def chart(paper: Paper) -> None:
    for step in range(8):
        paper.line(100, 100 + 30 * step, 400, 100 + 30 * step)
        paper.line(100 + 40 * step, 100, 100 + 40 * step, 310)
        paper.drawString(70, 96 + 30 * step, str(50 * step))


@pytest.mark.parametrize("lines", [frame, underlines, column_rules, chart])
def test_lines_that_are_no_table_change_nothing(lines: Callable[[Paper], None]) -> None:
    def prose(paper: Paper) -> None:
        for left in (LEFT, 310):
            paper.y = TOP
            for _ in range(3):
                paper.say(FIRST, left=left, characters=20)

    def draw(paper: Paper) -> None:
        prose(paper)
        lines(paper)

    assert rows_of(read(draw)) == []
    plain = texts(read(prose), BlockKind.PARAGRAPH)
    assert len(plain) == 6
    assert texts(read(draw), BlockKind.PARAGRAPH) == plain


def test_a_form_has_no_names_of_columns() -> None:
    def draw(paper: Paper) -> None:
        for number, cells in enumerate(
            [
                [(60, 90, "姓名"), (150, 90, "林知远"), (240, 90, "性别"), (330, 90, "男")],
                [(60, 90, "单位"), (150, 270, "白石县统计局综合股")],
                [(60, 90, "住址"), (150, 270, "白石县云溪镇人民路")],
            ]
        ):
            for left, wide, text in cells:
                paper.rect(left, 700 - 20 * number, wide, 20)
                paper.drawString(left + 4, 706 - 20 * number, text)

    assert rows_of(read(draw)) == ["姓名：林知远；性别：男", "单位：白石县统计局综合股", "住址：白石县云溪镇人民路"]


def test_a_sparse_table_of_boxes_is_one_where_its_rows_have_names() -> None:
    names = ("短期借款", "应付账款", "预收款项", "预计负债", "永续债")
    rows = [(name, "998.38" if name == "应付账款" else "", "") for name in names]

    def draw(paper: Paper) -> None:
        paper.table(*rows)

    assert "应付账款；998.38" in rows_of(read(draw))


def test_a_table_that_goes_on_keeps_its_names_however_few_cells_say_something() -> None:
    def draw(paper: Paper) -> None:
        paper.y = 120
        paper.table(HEADER, *ROWS)
        paper.turn()
        paper.table(("石桥镇", "", "1.5"), ("其他", "", ""), ("", "", ""), ("", "", ""))

    assert rows_of(read(draw))[len(ROWS) :] == ["乡镇：石桥镇；粮食产量：1.5", "乡镇：其他"]


def test_a_header_at_the_foot_of_a_page_names_the_rows_on_the_next() -> None:
    def draw(paper: Paper) -> None:
        paper.say(FIRST)
        paper.y = 100
        paper.table(HEADER)
        paper.turn()
        paper.table(*ROWS)

    assert rows_of(read(draw)) == ["；".join(HEADER), *NAMED]


def test_the_number_and_the_unit_of_a_table_stand_over_its_rows(tokenizer: Tokenizer) -> None:
    def draw(paper: Paper) -> None:
        paper.say(FIRST)
        for line in ("表7-2：截至2023年3月末授信及使用情况", "单位：万元 币种：人民币"):
            paper.drawString(LEFT, paper.y, line)
            paper.y -= 14
        paper.table(HEADER, *ROWS)
        paper.say(SECOND)

    passages = cut_up(read(draw), tokenizer)
    over = {passage.headings for passage in passages if passage.text.startswith("乡镇")}
    assert over == {("表7-2：截至2023年3月末授信及使用情况", "单位：万元 币种：人民币")}
    assert [passage.headings for passage in passages if SECOND[:4] in passage.text] == [()]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("教材名称", "出版社", "出版年"), ("", "", ""), ("", "", ""), ("", "", "")], ["教材名称；出版社；出版年"]),
        ([("姓名", "", ""), ("项目", "经费", "来源"), ("", "", ""), ("", "", "")], ["项目  经费  来源"]),
        ([("", "", ""), ("电话", "", ""), ("", "", ""), ("", "", "")], []),
    ],
)
def test_a_form_that_nobody_filled_in_is_a_table(rows: list[tuple[str, ...]], said: list[str]) -> None:
    assert rows_of(read(lambda paper: paper.table(*rows))) == said


def test_names_of_columns_below_their_figures_are_no_row() -> None:
    assert rows_of(read(lambda paper: paper.table(HEADER, *ROWS, HEADER))) == NAMED

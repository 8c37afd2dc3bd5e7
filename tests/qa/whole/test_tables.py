from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from index.layout.structure import dump_structure, load_structure
from index.readers.composing import Composer
from index.readers.table_parts import Row
from index.readers.tables import write_table
from index.text.tokens import Tokenizer
from index.types import Format, join_spans
from qa.answers import PartKind
from qa.asking.question import understand
from qa.statements import Reason, ReasonKind
from qa.whole.drafts import Found
from qa.whole.figures import mean, read_figure
from qa.whole.lacking import lack_of
from qa.whole.naming import Register
from qa.whole.tables import cells_of, find_tables, unit_of
from tests.asked_tables import answered, written

PARTS = (
    "零件,单价（元）,重量,库位,盘点人\n轴承,12.50,3公斤,东三,甘露\n皮带,8.25,500克,西一,庄严\n齿轮,40,7公斤,东三,甘露\n"
)
TOTALS = "科目,一季度（万元）,二季度（万元）\n水费,3,5\n电费,10,8\n合计,13,13\n"


def register(folder: Path, text: str) -> Register:
    return Register(written(folder, text, "零件台账.csv"))


def answer(folder: Path, text: str, question: str, tokenizer: Tokenizer) -> Found | None:
    return answered(register(folder, text), question, tokenizer)


def said(found: Found | None) -> list[str]:
    return [draft.text for draft in found.drafts] if found else []


def test_a_table_is_read_back_as_slices(tmp_path: Path) -> None:
    table = register(tmp_path, PARTS).table
    assert table.columns == ("零件", "单价（元）", "重量", "库位", "盘点人")
    for row in table.rows:
        for cell in row.cells:
            assert join_spans(table.document.text, [cell.span]) == cell.value
            assert join_spans(table.document.text, [cell.said]) == f"{cell.name}：{cell.value}"


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("齿轮的库位是哪里？", ["东三"]),
        ("轴承多少钱？", ["单价（元）：12.50"]),
        ("库位是东三的零件有哪些？", ["轴承", "齿轮"]),
        ("轴承和皮带的单价一共是多少？", ["12.50 + 8.25 = 20.75元（2 行）"]),
        ("单价高于10元的零件有几个？", ["2（2 行：轴承、齿轮）"]),
        ("齿轮的单价排第几？", ["第 1（从高到低，共 3 行）"]),
        ("皮带和齿轮的单价相差多少？", ["40 - 8.25 = 31.75元（齿轮较高）"]),
        ("哪个零件的单价最低？", ["皮带，单价（元）：8.25（3 行中最低）"]),
    ],
)
def test_what_is_asked_of_a_table_is_answered_exactly(
    question: str, wanted: list[str], tmp_path: Path, tokenizer: Tokenizer
) -> None:
    assert said(answer(tmp_path, PARTS, question, tokenizer)) == wanted


@pytest.mark.parametrize(
    "question",
    [
        "链条的单价是多少？",
        "轴承的保修期是多久？",
        "轴承的单价为什么高？",
        "不在东三的零件有哪些？",
        "最新的单价是多少？",
    ],
)
def test_what_the_table_does_not_say_is_left_alone(question: str, tmp_path: Path, tokenizer: Tokenizer) -> None:
    assert answer(tmp_path, PARTS, question, tokenizer) is None


@pytest.mark.parametrize("bound", ["1,000", "1,000件", "1000"])
def test_a_bound_is_read_whole_however_its_thousands_are_parted(
    bound: str, tmp_path: Path, tokenizer: Tokenizer
) -> None:
    sold = "品名,销量（件）\n甲茶,900\n乙茶,1500\n丙茶,1001\n丁茶,2\n"
    assert said(answer(tmp_path, sold, f"销量超过{bound}的有哪些？", tokenizer)) == ["乙茶", "丙茶"]


def test_figures_in_several_units_are_not_computed_with(tmp_path: Path, tokenizer: Tokenizer) -> None:
    found = answer(tmp_path, PARTS, "哪个零件的重量最大？", tokenizer)
    assert found is not None
    assert found.why == Reason(ReasonKind.UNITS_IN_COLUMN, ("重量",))
    assert len(found.drafts[0].slices) == 3


def test_a_total_that_is_stated_is_quoted_and_no_row_of_its_own(tmp_path: Path, tokenizer: Tokenizer) -> None:
    found = answer(tmp_path, TOTALS, "一季度总共多少万元？", tokenizer)
    assert found is not None
    assert [(draft.kind, draft.text) for draft in found.drafts] == [(PartKind.CELL, "一季度（万元）：13")]
    assert said(answer(tmp_path, TOTALS, "哪个科目二季度最高？", tokenizer)) == [
        "电费，二季度（万元）：8（2 行中最高）"
    ]


def test_what_is_nowhere_in_a_table_is_named(tmp_path: Path, tokenizer: Tokenizer) -> None:
    lack = lack_of(register(tmp_path, PARTS), understand("链条的单价是多少？", (), tokenizer), tokenizer)
    assert lack == Reason(ReasonKind.NOT_IN_TABLE, ("链条",))


def test_figures_and_units_are_read_whole() -> None:
    assert read_figure("1,260.50元") is not None
    assert read_figure("3-5") is None
    assert unit_of("单价（元/公斤）") == "元/公斤"
    assert unit_of("人数", ("情况表", "单位：人")) == "人"
    numbers = [figure[0] for text in ("1", "2", "2") if (figure := read_figure(text))]
    assert mean(numbers) == ("1.67", False)


def test_a_row_without_names_has_no_cells_and_the_next_is_read() -> None:
    assert list(cells_of("只有一格的一行", 0)) == []
    assert [(cell.name, cell.value) for cell in cells_of("甲；乙：1；丙：2", 0)] == [("乙", "1"), ("丙", "2")]


def test_what_is_kept_is_stored_and_answered_from() -> None:
    composer = Composer()
    rows = [("品名", "说明", "重量：净重"), ("轴承", "防水；颜色：红", "3公斤"), ("皮带", "耐磨", "500克")]
    write_table(composer, [Row(number, cells) for number, cells in enumerate(rows, 1)])
    document = composer.finish("0" * 16, "零件.csv", Format.CSV)
    blocks, _ = load_structure(dump_structure(document))
    assert blocks == document.blocks
    (table,) = find_tables(document)
    said = [[(cell.name, cell.value) for cell in row.cells] for row in table.rows]
    assert said == [list(zip(rows[0], row, strict=True)) for row in rows[1:]]
    for row in table.rows:
        assert [join_spans(document.text, [cell.span]) for cell in row.cells] == [cell.value for cell in row.cells]


def test_a_unit_with_a_figure_in_it_is_a_unit(tmp_path: Path, tokenizer: Tokenizer) -> None:
    assert read_figure("100㎡") == (Decimal(100), "m2")
    assert read_figure("3.5 m³/h") == (Decimal("3.5"), "m3/h")
    assert read_figure("100㎡ 2间") is None
    rooms = "房间,面积\n东厅,100㎡\n西厅,60㎡\n"
    assert said(answer(tmp_path, rooms, "哪个房间的面积最大？", tokenizer)) == ["东厅，面积：100㎡（2 行中最高）"]


def test_a_unit_is_one_however_its_letters_are_written(tmp_path: Path, tokenizer: Tokenizer) -> None:
    parts = "零件,重量（KG）\n轴承,5kg\n齿轮,6\n"
    assert said(answer(tmp_path, parts, "轴承和齿轮的重量一共是多少？", tokenizer)) == ["5 + 6 = 11kg（2 行）"]

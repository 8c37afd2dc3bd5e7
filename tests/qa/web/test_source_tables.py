from __future__ import annotations

import time
from dataclasses import replace

from index.text.tokens import Tokenizer
from index.types import Block, BlockKind, Document, Format, Place, PlaceKind, Span
from qa.web import source, words
from qa.web.source_tables import MOST_COLUMNS, TOGETHER
from tests.qa.web.test_render import Reader


def document(*lines: str, places: tuple[Place, ...] = ()) -> Document:
    """A document of these lines, each a row."""
    blocks: list[Block] = []
    start = 0
    for line in lines:
        blocks.append(Block(BlockKind.ROW, (Span(start, start + len(line)),)))
        start += len(line) + 1
    return Document("00", "表.xlsx", "表", Format.SHEET, "\n".join(lines), tuple(blocks), places)


def shown(made: Document, tokenizer: Tokenizer) -> Reader:
    page = Reader(source.whole(made, tokenizer))
    starts, ends = page.values("data-start"), page.values("data-end")
    for start, end in zip(starts, ends, strict=True):
        assert made.text[int(start) : int(end)] in page.text
    return page


def test_rows_become_a_table_with_each_value_at_its_place(tokenizer: Tokenizer) -> None:
    made = document("乡镇：云溪镇；人口：5.2；备注：<b>；下辖", "乡镇：石桥镇；备注：一：二", "乡镇：柳湾乡；人口：1.7")
    page = shown(made, tokenizer)
    assert page.tags.count("table") == 1
    assert page.tags.count("th") == 3
    assert page.tags.count("td") == 9
    assert "b" not in page.tags
    values = [
        made.text[int(start) : int(end)]
        for start, end in zip(page.values("data-start"), page.values("data-end"), strict=True)
    ]
    assert values == ["云溪镇", "5.2", "<b>；下辖", "石桥镇", "一：二", "柳湾乡", "1.7"]


def test_nothing_is_lost_of_rows_without_names_or_with_what_stands_before_the_first(tokenizer: Tokenizer) -> None:
    lines = ("甲；数量：1；单位：个", "合计见下页", "乙；数量：2；单位：个")
    page = shown(document(*lines), tokenizer)
    for said in ("甲", "合计见下页", "乙"):
        assert said in page.text
    plain = shown(document("没有列名的一行", "又一行"), tokenizer)
    assert (plain.tags.count("table"), plain.text) == (0, "没有列名的一行又一行")


def test_a_form_is_pairs_and_keeps_its_order(tokenizer: Tokenizer) -> None:
    page = shown(document("名称：北库", "负责人：林知远", "面积：80亩"), tokenizer)
    assert page.tags.count("tr") == 3
    assert page.text == "名称北库负责人林知远面积80亩"


def test_another_tables_rows_are_another_table(tokenizer: Tokenizer) -> None:
    lines = "乡镇：云溪镇；人口：5.2", "乡镇：石桥镇；人口：4.1", "年份：2023；产量：80", "年份：2024；产量：90"
    assert shown(document(*lines), tokenizer).tags.count("table") == 2


def test_rows_of_a_sheet_have_their_numbers_and_their_sheets_name(tokenizer: Tokenizer) -> None:
    lines = "乡镇：云溪镇；人口：5.2", "乡镇：石桥镇；人口：4.1"
    places = Place(0, PlaceKind.ROW, 7, "人口"), Place(len(lines[0]) + 1, PlaceKind.ROW, 9, "人口")
    page = shown(document(*lines, places=places), tokenizer)
    assert page.text == words.SHEET.format("人口") + "乡镇人口7云溪镇5.29石桥镇4.1"


def test_a_long_table_is_cut_under_the_same_names(tokenizer: Tokenizer) -> None:
    lines = [f"编号：{number}；名称：第{number}件" for number in range(2 * TOGETHER + 1)]
    page = shown(document(*lines), tokenizer)
    assert page.tags.count("table") == 3
    assert page.tags.count("thead") == 3
    assert page.tags.count("tr") == 2 * TOGETHER + 1 + 3


def test_a_column_that_is_named_twice_is_two(tokenizer: Tokenizer) -> None:
    page = shown(document("姓名：甲；电话：1；电话：2", "姓名：乙；电话：3；电话：4"), tokenizer)
    assert page.tags.count("th") == 3
    assert page.text == "姓名电话电话甲12乙34"


def test_variants_of_characters_are_told_by_twos() -> None:
    told = source.folds()
    pairs = dict(zip(told[::2], told[1::2], strict=True))
    assert (pairs["機"], pairs["專"]) == ("机", "专")
    assert all(character != folded for character, folded in pairs.items())
    told.encode()


def test_rows_with_columns_of_their_own_make_no_table_that_grows_with_both(tokenizer: Tokenizer) -> None:
    lines = [f"编号：{number}；第{number}项：有" for number in range(1_000)]
    html = source.whole(document(*lines), tokenizer)
    assert html.count("<td") <= 1_000 * MOST_COLUMNS
    assert html.count("有</span>") == 1_000
    pairs = [f"第{number}项：有" for number in range(1_000)]
    page = shown(document(*pairs, *(f"第0项：有；第{number}项：有" for number in range(1, 50))), tokenizer)
    assert page.tags.count("table") == 2  # a form may be as long as it is
    assert page.tags.count("td") < 1_000 + 50 * 60


def test_a_register_takes_no_longer_for_a_row_than_a_small_one(tokenizer: Tokenizer) -> None:
    lines = [f"编号：{number}；名称：第{number}件" for number in range(20_000)]
    made = document(*lines)
    places = tuple(Place(block.spans[0].start, PlaceKind.ROW, at) for at, block in enumerate(made.blocks, start=2))
    began = time.process_time()
    html = source.whole(replace(made, places=places), tokenizer)
    assert time.process_time() - began < 8
    assert html.count("<tr>") == 20_000 + 20_000 // TOGETHER

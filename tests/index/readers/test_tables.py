from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers.composing import Composer
from index.readers.tables import Row, write_table
from index.types import BlockKind, Document, Format, join_spans


def written(rows: Sequence[Sequence[str]]) -> Document:
    composer = Composer()
    write_table(composer, [Row(number, tuple(cells)) for number, cells in enumerate(rows, start=1)], sheet="表")
    return composer.finish("00", "表.xlsx", Format.SHEET)


def lines(document: Document, kind: BlockKind) -> list[str]:
    return [join_spans(document.text, block.spans) for block in document.blocks if block.kind is kind]


def test_titles_and_units_stand_over_the_rows() -> None:
    made = written(
        [
            ["2023年各县经济", "", ""],
            ["单位：亿元", "", ""],
            ["地区", "总量", "增速"],
            ["白石县", "812.36", "5.7%"],
        ]
    )
    assert lines(made, BlockKind.HEADING) == ["2023年各县经济", "单位：亿元"]
    assert lines(made, BlockKind.ROW) == ["地区：白石县；总量：812.36；增速：5.7%"]


def test_a_header_of_two_lines_gives_names_of_both() -> None:
    made = written(
        [
            ["地区", "2022年", "2022年", "2023年", "2023年"],
            ["地区", "总量", "增速", "总量", "增速"],
            ["白石县", "768.1", "4.2%", "812.36", "5.7%"],
        ]
    )
    assert lines(made, BlockKind.ROW) == [
        "地区：白石县；2022年总量：768.1；2022年增速：4.2%；2023年总量：812.36；2023年增速：5.7%"
    ]


def test_a_table_without_a_header_keeps_its_first_row() -> None:
    assert lines(written([["白石县", "812.36"], ["青峰县", "640.10"]]), BlockKind.ROW) == [
        "白石县；812.36",
        "青峰县；640.10",
    ]


def test_years_are_names_of_columns() -> None:
    made = written([["地区", "2022年", "2023年"], ["白石县", "768", "812"]])
    assert lines(made, BlockKind.ROW) == ["地区：白石县；2022年：768；2023年：812"]


def test_equal_figures_in_neighbouring_columns_are_both_said() -> None:
    made = written([["地区", "男", "女"], ["白石县", "500", "500"]])
    assert lines(made, BlockKind.ROW) == ["地区：白石县；男：500；女：500"]


def test_rows_say_where_they_stand() -> None:
    made = written([["地区", "总量"], ["白石县", "812"], ["青峰县", "640"]])
    assert [(place.number, place.name) for place in made.places] == [(2, "表"), (3, "表")]


CELLS = st.text(st.sampled_from("甲乙丙丁县镇12345.%年"), max_size=6)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=6))
def test_no_cell_is_lost(rows: list[list[str]]) -> None:
    text = written([["甲栏", "乙栏", "丙栏"], *rows]).text
    for cell in (cell.strip() for row in rows for cell in row):
        assert cell in text


@pytest.mark.parametrize("text", ["<b>甲</b>", "甲\x00乙", "甲\r\n乙"])
def test_a_cell_is_one_line_of_text(text: str) -> None:
    assert "\n" not in lines(written([["名", "值"], [text, "1"]]), BlockKind.ROW)[0]

"""Rows are read as they were written, whatever stands in their cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.layout.cells import MARK, kept_cells, read_cells, split_cells, write_cell
from index.layout.structure import load_structure
from index.types import Block, BlockKind, Span

LETTERS = "甲乙型1；：。 "
TEXTS = st.text(LETTERS, min_size=1, max_size=30)


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5))
def test_named_cells_are_read_as_they_were_written(parts: list[tuple[str, str]]) -> None:
    text = MARK.join(write_cell(name, value) for name, value in parts)
    read = [
        (text[start : start + name], text[start + name + 1 : end])
        for start, name, end in split_cells(text, kept_cells(parts))
    ]
    assert read == parts


@given(st.lists(st.tuples(st.sampled_from(["", "甲", "乙型"]), TEXTS), min_size=1, max_size=5))
def test_what_is_kept_lies_in_the_row(parts: list[tuple[str, str]]) -> None:
    text = MARK.join(write_cell(name, value) for name, value in parts)
    Block(BlockKind.ROW, (Span(7, 7 + len(text)),), cells=kept_cells(parts))


def test_a_row_keeps_its_cells_only_where_its_marks_do_not_tell() -> None:
    assert kept_cells([("品名", "轴承"), ("单价", "12")]) == ()
    assert kept_cells([("", "第一季度"), ("", "第二季度")]) == ()
    assert kept_cells([("品名", "轴承"), ("说明", "防水；颜色：红")]) == ((0, 2), (6, 2))
    assert read_cells("品名：轴承；说明：防水；颜色：红") == ((0, 2), (6, 2), (12, 2))


def test_blocks_of_older_stores_keep_no_cells() -> None:
    (block,), _ = load_structure('{"blocks":[["row",0,[[0,5]],0]],"places":[]}')
    assert block == Block(BlockKind.ROW, (Span(0, 5),))


@pytest.mark.parametrize("cells", [((3, 1), (1, 1)), ((0, 9),), ((-1, 1),)])
def test_cells_that_are_not_in_their_row_are_none(cells: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(ValueError, match="cells"):
        Block(BlockKind.ROW, (Span(0, 5),), cells=cells)
    with pytest.raises(ValueError, match="cells"):
        Block(BlockKind.PARAGRAPH, (Span(0, 5),), cells=((0, 1),))

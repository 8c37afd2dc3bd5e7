from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.layout.lines import find_lines, join_lines
from index.types import Span, join_spans


def test_lines_lose_the_white_space_around_them_and_count_the_blank_ones_above() -> None:
    lines = find_lines("\n\n  市公安局 \n\n\u3000平安，是群众的关切。\n第三行")
    assert [(line.text, line.gap) for line in lines] == [("市公安局", 1), ("平安，是群众的关切。", 1), ("第三行", 0)]
    assert [(line.start, line.end) for line in lines] == [(4, 8), (12, 22), (23, 26)]


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\f", "\v", "\u0085", "\u2028", "\u2029"])
def test_every_kind_of_line_break_ends_a_line(line_break: str) -> None:
    lines = find_lines(f"蓬江{line_break}江海{line_break}{line_break}新会")
    assert [(line.text, line.gap) for line in lines] == [("蓬江", 0), ("江海", 0), ("新会", 1)]


@pytest.mark.parametrize("text", ["", "\n", " \r\n\u3000\f"])
def test_blank_text_has_no_lines(text: str) -> None:
    assert find_lines(text) == []


@given(data=st.data())
def test_lines_are_slices_and_hold_everything_but_white_space(
    data: st.DataObject, chinese_texts: st.SearchStrategy[str]
) -> None:
    text = data.draw(chinese_texts)
    lines = find_lines(text)
    end = 0
    for line in lines:
        assert line.text == text[line.start : line.end] == line.text.strip()
        assert not text[end : line.start].strip()
        end = line.end
    assert not text[end:].strip()


def test_joined_chinese_lines_lose_the_break_and_latin_ones_keep_it() -> None:
    text = "粤港澳大\n湾区 Greater\nBay Area"
    spans = join_lines(text, find_lines(text))
    assert spans == (Span(0, 4), Span(5, len(text)))
    assert join_spans(text, spans) == "粤港澳大湾区 Greater\nBay Area"

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.sentences import ends_sentence, split_long, split_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["GDP总量突破4000亿元，为4022.25亿元，增长5.5%。", "增速排全省第6。"],
        ["如何破题开局？", "民警在思考中摸索！", "在实践中前行。"],
        ["谋划制定联动发展的行动方案……", "下一步继续推进。"],
        ["“警力有限，民力无穷。”这是睦洲派出所一级警长李健祥的体悟。", "近年来，治安好转。"],
        ["“家庭收入也提高了不少。”周某激动地说。"],
        ["“尽量把更多的人放到社区去。”", "江门公安推动派出所建设。"],
        ["（详见附件。）", "特此通知。"],
        ["没有句号的一行"],
        ["第一行", "第二行"],
    ],
)
def test_sentences_end_behind_their_marks_and_a_quotation_stays_with_its_speaker(parts: list[str]) -> None:
    joiner = "\n" if parts[0] == "第一行" else ""
    assert sentences(joiner.join(parts)) == parts


def test_a_decimal_point_ends_nothing_and_a_latin_full_stop_does() -> None:
    assert sentences("增长5.5%，排第6。") == ["增长5.5%，排第6。"]
    assert sentences("It grew by 5.5%. It ranks sixth.") == ["It grew by 5.5%.", "It ranks sixth."]


def test_a_line_break_between_latin_words_is_a_space() -> None:
    assert sentences("the Greater Bay\nArea grew") == ["the Greater Bay\nArea grew"]
    assert sentences("the Greater Bay\n\nArea grew") == ["the Greater Bay", "Area grew"]


@pytest.mark.parametrize("text", ["", "  ", "\n\n", "\u3000\t"])
def test_no_text_has_no_sentences(text: str) -> None:
    assert split_sentences(text) == []


@given(data=st.data())
def test_sentences_cover_the_text_in_order_but_for_white_space(
    data: st.DataObject, chinese_texts: st.SearchStrategy[str]
) -> None:
    text = data.draw(chinese_texts)
    bounds = split_sentences(text)
    end = 0
    for start, stop in bounds:
        assert end <= start < stop
        assert not text[end:start].strip()
        assert text[start:stop] == text[start:stop].strip()
        end = stop
    assert not text[end:].strip()


@given(data=st.data(), limit=st.integers(1, 60))
def test_parts_of_a_long_text_cover_it_and_none_is_too_long(
    data: st.DataObject, chinese_texts: st.SearchStrategy[str], limit: int
) -> None:
    text = data.draw(chinese_texts)
    parts = split_long(text, limit)
    assert "".join(text[start:end] for start, end in parts) == text
    assert all(0 < end - start <= limit for start, end in parts)


@pytest.mark.parametrize(
    ("text", "limit", "first"),
    [
        ("一二三四五，六七八。九十", 11, "一二三四五，六七八。"),
        ("一二三四五；六七，八九十", 10, "一二三四五；"),
        ("一二三四五，六七八九十", 10, "一二三四五，"),
        ("一二三四五六七八九十甲乙", 10, "一二三四五六七八九十"),
        ("一。三四五六七八九十甲乙", 10, "一。三四五六七八九十"),
    ],
)
def test_a_long_text_is_cut_at_the_best_mark_of_its_second_half(text: str, limit: int, first: str) -> None:
    start, end = split_long(text, limit)[0]
    assert text[start:end] == first


@pytest.mark.parametrize(
    "text", ["批示。", "为何？", "“鲜”人一步。”", "（完。）", "如下：", "……", "a.", "够了！ \n", "；"]
)
def test_what_needs_nothing_behind_it(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["市发改局最", "相关成果", "蓬江、", "大湾区，", "“狂飙”", "2023", "", "（江门）"])
def test_what_is_still_open(text: str) -> None:
    assert not ends_sentence(text)

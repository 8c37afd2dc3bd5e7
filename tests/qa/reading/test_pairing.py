from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from qa.reading.pairing import CONTEXT_CHARACTERS, END, QUESTION_PIECES, START, TEXT_PIECES, Pair, pair

QUESTION = "2023年江门市GDP总量是多少？"


def pieces(made: Pair, text: str) -> list[str]:
    return [text[start:end] for start, end in made.offsets]


def covers(made: Pair, text: str) -> bool:
    """Whether every character but white space is in some piece."""
    held = {place for start, end in made.offsets for place in range(start, end)}
    return all(character.isspace() or place in held for place, character in enumerate(text))


@pytest.mark.parametrize("context", ["", "经济\n江门", "标" * 500])
@pytest.mark.parametrize(
    "text", ["江门GDP为4022.25亿元，增长5.5%。", "𠮷野家㎏①ﬁ", "a b\tc", "ＧＤＰ總量為４０２２", "、"]
)
def test_pieces_say_where_in_the_text_they_stand(text: str, context: str, cutter: Tokenizer) -> None:
    made = pair(cutter, QUESTION, context, text)
    assert covers(made, text)
    assert made.ids[0] == START
    assert made.ids[-1] == END
    assert len(made.ids) == made.first + len(made.offsets) + 1
    assert all(0 <= start <= end <= len(text) for start, end in made.offsets)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
def test_any_text_is_covered_by_its_pieces(cutter: Tokenizer, text: str) -> None:
    made = pair(cutter, QUESTION, "标题", text)
    assert all(0 <= start <= end <= len(text) for start, end in made.offsets)
    starts = [start for start, _ in made.offsets]
    assert starts == sorted(starts)


def test_headings_are_read_and_are_not_the_text(cutter: Tokenizer) -> None:
    text = "总量为4022.25亿元。"
    bare, headed = pair(cutter, QUESTION, "", text), pair(cutter, QUESTION, "江门经济", text)
    assert len(headed.ids) > len(bare.ids)
    assert "".join(pieces(headed, text)).strip() == text


def test_what_is_too_long_is_cut(cutter: Tokenizer) -> None:
    made = pair(cutter, "问" * 500, "标" * 10_000, "文字。" * 10_000)
    assert len(made.offsets) == TEXT_PIECES
    assert made.first <= QUESTION_PIECES + CONTEXT_CHARACTERS + 10
    assert len(made.ids) <= 512 + 100


def test_characters_without_a_piece_still_have_a_place(cutter: Tokenizer) -> None:
    text = "姓\U00030edd的人"
    made = pair(cutter, QUESTION, "", text)
    assert covers(made, text)

from __future__ import annotations

import pytest

from index.text.sounds import sound
from index.text.tokens import Tokenizer
from qa.asking.misspelled import respelled

PASSAGES = ("全县敬老院护理员持证率为93%,位于恩平市。", "请假:副局长韩冬(赴省厅培训)")


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("敬佬院护理员持证率是多少？", "敬老院护理员持证率是多少？"),
        ("韩东为什么没来", "韩冬为什么没来"),
        ("敬老院护理员持证率是多少？", "敬老院护理员持证率是多少？"),
        ("教育支出多少？", "教育支出多少？"),
        ("GDP是多少？", "GDP是多少？"),
    ],
)
def test_what_sounds_like_a_word_of_a_passage_is_that_word(question: str, meant: str, tokenizer: Tokenizer) -> None:
    assert respelled(question, PASSAGES, tokenizer) == meant


def test_a_place_is_no_typing_error(tokenizer: Tokenizer) -> None:
    assert respelled("恩平市有什么？", ("恩评市有山",), tokenizer) == "恩平市有什么？"


def test_only_chinese_characters_sound() -> None:
    assert (sound("院"), sound("a"), sound("1"), sound("𠮷")) == ("yuan", "", "", "")

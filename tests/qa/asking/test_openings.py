from __future__ import annotations

import pytest

from index.text.tokens import Tokenizer
from qa.asking.followup import resolve, senses
from qa.asking.openings import opened, without_leading


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("不是，我问的是门票多少钱", "门票多少钱"),
        ("不对，我是问几点关门？", "几点关门？"),
        ("打错了，是第八条", "第八条呢"),
        ("我问的是二楼", "二楼呢"),
        ("顺便问一下，门票多少钱", "门票多少钱"),
        ("不是", "不是"),
        ("不是说免费吗？", "不是说免费吗？"),
    ],
)
def test_what_says_how_a_turn_stands_to_the_one_before_is_no_part_of_it(text: str, rest: str) -> None:
    assert opened(text).text == rest
    assert not opened(text).new


def test_another_matter_is_asked_by_itself_first(tokenizer: Tokenizer) -> None:
    assert opened("换个问题，门票多少钱").new
    assert senses("换个问题，门票多少钱", ["献血中心几点开门？"], tokenizer)[0].text == "门票多少钱"


def test_a_correction_stands_for_a_thing_of_the_turn_before(tokenizer: Tokenizer) -> None:
    assert resolve("说错了，是第八条", ["章程第六条是什么内容？"], tokenizer) == "章程第八条是什么内容？"


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("那谁监督呢？", "谁监督？"),
        ("那门票多少钱", "门票多少钱"),
        ("那个门票多少钱", "那个门票多少钱"),
        ("那门票呢", "那门票呢"),
        ("那", "那"),
    ],
)
def test_that_leads_into_a_question(text: str, rest: str) -> None:
    assert without_leading(text) == rest

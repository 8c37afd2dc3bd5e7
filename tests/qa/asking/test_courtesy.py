from __future__ import annotations

import pytest

from qa.asking.courtesy import courtesy_reply, without_courtesy
from qa.wording import CHINESE
from tests.hostility.timing import bounded


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("你好", "你好"),
        ("早上好！", "你好"),
        ("谢谢啦", "不客气"),
        ("谢谢你，很有帮助", "不客气"),
        ("嗯嗯，明白了", "好的"),
        ("好的，谢谢", "不客气"),
        ("再见", "再见"),
        ("你是谁？", "我是"),
        ("你好，请问你是谁？", "我是"),
        ("你能做什么？", "我能"),
        ("妳好", ""),
    ],
)
def test_a_courtesy_gets_a_helpful_sentence(text: str, reply: str) -> None:
    said = courtesy_reply(text)
    assert bool(said) == bool(reply)
    assert not said or CHINESE.reason(said).startswith(reply)


@pytest.mark.parametrize(
    "text", ["你好村有多少人？", "谢谢信写给谁？", "谁是站长？", "可以带宠物吗？", "他能做什么？", "？"]
)
def test_a_question_is_no_courtesy(text: str) -> None:
    assert courtesy_reply(text) is None


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("你好，几点开门？", "几点开门？"),
        ("谢谢！那周六呢？", "那周六呢？"),
        ("你好", "你好"),
        ("好的药有哪些？", "好的药有哪些？"),
    ],
)
def test_a_question_is_asked_without_the_greeting_before_it(text: str, asked: str) -> None:
    assert without_courtesy(text) == asked


@pytest.mark.parametrize("text", ["好的" * 40 + "甲", "对的" * 40 + "甲", "多谢" * 40 + "甲", "谢谢你" * 40 + "甲"])
def test_courtesies_that_can_be_parted_in_many_ways_take_no_longer(text: str) -> None:
    with bounded(1):
        assert courtesy_reply(text) is None
        assert courtesy_reply(text[:-1])


def test_what_can_be_the_end_of_one_courtesy_or_the_beginning_of_the_next_is_both() -> None:
    said = courtesy_reply("谢谢，您能做什么？")
    assert said
    assert CHINESE.reason(said).startswith("我能")

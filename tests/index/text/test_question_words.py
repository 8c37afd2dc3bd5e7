from __future__ import annotations

import pytest

from index.text.question_words import has_phrases, searched_words
from index.types import BlockKind, Passage, Span


def passage(text: str, *headings: str) -> Passage:
    return Passage("0" * 16, "1" * 16, 0, BlockKind.PARAGRAPH, headings, (Span(0, len(text)),), text)


@pytest.mark.parametrize(
    ("question", "searched"),
    [
        ("请问２０２３年GDP是多少？", "2023年gdp是?"),
        ("哪两个派出所获评？", "派出所获评?"),
        ("江门有哪些酒吧？", "江门有酒吧?"),
        ("酒吧开在江门吗？", "酒吧开在江门?"),
        ("几何学这几年在发展吗", "几何学这几年在发展"),
        ("專區是第幾個", "专区是第"),
        ("合同续了没有？", "合同续了?"),
        ("合同里有没有，还是都没有", "合同里,还是都没有"),
    ],
)
def test_question_words_are_dropped_and_nothing_else(question: str, searched: str) -> None:
    assert "".join(searched_words(question).split()) == searched


@pytest.mark.parametrize("question", ["怎么样？", "为什么", "谁？"])
def test_a_question_of_question_words_only_stays_whole(question: str) -> None:
    assert searched_words(question).rstrip("?") == question.rstrip("？")


def test_a_phrase_stands_there_width_case_and_traditional_characters_aside() -> None:
    there = passage("粤港政务服务“跨境通办”专区，ＲＣＥＰ中心。", "市 公 安 局")
    assert has_phrases(there, ["跨境通辦", "rcep"])
    assert has_phrases(there, ["市公安局"])
    assert not has_phrases(there, ["跨境通办", "通办跨境"])
    assert has_phrases(there, [])

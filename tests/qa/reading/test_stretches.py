"""How far the words of an answer may run."""

from __future__ import annotations

import numpy as np
import pytest

from index.text.tokens import Tokenizer
from qa.asking.question import understand
from qa.reading.model import best_spans
from qa.reading.pairing import Pair
from qa.reading.stretches import sentences_of, stretches_of

BIDS = "结果：经理景文彪，报价3015.20万元、工期230天。\n第二名：宏浚公司。"


def stretches(asked: str, text: str, tokenizer: Tokenizer) -> list[str]:
    question = understand(asked, (), tokenizer)
    return [text[start:end].strip() for start, end in stretches_of(question)(text)]


@pytest.mark.parametrize(
    ("question", "within"),
    [
        (
            "经理是谁？",
            ["结果：", "经理景文彪，", "报价3015.20万元、工期230天。", "第二名：", "宏浚公司。"],
        ),
        (
            "工期多少天？",
            ["结果：", "经理景文彪，", "报价3015.20万元、", "工期230天。", "第二名：", "宏浚公司。"],
        ),
        ("报价多少、工期多少？", ["结果：经理景文彪，报价3015.20万元、工期230天。", "第二名：宏浚公司。"]),
        ("为什么定它？", ["结果：经理景文彪，报价3015.20万元、工期230天。", "第二名：宏浚公司。"]),
    ],
)
def test_a_figure_or_a_name_is_within_a_clause_and_what_else_there_is_within_a_sentence(
    question: str, within: list[str], tokenizer: Tokenizer
) -> None:
    assert stretches(question, BIDS, tokenizer) == within


@pytest.mark.parametrize(
    "text",
    ["他说：“地要种。饭要吃！”", "有下列情形：\n（一）未满六年；\n（二）逾期未登记。", "须带以下材料：\n户口簿"],
)
def test_a_speech_and_the_lines_of_an_enumeration_are_one(text: str) -> None:
    assert sentences_of(text) == [(0, len(text))]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("票价多少？", "1,200元"),
        ("几点开门？", "9:30—17：30"),
        ("多少张床位才算二级？", "100张以上、300张以下"),
    ],
)
def test_marks_within_a_value_part_nothing(question: str, text: str, tokenizer: Tokenizer) -> None:
    assert stretches(question, text, tokenizer) == [text]


def test_the_best_words_do_not_run_from_one_stretch_into_another() -> None:
    made = Pair(tuple(range(8)), 1, tuple((at, at + 1) for at in range(6)))
    start, end = np.zeros((2, 8), np.float32)
    start[2], end[5] = 5, 4  # the best beginning and the best end are in different stretches
    assert best_spans(made, start, end, 1, [(0, 6)])[0][0] == (1, 5)
    assert best_spans(made, start, end, 1, [(0, 3), (3, 6)])[0][0] == (1, 2)

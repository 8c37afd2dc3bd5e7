from __future__ import annotations

import pytest

from index.text.tokens import Tokenizer, fold
from qa.asking.question import understand
from qa.judging.reckoned import unsaid_reckoning


@pytest.mark.parametrize(
    ("question", "sentence", "unsaid"),
    [
        ("甲比乙多得了多少票？", "候选人得票如下：甲3977票，乙2702票。", "多得了多少"),
        ("甲比乙多得了多少票？", "甲得3977票，多出1275票。", ""),
        ("一队和二队总分差多少", "一队总分63分。", "差多少"),
        ("一队和二队总分差多少", "一队以30分之差落后。", ""),
        ("安装包比以前大了多少兆", "安装包为420兆。", "大了多少"),
        ("十三座书房加起来有多少本书", "滨江书房藏书9200册。", "加起来"),
        ("十三座书房加起来有多少本书", "各书房藏书共12万册。", ""),
        ("最大允许误差是多少", "误差为±4%。", ""),
        ("票价是多少", "票价50元。", ""),
    ],
)
def test_a_difference_or_a_sum_has_to_be_said(question: str, sentence: str, unsaid: str, tokenizer: Tokenizer) -> None:
    assert unsaid_reckoning(understand(question, (), tokenizer), fold(sentence)) == unsaid

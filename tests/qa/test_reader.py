from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pytest

from index.tokens import Tokenizer
from qa.evidence import gram_weights
from qa.reader import find_words
from qa.types import Question

Rarity = Callable[[Sequence[str]], Mapping[str, float]]

GDP = "GDP总量突破4000亿元，为4022.25亿元，增长5.5%，总量上升至全省第7，增速排全省第6。"
COURSES = "已创建“示范镇街”29个、“无毒村居”913个，以点带面。"


@pytest.mark.parametrize(
    ("question", "sentence", "words"),
    [
        ("GDP总量是多少？", GDP, ["4022.25亿元"]),
        ("GDP增速是多少？", GDP, ["5.5%"]),
        ("总量在全省排第几？", GDP, ["第7"]),
        ("创建了多少个无毒村居？", COURSES, ["913个"]),
        ("创建了多少个示范镇街？", COURSES, ["29个"]),
        ("规划面积有多大？", "规划建设66平方公里的合作区，投资3亿元。", ["66平方公里"]),
        ("有多少民警和辅警？", "全市866名民警、1390名辅警进入网格。", ["866名", "1390名"]),
        ("什么时候开工？", "项目于2023年6月开工，2025年建成。", ["2023年6月"]),
        ("所长叫什么名字？", "北门派出所所长黄怀忠告诉记者。", ["黄怀忠"]),
        ("线路叫什么名字？", "打造“狂飙”影视旅游线路。", ["狂飙"]),
        ("哪些镇要联动？", "制定大泽、司前、大江联动的方案，推进结对。", ["制定大泽、司前、大江联动的方案"]),
        ("哪个县成为强县？", "新会成为强县，蓬江入选试点。", ["新会成为强县"]),
        ("ＧＤＰ总量是多少？", "ＧＤＰ總量為４０２２．２５億元。", ["４０２２．２５億元"]),
    ],
)
def test_the_words_that_answer(
    question: str,
    sentence: str,
    words: list[str],
    ask_for: Callable[..., Question],
    tokenizer: Tokenizer,
    equal_rarity: Rarity,
) -> None:
    asked = ask_for(question)
    weights = gram_weights(asked.resolved, tokenizer, equal_rarity)
    found = [sentence[start:end] for start, end in find_words(asked, sentence, weights, tokenizer)]
    assert found == words


@pytest.mark.parametrize("sentence", ["。", " 。 ", "ﬁ", "㎏", "①②③", "\n1. 甲\n", "𠮷𠮷", "“”"])
def test_something_within_the_sentence_is_always_found(
    sentence: str, ask_for: Callable[..., Question], tokenizer: Tokenizer
) -> None:
    for question in ("有多少？", "是谁？", "什么时候？", "哪些？", "叫什么名字？", "怎么样？"):
        for start, end in find_words(ask_for(question), sentence, {}, tokenizer):
            assert 0 <= start < end <= len(sentence)

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pytest

from index.text.tokens import Tokenizer
from index.types import Hit
from qa.reading.answer_words import Words, find_words, in_asked_unit
from qa.reading.evidence import gram_weights
from qa.types import Evidence, Question, Reading

Rarity = Callable[[Sequence[str]], Mapping[str, float]]

MakeEvidence = Callable[..., Evidence]
Find = Callable[[str, Evidence], Words]

GDP = "GDP总量突破4000亿元，为4022.25亿元，增长5.5%，总量上升至全省第7，增速排全省第6。"
COURSES = "已创建“示范镇街”29个、“无毒村居”913个，以点带面。"


@pytest.fixture
def evidence(make_hit: Callable[..., Hit]) -> MakeEvidence:
    """``evidence(sentence, read="", score=0.0)``: of the whole sentence, in which a model read those words."""

    def make(sentence: str, read: str = "", score: float = 0.0) -> Evidence:
        start = sentence.index(read)
        reading = Reading((start, start + len(read)), 2 * score, score) if read else None
        return Evidence(make_hit(sentence), "", (0, len(sentence)), 0.5, 1.0, reading)

    return make


@pytest.fixture
def find(ask_for: Callable[..., Question], tokenizer: Tokenizer, equal_rarity: Rarity) -> Find:
    """``find(question, evidence)``, every gram of the question as telling as the others."""

    def make(question: str, found: Evidence) -> Words:
        asked = ask_for(question)
        weights = gram_weights(asked.resolved, tokenizer, equal_rarity)
        return find_words(asked, found, weights, tokenizer)

    return make


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
        ("专项债占多大比例？", "投向园区的专项债占50%以上，约3亿元。", ["50%以上"]),
        ("在第几届大赛上获奖？", "在第十一届“先锋杯”大赛上获奖。", ["第十一届"]),
        ("所长叫什么名字？", "北门派出所所长黄怀忠告诉记者。", ["黄怀忠"]),
        ("线路叫什么名字？", "打造“狂飙”影视旅游线路。", ["狂飙"]),
        ("哪些镇要联动？", "制定大泽、司前、大江联动的方案，推进结对。", ["制定大泽、司前、大江联动的方案"]),
        ("哪个县成为强县？", "新会成为强县，蓬江入选试点。", ["新会成为强县"]),
        ("备用照明灯有多少盏？", "会场备用照明灯45盏。", ["45盏"]),
        ("密码要多少位？", "密码长度为6—20位。", ["6—20位"]),
        ("增速是多少？", "工业增速为-2.34 %，投资3亿元。", ["-2.34 %"]),
        ("投资怎么变，变了多少？", "投资下降2.34%。", ["下降2.34%"]),
        ("投资下降了多少？", "投资下降2.34%。", ["2.34%"]),
        ("公示多久？", "公示期不少于30日，异议在3月1日前提出。", ["不少于30日"]),
        ("几点开放？", "每日6:30—21:30开放，凭证入场。", ["每日6:30—21:30"]),
        ("什么时候到期？", "合同号：HT-011；到期日：2026-07-17", ["2026-07-17"]),
        ("热线是多少？", "服务热线：400-882-3105，24小时接听。", ["400-882-3105"]),
        ("ＧＤＰ总量是多少？", "ＧＤＰ總量為４０２２．２５億元。", ["４０２２．２５億元"]),
    ],
)
def test_the_words_that_answer(
    question: str,
    sentence: str,
    words: list[str],
    evidence: MakeEvidence,
    find: Find,
) -> None:
    found = find(question, evidence(sentence))
    assert [sentence[start:end] for start, end in found.places] == words
    assert not found.exact


@pytest.mark.parametrize("sentence", ["。", " 。 ", "ﬁ", "㎏", "①②③", "\n1. 甲\n", "𠮷𠮷", "“”"])
def test_something_within_the_sentence_is_always_found(
    sentence: str, evidence: MakeEvidence, ask_for: Callable[..., Question], tokenizer: Tokenizer
) -> None:
    for question in ("有多少？", "是谁？", "什么时候？", "哪些？", "叫什么名字？", "怎么样？"):
        for start, end in find_words(ask_for(question), evidence(sentence), {}, tokenizer).places:
            assert 0 <= start < end <= len(sentence)


BORN = "老舍1899年生于北京，原名舒庆春，1918年毕业于北京师范学校，1924年赴英国任教。"


@pytest.mark.parametrize(
    ("question", "read", "words"),
    [
        ("哪一年赴英国任教？", "1924年", "1924年"),
        ("哪一年赴英国任教？", "1918年", "1918年"),  # the rules find another
        ("哪一年赴英国任教？", "924", "1924年"),  # a value is whole, with its unit
        ("老舍在哪里出生？", "北京", "北京"),  # there is no rule for places
        ("老舍原名叫什么名字？", "舒庆春", "舒庆春"),
        ("老舍为什么去英国？", "赴英国任教", "赴英国任教"),
        ("老舍有哪些名字？", "舒庆春", "舒庆春"),
    ],
)
def test_what_was_read_is_the_answer(question: str, read: str, words: str, evidence: MakeEvidence, find: Find) -> None:
    found = find(question, evidence(BORN, read, 3.0))
    assert [BORN[start:end] for start, end in found.places] == [words]
    assert found.exact


BOUNDS = "彩礼不超过8万元，酒席十桌为限；支出下降2.4%，三日内公示。"


@pytest.mark.parametrize(
    ("question", "read", "words"),
    [
        ("彩礼顶格是多少？", "8万元", "8万元"),
        ("彩礼是多少？", "不超过8万元", "不超过8万元"),
        ("彩礼是多少？", "超过8万", "不超过8万元"),  # half a bound would say the opposite
        ("酒席最多几桌？", "十桌", "十桌"),
        ("支出变化了多少？", "2.4%", "下降2.4%"),  # so would a fall without its word
        ("支出降了多少？", "2.4%", "2.4%"),
        ("多久公示？", "三日内", "三日内"),
    ],
)
def test_words_of_bound_belong_to_the_answer_where_they_were_read(
    question: str, read: str, words: str, evidence: MakeEvidence, find: Find
) -> None:
    assert [BOUNDS[start:end] for start, end in find(question, evidence(BOUNDS, read, 3.0)).places] == [words]


@pytest.mark.parametrize(
    ("question", "read", "score", "words"),
    [
        ("老舍在哪里出生？", "北京", -3.0, "老舍1899年生于北京"),  # hardly an answer
        ("老舍1924年赴英国任教吗？", "任教", 3.0, "1924年赴英国任教"),  # words would say too little
    ],
)
def test_else_the_rules_mark_and_the_sentence_answers(
    question: str, read: str, score: float, words: str, evidence: MakeEvidence, find: Find
) -> None:
    found = find(question, evidence(BORN, read, score))
    assert [BORN[start:end] for start, end in found.places] == [words]
    assert not found.exact


def test_a_run_of_letters_and_figures_is_not_cut(evidence: MakeEvidence, find: Find) -> None:
    model = "设备型号为CR-22N.5，放在三楼。"
    found = find("是什么型号？", evidence(model, "22N", 3.0))
    assert [model[start:end] for start, end in found.places] == ["CR-22N.5"]


@pytest.mark.parametrize(
    ("question", "words", "inside"),
    [
        ("长多少米？", "200平方米", False),
        ("长多少米？", "200米", True),
        ("有多少个？", "3个月", False),
        ("有多少个？", "3个", True),
        ("几日内办结？", "3个工作日", True),
        ("投资多少元？", "3亿元", True),
    ],
)
def test_a_unit_that_has_the_letters_of_that_asked_for_may_be_another(
    question: str, words: str, inside: bool, ask_for: Callable[..., Question]
) -> None:
    assert in_asked_unit(ask_for(question), words) == inside

from __future__ import annotations

import pytest

from index.errors import QuestionError
from index.text.tokens import Tokenizer
from qa.asking.question import MAX_CHARACTERS, TermKind, content_terms, expected_kind, expected_unit, understand
from qa.types import Expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("全市有多少名社区民警？", Expected.NUMBER),
        ("GDP增速是多少？", Expected.NUMBER),
        ("江门的GDP？", Expected.NUMBER),
        ("去年的税收呢", Expected.NUMBER),
        ("GDP是什么？", Expected.DEFINITION),
        ("怎么增加收入？", Expected.MANNER),
        ("为什么要控制规模？", Expected.REASON),
        ("那增速呢？", Expected.NUMBER),
        ("全省排第几？", Expected.NUMBER),
        ("規劃面積有多大？", Expected.NUMBER),
        ("谁是北门派出所所长？", Expected.PERSON),
        ("它的所长叫什么名字？", Expected.PERSON),
        ("禁毒大赛在哪里举办？", Expected.PLACE),
        ("深江铁路什么时候开工？", Expected.TIME),
        ("哪8个工业重镇要联动发展？", Expected.LIST),
        ("有哪些交通规则？", Expected.LIST),
        ("为什么要建微型派出所？", Expected.REASON),
        ("怎么解决滞销？", Expected.MANNER),
        ("能不能坐高铁去香港？", Expected.YES_NO),
        ("OFLP是什么？", Expected.DEFINITION),
        ("什么模式获得一等奖？", Expected.OTHER),
        ("整机质保多久？", Expected.DURATION),
        ("押金几天退？", Expected.DURATION),
        ("多少个工作日办结？", Expected.DURATION),
        ("证件的有效期是多长？", Expected.DURATION),
        ("这几天有雨吗？", Expected.YES_NO),
        ("合同续了没有", Expected.YES_NO),
        ("星期几休馆？", Expected.TIME),
        ("几点开门？", Expected.TIME),
        ("几号截止？", Expected.TIME),
        ("几号楼在维修？", Expected.NUMBER),
        ("客服电话是多少？", Expected.IDENTIFIER),
        ("合同号是多少？", Expected.IDENTIFIER),
        ("信号是多少？", Expected.NUMBER),
        ("12号多少人值班？", Expected.NUMBER),
        ("十二号几个人值班？", Expected.NUMBER),
        ("工号多少？", Expected.IDENTIFIER),
    ],
)
def test_the_kind_of_answer_is_told_by_the_question_words(text: str, kind: Expected) -> None:
    assert expected_kind(text) is kind


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("有多少亩用地？", "亩"),
        ("是多少亿元？", "亿元"),
        ("几支队伍？", "支"),
        ("开展了多少场次？", "场次"),
        ("能借几本书？", "本"),
        ("还了多少本金？", ""),
        ("占多少股份？", ""),
        ("是谁？", ""),
    ],
)
def test_the_unit_stands_behind_the_question_word(text: str, unit: str, tokenizer: Tokenizer) -> None:
    assert expected_unit(text, tokenizer) == unit


def terms_of(text: str, tokenizer: Tokenizer) -> dict[str, TermKind]:
    return {term.text: term.kind for term in content_terms(text, tokenizer)}


def test_terms_are_what_is_left_without_question_words(tokenizer: Tokenizer) -> None:
    assert terms_of("请问2023年江门市GDP总量是多少？", tokenizer) == {
        "2023年": TermKind.VALUE,
        "江门市": TermKind.NAME,
        "gdp": TermKind.NAME,
        "总量": TermKind.WORD,
    }


def test_a_number_that_belongs_to_the_question_word_is_no_value(tokenizer: Tokenizer) -> None:
    assert TermKind.VALUE not in terms_of("哪8个工业重镇要联动发展？", tokenizer).values()
    assert TermKind.VALUE not in terms_of("哪两个派出所上榜？", tokenizer).values()


def test_values_are_compared_not_spelled(tokenizer: Tokenizer) -> None:
    (arabic,) = [t for t in content_terms("投资4000亿元的项目", tokenizer) if t.kind is TermKind.VALUE]
    (chinese,) = [t for t in content_terms("投资四千亿元的项目", tokenizer) if t.kind is TermKind.VALUE]
    assert arabic.forms == chinese.forms == ("400000000000",)


def test_what_is_numbered_is_a_term_of_its_own(tokenizer: Tokenizer) -> None:
    assert terms_of("一号楼的值班员", tokenizer)["一号楼"] is TermKind.NUMBERED
    assert terms_of("RX-150S的速率", tokenizer)["rx-150s"] is TermKind.NUMBERED
    assert terms_of("Ⅲ级响应的条件", tokenizer)["iii级"] is TermKind.NUMBERED
    assert terms_of("三类人员的条件", tokenizer)["三类"] is TermKind.VALUE  # it may be a count


def test_a_date_demands_its_year_and_its_day(tokenizer: Tokenizer) -> None:
    forms = {term.forms for term in content_terms("2026-07-17的会议", tokenizer) if term.kind is TermKind.VALUE}
    assert forms == {("2026年",), ("7月17日",)}


def test_the_word_that_asks_for_a_number_makes_no_other_word(tokenizer: Tokenizer) -> None:
    assert "信号" not in terms_of("微信号是多少？", tokenizer)


def test_a_place_is_known_without_its_rank(tokenizer: Tokenizer) -> None:
    (place,) = [term for term in content_terms("广州市有什么？", tokenizer) if term.kind is TermKind.NAME]
    assert place.forms == ("广州市", "广州")


@pytest.mark.parametrize("text", ["", " \n\t　", "？？？", "……", "长" * (MAX_CHARACTERS + 1)])
def test_what_cannot_be_asked_is_said_in_chinese(text: str, tokenizer: Tokenizer) -> None:
    with pytest.raises(QuestionError, match=r"[\u4e00-\u9fff]"):
        understand(text, [], tokenizer)


def test_a_question_without_history_is_left_as_it_is(tokenizer: Tokenizer) -> None:
    question = understand("  那增速呢？ ", [], tokenizer)
    assert question.text == question.resolved == "那增速呢？"


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "'; DROP TABLE documents; --", "(" * 200 + "a", "%s{0}"])
def test_hostile_text_is_only_text(text: str, tokenizer: Tokenizer) -> None:
    assert understand(text, [text], tokenizer).text == text


def test_what_something_became_is_no_reason() -> None:
    assert expected_kind("汤晓蕾被聘为什么？") is not Expected.REASON
    assert expected_kind("汤晓蕾为什么被聘？") is Expected.REASON


def test_what_is_taken_for_an_adverb_with_nothing_behind_it_is_what_is_done(tokenizer: Tokenizer) -> None:
    assert "还" in [term.text for term in content_terms("笔记本什么时候还？", tokenizer)]
    assert "还" not in [term.text for term in content_terms("笔记本还有多少台？", tokenizer)]


@pytest.mark.parametrize(
    "text", ["运污泥一吨多少钱？", "住酒店最高多少一晚？", "大米多少钱一斤？", "出差一天能补多少？"]
)
def test_one_of_what_a_price_is_for_is_no_figure(text: str, tokenizer: Tokenizer) -> None:
    assert not [term for term in content_terms(text, tokenizer) if term.kind is TermKind.VALUE]


def test_one_of_something_else_is_a_figure(tokenizer: Tokenizer) -> None:
    terms = content_terms("买两斤大米多少钱？", tokenizer)
    assert [term.text for term in terms if term.kind is TermKind.VALUE] == ["两斤"]
    assert any(term.is_year for term in content_terms("2021年吸收会员多少名？", tokenizer))

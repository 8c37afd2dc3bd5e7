"""What settles that a question is not answered, however sure the reading is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.judging.confidence import Verdict
from qa.types import Reading

Judge = Callable[..., Verdict]


def settles(verdict: Judge, question: str, passage: str, words: str) -> bool:
    """Whether it is settled that words which were read with much confidence do not answer."""
    start = passage.index(words)
    return bool(verdict(question, passage, reading=Reading((start, start + len(words)), 12.0, 6.0)).settled)


SHIP = "码头应配救生衣420件，北岸渡船12艘，码头主任江一帆，公办。"


@pytest.mark.parametrize(
    ("question", "words", "settled"),
    [
        ("配了多少斤绳子？", "420件", True),
        ("配了多少钱的救生衣？", "420件", True),
        ("配了多少件救生衣？", "420件", False),
        ("有多少艘船、多少件救生衣？", "420件", False),  # one of the two
        ("有几条渡船？", "12艘", False),  # the same, counted otherwise
        ("码头所长是谁？", "江一帆", True),
        ("南岸有几条渡船？", "12艘", True),  # of the north bank
        ("码头主任是谁？", "江一帆", False),
        ("救生衣的费用是多少？", "420件", True),
        ("救生衣配置标准是多少？", "420件", False),
    ],
)
def test_words_in_another_unit_or_of_another_office_settle_it_however_sure_the_reading_is(
    question: str, words: str, settled: bool, verdict: Judge
) -> None:
    assert settles(verdict, question, SHIP, words) is settled


@pytest.mark.parametrize(
    ("question", "words", "settled"),
    [
        ("注册资本最高多少？", "100万元", True),  # the least is told
        ("注册资本最低多少？", "100万元", False),
        ("注册资本是多少？", "100万元", False),
        ("提成是百分之几？", "100万元", True),
    ],
)
def test_the_least_does_not_answer_a_question_for_the_most_nor_an_amount_one_for_a_share(
    question: str, words: str, settled: bool, verdict: Judge
) -> None:
    passage = "公司应有不低于100万元的注册资本，按比例提成。"
    assert settles(verdict, question, passage, words) is settled


HOLDERS = "县委书记责成改正，县长孙一堂检讨。矿党委书记、董事长王二民和副书记李三农到会。"


@pytest.mark.parametrize(
    ("question", "words", "settled"),
    [
        ("县委书记是谁？", "孙一堂", True),
        ("县长是谁？", "孙一堂", False),
        ("矿党委书记是谁？", "王二民", False),
        ("谁到会？", "李三农", False),
    ],
)
def test_who_holds_another_office_is_not_who_is_asked_for(
    question: str, words: str, settled: bool, verdict: Judge
) -> None:
    assert settles(verdict, question, HOLDERS, words) is settled


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("2019年元宵节放假吗？", "元宵节"),
        ("2019年劳动节放假吗？", ""),
        ("2019年国庆放假吗？", ""),
    ],
)
def test_a_feast_that_is_not_named_settles_it(question: str, lacking: str, verdict: Judge) -> None:
    made = verdict(question, "2019年五一、国庆节放假。")
    assert lacking in made.reason
    assert made.settled is bool(lacking)


@pytest.mark.parametrize(
    ("question", "words", "settled"),
    [
        ("第三批要多少积分才能录取？", "由高到低", True),
        ("水价涨到了多少？", "另行报批", True),
        ("查档收多少钱？", "不收费", False),  # says how much
        ("线路有几条？", "四条", False),
        ("积分怎么排？", "由高到低", False),
    ],
)
def test_a_sentence_without_a_numeral_tells_no_number_however_sure_the_reading_is(
    question: str, words: str, settled: bool, verdict: Judge
) -> None:
    passage = "第三批按积分由高到低录取。水价另行报批。查档不收费。线路共四条。"
    assert settles(verdict, question, passage, words) is settled


def test_where_neither_the_reading_nor_the_sentence_has_a_figure_there_is_no_answer(verdict: Judge) -> None:
    passage = "上一篇：养老保险。医疗保险至少缴纳25年。"
    unsure, sure = Reading((4, 8), -6.0, -6.0), Reading((4, 8), 6.0, 6.0)
    assert verdict("养老保险要交满多少年？", "上一篇：养老保险。", document=passage, reading=unsure).settled
    assert not verdict("上一篇讲什么？", passage, reading=unsure).settled
    assert not verdict("养老保险要交满多少年？", passage, reading=sure).settled


CASE = (
    "原告提出诉讼请求：判令被告返还装修款46,000元。被告辩称：水压异常，应由物业负责。\n"
    "本院认为，三项增项无确认，应予返还。判决如下：一、被告返还原告装修款18,200元；二、驳回其他诉讼请求。"
)


@pytest.mark.parametrize(
    ("question", "words", "settled"),
    [
        ("法院判退多少装修款？", "46,000元", True),
        ("法院判退多少装修款？", "18,200元", False),
        ("原告要求退多少装修款？", "46,000元", False),
        ("判决书里原告请求返还多少装修款？", "46,000元", False),
        ("法院认为为什么要返还？", "水压异常", True),
    ],
)
def test_what_a_party_claims_is_not_what_the_court_decided(
    question: str, words: str, settled: bool, verdict: Judge
) -> None:
    assert settles(verdict, question, CASE, words) is settled


@pytest.mark.parametrize(
    ("question", "settled"),
    [
        ("朔宁西站的站长是谁？", True),
        ("朔宁西站的调度员是谁？", False),
        ("谁是调度员？", False),
        ("谁是站长？", True),
        ("值班的老人叫什么？", False),  # anyone may be called so
        ("朔宁西站谁在值班？", False),
    ],
)
def test_nobody_is_given_for_a_role_that_nobody_has(question: str, settled: bool, verdict: Judge) -> None:
    assert settles(verdict, question, "朔宁西站当晚由调度员达瓦次仁值班。", "达瓦次仁") is settled


@pytest.mark.parametrize(
    ("question", "settled"),
    [
        ("云帆4.3.2什么时候发布？", True),
        ("云帆4.3.1什么时候发布？", False),
        ("三期什么时候发布？", True),
        ("二期什么时候发布？", False),
        ("Ⅱ期什么时候发布？", False),
    ],
)
def test_another_version_or_phase_is_another(question: str, settled: bool, verdict: Judge) -> None:
    assert settles(verdict, question, "云帆4.3.1（II期）于2024年10月30日发布。", "2024年10月30日") is settled

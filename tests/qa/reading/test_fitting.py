from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.reading.fitting import WORSE, fitted
from qa.reading.kinds import said_of_another
from qa.types import Question, Reading

TEXT = "计划投资2100.8亿元，增长14.8%，2025年6月18日前开工。投资12,300万元。"


def place(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def reading(*found: str, less: float = 1.0) -> Reading:
    """Of words that were found, the first best, each other one by ``less`` worse than the one before."""
    others = tuple((place(words), 5.0 - less * number) for number, words in enumerate(found[1:], start=1))
    return Reading(place(found[0]), 5.0, 2.0, others)


@pytest.mark.parametrize(
    ("question", "found", "words"),
    [
        ("计划投资多少？", ("2100.8亿元，增长14.8%", "2100.8亿元"), "2100.8亿元"),
        ("计划投资多少？", ("计划投资", "投资2100.8亿元"), "投资2100.8亿元"),
        ("投资多少？", ("12,300万元", "2100.8亿元"), "12,300万元"),
        ("增长14.8%的投资是多少？", ("14.8%", "2100.8亿元"), "2100.8亿元"),
        ("什么时候开工？", ("开工", "2025年6月18日前"), "2025年6月18日前"),
        ("计划做什么？", ("投资2100.8亿元，增长14.8%", "投资"), "投资2100.8亿元，增长14.8%"),
        ("计划投资多少？", ("计划投资", "增长"), "计划投资"),
        ("投资的增速是多少？", ("2100.8亿元", "14.8%"), "14.8%"),
        ("投资多少万元？", ("2100.8亿元", "12,300万元"), "12,300万元"),
        ("投资的增速是多少？", ("2100.8亿元", "12,300万元"), "2100.8亿元"),
    ],
)
def test_the_first_words_of_the_kind_asked_for_are_taken(
    question: str, found: tuple[str, ...], words: str, ask_for: Callable[..., Question]
) -> None:
    made = fitted(ask_for(question), TEXT, reading(*found))
    assert TEXT[slice(*made.words)] == words
    assert made.here == 2.0
    assert {TEXT[slice(*each)] for each, _ in ((made.words, 0), *made.others)} == set(found)


ROW = "型号：TK-300；流量(m3/h)：50；扬程(m)：32；价格（元）：12800"
LEVELS = "Ⅰ级响应由市长指挥。\nⅡ级响应由副市长指挥。"
DAYS = "星期：星期一；上午：殷大夫\n星期：星期三；上午：甄大夫"
YEARS = "2023年项目开工。计划2025年建成。"
PARTIES = "联系人：甲方 邹立 0750-3312008；乙方 柯文涛 0750-3312999。甲方应向乙方支付800元。"
ROOM = "室温不低于18℃，低于16℃的退费。电话0592-1234567。"


@pytest.mark.parametrize(
    ("text", "question", "found", "words"),
    [
        (ROW, "TK-300的流量是多少？", ("32", "50"), "50"),
        (ROW, "TK-300多少钱？", ("50", "12800"), "12800"),
        (ROW, "TK-300的流量是多少？", ("m3/h)：50",), "50"),
        (DAYS, "周三谁坐诊？", ("殷大夫", "甄大夫"), "甄大夫"),
        (YEARS, "2023年的项目哪年建成？", ("2025年",), "2025年"),
        (LEVELS, "2级响应由谁指挥？", ("市长", "副市长"), "副市长"),
        (ROOM, "室温不低于多少度？", ("18℃，低于16℃",), "18℃"),
        (ROOM, "室温不低于多少度？", ("16℃", "18℃"), "18℃"),
        (ROOM, "退费的有多少？", ("1234567", "16℃"), "16℃"),
        (PARTIES, "乙方电话是多少？", ("0750-3312008", "0750-3312999"), "0750-3312999"),
        (PARTIES, "甲方电话是多少？", ("0750-3312008", "0750-3312999"), "0750-3312008"),
        (PARTIES, "甲方应付多少？", ("800元",), "800元"),  # named, and no label
        (ROOM, "电话是多少？", ("16℃", "0592-1234567"), "0592-1234567"),
    ],
)
def test_words_are_no_part_of_an_identifier_another_column_or_level(
    text: str, question: str, found: tuple[str, ...], words: str, ask_for: Callable[..., Question]
) -> None:
    places = [(text.index(each), text.index(each) + len(each)) for each in found]
    made = fitted(ask_for(question), text, Reading(places[0], 5.0, 2.0, tuple((place, 4.0) for place in places[1:])))
    assert text[slice(*made.words)] == words


TITLES = "市里成立小组，联合部门制定《甲市结对合作方案》《甲市招商项目流转机制（试行）》，建立机制。另有《丙规定》。"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("甲市制定了哪份试行文件？", "甲市招商项目流转机制（试行）"),
        ("结对合作出台了哪个文件？", "甲市结对合作方案"),
        ("甲市制定了哪部门的文件？", "联合部门"),
        ("甲市制定了什么？", "联合部门"),
    ],
)
def test_what_has_a_title_is_answered_by_its_title(question: str, words: str, ask_for: Callable[..., Question]) -> None:
    start = TITLES.index("联合部门")
    made = fitted(ask_for(question), TITLES, Reading((start, start + 4), 5.0, 2.0))
    assert TITLES[slice(*made.words)] == words


OUTPUT = "粮食总产量650万吨，同比增长17.3%，比上年增加96万吨。产品：天然气；产量：33.7；同比增长（±%）：8.5"
RULES = "第八条 年满18周岁。第九条 注册资本不低于100万元，其中国有资本51%以上。第十条 处2万元以上10万元以下的罚款。"
COURTS = "判决由海口市第二中级人民法院作出，市自然资源局不服。"


@pytest.mark.parametrize(
    ("text", "question", "found", "words"),
    [
        (OUTPUT, "粮食收了多少？", ("17.3%", "650万吨"), "650万吨"),
        (OUTPUT, "粮食增长了百分之几？", ("650万吨", "17.3%"), "17.3%"),
        (OUTPUT, "粮食是增了还是减了，多少？", ("650万吨", "17.3%"), "增长17.3%"),
        (OUTPUT, "粮食比上年多了多少？", ("650万吨", "96万吨"), "96万吨"),
        (OUTPUT, "粮食产了多少万吨？", ("96万吨", "650万吨"), "650万吨"),
        (OUTPUT, "天然气产了多少？", ("8.5", "33.7"), "33.7"),
        (RULES, "注册资本最少多少？", ("51%", "100万元"), "100万元"),
        (RULES, "注册资本最高多少？", ("100万元", "2万元以上10万元以下"), "100万元"),
        (RULES, "最少几岁？", ("2万元以上10万元以下", "18周岁"), "18周岁"),
        (COURTS, "二审是哪个法院判的？", ("海口市",), "海口市第二中级人民法院"),
        (COURTS, "哪个部门不服？", ("市自然资源局",), "市自然资源局"),
        (COURTS, "哪个法院判的？", ("海口市第二中级人民法院",), "海口市第二中级人民法院"),
    ],
)
def test_a_level_is_no_change_the_least_not_the_most_and_a_name_is_whole(
    text: str, question: str, found: tuple[str, ...], words: str, ask_for: Callable[..., Question]
) -> None:
    places = [(text.index(each), text.index(each) + len(each)) for each in found]
    made = fitted(ask_for(question), text, Reading(places[0], 5.0, 2.0, tuple((place, 4.0) for place in places[1:])))
    assert text[slice(*made.words)] == words


HOLIDAYS = "二、春节：4日至10日放假，共7天。2月2日、2月3日上班。\n七、国庆节：放假7天。9月29日、10月12日上班。"


@pytest.mark.parametrize(
    ("question", "found", "words"),
    [
        ("2019年国庆节哪几天上班？", ("2月2日、2月3日", "9月29日、10月12日"), "9月29日、10月12日"),
        ("2019年春节哪几天上班？", ("2月2日、2月3日", "9月29日、10月12日"), "2月2日、2月3日"),
        ("国庆什么时候上班？", ("2月2日", "9月29日"), "9月29日"),
        ("哪几天上班？", ("2月2日、2月3日", "9月29日、10月12日"), "2月2日、2月3日"),
    ],
)
def test_a_line_is_about_what_its_label_names(
    question: str, found: tuple[str, ...], words: str, ask_for: Callable[..., Question]
) -> None:
    places = [(HOLIDAYS.index(each), HOLIDAYS.index(each) + len(each)) for each in found]
    others = tuple((place, 4.0) for place in places[1:])
    made = fitted(ask_for(question), HOLIDAYS, Reading(places[0], 5.0, 2.0, others))
    assert HOLIDAYS[slice(*made.words)] == words


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("“粮仓千万座”的下半句是什么？", "颗粒要归仓"),
        ("“颗粒要归仓”的上一句是什么？", "粮仓千万座"),
        ("“颗粒要归仓”的下一句是什么？", "标语"),
        ("“粮仓千万座”写在哪里？", "标语"),
    ],
)
def test_the_line_beside_one_that_is_quoted(question: str, words: str, ask_for: Callable[..., Question]) -> None:
    text = "“粮仓千万座，颗粒要归仓”——标语挂满了村口。"
    start = text.index("标语")
    made = fitted(ask_for(question), text, Reading((start, start + 2), 5.0, 2.0))
    assert text[slice(*made.words)] == words


def test_not_where_they_are_much_worse(ask_for: Callable[..., Question]) -> None:
    found = reading("计划投资", "2100.8亿元", less=WORSE + 0.1)
    assert fitted(ask_for("计划投资多少？"), TEXT, found) == found


LIST = "原则同意报废公务车2辆（云A3K872、云A9P016），新购1辆。"


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (("云A9P016", "云A3K872、云A9P016", "2辆（云A3K872、云A9P016"), "云A3K872、云A9P016"),
        (("云A9P016", "云A9P016），新购1辆"), "云A9P016"),
        (("云A9P016", "公务车2辆", "新购1辆", "原则", "云A3K872、云A9P016"), "云A9P016"),
    ],
)
def test_of_a_list_all_items_are_taken_that_stand_together_and_read_nearly_as_well(
    found: tuple[str, ...], words: str, ask_for: Callable[..., Question]
) -> None:
    places = [(LIST.index(each), LIST.index(each) + len(each)) for each in found]
    others = tuple((each, 5.0 - number) for number, each in enumerate(places[1:], start=1))
    made = fitted(ask_for("报废了哪几辆车？"), LIST, Reading(places[0], 5.0, 2.0, others))
    assert LIST[slice(*made.words)] == words


BATCHES = "第一批6月8日出发；第二批7月6日出发；第三批的时间另定。"
PEOPLE = "甲方联系人：邹立，0750-3312008；乙方联系人：柯文涛"
DATES = "4月18日 上午 主讲人巫若男\n8月4日 上午 主讲人栾铁军"


@pytest.mark.parametrize(
    ("text", "question", "words", "named"),
    [
        (BATCHES, "第三批什么时候走？", "7月6日", "第3批"),
        (BATCHES, "第二批什么时候走？", "7月6日", ""),
        (BATCHES, "第五批什么时候走？", "7月6日", ""),
        (PEOPLE, "乙方的电话是多少？", "0750-3312008", "乙方"),
        (PEOPLE, "甲方的电话是多少？", "0750-3312008", ""),
        (DATES, "8月4日的主讲人是谁？", "巫若男", "8月4日"),
        (DATES, "8月4日的主讲人是谁？", "栾铁军", ""),
    ],
)
def test_words_may_be_said_of_another(
    text: str, question: str, words: str, named: str, ask_for: Callable[..., Question]
) -> None:
    place = text.index(words), text.index(words) + len(words)
    assert said_of_another(ask_for(question), text, place) == named


def test_who_is_told_by_the_column_of_people(ask_for: Callable[..., Question]) -> None:
    row = "项目名称：住院大楼；责任单位：县卫健局；责任人：石永康；总投资：28600"

    def read(*found: str) -> Reading:
        places = [(row.index(words), row.index(words) + len(words)) for words in found]
        return Reading(places[0], 5.0, 2.0, tuple((each, 4.0 - n) for n, each in enumerate(places[1:])))

    def words(question: str, *found: str) -> str:
        return row[slice(*fitted(ask_for(question), row, read(*found)).words)]

    assert words("住院大楼谁负责？", "县卫健局", "石永康") == "石永康"
    assert words("住院大楼谁负责？", "县卫健局", "住院大楼") == "县卫健局"
    assert words("住院大楼由什么单位负责？", "县卫健局", "石永康") == "县卫健局"

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.text.tokens import Tokenizer, fold
from qa.judging.exactness import contradiction, counted_noun, find_lack, quoted_phrases, stated_values
from qa.types import Expected, Question
from qa.wording import CHINESE

Lack = Callable[[str, str], str]


@pytest.fixture
def lack(ask_for: Callable[..., Question], tokenizer: Tokenizer) -> Lack:
    """``lack(question, passage)`` in Chinese, ``""`` for nothing; the passage is the sentence, too."""

    def said(question: str, passage: str) -> str:
        found = find_lack(ask_for(question), fold(passage), fold(passage), tokenizer)
        return CHINESE.lack(found) if found else ""

    return said


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("“枫桥经验”是什么", ["枫桥经验"]),
        ("「跨境通辦」和『一盔一帶』", ["跨境通办", "一盔一带"]),
        ('"ＲＣＥＰ"中心', ["rcep"]),
        ("“鲜”人一步", []),
        ("没有引号", []),
    ],
)
def test_quoted_phrases(text: str, phrases: list[str]) -> None:
    assert quoted_phrases(text) == phrases


@pytest.mark.parametrize(
    ("question", "passage", "lacking"),
    [
        ("冷链基地占地多少亩？", "冷链基地投资3亿元。", "亩"),
        ("冷链基地占地多少亩？", "冷链基地占地66公顷。", ""),
        ("有多少名民警？", "民警866人。", ""),
        ("有多少名民警？", "民警出动866次。", "名"),
        ("244名教师里有多少名党员教师？", "选派244名教师。", "名"),
        ("这几年事故好转吗？", "事故数持续下降。", ""),
        ("改造小区花了多少钱？", "改造65个小区。", "元"),
        ("改造小区花了多少钱？", "改造小区用了三亿元。", ""),
        ("排第几位？", "位列全省第一。", ""),
        ("黄瓜多少钱一公斤？", "品名：黄瓜；单价（元/公斤）：5.2", ""),
        ("支出多少万元？", "单位：万元\n办公费 35.6", ""),
        ("室温不低于多少度？", "室温不低于18℃。", ""),
        ("收几倍的费用？", "按普通费用的200%收取。", ""),
        ("占地多少亩？", "流量（m3/h）：50", "亩"),
    ],
)
def test_a_number_must_stand_in_the_unit_asked_for(question: str, passage: str, lacking: str, lack: Lack) -> None:
    found = lack(question, passage)
    assert (lacking in found) if lacking else found == ""


@pytest.mark.parametrize(
    ("question", "passage", "lacking"),
    [
        ("公司的注册资本是多少？", "两家公司出资2000万元。", "注册资本"),
        ("主平台入驻了多少家企业？", "主平台引来67家工厂。", "企业"),
        ("主平台入驻了多少家企业？", "主平台引来67家企业。", ""),
        ("经济合作区的面积是多少？", "经济合作区66平方公里。", ""),
        ("帮扶了多少家县里的医院？", "帮扶10家县级公立医院。", ""),
    ],
)
def test_what_is_counted_must_stand_there(question: str, passage: str, lacking: str, lack: Lack) -> None:
    found = lack(question, passage)
    assert (lacking in found) if lacking else found == ""


def test_the_office_asked_about_must_stand_there(lack: Lack) -> None:
    assert "局长" in lack("公安局局长是谁？", "北门派出所所长黄怀忠。")
    assert lack("北门派出所所长是谁？", "北门派出所所长黄怀忠。") == ""
    assert "秘书长" in lack("委员会秘书长是谁？", "委员会副秘书长丁一。")
    assert lack("委员会副秘书长是谁？", "委员会副秘书长丁一。") == ""
    assert lack("谁是作者？", "文/图 陈敏锐") == ""


def test_the_other_side_is_no_answer(lack: Lack) -> None:
    assert "东部" in lack("东部新增学位多少个？", "西部新增学位1万个。")
    assert lack("西部新增学位多少个？", "西部新增学位1万个。") == ""
    assert lack("东部和西部新增学位多少个？", "西部新增学位1万个。") == ""
    assert "完工" in lack("新库房什么时候完工？", "新库房预计10月开工。")
    assert lack("新库房什么时候完工？", "新库房10月开工，次年竣工。") == ""
    assert "北门" in lack("博物馆南门几点开？", "博物馆北门8点开。")
    assert lack("河北的分公司有多少人？", "河北和山东都有分公司，山东的有30人。") == ""
    assert lack("河北分公司有多少人？", "公司在河北有50人；山东分公司有30人。") == ""
    assert "东分" in lack("河北分公司有多少人？", "山东分公司有30人。")


def test_a_year_to_compare_with_is_not_stated_unless_asked_for() -> None:
    passage = "2023年430个,与2022年相比增长41.4%"
    assert stated_values(passage, "2022年有多少个") == {"2023年", "430", "41.4%"}
    assert "2022年" in stated_values(passage, "与2022年相比增长多少")
    assert "22:00" in stated_values("每日22时停工", "22:00能施工吗")
    assert "82" in stated_values("80分以上为优秀", "82分算什么")
    assert "70" not in stated_values("80分以上为优秀", "70分算什么")
    assert stated_values("与0999年相比,比0000年多", "有多少") == {"999", "0"}


@pytest.mark.parametrize(
    ("asked", "noun"),
    [
        ("入驻了多少家企业", "企业"),
        ("注册资本是多少", "资本"),
        ("有多少名县里的教师", "教师"),
        ("谁是所长", ""),
    ],
)
def test_the_counted_noun(asked: str, noun: str, tokenizer: Tokenizer) -> None:
    assert counted_noun(asked, tokenizer).endswith(noun)
    assert bool(counted_noun(asked, tokenizer)) == bool(noun)


@pytest.mark.parametrize(
    ("question", "words", "lacks"),
    [
        ("乙方联系电话是多少？", "6228480039157720118", True),
        ("乙方联系电话是多少？", "0871-64328815", False),
        ("服务热线是多少？", "12345", False),
        ("乙方账号是多少？", "13888120046", True),
        ("邮箱是多少？", "0871-64328815", True),
        ("编号是多少？", "13888120046", False),
    ],
)
def test_an_identifier_of_another_form_is_no_answer(question: str, words: str, lacks: bool) -> None:
    made = Question(question, question, Expected.IDENTIFIER)
    assert (contradiction(made, words, words, words) is not None) is lacks


@pytest.mark.parametrize(
    ("question", "words", "lacking"),
    [
        ("国际旅游收入（人民币）是多少？", "2870万美元", ("人民币",)),
        ("每米合人民币多少元？", "28.5欧元", ("人民币",)),
        ("国际旅游收入是多少？", "2870万美元", ()),
        ("国际旅游收入（人民币）是多少？", "$2870万", ("人民币",)),
        ("门票多少钱？", "四成", ("元",)),
        ("血糖高于多少mg/dL？", "33.3mmol/L", ("mg/dl",)),
        ("血糖高于多少mmol/L？", "33.3mmol/L", ()),
    ],
)
def test_a_figure_in_another_currency_or_unit_is_no_answer(
    question: str, words: str, lacking: tuple[str, ...], ask_for: Callable[..., Question]
) -> None:
    found = contradiction(ask_for(question), fold(words), fold(words), fold(words))
    assert (found.words if found else ()) == lacking

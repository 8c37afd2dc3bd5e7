from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.tokens import Tokenizer
from qa.suggesting.facts import CHARACTERS, find_facts, reads_well


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("2023年江门市GDP总量4022.25亿元。", [("2023年江门市GDP总量是多少亿元？", "4022.25亿元")]),
        ("2023年，江门市GDP总量为4022.25亿元。", [("2023年江门市GDP总量是多少亿元？", "4022.25亿元")]),
        (
            "GDP总量突破4000亿元，为4022.25亿元，增长5.5%，居全省第7。",
            [("GDP总量是多少亿元？", "4022.25亿元"), ("GDP总量增长了百分之多少？", "5.5%")],
        ),
        ("全市规模以上工业企业430个。", [("全市规模以上工业企业有多少个？", "430个")]),
        ("西部地区新增公办学位1.05万个。", [("西部地区新增了多少万个公办学位？", "1.05万个")]),
        ("靖川市转移群众1327人。", [("靖川市转移群众多少人？", "1327人")]),
        ("靖川市养老床位1.24万张。", [("靖川市养老床位有多少万张？", "1.24万张")]),
        (
            "市发改局加快新型城镇化建设，筹集6560套保障性租赁住房。",
            [("市发改局筹集了多少套保障性租赁住房？", "6560套")],
        ),
        ("江门大桥于2024年6月30日通车。", [("江门大桥什么时候通车？", "2024年6月30日")]),
        ("台山成功入选全省首批试点县。", [("哪里入选全省首批试点县？", "台山")]),
        ("北门派出所所长黄怀忠告诉记者。", [("北门派出所所长是谁？", "黄怀忠")]),
    ],
)
def test_what_a_sentence_states_is_asked_for(
    sentence: str, expected: list[tuple[str, str]], tokenizer: Tokenizer
) -> None:
    (facts,) = find_facts(sentence, tokenizer)
    assert [(fact.question, fact.answer) for fact in facts] == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "我市目前建设16个交警数字中队。",
        "其中该镇小学在校学生300人。",
        "总投资约3亿元。",
        "与2022年相比增长41.4%。",
        "去年广州市GDP总量3万亿元。",
        "经过多年建设，计划投资额2100.8亿元。",
        "5个县（市、区）医共体牵头医院组建帮扶团队72个。",
        "江门市推进治理，投资3亿元的山泉水项目落地。",
        "“深江铁路全长116公里。",
        "江门市森林公园面积50公顷以上。",
        "山火烧了三天，增长5.5%。",
        "新闻发布会开了6次。",
        "生效后7日内付30%。",
        "单体投资最大的是投资58亿元的宏砺动力电池二期。",
        "家电单件最高补800元。",
        "人影作业出动高炮117门次、火箭42次。",
        "全年营业收入3.42亿元。",
        "公司负责人娄思齐表示感谢。",
    ],
)
def test_what_would_read_badly_by_itself_is_not_asked(sentence: str, tokenizer: Tokenizer) -> None:
    assert find_facts(sentence, tokenizer) == [[]]


def test_of_a_row_of_places_with_titles_one_is_asked(tokenizer: Tokenizer) -> None:
    (facts,) = find_facts("台山成为国家级示范县，开平入选全国示范县名单。", tokenizer)
    assert [fact.answer for fact in facts] == ["台山"]


def test_what_grew_is_what_was_named_last(tokenizer: Tokenizer) -> None:
    (facts,) = find_facts("江门市GDP总量4022亿元，全市消费市场旺盛，增长5.5%。", tokenizer)
    assert [fact.answer for fact in facts] == ["4022亿元"]
    (facts,) = find_facts("江门市GDP总量4022亿元，扩大出口，增长5.5%。", tokenizer)
    assert [fact.answer for fact in facts] == ["4022亿元"]


def test_each_sentence_has_its_own_facts(tokenizer: Tokenizer) -> None:
    first, second, third = find_facts("江门市GDP总量4022亿元。天气很好。江门市财政收入300亿元。", tokenizer)
    assert (len(first), len(second), len(third)) == (1, 0, 1)
    assert find_facts("", tokenizer) == []


@pytest.mark.parametrize(
    ("question", "well"),
    [
        ("江门市GDP总量是多少亿元？", True),
        ("是多少亿元？", False),
        ("该县GDP总量是多少？", False),
        ("“百千万工程是什么时候开始的？", False),
        ("江门市 GDP总量是多少？", False),
        ("和江门市GDP总量是多少？", False),
        ("江门市GDP总量" * 4, False),
    ],
)
def test_what_may_be_shown(question: str, well: bool) -> None:
    assert reads_well(question) is well


@given(drawn=st.data())
def test_the_answer_stands_in_the_sentence_and_the_question_reads_well(
    drawn: st.DataObject, tokenizer: Tokenizer, chinese_texts: st.SearchStrategy[str]
) -> None:
    text = drawn.draw(chinese_texts)
    for facts in find_facts(text, tokenizer):
        for fact in facts:
            assert fact.answer in text
            assert CHARACTERS[0] <= len(fact.question) <= CHARACTERS[1]
            assert fact.question.endswith("？")


@pytest.mark.parametrize(
    "text",
    [
        "郢川市人民政府2018年4月9日决定：任命阙文韬为市民政局局长。",
        "1998年压锭4.2万枚。",
        "鲁庄乡只有0.38万亩。",
        "县中医院下辖桑墟、陇集、胡圩3家。",
        "2023年靖川市计划改造36个小区。",
    ],
)
def test_what_would_not_read_well_is_not_asked(text: str, tokenizer: Tokenizer) -> None:
    assert [fact.question for facts in find_facts(text, tokenizer) for fact in facts] == []


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("2011年石亭镇耕地3.6万亩。", "2011年石亭镇耕地有多少万亩？"),
        ("靖川市供电面积23.8万平方公里。", "靖川市供电面积是多少万平方公里？"),
        ("靖川市北湾港区7120万吨。", ""),
        ("2023年靖川市剧团线上直播89场。", ""),
    ],
)
def test_a_quantity_is_so_much_and_of_a_thing_there_is_so_much(text: str, question: str, tokenizer: Tokenizer) -> None:
    found = [fact.question for facts in find_facts(text, tokenizer) for fact in facts]
    assert found == ([question] if question else [])

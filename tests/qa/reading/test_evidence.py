from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pytest

from index.text.tokens import Tokenizer
from index.types import BlockKind, Hit
from qa.reading.evidence import coverage, find_evidence, gram_weights, has_kind, has_unit, with_answer
from qa.types import Evidence, Question

Rarity = Callable[[Sequence[str]], Mapping[str, float]]
Ask = Callable[..., Question]
Find = Callable[..., list[Evidence]]


@pytest.fixture
def find(tokenizer: Tokenizer, equal_rarity: Rarity) -> Find:
    """``find(question, hits)``: the evidence, every gram as telling as every other."""

    def make(question: Question, hits: Sequence[tuple[Hit, str]]) -> list[Evidence]:
        return find_evidence(question, hits, gram_weights(question.resolved, tokenizer, equal_rarity), tokenizer)

    return make


def test_weights_leave_out_question_words_and_sum_to_one(tokenizer: Tokenizer, equal_rarity: Rarity) -> None:
    weights = gram_weights("请问GDP总量是多少？", tokenizer, equal_rarity)
    assert set(weights) == {"gdp", "总量", "量是"}
    assert sum(weights.values()) == pytest.approx(1)


def test_digits_weigh_once_as_the_value_they_are(tokenizer: Tokenizer, equal_rarity: Rarity) -> None:
    assert set(gram_weights("2023年", tokenizer, equal_rarity)) == {"=2023年"}
    assert set(gram_weights("四千亿", tokenizer, equal_rarity)) >= {"=400000000000"}


def test_a_question_of_question_words_only_weighs_nothing(tokenizer: Tokenizer, equal_rarity: Rarity) -> None:
    assert gram_weights("为什么？", tokenizer, equal_rarity) == {}


def test_coverage_is_the_share_of_the_weight() -> None:
    assert coverage({"总量": 0.75, "增速": 0.25}, {"总量", "多余"}) == 0.75
    assert coverage({}, {"总量"}) == 0


def test_the_sentence_that_covers_the_question_is_chosen(
    make_hit: Callable[..., Hit], ask_for: Ask, find: Find
) -> None:
    hit = make_hit("今年天气很好。水稻总产量为4022公斤。明年再种。")
    (evidence,) = find(ask_for("水稻总产量是多少？"), [(hit, "")])
    assert evidence.text == "水稻总产量为4022公斤。"


def test_a_sentence_that_only_says_the_heading_again_tells_nothing(
    make_hit: Callable[..., Hit], ask_for: Ask, find: Find
) -> None:
    text = "项目名称：智慧水利平台建设项目（2026年度）。预算金额：1200万元。"
    hit = make_hit(text, headings=("智慧水利平台建设项目招标公告",))
    (evidence,) = find(ask_for("智慧水利平台建设项目预算多少？"), [(hit, "")])
    assert evidence.text == "预算金额：1200万元。"


def test_a_number_to_call_is_looked_for_where_one_stands(
    make_hit: Callable[..., Hit], ask_for: Ask, find: Find
) -> None:
    hit = make_hit("联系人：信息技术部老陈。\n电话：028-88888101。")
    (evidence,) = find(ask_for("联系电话是多少？"), [(hit, "")])
    assert "028" in evidence.text


def test_among_sentences_that_cover_alike_the_unit_asked_for_decides(
    make_hit: Callable[..., Hit], ask_for: Ask, find: Find
) -> None:
    hit = make_hit("去年6月，广场舞大赛举行。19支队伍登台，大赛落幕。")
    (evidence,) = find(ask_for("大赛有几支队伍？"), [(hit, "")])
    assert evidence.text == "19支队伍登台，大赛落幕。"


def test_coverage_outweighs_a_slightly_better_hit(make_hit: Callable[..., Hit], ask_for: Ask, find: Find) -> None:
    near, right = make_hit("全市经济向好。", score=0.80), make_hit("恩平获授试点县称号。", score=0.75)
    found = find(ask_for("恩平获授什么称号？"), [(near, ""), (right, "")])
    assert [evidence.hit for evidence in found] == [right, near]


def test_what_a_passage_goes_on_from_counts(make_hit: Callable[..., Hit], ask_for: Ask, find: Find) -> None:
    hit, question = make_hit("所长黄怀忠告诉记者。"), ask_for("北门派出所所长是谁？")
    (alone,) = find(question, [(hit, "")])
    (with_before,) = find(question, [(hit, "北门派出所下了功夫。")])
    assert with_before.coverage > alone.coverage


def test_a_list_comes_whole(make_hit: Callable[..., Hit], ask_for: Ask, find: Find) -> None:
    led = make_hit("申请材料包括：\n1. 身份证\n2. 户口本\n3. 申请表")
    (evidence,) = find(ask_for("申请材料包括哪些？"), [(led, "")])
    assert evidence.text == led.passage.text
    items = make_hit("1. 申请身份证\n2. 户口本", kind=BlockKind.LIST)
    (evidence,) = find(ask_for("申请有哪些材料？"), [(items, "")])
    assert evidence.text == items.passage.text


@pytest.mark.parametrize(
    ("question", "sentence", "there"),
    [
        ("有多少人？", "共有244人。", True),
        ("有多少人？", "人很多。", False),
        ("这是全國第幾個？", "成为全国首个。", True),
        ("这样的有几个？", "成为全国首个。", False),
        ("什么时候开工？", "二〇二三年开工。", True),
        ("什么时候开工？", "已经开工。", False),
        ("所长是谁？", "所长黄怀忠表示。", True),
        ("所长是谁？", "所长表示。", False),
        ("怎么做？", "随便。", True),
    ],
)
def test_the_kind_asked_for_is_there_or_not(
    question: str, sentence: str, there: bool, ask_for: Ask, tokenizer: Tokenizer
) -> None:
    assert has_kind(ask_for(question), sentence, tokenizer) is there


def test_the_unit_asked_for(ask_for: Ask) -> None:
    assert has_unit(ask_for("有多少亩？"), "共1414亩")
    assert not has_unit(ask_for("有多少亩？"), "共1414个")
    assert not has_unit(ask_for("有多少？"), "共1414亩")
    assert has_unit(ask_for("投资多少亿元？"), "投资3亿元")
    assert not has_unit(ask_for("投资多少亿元？"), "投资3万元")
    assert has_unit(ask_for("投资多少元？"), "投资3亿元")
    assert not has_unit(ask_for("长多少米？"), "面积200平方米")
    assert has_unit(ask_for("长多少米？"), "长200米，面积2000平方米")
    assert not has_unit(ask_for("有多少个？"), "历时3个月")


def test_what_a_number_is_counted_in_makes_no_word_with_what_follows(tokenizer: Tokenizer) -> None:
    weights = gram_weights("2023年江门有100平方公里林地吗？", tokenizer, lambda grams: dict.fromkeys(grams, 1.0))
    assert {"=2023年", "江门", "=100", "公里", "林地"} <= set(weights)
    assert {"年江", "里林"} & set(weights) == set()


def test_a_sentence_that_says_it_in_other_words_covers_it(
    find: Find, ask_for: Ask, make_hit: Callable[..., Hit]
) -> None:
    said, unsaid = "职工配偶的补助为半数。", "职工本人的补助为全数。"
    (evidence,) = find(ask_for("老公的补助是多少？"), [(make_hit(f"{unsaid}{said}"), "")])
    assert evidence.text == said


def test_what_asks_is_followed_by_what_answers() -> None:
    text = "问：几天办好？\n答：两个工作日。不收费。"
    assert text[slice(*with_answer(text, (0, 7)))] == "问：几天办好？\n答：两个工作日。"
    assert with_answer(text, (8, 16)) == (8, 16)
    assert with_answer("几天办好？", (0, 5)) == (0, 5)
    bold = "**问：几天办好？**\n\n两个工作日。"
    assert bold[slice(*with_answer(bold, (0, 9)))] == bold


@pytest.mark.parametrize(
    ("question", "has", "lacks"),
    [
        ("活动的目的", ["目的"], ["动的", "的目"]),
        ("采购合同的标的", ["标的"], ["同的", "的标"]),
        ("目标的完成率", ["目标"], ["标的"]),
        ("古桥的长度", ["长度"], ["桥的"]),
        ("他别的作品", ["作品"], ["别的", "的作"]),
    ],
)
def test_what_ties_words_makes_no_pair_but_within_a_noun(
    question: str, has: list[str], lacks: list[str], tokenizer: Tokenizer, equal_rarity: Rarity
) -> None:
    weights = gram_weights(question, tokenizer, equal_rarity)
    assert set(has) <= weights.keys()
    assert not set(lacks) & weights.keys()

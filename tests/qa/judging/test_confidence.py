from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pytest

from qa.judging.confidence import SETTLED, Verdict
from qa.judging.signals import Signals, answered_probability
from qa.statements import Lack, LackKind
from qa.types import Reading

Rarity = Callable[[Sequence[str]], Mapping[str, float]]
Judge = Callable[..., Verdict]

PASSAGE = "2023年，江门市GDP总量为4022.25亿元，增长5.5%。"


def test_an_answered_question_has_no_reason(verdict: Judge) -> None:
    made = verdict("2023年江门市GDP总量是多少？")
    assert made.reason == ""
    assert made.confidence > SETTLED


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("2024年江门市GDP总量是多少？", "2024年"),
        ("2023年广州市GDP总量是多少？", "广州市"),
        ("GDP总量4023亿元增长多少？", "4023亿"),
    ],
)
def test_another_year_place_or_amount_settles_it(question: str, named: str, verdict: Judge) -> None:
    made = verdict(question)
    assert named in made.reason
    assert made.confidence <= SETTLED


def test_a_number_asked_for_must_be_there(verdict: Judge) -> None:
    assert "票价" in verdict("江门站到香港的高铁票价是多少？", "江门站开通直达香港的高铁列车。").reason
    assert "数字" in verdict("高铁列车有多少？", "江门站开通直达香港的高铁列车。").reason
    assert "时间" in verdict("深江铁路什么时候建成？", "深江铁路加快建设。").reason


def test_a_number_in_another_sentence_does_not_do_where_the_reading_doubts_it(verdict: Judge) -> None:
    told = "睦洲镇的民警已成了老百姓习以为常的平安底色。"
    unlikely, likely = Reading((0, 1), -8.0, -4.0), Reading((0, 1), 8.0, 4.0)
    number, time = (
        ("睦洲镇有多少民警？", f"{told}去年收到感谢信35封。"),
        ("民警是哪一年成了底色的？", f"{told}2023年来信。"),
    )
    assert "这一句里没有写数字" in verdict(*number, reading=unlikely).reason
    assert "这一句里没有写时间" in verdict(*time, reading=unlikely).reason
    assert not any(
        "没有写" in verdict(*asked, reading=sure).reason for asked in (number, time) for sure in (likely, None)
    )


def test_equal_values_count_however_they_are_written(verdict: Judge) -> None:
    assert verdict("二〇二三年江门市GDP总量是多少？").reason == ""
    assert verdict("２０２３年江門市ＧＤＰ總量是多少？").reason == ""


def test_a_name_may_stand_in_the_text_before(verdict: Judge) -> None:
    passage, before = "北门派出所所长黄怀忠告诉记者。", "台山市北门派出所下了功夫。"
    assert "台山市" in verdict("台山市北门派出所所长是谁？", passage).reason
    assert verdict("台山市北门派出所所长是谁？", passage, before).reason == ""


def test_a_name_that_the_document_is_about_need_not_be_repeated(verdict: Judge) -> None:
    passage = "全市GDP总量为4022.25亿元。"
    assert "江门市" in verdict("江门市GDP总量是多少？", passage).reason
    assert verdict("江门市GDP总量是多少？", passage, document="江门发展。江门腾飞。江门奋进。" + passage).reason == ""


def test_a_passage_without_a_year_takes_the_documents_usual_one(verdict: Judge) -> None:
    passage, document = "开工改造65个老旧小区。", "2023年工作。2023年成绩。比2022年多。"
    assert verdict("2023年改造了多少个老旧小区？", passage, document=document + passage).reason == ""
    assert "2022" in verdict("2022年改造了多少个老旧小区？", passage, document=document + passage).reason


def test_what_is_missing_is_named(verdict: Judge) -> None:
    made = verdict("今天的航班几点起飞？", "明天六点在球场开会。")
    assert "航班" in made.reason
    assert not made.sure


def test_a_year_that_is_only_compared_with_is_not_the_one_asked_for(verdict: Judge) -> None:
    passage = "2023年，全市工业项目430个，与2022年相比增长41.4%。"
    assert "2022年" in verdict("2022年全市工业项目有多少个？", passage).reason
    assert verdict("全市工业项目与2022年相比增长多少？", passage).reason == ""


def test_a_value_that_only_a_heading_has_is_remarked_on(verdict: Judge) -> None:
    answered = verdict("2023年江门市GDP总量是多少？", "江门市GDP总量为4022.25亿元。", headings=("2023年统计公报",))
    assert answered.reason == ""
    assert "2023年" in answered.remark
    assert verdict("2023年江门市GDP总量是多少？").remark == ""


def test_words_in_quotation_marks_must_stand_there(verdict: Judge) -> None:
    made = verdict("“银龄警务”机制是哪个派出所首创的？", "派出所首创了警务机制。")
    assert made.settled
    assert "银龄警务" in made.reason
    assert not verdict("「警務機制」是哪個派出所首創的？", "派出所首创了警务机制。").settled


@pytest.mark.parametrize("place", ["县里", "各县区", "村里", "本市"])
def test_no_place_in_particular_settles_nothing(place: str, verdict: Judge) -> None:
    assert not verdict(f"{place}的保障房筹集了多少套？", "筹集保障房6560套。").settled


def test_what_settles_it_is_said_to_have(verdict: Judge) -> None:
    made = verdict("2024年江门市GDP总量是多少？")
    assert made.settled
    assert "2024年" in made.missing
    assert not verdict("2023年江门市GDP总量是多少？").settled


def test_each_signal_pulls_its_way() -> None:
    base = Signals(covered=0.5, missing=0.3, cosine=0.88, kind=False, lacking=False)
    middle, bounds = answered_probability(base)
    assert 0 < middle < 1
    assert 0 < bounds.answered <= bounds.sure < 1
    assert answered_probability(replace(base, covered=0.9))[0] > middle
    assert answered_probability(replace(base, missing=0.9))[0] < middle
    assert answered_probability(replace(base, cosine=0.95))[0] > middle
    assert answered_probability(replace(base, kind=True))[0] > middle


def test_a_reading_speaks_for_an_answer() -> None:
    base = Signals(covered=0.5, missing=0.3, cosine=0.88, kind=True, lacking=False, read=0.0)
    middle, _ = answered_probability(base)
    assert answered_probability(replace(base, read=4.0))[0] > middle > answered_probability(replace(base, read=-4.0))[0]


@pytest.mark.parametrize(
    ("question", "passage", "named"),
    [
        ("一号楼的值班员是谁？", "二号楼的值班员是岑勇。", "一号楼"),
        ("RX-150的速率是多少？", "型号：RX-150S；速率：1800", "rx-150"),
        ("五级响应由谁指挥？", "Ⅳ级响应由护林站长指挥。", "五级"),
    ],
)
def test_another_number_of_a_named_thing_settles_it(question: str, passage: str, named: str, verdict: Judge) -> None:
    made = verdict(question, passage)
    assert made.settled
    assert named in made.reason.lower()


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("4级响应由谁指挥？", "Ⅳ级响应由护林站长指挥。"),
        ("1号楼的值班员是谁？", "一号楼的值班员是岑勇。"),
        ("138-0000-3391是谁的手机？", "姓名：祝融；手机：13800003391"),
        ("第六步做什么？", "6. 通水"),
    ],
)
def test_the_same_number_written_otherwise_does_not(question: str, passage: str, verdict: Judge) -> None:
    assert not verdict(question, passage).settled


def test_a_named_thing_may_stand_above_the_passage(verdict: Judge) -> None:
    passage = "值班员是岑勇。"
    assert not verdict("一号楼的值班员是谁？", passage, document="一号楼\n" + passage, headings=("一号楼",)).settled


def test_how_many_is_not_said_by_the_numbers_of_a_list(verdict: Judge) -> None:
    made = verdict("开户一共几步？", "1. 提交申请表\n2. 核验身份", reading=Reading((0, 8), 8.0, 4.0))
    assert made.settled
    assert made.lack


GRAIN = "云桥镇概况。2023年，云桥镇的粮食产量是10007吨，修了美丽乡村和城中村，办了示范村。"


@pytest.mark.parametrize("town", ["玉塘镇", "清洲镇", "青岭镇", "石溪镇", "白岗村", "清溪镇", "清桥镇", "睦洲镇"])
def test_a_town_that_no_dictionary_has_is_a_place_too(town: str, verdict: Judge) -> None:
    assert verdict(f"{town}2023年的粮食产量是多少吨？", GRAIN).lack == Lack(LackKind.UNMENTIONED, (town,))
    assert verdict("云桥镇2023年的粮食产量是多少吨？", GRAIN).lack is None
    assert verdict("云桥2023年的粮食产量是多少吨？", GRAIN).lack is None


@pytest.mark.parametrize("kind", ["美丽乡村", "城中村", "特色小镇", "示范村", "历史文化名村"])
def test_a_kind_of_town_is_no_place(kind: str, verdict: Judge) -> None:
    lack = verdict(f"2023年{kind}的粮食产量是多少吨？", "2023年的粮食产量是10007吨。").lack
    assert lack is None or kind not in lack.words


def test_nothing_is_sure_beside_other_words_that_are_nearly_as_good(verdict: Judge) -> None:
    words = (PASSAGE.index("4022"), PASSAGE.index("亿元") + 2)
    alone = Reading(words, 16.0, 8.0)
    beside = replace(alone, others=(((PASSAGE.index("5.5%"), PASSAGE.index("5.5%") + 4), 14.0),))
    sure, unsure = (verdict("2023年江门市GDP总量是多少？", reading=each) for each in (alone, beside))
    assert (sure.sure, unsure.sure) == (True, False)
    assert sure.confidence == unsure.confidence


@pytest.mark.parametrize(
    ("question", "passage", "document"),
    [
        (
            "2023年的净利润是多少？",
            "项目：净利润；本期：300元；上年同期：200元",
            "2024年度业绩快报\n项目：净利润；本期：300元；上年同期：200元",
        ),
        (
            "2025年补缴多少钱？",
            "次年2月底前可以补缴，按1070元全额缴。",
            "2024年度医保\n次年2月底前可以补缴，按1070元全额缴。",
        ),
    ],
)
def test_the_year_before_or_behind_is_understood_where_it_is_told_of(
    question: str, passage: str, document: str, verdict: Judge
) -> None:
    assert not lacks(verdict(question, passage, document=document), LackKind.UNMENTIONED)


def test_a_year_that_is_only_compared_with_is_not_told_of(verdict: Judge) -> None:
    made = verdict(
        "2023年的净利润是多少？",
        "净利润300元，比上年增长5%。",
        document="2024年度业绩快报。2024年好。\n净利润300元，比上年增长5%。",
    )
    assert made.lack == Lack(LackKind.UNMENTIONED, ("2023年",))


def test_quotation_marks_need_not_stand_where_the_question_has_them(verdict: Judge) -> None:
    assert not lacks(verdict("“免费体检”由谁处理？", "“免费”体检由市监局处理。"), LackKind.PHRASE)
    assert lacks(verdict("“免费体检”由谁处理？", "“免费”旅游由市监局处理。"), LackKind.PHRASE)


def test_a_span_of_years_demands_its_ends_only(verdict: Judge) -> None:
    passage = "同2010年相比，2020年增加人口的只有城关镇。"
    assert not lacks(verdict("2010至2020年间哪个镇增加了人口？", passage), LackKind.UNMENTIONED)
    lack = verdict("2009至2020年间哪个镇增加了人口？", passage).lack
    assert lack == Lack(LackKind.UNMENTIONED, ("2009年",))


def lacks(verdict: Verdict, kind: LackKind) -> bool:
    return verdict.lack is not None and verdict.lack.kind is kind

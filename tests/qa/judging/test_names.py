from __future__ import annotations

import pytest

from index.text.tokens import Tokenizer
from index.types import Document, Format
from qa.judging.names import missing_code, missing_focus, missing_peer, missing_rival, stands_alone
from qa.types import Expected, Question


def asked(focus: str) -> Question:
    return Question("呢？", "问什么？", Expected.OTHER, "", focus)


@pytest.mark.parametrize(
    ("focus", "passage"),
    [
        ("宫灯", "走马灯0.80元,羊角灯1.20元"),
        ("D8", "d1昆明集合 d80返程"),
        ("第九名", "第4至8名各一千五百元"),
        ("灯光设计", "邮票设计:阮采薇"),
        ("周六", "周三、周五下午开放"),
    ],
)
def test_what_the_passage_does_not_speak_of_is_missing(focus: str, passage: str) -> None:
    assert missing_focus(asked(focus), passage) == focus


@pytest.mark.parametrize(
    ("focus", "passage"),
    [
        ("", "什么都没有"),
        ("羊角灯", "走马灯0.80元,羊角灯1.20元"),
        ("HX-210", "型号hx-210,功率3千瓦"),
        ("示范镇街", "示范创建的镇街"),
        ("第六条", "第六条 等待期"),
        ("周六", "星期六休息"),
        ("周六", "周一至周日开放"),
    ],
)
def test_what_it_speaks_of_is_not(focus: str, passage: str) -> None:
    assert missing_focus(asked(focus), passage) == ""


def test_a_code_is_no_part_of_a_longer_one() -> None:
    assert stands_alone("x20", "型号x20,售价")
    assert not stands_alone("x20", "型号x20pro,售价")
    assert not stands_alone("x20", "型号x-200")


@pytest.mark.parametrize(
    ("question", "passage", "missing"),
    [
        ("X20多少钱？", "x20pro售价3999元", "X20"),
        ("X20Pro多少钱？", "x20售价2999元", "X20PRO"),
        ("rx150s的速率是多少？", "rx-150s速率300", ""),
        ("HM-3309是什么？", "检测号:hm-3309", ""),
        ("5kg的多少钱？", "十斤装30元", ""),
        ("PM2.5是多少？", "pm2.5为35", ""),
    ],
)
def test_a_code_that_is_asked_about_has_to_stand_there(question: str, passage: str, missing: str) -> None:
    assert missing_code(Question(question, question, Expected.OTHER), passage) == missing


@pytest.mark.parametrize(
    ("question", "sentence", "named"),
    [
        ("招商银行的利率是多少？", "兴业银行利率为3.1%。", "招商银行"),
        ("硕士学位要几个学分？", "学士学位须修满160学分。", "硕士"),
        ("有几个省级项目？", "市级项目5个。", "省级"),
    ],
)
def test_another_body_or_degree_than_the_one_asked_about_does_not_answer(
    question: str, sentence: str, named: str, tokenizer: Tokenizer
) -> None:
    assert missing_rival(Question(question, question, Expected.OTHER), sentence, sentence, tokenizer) == named


@pytest.mark.parametrize(
    ("question", "sentence", "near"),
    [
        ("招商银行的利率是多少？", "兴业银行利率为3.1%。", "招商银行与兴业银行"),
        ("招商银行的利率是多少？", "招行存款利率高于兴业银行。", ""),
        ("招商银行的利率是多少？", "年利率为3.1%。", ""),
        ("定点医院有几家？", "人民医院等三家。", ""),
        ("硕士和学士各要几个学分？", "学士160学分。", ""),
        ("硕士学位要几个学分？", "须修满32学分。", ""),
    ],
)
def test_one_that_stands_near_or_without_a_rival_is_left_to_the_reading(
    question: str, sentence: str, near: str, tokenizer: Tokenizer
) -> None:
    asked = Question(question, question, Expected.OTHER)
    assert missing_rival(asked, sentence, f"{sentence}\n{near}", tokenizer) == ""


@pytest.mark.parametrize(
    ("question", "sentence", "named"),
    [
        ("南埔派出所所长叫什么名字？", "“多走一步。”北埔派出所所长黄一鸣说。", "南埔派出所"),
        ("蓬山区公安局的局长是谁？", "海汇区公安局局长李东介绍。", "蓬山区公安局"),
        ("南埔派出所所长叫什么名字？", "北埔派出所所长黄一鸣、南埔派出所所长何力。", ""),
        ("南埔派出所所长叫什么名字？", "所长何力说。", ""),
        ("南埔派出所所长叫什么名字？", "山台市公安局南埔派出所所长何力说。", ""),
        ("江口市公安局局长是谁？", "江口公安局局长李东介绍。", ""),
        ("教育局局长是谁？", "市教育局局长何力说。", ""),
        ("何力是什么人？", "北埔派出所所长黄一鸣说。", ""),
    ],
)
def test_the_holder_of_an_office_is_of_the_body_asked_about(
    question: str, sentence: str, named: str, tokenizer: Tokenizer
) -> None:
    asked = Question(question, question, Expected.PERSON)
    assert missing_rival(asked, sentence, f"{sentence}南埔、蓬山", tokenizer) == named


OF_BOTH = "出席：沈立群、马路遥、文图雅、葛洪亮\n一、招录由葛洪亮负责。\n二、保密由文图雅牵头。"


@pytest.mark.parametrize(
    ("question", "sentence", "before", "missing"),
    [
        ("文图雅负责什么？", "招录由葛洪亮负责。", "", "文图雅"),
        ("文图雅负责什么？", "保密由文图雅牵头。", "", ""),
        ("文图雅负责什么？", "招录由葛洪亮负责。", "文图雅主持。", ""),
        ("葛洪亮和文图雅负责什么？", "由沈立群负责。", "", ""),
        ("韩冬负责什么？", "招录由葛洪亮负责。", "", ""),
        ("文图雅负责什么？", "负责保密。", "", ""),
    ],
)
def test_what_is_said_of_another_that_is_enumerated_with_it_is_not_said_of_it(
    question: str, sentence: str, before: str, missing: str
) -> None:
    document = Document("0" * 16, "纪要.txt", "纪要", Format.TEXT, OF_BOTH)
    made = Question(question, question, Expected.OTHER)
    assert missing_peer(made, sentence, before, document) == missing


def test_the_rows_of_a_table_are_peers() -> None:
    text = "品名：奶牛；头数：60\n品名：牛奶（万吨）；产量：173"
    document, asked = Document("0" * 16, "表.txt", "表", Format.TEXT, text), "牛奶的产量是多少？"
    question = Question(asked, asked, Expected.NUMBER)
    assert missing_peer(question, "品名:奶牛;头数:60", "", document) == "牛奶"
    assert missing_peer(question, "品名:牛奶(万吨);产量:173", "", document) == ""

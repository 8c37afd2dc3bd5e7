from __future__ import annotations

import pytest

from index.readers import read_bytes
from index.text.tokens import Tokenizer
from index.types import Document
from qa.suggesting.told import of_rows, of_rules, of_title


def document(text: str, name: str) -> Document:
    return read_bytes(text.encode(), name)


RULES = """# 停车收费办法

本办法所称临时停车，是指连续停放不超过二十四小时的停车。

停车设施维护由市城管局负责。

本办法自2025年1月1日起施行。
"""


def test_since_when_a_rule_holds_what_a_word_means_and_who_sees_to_a_thing(tokenizer: Tokenizer) -> None:
    found = [(fact.question, fact.answer) for fact in of_rules(document(RULES, "停车收费办法.md"), tokenizer)]
    assert ("《停车收费办法》从什么时候起施行？", "2025年1月1日") in found
    assert ("停车设施维护由谁负责？", "市城管局") in found
    assert ("什么是临时停车？", "连续停放不超过二十四小时的停车") in found
    assert all(answer in RULES for _, answer in found)


def test_of_rows_with_a_name_of_their_own_cells_are_asked(tokenizer: Tokenizer) -> None:
    table = "品名,单价（元/公斤）,产地,备注\n西红柿,6.8,云南,\n黄瓜,5.2,海南,\n合计,12,,\n"
    found = [(fact.question, fact.answer) for fact in of_rows(document(table, "菜价.csv"), tokenizer)]
    assert ("西红柿的单价是多少？", "6.8") in found
    assert not any("产地" in question for question, _ in found)
    assert not any("合计" in question for question, _ in found)


def test_columns_that_name_no_quantity_and_bare_times_are_not_asked(tokenizer: Tokenizer) -> None:
    crossed = "城市,部长级,司局级\n北京,1100元,650元\n上海,1100元,600元\n"
    assert list(of_rows(document(crossed, "住宿费.csv"), tokenizer)) == []
    repaired = document("设备名称,日期,服务日期\n离心机,2023-05-06,2020-11-02\n", "维修.csv")
    assert [fact.question for fact in of_rows(repaired, tokenizer)] == ["离心机的服务日期是什么时候？"]
    wide = document("设备名称,服务日期,费用（元）\n离心机,２０２０年５月２日,１，２００\n", "维修.csv")
    asked = [fact.question for fact in of_rows(wide, tokenizer)]
    assert asked == ["离心机的服务日期是什么时候？", "离心机的费用是多少？"]


def test_rows_that_share_a_name_are_not_asked(tokenizer: Tokenizer) -> None:
    table = "品名,单价\n西红柿,6.8\n西红柿,5.2\n"
    assert list(of_rows(document(table, "菜价.csv"), tokenizer)) == []


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("停车收费办法.txt", ["《停车收费办法》讲了什么？"]),
        ("a7-0001.txt", []),
        ("他说：好。.txt", []),
        ("库存.txt", []),
        ("任免通知.txt", []),
        ("仲裁裁决书（摘录）.txt", []),
        ("石门县简介.txt", ["《石门县简介》讲了什么？"]),
        ("淮阳县人民政府.txt", []),
    ],
)
def test_what_a_document_is_about_is_asked_by_a_title_that_is_one(
    name: str, asked: list[str], tokenizer: Tokenizer
) -> None:
    assert [
        fact.question
        for fact in of_title(document("没有标题，只有一句话，说的是这一件事从头到尾怎么办。", name), tokenizer)
    ] == asked


def test_without_a_sentence_that_tells_nobody_is_asked_what_it_is_about(tokenizer: Tokenizer) -> None:
    assert list(of_title(document("第一章\n\n总则", "石门县简介.txt"), tokenizer)) == []


@pytest.mark.parametrize(
    "table",
    [
        "序号,项目名称,顺序号\n1,修桥工程,3\n2,铺路工程,5\n",
        "姓名,性别,语文\n安若溪,女,90\n卜嘉树,男,88\n",
        "岗位,人员\n负责,1\n值守,2\n",
        "产品名称,试用期限,交付方式,负责部门经理\n离心机,见左,✓,小组赛\n",
        "项目名称,验收人员\n修桥工程,甲方参会人员\n",
        "项目名称,完成数量\n修桥工程,第五周\n",
        "等级名称,体验费\n金牌会员,20\n",
    ],
)
def test_what_nobody_would_ask_of_a_row_is_not_asked(table: str, tokenizer: Tokenizer) -> None:
    assert [fact.question for fact in of_rows(document(table, "登记.csv"), tokenizer)] == []


def test_people_are_asked_for_by_who(tokenizer: Tokenizer) -> None:
    table = "项目名称,项目负责人,总投资（万元）\n修桥工程,王建国,\n铺路工程,李秀英,\n种树工程,甲乙公司,30\n"
    found = [fact.question for fact in of_rows(document(table, "登记.csv"), tokenizer)]
    assert found == ["修桥工程的项目负责人是谁？", "铺路工程的项目负责人是谁？", "种树工程的总投资是多少？"]


def test_a_party_to_one_case_is_nobody_to_ask_for(tokenizer: Tokenizer) -> None:
    assert list(of_rules(document("鉴定费用由被告承担。", "判决.txt"), tokenizer)) == []

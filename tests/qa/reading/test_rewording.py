from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.reading.rewording import reworded
from qa.types import Expected, Question

NAMED = "青岚环保科技有限公司（以下简称“青岚公司”）"


@pytest.mark.parametrize(
    ("question", "text", "asked"),
    [
        ("押金多少钱？", "履约保证金18,400元", "履约保证金多少钱？"),
        ("押金多少钱？", "押金200元，保证金500元", "押金多少钱？"),
        ("县人大常委会负责什么", "县人民代表大会常务委员会负责监督", "县人民代表大会常务委员会负责什么"),
        ("停车第一个小时多少钱", "首小时收费8元", "停车首小时多少钱"),
        ("停车第一个小时多少钱", "第一个小时8元，首小时", "停车第一个小时多少钱"),
        ("青岚公司的地址", "青岚环保科技有限公司位于北路", "青岚环保科技有限公司的地址"),
        ("青岚环保科技有限公司的地址", "青岚公司位于北路", "青岚公司的地址"),
        ("质保期是多少？", "质保期为24个月", "质保期多久？"),
        ("走访了几个镇街", "走访全市73个镇（街）", "走访了几个镇(街)"),
        ("有几个县市区", "所辖7个县（市、区）", "有几个县(市、区)"),
        ("有几个镇街", "73个镇（街），示范镇街29个", "有几个镇街"),
        ("老婆生孩子老公休几天", "女职工生育休158天，男职工15天", "老婆生孩子老公休几天"),
        ("ＧＤＰ是多少？", "GDP为5亿元", "ＧＤＰ是多少？"),
        ("去年营收多少", "营业收入18亿元", "去年营业收入多少"),
        ("去年营收多少", "营收18亿元，营业收入", "去年营收多少"),
    ],
)
def test_a_question_is_said_in_the_words_of_the_text(
    question: str, text: str, asked: str, ask_for: Callable[..., Question]
) -> None:
    assert reworded(ask_for(question), text, NAMED) == asked


def test_a_party_is_asked_for_as_the_clauses_of_its_contract_call_it() -> None:
    head = "甲方（采购方）：云泽水务集团有限公司\n乙方（供货方）：北辰信息技术有限公司\n"
    clause = "乙方逾期交货的，每逾期一日，按合同总价的0.5‰支付违约金。"

    def asked(text: str) -> str:
        return reworded(Question(text, text, Expected.MANNER), clause, head)

    assert asked("供应商晚交货怎么罚") == "乙方晚交货怎么罚"
    assert asked("供货方晚交货怎么罚") == "乙方晚交货怎么罚"
    assert asked("北辰信息技术晚交货怎么罚") == "乙方晚交货怎么罚"
    assert asked("采购方晚付款怎么罚") == "采购方晚付款怎么罚"

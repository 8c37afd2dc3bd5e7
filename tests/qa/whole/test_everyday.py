"""Tables asked as people ask: by short names, in other words, for things that are not there."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from bench.tables.everyday import mark_of
from bench.tables.scoring import Mark
from index.readers import read_file
from index.text.tokens import Tokenizer
from index.text.units import is_same_unit
from qa.asking.question import understand
from qa.statements import Reason, ReasonKind, RemarkKind
from qa.whole.differing import told_apart
from qa.whole.figures import factor_between
from qa.whole.lacking import lack_of
from qa.whole.naming import Register
from qa.whole.tables import find_tables
from tests.asked_tables import answered, written

SEEDS = (
    "柜号,种名,经办人,库存（袋）,单价（元）,入库日期\n"
    "G-01,早熟水稻种,宫小满,40,36,2024-03-02\n"
    "G-02,抗旱小麦种,奚立冬,25,28,2024-03-09\n"
    "G-05,甜玉米种,宫小满,60,45,2024-04-11\n"
)
HALLS = "时段,厅室,团队,人数,座位数\n上午,一楼厅,木偶戏社,18,40\n下午,一楼厅,说书会,22,40\n上午,二楼厅,剪纸组,9,30\n"
COSTS = (
    "项目,上半年预算（万元）,上半年支付（万元）,下半年预算（万元）\n清渠,12,10.5,8\n修桥,30,31,20\n合计,42,41.5,28\n"
)
DEVICES = (
    "编号,设备名称,数量,购置日期,金额（元）\nSB-1,扫描仪,3,2021-05-12,71400\nSB-3,除湿机,8,2022-07-19,25600\n"
    "SB-5,服务器,2,2023-09-21,116000\n"
)
LAND = "地块,面积（㎡）\n东塘,4200\n西塘,18000\n"


def register(folder: Path, text: str) -> Register:
    return Register(written(folder, text, "登记表.csv"))


def said(of: Register, question: str, tokenizer: Tokenizer) -> list[str]:
    answer = answered(of, question, tokenizer)
    return [draft.text for draft in answer.drafts] if answer and answer.why is None else []


@pytest.mark.parametrize(
    ("text", "question", "wanted"),
    [
        (SEEDS, "甜玉米单价多少钱", ["单价（元）：45"]),
        (SEEDS, "甜玉米和抗旱小麦一共多少袋", ["25 + 60 = 85袋（2 行）"]),
        (SEEDS, "抗旱小麦种还剩多少袋", ["库存（袋）：25"]),
        (SEEDS, "宫小满经办的有哪些种", ["早熟水稻种", "甜玉米种"]),
        (SEEDS, "G-05是哪种", ["甜玉米种"]),
        (SEEDS, "库存不足30袋的种有哪些", ["抗旱小麦种"]),
        (SEEDS, "单价最高的是哪个种", ["甜玉米种，单价（元）：45（3 行中最高）"]),
        (HALLS, "说书会多少人", ["22"]),
        (HALLS, "一楼厅有哪些团队", ["木偶戏社", "说书会"]),
        (HALLS, "一共多少个座位", ["40 + 40 + 30 = 110（3 行）"]),
        (COSTS, "修桥上半年支付比预算多多少", ["31 - 30 = 1万元（1 行）"]),
        (COSTS, "上半年支付合计是多少万元", ["上半年支付（万元）：41.5"]),
        (DEVICES, "除湿机多少钱", ["金额（元）：25600"]),
        (DEVICES, "每台除湿机多少钱", []),
        (DEVICES, "扫描仪一台多少钱", []),
        (DEVICES, "2022年以后买的设备有哪些", ["除湿机", "服务器"]),
        (LAND, "面积在1万平方米以上的地块有哪些", ["西塘"]),
        (LAND, "面积5000平方米以下的地块有哪些", ["东塘"]),
    ],
)
def test_everyday_words_are_understood(
    text: str, question: str, wanted: list[str], tmp_path: Path, tokenizer: Tokenizer
) -> None:
    assert said(register(tmp_path, text), question, tokenizer) == wanted


@pytest.mark.parametrize(
    "question",
    ["晚熟水稻种的单价是多少", "抗旱玉米的单价多少", "宫小满的手机号是多少", "甜玉米卖了多少袋", "哪家店最便宜"],
)
def test_what_only_resembles_what_is_asked_does_not_answer(question: str, tmp_path: Path, tokenizer: Tokenizer) -> None:
    assert answered(register(tmp_path, SEEDS), question, tokenizer) is None


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("马铃薯种多少钱", ReasonKind.NOT_IN_TABLE),
        ("甜玉米种的产地是哪里", ReasonKind.NOT_IN_TABLE),
        ("宫小满的身份证号是什么", ReasonKind.NOT_IN_TABLE),
        ("2023年甜玉米种的库存是多少", ReasonKind.NOT_IN_TABLE),
        ("抗旱玉米的单价是多少", ReasonKind.NOT_IN_ONE_ROW),
        ("最早入库的是哪个种", ReasonKind.TO_BE_RECKONED),
    ],
)
def test_what_a_table_lacks_is_the_reason(question: str, why: ReasonKind, tmp_path: Path, tokenizer: Tokenizer) -> None:
    lack = lack_of(register(tmp_path, SEEDS), understand(question, (), tokenizer), tokenizer)
    assert isinstance(lack, Reason)
    assert lack.kind is why


@pytest.mark.parametrize("question", ["甜玉米种什么时候入库的", "宫小满经办了什么", "抗旱小麦种的单价"])
def test_what_a_table_has_is_left_to_be_answered(question: str, tmp_path: Path, tokenizer: Tokenizer) -> None:
    assert lack_of(register(tmp_path, SEEDS), understand(question, (), tokenizer), tokenizer) is None


def test_a_short_name_is_answered_with_what_the_table_calls_it(tmp_path: Path, tokenizer: Tokenizer) -> None:
    answer = answered(register(tmp_path, SEEDS), "甜玉米的单价", tokenizer)
    assert answer is not None
    assert [(each.kind, each.words) for each in answer.remarks] == [(RemarkKind.CALLED, ("甜玉米", "甜玉米种"))]


def test_what_tells_rows_apart_is_what_they_are_called(tmp_path: Path) -> None:
    assert register(tmp_path, SEEDS).table.key == "种名"
    assert register(tmp_path, HALLS).table.key == "团队"


def test_units_are_compared_where_they_are_one() -> None:
    assert is_same_unit("平方米", "m2")
    assert not is_same_unit("亩", "平方米")
    assert factor_between("元", "万元") == Decimal("0.0001")
    assert factor_between("元/公斤", "块") == 1
    assert factor_between("公斤", "元") is None


def test_an_answer_in_everyday_words_is_marked_by_what_it_has_to_say() -> None:
    assert mark_of(["18", "!11"], "大份：18", sure=True) is Mark.RIGHT
    assert mark_of(["18", "!11"], "大份：18；小份：11", sure=True) is Mark.WRONG_AND_SURE
    assert mark_of(["3|REFUSE"], None, sure=False) is Mark.RIGHT
    assert mark_of(["3"], None, sure=False) is Mark.REFUSED


def test_registers_that_say_otherwise_are_told_apart_by_their_dates(tmp_path: Path, tokenizer: Tokenizer) -> None:
    answers = []
    for year, price in ((2023, 34), (2024, 36)):
        path = tmp_path / f"种子价目表{year}.csv"
        path.write_text(f"种名,单价（元）\n早稻种,{price}\n甜玉米种,45\n", encoding="utf-8")
        document = replace(read_file(path, 10**6), filed=(path.name,))
        (table,) = find_tables(document)
        answer = answered(Register(table), "早稻种的单价是多少", tokenizer)
        assert answer is not None
        answers.append((answer, document))
    told = told_apart(answers, tokenizer)
    assert not told.sure
    assert {draft.text for draft in told.drafts} == {"单价（元）：34", "单价（元）：36"}
    assert all("种子价目表" in draft.label for draft in told.drafts)
    assert told.remarks[0].kind in (RemarkKind.NEWER_FIRST, RemarkKind.WHICH_DOCUMENT)

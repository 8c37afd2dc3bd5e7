"""Rows told by words that their cells have in them, by one of the columns that have a name, by what was not done."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.text.tokens import Tokenizer
from qa.statements import RemarkKind
from qa.whole.naming import Register
from tests.asked_tables import all_said, answered, first_said, written

ACCOUNTS = """日期,项目,来源单位,金额（元）,经手人
7月15日,光伏电站发电收益,县供电公司,6420.5,庄水生
7月22日,村级转移支付,镇财政所,45000,喻桂枝
8月1日,统计调查补助,县统计局,600,喻桂枝
8月8日,保洁员工资（6人）,镇环卫所,9000,庄水生
8月14日,光伏电站发电收益,县供电公司,7135.2,庄水生
9月9日,保洁员工资（5人）,镇环卫所,7500,庄水生
"""
ROSTER = """日期,白班,夜班,二线
11月1日,韩冬,尹知秋,段慕云
11月2日,乐小敏,韩冬,段慕云
11月3日,方起,韩冬,阮维
11月4日,韩冬,方起,阮维
"""
LOANS = """资产编号,名称,单价（元）,借用人,借出日期,应还日期,实际归还
SY-025,数字示波器,2980,屠振宇,2024-03-11,2024-04-11,2024-04-26
SY-028,数字示波器,6400,屠振宇,2024-05-06,2024-06-06,
SY-034,直流电源,1800,敖晴,2024-05-20,2024-06-20,—
SY-040,信号发生器,2350,敖晴,2024-06-03,2024-07-03,2024-06-30
"""
REPAIRS = """单号,小区,梯号,类型,维保员,用时（分钟）,更换配件,配件费（元）
WB-1,枫林苑,1幢A梯,例行保养,屈大鹏,60,,0
WB-2,海棠里,5幢A梯,困人救援,宿文斌,25,,0
WB-3,海棠里,5幢B梯,故障维修,宿文斌,110,门机皮带,320
WB-4,枫林苑,3幢A梯,困人救援,骆毅,32,,0
WB-5,枫林苑,3幢A梯,故障维修,骆毅,150,通讯板,1350
"""


def said_of(folder: Path, tokenizer: Tokenizer, text: str, name: str, question: str) -> str | None:
    return first_said(answered(Register(written(folder, text, name)), question, tokenizer))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("光伏发电一共收了多少钱", "6420.5 + 7135.2 = 13555.7元（2 行）"),
        ("九月发给保洁员的工资比八月少了多少", "9000 - 7500 = 1500元（8月8日较高）"),
        ("统计一下金额大于8000的有几项", "2（2 行：7月22日、8月8日）"),
        ("最大的一笔是哪个项目", "7月22日，村级转移支付，金额（元）：45000（6 行中最高）"),
        ("光伏维修一共收了多少钱", None),
        ("二号光伏一共收了多少钱", None),
    ],
)
def test_words_in_cells_of_one_column_say_which_rows(
    tmp_path: Path, tokenizer: Tokenizer, question: str, said: str | None
) -> None:
    assert said_of(tmp_path, tokenizer, ACCOUNTS, "村级收支.csv", question) == said


def test_what_cells_have_in_them_makes_no_answer_sure(tmp_path: Path, tokenizer: Tokenizer) -> None:
    register = Register(written(tmp_path, ACCOUNTS, "村级收支.csv"))
    found = answered(register, "光伏发电一共收了多少钱", tokenizer)
    assert found is not None
    assert not found.sure
    assert [remark.words for remark in found.remarks if remark.kind is RemarkKind.CALLED] == [
        ("光伏发电", "光伏电站发电收益")
    ]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("韩冬一共几个夜班", "2（2 行：11月2日、11月3日）"),
        ("韩冬一共几个白班", "2（2 行：11月1日、11月4日）"),
        ("韩冬一共几个班", "4（4 行：11月1日、11月2日、11月3日、11月4日）"),
        ("11月3日晚上是谁", "韩冬"),
        ("11月3日白天是谁在岗", "方起"),
    ],
)
def test_somebody_of_several_columns_is_meant_in_the_one_that_is_named(
    tmp_path: Path, tokenizer: Tokenizer, question: str, said: str
) -> None:
    assert said_of(tmp_path, tokenizer, ROSTER, "值班表.csv", question) == said


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("哪些到现在还没归还", ["SY-028", "SY-034"]),
        ("有哪几件借出去的还没还", ["SY-028", "SY-034"]),
        ("屠振宇借的还没还的有哪些", ["SY-028"]),
        ("敖晴借的已经归还的是哪些", ["SY-040"]),
        ("哪些还没验收", None),
    ],
)
def test_what_was_not_done_is_what_a_column_is_blank_for(
    tmp_path: Path, tokenizer: Tokenizer, question: str, said: list[str] | None
) -> None:
    found = answered(Register(written(tmp_path, LOANS, "设备借用登记.csv")), question, tokenizer)
    assert all_said(found) == said


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("海棠里换零件总共花了多少", "0 + 320 = 320元（2 行）"),
        ("枫林苑一共做了几回例行保养", "1（1 行：WB-1）"),
        ("困人救援加在一块儿用了多少分钟", "25 + 32 = 57分钟（2 行）"),
        ("换过的零件里头最贵的是啥", "WB-5，通讯板，配件费（元）：1350（5 行中最高）"),
        ("海棠里换玻璃总共花了多少", None),
    ],
)
def test_what_is_spent_counted_and_compared_in_spoken_words(
    tmp_path: Path, tokenizer: Tokenizer, question: str, said: str | None
) -> None:
    assert said_of(tmp_path, tokenizer, REPAIRS, "电梯维保记录.csv", question) == said


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("屠振宇借的东西加起来值多少钱", "2980 + 6400 = 9380元（2 行）"),
        ("敖晴名下借了几件设备", "2（2 行：SY-034、SY-040）"),
        ("单价最高的设备是哪台", "SY-028，数字示波器，单价（元）：6400（4 行中最高）"),
        ("敖晴名下借了几辆车", None),
    ],
)
def test_things_of_a_register_are_called_by_any_word_for_such(
    tmp_path: Path, tokenizer: Tokenizer, question: str, said: str | None
) -> None:
    assert said_of(tmp_path, tokenizer, LOANS, "设备借用登记.csv", question) == said


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("品名,单价（元）,库存\n口罩,20,300\n手套,32,50\n", "口罩和手套加起来值多少钱"),
        ("姓名,工号,分数\n白露,07,93\n江枫,12,88\n", "谁最大"),
    ],
)
def test_prices_of_what_is_there_many_times_and_figures_of_something_else_are_left(
    tmp_path: Path, tokenizer: Tokenizer, text: str, question: str
) -> None:
    assert said_of(tmp_path, tokenizer, text, "登记.csv", question) is None


def test_a_row_that_says_that_it_has_no_figure_is_not_compared(tmp_path: Path, tokenizer: Tokenizer) -> None:
    bids = "供应商,技术分\n康洁布草,38.5\n洁美洗涤,—\n仁和顺,40.8\n"
    found = answered(Register(written(tmp_path, bids, "评标.csv")), "几家里技术分最高的是谁", tokenizer)
    assert first_said(found) == "仁和顺，技术分：40.8（2 行中最高）"
    assert found is not None
    assert (found.sure, [(remark.kind, remark.count) for remark in found.remarks]) == (
        False,
        [(RemarkKind.NOT_COMPARED, 1)],
    )


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("哪些房间带阳台", ["听松", "枕溪"]),
        ("没有阳台的有哪些房间", ["揽月"]),
        ("有阳台的房间一共几间", ["2（2 行：听松、枕溪）"]),
        ("哪些房间有浴缸", None),
        ("听松有阳台吗", None),
    ],
)
def test_a_column_of_yes_and_no_says_which_have_it(
    tmp_path: Path, tokenizer: Tokenizer, question: str, said: list[str] | None
) -> None:
    rooms = "房间,面积,阳台,备注\n听松,30,有,朝南\n揽月,25,无,临街\n枕溪,30,有,\n"
    found = answered(Register(written(tmp_path, rooms, "客房.csv")), question, tokenizer)
    assert all_said(found) == said

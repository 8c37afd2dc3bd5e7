"""Registers, statements and schedules as other people have them, which were read and asked of wrongly once."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.readers import read_file
from index.text.tokens import Tokenizer
from qa.asking.question import understand
from qa.statements import LackKind, ReasonKind
from qa.whole.lacking import lack_of, lack_of_most
from qa.whole.naming import Register
from qa.whole.tables import find_tables
from tests.asked_tables import all_said, answered, written

DAYS = ",".join(map(str, range(1, 32)))
SHIFTS = f"馆别,姓名,{DAYS}\n" + "\n".join(
    f"{house},{name},{','.join(('休', '早', '晚')[(day + place) % 3] for day in range(31))}"
    for place, (house, name) in enumerate([("仁爱", "吕筱"), ("安和", "邱启")])
)
STATEMENT = """,本期（万元）,上年同期（万元）
营业收入,170.36,124.94
净利润,9.15,4.56
总资产,840.52,783.35
"""
YEARS = "报表日期,2023,2022,2021\n研发费用,86199335,84661532,89259433\n销售费用,3567106707,4196700084,311451\n"
BOOKS = """课程代码,课程名称,教材名称,出版社,版次
00024,普通逻辑,普通逻辑,高教出版社,2010年版
00031,心理学,心理学,人大出版社,2015年版
00034,社会学概论,社会学概论,外语出版社,2019年版
"""
PRICES = """产品,拟定报价（万元）,直接成本（万元）
标准部署,15.0/节点,5.8
定制集成,6.0/项,2.4
"""
MEETINGS = """组会时间,报告/讨论人员,讨论内容,主持人
2024年5月16日,李珊 段杰,技术汇报,张翔
2024年5月23日,余丽 张翔,最近工作,李珊
2024年6月27日,张翔,总结,余丽
"""
MAJORS = "学院名称,专业名称,计划数\n医学院,护理学,70\n医学院,药学,35\n法学院,法学,40\n"
WORKS = """项目,负责人,验收人,审核人,金额
装修工程,张三,李四,赵六,10
绿化工程,孙八,周九,郑一,20
"""
MEMBERS = "姓名,政治面貌,部门\n张三,党员,办公室\n李四,群众,财务处\n"
CONTRACTS = "合同,签订日期,金额\n装修合同,2022年5月1日,100\n食堂合同,2023年6月1日,50\n"
LEVELS = "品种,等级,单价\n苹果,A,10\n桃,C,5\n"
GROUPS = """组名,人员,职责
财务收支,赵云,收会费
财务收支,马航,付账
策划,罗洪,方案
"""


@pytest.mark.parametrize(
    ("name", "text", "question", "said"),
    [
        ("7月班表.csv", SHIFTS, "7月20日吕筱排什么班", ["早"]),
        ("7月班表.csv", SHIFTS, "吕筱7月3号是什么班", ["晚"]),
        ("7月班表.csv", SHIFTS, "8月3日吕筱排什么班", None),
        ("年报.csv", STATEMENT, "总资产本期是多少", ["本期（万元）：840.52"]),
        ("年报.csv", STATEMENT, "净利润上年同期是多少", ["上年同期（万元）：4.56"]),
        ("年报.csv", STATEMENT, "净利润率本期是多少", None),
        ("利润表.csv", YEARS, "2023年研发费用比2022年多多少", ["86199335 - 84661532 = 1537803（1 行）"]),
        ("利润表.csv", YEARS, "2022年的销售费用是多少", ["4196700084"]),
        ("2019年教材表.csv", BOOKS, "2019年教材表里00031心理学的出版社是哪家", ["人大出版社"]),
        ("2019年教材表.csv", BOOKS, "普通逻辑用的是哪一本", None),
        ("定价.csv", PRICES, "标准部署每个节点报价多少万元", None),
        ("筹备.csv", GROUPS, "财务收支是哪两位", ["赵云", "马航"]),
        ("筹备.csv", GROUPS, "财务收支是哪四位", None),
        ("7月班表.csv", SHIFTS, "上月20日吕筱排什么班", None),
        ("7月班表.csv", SHIFTS, "7月10日到15日吕筱排什么班", None),
        ("利润表.csv", YEARS, "2022级的销售费用是多少", None),
        ("利润表.csv", YEARS, "2022年以来的销售费用是多少", None),
        ("工程.csv", WORKS, "装修工程谁负责验收", ["李四"]),
        ("工程.csv", WORKS, "绿化工程是谁审核的", ["郑一"]),
        ("工程.csv", WORKS, "装修工程的审核费谁出", None),
        ("党员名单.csv", MEMBERS, "财务处的党员是谁", None),
        ("2023年合同台账.csv", CONTRACTS, "2023年签订的装修合同金额是多少", None),
        ("等级.csv", LEVELS, "A级苹果单价是多少", ["10"]),
        ("组会.csv", MEETINGS, "5月23日那次组会谁主持", ["李珊"]),
        ("组会.csv", MEETINGS, "张翔主持了几次组会", ["1（1 行：2024年5月16日）"]),
        ("招生.csv", MAJORS, "医学院各专业加起来招多少人", None),
        ("政治面貌.csv", "共青团员,发展对象,预备党员\n13,1,4\n", "共青团员有几个", ["13"]),
    ],
)
def test_what_a_register_says(
    name: str, text: str, question: str, said: list[str] | None, tmp_path: Path, tokenizer: Tokenizer
) -> None:
    assert all_said(answered(Register(written(tmp_path, text, name)), question, tokenizer)) == said


def test_a_timetable_tells_the_lesson_by_both_of_its_cells(tmp_path: Path, tokenizer: Tokenizer) -> None:
    text = ",,星期一,星期二\n上午,第1节,语文,数学\n上午,第2节,物理,英语\n下午,第2节,体育,自习\n"
    lessons = Register(written(tmp_path, text, "课程表.csv"))
    assert all_said(answered(lessons, "星期二上午第2节是什么课", tokenizer)) == ["英语"]
    assert all_said(answered(lessons, "星期一下午第2节是什么课", tokenizer)) == ["体育"]


def test_who_signed_is_not_told_by_a_date(tmp_path: Path, tokenizer: Tokenizer) -> None:
    table = written(tmp_path, "验收方,签字日期\n验收组,2018年6月28日\n开发方,2018年6月30日\n")
    assert all_said(answered(Register(table), "验收组签字的是谁", tokenizer)) is None
    assert all_said(answered(Register(table), "验收组签字的是哪天", tokenizer)) == ["2018年6月28日"]


def test_a_row_that_is_read_has_to_be_the_one_that_is_meant(tmp_path: Path, tokenizer: Tokenizer) -> None:
    table = written(tmp_path, "省份,科类,最高分\n湖北,理工,609\n湖北,文史,565\n湖南,理工,594\n", "2015年录取.csv")
    question = understand("湖北招理工类的最好成绩是多少", (), tokenizer)
    said = {
        row.cells[2].value: lack_of(Register(table), question, tokenizer, at=row.span, read=True) for row in table.rows
    }
    assert said["609"] is None or said["609"].lack is None
    other = said["565"]
    assert other is not None
    assert other.lack is not None
    assert (other.lack.kind, other.lack.words) == (LackKind.ANOTHER, ("理工",))


def test_of_rows_without_names_none_says_that_it_has_the_most(tokenizer: Tokenizer) -> None:
    lack = lack_of_most("1974；908.59", understand("哪一年人口最多", (), tokenizer))
    assert lack is not None
    assert lack.kind is ReasonKind.TO_BE_RECKONED
    assert lack_of_most("1974；908.59", understand("1974年有多少人", (), tokenizer)) is None


def test_a_part_of_a_column_is_not_given_for_another_thing(tmp_path: Path, tokenizer: Tokenizer) -> None:
    text = (
        "# 绩效考核办法\n\n按考核系数发放。\n\n| 考核等级 | S | A |\n|---|---|---|\n| 考核系数 | 1.5 | 1.25 |\n\n"
        "## 年终奖\n\n| 绩效等级 | 年终奖金系数 |\n|---|---|\n| S | 3.0 |\n| A | 2.0 |\n"
    )
    (tmp_path / "办法.md").write_text(text, encoding="utf-8")
    tables = [Register(table) for table in find_tables(read_file(tmp_path / "办法.md", 10**6))]
    said = [all_said(answered(each, "绩效考核里A等级对应的考核系数是多少", tokenizer)) for each in tables]
    assert ["2.0"] not in said

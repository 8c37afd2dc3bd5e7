"""What a hostile tester got out of small tables, and what is refused instead; and what is answered all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.text.tokens import Tokenizer
from qa.whole.naming import Register
from tests.asked_tables import all_said, answered, written

SPENDINGS = """日期,内容,金额（元）,付款人
3月1日,茶叶,300,小林
3月5日,酒水,800,小林
3月20日,停车费,60,小郭
"""
PEOPLE = """姓名,身高（cm）,体重（kg）,血压
何平,172,80,110/70
吕静,160,52,150/95
秦川,185,75,120/80
"""
ROOMS = """房间,床数,阳台,浴缸,价格（元）
听松,1,有,无,380
揽月,2,无,有,420
枕溪,1,有,有,560
"""
OVERTIME = """日期,员工,加班时长,餐补（元）
6月1日,安然,5小时,20
6月3日,毕胜,150分钟,30
"""
TOOLS = """工具,借用人,数量,借出时间,归还情况,押金（元）
电钻,王工,2,5月1日,已还,100
角磨机,李工,1,5月2日,未还,200
扳手,王工,5,5月3日,,50
"""
WORKS = """工程,计划完工日期,投资（万元）
一号桥,2024-05-01,100
十一号桥,2029-01-01,200
二号桥,,50
"""
MARKS = """姓名,班级,得分,名次
李明,一班,88,2
王小红,二班,95,1
赵刚,二班,70,3
"""
MEMBERS = """姓名,部门,党员,工资（元）
王芳芳,销售部,是,9000
刘洋,销售部,否,6000
张三丰,技术部,是,12000
"""
ABSENCES = """姓名,出勤天数,迟到次数,请假天数
张伟,20,2,1
李娜,21,0,0
王强,18,0,3
"""
BOOKS = """书名,借阅人,借出日期,归还日期,册数
活着,王芳,2024-03-01,2024-03-20,1
三体,王芳,2024-03-05,,2
围城,王芳芳,2024-03-08,续借,1
"""
STORE = """物料,库存数量,单位,库位
螺丝,500,个,A区
油漆,5,桶,C区
合计,505,,
"""
GIFTS = """捐赠方,类别,折合（元）,接收人
张三,现金,5000,小赵
匿名,现金,800,小赵
"""
REPORTED = """姓名,部门,电话号码,报到时间
甲,销售部,A1,3月1日
乙,销售部,,3月2日
丙,技术部,A3,
"""


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (SPENDINGS, "酒一共多少钱"),
        (SPENDINGS, "停车以外一共多少钱"),
        (SPENDINGS, "小林以外一共花了多少钱"),
        (SPENDINGS, "其他人一共花了多少钱"),
        (SPENDINGS, "平均每人花多少钱"),
        (SPENDINGS, "每个人一共花了多少钱"),
        (SPENDINGS, "最贵的两样加起来多少钱"),
        (SPENDINGS, "谁花的钱最多"),
        (PEOPLE, "血压最高的是谁"),
        (ROOMS, "一张床的有几间"),
        (OVERTIME, "谁加班最多"),
        (TOOLS, "没还的有哪些"),
        (TOOLS, "已经归还的有哪些"),
        (TOOLS, "王工还了几个"),
        (TOOLS, "王工一共借了几个工具"),
        (WORKS, "已经完工的一共投资多少"),
        (MARKS, "第二名得了多少分"),
        (MARKS, "名次最高的是谁"),
        (MARKS, "二班得了多少分"),
        (MARKS, "李明和王小红谁的名次高"),
        (MEMBERS, "党员的平均工资多少"),
        (MEMBERS, "几个党员"),
        (MEMBERS, "党员一共几个人"),
        (ABSENCES, "几个人迟到了"),
        (ABSENCES, "几个人请假"),
        (BOOKS, "已经归还的有哪些"),
        (BOOKS, "王芳一共还了几本"),
        (BOOKS, "围城借出去几本"),
        (BOOKS, "王芳一共借了几本书"),
        (STORE, "没有库存的有哪些"),
        (GIFTS, "现金一共多少"),
        (GIFTS, "小赵捐了几次"),
        (GIFTS, "小赵一共捐了多少钱"),
        (REPORTED, "没有电脑的有谁"),
        (REPORTED, "没报名的有谁"),
    ],
)
def test_what_may_be_another_thing_than_is_asked_for_is_not_reckoned(
    tmp_path: Path, tokenizer: Tokenizer, text: str, question: str
) -> None:
    found = answered(Register(written(tmp_path, text)), question, tokenizer)
    assert found is None or found.why


@pytest.mark.parametrize(
    ("text", "question", "said"),
    [
        (SPENDINGS, "小林一共花了多少钱", ["300 + 800 = 1100元（2 行）"]),
        (SPENDINGS, "最大的一笔是什么内容", ["3月5日，酒水，金额（元）：800（3 行中最高）"]),
        (ROOMS, "有阳台没有浴缸的有哪些房间", ["听松"]),
        (ROOMS, "带阳台带浴缸的有几间", ["1（1 行：枕溪）"]),
        (MARKS, "二班有几个人", ["2（2 行：王小红、赵刚）"]),
        (MEMBERS, "销售部几个人", ["2（2 行：王芳芳、刘洋）"]),
    ],
)
def test_what_is_clear_is_reckoned(
    tmp_path: Path, tokenizer: Tokenizer, text: str, question: str, said: list[str]
) -> None:
    found = answered(Register(written(tmp_path, text)), question, tokenizer)
    assert all_said(found) == said


def test_a_figure_that_is_merged_over_rows_is_not_added_for_each(tmp_path: Path, tokenizer: Tokenizer) -> None:
    rows = ["HJ-1,12255", "HJ-2,12255", "HJ-3,12255", "XG-1,830"]
    merged = Register(written(tmp_path, "\n".join(["构件,总重（kg）", *rows]), "库存.csv"))
    found = answered(merged, "总重合计是多少", tokenizer)
    assert found is not None
    assert found.why is not None
    plain = Register(written(tmp_path, "姓名,工资（元）\n张三,6000\n李四,6000\n王五,6000\n", "工资.csv"))
    assert all_said(answered(plain, "工资合计是多少", tokenizer)) == ["6000 + 6000 + 6000 = 18000元（3 行）"]

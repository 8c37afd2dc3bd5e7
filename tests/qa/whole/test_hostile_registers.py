"""Questions that rules on tables answered wrongly, and surely, to somebody who meant to mislead them."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.text.tokens import Tokenizer
from qa.whole.naming import Register
from tests.asked_tables import all_said, answered, written

STAFF = """序号,姓名,年龄,工龄（年）,基本工资,绩效分
1,王建国,45,10,9000,90
2,李秀英,30,5,6000,80
3,张志强,50,10,8000,70
4,刘桂兰,55,30,9500,85
5,陈伟,28,3,5000,60
6,杨丽,36,12,7000,75
"""
GOODS = "商品,单价（元）,库存\n苹果,5,30\n梨,7,12\n桃,9,8\n"
WORKS = "项目,投资（万元）,工期（天）\n修桥,500,90\n铺路,20,30\n种树,5,3\n"
SCORES = """学号,姓名,语文
1,李明,90
2,王红,88
3,张强,70
男生平均分,,80
一班平均分,,82.7
"""
LEAVE = "姓名,部门,出勤天数,迟到次数\n王芳,行政部,23,1\n刘洋,行政部,22,2\n陈静,财务部,18,0\n赵磊,财务部,23,4\n"
SALES = "城市,产品,销量（台）\n北京,空调,120\n上海,空调,150\n广州,空调,90\n北京,冰箱,60\n"
LEDGER = (
    "账户,客户,存入（元）,收款人,付款人\nA01,刘备,5000,关羽,张飞\nA02,曹操,8000,郭嘉,荀彧\nA03,孙权,4000,刘备,曹操\n"
)
KEPT = "设备,保管人,采购人\n笔记本,张三,李四\n投影仪,李四,张三\n打印机,王五,张三\n"
MONTHS = "姓名,1月,2月,3月,合计\n甲某,100,200,300,600\n乙某,1,2,3,6\n"


@pytest.mark.parametrize(
    ("text", "question"),
    [
        *((STAFF, f"年龄{than}30岁的有谁") for than in (">", "≥", "小于等于", "超", "近")),
        *((STAFF, f"序号{number}的有谁") for number in ("前3", "3以后")),
        (STAFF, "年龄5个月的有谁"),
        (GOODS, "单价5角的有哪些"),
        (GOODS, "单价5万元的有哪些"),
        (WORKS, "投资500元的有哪些"),
        (WORKS, "投资5百万元的有哪些"),
        (WORKS, "工期3个月的有哪些"),
        (SCORES, "语文高于平均分的有谁"),
        (LEAVE, "迟到4次的部门一共有几个人出勤23天"),
        (LEAVE, "早退4次的有谁"),
        (SALES, "北京上海广州深圳空调销量一共多少"),
        (LEDGER, "曹操比孙权多取出多少元"),
        (KEPT, "归赵六的设备有哪些"),
        (MONTHS, "甲某1月到2月比乙某总共多几倍"),
    ],
)
def test_what_is_not_told_is_not_answered(text: str, question: str, tmp_path: Path, tokenizer: Tokenizer) -> None:
    assert all_said(answered(Register(written(tmp_path, text)), question, tokenizer)) is None


@pytest.mark.parametrize(
    ("text", "question", "said"),
    [
        (STAFF, "工龄10年以上的有几个人", "4（4 行：王建国、张志强、刘桂兰、杨丽）"),
        (STAFF, "工龄10年的有谁", "王建国"),
        (GOODS, "单价5元的有哪些", "苹果"),
        (SCORES, "一共有几个人", "3（3 行：李明、王红、张强）"),
        (SCORES, "语文一共多少分", "90 + 88 + 70 = 248（3 行）"),
        (LEDGER, "曹操比刘备多存入多少元", "8000 - 5000 = 3000元（A02较高）"),
    ],
)
def test_what_is_told_is_answered(text: str, question: str, said: str, tmp_path: Path, tokenizer: Tokenizer) -> None:
    found = all_said(answered(Register(written(tmp_path, text)), question, tokenizer))
    assert found is None or found[0] == said
    assert found is not None or text is LEDGER


def test_titles_do_not_drop_what_rows_say(tmp_path: Path, tokenizer: Tokenizer) -> None:
    sales = Register(written(tmp_path, SALES, "北京上海销售表.csv"))
    assert all_said(answered(sales, "北京上海空调销量一共多少", tokenizer)) == ["120 + 150 = 270台（2 行）"]


def test_a_label_that_is_merged_over_the_columns_of_a_total_is_no_total(tmp_path: Path, tokenizer: Tokenizer) -> None:
    rows = [("项目", "单价（元）", "数量", "金额"), ("甲", "2", "10", "20"), ("乙", "3", "20", "60")]
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    total = '<tr><td colspan="3">合计</td><td>80</td></tr>'
    register = Register(written(tmp_path, f"<table>{table}{total}</table>", "采购.html"))
    assert all_said(answered(register, "数量一共多少", tokenizer)) == ["10 + 20 = 30（2 行）"]


def test_a_figure_that_is_merged_over_columns_is_not_reckoned_with(tmp_path: Path, tokenizer: Tokenizer) -> None:
    rows = "<tr><td>车间</td><td>1月</td><td>2月</td><td>3月</td></tr>"
    rows += '<tr><td>一车间</td><td colspan="2">30</td><td>10</td></tr>'
    rows += "<tr><td>二车间</td><td>5</td><td>5</td><td>5</td></tr>"
    register = Register(written(tmp_path, f"<table>{rows}</table>", "产量.html"))
    assert all_said(answered(register, "2月一共多少", tokenizer)) is None
    cell = answered(register, "一车间2月多少", tokenizer)
    assert cell is not None
    assert not cell.sure
    own = answered(register, "一车间3月多少", tokenizer)
    assert own is not None
    assert own.sure


def test_a_row_that_reaches_to_the_end_covers_all_that_is_below(tmp_path: Path) -> None:
    rows = '<tr><td>类</td><td>品名</td><td>价</td></tr><tr><td rowspan="0">螺丝</td><td>M3</td><td>1</td></tr>'
    table = written(tmp_path, f"<table>{rows}<tr><td>M4</td><td>2</td></tr></table>", "价.html")
    assert [cell.value for cell in table.rows[1].cells] == ["螺丝", "M4", "2"]

from __future__ import annotations

import pytest

from index.readers.form_rows import is_form
from tests.index.readers.test_table_shapes import outline


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["姓名||性别|", "现任职务|||"], ["姓名；性别", "现任职务"]),
        (["单位名称|青石镇供水站", "电话|0999-77", "地址|北街8号", "负责人|郑远航"], ["单位名称：青石镇供水站"]),
        (["项目名称：|供水改造", "建设地点：|青石镇"], ["项目名称：供水改造", "建设地点：青石镇"]),
        (["姓名|张三|性别|男", "住址|青石镇北街|青石镇北街|青石镇北街"], ["姓名：张三；性别：男", "住址：青石镇北街"]),
        (
            ["基本情况|姓名|张三|性别|男", "基本情况|住址|北街8号|北街8号|北街8号"],
            ["基本情况；姓名：张三；性别：男", "基本情况；住址：北街8号"],
        ),
    ],
)
def test_a_form_is_pairs_of_label_and_value(rows: list[str], said: list[str]) -> None:
    assert outline(*rows)[: len(said)] == said


def test_lists_in_a_form_have_names_of_their_own() -> None:
    text = "对污泥热水解过程的机理进行研究，建立中试装置一套。"
    assert outline(
        f"项目名称|{'|'.join(['城市污泥资源化技术'] * 5)}",
        "申请人|李志强|性别|男|出生年月|1980.05",
        "成员|姓名|职称|单位|分工|签名",
        "成员|王敏|讲师|环境学院|实验|",
        "成员|陈刚|工程师|水务集团|中试|",
        "预算|设备费|12万元|材料费|6万元|6万元",
        f"研究内容|{'|'.join([text] * 5)}",
        "履历|起止年月|学校|专业|学位|证明人",
        "履历|1998.09|白水大学|环境工程|学士|郑远航",
        "意见|同意申报。|同意申报。|同意申报。|同意申报。|同意申报。",
    ) == [
        "项目名称：城市污泥资源化技术",
        "申请人：李志强；性别：男；出生年月：1980.05",
        "成员；姓名：王敏；职称：讲师；单位：环境学院；分工：实验",
        "成员；姓名：陈刚；职称：工程师；单位：水务集团；分工：中试",
        "预算；设备费：12万元；材料费：6万元",
        f"研究内容：{text}",
        "履历；起止年月：1998.09；学校：白水大学；专业：环境工程；学位：学士；证明人：郑远航",
        "意见：同意申报。",
    ]


def test_a_photograph_beside_a_form_is_no_label_and_its_rows_are_no_list() -> None:
    assert outline("姓名|张三|性别|男|照片", "民族|汉|出生年月|1990.03|照片", "住址|北街8号|北街8号|北街8号|照片") == [
        "姓名：张三；性别：男；照片",
        "民族：汉；出生年月：1990.03；照片",
        "住址：北街8号；照片",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        ["姓名|职务", "张三|科长", "李四|科员"],
        ["姓名|电话", "张三|3201", "李四|3202", "王五|无"],
        ["姓名|部门|职务|电话", "张三|财务处|科长|3201", "李四|人事处|科员|3202"],
        ["项目|是否完成|是否验收", "甲|是|是", "乙|否|否"],
    ],
)
def test_a_table_with_a_header_is_no_form(rows: list[str]) -> None:
    assert not is_form([row.split("|") for row in rows])
    names = rows[0].split("|")
    assert outline(*rows) == [
        "；".join(f"{name}：{cell}" for name, cell in zip(names, row.split("|"), strict=True)) for row in rows[1:]
    ]


@pytest.mark.parametrize(
    "rows",
    [
        ["姓名|籍贯|现住地|民族", "张三|武汉|武汉|汉族", "李四|长沙|武汉|汉族", "王五|武汉|武汉|汉族"],
        ["姓名|周一|周二|周三|周四", "张三|早班|早班|晚班|休息", "李四|早班|早班|早班|休息"],
        ["时间|内容|主讲|地点|备注", "上午|开幕|张三|一楼|有茶", "下午|报告|李四|二楼|"],
    ],
)
def test_equal_words_beside_or_below_each_other_make_no_form(rows: list[str]) -> None:
    names = rows[0].split("|")
    assert outline(*rows) == [
        "；".join(f"{name}：{cell}" for name, cell in zip(names, row.split("|"), strict=True) if cell)
        for row in rows[1:]
    ]

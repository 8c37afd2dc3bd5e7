from __future__ import annotations

import pytest

from index.layout.lines import find_lines
from index.layout.plain import plain_blocks
from index.layout.records import find_records, is_labelled
from index.types import BlockKind, join_spans

LECTURES = [
    "4月8日 下午 人工智能导论 主讲人邵云鹏",
    "4月18日 上午 民法典解读 主讲人巫若男",
    "8月4日 上午 急救常识 主讲人栾铁军",
    "8月14日 下午 书法欣赏 主讲人瞿秋",
]
PROSE = (
    "本馆位于青石镇北坝路十二号，全年开放。读者凭借书证入馆，不得携带食品和饮料，馆内保持安静，爱护图书和设备，"
    "损坏的照价赔偿。遗失借书证的应当及时到服务台挂失，挂失以前被他人冒用造成的损失由持证人自己承担责任。"
)


def outline(text: str) -> list[tuple[BlockKind, str]]:
    return [(block.kind, join_spans(text, block.spans)) for block in plain_blocks(text)]


@pytest.mark.parametrize(
    "records",
    [
        LECTURES,
        ["女士剪发 268元", "男士剪发 88元", "烫发 398元起", "造型设计 面议"],
        ["101室张三", "102室李四", "103室王五"],
        ["8:30签到", "9:00开幕式", "10:30分组讨论"],
        ["张三，男，1980年生", "李四，女，1992年生", "王五，男，1975年生"],
        ["总则………1", "机构………12", "附则………30"],
        ["姓名\t部门\t电话", "张三\t财务处\t3201", "李四\t人事处\t3202"],
        ["地址：青石镇北坝路12号", "电话：3201"],
    ],
)
def test_lines_of_a_regular_form_are_rows_each_by_itself(records: list[str]) -> None:
    text = "\n".join(["一览", *records])
    assert outline(text)[1:] == [(BlockKind.ROW, record) for record in records]


def test_records_as_wide_as_the_prose_around_them_are_not_joined() -> None:
    wrapped = "\n".join(PROSE[start : start + 21] for start in range(0, len(PROSE), 21))
    assert outline(f"{wrapped}\n\n" + "\n".join(LECTURES)) == [
        (BlockKind.PARAGRAPH, PROSE),
        *((BlockKind.ROW, lecture) for lecture in LECTURES),
    ]


@pytest.mark.parametrize("width", [14, 18, 25, 33, 40])
def test_prose_that_was_broken_at_a_width_has_no_records(width: int) -> None:
    wrapped = "\n".join(PROSE[start : start + width] for start in range(0, len(PROSE), width))
    assert find_records(find_lines(wrapped)) == set()


def test_english_prose_has_no_records() -> None:
    text = "the quick brown fox\njumps over that dog\nand runs very quickly"
    assert find_records(find_lines(text)) == set()


def test_many_names_one_below_the_other_are_a_list_under_the_first() -> None:
    names = ["办公室", "财务处", "人事处", "信息中心", "保卫处"]
    assert outline("\n".join(["内设机构", *names])) == [
        (BlockKind.HEADING, "内设机构"),
        *((BlockKind.LIST, name) for name in names),
    ]


@pytest.mark.parametrize(
    ("line", "labelled"), [("主持人：谭永", True), ("8:30 签到", False), ("会上，他说：好", False), ("范围：", False)]
)
def test_a_label_is_a_name_and_a_value(line: str, labelled: bool) -> None:
    assert is_labelled(line) is labelled

from __future__ import annotations

import pytest

from index.layout.lines import find_lines
from index.layout.plain import classify, is_heading, plain_blocks, wrap_width
from index.types import BlockKind, join_spans

PARAGRAPH = "市发改局积极推进“轨道上的大湾区”建设，珠肇高铁江段全线开工，深江铁路加快建设。"


def outline(text: str) -> list[tuple[str, int, str]]:
    return [(block.kind.value, block.level, join_spans(text, block.spans)) for block in plain_blocks(text)]


def headings(text: str) -> list[tuple[int, str]]:
    return [(level, content) for kind, level, content in outline(text) if kind == "heading"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("↑睦洲派出所民警在村内进行治安巡逻，倾听群众心声。", BlockKind.CAPTION),
        ("←北门派出所民警深入基层开展反诈宣传。", BlockKind.CAPTION),
        ("▲江门站。", BlockKind.CAPTION),
        ("图1：江门市铁路网规划", BlockKind.CAPTION),
        ("（图）：赤坎古镇", BlockKind.CAPTION),
        ("文/图 陈敏锐 袁辉", BlockKind.CREDIT),
        ("本报记者 朱磊磊 通讯员 吕炎强", BlockKind.CREDIT),
        ("摄影：陈敏锐", BlockKind.CREDIT),
        ("- 12 -", BlockKind.CREDIT),
        ("第 3 页", BlockKind.CREDIT),
        ("3/12", BlockKind.CREDIT),
        ("市 公 安 局", BlockKind.HEADING),
        ("壮大县域经济 推动区域协调发展", BlockKind.HEADING),
        ("一、总体要求", BlockKind.HEADING),
        ("（二）基本原则", BlockKind.HEADING),
        ("第三章 法律责任", BlockKind.HEADING),
        ("如何申请居住证？", BlockKind.HEADING),
        ("- 开工改造65个老旧小区；", BlockKind.LIST),
        ("● 新会区", BlockKind.LIST),
        ("① 蓬江区", BlockKind.LIST),
        (PARAGRAPH, BlockKind.PARAGRAPH),
        ("文章写得好。", BlockKind.PARAGRAPH),
        ("编辑部的故事很长，说的是一群人。", BlockKind.PARAGRAPH),
        ("姓名：张三", BlockKind.PARAGRAPH),
    ],
)
def test_what_a_line_is_by_itself(line: str, kind: BlockKind) -> None:
    assert classify(line) is kind


@pytest.mark.parametrize("line", ["字" * 41, "全市经济回升。", "江门、", "江门《", "……", "。", "他说：好", "甲；乙"])
def test_what_is_no_heading(line: str) -> None:
    assert not is_heading(line)


def test_the_seeds_kind_of_headings_stand_over_each_other() -> None:
    text = "\n\n".join(
        [
            *["壮大县域经济", PARAGRAPH, "文/图 陈敏锐", "推动融合发展", PARAGRAPH, "促进高质量发展", PARAGRAPH],
            *["市 公 安 局", "创新治理模式", PARAGRAPH, "文/图 朱磊磊", "深化群防群治", PARAGRAPH],
        ]
    )
    assert headings(text) == [
        (1, "壮大县域经济"),
        (2, "推动融合发展"),
        (2, "促进高质量发展"),
        (1, "市 公 安 局"),
        (2, "创新治理模式"),
        (3, "深化群防群治"),
    ]


def test_numbered_headings_go_by_their_numbering() -> None:
    text = "\n\n".join(
        [
            *["江门市供水条例", "第一章 总则", "第一节 目的", PARAGRAPH, "第二节 范围", PARAGRAPH],
            *["第二章 管理", "一、职责", "（一）市级", PARAGRAPH, "（二）县级", PARAGRAPH, "二、责任", PARAGRAPH],
        ]
    )
    assert headings(text) == [
        (1, "江门市供水条例"),
        (2, "第一章 总则"),
        (3, "第一节 目的"),
        (3, "第二节 范围"),
        (2, "第二章 管理"),
        (3, "一、职责"),
        (4, "（一）市级"),
        (4, "（二）县级"),
        (3, "二、责任"),
    ]


def test_items_below_each_other_are_one_list_and_a_blank_line_ends_it() -> None:
    text = "- 蓬江区；\n- 江海区；\n\n- 新会区；"
    assert outline(text) == [("list", 0, "- 蓬江区；\n- 江海区；"), ("list", 0, "- 新会区；")]


def test_a_hard_wrapped_text_is_joined_to_its_paragraphs() -> None:
    paragraphs = [
        PARAGRAPH * 3,
        "市发改局联合有关部门积极推进城乡融合发展，加快新型城镇化建设，" * 4 + "开工改造老旧小区。",
    ]
    wrapped = ["\n".join(part[i : i + 20] for i in range(0, len(part), 20)) for part in paragraphs]
    text = "\n\n".join(wrapped)
    assert wrap_width(find_lines(text)) == 20
    assert [content for _, _, content in outline(text)] == paragraphs


def test_paragraphs_on_one_line_each_are_not_taken_for_wrapped() -> None:
    assert wrap_width(find_lines("\n".join([PARAGRAPH] * 6))) is None
    assert wrap_width(find_lines("短\n短\n短")) is None


def test_short_lines_of_a_poem_stay_apart() -> None:
    lines = ["春眠不觉晓", "处处闻啼鸟", "夜来风雨声", "花落知多少"] * 3
    assert [content for _, _, content in outline("\n".join(lines))] == lines


def test_dates_numbers_of_documents_and_signatures_are_no_headings() -> None:
    text = "关于做好防汛工作的通知\n\n白水发〔2031〕42号\n\n各乡镇要每月检查水库。\n\n白水县水务局\n\n2031年7月2日\n"
    assert [content for _, content in headings(text)] == ["关于做好防汛工作的通知"]


def test_a_title_above_its_date_is_a_heading() -> None:
    text = "白水县召开会议\n\n2031年7月2日\n\n会议要求每月检查水库。\n"
    assert [content for _, content in headings(text)] == ["白水县召开会议"]


def test_a_number_that_the_next_line_goes_on_from_is_that_of_a_section() -> None:
    clause = "申请人应当在报名截止以前提交身份证明和有关材料，逾期没有提交的，不予受理。"
    other = "归档的材料由档案室的专人保管，借出要登记，三十日以内归还，遗失了要立即报告。"
    lines = ["招标公告", "1. 现场核验", f"1.1 {clause}", "2. 资料归档", f"2.1 {other}", "3. 身份证", "4. 户口簿"]
    assert [content for _, content in headings("\n\n".join(lines))] == ["招标公告", "1. 现场核验", "2. 资料归档"]


@pytest.mark.parametrize(("line", "heading"), [("√适用 □不适用", False), ("是否适用", True), ("2031年7月2日", False)])
def test_a_ticked_box_is_no_heading(line: str, *, heading: bool) -> None:
    assert is_heading(line) is heading


def test_short_lines_that_are_numbered_in_a_row_are_items() -> None:
    made = outline("考点\n1.体系结构\n2.冯诺依曼体系\n3.存储程序的概念\n")
    assert [(kind, content) for kind, _, content in made] == [
        ("heading", "考点"),
        ("list", "1.体系结构\n2.冯诺依曼体系\n3.存储程序的概念"),
    ]

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.readers.composing import Composer
from index.readers.table_parts import Row
from index.readers.table_shapes import divide, is_whole, join_names
from index.readers.tables import write_table
from index.types import BlockKind, Document, Format, join_spans

HEADING = "标题 "


def written(*rows: str) -> Document:
    """A table whose rows are given as ``甲|乙``; a merged cell is repeated."""
    composer = Composer()
    write_table(composer, [Row(number, tuple(row.split("|"))) for number, row in enumerate(rows, start=1)])
    return composer.finish("00", "表.docx", Format.WORD)


def outline(*rows: str) -> list[str]:
    """The lines that a table gives, headings marked."""
    made = written(*rows)
    return [
        (HEADING + str(block.level) + " " if block.kind is BlockKind.HEADING else "")
        + join_spans(made.text, block.spans)
        for block in made.blocks
    ]


def test_a_section_stands_over_its_rows_which_have_the_names_of_their_own_header() -> None:
    assert outline(
        "一、动力|一、动力|一、动力",
        "名称|数量|功率",
        "柴油机|3台|22千瓦",
        "二、运输|二、运输|二、运输",
        "名称|数量|载重",
        "叉车|2辆|3吨",
    ) == [
        "标题 1 一、动力",
        "名称：柴油机；数量：3台；功率：22千瓦",
        "标题 1 二、运输",
        "名称：叉车；数量：2辆；载重：3吨",
    ]


def test_a_numbered_line_before_blanks_is_a_section_and_a_remark_is_no_value() -> None:
    assert outline(
        "部门|项目|金额",
        "教务处|培训|28",
        "二、后勤类||",
        "总务处|水电|95",
        "三、学生类||",
        "德育处|活动|16",
        "注：不含专项。||",
    ) == [
        "部门：教务处；项目：培训；金额：28",
        "标题 1 二、后勤类",
        "部门：总务处；项目：水电；金额：95",
        "标题 1 三、学生类",
        "部门：德育处；项目：活动；金额：16",
        "注：不含专项。",
    ]


def test_names_with_remarks_in_brackets_are_a_header_and_what_follows_remarks_is_no_row() -> None:
    assert outline(
        "日期|带班|夜班（17:30—次日8:30，含节假日）",
        "10月1日|施南乔|霍建军",
        "10月2日|连城|耿直",
        "说明||",
        "1|手机保持畅通|离开须报备",
    ) == [
        "日期：10月1日；带班：施南乔；夜班（17:30—次日8:30，含节假日）：霍建军",
        "日期：10月2日；带班：连城；夜班（17:30—次日8:30，含节假日）：耿直",
        "说明",
        "1；手机保持畅通；离开须报备",
    ]


def test_a_numbered_item_may_lack_its_values() -> None:
    assert outline("科目|年初|年末", "一、存款|3|4", "二、借款||", "三、股本|5|5") == [
        "科目：一、存款；年初：3；年末：4",
        "科目：二、借款",
        "科目：三、股本；年初：5；年末：5",
    ]


def test_a_row_without_a_name_that_names_the_figures_below_is_their_header() -> None:
    assert outline(
        "|本期|上年同期",
        "营业收入|170.36|124.94",
        "净利润|9.15|4.56",
        "|本期末|上年度末",
        "总资产|840.52|783.35",
        "净资产|233.36|185.25",
    ) == [
        "营业收入；本期：170.36；上年同期：124.94",
        "净利润；本期：9.15；上年同期：4.56",
        "总资产；本期末：840.52；上年度末：783.35",
        "净资产；本期末：233.36；上年度末：185.25",
    ]


def test_sections_below_a_header_have_its_names() -> None:
    assert outline(
        "2023年收支|2023年收支|2023年收支",
        "指标|单位|金额",
        "一、收入|一、收入|一、收入",
        "税收|万元|12",
        "二、支出|二、支出|二、支出",
        "教育|万元|5",
    ) == [
        "标题 1 2023年收支",
        "标题 2 一、收入",
        "指标：税收；单位：万元；金额：12",
        "标题 2 二、支出",
        "指标：教育；单位：万元；金额：5",
    ]


def test_stacked_tables_have_their_own_names_though_nothing_of_them_is_alike() -> None:
    section = "第二十条第（{}）项"
    assert outline(
        "|".join([section.format("一")] * 4),
        "信息内容|本年制发件数|本年废止件数|现行有效件数",
        "规章|2|1|19",
        "|".join([section.format("五")] * 4),
        "信息内容|本年处理决定数量|本年处理决定数量|本年处理决定数量",
        "行政许可|5120|5120|5120",
    ) == [
        "标题 1 第二十条第（一）项",
        "信息内容：规章；本年制发件数：2；本年废止件数：1；现行有效件数：19",
        "标题 1 第二十条第（五）项",
        "信息内容：行政许可；本年处理决定数量：5120",
    ]


@pytest.mark.parametrize("again", ["名称|单价", "名称|数量"])
def test_a_header_in_the_middle_names_what_is_below_it(again: str) -> None:
    name = again.split("|")[1]
    assert outline("名称|单价", "纸|20", again, "墨|30") == ["名称：纸；单价：20", f"名称：墨；{name}：30"]


def test_a_remark_over_the_whole_table_is_said_once_and_the_names_go_on() -> None:
    remark = "注：甲为快报数。"
    assert outline("部门|收入|支出", "甲|1|2", "|".join([remark] * 3), "乙|2|3") == [
        "部门：甲；收入：1；支出：2",
        remark,
        "部门：乙；收入：2；支出：3",
    ]


def test_a_note_beside_all_rows_is_said_once() -> None:
    note = "金额均以审计报告为准。"
    assert outline("部门|收入|备注", f"甲|1|{note}", f"乙|2|{note}") == [
        "部门：甲；收入：1",
        "部门：乙；收入：2",
        f"备注：{note}",
    ]


def test_a_header_below_a_section_may_be_of_one_name_over_figures() -> None:
    assert outline(
        "在职员工的数量（人）|在职员工的数量（人）|1,203|1,203",
        "专业构成|专业构成|专业构成|专业构成",
        "专业构成类别|专业构成类别|专业构成人数（人）|专业构成人数（人）",
        "生产人员|生产人员|1,100|1,100",
        "教育程度|教育程度|教育程度|教育程度",
        "教育程度类别|教育程度类别|数量（人）|数量（人）",
        "本科|本科|890|890",
    ) == [
        "在职员工的数量（人）：1,203",
        "标题 1 专业构成",
        "专业构成类别：生产人员；专业构成人数（人）：1,100",
        "标题 1 教育程度",
        "教育程度类别：本科；数量（人）：890",
    ]


def test_tables_next_to_each_other_are_one_behind_the_other() -> None:
    assert outline("姓名|电话|姓名|电话", "张伟|6001|王芳|6011", "李强|6002||") == [
        "姓名：张伟；电话：6001",
        "姓名：李强；电话：6002",
        "姓名：王芳；电话：6011",
    ]
    assert outline("资产|期末|年初|负债|期末|年初", "存款|5|4|借款|3|2", "存货|2|1|||") == [
        "资产：存款；期末：5；年初：4",
        "资产：存货；期末：2；年初：1",
        "负债：借款；期末：3；年初：2",
    ]


def test_two_things_of_one_row_stay_beside_each_other() -> None:
    assert (
        outline("主队|得分|客队|得分", "红队|3|蓝队|1", "黄队|2|绿队|2")[0]
        == "主队：红队；得分：3；客队：蓝队；得分：1"
    )


@pytest.mark.parametrize(
    "rows",
    [
        ["第1天|集合出发", "第2天|参访港口", "第3天|自由活动"],
        ["第一季度|启动调研", "第二季度|起草方案", "第三季度|征求意见"],
        ["办公室|负责文电、会务、机要、档案等日常运转工作", "财务处|负责编制部门预算并组织执行，管理国有资产"],
    ],
)
def test_a_first_row_that_reads_like_the_others_names_nothing(rows: list[str]) -> None:
    assert outline(*rows) == [row.replace("|", "；") for row in rows]


def test_a_sparse_row_is_no_header() -> None:
    assert outline("项目|甲|乙", "张三|无|", "李四|5|") == ["项目：张三；甲：无", "项目：李四；甲：5"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["名称|数量|金额", "暂无此项|暂无此项|暂无此项"], ["名称；数量；金额", "暂无此项"]),
        (["甲|甲|乙部", "乙部|乙部|乙部"], ["甲；甲；乙部", "乙部"]),
    ],
)
def test_a_header_that_names_nothing_is_said_by_itself(rows: list[str], said: list[str]) -> None:
    assert outline(*rows) == said


@pytest.mark.parametrize(
    ("rows", "first"),
    [
        (["姓名|电话", "张三|3201", "李四|—", "王五|3203"], "姓名：张三；电话：3201"),
        (["建设单位|水务局", "建设地点|北街", "项目负责|郑远航"], "建设单位；水务局"),
        (["姓名|职务", "张三|副局长", "李四|副科长"], "姓名：张三；职务：副局长"),
    ],
)
def test_a_header_of_two_columns_stands_over_things_of_one_kind(rows: list[str], first: str) -> None:
    assert outline(*rows)[0] == first


@pytest.mark.parametrize(
    ("cells", "whole"),
    [
        (["小学部"] * 3, True),
        (["是"] * 3, False),
        (["500"] * 3, False),
        (["2024-03-12"] * 2, False),
        (["附件一览表", "附件一览表"], True),
        (["甲", "甲", ""], False),
    ],
)
def test_a_row_is_whole_where_one_cell_is_merged_over_it(cells: list[str], whole: bool) -> None:
    assert is_whole(cells, len(cells)) is whole


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (["2022年", "总量"], "2022年总量"),
        (["Q1", "2023"], "Q1·2023"),
        (["收入", "收入合计"], "收入合计"),
        (["编号", "编号"], "编号"),
        (["", ""], ""),
    ],
)
def test_names_of_two_lines_are_joined(parts: list[str], name: str) -> None:
    assert join_names(parts) == name


ROWS = st.lists(
    st.lists(st.sampled_from(["甲", "乙部", "12", "3.5%", "一、丙", "丁。"]), min_size=3, max_size=3), max_size=7
)


@given(ROWS)
@example([["甲", "甲", "乙部"], ["甲", "甲", "一、丙"], ["甲", "甲", "甲"]])
def test_every_row_is_in_one_part_and_every_cell_is_said(rows: list[list[str]]) -> None:
    places = [
        place
        for part in divide(["甲", "乙", "丙"], rows)
        for place in (*([] if part.over is None else [part.over]), *range(*part.header), *range(*part.rows))
    ]
    assert places == list(range(len(rows)))
    if rows:
        text = written(*("|".join(row) for row in rows)).text
        assert all(cell in text for row in rows for cell in row)

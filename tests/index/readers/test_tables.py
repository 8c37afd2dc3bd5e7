from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers.composing import Composer
from index.readers.table_parts import Row
from index.readers.tables import write_table
from index.types import BlockKind, Document, Format, join_spans


def written(rows: Sequence[Sequence[str]]) -> Document:
    composer = Composer()
    write_table(composer, [Row(number, tuple(cells)) for number, cells in enumerate(rows, start=1)], sheet="表")
    return composer.finish("00", "表.xlsx", Format.SHEET)


def lines(document: Document, kind: BlockKind) -> list[str]:
    return [join_spans(document.text, block.spans) for block in document.blocks if block.kind is kind]


def test_titles_and_units_stand_over_the_rows() -> None:
    made = written(
        [
            ["2023年各县经济", "", ""],
            ["单位：亿元", "", ""],
            ["地区", "总量", "增速"],
            ["白石县", "812.36", "5.7%"],
        ]
    )
    assert lines(made, BlockKind.HEADING) == ["2023年各县经济", "单位：亿元"]
    assert lines(made, BlockKind.ROW) == ["地区：白石县；总量：812.36；增速：5.7%"]


def test_a_header_of_two_lines_gives_names_of_both() -> None:
    made = written(
        [
            ["地区", "2022年", "2022年", "2023年", "2023年"],
            ["地区", "总量", "增速", "总量", "增速"],
            ["白石县", "768.1", "4.2%", "812.36", "5.7%"],
        ]
    )
    assert lines(made, BlockKind.ROW) == [
        "地区：白石县；2022年总量：768.1；2022年增速：4.2%；2023年总量：812.36；2023年增速：5.7%"
    ]


def test_a_table_without_a_header_keeps_its_first_row() -> None:
    assert lines(written([["白石县", "812.36"], ["青峰县", "640.10"]]), BlockKind.ROW) == [
        "白石县；812.36",
        "青峰县；640.10",
    ]


def test_years_are_names_of_columns() -> None:
    made = written([["地区", "2022年", "2023年"], ["白石县", "768", "812"]])
    assert lines(made, BlockKind.ROW) == ["地区：白石县；2022年：768；2023年：812"]


def test_equal_figures_in_neighbouring_columns_are_both_said() -> None:
    made = written([["地区", "男", "女"], ["白石县", "500", "500"]])
    assert lines(made, BlockKind.ROW) == ["地区：白石县；男：500；女：500"]


def test_rows_say_where_they_stand() -> None:
    made = written([["地区", "总量"], ["白石县", "812"], ["青峰县", "640"]])
    assert [(place.number, place.name) for place in made.places] == [(2, "表"), (3, "表")]


CELLS = st.text(st.sampled_from("甲乙丙丁县镇12345.%年"), max_size=6)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=6))
def test_no_cell_is_lost(rows: list[list[str]]) -> None:
    text = written([["甲栏", "乙栏", "丙栏"], *rows]).text
    for cell in (cell.strip() for row in rows for cell in row):
        assert cell in text


@pytest.mark.parametrize("text", ["<b>甲</b>", "甲\x00乙", "甲\r\n乙"])
def test_a_cell_is_one_line_of_text(text: str) -> None:
    assert "\n" not in lines(written([["名", "值"], [text, "1"]]), BlockKind.ROW)[0]


def test_a_header_of_hours_names_its_columns() -> None:
    made = written([["", "8:00-9:00", "9:00-10:00"], ["周一", "语文", "数学"], ["周二", "英语", "体育"]])
    assert lines(made, BlockKind.HEADING) == []
    assert "周二" not in lines(made, BlockKind.ROW)[0]


def test_two_columns_that_say_the_same_all_the_way_down_are_both_said() -> None:
    days = [["植树", "2024-03-12", "2024-03-12"], ["义诊", "2024-04-07", "2024-04-07"]]
    made = written([["活动", "开始日期", "结束日期"], *days])
    assert lines(made, BlockKind.ROW)[0] == "活动：植树；开始日期：2024-03-12；结束日期：2024-03-12"


def test_equal_figures_without_names_are_all_said() -> None:
    assert lines(written([["张三", "100", "100"], ["李四", "90", "80"]]), BlockKind.ROW)[0] == "张三；100；100"


@pytest.mark.parametrize(
    ("first", "row"),
    [
        (["项目", "单位", "数量"], "项目：纸；单位：箱；数量：20"),
        (["王五", "财务处", "3102"], "姓名：纸；部门：箱；电话：20"),
    ],
)
def test_a_table_that_goes_on_has_the_names_above_unless_it_has_its_own(first: list[str], row: str) -> None:
    composer = Composer()
    rows = [Row(1, tuple(first)), Row(2, ("纸", "箱", "20"))]
    write_table(composer, rows, names=["姓名", "部门", "电话"])
    assert lines(composer.finish("00", "表.pdf", Format.PDF), BlockKind.ROW)[-1] == row


def test_text_of_several_lines_behind_a_table_is_not_under_its_title() -> None:
    composer = Composer()
    composer.heading("年度报告", 1)
    write_table(composer, [Row(1, ("表1 2023年收入", "")), Row(2, ("项目", "金额")), Row(3, ("甲", "5"))], level=2)
    composer.lines(["本市2024年接待游客三百万人次，", "比上年增长一成。"], BlockKind.PARAGRAPH)
    assert composer.finish("00", "表.pdf", Format.PDF).blocks[-1].closes == 2


def rows_in(text: str) -> list[list[str]]:
    return [line.split("|") for line in text.split()]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (
            "单位名称|供水站 负责人|郑远航 电话|0999-7788120 地址|北街8号",
            ["单位名称：供水站", "负责人：郑远航", "电话：0999-7788120", "地址：北街8号"],
        ),
        (
            "姓名|郑远航|性别|男 年龄|45|职务|局长 电话|0999-7788120|住址|北街",
            ["姓名：郑远航；性别：男", "年龄：45；职务：局长"],
        ),
        ("第1天|集合 第2天|参访 第3天|返回", ["第1天；集合", "第2天；参访"]),
        ("第一天|上午|集合 第一天|下午|开营 第二天|上午|参访", ["第一天；上午；集合"]),
        ("集合，出发|飞往海州 参访|北坝 返回|原地", ["集合，出发；飞往海州"]),
        (
            "姓名||性别| 学历||籍贯| 职务||| 意见|由单位签|由单位签|由单位签",
            ["姓名；性别", "学历；籍贯", "职务", "意见：由单位签"],
        ),
        ("姓名||性别| 学历||籍贯|", ["姓名；性别", "学历；籍贯"]),
        ("建设单位|水务局 建设地点|北街 承办人|郑远航", ["建设单位；水务局"]),
        ("郑远航|局长|水利科 柳成林|科长|财务科 何北溪|科员|水利科", ["郑远航；局长；水利科"]),
    ],
)
def test_a_table_whose_first_row_is_no_header_labels_nothing_with_it(table: str, said: list[str]) -> None:
    assert lines(written(rows_in(table)), BlockKind.ROW)[: len(said)] == said


@pytest.mark.parametrize(
    ("table", "first"),
    [
        ("姓名|职务 郑远航|副局长 柳成林|局长 何北溪|科长", "姓名：郑远航；职务：副局长"),
        ("时间|安排 第1天|集合 第2天|参访 第3天|返回", "时间：第1天；安排：集合"),
        ("商品|库存 龙井茶|35盒 普洱茶|12饼", "商品：龙井茶；库存：35盒"),
        ("名称|经费 小学|1234.5 中学|88.1", "名称：小学；经费：1234.5"),
        ("姓名|职务|科室 郑远航|局长|水利科 柳成林|科长|水利科", "姓名：郑远航；职务：局长；科室：水利科"),
        ("类别|要求 甲|" + "长" * 30 + " 乙|" + "久" * 20 + " 丙|" + "远" * 25, "类别：甲；要求：" + "长" * 30),
    ],
)
def test_a_header_without_figures_below_it_is_told_by_what_its_columns_hold(table: str, first: str) -> None:
    assert lines(written(rows_in(table)), BlockKind.ROW)[0] == first


def test_tables_that_stand_over_one_another_have_their_own_names() -> None:
    made = written(
        rows_in(
            "第一项|第一项|第一项|第一项 内容|制发件数|废止件数|有效件数 规章|2|1|19 "
            "第五项|第五项|第五项|第五项 内容|处理数量|处理数量|处理数量 行政许可|5120|5120|5120"
        )
    )
    assert lines(made, BlockKind.ROW) == [
        "内容：规章；制发件数：2；废止件数：1；有效件数：19",
        "内容：行政许可；处理数量：5120",
    ]
    assert [(block.level, join_spans(made.text, block.spans)) for block in made.blocks if block.level] == [
        (1, "第一项"),
        (1, "第五项"),
    ]


def test_a_row_over_the_whole_width_stands_over_the_rows_below_it() -> None:
    made = written(rows_in("名称|数量 动力设备|动力设备 柴油机|3 运输设备|运输设备 叉车|2 注：年底|注：年底"))
    assert [join_spans(made.text, block.spans) for block in made.blocks] == [
        "动力设备",
        "名称：柴油机；数量：3",
        "运输设备",
        "名称：叉车；数量：2",
        "注：年底",
    ]


def test_a_row_without_figures_below_a_section_is_no_header() -> None:
    made = written(rows_in("名称|数量|存放地 柴油机|3台|东棚 运输设备|运输设备|运输设备 叉车|无|南棚 平板车|6|北棚"))
    assert lines(made, BlockKind.ROW)[1:] == [
        "名称：叉车；数量：无；存放地：南棚",
        "名称：平板车；数量：6；存放地：北棚",
    ]


def test_names_that_are_printed_again_are_no_row() -> None:
    made = written(rows_in("名称|数量 柴油机|3 名称|数量 叉车|2"))
    assert lines(made, BlockKind.ROW) == ["名称：柴油机；数量：3", "名称：叉车；数量：2"]


def test_a_long_note_beside_all_rows_is_said_once() -> None:
    note = "本表人口为常住人口，" * 5
    made = written([["乡镇", "人口", "说明"], ["云溪镇", "5", note], ["石桥镇", "4", note]])
    assert lines(made, BlockKind.ROW) == ["乡镇：云溪镇；人口：5", "乡镇：石桥镇；人口：4", f"说明：{note}"]


def test_a_header_of_two_lines_may_leave_blank_what_it_spans() -> None:
    made = written(
        [
            ["地区", "面积", "2022年", "", "2023年", ""],
            ["", "", "总量", "增速", "总量", "增速"],
            ["白石县", "90", "812", "5.7%", "830", "2.2%"],
            ["青禾县", "71", "640", "4.1%", "655", "2.3%"],
        ]
    )
    assert lines(made, BlockKind.ROW)[0] == (
        "地区：白石县；面积：90；2022年总量：812；2022年增速：5.7%；2023年总量：830；2023年增速：2.2%"
    )


def test_a_title_above_a_header_spans_no_columns() -> None:
    made = written([["人口统计", "", ""], ["地区", "户数", "人数"], ["白石县", "90", "812"], ["青禾县", "71", "640"]])
    assert lines(made, BlockKind.ROW)[0] == "地区：白石县；户数：90；人数：812"


def test_long_names_over_figures_name_them() -> None:
    name = "本期期末金额较上期期末变动比例（%）"
    made = written([["项目", "期末数", name], ["存货", "350.66", "42.96"], ["在建工程", "20.93", "-95.39"]])
    assert lines(made, BlockKind.ROW)[1] == f"项目：在建工程；期末数：20.93；{name}：-95.39"


def test_the_header_of_another_section_is_no_row_of_the_first() -> None:
    head = ["营业收入", "毛利率", "情况说明"]
    made = written(
        [
            ["分行业情况"] * 4,
            ["分行业", *head],
            ["制药", "15.2", "62.9", "疫苗增收"],
            ["其他", "1.4", "14.7", "租金减少"],
            ["分产品情况"] * 4,
            ["分产品", *head],
            ["疫苗", "15.2", "62.9", "销量增长"],
            ["试剂", "1.4", "14.7", "停产检修"],
        ]
    )
    assert lines(made, BlockKind.ROW)[0] == "分行业：制药；营业收入：15.2；毛利率：62.9；情况说明：疫苗增收"
    assert lines(made, BlockKind.ROW)[-1] == "分产品：试剂；营业收入：1.4；毛利率：14.7；情况说明：停产检修"


def test_a_figure_merged_over_columns_has_the_label_beside_it_and_no_column_s_name() -> None:
    mean, share = "同行业平均研发投入金额", "公司报告期内研发投入占比（%）"
    made = written(
        [
            ["可比公司", "研发投入金额", "占营业收入比例（%）", "占净资产比例（%）"],
            ["甲生物", "11,436.13", "7.80", "5.39"],
            ["乙生物", "2,656.44", "10.47", "2.07"],
            [mean, mean, "7,724.69", "7,724.69"],
            [share, share, "13.09", "13.09"],
            ["合计", "合计", "18.27", "7.46"],
        ]
    )
    rows = lines(made, BlockKind.ROW)
    assert rows[2:4] == [f"{mean}：7,724.69", f"{share}：13.09"]
    assert "占净资产比例（%）：7.46" in rows[4]


def test_a_remark_in_brackets_in_a_header_is_said_once_and_names_nothing() -> None:
    remark = "（本列数据的关系为：第一项加第二项之和，等于第三项）"
    header = [remark, "自然人", "商业企业", "总计"]
    made = written([header, ["一、新收申请数量", "3001", "53", "3054"], ["二、上年结转数量", "34", "0", "34"]])
    rows = lines(made, BlockKind.ROW)
    assert rows[:2] == [remark, "一、新收申请数量；自然人：3001；商业企业：53；总计：3054"]
    assert rows[2] == "二、上年结转数量；自然人：34；商业企业：0；总计：34"

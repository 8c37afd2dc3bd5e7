"""What stands above a table, what names its columns, and where it goes on, as files of other people have them."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from index.readers import read_file
from index.types import BlockKind, join_spans
from tests.index.readers.test_table_shapes import outline


def test_a_line_about_the_table_that_names_few_columns_is_no_header() -> None:
    assert outline(
        "资产清单|资产清单|资产清单|资产清单|资产清单|资产清单",
        "当前日期|当前日期|2024年6月4日|||",
        "编号|部门|类别|名称|原值|状态",
        "1|一车间|机器|叉车|90000|在用",
    ) == [
        "标题 1 资产清单",
        "标题 2 当前日期 2024年6月4日",
        "编号：1；部门：一车间；类别：机器；名称：叉车；原值：90000；状态：在用",
    ]


def test_labels_with_their_values_above_a_table_are_no_names_however_many_lines_there_are() -> None:
    titles = [f"{title}|||" for title in ("青石厂", "发货单", "第一联", "存根", "收货单位：水务局")]
    assert outline(*titles, "收货人：陈三|收货人：陈三|发货人：李四|", "序号|构件|数量|重量", "1|钢柱|2|30")[-2:] == [
        "收货人：陈三；发货人：李四",
        "序号：1；构件：钢柱；数量：2；重量：30",
    ]


def test_years_name_columns_of_sums_of_money() -> None:
    assert outline("报表日期|2023|2022|2021", "存货|3567106707|4196700084|311451", "借款|12|0|7", "股本|5|5|5")[0] == (
        "报表日期：存货；2023：3567106707；2022：4196700084；2021：311451"
    )


def test_days_of_a_month_name_columns_and_what_is_merged_with_a_name_is_no_value() -> None:
    assert outline("馆别|姓名|1|2|3|4", "馆别|姓名|三|四|五|六", "仁爱|吕筱|休|●|●|休") == [
        "1：三；2：四；3：五；4：六",
        "馆别：仁爱；姓名：吕筱；1：休；2：●；3：●；4：休",
    ]


def test_figures_that_do_not_count_up_name_nothing() -> None:
    assert outline("甲|1|2|9|4", "乙|3|4|5|6")[0] == "甲；1；2；9；4"


def test_a_section_may_leave_columns_at_the_right_blank() -> None:
    section = "|".join(["第一天（周一）"] * 4)
    assert outline("顺序|景点|门票|地址|备注", f"{section}|", "1|圣母院|5欧|河边|早到") == [
        "标题 1 第一天（周一）",
        "顺序：1；景点：圣母院；门票：5欧；地址：河边；备注：早到",
    ]
    assert outline("周一|周二|周三|周四|周五", "张三|张三|张三|张三|") == [
        "周一：张三；周二：张三；周三：张三；周四：张三"
    ]


def test_a_second_header_has_some_names_of_the_first() -> None:
    assert outline(
        "资产项目|期末|期初|变动额|变动率",
        "存货|5|4|1|25%",
        "利润项目|本年|上年|变动额|变动率",
        "收入|9|8|1|12%",
    ) == [
        "资产项目：存货；期末：5；期初：4；变动额：1；变动率：25%",
        "利润项目：收入；本年：9；上年：8；变动额：1；变动率：12%",
    ]


def test_the_names_of_a_list_that_nobody_has_written_in_are_said() -> None:
    said = outline("序号|姓名|手机号码|邮箱", "1|||", "2|||", "教学情况|教学情况|教学情况|教学情况")
    assert said[0] == "序号；姓名；手机号码；邮箱"


def test_a_blank_form_may_have_a_few_labels_twice() -> None:
    assert outline("申请人||专业||学校|", "手机||入学时间||邮箱|", "教师||职称||职务|", "手机||传真|||")[:2] == [
        "申请人；专业；学校",
        "手机；入学时间；邮箱",
    ]


def test_pairs_above_a_long_series_give_it_no_names() -> None:
    pairs = ["区域|中国", "频率|每年", "单位|百万人", "来源|统计局", "备注|户籍人口", "状态|继续", "建议|无"] * 6
    assert outline(*pairs, *(f"{year}|{year - 1400}" for year in range(1949, 2010)))[-1] == "2009；609"


@pytest.mark.parametrize(
    ("below", "said"),
    [
        (["销售部|李洲|3", "销售部|张瑶|"], ["部门：销售部；姓名：李洲；迟到：3", "部门：销售部；姓名：张瑶"]),
        (["物品|库位|数量", "扳手|东库|6"], ["物品：扳手；库位：东库；数量：6"]),
        (["现金支出|300|", "转账支出|500|"], ["现金支出；300", "转账支出；500"]),
        (["一班|二班|三班", "12|13|14"], ["一班：12；二班：13；三班：14"]),
    ],
)
def test_rows_below_a_blank_one_go_on_unless_they_have_a_header(
    tmp_path: Path, below: list[str], said: list[str]
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ["部门|姓名|迟到", "技术部|谭青|1", "技术部|周琴|", "", *below]:
        sheet.append(row.split("|") if row else [None])
    book.save(path := tmp_path / "考勤.xlsx")
    document = read_file(path, 10**6)
    rows = [join_spans(document.text, each.spans) for each in document.blocks if each.kind is BlockKind.ROW]
    assert rows[2:] == said


def test_days_of_the_week_name_the_dates_below_them() -> None:
    assert outline("周次|星期|星期|星期", "周次|一|二|三", "1|9|10|11", "2|16|17|18")[0] == (
        "周次：1；星期一：9；星期二：10；星期三：11"
    )


def test_names_that_span_columns_are_no_line_about_the_table() -> None:
    assert outline("|一车间|一车间|二车间|二车间", "品种|产量|次品|产量|次品", "甲|10|1|20|2") == [
        "品种：甲；一车间产量：10；一车间次品：1；二车间产量：20；二车间次品：2"
    ]
    assert outline("姓名|部门||||备用", "张三|办公室|主任|男|汉族|党员", "李四|财务处|会计|女|汉族|")[0] == (
        "姓名：张三；部门：办公室；主任；男；汉族；备用：党员"
    )


def test_units_behind_names_are_no_values_and_a_report_says_its_date_among_labels() -> None:
    assert outline("产品|产量：万吨|产值：万元|利润：万元", "钢|10|20|3", "煤|11|21|2")[0] == (
        "产品：钢；产量：万吨：10；产值：万元：20；利润：万元：3"
    )
    assert outline("编制单位：某局||2023年12月||单位：万元", "项目|行次|本月|本年|备注", "收入|1|5|6|")[-1] == (
        "项目：收入；行次：1；本月：5；本年：6"
    )


def test_what_a_row_says_of_two_is_not_torn_and_a_value_like_its_name_is_kept() -> None:
    assert outline("户主|身份证号|配偶|身份证号", "张三|123|李四|456", "王五|789||")[0] == (
        "户主：张三；身份证号：123；配偶：李四；身份证号：456"
    )
    assert outline("姓名|党员|团员", "张三|党员|", "李四|预备党员|团员")[0] == "姓名：张三；党员：党员"


def test_rows_that_have_much_in_common_with_the_first_do_not_make_it_a_header() -> None:
    assert outline("张三|销售部|北京|在职", "李四|销售部|北京|在职", "王五|销售部|北京|在职") == [
        "张三；销售部；北京；在职",
        "李四；销售部；北京；在职",
        "王五；销售部；北京；在职",
    ]

"""The same asked in the words that people use, and of the forms that tables come in."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.text.tokens import Tokenizer
from index.types import join_spans
from qa.asking.question import understand
from qa.whole.lacking import lack_of
from qa.whole.naming import Register
from tests.asked_tables import answered, written

VALVES = (
    "阀门名称,阀门编号,检修日期,压力（兆帕）,口径\n"
    "北门蝶阀,FM-031,2021-03-09,16,80\n"
    "南门闸阀,FM-047,2022-11-30,25,150\n"
    "西门球阀,FM-052,2020-07-14,9,65\n"
)
YEARS = "单位：吨,,\n作物,2021年,2022年\n苜蓿,310,275\n燕麦,128,460\n"
SECTIONS = "树种,株数,胸径\n苗圃：东圃,,\n银杏,40,12\n国槐,15,20\n苗圃：西圃,,\n雪松,33,18\n"
FORM = "| 名称 | 飞云渡 |\n|---|---|\n| 渡口编号 | D-18 |\n| 航程（米） | 640 |\n| 负责人 | 计明达 |\n"


def register(folder: Path, text: str, name: str = "登记册.csv") -> Register:
    return Register(written(folder, text, name))


def told(of: Register, question: str, tokenizer: Tokenizer) -> list[str]:
    found = answered(of, question, tokenizer)
    return [draft.text for draft in found.drafts] if found and found.why is None else []


@pytest.mark.parametrize(
    "question",
    [
        "查南门闸阀口径",
        "口径是多少？我问的是南门闸阀",
        "您好，我想问下南门闸阀的口径是多少，谢谢",
        "帮我查一下南门闸阀的口径",
        "南门闸阀那一行口径填的多少",
        "登记册里南门闸阀的口径怎么填的",
    ],
)
def test_words_that_only_ask_are_no_part_of_what_is_asked(question: str, tmp_path: Path, tokenizer: Tokenizer) -> None:
    assert told(register(tmp_path, VALVES), question, tokenizer) == ["150"]


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("口径比70大的阀门有哪些？", ["北门蝶阀", "南门闸阀"]),
        ("口径没到100的阀门有哪些？", ["北门蝶阀", "西门球阀"]),
        ("把口径70毫米以上的阀门列一下", ["北门蝶阀", "南门闸阀"]),
        ("压力10兆帕以上的阀门有多少", ["2（2 行：北门蝶阀、南门闸阀）"]),
        ("检修日期是2022年11月30日的是哪个阀门？", ["南门闸阀"]),
        ("请问阀门编号FM-052的是哪个", ["西门球阀"]),
        ("把口径70以上的阀门的口径加一下", ["80 + 150 = 230（2 行）"]),
        ("压力20兆帕以上的阀门口径合计多少", ["150（1 行）"]),
        ("南门闸阀和北门蝶阀谁的口径更大", ["南门闸阀，口径：150（2 行中最高）"]),
        ("南门闸阀的口径比北门蝶阀大多少", ["150 - 80 = 70（南门闸阀较高）"]),
    ],
)
def test_conditions_counts_sums_and_comparisons(
    question: str, wanted: list[str], tmp_path: Path, tokenizer: Tokenizer
) -> None:
    assert told(register(tmp_path, VALVES), question, tokenizer) == wanted


def test_a_bound_in_another_unit_than_the_column_names_is_not_compared(tmp_path: Path, tokenizer: Tokenizer) -> None:
    assert told(register(tmp_path, VALVES), "压力10千帕以上的阀门有哪些", tokenizer) == []


@pytest.mark.parametrize("question", ["南门闸阀和北门蝶阀哪个贵", "南门闸阀的口径占总数的百分之几"])
def test_what_no_column_says_and_shares_are_left_alone(question: str, tmp_path: Path, tokenizer: Tokenizer) -> None:
    assert told(register(tmp_path, VALVES), question, tokenizer) == []


def test_an_adjective_names_the_one_column_that_it_is_about(tmp_path: Path, tokenizer: Tokenizer) -> None:
    of = register(tmp_path, "款式,单价,库存\n折伞,35,8\n直伞,52,6\n")
    assert told(of, "折伞和直伞哪个贵", tokenizer) == ["直伞，单价：52（2 行中最高）"]
    assert told(of, "折伞和直伞哪个便宜", tokenizer) == ["折伞，单价：35（2 行中最低）"]


def test_a_year_and_what_its_figures_are_name_a_column(tmp_path: Path, tokenizer: Tokenizer) -> None:
    of = register(tmp_path, YEARS, "历年收割量.csv")
    assert told(of, "苜蓿2022年的收割量是多少", tokenizer) == ["275"]
    assert told(of, "2022年收割量最高的是哪种作物", tokenizer) == ["燕麦，2022年：460（2 行中最高）"]
    assert told(of, "苜蓿2019年的收割量是多少", tokenizer) == []


def test_sections_say_what_their_rows_have(tmp_path: Path, tokenizer: Tokenizer) -> None:
    of = register(tmp_path, SECTIONS)
    assert len(of.table.rows) == 3
    assert told(of, "东圃的树种有哪些", tokenizer) == ["银杏", "国槐"]
    assert told(of, "苗圃是西圃的树种有几种", tokenizer) == ["1（1 行：雪松）"]
    assert told(of, "国槐的苗圃是哪个", tokenizer) == ["东圃"]
    assert told(of, "株数最多的树种是哪个", tokenizer) == ["银杏，株数：40（3 行中最高）"]
    for row in of.table.rows:
        for cell in row.cells:
            assert join_spans(of.table.document.text, [cell.span]) == cell.value


def test_a_form_is_one_row(tmp_path: Path, tokenizer: Tokenizer) -> None:
    of = register(tmp_path, FORM, "渡口.md")
    assert len(of.table.rows) == 1
    assert told(of, "飞云渡的负责人是谁", tokenizer) == ["计明达"]
    assert told(of, "渡口编号是D-18的是哪个渡口", tokenizer) == ["飞云渡"]
    assert told(of, "白云渡的负责人是谁", tokenizer) == []


def test_what_is_to_be_reckoned_of_no_column_is_not_there(tmp_path: Path, tokenizer: Tokenizer) -> None:
    of = register(tmp_path, VALVES)
    assert lack_of(of, understand("登记册里所有阀门的造价总和是多少", (), tokenizer), tokenizer)


def test_a_name_made_of_the_words_of_several_rows_is_not_there(tmp_path: Path, tokenizer: Tokenizer) -> None:
    of = register(tmp_path, VALVES)
    assert lack_of(of, understand("北门闸阀的口径是多少", (), tokenizer), tokenizer)
    assert not lack_of(of, understand("北门蝶阀的口径是多少", (), tokenizer), tokenizer)
    assert lack_of(of, understand("北门闸阀的口径是多少", (), tokenizer), tokenizer, read=True)


WORKS = "项目,预算（万元）,实际（万元）,负责部门\n管网改造,3200,2985.5,工程部\n深度处理,5400,5610,生产部\n"


def test_a_verb_that_says_no_more_than_what_is_asked_for_is_no_name(tmp_path: Path, tokenizer: Tokenizer) -> None:
    works = register(tmp_path, WORKS)
    assert told(works, "管网改造实际花了多少钱？", tokenizer) == ["实际（万元）：2985.5"]
    assert lack_of(works, understand("管网改造实际花了多少钱？", (), tokenizer), tokenizer) is None


def test_people_are_not_asked_of_a_table_without_them(tmp_path: Path, tokenizer: Tokenizer) -> None:
    assert told(register(tmp_path, WORKS), "工程部有哪些人？", tokenizer) == []
    assert told(register(tmp_path, WORKS), "工程部负责哪些项目？", tokenizer) == ["管网改造"]


def test_what_somebody_does_is_no_name(tmp_path: Path, tokenizer: Tokenizer) -> None:
    days = register(tmp_path, "星期,上午,下午\n周一,殷大夫,阮大夫\n周三,甄大夫,殷大夫\n")
    assert lack_of(days, understand("周三上午谁坐诊？", (), tokenizer), tokenizer) is None
    assert lack_of(days, understand("周三上午的号源有多少？", (), tokenizer), tokenizer) is not None


def test_a_total_that_is_not_filled_in_is_no_rows_figure(tmp_path: Path, tokenizer: Tokenizer) -> None:
    income = register(tmp_path, "部门,收入（万元）,支出（万元）\n餐饮部,120,86\n客房部,210,150\n合计,,\n")
    assert lack_of(income, understand("收入合计多少万元", (), tokenizer), tokenizer)
    assert lack_of(income, understand("客房部收入多少万元", (), tokenizer), tokenizer) is None


def test_what_a_read_row_says_in_other_words_is_there_but_another_name_is_not(
    tmp_path: Path, tokenizer: Tokenizer
) -> None:
    of = register(tmp_path, "资产,使用人,状态,备注\n除湿机,金小凤,维修,压缩机故障\n投影仪,侯春燕,在用,无\n")

    def lack(text: str, *, read: bool) -> object:
        return lack_of(of, understand(text, (), tokenizer), tokenizer, read=read)

    assert lack("除湿机出了什么岔子", read=False)
    assert lack("除湿机出了什么岔子", read=True) is None
    assert lack("投影仪归谁修", read=False)  # 修 is a part of 维修 in another row
    assert lack("投影仪归谁修", read=True) is None
    assert lack("投影仪的折旧是多少", read=True)  # a field that is asked for by its name
    assert lack("王建国的除湿机出了什么岔子", read=True)


def test_a_period_is_there_however_it_is_written(tmp_path: Path, tokenizer: Tokenizer) -> None:
    of = register(tmp_path, "项目,1-9月完成投资（万元）\n治理,6240\n扩建,810\n")
    assert lack_of(of, understand("治理1到9月完成了多少万元投资", (), tokenizer), tokenizer) is None


def test_the_most_that_one_cell_allows_is_not_to_be_reckoned(tmp_path: Path, tokenizer: Tokenizer) -> None:
    of = register(tmp_path, "地区,处级,其他人员\n一类,600元,500元\n二类,460元,400元\n")
    assert lack_of(of, understand("二类地区处级最高多少一晚", (), tokenizer), tokenizer, read=True) is None
    assert lack_of(of, understand("处级最高多少", (), tokenizer), tokenizer, read=True) is not None


STAFF = (
    "姓名,入职日期,合同到期日,备注\n柏晓晨,2019-06-24,2025-06-23,产假至2024年12月\n石敬东,2014-05-06,2026-05-05,无\n"
)
PLANS = (
    "项目,建设地点,2024年计划投资（万元）,存在问题\n物流中心,开发区,3600,用地滞后\n养老中心,南门社区,4000,资金到位慢\n"
)


def test_a_column_that_is_not_named_is_no_answer_to_what_another_cell_says(
    tmp_path: Path, tokenizer: Tokenizer
) -> None:
    staff, plans = register(tmp_path, STAFF), register(tmp_path, PLANS)
    assert told(staff, "柏晓晨的合同什么时候到期", tokenizer) == ["2025-06-23"]
    assert told(staff, "柏晓晨产假休到什么时候", tokenizer) == []
    assert told(plans, "物流中心在哪", tokenizer) == ["开发区"]
    assert told(plans, "养老中心卡在哪了", tokenizer) == []
    assert told(plans, "物流中心2024年计划投多少", tokenizer) == ["2024年计划投资（万元）：3600"]
    assert told(plans, "物流中心2025年计划投多少", tokenizer) == []


def test_of_what_kind_somebody_is_ends_what_another_cell_says(tmp_path: Path, tokenizer: Tokenizer) -> None:
    of = register(tmp_path, "姓名,部门,职务\n傅佳颖,设计部,设计主管\n甘霖,设计部,设计师\n米兰,行政部,行政主管\n")
    assert told(of, "设计部主管是谁", tokenizer) == ["傅佳颖"]
    assert told(of, "行政部的主管是谁", tokenizer) == ["米兰"]
    assert told(of, "设计部的会计是谁", tokenizer) == []


PRICES = "型号,1—99套（元）,100套以上（元）,起订量,备注\nHD-20,9.6,8.4,10,现货\nHD-30,21.5,18.9,5,期货\n"
GRANTS = "乡镇,资金建设补贴,资金运营补贴,资金小计\n白芷乡,17,9,26\n松岭乡,14,9,23\n下渡镇,23,15,38\n合计,54,33,87\n"
DEVICES = "编号,设备名称,科室\nA-1,呼吸机,内科\nA-2,呼吸机,外科\nA-3,监护仪,急诊\n"
BUDGET = "部门,项目,金额\n教务处,培训,28\n图书馆,图书,16\n教学类小计,,44\n总务处,水电,95\n后勤类小计,,95\n合计,,139\n"
ROSTER = "日期,带班,讲解员\n10月1日,施南乔,林疏影\n10月2日,连城,陶陶\n"


@pytest.mark.parametrize(
    ("table", "question", "said"),
    [
        (PRICES, "HD-20买50套多少钱一套", ["1—99套（元）：9.6"]),
        (PRICES, "HD-30拿200套的价钱", []),
        (PRICES, "HD-30的起订量订多少", ["5"]),
        (PRICES, "HD-30的起订量涨了多少", []),
        (GRANTS, "白芷乡的资金是多少", ["26"]),
        (GRANTS, "白芷乡和松岭乡的资金加起来多少", ["26 + 23 = 49（2 行）"]),
        (DEVICES, "有几台呼吸机", ["2（2 行：内科、外科）"]),
        (BUDGET, "金额最高的是哪个部门", ["总务处，金额：95（3 行中最高）"]),
        (BUDGET, "教学类小计的金额是多少", ["44"]),
        (ROSTER, "讲解员讲一场多少钱", []),
        (ROSTER, "10月2号谁带班", ["连城"]),
    ],
)
def test_tiers_sums_subtotals_and_things_that_are_rows(
    table: str, question: str, said: list[str], tmp_path: Path, tokenizer: Tokenizer
) -> None:
    assert told(register(tmp_path, table), question, tokenizer) == said

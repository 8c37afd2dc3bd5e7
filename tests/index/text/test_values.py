from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.tokens import fold
from index.text.values import Kind, Value, find_values


def only(text: str) -> Value:
    (value,) = find_values(fold(text))
    return value


def written(text: str) -> list[tuple[str, Kind]]:
    folded = fold(text)
    return [(folded[value.start : value.end], value.kind) for value in find_values(folded)]


WHOLE = [
    ("同比下降2.34%。", "下降2.34%", Kind.FIGURE),
    ("给予八五折优惠", "八五折", Kind.FIGURE),
    ("在80和90分之间的", "80和90分", Kind.RANGE),
    ("18年10月1日到19年2月3日，", "18年10月1日到19年2月3日", Kind.TIME),
    ("工龄22年", "22年", Kind.DURATION),
    ("增速为−2.34 %，", "−2.34 %", Kind.FIGURE),
    ("密码为6—20位。", "6—20位", Kind.RANGE),
    ("单价为3.5万—5万元", "3.5万—5万元", Kind.RANGE),
    ("公示期不少于30日。", "不少于30日", Kind.DURATION),
    ("得80分以上的", "80分以上", Kind.BOUND),
    ("价格5元以上10元以下的", "5元以上10元以下", Kind.RANGE),
    ("备用照明灯45盏。", "45盏", Kind.FIGURE),
    ("60个工作日内办结", "60个工作日内", Kind.DURATION),
    ("流量达50m³/h。", "50m3/h", Kind.FIGURE),
    ("单价¥5.2元/公斤", "¥5.2元/公斤", Kind.FIGURE),
    ("投资50多万元。", "50多万元", Kind.FIGURE),
    ("占三分之二以上，", "三分之二以上", Kind.BOUND),
    ("约1 234万元，", "约1 234万元", Kind.FIGURE),
    ("人民币壹万贰仟元整", "人民币壹万贰仟元", Kind.FIGURE),
    ("零下5℃的夜里", "零下5°c", Kind.FIGURE),
    ("来了七八百人。", "七八百人", Kind.RANGE),
    ("一年半的学制", "一年半", Kind.DURATION),
    ("开放时间6:30—21:30。", "6:30—21:30", Kind.TIME),
    ("2026 年 7 月 17 日前完成", "2026 年 7 月 17 日前", Kind.TIME),
    ("7月17日（星期五）上午9点半开会", "7月17日(星期五)上午9点半", Kind.TIME),
    ("每周一、三、五上午8:00-11:30", "每周一、三、五上午8:00-11:30"[1:], Kind.TIME),
    ("热线400-882-3105。", "400-882-3105", Kind.IDENTIFIER),
    ("账户：6217 0033 1002 7745 120。", "6217 0033 1002 7745 120", Kind.IDENTIFIER),
    ("代码91350200MA31K8TT5Q。", "91350200ma31k8tt5q", Kind.IDENTIFIER),
    ("PM2.5的浓度", "pm2.5", Kind.IDENTIFIER),
    ("依据〔2023〕12号。", "依据〔2023〕12号", Kind.IDENTIFIER),
    ("服务器：10.8.0.15。", "10.8.0.15", Kind.IDENTIFIER),
    ("车牌闽D·12345。", "闽d·12345", Kind.IDENTIFIER),
    ("Ⅲ级响应", "iii级", Kind.LEVEL),
    ("一号楼的值班员", "一号楼", Kind.LEVEL),
    ("第十二条规定", "第十二条", Kind.LEVEL),
    ("（九）悬挂横幅", "(九)", Kind.MARK),
    ("1. 提交申请表", "1.", Kind.MARK),
]


@pytest.mark.parametrize(("text", "value", "kind"), WHOLE)
def test_a_value_is_read_whole_as_it_is_written(text: str, value: str, kind: Kind) -> None:
    assert written(text) == [(value, kind)]


SAME = [
    ("八五折", "8.5折"),
    ("85折", "八点五折"),
    ("九折", "90%"),
    ("22年3月", "2022年3月"),
    ("08年", "2008年"),
    ("80和90分之间", "80—90分"),
    ("2026-07-17", "2026年7月17日"),
    ("2026/7/17", "二〇二六年七月十七日"),
    ("2018年12月20日", "二0一八年十二月二十日"),
    ("2018年12月20日", "二○一八年十二月二十日"),
    ("2026.7.17", "20260717"),
    ("下午3点半", "15:30"),
    ("晚上11点", "23时"),
    ("礼拜三", "周三"),
    ("星期天", "周日"),
    ("第二季度", "2季度"),
    ("三年", "36个月"),
    ("半年", "6个月"),
    ("两周", "14天"),
    ("1小时30分钟", "90分钟"),
    ("Ⅲ级", "三级"),
    ("III级", "3级"),
    ("二期", "Ⅱ期"),
    ("一号楼", "1号楼"),
    ("下坪村一组", "下坪村1组"),
    ("下降2.34%", "-2.34%"),
    ("百分之五", "5%"),
    ("七成五", "75%"),
    ("三分之一", "1/3"),
    ("138 0000 3391", "138-0000-3391"),
    ("+86 13800003391", "13800003391"),
    ("A-0427", "a0427"),
    ("闽政办〔2023〕12号", "（2023）12号"),
    ("壹万贰仟元", "12000元"),
]
APART = [
    ("TK-300", "TK-300S"),
    ("TK-300", "TK-3000"),
    ("Ⅲ级", "Ⅱ级"),
    ("一号楼", "二号楼"),
    ("下坪村一组", "下坪村三组"),
    ("3号线", "3号楼"),
    ("7月17日", "7月18日"),
    ("30个工作日", "30天"),
    ("周三", "周四"),
    ("下降2.34%", "2.34%"),
    ("3级", "3个"),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_what_means_the_same_has_the_same_key(left: str, right: str) -> None:
    assert only(left).asks == only(right).asks


@pytest.mark.parametrize(("left", "right"), APART)
def test_what_means_another_thing_has_another_key(left: str, right: str) -> None:
    assert not set(only(left).asks) & set(only(right).asks)


@pytest.mark.parametrize(
    "text", ["三门峡", "五台山", "六安", "一波三折", "三折页", "八卦", "统一", "千万不要", "两岸融合", "m³/h", "没有"]
)
def test_what_is_part_of_a_word_is_no_value(text: str) -> None:
    assert find_values(fold(text)) == ()


def test_a_date_says_its_year_and_its_month() -> None:
    value = only("2026-07-17")
    assert {"2026年", "7月", "7月17日"} <= set(value.states)
    assert value.asks == ("2026年", "7月17日")
    assert {"2020年", "2021年", "2023年"} <= set(only("2020-2023年").states)
    assert set(only("周一至周五").states) == {"周1", "周2", "周3", "周4", "周5"}


def test_afternoon_goes_on_in_a_span() -> None:
    assert only("下午3点到5点").asks == ("15:00", "17:00")
    assert only("每日22时至次日6时").asks == ("22:00", "6:00")


@pytest.mark.parametrize(
    ("bound", "value", "admitted"),
    [
        ("80分以上", "82分", True),
        ("80分以上", "79分", False),
        ("不超过200元", "150元", True),
        ("6—20位", "21位", False),
        ("6—20位", "8位", True),
        ("80分以上", "82元", False),
        ("22时至次日6时", "晚上11点", True),
        ("22时至次日6时", "上午9点", False),
        ("45盏", "45盏", False),  # no bound, but the same
    ],
)
def test_a_range_or_bound_admits_what_lies_in_it(bound: str, value: str, admitted: bool) -> None:
    assert only(bound).admits(only(value)) is admitted


@given(st.integers(2000, 2099), st.integers(1, 12), st.integers(1, 28))
def test_a_date_is_the_same_in_every_spelling(year: int, month: int, day: int) -> None:
    spellings = [f"{year}{sep}{month}{sep}{day}" for sep in "-/."]
    spellings += [f"{year}{sep}{month:02}{sep}{day:02}" for sep in "-/."]
    spellings += [f"{year}年{month}月{day}日", f"{year} 年 {month} 月 {day} 号", f"{year}{month:02}{day:02}"]
    assert {only(each).asks for each in spellings} == {(f"{year}年", f"{month}月{day}日")}


@given(
    st.decimals(Decimal("0.01"), Decimal(99999), places=2, allow_nan=False),
    st.sampled_from(["元", "%", "个", "万元", "公里", "m³/h", "盏", "个百分点", "元/公斤"]),
    st.sampled_from(["", "-", "下降", "约", "不少于", "不超过"]),
)
def test_what_is_written_is_what_is_read_and_nothing_is_cut(number: Decimal, unit: str, before: str) -> None:
    text = f"为{before}{number}{unit}。"
    folded = fold(text)
    (value,) = find_values(folded)
    assert folded[value.start : value.end] == fold(f"{before}{number}{unit}")


LETTERS = "0123456789ab-—~.,:/ 年月日号点时分周第级期()〔〕个元%万亿百十三五〇至不超过以上内下降约半成之\n"


@given(st.text(LETTERS, max_size=40))
def test_values_lie_in_any_text_in_order_without_overlap(text: str) -> None:
    values = find_values(fold(text))
    assert all(0 <= v.start <= v.core[0] < v.core[1] <= v.end <= len(text) for v in values)
    assert all(before.end <= after.start for before, after in pairwise(values))
    assert all(value.states for value in values)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("售价$100", "美元"),
        ("售价US$ 100", "美元"),
        ("售价HK$100", "港元"),
        ("售价€100", "欧元"),
        ("售价£100万", "英镑"),
        ("售价￥100", "元"),
        ("售价人民币100", "元"),
        ("售价A$100", "元"),
    ],
)
def test_a_figure_behind_the_sign_of_a_currency_is_counted_in_it(text: str, unit: str) -> None:
    assert only(text).unit == unit


@pytest.mark.parametrize("text", ["售价HK$5-10元", "售价$5-$10", "售价£5—£10"])
def test_a_sign_before_an_end_of_a_range_leaves_it_one(text: str) -> None:
    assert only(text).kind is Kind.RANGE


@pytest.mark.parametrize(
    ("text", "said", "states"),
    [
        ("每月租金_1500___元", "1500___元", ("1500",)),
        ("押金 ___3000____ 元整", "3000____ 元", ("3000",)),
        ("自_2023_年_5_月_1_日起", "2023_年_5_月_1_日起", ("2023年", "5月", "1日", "5月1日")),
        ("第_3_条", "第_3_条", ("第3条", "第3")),
    ],
)
def test_the_lines_of_a_form_are_nothing_to_what_is_filled_in(text: str, said: str, states: tuple[str, ...]) -> None:
    (value,) = find_values(fold(text))
    assert fold(text)[value.start : value.end] == said
    assert value.states == states


def test_lines_within_names_of_files_stay() -> None:
    assert [value.states for value in find_values("file_2023_01号")] == [("file202301",)]

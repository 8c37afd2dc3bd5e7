from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.numerals import find_numbers, parse_chinese

SAME = [
    ("四千亿", "4000亿"),
    ("四千亿元", "4000亿元"),
    ("4,000", "4000"),
    ("1,461.78亿", "1461.78亿"),
    ("五点五", "5.5"),
    ("百分之五点五", "5.5%"),
    ("百分之八十", "80%"),
    ("百分之14.8", "14.8%"),
    ("二〇二三年", "2023年"),
    ("二零二三年", "2023年"),
    ("第七", "第7"),
    ("第十九届", "第19届"),
    ("一万三千", "13000"),
    ("1.3万", "13000"),
    ("两百个", "200个"),
    ("十五", "15"),
    ("一百零五", "105"),
    ("三十亿五千万", "3050000000"),
    ("1.5万亿", "15000亿"),
    ("五个", "5个"),
    ("十次", "10次"),
    ("5.50", "5.5"),
    ("007", "7"),
    ("三点五亿元", "3.5亿元"),
]
APART = [("5.5%", "5.5"), ("第7", "7"), ("2023年", "2023"), ("5%", "5‰"), ("4000", "4000亿"), ("第五", "五个")]


def keys(text: str) -> list[str]:
    return [value.key for value in find_numbers(text)]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_the_same_number_has_the_same_key_however_it_is_written(left: str, right: str) -> None:
    assert keys(left) == keys(right)
    assert len(keys(left)) == 1


@pytest.mark.parametrize(("left", "right"), APART)
def test_percents_ordinals_and_years_are_apart(left: str, right: str) -> None:
    assert keys(left) != keys(right)


@pytest.mark.parametrize(
    "text", ["统一", "百千万工程", "千万不要", "万一", "一", "一般", "六安", "八卦", "两岸融合", "", "没有数字"]
)
def test_characters_that_are_parts_of_words_are_no_numbers(text: str) -> None:
    assert keys(text) == []


def test_numbers_stand_in_order_at_their_places() -> None:
    text = "总量为4022.25亿元,增长5.5%,上升至全省第七"
    values = find_numbers(text)
    assert [text[value.start : value.end] for value in values] == ["4022.25亿", "5.5%", "七"]
    assert [value.key for value in values] == ["402225000000", "5.5%", "第7"]


@pytest.mark.parametrize(
    ("run", "number"),
    [
        ("零", 0),
        ("十", 10),
        ("二十", 20),
        ("四千零二十二", 4022),
        ("二〇二三", 2023),
        ("一亿零三万", 100_030_000),
        ("一万亿", 10**12),
        ("十万", 100_000),
        ("百千万", None),
        ("万", None),
        ("亿", None),
    ],
)
def test_chinese_runs(run: str, number: int | None) -> None:
    assert parse_chinese(run) == number


def spell(number: int) -> str:
    """A number below 10**12 the way it is read out, written independently of the parser."""
    digits = "零一二三四五六七八九"
    if number == 0:
        return "零"
    read = ""
    for scale, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section, number = divmod(number, scale)
        if section == 0:
            continue
        part = "".join(
            f"{digits[section // unit % 10]}{sign}" if section // unit % 10 else "零"
            for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, ""))
        )
        while "零零" in part:
            part = part.replace("零零", "零")
        read += part.rstrip("零") + name
    while "零零" in read:
        read = read.replace("零零", "零")
    return read.removeprefix("零")


@given(st.integers(0, 10**12 - 1))
def test_a_number_read_out_is_that_number(number: int) -> None:
    assert parse_chinese(spell(number)) == number


@given(st.integers(0, 10**12 - 1))
def test_thousands_separators_change_nothing(number: int) -> None:
    assert keys(f"{number:,}元") == keys(f"{number}元")


@given(st.text("零〇一二三两十百千万亿点0123456789.,%‰第年百分之个元 "))
def test_values_lie_in_the_text_without_overlap(text: str) -> None:
    values = find_numbers(text)
    assert all(0 <= value.start < value.end <= len(text) for value in values)
    assert all(before.end <= after.start for before, after in pairwise(values))

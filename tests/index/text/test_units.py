"""Units: what is one, what is always so many of another, in what else a thing may be said."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from index.text import units
from index.text.units import PERIODS, alike, counted_alike, counts_things, is_same_unit, measures_other, scale_of


@pytest.mark.parametrize(
    ("unit", "other"),
    [
        ("平方米", "m2"),
        ("平方米", "方"),
        ("立方米", "方"),
        ("度", "千瓦时"),
        ("元", "块钱"),
        ("兆帕", "mpa"),
        ("天", "自然日"),
    ],
)
def test_units_are_one_by_whatever_name(unit: str, other: str) -> None:
    assert is_same_unit(unit, other)
    assert is_same_unit(other, unit)


@pytest.mark.parametrize(
    ("unit", "other"), [("亩", "平方米"), ("公里", "米"), ("万元", "元"), ("度", "摄氏度"), ("天", "工作日")]
)
def test_what_would_have_to_be_reckoned_over_is_not_one(unit: str, other: str) -> None:
    assert not is_same_unit(unit, other)


def test_a_unit_that_is_always_so_many_of_another_says_how_many() -> None:
    assert scale_of("公里") == ("米", Decimal(1000))
    assert (scale_of("升"), scale_of("毫升")) == (("立方米", Decimal("0.001")), ("立方米", Decimal("0.000001")))
    assert scale_of("亩") is None
    assert scale_of("度") is None, "which is of heat, too"
    assert PERIODS["周年"] == (12, "个月")


def test_every_name_of_a_unit_stands_in_the_table_once() -> None:
    """One in two lines would have two scales, the first of which would be lost in silence."""
    names = [name for _, times, names in units._parts() if times != "~" for name in names]
    assert [name for name, often in Counter(names).items() if often > 1] == []


@pytest.mark.parametrize(("asked", "said"), [("度", "千瓦时"), ("度", "万千瓦时"), ("百分之", "%"), ("元", "百亿元")])
def test_what_is_counted_by_thousands_is_no_part_of_a_unit_that_begins_so(asked: str, said: str) -> None:
    assert alike(asked, said)
    assert alike(said, asked)


@pytest.mark.parametrize(("asked", "said"), [("瓦", "千瓦时"), ("分", "百分点"), ("分", "百分之")])
def test_a_part_of_a_units_name_is_no_unit_of_the_kind(asked: str, said: str) -> None:
    assert not alike(asked, said)


def test_what_things_are_only_counted_in_needs_no_reckoning() -> None:
    assert counted_alike("家", "个")
    assert counted_alike("名", "人次")
    assert not counted_alike("公里", "米")


@pytest.mark.parametrize("unit", ["", "个", "项", "家", "人", "步"])
def test_a_measure_word_says_how_many(unit: str) -> None:
    assert counts_things(unit)


@pytest.mark.parametrize("unit", ["亩", "元", "万元", "吨", "天", "%", "公里"])
def test_a_unit_of_measure_says_how_much(unit: str) -> None:
    assert not counts_things(unit)


@pytest.mark.parametrize(
    ("unit", "other"), [("米", "平方米"), ("个", "个月"), ("个", "个百分点"), ("人", "人民币"), ("千瓦", "千瓦时")]
)
def test_what_is_written_with_the_letters_of_a_unit_may_measure_other_things(unit: str, other: str) -> None:
    assert measures_other(unit, other)
    assert not alike(unit, other)
    assert not alike(other, unit)


@pytest.mark.parametrize(("unit", "other"), [("日", "个工作日"), ("方", "平方米"), ("米", "公里"), ("人", "人次")])
def test_what_measures_the_same_or_is_not_known_to_measure_other_things(unit: str, other: str) -> None:
    assert not measures_other(unit, other)

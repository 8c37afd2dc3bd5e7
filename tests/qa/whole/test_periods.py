from __future__ import annotations

import pytest

from qa.whole.periods import find_time_bounds, read_period


@pytest.mark.parametrize(
    ("text", "column", "first", "last"),
    [
        ("2024-03-05", "", (2024, 3, 5, 0), (2024, 3, 5, 1440)),
        ("2024/3/5", "", (2024, 3, 5, 0), (2024, 3, 5, 1440)),
        ("2024年3月5日（周二）", "", (2024, 3, 5, 0), (2024, 3, 5, 1440)),
        ("20240305", "", (2024, 3, 5, 0), (2024, 3, 5, 1440)),
        ("二〇二四年三月五日", "", (2024, 3, 5, 0), (2024, 3, 5, 1440)),
        ("2024-03-05 14:30", "", (2024, 3, 5, 870), (2024, 3, 5, 870)),
        ("2024年3月", "", (2024, 3, 1, 0), (2024, 3, 31, 1440)),
        ("2024.3", "签订日期", (2024, 3, 1, 0), (2024, 3, 31, 1440)),
        ("2024", "年份", (2024, 1, 1, 0), (2024, 12, 31, 1440)),
        ("2024年第二季度", "", (2024, 4, 1, 0), (2024, 6, 31, 1440)),
        ("2024年下半年", "", (2024, 7, 1, 0), (2024, 12, 31, 1440)),
        ("2024年3月上旬", "", (2024, 3, 1, 0), (2024, 3, 10, 1440)),
        ("3月5日", "", (0, 3, 5, 0), (0, 3, 5, 1440)),
        ("6:50", "", (0, 0, 0, 410), (0, 0, 0, 410)),
        ("下午3点", "", (0, 0, 0, 900), (0, 0, 0, 900)),
    ],
)
def test_a_time_is_read_as_the_period_that_it_is(
    text: str, column: str, first: tuple[int, ...], last: tuple[int, ...]
) -> None:
    period = read_period(text, column)
    assert period is not None
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["长期", "2024.3", "2024", "2024年底", "2024年3月起", "2023年至2024年", "2024年3月5日交货", "去年", "5日", ""],
)
def test_what_is_no_one_period_is_none(text: str) -> None:
    assert read_period(text, "金额") is None


@pytest.mark.parametrize(
    ("question", "low", "high"),
    [
        ("2023年以后入职的", (2023, 1, 1, 0), None),
        ("2023年之后入职的", (2023, 12, 31, 1441), None),
        ("2023年以来入职的", (2023, 1, 1, 0), None),
        ("2023年至今入职的", (2023, 1, 1, 0), None),
        ("自2023年3月起", (2023, 3, 1, 0), None),
        ("不早于2023年3月5日", (2023, 3, 5, 0), None),
        ("晚于2023年3月5日", (2023, 3, 5, 1441), None),
        ("2023年以前入职的", None, (2023, 1, 1, -1)),
        ("早于2023年3月", None, (2023, 3, 1, -1)),
        ("2023年3月5日前", None, (2023, 3, 5, -1)),
        ("2023年6月底前", None, (2023, 6, 31, 1440)),
        ("截至2023年底", None, (2023, 12, 31, 1440)),
        ("2023年上半年", (2023, 1, 1, 0), (2023, 6, 31, 1440)),
        ("2022年到2023年之间", (2022, 1, 1, 0), (2023, 12, 31, 1440)),
        ("2023年1月到3月", (2023, 1, 1, 0), (2023, 3, 31, 1440)),
        ("2022-03-01至2023-04-01", (2022, 3, 1, 0), (2023, 4, 1, 1440)),
        ("2022年3月以后到2023年5月以前", (2022, 3, 1, 0), (2023, 5, 1, -1)),
        ("三月之前签的", None, (0, 3, 1, -1)),
        ("7点以后发车的", (0, 0, 0, 420), None),
    ],
)
def test_words_that_bound_a_time_are_read(
    question: str, low: tuple[int, ...] | None, high: tuple[int, ...] | None
) -> None:
    (bound,) = find_time_bounds(question)
    assert (bound.low, bound.high) == (low, high)


@pytest.mark.parametrize(
    "question", ["2023年入职的", "2023年3月5日签的", "2023年年底以后", "国庆以后", "会后", "去年以后"]
)
def test_a_time_that_is_named_plainly_or_vaguely_is_no_bound(question: str) -> None:
    assert find_time_bounds(question) == []


def test_it_is_kept_whether_words_leave_open_what_they_bound() -> None:
    assert [bool(bound.edge) for bound in find_time_bounds("2023年以后")] == [True]
    assert [bool(bound.edge) for bound in find_time_bounds("不早于2023年")] == [False]


def test_what_lies_within_in_part_is_undecided() -> None:
    (bound,) = find_time_bounds("2023年5月12日以后")
    month, day = read_period("2023年5月"), read_period("3月5日")
    assert month is not None
    assert day is not None
    assert bound.holds(month) is None
    assert bound.holds(day) is None

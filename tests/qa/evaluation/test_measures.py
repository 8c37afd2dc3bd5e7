from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluation.measures import (
    area_under_curve,
    exact_match,
    gives,
    mean,
    overlap,
    quantile,
    reciprocal_rank,
    segments,
    share,
)

scores = st.lists(st.integers(0, 5).map(float), max_size=12)


def test_segments_are_characters_and_whole_words_of_other_scripts() -> None:
    assert segments("光荣和ω-Force，2023年4022.25亿元、5.5%") == [
        *"光荣和",
        "ω",
        "force",
        "2023",
        "年",
        "4022.25",
        *"亿元",
        "5.5",
        "%",
    ]


@pytest.mark.parametrize(
    ("prediction", "answers", "exact", "f1"),
    [
        ("江门市", ["江门市"], 1, 1),
        ("“江门市”。", ["江门市"], 1, 1),
        ("江门市", ["广州", "江门市"], 1, 1),
        ("在江门市", ["江门市"], 0, Fraction(6, 7)),
        ("江门的市", ["江门市"], 0, Fraction(4, 7)),  # the run 江门, not the three characters that they share
        ("", ["江门市"], 0, 0),
        ("GDP", ["gdp"], 1, 1),
        ("2023", ["2024"], 0, 0),
    ],
)
def test_exact_match_and_overlap_by_hand(prediction: str, answers: list[str], exact: float, f1: Fraction) -> None:
    assert exact_match(prediction, answers) == exact
    assert overlap(prediction, answers) == pytest.approx(float(f1))


@given(scores, scores)
def test_the_area_is_the_share_of_pairs_in_order(positive: list[float], negative: list[float]) -> None:
    pairs = [(p > n) + (p == n) / 2 for p in positive for n in negative]
    area = area_under_curve(positive, negative)
    assert area is None if not pairs else area == pytest.approx(sum(pairs) / len(pairs))


@pytest.mark.parametrize(("at", "expected"), [(0.5, 2.0), (0.95, 4.0), (0.25, 1.0), (1.0, 4.0), (0.0, 1.0)])
def test_nearest_rank_quantiles(at: float, expected: float) -> None:
    assert quantile([4.0, 1.0, 3.0, 2.0], at) == expected


def test_nothing_to_count_is_none() -> None:
    assert (share([]), mean([]), quantile([], 0.5), area_under_curve([1.0], [])) == (None, None, None, None)


def test_reciprocal_ranks_and_shares() -> None:
    assert (reciprocal_rank(4), reciprocal_rank(None)) == (0.25, 0.0)
    assert share([True, False]) == mean([0.0, 1.0]) == 0.5


@pytest.mark.parametrize(
    ("prediction", "answer", "right"),
    [
        ("4022.25亿元", "4022.25亿元", True),
        ("GDP总量为4022.25亿元，增长5.5%", "4022.25亿元", True),
        ("4022.25亿元", "4022.52亿元", False),
        ("2023年6月18日", "2023年6月19日", False),
        ("6月18日", "2023年6月18日", False),
        ("市自来水公司抢修队", "自来水公司抢修队", True),
        ("自来水公司抢修队", "市自来水公司抢修队", True),
        ("市水务局", "市自来水公司", False),
        ("5个", "5个重点支持主平台", True),
        ("5个", "15个重点支持主平台", False),
        ("第一", "额度位列全省第一", True),
        ("第二", "额度位列全省第一", False),
        ("", "市水务局", False),
    ],
)
def test_an_answer_is_given_whole_or_in_other_words_with_the_same_figures(
    prediction: str, answer: str, right: bool
) -> None:
    assert gives(prediction, ["别的", answer]) is right
    assert not gives(prediction, [])

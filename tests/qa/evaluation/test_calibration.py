from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluation.calibration import BINS, Bin, expected_calibration_error, reliability, risk_coverage

answers = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=40)


def test_the_error_by_hand() -> None:
    confidences, right = [0.95, 0.92, 0.55, 0.51], [True, False, True, True]
    assert reliability(confidences, right) == [
        Bin(2, pytest.approx(0.53), 1.0),  # type: ignore[arg-type]
        Bin(2, pytest.approx(0.935), 0.5),  # type: ignore[arg-type]
    ]
    assert expected_calibration_error(confidences, right) == pytest.approx((0.47 + 0.435) / 2)


def test_what_is_sure_and_right_or_doubted_and_wrong_is_calibrated() -> None:
    assert expected_calibration_error([1.0, 1.0, 0.0], [True, True, False]) == 0
    assert expected_calibration_error([1.0, 1.0], [False, False]) == 1
    assert expected_calibration_error([], []) is None


@given(answers)
def test_every_answer_is_in_one_bin(given_answers: list[tuple[float, bool]]) -> None:
    confidences, right = [c for c, _ in given_answers], [r for _, r in given_answers]
    bins = reliability(confidences, right)
    assert sum(each.count for each in bins) == len(given_answers)
    assert len(bins) <= BINS
    assert [each.confidence for each in bins] == sorted(each.confidence for each in bins)


def test_the_curve_by_hand() -> None:
    points = risk_coverage([0.9, 0.2, 0.7, 0.7], [True, False, True, False])
    assert points == [(0.25, 0.0), (0.5, 0.5), (0.75, pytest.approx(1 / 3)), (1.0, 0.5)]
    assert risk_coverage([], []) == []

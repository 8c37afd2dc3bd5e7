from __future__ import annotations

import json
from dataclasses import replace

import pytest

from qa.evaluation.asking import Result
from qa.evaluation.report import NAMES, as_table, figures, report

RIGHT = Result("a", "number", "问", "问", ("答",), True, 0.9, 1, 1, "答", 1.0, 1.0, True, True, True, 0.1, "答")
THIRD = replace(RIGHT, id="b", place=3, cited=3, exact=0.0, sure=False, overlap=0.5, confidence=0.6, seconds=0.2)
REFUSED = replace(
    RIGHT,
    id="c",
    kind="list",
    answered=False,
    gives=False,
    sure=False,
    confidence=0.3,
    exact=0.0,
    overlap=0.0,
    seconds=0.3,
)
NOT_THERE = replace(REFUSED, id="d", kind="unanswerable", answers=(), place=None, cited=None, confidence=0.1)
INVENTED = replace(NOT_THERE, id="e", answered=True, sure=True, confidence=0.7, verbatim=False, seconds=0.5)
ALL = [RIGHT, THIRD, REFUSED, NOT_THERE, INVENTED]


def test_the_figures_by_hand() -> None:
    made = figures(ALL)
    assert (made.questions, made.answerable) == (5, 3)
    assert [made.hit_1, made.hit_3, made.hit_10] == pytest.approx([2 / 3, 1, 1])
    assert made.mrr_10 == pytest.approx((1 + 1 / 3 + 1) / 3)
    assert [made.first, made.first_three] == pytest.approx([2 / 3, 1])
    assert [made.exact, made.overlap] == pytest.approx([1 / 3, 0.5])
    assert [made.refused, made.wrongly_refused] == pytest.approx([0.5, 1 / 3])
    assert made.separation == pytest.approx(4 / 6)
    assert made.verbatim == 0.8
    assert (made.sure, made.sure_right) == (0.4, 0.5)
    assert made.calibration == pytest.approx((0.1 + 0.4 + 0.7) / 3)
    assert (made.seconds_p50, made.seconds_p95) == (0.3, 0.5)


def test_figures_by_kind_and_failures_in_order() -> None:
    made = report(ALL)
    assert list(made.kinds) == ["list", "number", "unanswerable"]
    assert made.kinds["number"].questions == 2
    assert made.kinds["number"].refused is None
    assert [failure.id for failure in made.failures] == ["b", "c", "e"]


def test_nothing_to_count_is_none() -> None:
    made = figures([])
    assert (made.first, made.refused, made.separation, made.seconds_p50) == (None, None, None, None)


def test_a_table_and_json_say_the_same() -> None:
    made = report(ALL)
    lines = as_table(made).splitlines()
    assert lines[0].split("\t") == ["", "全部", "list", "number", "unanswerable"]
    assert [line.split("\t")[0] for line in lines[1 : 1 + len(NAMES)]] == list(NAMES.values())
    assert sum(line.startswith("未过") for line in lines) == 3
    plain = json.loads(json.dumps(made.as_json()))
    assert set(NAMES) | {"kinds", "failures"} == set(plain)
    assert plain["kinds"]["list"]["wrongly_refused"] == 1

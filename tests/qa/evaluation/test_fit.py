from __future__ import annotations

import json
import math
import random
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import YinjuError
from qa.evaluation.fit import FEWEST, REFUSED, RIGHT, USED, Case, bounds, fit, main, separation
from qa.judging.signals import WEIGHTS_FILE, Signals


def cases(seed: int) -> list[Case]:
    """Answered where much is covered and little missing, with some noise; cosine and kind say nothing."""
    chance = random.Random(seed)
    made = []
    for _ in range(400):
        covered, missing = chance.random(), chance.random()
        signals = Signals(covered, missing, chance.uniform(0.8, 0.9), chance.random() < 0.5, chance.random() < 0.5)
        right = covered - missing + chance.gauss(0, 0.2) > 0
        made.append(Case(signals, right, right or chance.random() < 0.3))
    return made


def test_the_weights_point_where_the_cases_do() -> None:
    weights = fit([*cases(1), *cases(2)])
    assert weights["covered"] > 3
    assert weights["missing"] < -3
    assert abs(weights["kind"]) < 1
    assert separation(weights, cases(3)) > 0.9


def test_the_weights_file_has_a_weight_for_every_signal() -> None:
    weights = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    for name, of in weights.items():
        assert set(of) == {*USED[name], "bias", "answered", "sure"}
        assert set(USED[name]) <= set(Signals.__dataclass_fields__)
    assert all(0 < of["answered"] <= of["sure"] < 1 for of in weights.values())


def test_the_reading_is_weighed_where_the_cases_have_one() -> None:
    read = [replace(case, signals=replace(case.signals, read=4.0 if case.right else -4.0)) for case in cases(1)]
    assert fit(read)["read"] > 0.5
    assert "read" not in fit(cases(1))


def test_what_a_rule_settles_weighs_nothing() -> None:
    settled = [replace(case, right=not case.right, settled=True) for case in cases(4)]
    assert {k: v for k, v in fit([*cases(1), *settled]).items() if k not in ("answered", "sure")} == {
        k: v for k, v in fit(cases(1)).items() if k not in ("answered", "sure")
    }


def test_the_bounds_are_what_they_promise() -> None:
    made = cases(5)
    weights = fit(made)
    logits = [
        weights["bias"]
        + sum(weights[name] * getattr(c.signals, name) for name in ("covered", "missing", "cosine", "kind"))
        for c in made
    ]
    scored = [(1 / (1 + math.exp(-logit)), case) for logit, case in zip(logits, made, strict=True)]
    sure = [case.right for p, case in scored if p >= weights["sure"]]
    assert len(sure) >= FEWEST
    assert sum(sure) >= RIGHT * len(sure)
    refused = [p < weights["answered"] for p, case in scored if case.answerable]
    assert 0.7 * REFUSED <= sum(refused) / len(refused) <= 1.1 * REFUSED


def test_where_nothing_is_sure_the_bound_is_the_surest_alone() -> None:
    wrong = [replace(case, right=False) for case in cases(6)]
    weights = {"covered": 1.0, "missing": -1.0, "cosine": 0.0, "kind": 0.0, "bias": 0.0}
    made = bounds(weights, wrong)
    assert made["sure"] == 0.999


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(YinjuError):
        main([str(tmp_path / "missing.json"), "--data", str(tmp_path), "--out", str(tmp_path / "weights.json")])

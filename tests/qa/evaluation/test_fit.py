from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import YinjuError
from qa.confidence import WEIGHTS_FILE, Signals
from qa.evaluation.fit import Case, fit, main, separation


def cases(seed: int) -> list[Case]:
    """Answered where much is covered and little missing, with some noise; cosine and kind say nothing."""
    chance = random.Random(seed)
    made = []
    for _ in range(400):
        covered, missing = chance.random(), chance.random()
        signals = Signals(covered, missing, chance.uniform(0.8, 0.9), chance.random() < 0.5)
        made.append(Case(signals, covered - missing + chance.gauss(0, 0.2) > 0))
    return made


def test_the_weights_point_where_the_cases_do() -> None:
    weights = fit([cases(1), cases(2)])
    assert weights["covered"] > 3
    assert weights["missing"] < -3
    assert abs(weights["kind"]) < 1
    assert separation(weights, cases(3)) > 0.9


def test_the_weights_file_has_a_weight_for_every_signal() -> None:
    weights = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    assert set(weights["unread"]) == {*Signals.__dataclass_fields__, "bias"} - {"read"}
    assert set(weights.get("read", weights["unread"])) >= set(weights["unread"])


def test_the_reading_is_weighed_where_the_cases_have_one() -> None:
    read = [Case(replace(case.signals, read=4.0 if case.holds else -4.0), case.holds) for case in cases(1)]
    assert fit([read])["read"] > max(0.5, fit([read])["kind"])
    assert "read" not in fit([cases(1)])


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(YinjuError):
        main([str(tmp_path / "missing.json"), "--data", str(tmp_path), "--out", str(tmp_path / "weights.json")])

"""The weights are unpacked once for all the tests of a run, however many data folders have them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests import weights


@pytest.fixture
def unpackings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Where the weights were unpacked, when none lie ready."""
    made: list[Path] = []
    monkeypatch.setenv("YINJU_TEST_MODELS", str(tmp_path / "none"))
    monkeypatch.setattr(weights, "unpack", made.append)
    monkeypatch.setattr(weights, "unpacked", cache(weights.unpacked.__wrapped__))  # the run's own stay as they are
    return made


def test_they_are_unpacked_once_for_all_data_folders(unpackings: list[Path], tmp_path: Path) -> None:
    lent = {(weights.lend(tmp_path / name) / "models").resolve() for name in ("一", "二", "一")}
    assert len(unpackings) == 1
    assert lent == {unpackings[0].resolve()}


def test_those_that_lie_ready_are_taken(
    unpackings: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (ready := tmp_path / "ready").mkdir()
    monkeypatch.setenv("YINJU_TEST_MODELS", str(ready))
    assert (weights.lend(tmp_path / "data") / "models").resolve() == ready.resolve()
    assert unpackings == []

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import YinjuError
from qa.evaluation.plotting import plot
from tests.qa.evaluation.test_report import ALL, RIGHT

pytest.importorskip("matplotlib", reason="an extra")


def test_a_picture_is_written(tmp_path: Path) -> None:
    plot(ALL, tmp_path / "图.png")
    assert (tmp_path / "图.png").read_bytes().startswith(b"\x89PNG")


def test_without_answers_there_is_a_picture_too(tmp_path: Path) -> None:
    plot([replace(RIGHT, answered=False)], tmp_path / "图.png")
    plot([], tmp_path / "空.png")
    assert (tmp_path / "空.png").exists()


@pytest.mark.parametrize("name", ["没有/图.png", "图.没有"])
def test_where_it_cannot_be_written_that_is_told(name: str, tmp_path: Path) -> None:
    with pytest.raises(YinjuError, match="图写不到"):
        plot(ALL, tmp_path / name)

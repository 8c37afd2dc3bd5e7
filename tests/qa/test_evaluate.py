from __future__ import annotations

import pytest

from qa.assistant import Assistant
from qa.evaluate import Result, count, evaluate, quantile


def result(identity: str, *, answerable: bool, answered: bool, place: int | None = None) -> Result:
    return Result(identity, "问", answerable, answered, place, True, float(len(identity)), "答")


def test_the_figures_by_hand() -> None:
    figures = count(
        [
            result("a", answerable=True, answered=True, place=1),
            result("bb", answerable=True, answered=True, place=3),
            result("ccc", answerable=True, answered=False, place=1),
            result("dddd", answerable=False, answered=True),
            result("eeeee", answerable=False, answered=False),
        ]
    )
    assert (figures.questions, figures.answerable) == (5, 3)
    assert figures.first == pytest.approx(2 / 3)
    assert figures.first_three == 1
    assert figures.refused == 0.5
    assert figures.wrongly_refused == pytest.approx(1 / 3)
    assert (figures.seconds_p50, figures.seconds_p95) == (3.0, 5.0)
    assert [failure.id for failure in figures.failures] == ["bb", "ccc", "dddd"]


def test_nothing_to_count_is_none() -> None:
    figures = count([])
    assert figures.first is None
    assert figures.refused is None
    assert figures.seconds_p50 is None


@pytest.mark.parametrize(("share", "expected"), [(0.5, 2.0), (0.95, 4.0), (0.25, 1.0), (1.0, 4.0)])
def test_nearest_rank_quantiles(share: float, expected: float) -> None:
    assert quantile([1.0, 2.0, 3.0, 4.0], share) == expected


def test_a_file_is_asked_and_counted(assistant: Assistant) -> None:
    lines = [
        {"id": "1", "question": "新会成为首个什么强县？", "answers": ["千亿GDP强县"]},
        {"id": "2", "question": "新会成为首个什么强县？", "answers": ["万亿"]},
        {"id": "3", "question": "珠海市有多少名社区民警？", "history": [], "answers": []},
    ]
    figures = evaluate(assistant, lines)
    assert (figures.first, figures.refused, figures.exact_quotes) == (0.5, 1.0, 1.0)
    assert [failure.id for failure in figures.failures] == ["2"]

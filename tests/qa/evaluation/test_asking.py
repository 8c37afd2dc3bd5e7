from __future__ import annotations

import pytest

from qa.assistant import Assistant
from qa.evaluation.asking import Result, ask_all
from qa.evaluation.files import Asked


@pytest.fixture(scope="module")
def results(assistant: Assistant) -> list[Result]:
    questions = [
        Asked("1", "number", "2023年江门市GDP总量是多少？", (), ("4022.25亿元",)),
        Asked("2", "", "2023年江门市GDP总量是多少？", (), ("万亿",)),
        Asked("3", "unanswerable", "珠海市有多少名社区民警？", (), ()),
        Asked("4", "", "", (), ()),
        Asked("5", "", "那增速呢？", ("2023年江门市GDP总量是多少？",), ("5.5%",), "另一份.txt"),
    ]
    return ask_all(assistant, questions)


def test_a_right_answer(results: list[Result]) -> None:
    right = results[0]
    assert (right.answered, right.place, right.cited, right.right) == (True, 1, 1, True)
    assert (right.words, right.exact, right.overlap) == ("4022.25亿元", 1.0, 1.0)
    assert right.verbatim
    assert right.seconds > 0


def test_a_wrong_answer(results: list[Result]) -> None:
    wrong = results[1]
    assert (wrong.answered, wrong.place, wrong.cited, wrong.right) == (True, None, None, False)
    assert wrong.kind == "number"  # what is expected, where the file names no kind


def test_a_refusal(results: list[Result]) -> None:
    assert (results[2].answered, results[2].right, results[2].words) == (False, True, "")


def test_what_cannot_be_asked_counts_as_refused(results: list[Result]) -> None:
    assert (results[3].answered, results[3].confidence) == (False, 0.0)


def test_the_document_that_is_named_decides_what_is_right(results: list[Result]) -> None:
    assert results[4].cited == 1
    assert results[4].place is None
    assert "增速" in results[4].resolved

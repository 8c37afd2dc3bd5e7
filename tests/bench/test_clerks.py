"""What ``bench.clerks`` asks, and what an outcome is worth there."""

from __future__ import annotations

import pytest

from bench.clerks.__main__ import HERE, mark_of, read_questions
from bench.tables.scoring import Mark
from index.types import Span
from qa.answers import Answer, Citation, NoAnswer
from qa.statements import Reason, ReasonKind
from qa.types import Expected, Question, Seconds

ASKED = Question("几天？", "几天？", Expected.DURATION)
NOTHING = NoAnswer(ASKED, Reason(ReasonKind.NOT_FOUND), (), 0.1, Seconds(0.0, 0.0, 0.0))


def answer(text: str, *, sure: bool = False) -> Answer:
    citation = Citation(1, "a", "0" * 16, "a", "", text, (Span(0, len(text)),), ())
    return Answer(ASKED, text, (citation,), 0.9, Seconds(0.0, 0.0, 0.0), sure=sure)


def test_every_answer_stands_in_its_document_and_what_is_unanswerable_says_what_is_near() -> None:
    questions = read_questions()
    assert len(questions) == 297
    for question in questions:
        text = (HERE / "documents" / question["doc"]).read_text(encoding="utf-8")
        words = question["answers"] or [question["near"]]
        assert all(each in text for each in words), question["question"]
    assert sum(not question["answers"] for question in questions) == 94


def test_the_files_are_asked_in_three_parts() -> None:
    questions = read_questions("files")
    assert {question["doc"] for question in questions} == {path.name for path in (HERE / "files").iterdir()}
    parts = [sum(question["half"] == part for question in questions) for part in "ABC"]
    assert parts == [152, 152, 75]
    assert sum(not question["answers"] for question in questions) == 96


def test_the_spoken_questions_are_asked_of_their_documents_in_two_halves() -> None:
    questions = read_questions("spoken")
    assert {question["doc"] for question in questions} == {path.name for path in (HERE / "spoken").iterdir()}
    documents = [{question["doc"] for question in questions if question["half"] == half} for half in "AB"]
    assert [len(each) for each in documents] == [14, 14]
    assert not documents[0] & documents[1]
    assert sum(not question["answers"] for question in questions) == 110


@pytest.mark.parametrize(
    ("answers", "outcome", "mark"),
    [
        (["10天"], answer("10天"), Mark.RIGHT),
        (["10天"], answer("满10年的10天"), Mark.RIGHT),
        (["10天"], answer("15天"), Mark.WRONG),
        (["10天"], answer("15天", sure=True), Mark.WRONG_AND_SURE),
        (["10天"], NOTHING, Mark.REFUSED),
        ([], NOTHING, Mark.RIGHT),
        ([], answer("10天", sure=True), Mark.WRONG_AND_SURE),
    ],
)
def test_what_an_outcome_is_worth(answers: list[str], outcome: Answer | NoAnswer, mark: Mark) -> None:
    assert mark_of({"answers": answers}, outcome) is mark


@pytest.mark.parametrize(
    ("text", "mark"), [("听松、枕溪", Mark.RIGHT), ("枕溪", Mark.WRONG), ("枕溪；听松", Mark.RIGHT)]
)
def test_of_several_things_all_have_to_be_said(text: str, mark: Mark) -> None:
    assert mark_of({"answers": ["听松、枕溪"], "all": ["听松", "枕溪"]}, answer(text)) is mark

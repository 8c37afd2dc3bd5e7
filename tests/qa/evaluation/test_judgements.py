from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from index.settings import Settings
from qa.evaluation.files import read_questions
from qa.evaluation.judgements import FILE, Judgement, Judgements, Verdict
from tests.qa.web.test_conversation import refusal
from tests.qa.web.test_render import answer


@pytest.fixture
def judgements(tmp_path: Path) -> Judgements:
    return Judgements(Settings(data=tmp_path))


def test_nothing_was_said(judgements: Judgements) -> None:
    assert judgements.questions() == []


@pytest.mark.parametrize("verdict", [Verdict.RIGHT, Verdict.CASE])
def test_a_right_answer_becomes_a_question_with_it(judgements: Judgements, tmp_path: Path, verdict: Verdict) -> None:
    judgements.add(Judgement.of("k", answer(), ["早先的问题"], verdict))
    (line,) = judgements.questions()
    (tmp_path / "mine.jsonl").write_text(json.dumps(line, ensure_ascii=False), encoding="utf-8")
    (asked,) = read_questions(tmp_path / "mine.jsonl").questions
    assert asked.question == answer().question.text
    assert asked.history == ("早先的问题",)
    assert asked.answers == ("4022.25亿元",)
    assert asked.document == "年报.txt"
    assert asked.kind == "number"


def test_a_right_refusal_is_unanswerable_and_a_wrong_one_has_the_right_answer(judgements: Judgements) -> None:
    judgements.add(Judgement.of("a", refusal("一"), [], Verdict.RIGHT))
    judgements.add(Judgement.of("b", refusal("二"), [], Verdict.WRONG, "三成"))
    first, second = judgements.questions()
    assert (first["kind"], first["answers"]) == ("unanswerable", [])
    assert (second["kind"], second["answers"], second["document"]) == ("other", ["三成"], "")


def test_a_wrong_answer_counts_once_it_is_said_what_is_right_and_the_last_word_counts(judgements: Judgements) -> None:
    judgements.add(Judgement.of("k", answer(), [], Verdict.RIGHT))
    judgements.add(Judgement.of("k", answer(), [], Verdict.WRONG))
    assert judgements.questions() == []
    judgements.add(Judgement.of("k", answer(), [], Verdict.WRONG, "4023亿元"))
    assert [line["answers"] for line in judgements.questions()] == [["4023亿元"]]


def test_any_text_is_one_line(judgements: Judgements, tmp_path: Path) -> None:
    hostile = 'a\n"}\u2028\ud800<b>'
    asked = replace(refusal("一").question, text=hostile)
    judgements.add(Judgement.of(hostile, replace(refusal("一"), question=asked), [hostile], Verdict.WRONG, hostile))
    assert (tmp_path / FILE).read_text(encoding="utf-8").count("\n") == 1
    assert judgements.questions()[0]["question"].startswith('a\n"}\u2028')

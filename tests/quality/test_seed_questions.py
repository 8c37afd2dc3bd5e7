"""The figures that the README gives for the seed questions, from the command that it gives for them."""

from __future__ import annotations

import json
import statistics
from pathlib import Path
from typing import Any

import pytest

from index.library import Library
from qa.__main__ import main

QUESTIONS = Path(__file__).with_name("seed_questions.jsonl")


@pytest.fixture(scope="module")
def asked() -> list[dict[str, Any]]:
    return [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def outcomes(real_library: Library, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What ``python -m qa ask --batch`` prints for the seed questions."""
    printed = tmp_path_factory.mktemp("batch") / "out.jsonl"
    with pytest.MonkeyPatch.context() as patch, printed.open("w", encoding="utf-8") as out:
        patch.setattr("sys.stdout", out)
        assert main(["ask", "--batch", str(QUESTIONS), "--data", str(real_library.settings.data)]) == 0
    return [json.loads(line) for line in printed.read_text(encoding="utf-8").splitlines()]


def holds(citation: dict[str, Any], answers: list[str]) -> bool:
    return any(answer in citation["quote"] for answer in answers)


def test_every_question_is_answered_in_its_place(asked: list[dict[str, Any]], outcomes: list[dict[str, Any]]) -> None:
    assert [outcome["id"] for outcome in outcomes] == [question["id"] for question in asked]


def test_the_first_citation_holds_the_answer(asked: list[dict[str, Any]], outcomes: list[dict[str, Any]]) -> None:
    pairs = [(question, outcome) for question, outcome in zip(asked, outcomes, strict=True) if question["answers"]]
    first = [holds(outcome["citations"][0], question["answers"]) for question, outcome in pairs]
    assert sum(first) >= 0.97 * len(pairs), [q["id"] for (q, _), right in zip(pairs, first, strict=True) if not right]
    for question, outcome in pairs:
        assert any(holds(citation, question["answers"]) for citation in outcome["citations"][:3]), question["id"]


def test_broken_sentences_are_answered_whole(asked: list[dict[str, Any]], outcomes: list[dict[str, Any]]) -> None:
    broken = [pair for pair in zip(asked, outcomes, strict=True) if pair[0]["kind"] == "broken"]
    assert len(broken) == 2
    for question, outcome in broken:
        assert outcome["status"] == "answered"
        assert question["evidence"] in outcome["answer"]


def test_every_quote_is_exact(real_library: Library, outcomes: list[dict[str, Any]]) -> None:
    citations = [citation for outcome in outcomes for citation in outcome["citations"]]
    assert len(citations) > len(outcomes)
    for citation in citations:
        text = real_library.document(citation["document_id"]).text
        assert "".join(text[start:end] for start, end in citation["spans"]) == citation["quote"]


def test_what_is_not_there_is_refused(asked: list[dict[str, Any]], outcomes: list[dict[str, Any]]) -> None:
    refused = {outcome["id"] for outcome in outcomes if outcome["status"] == "no_answer"}
    unanswerable = {question["id"] for question in asked if not question["answers"]}
    assert len(unanswerable & refused) >= 0.9 * len(unanswerable)
    assert len(refused - unanswerable) <= 2, sorted(refused - unanswerable)


def test_it_answers_quickly(outcomes: list[dict[str, Any]]) -> None:
    assert statistics.median(outcome["seconds"]["total"] for outcome in outcomes) < 0.3

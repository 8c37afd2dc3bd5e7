"""The figures that the README gives for the questions over the seeds, from the code that its commands run."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from qa.assistant import Assistant
from qa.evaluation.asking import Result, ask_all
from qa.evaluation.files import Asked, read_questions
from qa.evaluation.report import Figures, figures

FOLDER = Path(__file__).parent
FILES = ("seed_questions", "tuning_questions", "unseen_questions")

Ask = Callable[[str], list[Result]]


@pytest.fixture(scope="module")
def asked(assistant: Assistant) -> Ask:
    """The results of a question file by its name, asked once."""

    @cache
    def ask(name: str) -> list[Result]:
        return ask_all(assistant, read_questions(FOLDER / f"{name}.jsonl").questions)

    return ask


def at_least(figure: float | None, floor: float) -> bool:
    assert figure is not None
    return figure >= floor


def missed(results: list[Result]) -> list[str]:
    return [f"{result.id} {result.question} → {result.returned[:40]}" for result in results if not result.right]


@pytest.mark.parametrize(
    ("name", "first", "refused", "wrongly_refused"),
    [
        ("seed_questions", 0.97, 0.90, 0.06),
        ("tuning_questions", 0.96, 0.81, 0.10),
        ("unseen_questions", 0.98, 0.68, 0.10),
    ],
)
def test_the_figures_of_the_readme_hold(
    name: str, first: float, refused: float, wrongly_refused: float, asked: Ask
) -> None:
    """Wrongly refused may be one more: on processors without AVX-512 a question lies just below the bound."""
    results = asked(name)
    made: Figures = figures(results)
    one = 1 / sum(result.answerable for result in results)
    assert at_least(made.first, first), missed(results)
    assert at_least(made.refused, refused), missed(results)
    assert made.wrongly_refused is not None
    assert made.wrongly_refused <= wrongly_refused + one, missed(results)
    assert made.verbatim == 1.0


@pytest.mark.parametrize(
    ("name", "right"),
    [("seed_questions", 12), ("tuning_questions", 22), ("unseen_questions", 15)],
)
def test_as_many_exact_words_are_right_as_the_readme_says(name: str, right: int, asked: Ask) -> None:
    """But for one: processors round float32 in different ways, and a word that is nearly even may be another."""
    short = [result for result in asked(name) if result.answerable and result.kind in ("number", "entity", "place")]
    assert sum(result.exact for result in short) >= right


def test_broken_sentences_are_answered_whole(asked: Ask) -> None:
    questions = read_questions(FOLDER / "seed_questions.jsonl").questions
    broken = [pair for pair in zip(questions, asked("seed_questions"), strict=True) if pair[0].kind == "broken"]
    assert len(broken) == 2
    for question, result in broken:
        assert result.answered
        assert any(answer in result.returned for answer in question.answers)


def test_the_sets_are_as_large_and_as_apart_as_they_claim() -> None:
    sets = {name: read_questions(FOLDER / f"{name}.jsonl").questions for name in FILES}
    own = [*sets["tuning_questions"], *sets["unseen_questions"]]
    assert len(own) >= 120
    assert sum(not question.answers for question in own) >= 40
    texts = [(question.question, question.history) for questions in sets.values() for question in questions]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize("name", ["tuning_dialogues", "unseen_dialogues"])
def test_dialogues_are_followed(name: str, assistant: Assistant) -> None:
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    turns = []
    for line in map(json.loads, lines):
        earlier: list[str] = []
        for turn in line["turns"]:
            turns.append(Asked(line["id"], "follow", turn["question"], tuple(earlier), tuple(turn["answers"])))
            earlier.append(turn["question"])
    results = ask_all(assistant, turns)
    made = figures(results)
    assert len(lines) >= 30
    assert at_least(made.first, 0.92), missed(results)
    assert sum(result.right for result in results) >= 0.85 * len(results), missed(results)

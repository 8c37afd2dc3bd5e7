"""A question file to figures: does the first citation hold the answer, and is refused what should be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from index.tokens import fold
from qa.assistant import Assistant
from qa.types import Answer, NoAnswer
from qa.verify import is_verbatim


@dataclass(frozen=True, slots=True)
class Result:
    """One question's outcome.

    ``place`` is the number of the first citation that holds one of the right answers, None where none does.
    """

    id: str
    question: str
    answerable: bool
    answered: bool
    place: int | None
    exact: bool
    seconds: float
    returned: str


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares are 0 to 1, None where there is nothing to count; seconds are wall-clock per question.

    ``first`` and ``first_three``: answerable questions whose right answer stands in the first, or one of the first
    three, citations. ``exact_quotes``: questions all of whose quotes are slices of their document.
    """

    questions: int
    answerable: int
    first: float | None
    first_three: float | None
    refused: float | None
    wrongly_refused: float | None
    exact_quotes: float | None
    seconds_p50: float | None
    seconds_p95: float | None
    failures: tuple[Result, ...]


def evaluate(assistant: Assistant, lines: Iterable[Mapping[str, Any]]) -> Figures:
    """Ask every question of a file in the format of ``tests/quality/seed_questions.jsonl`` and count."""
    return count([_ask(assistant, line) for line in lines])


def _ask(assistant: Assistant, line: Mapping[str, Any]) -> Result:
    outcome = assistant.ask(str(line["question"]), [str(earlier) for earlier in line.get("history", ())])
    answers = [fold(str(answer)) for answer in line.get("answers", ())]
    places = (c.number for c in outcome.citations if any(answer in fold(c.quote) for answer in answers))
    return Result(
        str(line.get("id", "")),
        str(line["question"]),
        bool(answers),
        isinstance(outcome, Answer),
        next(places, None),
        _is_exact(assistant, outcome),
        outcome.seconds.total,
        outcome.text if isinstance(outcome, Answer) else outcome.reason,
    )


def _is_exact(assistant: Assistant, outcome: Answer | NoAnswer) -> bool:
    return all(is_verbatim(c, assistant.library.document(c.document_id)) for c in outcome.citations)


def count(results: Sequence[Result]) -> Figures:
    """The figures of a set of outcomes. Failures are in the order of the questions."""
    answerable = [result for result in results if result.answerable]
    others = [result for result in results if not result.answerable]
    seconds = sorted(result.seconds for result in results)
    return Figures(
        len(results),
        len(answerable),
        _share([result.place == 1 for result in answerable]),
        _share([result.place is not None and result.place <= 3 for result in answerable]),
        _share([not result.answered for result in others]),
        _share([not result.answered for result in answerable]),
        _share([result.exact for result in results]),
        quantile(seconds, 0.5),
        quantile(seconds, 0.95),
        tuple(result for result in results if _failed(result)),
    )


def _failed(result: Result) -> bool:
    right = result.answered and result.place == 1 if result.answerable else not result.answered
    return not (right and result.exact)


def _share(outcomes: Sequence[bool]) -> float | None:
    return sum(outcomes) / len(outcomes) if outcomes else None


def quantile(ordered: Sequence[float], share: float) -> float | None:
    """The nearest-rank quantile of ascending values, None for none."""
    return ordered[max(0, -(-int(share * 100) * len(ordered) // 100) - 1)] if ordered else None

"""A question file asked question by question, each outcome beside the right answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.errors import QuestionError
from index.library import Library
from index.text.tokens import fold
from index.types import Hit, Progress, ignore_progress, join_spans
from qa.answers import Answer, Citation, NoAnswer, not_asked
from qa.assistant import Assistant
from qa.evaluation.files import Asked
from qa.evaluation.measures import exact_match, gives, overlap
from qa.judging.quotes import is_verbatim

RANKS = 10
"""Places of the ranking that are looked at."""


@dataclass(frozen=True, slots=True)
class Result:
    """One question's outcome.

    ``place`` is the rank, from 1, of the first right passage among the ``RANKS`` best, None where there is none. Right
    is a passage of the document that the file names or, where it names none, one that holds an answer. ``cited`` is
    the number of the first citation that holds an answer. ``words`` are the exact words highlighted in the first
    citation, ``exact``, ``overlap`` and ``gives`` compare them with the answers (see ``measures``), 0 for a refused
    question. ``sure``: whether the answer is shown as sure.
    ``verbatim``: whether every quote is a slice of its document. ``seconds`` are wall-clock.
    """

    id: str
    kind: str
    question: str
    resolved: str
    answers: tuple[str, ...]
    answered: bool
    confidence: float
    place: int | None
    cited: int | None
    words: str
    exact: float
    overlap: float
    gives: bool
    sure: bool
    verbatim: bool
    seconds: float
    returned: str

    @property
    def answerable(self) -> bool:
        return bool(self.answers)

    @property
    def right(self) -> bool:
        """Answered with the answer in the first citation or, where there is none, refused; and quoted exactly."""
        return self.verbatim and (self.answered and self.cited == 1 if self.answerable else not self.answered)


def ask_all(assistant: Assistant, questions: Sequence[Asked], progress: Progress = ignore_progress) -> list[Result]:
    """One result a question, in order."""
    results = []
    for done, asked in enumerate(questions, start=1):
        results.append(_ask(assistant, asked))
        progress("提问", done, len(questions))
    return results


def _ask(assistant: Assistant, asked: Asked) -> Result:
    try:
        outcome = assistant.ask(asked.question, asked.history)
    except QuestionError as error:
        outcome = not_asked(asked.question, error)
    answers = [fold(answer) for answer in asked.answers]
    library = assistant.library
    ranked = [is_right(evidence.hit, asked, answers, library) for evidence in outcome.evidence[:RANKS]]
    cited = (citation.number for citation in outcome.citations if _holds(citation.quote, answers))
    words = _words(outcome, library)
    return Result(
        id=asked.id,
        kind=asked.kind or outcome.question.expected.value,
        question=asked.question,
        resolved=outcome.question.resolved,
        answers=asked.answers,
        answered=isinstance(outcome, Answer),
        confidence=outcome.confidence,
        place=ranked.index(True) + 1 if True in ranked else None,
        cited=next(cited, None),
        words=words,
        exact=exact_match(words, asked.answers),
        overlap=overlap(words, asked.answers),
        gives=gives(words, asked.answers),
        sure=isinstance(outcome, Answer) and outcome.sure,
        verbatim=all(is_verbatim(c, library.document(c.document_id)) for c in outcome.citations),
        seconds=outcome.seconds.total,
        returned=outcome.text if isinstance(outcome, Answer) else outcome.reason,
    )


def is_right(hit: Hit, asked: Asked, answers: Sequence[str], library: Library) -> bool:
    """Whether a hit is what ``Result`` calls right; ``answers`` are folded."""
    if asked.document:
        return library.document(hit.passage.document_id).name == asked.document
    return _holds(hit.passage.text, answers)


def _holds(text: str, answers: Sequence[str]) -> bool:
    """Whether one of the folded answers stands in a text."""
    folded = fold(text)
    return any(answer in folded for answer in answers)


def _words(outcome: Answer | NoAnswer, library: Library) -> str:
    """The highlighted words of the first citation, those that stand apart joined by a comma; none where refused."""
    if isinstance(outcome, NoAnswer):
        return ""
    first: Citation = outcome.citations[0]
    text = library.document(first.document_id).text
    return "、".join(join_spans(text, [span]) for span in first.highlight)

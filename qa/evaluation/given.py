"""The reading model by itself: each question beside the document that the file says is about it, without search."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.settings import Settings
from index.text.tokens import Tokenizer
from index.types import Passage, Progress, ignore_progress
from qa.evaluation.files import Asked, QuestionFile
from qa.evaluation.measures import area_under_curve, exact_match, mean, overlap, quantile
from qa.reading.model import ReadingModel
from qa.reading.pairing import Text


@dataclass(frozen=True, slots=True)
class Given:
    """``exact`` and ``overlap``: EM and F1 over the answerable questions, whether the model would answer or not.

    ``separation``: the area under the curve of its best score, answerable against unanswerable. Seconds are those of
    reading all passages of one document. None where there is nothing to count.
    """

    questions: int
    answerable: int
    exact: float | None
    overlap: float | None
    separation: float | None
    seconds_p50: float | None
    seconds_p95: float | None


def read_given(
    model: ReadingModel,
    file: QuestionFile,
    questions: Sequence[Asked],
    settings: Settings,
    progress: Progress = ignore_progress,
) -> Given:
    """The figures over ``questions`` of a file with documents of its own."""
    tokenizer = Tokenizer()

    @lru_cache(maxsize=1)  # a document's questions follow each other
    def cut_of(name: str) -> tuple[str, list[Passage]]:
        return file.cut(name, tokenizer, settings)

    exact: list[float] = []
    overlaps: list[float] = []
    scores: dict[bool, list[float]] = {True: [], False: []}
    seconds: list[float] = []
    for done, asked in enumerate(questions, start=1):
        title, passages = cut_of(asked.document)
        texts = [Text.of(passage, title) for passage in passages]
        started = time.perf_counter()
        readings = model.read(asked.question, texts)
        seconds.append(time.perf_counter() - started)
        read = [(reading, passage) for reading, passage in zip(readings, passages, strict=True) if reading is not None]
        best, passage = max(read, key=lambda pair: pair[0].score)
        scores[bool(asked.answers)].append(best.score)
        if asked.answers:
            words = passage.text[slice(*best.words)]
            exact.append(exact_match(words, asked.answers))
            overlaps.append(overlap(words, asked.answers))
        progress("阅读", done, len(questions))
    return Given(
        len(questions),
        len(exact),
        mean(exact),
        mean(overlaps),
        area_under_curve(scores[True], scores[False]),
        quantile(seconds, 0.5),
        quantile(seconds, 0.95),
    )

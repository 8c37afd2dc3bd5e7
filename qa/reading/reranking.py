"""Evidence that the reading model has read: ranked by it too, and the sentence chosen by the words it found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.sentences import split_sentences
from index.tokens import fold
from qa.evidence import in_order
from qa.exactness import asked_measures
from qa.reader import COUNTED, SURE, WHOLE
from qa.reading.model import ReadingModel
from qa.types import Evidence, Question, Reading

READ = 5
"""Pieces of evidence that are read, at most: the best by what search and rules made of them."""
READING_WEIGHT = 0.1
"""What the probability of a reading adds to the score of its evidence."""


def read_evidence(question: Question, found: Sequence[Evidence], model: ReadingModel) -> list[Evidence]:
    """The evidence, its first pieces read, best first, ties by passage id.

    Read are those, at most ``READ``, that a reading could bring to the first place.

    :raises ReaderUnavailable: as ``model.read``.
    """
    near = [item for item in found[:READ] if found[0].score - item.score <= READING_WEIGHT]
    readings = model.read(question.resolved, [item.hit.passage for item in near])
    trusted = _trusted(question, near)
    read = [_read(question, *each) for each in zip(near, readings, trusted, strict=True)]
    return in_order([*read, *found[len(near) :]])


def _trusted(question: Question, near: Sequence[Evidence]) -> list[bool]:
    """Whether a reading of each counts for its rank.

    A number that answers 增速排第几 is one of a sentence with 增速, where there is such a sentence: the model takes any
    rank for it.
    """
    measures = asked_measures(question)
    named = [any(measure in fold(item.text) for measure in measures) for item in near]
    return named if any(named) else [True] * len(near)


def _read(question: Question, item: Evidence, reading: Reading | None, trusted: bool) -> Evidence:
    if reading is None:
        return item
    chosen = question.expected not in WHOLE | COUNTED and reading.probability >= SURE
    sentence = _around(item.hit.passage.text, reading.words) if chosen else item.sentence
    score = item.score + READING_WEIGHT * reading.probability * trusted
    return replace(item, reading=reading, sentence=sentence, score=score)


def _around(text: str, words: tuple[int, int]) -> tuple[int, int]:
    """The sentence, or the sentences, in which the words stand."""
    sentences = [each for each in split_sentences(text) if each[0] < words[1] and words[0] < each[1]]
    return (min(sentences[0][0], words[0]), max(sentences[-1][1], words[1])) if sentences else words

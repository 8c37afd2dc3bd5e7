"""Evidence that the reading model has read: ranked by it too, and the sentence chosen by the words it found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from index.text.sentences import split_sentences
from qa.reading.evidence import in_order, with_answer
from qa.reading.fitting import fitted
from qa.reading.kinds import stands_beside
from qa.reading.model import ReadingModel
from qa.reading.pairing import Text
from qa.reading.rewording import reworded
from qa.reading.stretches import stretches_of
from qa.types import Evidence, Expected, Question, Reading

READ, AT_FIRST = 5, 3
"""Pieces of evidence that are read at most, and before any reading may end it: the best by what search made of them.

Ten find the same (within one question of 189 on office file 16) and take half as long again."""
ENOUGH = 0.6
"""The probability of a reading beyond which no further evidence is read."""
READING_WEIGHT = 0.15
"""What the probability of a reading adds to the score of its evidence."""
_PARTED = re.compile("[;；]")
CHOOSES = 0.3
"""The probability from which a reading says which sentence of its passage answers."""


def read_evidence(
    question: Question,
    found: Sequence[Evidence],
    titles: Mapping[str, str],
    openings: Mapping[str, str],
    model: ReadingModel,
) -> list[Evidence]:
    """The evidence, its first pieces read, best first, ties by passage id.

    Read are those, ``READ`` at most, that a reading could bring to the first place, in their order, until one is
    surely answered.

    :param titles: of documents by their id, with what else they are called.
    :param openings: the beginnings of their texts, by their id, which introduce short names.
    :raises ReaderUnavailable: as ``model.read``.
    """
    near = [item for item in found[:READ] if found[0].score - item.score <= READING_WEIGHT]
    read: list[Evidence] = []
    for some in _in_parts(near):
        for item in some:
            text = Text.of(item.hit.passage, titles[item.hit.passage.document_id])
            asked = reworded(question, f"{text.context}\n{text.text}", openings[item.hit.passage.document_id])
            (reading,) = model.read(asked, [text], stretches_of(question))
            read.append(_read(question, item, reading))
        if any(item.reading is not None and item.reading.probability >= ENOUGH for item in read[-len(some) :]):
            break
    return in_order([*read, *found[len(read) :]])


def _in_parts(near: Sequence[Evidence]) -> Iterator[Sequence[Evidence]]:
    """The first ``AT_FIRST`` together, the others one by one."""
    if near:
        yield near[:AT_FIRST]
    yield from ([item] for item in near[AT_FIRST:])


def _read(question: Question, item: Evidence, reading: Reading | None) -> Evidence:
    if reading is None:
        return item
    reading = _of_one_clause(question, item.hit.passage.text, fitted(question, item.hit.passage.text, reading))
    beside = stands_beside(question, item.hit.passage.text, reading.words)
    chosen = question.expected is not Expected.YES_NO and reading.probability >= CHOOSES and beside
    sentence = _around(item.hit.passage.text, reading.words) if chosen else item.sentence
    return replace(item, reading=reading, sentence=sentence, score=item.score + READING_WEIGHT * reading.probability)


def _of_one_clause(question: Question, text: str, reading: Reading) -> Reading:
    """A reading that runs over clauses about several things of a kind, as far as it is about the one that is asked for.

    Of ``一类城市指北京、上海；二类城市指青岛`` 一类城市 are the first two.
    """
    start, end = reading.words
    if _PARTED.search(text, start, end) is None or stands_beside(question, text, reading.words):
        return reading
    cuts = [match.start() for match in _PARTED.finditer(text, start, end)]
    parts = [(low + (text[low] in ";；"), high) for low, high in pairwise([start, *cuts, end])]
    own = next((part for part in parts if stands_beside(question, text, part)), reading.words)
    return replace(reading, words=own)


def _around(text: str, words: tuple[int, int]) -> tuple[int, int]:
    """The sentence, or the sentences, in which the words stand."""
    sentences = [each for each in split_sentences(text) if each[0] < words[1] and words[0] < each[1]]
    around = (min(sentences[0][0], words[0]), max(sentences[-1][1], words[1])) if sentences else words
    return with_answer(text, around)

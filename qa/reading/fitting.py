"""Of the words that the reading model found, the best that can be what is asked for."""

from __future__ import annotations

import re
from dataclasses import replace

from index.text.numerals import find_values
from index.text.tokens import fold
from qa.reading.answer_words import in_asked_unit
from qa.types import Expected, Question, Reading

WORSE = 4.0
"""How much less than the best words, in logits, others may have that are of the kind asked for."""
_ENDS = re.compile(r"[;。!?\n]|,(?!\d{3})")
"""In folded text: marks that a figure or a time goes not beyond; a comma may part its digits."""
_TIMED = re.compile("[0-9〇零一二两三四五六七八九十年月日时点天周午晨晚]")


def fitted(question: Question, text: str, reading: Reading) -> Reading:
    """The reading with the first of its words that fit, where they are nearly as good as the best.

    ``2100.8亿元，增长14.8%`` is no answer to how much, ``2100.8亿元`` is, and to by how much it grew ``14.8%`` is. Of
    those that fit, one in the unit that is asked for comes before others.
    """
    asked = {value.key for value in find_values(fold(question.resolved))}
    found = ((reading.words, reading.span), *reading.others)
    near = [each for each in found if each[1] >= reading.span - WORSE]
    fitting = [each for each in near if _fits(question.expected, fold(text[slice(*each[0])]), asked)]
    right = [
        each
        for each in fitting
        if question.expected is not Expected.NUMBER or in_asked_unit(question, fold(text[slice(*each[0])])) is not False
    ]
    words, span = next(iter(right or fitting), found[0])
    return replace(reading, words=words, span=span, others=tuple(each for each in found if each[0] != words))


def _fits(expected: Expected, words: str, asked: set[str]) -> bool:
    match expected:
        case Expected.NUMBER:
            return not _ENDS.search(words) and any(value.key not in asked for value in find_values(words))
        case Expected.TIME:
            return not _ENDS.search(words) and bool(_TIMED.search(words))
    return True

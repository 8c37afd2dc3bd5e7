"""Of several figures in one sentence, the one that is said of what a question names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.text.question_words import QUESTION_WORDS
from index.text.tokens import fold
from index.text.values import Value
from qa.reading.stretches import sentences_of
from qa.types import Question

_PIECE = re.compile("(?:[^,，、;；。]|(?<=[0-9])[,，](?=[0-9]{3}))+")
"""What is said of one thing of several in a sentence."""
_EACH_ITS_OWN = re.compile("分别|依次")
_AND = re.compile("[、和与及]")


def in_named_piece(question: Question, text: str, words: tuple[int, int], values: Sequence[Value]) -> tuple[int, int]:
    """The words that give a figure, or that of their kind which a sentence says of what the question names, where just
    one is that.

    Of ``整机保修1年，压缩机保修3年`` it is the second for the 压缩机: its piece says all of the question that theirs
    does, and more. Of ``甲、乙分别为1元、2元`` it is the second for 乙.

    :param values: those of the text, with places in it.
    """
    own = next((value for value in values if value.core[0] < words[1] and words[0] < value.core[1]), None)
    sentence = next((each for each in sentences_of(text) if each[0] <= words[0] < each[1]), None)
    if own is None or sentence is None:
        return words
    asked = _pairs(fold(question.resolved))
    alike = [v for v in values if v.kind is own.kind and v.unit == own.unit]
    alike = [v for v in alike if sentence[0] <= v.core[0] and v.core[1] <= sentence[1]]
    if mark := _EACH_ITS_OWN.search(text, *sentence):
        return _in_order(asked, text[sentence[0] : mark.start()], [v for v in alike if v.start >= mark.end()], words)
    pieces = [match.span() for match in _PIECE.finditer(text, *sentence)]
    said = {piece: _pairs_said(asked, text[slice(*piece)]) for piece in pieces}
    here = next((piece for piece in pieces if piece[0] <= own.core[0] < piece[1]), None)
    more = [piece for piece in pieces if here and said[piece] > said[here]]
    found = [value for value in alike for low, high in more if low <= value.core[0] < high]
    return _as_far(text, own, words, found[0]) if len(found) == 1 else words


def _as_far(text: str, own: Value, words: tuple[int, int], other: Value) -> tuple[int, int]:
    """Another figure, with what is counted behind it where the words have it behind theirs: 4票 for 15票."""
    start, end = other.core
    counted = text[own.core[1] : words[1]]
    return start, end + len(counted) * text.startswith(counted, end)


def _in_order(asked: frozenset[str], before: str, figures: Sequence[Value], words: tuple[int, int]) -> tuple[int, int]:
    """The figure at the place that what a question names has among what stands before 分别, else the words."""
    *names, last = _AND.split(re.split("[,，;；:：]", before)[-1])
    pairs = [_pairs_said(asked, name) for name in (*names, last.partition("的")[0])]
    own = [pair.difference(*(other for other in pairs if other is not pair)) for pair in pairs]
    named = [place for place, each in enumerate(own) if each]
    return figures[named[0]].core if len(pairs) == len(figures) and len(named) == 1 else words


def _pairs(asked: str) -> frozenset[str]:
    """The pairs of characters of a folded question, its question words aside."""
    return frozenset(part[at : at + 2] for part in QUESTION_WORDS.split(asked) for at in range(len(part) - 1))


def _pairs_said(asked: frozenset[str], said: str) -> frozenset[str]:
    """Those pairs that stand in a text."""
    folded = fold(said)
    return frozenset(pair for pair in asked if pair in folded)

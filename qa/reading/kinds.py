"""The values of a text that can be what is asked for, as whole as the question needs them, beside what it names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.text.sentences import split_sentences
from index.text.tokens import fold
from index.text.values import COUNTS, Kind, Value, find_values
from qa.types import Expected, Question

_LASTS = frozenset({Kind.DURATION, Kind.RANGE, Kind.BOUND})
_RANKS = re.compile("第几|几[级类期档届等号楼]|排名?第?几|名次|排名|位次")
_NAMED = frozenset({Kind.IDENTIFIER, Kind.LEVEL, Kind.TIME})


def asked_values(question: Question, values: Sequence[Value]) -> list[Value]:
    """Those that are of the kind asked for and that the question does not itself name, in order."""
    asked = fold(question.resolved)
    named = {value.key for value in find_values(asked)}
    kinds = _kinds(question.expected, asked)
    return [value for value in values if value.kind in kinds and value.key not in named]


def _kinds(expected: Expected, asked: str) -> frozenset[Kind]:
    match expected:
        case Expected.NUMBER:
            return COUNTS | {Kind.LEVEL} if _RANKS.search(asked) else COUNTS
        case Expected.TIME:
            return frozenset({Kind.TIME})
        case Expected.DURATION:
            return _LASTS
        case Expected.IDENTIFIER:
            return frozenset({Kind.IDENTIFIER})
    return frozenset()


def whole(value: Value, folded: str, asked: str) -> tuple[int, int]:
    """Where a value stands with its words of bound and of falling, but for those that the question says itself.

    To ``不低于多少度`` the answer is ``18°c``, and to ``多少度`` it is ``不低于18°c``.
    """
    low, high = value.core
    before, behind = folded[value.start : low].strip(), folded[high : value.end].strip()
    said_before, said_behind = (bool(words) and words in asked for words in (before, behind))
    falls = bool(_FALLING.search(before)) and bool(_FALLING.search(asked))
    return (low if said_before or falls else value.start), (high if said_behind else value.end)


_FALLING = re.compile("[降减跌少]|回落|下滑|缩|亏")


def stands_beside(question: Question, text: str, words: tuple[int, int]) -> bool:
    """Whether words stand in a sentence that says what the question names by number or time, if any there does.

    ``[start, end)`` in the text. Of a passage with a sentence a level, what is said of another level is no answer.
    """
    named = [value for value in find_values(fold(question.resolved)) if value.kind in _NAMED]
    if not named:
        return True
    places = split_sentences(text)
    said = [{key for value in find_values(fold(text[start:end])) for key in value.states} for start, end in places]
    here = {key for keys, (low, high) in zip(said, places, strict=True) if low < words[1] and words[0] < high for key in keys}
    anywhere = set().union(*said)
    return all(key in here or key not in anywhere for value in named for key in value.asks)

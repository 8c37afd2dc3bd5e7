"""How much two figures, or words, are told of the same: by the words around each, the nearer the more. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.text.vocabulary import said_otherwise
from qa.checking.line import FUNCTION, Line, grams_in

CLAUSE, ITEM, VALUE, SENTENCE = 0.5, 0.7, 0.7, 0.25
"""What a word's weight is multiplied by for each mark, and each other value, between it and what it is about."""
BEHIND = 0.5
"""The weight of what follows: a Chinese figure is told of what stands before it."""
NAME = 2.0
"""What the weight of a name is multiplied by: it tells one thing from another of its kind."""
FIELD = 0.7
"""The least weight in a record, whose fields all say something of one thing."""
_STEPS = {",": CLAUSE, ";": CLAUSE, ":": CLAUSE, "(": CLAUSE, "、": ITEM, "。": SENTENCE, "!": SENTENCE, "\n": SENTENCE}

Weights = Mapping[str, float]
"""Grams with their weights, 0 to 1."""


def around(line: Line, start: int, end: int, *, within: bool = True) -> Weights:
    """The grams around a place and, unless they are left out, in it, each with the weight of where it stands next."""
    return line.once((start, end, within), lambda: _around(line, start, end, within=within))


def _around(line: Line, start: int, end: int, *, within: bool) -> Weights:
    weights = _positions(line, start, end)
    if not within:
        weights[start:end] = [0.0] * (end - start)
    found: dict[str, float] = {}
    for gram, at in line.telling:
        weight = min(weights[at : at + len(gram)]) * (NAME if any(low <= at < high for low, high in line.names) else 1)
        found[gram] = max(found.get(gram, 0.0), weight)
    return found


def _positions(line: Line, start: int, end: int) -> list[float]:
    """The weight of each character; 1 within the place. What holds no word by itself, ``为5亿元``, parts nothing."""
    weights = [1.0] * len(line.folded)
    for weight, way in ((1.0, range(start - 1, -1, -1)), (BEHIND, range(end, len(line.folded)))):
        telling, borders = 0, 1.0
        for at in way:
            step = _step(line, at)
            borders *= step
            if step < 1.0 and telling > 1:
                weight = max(weight * borders, FIELD) if line.is_record else weight * borders
            if step < 1.0:
                telling, borders = 0, 1.0
            telling += line.masked[at].isalpha() and line.masked[at] not in FUNCTION
            weights[at] = weight
    return weights


def _step(line: Line, at: int) -> float:
    if line.masked[at] == "\0":
        return VALUE if at == 0 or line.masked[at - 1] != "\0" else 1.0
    return _STEPS.get(line.folded[at], 1.0)


def otherwise(line: Line, text: str) -> frozenset[str]:
    """The grams of the line's words that a folded text says in other words."""
    meant = said_otherwise(line.folded, text)
    return frozenset(gram for start, end in meant for gram, _ in grams_in(line.folded[start:end]))


def without(line: Line, mine: Weights, places: Sequence[tuple[int, int]]) -> Weights:
    """The weights without the grams that stand in these places."""
    gone = {gram for low, high in places for gram, at in grams_in(line.masked[:high], low)}
    return {gram: weight for gram, weight in mine.items() if gram not in gone}


def covered(mine: Weights, grams: frozenset[str]) -> float:
    """The share of the weight whose grams stand there, 0 to 1; 1 where there is none."""
    total = sum(mine.values())
    return sum(weight for gram, weight in mine.items() if gram in grams) / total if total else 1.0


def likeness(mine: Weights, theirs: Weights, same: frozenset[str] = frozenset()) -> float:
    """The share of the weight that the others have as near, 0 to 1; 1 where there is none.

    :param same: grams that they have in other words.
    """
    total = sum(mine.values())
    shared = sum(min(weight, theirs.get(gram, weight if gram in same else 0.0)) for gram, weight in mine.items())
    return shared / total if total else 1.0

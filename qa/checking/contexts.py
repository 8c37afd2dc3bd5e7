"""How much two figures, or words, are told of the same: by the words around each, the nearer the more. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from index.text.vocabulary import find_meant
from qa.checking.line import Line, grams_in

CLAUSE, ITEM, VALUE, SENTENCE = 0.5, 0.7, 0.7, 0.25
"""What a word's weight is multiplied by for each mark, and each other value, between it and what it is about."""
BEHIND = 0.7
"""The weight of what follows: a Chinese figure is told of what stands before it."""
_STEPS = {",": CLAUSE, ";": CLAUSE, ":": CLAUSE, "(": CLAUSE, "、": ITEM, "。": SENTENCE, "!": SENTENCE, "\n": SENTENCE}
_FUNCTION = frozenset("的了在是为和与及等对将由以于其这那并也均共就至达到了")

Weights = Mapping[str, float]
"""Grams with their weights, 0 to 1."""


def around(line: Line, start: int, end: int, *, within: bool = True) -> dict[str, float]:
    """The grams around a place and, unless they are left out, in it, each with the weight of where it stands next."""
    weights = _positions(line, start, end)
    if not within:
        weights[start:end] = [0.0] * (end - start)
    found: dict[str, float] = {}
    for gram, at in grams_in(line.masked):
        if not (len(gram) == 2 and _FUNCTION.intersection(gram)):
            found[gram] = max(found.get(gram, 0.0), min(weights[at : at + len(gram)]))
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
                weight *= borders
            if step < 1.0:
                telling, borders = 0, 1.0
            telling += line.masked[at].isalpha() and line.masked[at] not in _FUNCTION
            weights[at] = weight
    return weights


def _step(line: Line, at: int) -> float:
    if line.masked[at] == "\0":
        return VALUE if at == 0 or line.masked[at - 1] != "\0" else 1.0
    return _STEPS.get(line.folded[at], 1.0)


def otherwise(line: Line, text: str) -> frozenset[str]:
    """The grams of the line's words that a folded text says in other words."""
    meant = ((start, end) for start, end, others in find_meant(line.folded) if any(each in text for each in others))
    return frozenset(gram for start, end in meant for gram, _ in grams_in(line.folded[start:end]))


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

"""Passages cut to a few sentences: short rows train several times faster than long ones, and teach nearly as much."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

from index.sentences import split_sentences
from qa.training.examples import Example

WHOLE = 0.1
"""The share of examples that are left whole, so that long passages are known too."""


def crop(example: Example, characters: int, chance: random.Random) -> Example:
    """The example with about so many ``characters`` of its text, whole sentences that stand together.

    They are those around the answer, or around the sentence that shares most with the question, more of them before
    or behind it by ``chance``.
    """
    sentences = split_sentences(example.text)
    if len(example.text) <= characters or len(sentences) < 2 or chance.random() < WHOLE:
        return example
    first, last = _core(example, sentences)
    while True:
        sides = [side for side, open_ in ((-1, first > 0), (1, last + 1 < len(sentences))) if open_]
        if not sides:
            break
        side = chance.choice(sides)
        low, high = first + min(side, 0), last + max(side, 0)
        if sentences[high][1] - sentences[low][0] > characters:
            break
        first, last = low, high
    start, end = sentences[first][0], sentences[last][1]
    moved = start if example.start >= 0 else 0
    return replace(example, text=example.text[start:end], start=example.start - moved, end=example.end - moved)


def _core(example: Example, sentences: list[tuple[int, int]]) -> tuple[int, int]:
    """The first and the last sentence that have to stay."""
    if example.start >= 0:
        held = [n for n, (start, end) in enumerate(sentences) if start < example.end and example.start < end]
        return held[0], held[-1]
    asked = set(pairwise(example.question))
    shared = [len(asked & set(pairwise(example.text[start:end]))) for start, end in sentences]
    best = shared.index(max(shared))
    return best, best

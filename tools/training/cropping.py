"""Examples as they may come: passages of any length, with and without headings, questions as people type them.

A passage is cut to a few sentences, which train several times faster than long ones and teach nearly as much; what is
above it is left out at times, as it is in documents without headings; and a question loses a character, or is written
in traditional ones.
"""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

from index.text.sentences import split_sentences
from index.text.tokens import traditional
from tools.training.examples import Example

WHOLE = 0.15
"""The share of examples that are left whole, so that long passages are known too."""
SHORTEST = 100
"""Characters that a passage is cut to at least, as passages of documents have them."""
BARE, INNERMOST = 0.15, 0.1
"""The shares of examples without the headings above the passage, and with the last of them only."""
MISTYPED, TRADITIONAL = 0.04, 0.03
"""The shares of questions that lack a character, and that are in traditional characters."""


def vary(example: Example, longest: int, chance: random.Random) -> Example:
    """The example as it might come too; its answer stays. A passage keeps ``longest`` characters at most, mostly."""
    shown, typed = chance.random(), chance.random()
    context, question = example.context, example.question
    if shown < BARE + INNERMOST:
        context = "" if shown < BARE else context.rpartition("\n")[2]
    if typed < MISTYPED:
        at = chance.randrange(len(question))
        question = question[:at] + question[at + 1 :]
    elif typed < MISTYPED + TRADITIONAL:
        question = traditional(question)
    return crop(replace(example, context=context, question=question), chance.randint(SHORTEST, longest), chance)


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

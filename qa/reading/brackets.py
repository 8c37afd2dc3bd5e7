"""Of clauses that hold for figures within bounds (满10年不满20年的10天), the one that one of the question is in."""

from __future__ import annotations

import re
from functools import lru_cache

from index.text.tokens import fold
from index.text.units import alike
from index.text.values import COUNTS, Value, find_values
from qa.types import Question

_CLAUSE = re.compile(r"[^,，;；。!！?？\n]+")


def other_bracket(question: Question, text: str, words: tuple[int, int]) -> str:
    """The figure of the question as a key, where just one bracket of a text takes it in and words, ``[start, end)``,
    stand in another; ``""`` where nothing is against them.

    A bracket goes from the clause that says its bounds to the next that says some. What is counted by 个 may be of
    another kind than what the bounds are of.
    """
    asked = [value for value in find_values(fold(question.resolved)) if value.kind in COUNTS and not value.bounded]
    for figure in asked if len(asked) == 1 and asked[0].unit not in ("", "个") else ():
        brackets = _brackets(text, figure.unit)
        within = [start for start, bounds in brackets if all(each.admits(figure) for each in bounds)]
        own = max((start for start, _ in brackets if start <= words[0]), default=None)
        if len(brackets) > 1 and len(within) == 1 and own is not None and own != within[0]:
            return figure.key
    return ""


@lru_cache(maxsize=64)
def _brackets(text: str, unit: str) -> tuple[tuple[int, tuple[Value, ...]], ...]:
    """Where each clause starts that says bounds in a unit, and which."""
    found = []
    for match in _CLAUSE.finditer(text):
        bounds = tuple(v for v in find_values(fold(match.group())) if v.bounded and alike(unit, v.unit))
        if bounds:
            found.append((match.start(), bounds))
    return tuple(found)

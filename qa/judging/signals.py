"""What speaks for and against an answer, and how probable it makes it that the answer is right."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache
from math import exp
from pathlib import Path

SUREST = 8.0
"""The score of a reading beyond which it says no more."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for and against an answer; shares are 0 to 1.

    ``covered``: share of the question's weight in the best sentence and the one before. ``missing``: share of the
    weight of content words that stand nowhere in the passage, its headings or its title. ``cosine``: similarity of
    question and passage. ``kind``: whether a thing of the expected kind is in the sentence. ``lacking``: whether a rule
    finds something that should stand there and does not. ``read``: the score of the passage's reading, at most
    ``SUREST`` either way; None where it was not read. ``alone``: whether no other words were read to be nearly as good;
    it weighs nothing, but nothing is sure without it.
    """

    covered: float
    missing: float
    cosine: float
    kind: bool
    lacking: bool
    read: float | None = None
    alone: bool = True


WEIGHTS_FILE = Path(__file__).with_name("confidence.json")
"""Weights of the signals and bounds from ``python -m qa.evaluation.fit``, of ``"unread"`` and of ``"read"`` passages.

From ``answered`` on a question counts as answered, from ``sure`` on its answer is shown without its sentence. The
cosine's weight belongs to the bundled encoder."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The probabilities from which a question counts as answered, and from which its answer is sure."""

    answered: float
    sure: float


def answered_probability(signals: Signals) -> tuple[float, Bounds]:
    """The logistic function of the weighted signals, and what it has to reach."""
    weights = _weights()["unread" if signals.read is None else "read"]
    values = {name: value for name, value in asdict(signals).items() if value is not None}
    logit = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in values.items())
    return 1 / (1 + exp(-logit)), Bounds(weights["answered"], weights["sure"])


@cache
def _weights() -> dict[str, dict[str, float]]:
    weights: dict[str, dict[str, float]] = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    return weights

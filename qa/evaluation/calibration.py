"""Whether a confidence means what it says: of the answers given with it, so many are right. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.evaluation.measures import mean

BINS = 10
"""Bins of equal width, as in the paper."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of like confidence: how many, their mean confidence, and the share of them that are right."""

    count: int
    confidence: float
    right: float


def reliability(confidences: Sequence[float], right: Sequence[bool]) -> list[Bin]:
    """The bins that hold any answer, by rising confidence; none for no answers."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, is_right in zip(confidences, right, strict=True):
        bins[min(int(confidence * BINS), BINS - 1)].append((confidence, is_right))
    return [
        Bin(len(some), mean([c for c, _ in some]) or 0.0, mean([r for _, r in some]) or 0.0) for some in bins if some
    ]


def expected_calibration_error(confidences: Sequence[float], right: Sequence[bool]) -> float | None:
    """By how much confidence and rightness differ, over bins weighted by what is in them; None for no answers.

    Guo et al., 2017, arXiv:1706.04599, equation 3.
    """
    total = len(confidences)
    bins = reliability(confidences, right)
    return sum(each.count * abs(each.confidence - each.right) for each in bins) / total if total else None


def risk_coverage(confidences: Sequence[float], right: Sequence[bool]) -> list[tuple[float, float]]:
    """``(coverage, risk)`` as the confidence that is asked for falls: the share answered, the share of that wrong.

    Of equal confidence the wrong ones count first. El-Yaniv and Wiener, 2010, https://jmlr.org/papers/v11/el-yaniv10a.
    """
    ordered = sorted(zip(confidences, right, strict=True), key=lambda pair: (-pair[0], pair[1]))
    points, wrong = [], 0
    for number, (_, is_right) in enumerate(ordered, start=1):
        wrong += not is_right
        points.append((number / len(ordered), wrong / number))
    return points

"""The measures, each on plain values. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import ceil

from index.text.numerals import find_numbers
from index.text.tokens import HAN, fold

ALIKE = 0.5
_SEGMENT = re.compile(rf"[{HAN}]|[^\W_{HAN}]+(?:[.,][^\W_{HAN}]+)*|[%‰$€£¥]")


def share(outcomes: Sequence[bool]) -> float | None:
    """The share of true ones, None for none."""
    return sum(outcomes) / len(outcomes) if outcomes else None


def mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def quantile(values: Sequence[float], at: float) -> float | None:
    """The nearest-rank quantile, ``at`` between 0 and 1; None for no values."""
    ordered = sorted(values)
    return ordered[max(0, ceil(round(at * len(ordered), 9)) - 1)] if ordered else None


def reciprocal_rank(place: int | None) -> float:
    """1 / place, which counts from 1; 0 for None."""
    return 1 / place if place else 0.0


def segments(text: str) -> list[str]:
    """Characters of Chinese, and words or numbers of other scripts, in lower case; marks and spaces are left out.

    What CMRC 2018 compares (Cui et al., 2019, https://aclanthology.org/D19-1600): its script cuts Latin text with
    NLTK, which for words and numbers comes to the same.
    """
    return _SEGMENT.findall(text.lower())


def exact_match(prediction: str, answers: Sequence[str]) -> float:
    """1 where the prediction has the segments of an answer, else 0."""
    return float(any(segments(prediction) == segments(answer) for answer in answers))


def overlap(prediction: str, answers: Sequence[str]) -> float:
    """CMRC's F1: of the longest common run of segments, the best over the answers; 0 to 1."""
    return max((_f1(segments(prediction), segments(answer)) for answer in answers), default=0.0)


def gives(prediction: str, answers: Sequence[str]) -> bool:
    """Whether a prediction gives one of the answers: it holds it whole, or says the same in fewer or other words.

    The latter is an ``overlap`` of ``ALIKE`` at least, or a part with a figure in it (``5个`` of ``5个主平台``), with
    the same figures: another date or amount is another answer.
    """
    said = segments(prediction)
    for answer in answers:
        wanted, figures = segments(answer), _figures(segments(answer))
        alike = _f1(said, wanted) >= ALIKE or (bool(figures) and _holds(wanted, said))
        if wanted and said and (_holds(said, wanted) or (alike and _figures(said) == figures)):
            return True
    return False


def _holds(parts: Sequence[str], run: Sequence[str]) -> bool:
    return any(parts[at : at + len(run)] == run for at in range(len(parts) - len(run) + 1))


def _figures(parts: Sequence[str]) -> list[str]:
    return [value.key for value in find_numbers(fold("".join(parts)))]


def _f1(prediction: Sequence[str], answer: Sequence[str]) -> float:
    common = _longest_common_run(prediction, answer)
    return 2 * common / (len(prediction) + len(answer)) if common else 0.0


def _longest_common_run(first: Sequence[str], second: Sequence[str]) -> int:
    longest = 0
    ending = [0] * (len(second) + 1)  # length of the run that ends at each place of ``second``
    for item in first:
        previous = 0
        for position, other in enumerate(second, start=1):
            previous, ending[position] = ending[position], previous + 1 if item == other else 0
            longest = max(longest, ending[position])
    return longest


def area_under_curve(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """The chance that a positive scores above a negative, ties counting half; None where one side is empty.

    The area under the receiver operating characteristic (Hanley and McNeil, 1982), by ranks.
    """
    if not positive or not negative:
        return None
    scores = sorted([(score, True) for score in positive] + [(score, False) for score in negative])
    below = won = 0.0
    start = 0
    while start < len(scores):
        end = start
        while end < len(scores) and scores[end][0] == scores[start][0]:
            end += 1
        wins = sum(positives for _, positives in scores[start:end])
        losses = end - start - wins
        won += wins * (below + losses / 2)
        below += losses
        start = end
    return won / (len(positive) * len(negative))

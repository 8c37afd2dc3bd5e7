"""One ranking out of two. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

Ranked = Sequence[tuple[str, float]]
"""(passage id, score), best first, higher better."""


@dataclass(frozen=True, slots=True)
class Fused:
    """A passage's fused score, and what each side gave it (None where it was not among that side's candidates)."""

    id: str
    score: float
    lexical: float | None
    lexical_rank: int | None
    dense: float | None
    dense_rank: int | None


def fuse(lexical: Ranked, dense: Ranked, dense_weight: float, candidates: int) -> list[Fused]:
    """Weighted sum of standard scores, best first, ties by id.

    Each side's scores are centred and scaled by their standard deviation over all candidates; a candidate that a
    side did not return gets 0 where the side returned all it had (fewer than ``candidates``), else the lowest score
    that it did return. Scores are fused rather
    than ranks (reciprocal rank fusion: Cormack et al., 2009) because it measured better; see Bruch et al., 2023,
    arXiv:2210.11934.
    """
    sides = [_Side(lexical, candidates), _Side(dense, candidates)]
    ids = sorted({identity for identity, _ in [*lexical, *dense]})
    standard = [side.standardise(ids) for side in sides]
    fused = [
        Fused(
            identity,
            (1 - dense_weight) * standard[0][position] + dense_weight * standard[1][position],
            sides[0].scores.get(identity),
            sides[0].ranks.get(identity),
            sides[1].scores.get(identity),
            sides[1].ranks.get(identity),
        )
        for position, identity in enumerate(ids)
    ]
    return sorted(fused, key=lambda item: (-item.score, item.id))


class _Side:
    def __init__(self, ranked: Ranked, candidates: int) -> None:
        self.scores = dict(ranked)
        lowest = min(self.scores.values(), default=0.0)
        self._floor = lowest if len(ranked) >= candidates else min(lowest, 0.0)
        self.ranks = {identity: rank for rank, (identity, _) in enumerate(ranked, start=1)}

    def standardise(self, ids: Sequence[str]) -> list[float]:
        """Standard scores of ``ids``, all 0 where the scores do not differ."""
        scores = [self.scores.get(identity, self._floor) for identity in ids]
        mean, deviation = (fmean(scores), pstdev(scores)) if scores else (0.0, 0.0)
        return [(score - mean) / deviation if deviation > 0 else 0.0 for score in scores]

"""One ranking out of two. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Ranked = Sequence[tuple[str, float]]
"""(passage id, score), best first, higher better."""


@dataclass(frozen=True, slots=True)
class Fused:
    """A passage's fused score, and what each side gave it, as in ``Hit``."""

    id: str
    score: float
    lexical: float | None
    lexical_share: float | None
    lexical_rank: int | None
    dense: float | None
    dense_rank: int | None


def fuse(lexical: Ranked, ceiling: float, dense: Ranked, dense_weight: float, candidates: int) -> list[Fused]:
    """Weighted sum of the cosine and of BM25 as a share of ``ceiling``, best first, ties by id.

    ``ceiling`` is what BM25 cannot exceed for the query, so both summands mean the same for every query, and a side
    that has nothing for a passage adds nothing. What a side returns behind its ``candidates``, such as the cosines of
    what only the words found, has a score and no rank. A passage's score does not hang on the other candidates.

    Scores are fused rather than ranks (reciprocal rank fusion: Cormack et al., 2009) because it measured better, and
    by a bound that is known beforehand rather than by the candidates' own spread: Bruch et al., 2023,
    arXiv:2210.11934.
    """
    sides = [_Side(lexical, ceiling, candidates), _Side(dense, 1.0, candidates)]
    fused = [
        Fused(
            identity,
            (1 - dense_weight) * sides[0].share(identity) + dense_weight * sides[1].share(identity),
            sides[0].scores.get(identity),
            sides[0].share(identity) if identity in sides[0].scores else None,
            sides[0].ranks.get(identity),
            sides[1].scores.get(identity),
            sides[1].ranks.get(identity),
        )
        for identity in {identity for identity, _ in [*lexical, *dense]}
    ]
    return sorted(fused, key=lambda item: (-item.score, item.id))


class _Side:
    def __init__(self, ranked: Ranked, ceiling: float, candidates: int) -> None:
        self.scores = dict(ranked)
        self.ranks = {identity: rank for rank, (identity, _) in enumerate(ranked[:candidates], start=1)}
        self._ceiling = ceiling

    def share(self, identity: str) -> float:
        return self.scores.get(identity, 0.0) / self._ceiling if self._ceiling > 0 else 0.0

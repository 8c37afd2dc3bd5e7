from __future__ import annotations

from dataclasses import astuple
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.searching.fusion import fuse

Ranked = list[tuple[str, float]]


@st.composite
def rankings(draw: st.DrawFn) -> Ranked:
    scores = draw(st.dictionaries(st.sampled_from("abcdefghij"), st.integers(-1000, 1000).map(lambda n: n / 8)))
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))


def by_numpy(lexical: Ranked, ceiling: float, dense: Ranked, weight: float) -> dict[str, float]:
    """The docstring's formula, written a second time."""
    ids = sorted({identity for identity, _ in lexical + dense})
    total = np.zeros(len(ids))
    for ranked, divisor, share in ((lexical, ceiling, 1 - weight), (dense, 1.0, weight)):
        scores = np.zeros(len(ids))
        for identity, score in ranked:
            scores[ids.index(identity)] = score
        total += share * scores / divisor if divisor > 0 else 0
    return dict(zip(ids, total.tolist(), strict=True))


def test_arithmetic_by_hand() -> None:
    # Words: a 3/6, b 1/6, c nothing. Vectors: b 0.9, c 0.5, a nothing.
    fused = fuse([("a", 3.0), ("b", 1.0)], 6.0, [("b", 0.9), ("c", 0.5)], 0.7, 2)
    assert [item.id for item in fused] == ["b", "c", "a"]
    assert [item.score for item in fused] == pytest.approx([0.63 + 0.05, 0.35, 0.15])


def test_each_sides_score_and_rank_are_kept_and_missing_is_none() -> None:
    fused = {item.id: item for item in fuse([("a", 3.0), ("b", 1.0)], 6.0, [("b", 0.9), ("c", 0.5)], 0.7, 2)}
    assert astuple(fused["a"]) == ("a", pytest.approx(0.15), 3.0, 0.5, 1, None, None)
    assert astuple(fused["b"]) == ("b", pytest.approx(0.68), 1.0, pytest.approx(1 / 6), 2, 0.9, 1)
    assert astuple(fused["c"]) == ("c", pytest.approx(0.35), None, None, None, 0.5, 2)


def test_nothing_fuses_to_nothing() -> None:
    assert fuse([], 0.0, [], 0.7, 1) == []


def test_what_comes_behind_the_candidates_has_a_score_and_no_rank() -> None:
    fused = {item.id: item for item in fuse([("b", 1.0)], 2.0, [("a", 0.9), ("b", 0.4)], 0.5, 1)}
    assert (fused["b"].dense, fused["b"].dense_rank) == (0.4, None)
    assert fused["b"].score == pytest.approx(0.25 + 0.2)
    (behind,) = [item for item in fuse([("b", 2.0), ("c", 1.0)], 2.0, [], 0.5, 1) if item.id == "c"]
    assert (behind.lexical, behind.lexical_share, behind.lexical_rank, behind.score) == (1.0, 0.5, None, 0.25)


def test_one_side_alone_orders_by_itself_and_adds_nothing_for_the_other() -> None:
    words = fuse([("b", 2.0), ("a", 1.0)], 4.0, [], 0.7, 9)
    assert [item.id for item in words] == ["b", "a"]
    assert [item.score for item in words] == pytest.approx([0.15, 0.075])
    vectors = fuse([], 0.0, [("b", 0.2), ("a", 0.1)], 0.7, 9)
    assert [item.id for item in vectors] == ["b", "a"]
    assert [item.score for item in vectors] == pytest.approx([0.14, 0.07])


def test_equal_scores_are_ordered_by_id() -> None:
    fused = fuse([("c", 1.0), ("a", 1.0), ("b", 1.0)], 2.0, [("b", 0.5), ("c", 0.5), ("a", 0.5)], 0.5, 9)
    assert [(item.id, item.score) for item in fused] == [("a", 0.5), ("b", 0.5), ("c", 0.5)]


@given(rankings(), rankings(), st.sampled_from([0.0, 0.3, 0.7, 1.0]), st.integers(1, 12))
def test_the_same_as_another_implementation(lexical: Ranked, dense: Ranked, weight: float, candidates: int) -> None:
    fused = fuse(lexical, 50.0, dense, weight, candidates)
    expected = by_numpy(lexical, 50.0, dense, weight)
    assert {item.id: item.score for item in fused} == pytest.approx(expected, abs=1e-6)
    assert all((-before.score, before.id) < (-after.score, after.id) for before, after in pairwise(fused))


@given(rankings(), rankings(), st.sampled_from([0.3, 0.7]))
def test_a_score_does_not_hang_on_the_other_candidates(lexical: Ranked, dense: Ranked, weight: float) -> None:
    whole = {item.id: item.score for item in fuse(lexical, 50.0, dense, weight, 99)}
    for identity in whole:
        words = [pair for pair in lexical if pair[0] == identity]
        vectors = [pair for pair in dense if pair[0] == identity]
        (alone,) = fuse(words, 50.0, vectors, weight, 99)
        assert alone.score == pytest.approx(whole[identity])


@given(rankings(), rankings())
def test_a_weight_of_0_or_1_listens_to_one_side_only(lexical: Ranked, dense: Ranked) -> None:
    words = {item.id: item.score for item in fuse(lexical, 9.0, dense, 0.0, 1)}
    assert all(words[one] >= words[other] for (one, _), (other, _) in pairwise(lexical))
    vectors = {item.id: item.score for item in fuse(lexical, 9.0, dense, 1.0, 1)}
    assert all(vectors[one] >= vectors[other] for (one, _), (other, _) in pairwise(dense))

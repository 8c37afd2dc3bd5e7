from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ranking import fuse

Ranked = list[tuple[str, float]]


@st.composite
def rankings(draw: st.DrawFn) -> Ranked:
    scores = draw(st.dictionaries(st.sampled_from("abcdefghij"), st.integers(-1000, 1000).map(lambda n: n / 8)))
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))


def by_numpy(lexical: Ranked, dense: Ranked, weight: float) -> dict[str, float]:
    """The docstring's formula, written a second time."""
    ids = sorted({identity for identity, _ in lexical + dense})
    total = np.zeros(len(ids))
    for ranked, share in ((lexical, 1 - weight), (dense, weight)):
        if not ranked:
            continue
        scores = np.full(len(ids), min(score for _, score in ranked))
        for identity, score in ranked:
            scores[ids.index(identity)] = score
        if scores.std() > 0:
            total += share * (scores - scores.mean()) / scores.std()
    return dict(zip(ids, total.tolist(), strict=True))


def test_arithmetic_by_hand() -> None:
    # Words: a 3, b 1, c (missing) 1: mean 5/3, deviation sqrt(8/9); standard scores sqrt 2, -1/sqrt 2, -1/sqrt 2.
    # Vectors: b 0.9, c 0.5, a (missing) 0.5: the same shape with b on top.
    fused = fuse([("a", 3.0), ("b", 1.0)], [("b", 0.9), ("c", 0.5)], 0.7, 1)
    root = 2**0.5
    assert [item.id for item in fused] == ["b", "a", "c"]
    assert [item.score for item in fused] == pytest.approx(
        [0.7 * root - 0.3 / root, 0.3 * root - 0.7 / root, -0.3 / root - 0.7 / root]
    )


def test_each_sides_score_and_rank_are_kept_and_missing_is_none() -> None:
    fused = {item.id: item for item in fuse([("a", 3.0), ("b", 1.0)], [("b", 0.9), ("c", 0.5)], 0.7, 1)}
    assert (fused["a"].lexical, fused["a"].lexical_rank, fused["a"].dense, fused["a"].dense_rank) == (
        3.0,
        1,
        None,
        None,
    )
    assert (fused["b"].lexical, fused["b"].lexical_rank, fused["b"].dense, fused["b"].dense_rank) == (1.0, 2, 0.9, 1)
    assert (fused["c"].lexical, fused["c"].lexical_rank, fused["c"].dense, fused["c"].dense_rank) == (
        None,
        None,
        0.5,
        2,
    )


def test_nothing_fuses_to_nothing() -> None:
    assert fuse([], [], 0.7, 1) == []


def test_one_side_alone_orders_by_itself() -> None:
    assert [item.id for item in fuse([("b", 2.0), ("a", 1.0)], [], 0.7, 1)] == ["b", "a"]
    assert [item.id for item in fuse([], [("b", 0.2), ("a", 0.1)], 0.7, 1)] == ["b", "a"]


def test_equal_scores_are_ordered_by_id() -> None:
    fused = fuse([("c", 1.0), ("a", 1.0), ("b", 1.0)], [("b", 0.5), ("c", 0.5), ("a", 0.5)], 0.5, 1)
    assert [(item.id, item.score) for item in fused] == [("a", 0.0), ("b", 0.0), ("c", 0.0)]


@given(rankings(), rankings(), st.sampled_from([0.0, 0.3, 0.7, 1.0]))
def test_the_same_as_another_implementation(lexical: Ranked, dense: Ranked, weight: float) -> None:
    fused = fuse(lexical, dense, weight, 1)
    expected = by_numpy(lexical, dense, weight)
    assert {item.id: item.score for item in fused} == pytest.approx(expected, abs=1e-6)
    assert all((-before.score, before.id) < (-after.score, after.id) for before, after in pairwise(fused))


@given(rankings(), rankings(), st.sampled_from([0.3, 0.7]), st.integers(1, 16), st.integers(-50, 50))
def test_scale_and_offset_of_a_side_change_no_order(
    lexical: Ranked, dense: Ranked, weight: float, scale: int, offset: int
) -> None:
    moved = [(identity, score * scale + offset) for identity, score in lexical]
    before, after = fuse(lexical, dense, weight, 1), fuse(moved, dense, weight, 1)
    assert {item.id: item.score for item in before} == pytest.approx({item.id: item.score for item in after}, abs=1e-6)


@given(rankings(), rankings())
def test_a_weight_of_0_or_1_listens_to_one_side_only(lexical: Ranked, dense: Ranked) -> None:
    words = {item.id: item.score for item in fuse(lexical, dense, 0.0, 1)}
    assert all(words[one] >= words[other] for (one, _), (other, _) in pairwise(lexical))
    vectors = {item.id: item.score for item in fuse(lexical, dense, 1.0, 1)}
    assert all(vectors[one] >= vectors[other] for (one, _), (other, _) in pairwise(dense))


def test_where_a_side_returned_all_it_had_what_is_missing_scores_0() -> None:
    fused = {item.id: item.score for item in fuse([("a", 4.0)], [("a", 0.5), ("b", 0.5)], 0.5, 100)}
    assert fused == {"a": 0.5, "b": -0.5}

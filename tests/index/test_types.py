from __future__ import annotations

import hashlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.types import (
    Block,
    BlockKind,
    Document,
    Format,
    Passage,
    Span,
    check_spans,
    clip_spans,
    content_id,
    join_spans,
    merge_spans,
)

TEXT = "江门市发展改革局𠮷㎏积极推进深江铁路建设，取得新成效。" * 3


@st.composite
def spans(draw: st.DrawFn, touching: bool = True) -> tuple[Span, ...]:
    """Spans in order and without overlap, within ``TEXT``."""
    edges = sorted(draw(st.sets(st.integers(0, len(TEXT)), min_size=2, max_size=12)))
    step = 1 if touching else 2
    return tuple(Span(start, end) for start, end in zip(edges[::step], edges[1::step], strict=False))


def covered(parts: tuple[Span, ...]) -> list[int]:
    return [place for part in parts for place in range(part.start, part.end)]


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (4, 2), (0, 0)])
def test_a_span_that_is_empty_or_backwards_cannot_be_built(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


def test_a_span_counts_code_points() -> None:
    assert len(Span(2, 5)) == 3
    assert join_spans("𠮷野家，江门", [Span(0, 1), Span(4, 6)]) == "𠮷江门"


@given(spans(), spans())
def test_overlap_is_having_a_character_in_common(left: tuple[Span, ...], right: tuple[Span, ...]) -> None:
    common = set(covered(left[:1])) & set(covered(right[:1]))
    assert left[0].overlaps(right[0]) == bool(common)
    assert left[0].overlaps(right[0]) == right[0].overlaps(left[0])


def test_spans_must_stand_in_order() -> None:
    check_spans([Span(0, 2), Span(2, 3), Span(7, 9)])
    with pytest.raises(ValueError, match="at least one"):
        check_spans([])
    with pytest.raises(ValueError, match="out of order"):
        check_spans([Span(0, 3), Span(2, 4)])
    with pytest.raises(ValueError, match="out of order"):
        check_spans([Span(5, 6), Span(0, 1)])


@given(spans(), st.integers(-3, 100), st.integers(-3, 100))
def test_clipping_spans_is_slicing_the_joined_text(parts: tuple[Span, ...], start: int, end: int) -> None:
    clipped = clip_spans(parts, start, end)
    assert join_spans(TEXT, clipped) == join_spans(TEXT, parts)[max(start, 0) : max(end, 0)]
    assert set(covered(clipped)) <= set(covered(parts))


@given(spans())
def test_clipping_to_everything_changes_nothing(parts: tuple[Span, ...]) -> None:
    assert clip_spans(parts, 0, sum(map(len, parts))) == parts


@given(spans(), st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_clipping_twice_is_clipping_once(parts: tuple[Span, ...], start: int, middle: int, length: int) -> None:
    once = clip_spans(parts, start, start + middle)
    assert clip_spans(once, 0, length) == clip_spans(parts, start, start + min(middle, length))


@given(spans(), st.integers(0, 90))
def test_two_clips_that_meet_merge_to_the_whole(parts: tuple[Span, ...], cut: int) -> None:
    halves = clip_spans(parts, 0, cut) + clip_spans(parts, cut, len(TEXT))
    assert merge_spans(halves) == merge_spans(parts)


@given(st.permutations(range(6)), spans(), spans())
def test_merging_keeps_the_characters_and_separates_the_spans(
    order: list[int], left: tuple[Span, ...], right: tuple[Span, ...]
) -> None:
    mixed = [*left, *right]
    shuffled = [mixed[place] for place in order if place < len(mixed)] + mixed
    merged = merge_spans(shuffled)
    assert sorted(set(covered(tuple(mixed)))) == covered(merged)
    assert all(before.end < after.start for before, after in pairwise(merged))
    assert merge_spans(merged) == merged


def test_merging_nothing_gives_nothing() -> None:
    assert merge_spans([]) == ()
    assert clip_spans([], 0, 5) == ()
    assert join_spans(TEXT, []) == ""


def test_an_id_is_the_digest_of_the_content_as_a_positive_64_bit_number() -> None:
    digest = int.from_bytes(hashlib.sha256("江门".encode()).digest()[:8], "big")
    assert content_id("江门".encode()) == format(digest // 2, "016x")


@given(st.binary())
def test_every_id_has_16_digits_and_fits_a_signed_integer(content: bytes) -> None:
    identity = content_id(content)
    assert len(identity) == 16
    assert 0 <= int(identity, 16) < 2**63


@pytest.mark.parametrize("text", ["", " \n", "\u3000\u3000"])
def test_a_document_without_text_cannot_be_built(text: str) -> None:
    with pytest.raises(ValueError, match="has text"):
        Document("0" * 16, "空.txt", "空", Format.TEXT, text)


@pytest.mark.parametrize(("kind", "level"), [(BlockKind.HEADING, 0), (BlockKind.PARAGRAPH, 1), (BlockKind.LIST, 2)])
def test_headings_and_only_headings_have_a_level(kind: BlockKind, level: int) -> None:
    with pytest.raises(ValueError, match="level"):
        Block(kind, (Span(0, 2),), level)


def test_a_block_needs_spans() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Block(BlockKind.PARAGRAPH, ())


def test_a_passage_is_as_long_as_its_spans() -> None:
    with pytest.raises(ValueError, match="as long as"):
        Passage("0", "0", 0, BlockKind.PARAGRAPH, (), (Span(0, 3),), "江门市发")


def test_a_passage_shows_its_headings_in_one_line_and_is_encoded_under_them() -> None:
    passage = Passage("0", "0", 0, BlockKind.PARAGRAPH, ("市 公 安 局", "平安"), (Span(0, 2),), "江门")
    assert passage.heading == "市 公 安 局 › 平安"
    assert passage.context == "市 公 安 局\n平安"
    bare = Passage("0", "0", 0, BlockKind.PARAGRAPH, (), (Span(0, 2),), "江门")
    assert (bare.heading, bare.context) == ("", "")


def test_values_cannot_be_changed() -> None:
    span = Span(0, 1)
    with pytest.raises(AttributeError):
        span.end = 2  # type: ignore[misc]
    assert not hasattr(span, "__dict__")

"""What the tests of asking share: passages, hits and questions made by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pytest

from index.text.tokens import Tokenizer
from index.types import BlockKind, Hit, Passage, Span
from qa.asking.question import understand
from qa.types import Question

MakeHit = Callable[..., Hit]


@pytest.fixture
def make_hit() -> MakeHit:
    """``make_hit(text, score=1.0, headings=(), kind=PARAGRAPH, dense=0.9)``: a passage that starts at offset 0."""

    def make(
        text: str,
        score: float = 1.0,
        headings: tuple[str, ...] = (),
        kind: BlockKind = BlockKind.PARAGRAPH,
        dense: float = 0.9,
    ) -> Hit:
        passage = Passage(f"{len(text):016x}", "0" * 16, 0, kind, headings, (Span(0, len(text)),), text)
        return Hit(passage, score, 1.0, 0.5, 1, dense, 1)

    return make


@pytest.fixture
def ask_for(tokenizer: Tokenizer) -> Callable[..., Question]:
    def ask(text: str, *history: str) -> Question:
        return understand(text, history, tokenizer)

    return ask


@pytest.fixture
def equal_rarity() -> Callable[[Sequence[str]], Mapping[str, float]]:
    """Every gram as telling as every other."""
    return lambda grams: dict.fromkeys(grams, 1.0)

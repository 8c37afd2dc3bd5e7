from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pytest

from index.text.tokens import Tokenizer
from index.types import Document, Format, Hit
from qa.judging.confidence import Verdict, judge
from qa.reading.evidence import find_evidence, gram_weights
from qa.types import Question, Reading

Rarity = Callable[[Sequence[str]], Mapping[str, float]]
Judge = Callable[..., Verdict]

PASSAGE = "2023年，江门市GDP总量为4022.25亿元，增长5.5%。"


@pytest.fixture
def verdict(
    make_hit: Callable[..., Hit], ask_for: Callable[..., Question], tokenizer: Tokenizer, equal_rarity: Rarity
) -> Judge:
    """``verdict(question, passage, before="", document="", headings=(), reading=None)``."""

    def make(
        question: str,
        passage: str = PASSAGE,
        before: str = "",
        document: str = "",
        headings: tuple[str, ...] = (),
        reading: Reading | None = None,
    ) -> Verdict:
        asked = ask_for(question)
        weights = gram_weights(asked.resolved, tokenizer, equal_rarity)
        (evidence,) = find_evidence(asked, [(make_hit(passage, headings=headings), before)], weights, tokenizer)
        whole = Document("0" * 16, "甲.txt", "甲", Format.TEXT, document or before + passage)
        return judge(asked, replace(evidence, reading=reading), whole, weights, tokenizer)

    return make

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pytest

from index.text.tokens import Tokenizer
from index.types import Document, Format, Hit
from qa.answers import Explanation
from qa.judging.confidence import judge
from qa.judging.explanation import explain
from qa.reading.evidence import find_evidence, gram_weights
from qa.types import Question, Reading

Explain = Callable[..., Explanation]

PASSAGE = "江门经济向好。2023年，江门市GDP总量为4022.25亿元，增长5.5%。"


@pytest.fixture
def why(
    make_hit: Callable[..., Hit],
    ask_for: Callable[..., Question],
    tokenizer: Tokenizer,
    equal_rarity: Callable[[Sequence[str]], Mapping[str, float]],
) -> Explain:
    """``why(question, passage, headings=(), reading=None, **hit)``."""

    def make(
        question: str,
        passage: str = PASSAGE,
        headings: tuple[str, ...] = (),
        reading: Reading | None = None,
        **hit: int | None,
    ) -> Explanation:
        asked = ask_for(question)
        weights = gram_weights(asked.resolved, tokenizer, equal_rarity)
        found = replace(make_hit(passage, headings=headings), **hit)  # type: ignore[arg-type]
        (evidence,) = find_evidence(asked, [(found, "")], weights, tokenizer)
        evidence = replace(evidence, reading=reading)
        document = Document("0" * 16, "甲.txt", "甲", Format.TEXT, passage)
        return explain(asked, evidence, judge(asked, evidence, document, weights, tokenizer), tokenizer)

    return make


def test_the_words_that_stand_in_the_sentence_and_those_that_do_not_as_typed(why: Explain) -> None:
    made = why("２０２３年江門市ＧＤＰ总量突破了多少？")
    assert made.matched == ("２０２３年", "江門市", "ＧＤＰ", "总量")
    assert made.missing == ("突破",)
    assert why("请问是多少？").matched == ()


def test_a_word_in_another_sentence_of_the_quote_is_missing_from_the_sentence(why: Explain) -> None:
    assert "经济" in why("江门市2023年经济GDP总量多少亿元？").missing


def test_ranks_and_scores_are_those_of_the_hit_and_the_reading(why: Explain) -> None:
    made = why("江门市GDP总量是多少？", reading=Reading((0, 2), 4.0, 2.0), lexical_rank=7, dense_rank=None)
    assert (made.lexical_rank, made.lexical_share, made.dense_rank, made.cosine) == (7, 0.5, None, 0.9)
    assert made.score == 1.0
    assert 0 < made.coverage <= 1
    assert made.reading == pytest.approx(0.881, abs=1e-3)
    assert why("江门市GDP总量是多少？").reading is None


@pytest.mark.parametrize(
    ("question", "check"),
    [
        ("GDP总量是多少？", "引文与原文逐字一致。"),
        ("二〇二三年GDP总量是多少？", "所问的年份“二〇二三年”在引文里。"),
        ("江门市的GDP总量是多少？", "所问的“江门市”在引文里。"),
        ("增长5.5%的是什么？", "所问的数目“5.5%”在引文里。"),
        ("GDP总量是多少亿元？", "引文里有以“亿元”计的数。"),
        ("GDP总量是多少？", "所问的是数字，句子里有。"),
        ("“GDP总量”是多少？", "引号里的“gdp总量”原样在引文里。"),
        ("广州市GDP总量是多少？", "引文没有提到“广州市”。"),
        ("GDP总量是多少亩？", "引文没有写以“亩”计的数。"),
    ],
)
def test_what_the_checks_found(question: str, check: str, why: Explain) -> None:
    assert check in why(question).checks


def test_an_office_and_a_year_that_only_the_heading_names(why: Explain) -> None:
    checks = why("2022年北门派出所的所长是谁？", "北门派出所所长黄怀忠介绍。", ("2022年工作",)).checks
    assert "所问的职务“所长”在引文里。" in checks
    assert "所问的年份“2022年”不在引文里，按标题或上下文理解。" in checks


def test_what_is_lacking_is_not_said_to_be_there(why: Explain) -> None:
    checks = why("广州市2024年GDP总量是多少亩？").checks
    assert [check for check in checks if "广州市" in check] == ["引文没有提到“2024年”、“广州市”。"]
    assert not any("亩" in check for check in checks)

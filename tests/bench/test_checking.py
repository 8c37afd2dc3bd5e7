"""What ``bench.checking`` says of a sentence is so: what it falsifies differs where it says, and is scored by that."""

from __future__ import annotations

import random

import pytest

from bench.checking.falsifying import KINDS, falsify
from bench.checking.making import Stated, Text, texts
from bench.checking.scoring import score
from index.text.tokens import Tokenizer
from index.types import Span
from qa.answers import Citation
from qa.checking.types import CheckedText, ClaimKind, Difference, Finding, Standing

DOCUMENT = "《年报》写道：“2023年台山市不得收取费用，增长5.5%，共36户。”陈明说。"
NAMES = [("台山", "开平"), ("陈明", "李强")]


@pytest.mark.parametrize("kind", KINDS)
def test_one_place_is_changed_and_what_stood_there_is_known(kind: str) -> None:
    false = falsify(kind, DOCUMENT, f"{DOCUMENT}另有说明材料若干。", NAMES, random.Random(1))
    assert false is not None
    end = false.start + len(false.false)
    assert false.text[false.start : end] == false.false != false.true
    assert false.text[: false.start] + false.true + false.text[end:] == DOCUMENT
    assert false.false not in DOCUMENT


def test_what_has_nothing_of_the_kind_is_left_alone() -> None:
    assert falsify("figure", "他们在海边。", "", [], random.Random(1)) is None


def test_as_many_are_false_as_can_be_and_the_same_each_time(tokenizer: Tokenizer) -> None:
    documents = [
        Text(
            f"{n}",
            f"第{n}号通知",
            "",
            "".join(f"{2000 + n}年甲{n}村乙{i}组增长{n * 7 + i + 10}户人家。" for i in range(9)),
        )
        for n in range(1, 60)
    ]
    made = [stated for text in texts(documents, [], tokenizer, 1) for stated in text]
    assert len(made) == 400
    assert {stated.kind for stated in made} >= {"", "figure", "unit", "year", "direction"}
    assert made == [stated for text in texts(documents, [], tokenizer, 1) for stated in text]
    assert all((stated.text == stated.true) == (not stated.kind) for stated in made)


def finding(text: str, standing: Standing, claimed: str, differing: str = "", source: str = "") -> CheckedText:
    start, at = text.index(claimed), text.find(differing) if differing else 0
    citation = Citation(1, "a", "0" * 16, "a", "", "原文", (Span(0, 2),), ())
    differences = (Difference(Span(at, at + len(differing)), source),) if differing else ()
    span, whole = Span(start, start + len(claimed)), Span(0, len(text))
    return CheckedText("", text, (Finding(ClaimKind.FIGURE, span, whole, standing, (citation,), differences),))


def test_a_sentence_is_scored_by_what_stands_where_it_is_false() -> None:
    false = Stated("共63户。", "共36户。", "figure", 1, "63")
    blind = score(false, 0, finding(false.text, Standing.SUPPORTED, "63户"))
    assert (blind.blind, blind.contradicted, blind.shown) == (True, False, False)
    right = score(false, 0, finding(false.text, Standing.CONTRADICTED, "63户", "63", "三十六"))
    assert (right.blind, right.contradicted, right.shown) == (False, True, True)
    wrong = score(false, 0, finding(false.text, Standing.CONTRADICTED, "63户", "户", "人"))
    assert (wrong.contradicted, wrong.shown) == (True, False)


def test_a_true_sentence_is_supported_where_all_of_it_is() -> None:
    true = Stated("共36户。", "共36户。")
    assert score(true, 0, finding(true.text, Standing.SUPPORTED, "36户")).supported
    assert not score(true, 0, finding(true.text, Standing.UNSEEN, "36户")).supported
    assert not score(true, 0, CheckedText("", true.text, ())).supported

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import pytest

from index.types import Hit, Span
from qa.answers import Answer, Citation
from qa.types import Evidence, Expected, Question, Reading, Seconds

QUESTION = Question("谁？", "谁？", Expected.PERSON)
SECONDS = Seconds(0.1, 0.2, 0.3)


def citation(**changes: object) -> Citation:
    values: dict[str, object] = {
        "number": 1, "document": "甲.txt", "document_id": "0" * 16, "title": "甲", "heading": "",
        "quote": "新会成为强县。", "spans": (Span(0, 3), Span(5, 9)), "highlight": (Span(0, 2),),
    }  # fmt: skip
    return Citation(**(values | changes))  # type: ignore[arg-type]


def test_a_citation_holds_its_invariants() -> None:
    assert citation().quote == "新会成为强县。"


@pytest.mark.parametrize(
    "changes",
    [
        {"number": 0},
        {"quote": "新会成为强县"},
        {"spans": ()},
        {"spans": (Span(5, 9), Span(0, 3))},
        {"highlight": (Span(2, 6),)},
        {"highlight": (Span(20, 21),)},
    ],
)
def test_an_illegal_citation_cannot_be_built(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        citation(**changes)


def test_an_answer_stands_in_its_first_citation() -> None:
    answer = Answer(QUESTION, "新会", (citation(),), 0.9, SECONDS)
    assert answer.text in answer.citations[0].quote
    with pytest.raises(ValueError, match="first citation"):
        Answer(QUESTION, "江门", (citation(),), 0.9, SECONDS)
    with pytest.raises(ValueError, match="first citation"):
        Answer(QUESTION, "", (), 0.9, SECONDS)


@pytest.mark.parametrize("sentence", [(0, 0), (3, 2), (-1, 3), (0, 99)])
def test_evidence_lies_in_its_passage(make_hit: Callable[..., Hit], sentence: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="part of the passage"):
        Evidence(make_hit("新会成为强县。"), "", sentence, 0.5, 1.0)


def test_a_reading_leads_those_that_share_nothing_with_it() -> None:
    others = (((4, 8), 4.0), ((0, 5), 3.5), ((10, 12), 1.0), ((0, 2), 0.5))
    assert Reading((5, 9), 5.0, 1.0, others).lead == 1.5
    assert Reading((5, 9), 5.0, 1.0, others[:1]).lead == math.inf


def test_what_is_shown_are_the_words_where_they_are_sure_else_their_sentence() -> None:
    quote = citation().quote
    answer = Answer(QUESTION, quote[:2], (citation(),), 0.9, SECONDS, sentence=quote)
    assert answer.shown == quote[:2]
    assert replace(answer, sure=False).shown == quote

"""Prose under the last answer of a conversation: the answer stands while it is written, and whatever comes of it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from index.errors import LibraryError
from index.types import Span
from qa.answers import Answer, Citation, NoAnswer, Proven, Summary
from qa.statements import Reason, ReasonKind
from qa.types import Expected, Question, Seconds
from qa.web import render, summaries, words
from qa.web.conversation import Conversation
from qa.web.summaries import Summaries

PLACE = "writer.example:8080"
QUOTE = "总量为4022.25亿元。"
CITATION = Citation(1, "甲.txt", "0" * 16, "甲", "", QUOTE, (Span(0, len(QUOTE)),), ())
ASKED = Question("总量是多少？", "总量是多少？", Expected.NUMBER)
SECONDS = Seconds(0.1, 0.1, 0.2)
ANSWER = Answer(ASKED, "4022.25亿元", (CITATION,), 0.9, SECONDS, sentence=QUOTE)
SUMMARY = Summary((Proven("总量<4022.25亿元>。", (1,)),), 2, PLACE)


def sent(outcome: Answer | NoAnswer | None = ANSWER) -> dict[str, Any]:
    conversation = Conversation(name="甲")
    conversation.begin("总量是多少？", "", "k1")
    if outcome:
        conversation.settle(outcome)
    kept = conversation.keep()
    return {"id": "甲", "exchanges": [kept["exchange"]]}


def following(write: Callable[[threading.Event], Summary]) -> Summaries:
    def summarized(outcome: Answer | NoAnswer, cancelled: threading.Event) -> Answer | NoAnswer:
        assert isinstance(outcome, Answer)
        return replace(outcome, summary=write(cancelled))

    return Summaries(summarized, PLACE)


def test_the_answer_stands_and_then_its_summary_is_under_it() -> None:
    first, *_, last = following(lambda _: SUMMARY).follow(sent())
    assert first.messages is not None
    assert "4022.25亿元" in first.messages[-1]["content"]
    assert words.WRITING in first.messages[-1]["content"]
    assert first.kept is None
    assert last.messages is not None
    assert words.WRITING not in last.messages[-1]["content"]
    assert "总量&lt;4022.25亿元&gt;。" in last.messages[-1]["content"]
    assert last.kept is not None
    assert last.kept["exchange"]["key"] == "k1"
    again = Conversation.recall({"id": "甲", "exchanges": [last.kept["exchange"]]}).last
    assert again is not None
    assert isinstance(again.outcome, Answer)
    assert again.outcome.summary == SUMMARY
    assert list(following(lambda _: SUMMARY).follow({"id": "甲", "exchanges": [last.kept["exchange"]]})) == []


@pytest.mark.parametrize(
    "outcome", [None, NoAnswer(ASKED, Reason(ReasonKind.EMPTY_LIBRARY), (CITATION,), 0.1, SECONDS)]
)
def test_what_was_not_answered_is_not_summarized(outcome: NoAnswer | None) -> None:
    def write(_: threading.Event) -> Summary:
        raise AssertionError

    assert list(following(write).follow(sent(outcome))) == []
    assert list(following(write).follow(None)) == []


def test_who_asks_for_no_more_has_it_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summaries, "EVERY", 0.01)
    given_up = threading.Event()

    def write(cancelled: threading.Event) -> Summary:
        assert cancelled.wait(20)
        given_up.set()
        return SUMMARY

    steps = following(write).follow(sent())
    assert next(steps).messages is not None
    assert next(steps).messages is None
    steps.close()  # type: ignore[attr-defined]
    assert given_up.wait(20)


def test_what_cannot_be_done_is_told_under_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    uncaught: list[object] = []
    monkeypatch.setattr(threading, "excepthook", uncaught.append)

    def write(_: threading.Event) -> Summary:
        raise LibraryError("资料库坏了。")

    *_, last = following(write).follow(sent())
    assert last.messages is not None
    assert "资料库坏了。" in last.messages[-1]["content"]
    assert "4022.25亿元" in last.messages[-1]["content"]
    assert uncaught == []


def test_a_summary_is_shown_with_its_numbers_and_what_was_left_out() -> None:
    html = render.outcome(replace(ANSWER, summary=SUMMARY), 1)
    assert words.LEFT_OUT.format(2) in html
    assert words.WRITTEN.format(PLACE) in html
    (said,) = html.split('class="prose-of">')[1:]
    assert said.startswith('总量&lt;4022.25亿元&gt;。<sup><a class="cite" href="#source/')
    assert html.index("4022.25亿元") < html.index(words.SUMMARY) < html.index(words.EVIDENCE)


@pytest.mark.parametrize(
    ("summary", "said", "unsaid"),
    [
        (Summary((), 3, PLACE), words.UNPROVEN, words.SUMMARY),
        (Summary((), 0, PLACE, "连不上它。"), "连不上它。", words.UNPROVEN),
        (Summary(SUMMARY.sentences, 0, PLACE), words.SUMMARY, "没有依据"),
        (None, words.EVIDENCE, words.SUMMARY),
    ],
)
def test_nothing_proven_is_no_summary(summary: Summary | None, said: str, unsaid: str) -> None:
    html = render.outcome(replace(ANSWER, summary=summary), 1)
    assert said in html
    assert unsaid not in html


def test_a_sentence_without_a_proof_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="cited"):
        Summary((Proven("总量。", ()),))

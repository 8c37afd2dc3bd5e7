from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from qa.answers import Answer, Explanation, NoAnswer
from qa.statements import said
from qa.types import Expected, Question, Seconds
from qa.web import render, words
from qa.web.conversation import Conversation, Kept
from tests.qa.web.test_render import answer

Sent = dict[str, object]


def refusal(text: str) -> NoAnswer:
    return NoAnswer(Question(text, text, Expected.OTHER), said("资料里没有。"), (), 0.1, Seconds(0.1, 0.1, 0.2))


def through_the_browser(conversation: Conversation) -> dict[str, Any]:
    """The last exchange as it comes back from the browser, which keeps it as text."""
    kept = json.loads(json.dumps(conversation.keep()))["exchange"]
    assert isinstance(kept, dict)
    return kept


def test_a_question_stands_above_its_reply() -> None:
    conversation = Conversation()
    conversation.begin("<b>问</b>", words.LOADING)
    user, assistant = conversation.messages()
    assert user == {"role": "user", "content": render.question("<b>问</b>", 1)}
    assert assistant == {"role": "assistant", "content": render.pending(words.LOADING)}
    conversation.settle(refusal("<b>问</b>"))
    assert "资料里没有。" in conversation.messages()[1]["content"]


def test_only_settled_questions_are_history_oldest_first() -> None:
    exchanges = [Kept("一", outcome=refusal("一")), Kept("二", problem="问题太长。"), Kept("三", outcome=refusal("三"))]
    assert Conversation(exchanges).history() == ["一", "三"]


@pytest.mark.parametrize("outcome", [answer(), refusal("一")])
def test_what_the_browser_kept_is_shown_as_before(outcome: Answer | NoAnswer) -> None:
    conversation = Conversation(name="a")
    conversation.begin("一", words.LOADING, "k")
    conversation.settle(outcome)
    kept = through_the_browser(conversation)
    assert kept["key"] == "k"
    again = Conversation.recall({"id": "a", "before": 0, "exchanges": [kept]})
    assert again.messages() == conversation.messages()
    assert again.outcomes() == [("一", outcome)]
    assert again.keep() == conversation.keep()


def test_what_an_earlier_version_kept_is_shown_in_its_words() -> None:
    found = answer()
    cited = replace(found.citations[0], explanation=Explanation((), (), 1, 0.9, 1, 0.5, 1.0, 1.0, None, ()))
    for outcome, text in (
        (replace(found, citations=(cited,)), {"remark": "年份见于文件名。"}),
        (refusal("一"), {"reason": "没有提到。"}),
    ):
        conversation = Conversation([Kept("一", "k", outcome)])
        kept = through_the_browser(conversation)["outcome"]
        for name in ("why", "remarks"):
            kept.pop(name, None)
        for each in kept["citations"]:
            each["explanation"].pop("checked")
            each["explanation"]["checks"] = ["引文与原文一致。"]
        (_, reply) = Conversation.recall({"exchanges": [{"question": "一", "outcome": kept | text}]}).messages()
        assert all(part in reply["content"] for part in text.values())
        assert ("引文与原文一致。" in reply["content"]) == isinstance(outcome, Answer)


def test_exchanges_that_were_not_sent_are_counted() -> None:
    recalled = Conversation.recall({"before": 7, "exchanges": [{"question": "八", "problem": "问题太长。"}]})
    earlier, question, _ = recalled.messages()
    assert words.earlier(7) in earlier["content"]
    assert question["content"] == render.question("八", 8)
    recalled.begin("九", "")
    assert recalled.turn == 9


def test_an_answer_that_did_not_arrive_can_be_asked_for_again() -> None:
    (_, reply) = Conversation.recall({"exchanges": [{"question": "一", "key": "k"}]}).messages()
    assert words.UNFINISHED in reply["content"]
    assert 'id="act-again-1"' in reply["content"]


@pytest.mark.parametrize(
    "sent",
    [None, [], "一", {"exchanges": "一"}, {"exchanges": None, "before": "7"}, {"exchanges": [], "before": -1}],
)
def test_what_no_browser_sends_is_an_empty_conversation(sent: object) -> None:
    assert Conversation.recall(sent).messages() == []


@pytest.mark.parametrize("broken", [{"outcome": 7}, {"outcome": {"text": "4022.25亿元"}}, {"question": 7}])
def test_an_exchange_that_was_tampered_with_is_said_to_be_lost(broken: Sent) -> None:
    recalled = Conversation.recall({"exchanges": [{"question": "<b>一"} | broken]})
    assert words.FORGOTTEN in recalled.messages()[-1]["content"]
    assert recalled.history() == []


def test_a_quote_that_is_not_in_its_spans_is_not_taken_back() -> None:
    conversation = Conversation()
    conversation.begin("一", "")
    conversation.settle(answer())
    kept = json.loads(json.dumps(conversation.keep()))["exchange"]
    kept["outcome"]["text"] = "9999亿元"
    assert words.FORGOTTEN in Conversation.recall({"exchanges": [kept]}).messages()[-1]["content"]


def test_a_blank_question_has_no_line_of_its_own() -> None:
    conversation = Conversation()
    conversation.begin(" \n", words.LOADING)
    assert [message["role"] for message in conversation.messages()] == ["assistant"]


def test_a_question_that_failed_says_why_and_what_was_settled_stays() -> None:
    conversation = Conversation([Kept("一", outcome=refusal("一"))])
    conversation.begin("二", words.LOADING)
    conversation.fail("<b>问题太长。")
    assert "资料里没有。" in conversation.messages()[1]["content"]
    assert conversation.messages()[-1]["content"] == render.problem("<b>问题太长。")


def test_a_question_may_be_asked_as_it_is_typed() -> None:
    assert Conversation.recall({"typed": True}).as_typed
    assert not Conversation.recall({}).as_typed


def test_a_question_that_is_being_answered_elsewhere_waits_and_one_that_came_to_nothing_is_asked_again() -> None:
    sent = {"id": "a", "exchanges": [{"question": "问", "key": "k"}]}
    assert words.stage_line("search") in Conversation.recall({**sent, "underway": True}).messages()[-1]["content"]
    assert words.UNFINISHED in Conversation.recall(sent).messages()[-1]["content"]
    assert Conversation.recall(sent).is_open
    assert not Conversation.recall({**sent, "underway": True}).is_open
    settled = {"id": "a", "underway": True, "exchanges": [{"question": "问", "problem": "问题太长。"}]}
    assert "问题太长。" in Conversation.recall(settled).messages()[-1]["content"]

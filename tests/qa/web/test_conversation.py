from __future__ import annotations

from qa.types import Expected, NoAnswer, Question, Seconds
from qa.web import render, words
from qa.web.conversation import Conversation


def refusal(text: str) -> NoAnswer:
    return NoAnswer(Question(text, text, Expected.OTHER), "资料里没有。", (), 0.1, Seconds(0.1, 0.1, 0.2))


def test_a_question_stands_above_its_reply() -> None:
    conversation = Conversation()
    exchange = conversation.begin("<b>问</b>", words.SEARCHING)
    user, assistant = conversation.messages()
    assert user == {"role": "user", "content": render.question("<b>问</b>")}
    assert assistant == {"role": "assistant", "content": render.pending(words.SEARCHING)}
    conversation.settle(exchange, refusal("<b>问</b>"))
    assert "资料里没有。" in conversation.messages()[1]["content"]


def test_only_settled_questions_are_history_oldest_first() -> None:
    conversation = Conversation()
    first, failed, second = (conversation.begin(text, words.SEARCHING) for text in ("一", "二", "三"))
    conversation.settle(second, refusal("三"))
    conversation.settle(first, refusal("一"))
    failed.reply = render.problem("问题太长。")
    assert conversation.history() == ["一", "三"]


def test_turns_differ_so_that_ids_do() -> None:
    conversation = Conversation()
    assert [conversation.begin("问", "").turn for _ in range(3)] == [1, 2, 3]


def test_a_blank_question_has_no_line_of_its_own() -> None:
    conversation = Conversation()
    conversation.begin(" \n", words.SEARCHING)
    assert [message["role"] for message in conversation.messages()] == ["assistant"]


def test_what_was_abandoned_says_so_and_what_was_settled_stays() -> None:
    conversation = Conversation()
    conversation.abandon()
    conversation.settle(conversation.begin("一", words.SEARCHING), refusal("一"))
    conversation.abandon()
    assert "资料里没有。" in conversation.messages()[-1]["content"]
    conversation.begin("二", words.SEARCHING)
    conversation.abandon()
    assert words.UNEXPECTED in conversation.messages()[-1]["content"]


def test_a_cleared_conversation_is_a_new_one() -> None:
    conversation = Conversation()
    conversation.settle(conversation.begin("一", words.SEARCHING), refusal("一"))
    conversation.clear()
    assert conversation.messages() == []
    assert conversation.history() == []

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import pytest

from index.library import Library
from index.text.tokens import Tokenizer
from qa.answers import Answer, NoAnswer
from qa.assistant import Assistant
from qa.statements import said
from qa.suggesting.facts import Fact, reads_well
from qa.suggesting.questions import examples, follow_ups, heading_question, is_answered, of_document


def test_examples_are_of_the_documents_in_turn_and_each_is_answered_from_its_own(
    assistant: Assistant, library: Library
) -> None:
    found = examples(assistant)
    assert 2 <= len(found) == len(set(found)) <= 4
    for question in found:
        assert isinstance(assistant.ask(question), Answer)


def test_what_is_not_answered_as_it_should_be_is_not_offered(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = answered(assistant, "2023年江门市GDP总量是多少？")
    (listed,) = assistant.library.documents()
    assert is_answered(assistant, Fact("2023年江门市GDP总量是多少？", "4022.25亿元"), listed.id)
    assert not is_answered(assistant, Fact("2023年江门市GDP总量是多少？", "4022.25亿元"), "0" * 16)
    assert not is_answered(assistant, Fact("2023年江门市GDP总量是多少？", "3万亿元"), listed.id)
    monkeypatch.setattr(assistant, "ask", lambda _: NoAnswer(answer.question, said("没有。"), (), 0.0, answer.seconds))
    assert examples(assistant) == []


def test_no_documents_no_examples(library: Library) -> None:
    assert examples(Assistant(library)) == []


def test_a_document_is_asked_what_it_says_its_headings_and_itself(assistant: Assistant) -> None:
    (listed,) = assistant.library.documents()
    found = [fact.question for fact in of_document(assistant.library, listed.id)]
    assert len(found) == len(set(found))
    assert "如何推动珠江口东西两岸融合互动发展？" in found
    assert any(question.endswith("讲了什么？") for question in found)


def test_a_heading_is_asked_without_its_number_and_a_couplet_by_its_first_line(tokenizer: Tokenizer) -> None:
    assert heading_question("三、推进交通治理 出行更加安全", tokenizer) == "如何推进交通治理？"
    assert heading_question("四、不予减免水费的情形", tokenizer) == "不予减免水费的情形有哪些？"
    assert heading_question("推动珠江口东西两岸 融合互动发展", tokenizer) == "如何推动珠江口东西两岸融合互动发展？"
    assert heading_question("积极主动承接省产业有序转移", tokenizer) == "如何积极主动承接省产业有序转移？"


@pytest.mark.parametrize("heading", ["经费使用情况", "第二章 政府信息公开", "办理流程及时限", "总则", "一、开展"])
def test_a_heading_that_says_of_no_deed_is_not_asked_how(heading: str, tokenizer: Tokenizer) -> None:
    assert heading_question(heading, tokenizer) == ""


def test_what_there_is_is_asked_for_by_its_name(tokenizer: Tokenizer) -> None:
    assert heading_question("三、存在的问题", tokenizer) == "存在的问题有哪些？"


def answered(assistant: Assistant, question: str, *history: str) -> Answer:
    outcome = assistant.ask(question, history)
    assert isinstance(outcome, Answer)
    return outcome


def test_what_may_be_asked_next_is_near_new_and_answered(assistant: Assistant) -> None:
    question = "2023年全市投资超亿元的工业项目有多少个？"
    answer = answered(assistant, question)
    found = follow_ups(assistant, answer)
    assert len(found) == len(set(found)) == 3
    assert "如何促进县域经济高质量发展？" in found
    for suggested in found:
        assert reads_well(suggested)
        outcome = answered(assistant, suggested, question)
        assert outcome.question.resolved == suggested
        assert outcome.citations[0].document_id == answer.citations[0].document_id
        assert outcome.text != answer.text


def test_what_was_asked_or_answered_already_is_not_suggested(assistant: Assistant) -> None:
    first, second = "2023年江门市GDP总量是多少？", "那增速呢？"
    assert "GDP总量增长了百分之多少？" in follow_ups(assistant, answered(assistant, first))
    found = follow_ups(assistant, answered(assistant, second, first), history=[first])
    assert not any("GDP" in question for question in found)
    assert found


def test_no_more_are_given_than_asked_for_nor_tried_than_allowed(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = answered(assistant, "2023年江门市GDP总量是多少？")
    assert len(follow_ups(assistant, answer, limit=1)) == 1
    tried: list[str] = []

    def refuse(question: str, _history: Sequence[str], _documents: Collection[str]) -> NoAnswer:
        tried.append(question)
        return NoAnswer(answer.question, said("没有。"), (), 0.0, answer.seconds)

    monkeypatch.setattr(assistant, "ask", refuse)
    assert follow_ups(assistant, answer) == []
    assert 0 < len(tried) == len(set(tried)) <= 9


def test_only_the_chosen_documents_are_asked_and_a_changed_document_suggests_nothing(assistant: Assistant) -> None:
    answer = answered(assistant, "2023年江门市GDP总量是多少？")
    assert follow_ups(assistant, answer, [answer.citations[0].document_id])
    assert follow_ups(assistant, answer, ["0" * 16]) == []
    gone = replace(answer, citations=(replace(answer.citations[0], document_id="0" * 16),))
    assert follow_ups(assistant, gone) == []

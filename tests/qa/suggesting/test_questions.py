from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index.library import Library
from index.text.tokens import Tokenizer
from qa.answers import Answer, NoAnswer
from qa.assistant import Assistant
from qa.statements import said
from qa.suggesting.facts import reads_well
from qa.suggesting.questions import examples, follow_ups, heading_question


def test_examples_come_from_the_headings_and_are_answered(assistant: Assistant) -> None:
    found = examples(assistant)
    assert len(found) == len(set(found)) == 4
    headings = {p.headings[-1] for listed in assistant.library.documents()
                for p in assistant.library.passages_of(listed.id) if p.headings}  # fmt: skip
    for question in found:
        assert any(heading.split()[0] in question for heading in headings)
        assert isinstance(assistant.ask(question), Answer)


def test_no_headings_no_examples(library: Library, documents: Path) -> None:
    assert examples(Assistant(library)) == []
    (documents / "甲.txt").write_text("没有标题，只有一句话。\n", encoding="utf-8")
    library.sync([documents])
    assert examples(Assistant(library)) == []


def test_a_heading_is_asked_without_its_number_and_a_couplet_by_its_first_line(tokenizer: Tokenizer) -> None:
    assert heading_question("三、推进交通治理 出行更加安全", tokenizer) == "如何推进交通治理？"
    assert heading_question("第二章 政府信息公开", tokenizer) == "政府信息公开有哪些内容？"
    assert heading_question("四、不予减免水费的情形", tokenizer) == "不予减免水费的情形有哪些？"
    assert heading_question("深化群防群治工作 人居环境更加和谐", tokenizer) == "如何深化群防群治工作？"
    assert heading_question("推动珠江口东西两岸 融合互动发展", tokenizer) == "如何推动珠江口东西两岸融合互动发展？"
    assert heading_question("积极主动承接省产业有序转移", tokenizer) == "如何积极主动承接省产业有序转移？"


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

from __future__ import annotations

import importlib
from collections.abc import Callable

import pytest

from index.library import Library
from index.text.vocabulary import find_meant, said_otherwise
from qa.assistant import Assistant
from qa.evaluation.ablation import READING, RULES, ablate, as_table, without
from qa.evaluation.files import Asked


@pytest.fixture
def asked(library: Library, documents: object) -> Assistant:
    return Assistant(library)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_where_it_is_said_to_be_and_back_again_afterwards(rule: str, asked: Assistant) -> None:
    module = importlib.import_module(RULES[rule].module)
    before = getattr(module, RULES[rule].name)
    assert callable(before)
    with without(rule, asked):
        assert getattr(module, RULES[rule].name) is RULES[rule].instead
    assert getattr(module, RULES[rule].name) is before


def test_without_reading_the_rules_read(assistant: Assistant) -> None:
    model = assistant.reader
    with without(READING, assistant):
        outcome = assistant.ask("2023年江门市GDP总量是多少？")
    assert all(item.reading is None for item in outcome.evidence)
    assert assistant.reader is model


def test_all_rules_come_first_then_each_by_itself(assistant: Assistant, make_asked: Callable[[str], Asked]) -> None:
    found = ablate(assistant, [make_asked("2031年江门市GDP总量是多少？")], ["decisive", "unit"])
    assert list(found) == ["", "decisive", "unit"]
    assert found[""].refused == 1.0


def test_the_table_has_a_row_for_each(assistant: Assistant, make_asked: Callable[[str], Asked]) -> None:
    rows = as_table(ablate(assistant, [make_asked("2023年江门市GDP总量是多少？")], ["unit", READING])).splitlines()
    assert [row.split("\t")[0] for row in rows] == ["规则", "—", "unit", READING]


@pytest.fixture
def make_asked() -> Callable[[str], Asked]:
    return lambda question: Asked(question, question, "", (), ())


def test_without_the_vocabulary_no_module_knows_another_word(asked: Assistant) -> None:
    question, text = "老公的酒店", "配偶的住宿费"
    assert find_meant(question)
    assert said_otherwise(question, text)
    with without("vocabulary", asked):
        assert (find_meant(question), said_otherwise(question, text)) == ((), [])
    assert find_meant(question)

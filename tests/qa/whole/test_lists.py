from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.library import Library
from index.text.tokens import Tokenizer
from index.types import Block, BlockKind, Document, Format, Span
from qa.answers import Answer, NoAnswer, PartKind
from qa.assistant import Assistant
from qa.whole.lists import find_lists, words_of

STEPS = "## 请假手续\n\n1. 填写请假单\n2. 部门签字\n3. 交人事处备案\n\n"
RULES = f"# 请假办法\n\n{STEPS}## 不准请假的日子\n\n- 盘点日\n- 年终决算周\n"
GROUNDS = "存包须知\n第三条 有下列情形之一的，不予寄存：\n" + "".join(
    f"（{mark}）第{mark}种物品，{'因为可能损坏柜体或者影响别人取用，' * 3}不能放进柜子；\n"
    for mark in "一二三四五六七八九"
)


@pytest.fixture
def assistant(open_library: Callable[..., Library], documents: Path) -> Assistant:
    (documents / "请假办法.md").write_text(RULES, encoding="utf-8")
    (documents / "存包.txt").write_text(GROUNDS, encoding="utf-8")
    library = open_library()
    library.sync([documents])
    return Assistant(library)


@pytest.fixture
def ask(assistant: Assistant) -> Callable[[str], Answer]:
    def asked(question: str) -> Answer:
        outcome = assistant.ask(question)
        assert isinstance(outcome, Answer)
        return outcome

    return asked


def test_a_list_is_answered_whole_with_how_many_items_it_has(ask: Callable[[str], Answer]) -> None:
    outcome = ask("请假手续有哪些步骤？")
    assert outcome.text == "1. 填写请假单\n2. 部门签字\n3. 交人事处备案"
    assert "3 项" in outcome.remark
    assert outcome.citations[0].quote.startswith("请假手续")


def test_a_list_goes_on_over_passages(ask: Callable[[str], Answer]) -> None:
    outcome = ask("哪些情形不予寄存？")
    assert all(f"（{mark}）" in outcome.text for mark in "一二三四五六七八九")
    assert "9 项" in outcome.remark


@pytest.mark.parametrize("question", ["请假手续第二步是什么？", "请假手续的第2项是什么"])
def test_an_item_is_found_by_its_number(question: str, ask: Callable[[str], Answer]) -> None:
    assert ask(question).text == "部门签字"


def test_how_many_items_there_are_is_counted_and_said_to_be(ask: Callable[[str], Answer]) -> None:
    outcome = ask("请假手续一共几步？")
    assert outcome.text.startswith("3")
    assert [part.kind for part in outcome.parts] == [PartKind.COMPUTED]


@pytest.mark.parametrize("question", ["请假手续一共多少元？", "不予寄存的一共多少公斤？"])
def test_how_much_is_not_how_many_items_there_are(question: str, assistant: Assistant) -> None:
    outcome = assistant.ask(question)
    assert isinstance(outcome, NoAnswer) or all(part.kind is not PartKind.COMPUTED for part in outcome.parts)


def test_the_lead_that_turns_the_sense_is_part_of_the_answer(ask: Callable[[str], Answer]) -> None:
    outcome = ask("盘点日能请假吗？")
    assert [part.text for part in outcome.parts] == ["不准请假的日子", "盘点日"]


def test_what_asks_whether_is_a_word_and_no_part_of_one(open_library: Callable[..., Library], documents: Path) -> None:
    text = "# 领取办法\n\n## 社会人员不得领取的物品\n\n- 能源补贴\n- 会费收据\n- 可燃物品\n"
    (documents / "领取办法.md").write_text(text, encoding="utf-8")
    library = open_library()
    library.sync([documents])
    for item in ("能源补贴", "会费收据", "可燃物品"):
        outcome = Assistant(library).ask(f"社会人员能领取{item}吗？")
        assert isinstance(outcome, Answer)
        assert [part.text for part in outcome.parts] == ["社会人员不得领取的物品", item]


def test_the_lines_between_the_halves_of_a_sentence_are_told_once_and_in_order(tokenizer: Tokenizer) -> None:
    text = "评分办法\n\n本次采用的最\n\n1. 商务分\n\n2. 技术分\n\n终方案由评标小组决定。\n"
    spans = [Span(text.index(said), text.index(said) + len(said)) for said in text.split("\n\n")]
    first, *rest = spans
    blocks = (
        Block(BlockKind.HEADING, (first,), 1),
        Block(BlockKind.PARAGRAPH, (rest[0], rest[3])),
        Block(BlockKind.CAPTION, (rest[1],)),
        Block(BlockKind.CAPTION, (rest[2],)),
    )
    document = Document("0" * 16, "办法.docx", "办法", Format.WORD, text, blocks=blocks)
    (listing,) = find_lists(document, tokenizer)
    assert words_of(listing, listing.items) == ["商务分", "技术分"]
    assert listing.whole.start < listing.whole.end

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.library import Library
from index.types import Span
from qa.answers import Answer, Citation
from qa.assistant import Assistant
from qa.types import Expected, Question, Seconds
from qa.whole.items import Item, find_item, item_asked

FIRST = "报名需要哪些材料？"


@pytest.mark.parametrize(
    ("history", "text", "item"),
    [
        ([FIRST], "第二项呢？", Item(2, FIRST, ())),
        ([FIRST], "上一个问题里的第二项是什么", Item(2, FIRST, ())),
        ([FIRST], "第三个具体说说", Item(3, FIRST, ())),
        ([FIRST], "第二个材料是什么", Item(2, FIRST, ())),
        (["你好", FIRST, "第一项呢"], "第三项", Item(3, FIRST, ("你好",))),
        ([FIRST, "第一项呢"], "还有呢", Item(2, FIRST, ())),
        ([FIRST], "还有呢", None),
        ([FIRST], "第二项谁负责？", None),
        ([FIRST], "第二条呢", None),
        ([], "第二项呢", None),
        ([FIRST], "第一名是谁", None),
    ],
)
def test_an_item_is_one_of_what_was_answered_before(history: list[str], text: str, item: Item | None) -> None:
    assert item_asked(text, history) == item


@pytest.mark.parametrize(
    ("text", "sentence", "second"),
    [
        (
            "原因：一是道路窄；二是桥面滑；三是没有灯。处罚另定。",
            "原因：一是道路窄；二是桥面滑；三是没有灯。",
            "桥面滑",
        ),
        ("下列事项须报告：（一）搬迁；（二）改名；（三）合并。", "下列事项须报告：（一）搬迁；", "改名"),
        ("原因有三：道路窄、桥面滑、没有灯。", "原因有三：道路窄、桥面滑、没有灯。", "桥面滑"),
        ("要求共三项：增资二分；缩短工时；不得克扣。", "要求共三项：增资二分；缩短工时；不得克扣。", "缩短工时"),
        ("原因有四：道路窄、桥面滑、没有灯。", "原因有四：道路窄、桥面滑、没有灯。", ""),
        ("村里有桥、路和灯。", "村里有桥、路和灯。", ""),
        ("一、搬迁须报告。", "一、搬迁须报告。", ""),
    ],
)
def test_an_item_is_quoted_where_the_answer_enumerates(
    text: str, sentence: str, second: str, open_library: Callable[..., Library], documents: Path
) -> None:
    (documents / "规定.txt").write_text(text, encoding="utf-8")
    library = open_library()
    library.sync([documents])
    (document,) = (library.document(each.id) for each in library.documents() if each.name == "规定.txt")
    whole = document.text
    citation = Citation(1, document.name, document.id, "", "", whole, (Span(0, len(whole)),), ())
    answer = Answer(
        Question(FIRST, FIRST, Expected.LIST), sentence, (citation,), 0.9, Seconds(0.0, 0.0, 0.0), sentence=sentence
    )
    found = find_item(2, answer, library)
    assert (found.drafts[0].text if found else "") == second
    assert find_item(9, answer, library) is None


def test_an_item_of_the_answer_before_is_asked_for_in_a_conversation(
    open_library: Callable[..., Library], documents: Path
) -> None:
    (documents / "规定.txt").write_text(
        "苇塘村章程\n\n下列事项须报告乡政府：\n（一）搬迁；\n（二）改名；\n（三）合并。\n", encoding="utf-8"
    )
    library = open_library()
    library.sync([documents])
    first = "苇塘村哪些事项须报告乡政府？"
    outcome = Assistant(library).ask("上一个问题里的第二项", [first])
    assert isinstance(outcome, Answer)
    assert outcome.text.startswith("改名")


@pytest.mark.parametrize("history", [[FIRST, ""], [FIRST, " ？"], ["谁" * 600]])
def test_an_item_after_a_turn_that_cannot_be_asked_again_is_no_error(
    history: list[str], open_library: Callable[..., Library], documents: Path
) -> None:
    (documents / "报名.txt").write_text("报名需要哪些材料：\n（一）照片；\n（二）学历证书；\n", encoding="utf-8")
    library = open_library()
    library.sync([documents])
    outcome = Assistant(library).ask("第二项呢？", history)
    assert (outcome.text.startswith("学历证书") if isinstance(outcome, Answer) else "") or FIRST not in history


def test_there_is_no_item_of_a_document_that_was_removed(library: Library) -> None:
    gone = Citation(1, "规定.txt", "0" * 16, "", "", "（一）甲；（二）乙", (Span(0, 9),), ())
    question = Question(FIRST, FIRST, Expected.LIST)
    answer = Answer(question, gone.quote, (gone,), 0.9, Seconds(0.0, 0.0, 0.0))
    assert find_item(2, answer, library) is None

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import UnknownDocument
from index.library import Library
from index.types import Document
from qa.answers import Answer
from qa.asking.question import understand
from qa.assistant import Assistant
from qa.whole.catalogue import answer_of_library


@pytest.fixture
def assistant(open_library: Callable[..., Library], documents: Path) -> Assistant:
    (documents / "用车.md").write_text(
        "# 用车办法\n\n## 申请\n\n提前一天申请。\n\n## 归还\n\n当天归还。\n", encoding="utf-8"
    )
    (documents / "值班.txt").write_text("值班办法\n\n节假日由各科轮流值班。\n", encoding="utf-8")
    library = open_library()
    library.sync([documents])
    return Assistant(library)


@pytest.mark.parametrize("question", ["你们有哪些文件？", "资料库里都有什么资料", "有哪些材料？"])
def test_the_library_says_what_documents_it_has(question: str, assistant: Assistant) -> None:
    outcome = assistant.ask(question)
    assert isinstance(outcome, Answer)
    assert sorted(part.label for part in outcome.parts) == ["值班.txt", "用车.md"]
    assert "2 份文件" in outcome.remark


def test_a_document_says_what_headings_it_has(assistant: Assistant) -> None:
    outcome = assistant.ask("《用车办法》有哪些章节？")
    assert isinstance(outcome, Answer)
    assert [part.text for part in outcome.parts] == ["用车办法", "申请", "归还"]


def test_a_document_opens_with_its_own_words(assistant: Assistant) -> None:
    outcome = assistant.ask("用车办法讲了什么？")
    assert isinstance(outcome, Answer)
    assert [part.text for part in outcome.parts] == ["用车办法", "提前一天申请。"]


def test_a_summary_is_the_opening_and_the_headings(assistant: Assistant) -> None:
    outcome = assistant.ask("总结一下《用车办法》")
    assert isinstance(outcome, Answer)
    assert [part.text for part in outcome.parts] == ["用车办法", "提前一天申请。", "申请", "归还"]
    assert "不是总结" in outcome.remark


def test_the_latest_document_is_the_one_with_the_latest_date(
    open_library: Callable[..., Library], documents: Path
) -> None:
    for year in (2021, 2024, 2022):
        text = f"值班办法\n\n值班由各科轮流。\n\n本办法自{year}年3月1日起施行。\n"
        (documents / f"值班办法{year}.txt").write_text(text, encoding="utf-8")
    library = open_library()
    library.sync([documents])
    outcome = Assistant(library).ask("值班办法最新的是哪份？")
    assert isinstance(outcome, Answer)
    assert [part.label for part in outcome.parts] == ["值班办法2024.txt（2024年3月1日起施行）"]
    assert "3 份" in outcome.remark


@pytest.mark.parametrize("question", ["最近的医院是哪个？", "最新的价格是多少？", "总结会是谁主持的？"])
def test_what_asks_for_no_document_is_not_answered_with_one(question: str, assistant: Assistant) -> None:
    understood = understand(question, (), assistant.library.tokenizer)
    assert answer_of_library(understood, assistant.library, ()) is None


def test_a_document_that_is_removed_meanwhile_opens_with_nothing(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = assistant.library
    question = understand("用车办法讲了什么？", (), library.tokenizer)
    assert answer_of_library(question, library, ())

    def gone(identity: str) -> Document:
        raise UnknownDocument(identity)

    monkeypatch.setattr(library, "document", gone)
    assert answer_of_library(question, library, ()) is None

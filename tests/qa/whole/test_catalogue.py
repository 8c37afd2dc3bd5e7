from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.library import Library
from qa.answers import Answer
from qa.assistant import Assistant


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

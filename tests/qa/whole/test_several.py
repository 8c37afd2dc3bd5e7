from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from index.library import Library
from qa.answers import Answer
from qa.assistant import Assistant
from qa.whole.several import parted


def test_questions_are_parted_where_each_asks_something() -> None:
    assert parted("谁带班？电话是多少?") == ["谁带班", "电话是多少?"]
    assert parted("谁带班？") == []
    assert parted("你好？谁带班？") == []
    assert parted("？".join(["谁"] * 7)) == []


def test_each_question_is_answered_with_its_own_citations(
    open_library: Callable[..., Library], documents: Path
) -> None:
    (documents / "班表.csv").write_text("日期,值班员,电话\n5月6日,柯杰,6123\n5月7日,段晴,6188\n", encoding="utf-8")
    library = open_library()
    library.sync([documents])
    outcome = Assistant(library).ask("5月6日的值班员是谁？5月7日的值班员是谁？")
    assert isinstance(outcome, Answer)
    assert [(part.text, part.citations) for part in outcome.parts] == [("柯杰", (1,)), ("段晴", (2,))]
    assert ["柯杰" in outcome.citations[0].quote, "段晴" in outcome.citations[1].quote] == [True, True]

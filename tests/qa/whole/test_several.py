from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.library import Library
from qa.answers import Answer
from qa.assistant import Assistant
from qa.whole.several import parted


def test_questions_are_parted_where_each_asks_something() -> None:
    assert parted("谁带班？电话是多少?") == ["谁带班", "电话是多少?"]
    assert parted("谁带班？") == []
    assert parted("你好？谁带班？") == []
    assert parted("？".join(["谁"] * 7)) == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("补偿金一年多少，谁付？", ["补偿金一年多少", "谁付？"]),
        ("一个疗程几次、多少钱", ["一个疗程几次", "多少钱"]),
        ("联系人是谁，电话多少？", ["联系人是谁", "电话多少？"]),
        ("停机那几天，哪些服务照常？", []),
        ("不管是谁，怎么处理？", []),
        ("在哪一年，谁当选？", []),
        ("没来几个人，怎么办？", []),
        ("由谁、怎么交？", []),
        ("《谁动了我的奶酪？》讲了什么？", []),
        ("“去哪里？”和“几点走？”是谁问的？", []),
        ("《谁，在敲门》多少钱？谁写的？", ["《谁，在敲门》多少钱", "谁写的？"]),
    ],
)
def test_questions_are_parted_at_a_comma_behind_what_asks(text: str, parts: list[str]) -> None:
    assert parted(text) == parts


def test_a_question_behind_another_leaves_out_what_that_named(
    open_library: Callable[..., Library], documents: Path
) -> None:
    (documents / "班表.csv").write_text("日期,值班员,电话\n5月6日,柯杰,6123\n5月7日,段晴,6188\n", encoding="utf-8")
    library = open_library()
    library.sync([documents])
    outcome = Assistant(library).ask("5月7日的值班员是谁，电话是多少？")
    assert isinstance(outcome, Answer)
    assert [part.text for part in outcome.parts] == ["段晴", "6188"]


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

"""Outcomes as messages: the marks stand where they are said to stand, and nothing of a document is markup."""

from __future__ import annotations

from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from index.types import Span
from qa.answers import Answer, Citation, NoAnswer, Part, PartKind, Proven, Summary
from qa.statements import Reason, ReasonKind
from qa.types import Expected, Question, Seconds, Silence
from qa.web import words
from qa.web.completion import completed, in_markdown, pieces
from qa.web.links import LINKS

ADDRESS = "http://127.0.0.1:7860/"
SECONDS = Seconds(0.1, 0.2, 0.3)
ASKED = Question("总量是多少？", "江门市总量是多少？", Expected.NUMBER)


def cited(number: int, quote: str) -> Citation:
    return Citation(number, "文件.txt", "ab12", "标题[一]", "", quote, (Span(5, 5 + len(quote)),), (), paragraph=3)


def shown(text: str) -> str:
    """The text that a viewer of Markdown shows for one line, with tags where it is markup."""
    return str(MarkdownIt("commonmark").enable("table").enable("strikethrough").render(text))


def test_the_answer_is_marked_and_its_quote_can_be_opened() -> None:
    quote = "总量4022.25亿元，增长5.5%。"
    answer = Answer(ASKED, "4022.25亿元", (cited(1, quote), cited(2, "另一句。")), 0.9, SECONDS, sentence=quote)
    message = completed(answer, ADDRESS)
    assert message.text.startswith(f"{words.understood(ASKED.resolved)}\n\n**4022.25亿元**[1]\n\n> {quote}")
    first, second = message.marks
    assert [message.text[mark.start : mark.end] for mark in message.marks] == ["[1]", "[2]"]
    assert first.start == message.text.index("[1]")
    assert first.url == f"{ADDRESS}#source/ab12/5-{5 + len(quote)}/"
    assert f"[1] [《标题\\[一\\]》，第 3 段]({first.url})\n\n> {quote}" in message.text
    assert message.text.index(words.EVIDENCE) < message.text.index(words.SEE_ALSO) < second.start
    assert "".join(pieces(message.text)) == message.text


def test_each_part_of_a_whole_answer_has_its_marks() -> None:
    citations = tuple(cited(number, f"第{number}行") for number in range(1, LINKS + 4))
    every = tuple(citation.number for citation in citations)
    parts = (
        Part("第1行", PartKind.CELL, (1,), "甲"),
        Part("15", PartKind.COMPUTED, every),
        Part("没有", PartKind.UNANSWERED, (), "丙", Reason(ReasonKind.EMPTY_LIBRARY)),
    )
    message = completed(Answer(ASKED, "第1行\n15", citations, 0.9, SECONDS, parts=parts), ADDRESS)
    reason = words.STATEMENTS.reason(Reason(ReasonKind.EMPTY_LIBRARY))
    assert "- 甲 第1行[1]\n- 计算 15[1][2]" in message.text
    assert f"[{LINKS}]\n- 丙 没有找到答案： {reason}" in message.text
    assert [mark.citation.number for mark in message.marks] == list(every)
    assert all(message.text[mark.start : mark.end] == f"[{mark.citation.number}]" for mark in message.marks)


def test_a_refusal_says_why_and_cites_nothing() -> None:
    related = (cited(1, "相近的话。"),)
    why = Reason(ReasonKind.EMPTY_LIBRARY)
    message = completed(NoAnswer(ASKED, why, related, 0.1, SECONDS), ADDRESS)
    assert message.text.startswith(f"{words.NOTHING_FOUND}\n\n{words.STATEMENTS.reason(why)}")
    assert message.text.index(words.RELATED) < message.text.index("> 相近的话。")
    assert message.marks == ()
    greeting = NoAnswer(ASKED, why, (), 0.0, SECONDS, kind=Silence.GREETING)
    assert completed(greeting, ADDRESS).text == words.STATEMENTS.reason(why)


@pytest.mark.parametrize(
    "text",
    [
        "![图](http://evil.example/x.png)",
        "<img src=x onerror=alert(1)>",
        "[点我](javascript:alert(1))",
        "# 标题",
        "- 一项",
        "1. 一项",
        "12) 一项",
        "+ 一项",
        "===",
        "---",
        "**粗** _斜_ `码` ~~删~~",
        "> 引",
        "| 甲 | 乙 |",
        "&lt;b&gt;",
        "\\[1]",
        "[1]: http://evil.example",
        "    缩进",
        "甲\n\n# 乙",
    ],
)
def test_nothing_of_a_document_is_markup(text: str) -> None:
    flat = " ".join(text.split())
    escaped = flat.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    assert shown(in_markdown(text)) == f"<p>{escaped}</p>\n"


@pytest.mark.parametrize("text", ["4022.25亿元", "-5.5%", "3.5", "A-1+2", "2023.5.1", "#1", "12)", "50%!", "=5"])
def test_a_figure_stands_as_it_stands(text: str) -> None:
    assert in_markdown(f"共{text}") == f"共{text}"
    assert in_markdown(text).replace("\\", "") == text


def test_a_summary_stands_between_the_answer_and_its_evidence() -> None:
    quote = "总量4022.25亿元，增长5.5%。"
    answer = Answer(ASKED, "4022.25亿元", (cited(1, quote), cited(2, "另一句。")), 0.9, SECONDS, sentence=quote)
    summary = Summary((Proven("总量为4022.25亿元。", (1,)), Proven("# 另有一句。", (2,))), 2, "x.example")
    message = completed(replace(answer, summary=summary), ADDRESS)
    said = f"**{words.SUMMARY}**\n\n总量为4022.25亿元。[1]\n\n\\# 另有一句。[2]\n\n{words.LEFT_OUT.format(2)}"
    assert message.text.index("**4022.25亿元**") < message.text.index(said) < message.text.index(words.EVIDENCE)
    assert [message.text[mark.start : mark.end] for mark in message.marks] == ["[1]", "[2]"]
    failed = completed(replace(answer, summary=Summary((), problem="没有写成。")), ADDRESS).text
    assert "没有写成。" in failed
    assert words.SUMMARY not in failed

"""The JSON, Markdown and Word of a checked text."""

from __future__ import annotations

import json
import re
from io import BytesIO

import pytest
from docx import Document as WordDocument
from markdown_it import MarkdownIt

from index.types import Span
from qa.answers import Citation
from qa.checking.checked_json import as_json
from qa.checking.markdown_export import as_markdown
from qa.checking.types import CheckedText, ClaimKind, Difference, Finding, Standing
from qa.checking.word_export import AUTHOR, as_word
from qa.checking.wording import as_lines, summary

TEXT = "<b>全市</b>引进企业63家。\n\n*他们*在海边。\x00"


@pytest.fixture
def checked() -> CheckedText:
    quote = "引进企业36家。"
    citation = Citation(1, "a.txt", "0" * 16, "年报[1]", "", quote, (Span(5, 13),), (Span(9, 12),), paragraph=3)
    figure, sentence = TEXT.index("63家"), Span(0, TEXT.index("\n"))
    wrong = Finding(
        ClaimKind.FIGURE,
        Span(figure, figure + 3),
        sentence,
        Standing.CONTRADICTED,
        (citation,),
        (Difference(Span(figure, figure + 2), "36"),),
        0.9,
    )
    start = TEXT.index("*")
    unseen = Finding(ClaimKind.STATEMENT, Span(start, start + 7), Span(start, start + 8), Standing.UNSEEN)
    return CheckedText("汇报", TEXT, (wrong, unseen), unchecked=5, seconds=0.25)


def test_the_json_says_all_of_it(checked: CheckedText) -> None:
    made = json.loads(json.dumps(as_json(checked)))
    assert made["counts"] == {"supported": 0, "contradicted": 1, "unseen": 1, "disputed": 0}
    assert (made["name"], made["text"], made["unchecked"], made["seconds"]) == ("汇报", TEXT, 5, 0.25)
    first, second = made["findings"]
    assert (first["kind"], first["standing"], first["claim"]) == ("figure", "contradicted", "63家")
    start, end = first["span"]
    assert TEXT[start:end] == "63家"
    assert first["differences"] == [{"span": [start, start + 2], "written": "63", "source": "36"}]
    assert first["citations"][0]["quote"] == "引进企业36家。"
    assert second["citations"] == []


def test_the_markdown_shows_the_text_as_it_is_with_a_note_for_each_claim(checked: CheckedText) -> None:
    made = as_markdown(checked)
    notes = re.findall(r"^\[\^(\d+)\]:", made, re.MULTILINE)
    assert notes == ["1", "2"]
    assert all(made.count(f"[^{number}]") == 2 for number in notes)
    shown = MarkdownIt("commonmark", {"html": True}).render(made)
    assert "<b>" not in shown
    assert "&lt;b&gt;全市&lt;/b&gt;引进企业<strong>63家</strong>" in shown
    assert "写的是“63”，原文是“36”" in made
    assert "末尾 5 字没有核对" in shown


def test_the_word_file_has_a_comment_on_each_claim(checked: CheckedText) -> None:
    made = WordDocument(BytesIO(as_word(checked)))
    paragraphs = [paragraph.text for paragraph in made.paragraphs]
    assert paragraphs[0] == "汇报"
    assert "<b>全市</b>引进企业63家。" in paragraphs
    comments = list(made.comments)
    assert [comment.author for comment in comments] == [AUTHOR] * 2
    assert "原文是“36”" in comments[0].text
    assert "《年报[1]》，第 3 段" in comments[0].text
    assert comments[1].text.startswith("未见")
    marked = [run.text for paragraph in made.paragraphs for run in paragraph.runs if run.font.highlight_color]
    assert marked == ["63", "*他们*在海边"]


def test_the_lines_for_a_terminal_put_first_what_needs_a_look(checked: CheckedText) -> None:
    lines = as_lines(checked).split("\n")
    assert lines[0] == summary(checked) == "核对了 2 处：有据 0，不符 1，未见 1，出处不一 0。末尾 5 字没有核对。"
    assert lines[2] == "[不符] 63家"


def test_a_text_without_claims(checked: CheckedText) -> None:
    empty = CheckedText("", "", ())
    assert summary(empty) == "没有可以核对的说法。"
    assert as_markdown(empty).strip() == "> 没有可以核对的说法。"
    assert WordDocument(BytesIO(as_word(empty))).paragraphs[0].text == "没有可以核对的说法。"
    assert as_json(empty)["findings"] == []

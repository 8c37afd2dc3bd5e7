from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document as WordDocument
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from index.types import Place, PlaceKind
from qa.answers import Answer, NoAnswer
from qa.plain import escaped
from qa.statements import said
from qa.types import Expected, Question, Seconds
from qa.web import references, words
from tests.hostility.markup import PAYLOADS
from tests.qa.web.test_render import HOSTILE, Reader, answer, citation
from tests.serving.browsing import ROOT

SENTENCE = "GDP总量为4022.25亿元。"


def exact() -> Answer:
    cited = replace(citation(), paragraph=3)
    return replace(answer(cited, text=cited.quote), text="4022.25亿元")


def test_a_reference_names_title_and_paragraph_or_page() -> None:
    assert references.reference(replace(citation(), paragraph=3)) == "《年报》，第 3 段"
    paged = replace(citation(), places=(Place(0, PlaceKind.PAGE, 7),), paragraph=3)
    assert references.reference(paged) == "《年报》，第 7 页"


def test_the_text_has_the_words_and_the_sentence_with_its_reference() -> None:
    first, second = references.as_text(exact()).split("\n")
    assert first == "4022.25亿元"
    assert second.startswith("“")
    assert second.endswith("”（《年报》，第 3 段）")
    whole = answer(text=citation().quote)
    assert references.as_text(whole).count(" ".join(whole.text.split())) == 1


@given(st.text(max_size=60))
def test_markdown_shows_the_same_characters(text: str) -> None:
    text = "".join(c for c in text if c.isprintable())
    page = Reader(MarkdownIt().renderInline(escaped(text)))
    assert page.text == " ".join(text.split())


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("form", ["> {}", "## {}", "- {}", "**{}**"])
def test_markdown_shows_what_would_run_as_it_stands(form: str, payload: str) -> None:
    written = escaped(payload)
    page = Reader(MarkdownIt().enable(["table", "strikethrough"]).render(form.format(written)))
    assert page.text.strip() == " ".join(payload.split())
    assert set(page.tags) <= {"blockquote", "p", "h2", "ul", "li", "strong"}
    assert not re.search(r"(?<!\\)(?:://|www\.|@\w+\.)", written)


def test_a_conversation_has_every_question_answer_and_reference() -> None:
    asked = Question(HOSTILE, HOSTILE, Expected.OTHER)
    refused = NoAnswer(asked, said("文档里没有找到答案。"), (citation(1),), 0.1, Seconds(0.0, 0.0, 0.0))
    exchanges: list[tuple[str, references.Outcome]] = [("GDP是多少？", exact()), (HOSTILE, refused)]
    page = Reader(MarkdownIt().render(references.conversation_markdown(exchanges)))
    assert {"img", "script", "a"} & set(page.tags) == set()
    for shown in ("GDP是多少？", "4022.25亿元", "《年报》，第 3 段", "文档里没有找到答案。"):
        assert shown in page.text
    word = WordDocument(BytesIO(references.conversation_word(exchanges)))
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    for shown in ("GDP是多少？", "4022.25亿元", "《年报》，第 3 段", "文档里没有找到答案。"):
        assert shown in text


@given(st.text(max_size=40))
def test_any_question_goes_into_a_word_file(text: str) -> None:
    asked = Question(text, text, Expected.OTHER)
    refused = NoAnswer(asked, said("没有。"), (), 0.1, Seconds(0.0, 0.0, 0.0))
    assert references.conversation_word([(text, refused)])[:2] == b"PK"


def test_nothing_is_exported_as_a_table_in_which_text_could_be_a_formula() -> None:
    """Who writes the first: a cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line break needs a guard."""
    writers = re.compile(r"csv\.(?:writer|DictWriter)|\bWorkbook\(|\.to_(?:csv|excel)\(|xlsxwriter")
    sources = [*ROOT.glob("index/**/*.py"), *ROOT.glob("qa/**/*.py"), ROOT / "app.py"]
    assert len(sources) > 50
    assert [path.name for path in sources if writers.search(path.read_text(encoding="utf-8"))] == []
    assert set(words.EXPORTS) == {"md", "docx"}

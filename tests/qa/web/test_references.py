from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from docx import Document as WordDocument
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from index.types import Place, PlaceKind, Span
from qa.answers import Answer, NoAnswer, Part, PartKind, PartStatus
from qa.plain import escaped
from qa.statements import Remark, RemarkKind, said
from qa.types import Expected, Question, Seconds
from qa.web import exports, references, words
from qa.web.links import to_quote
from tests.hostility.markup import PAYLOADS
from tests.qa.web.test_render import HOSTILE, Reader, answer, citation
from tests.serving.browsing import ROOT

SENTENCE = "GDP总量为4022.25亿元。"


def exact() -> Answer:
    cited = replace(citation(), heading="", paragraph=3)
    return replace(answer(cited, text=cited.quote), text="4022.25亿元")


def test_a_reference_names_title_and_paragraph_or_page() -> None:
    bare = replace(citation(), heading="", paragraph=3)
    assert references.reference(bare) == "《年报》，第 3 段"
    assert references.reference(replace(bare, places=(Place(0, PlaceKind.PAGE, 7),))) == "《年报》，第 7 页"
    assert references.reference(replace(bare, heading="年报 › 一、经费")) == "《年报》，“一、经费”，第 3 段"


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


@pytest.mark.parametrize(
    "text", ["GDP 254.3 亿元（+5.5%）", "3.5版", "2023.5.1 起", "a-b-c", "第1条 (一)", "C# 与 F#", "合计：40+90=130"]
)
def test_figures_and_brackets_stay_as_they_are_and_can_be_pasted(text: str) -> None:
    assert escaped(text) == text


@pytest.mark.parametrize("text", ["1. 总则", "12) 附则", "# 号", "- 无", "+ 有", "===", "1986. 那一年"])
@pytest.mark.parametrize("form", ["{}", "> {}", "- {}"])
def test_what_begins_like_a_list_or_a_heading_is_none(form: str, text: str) -> None:
    page = Reader(MarkdownIt().render(form.format(escaped(text))))
    assert page.text.strip() == text
    assert set(page.tags) <= {"p", "blockquote", "ul", "li"}


def test_a_conversation_has_every_question_answer_and_reference() -> None:
    asked = Question(HOSTILE, HOSTILE, Expected.OTHER)
    refused = NoAnswer(asked, said("文档里没有找到答案。"), (citation(1),), 0.1, Seconds(0.0, 0.0, 0.0))
    exchanges: list[tuple[str, references.Outcome]] = [("GDP是多少？", exact()), (HOSTILE, refused)]
    exported = exports.Exported(exchanges, "2026-11-29 08:00", ["年报.txt"], "https://a.cn/yinju/")
    page = Reader(MarkdownIt().render(exports.conversation_markdown(exported)))
    assert {"img", "script", "a"} & set(page.tags) == set()
    made = WordDocument(BytesIO(exports.conversation_word(exported)))
    text = "\n".join(paragraph.text for paragraph in made.paragraphs)
    said_of_it = ["2026-11-29 08:00", "年报.txt", words.NOTHING_FOUND, words.REFERENCES, "年报[Z]."]
    for shown in ("GDP是多少？", "4022.25亿元", "《年报》，第 3 段", "文档里没有找到答案。", *said_of_it):
        assert shown in page.text
        assert shown in text
    assert exact().citations[0].quote in text  # word for word, to be found again
    links = [each.target_ref for each in made.part.rels.values() if each.is_external]
    assert f"https://a.cn/yinju/{to_quote(exact().citations[0])}" in links


@pytest.mark.parametrize("address", ["", "javascript:alert(1)//", "file:///etc", 'https://a.cn/" onclick=x'])
def test_there_are_no_links_where_the_page_has_no_address(address: str) -> None:
    made = WordDocument(BytesIO(exports.conversation_word(exports.Exported([("问", exact())], address=address))))
    assert not [each for each in made.part.rels.values() if each.is_external]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (
            {"title": "2023年统计公报", "document": "a.pdf", "places": (Place(0, PlaceKind.PAGE, 7),)},
            "2023年统计公报[Z]. 2023: 7.",
        ),
        ({"title": "调研报告", "document": "a.docx"}, "调研报告[R]."),
        ({"title": "商品", "document": "商品2024.csv"}, "商品[DS]. 2024."),
        ({"title": "编号120231", "document": "a.txt"}, "编号120231[Z]."),
    ],
)
def test_a_document_is_listed_with_what_is_known_of_it(changed: dict[str, Any], expected: str) -> None:
    assert exports.entry(replace(citation(), **changed)) == expected


def test_how_sure_an_answer_is_goes_with_it_where_it_is_not() -> None:
    unsure = replace(exact(), sure=False, confidence=0.3)
    assert words.UNSURE in exports.conversation_markdown(exports.Exported([("问", unsure)]))


@given(st.text(max_size=40))
def test_any_question_goes_into_a_word_file(text: str) -> None:
    asked = Question(text, text, Expected.OTHER)
    refused = NoAnswer(asked, said("没有。"), (), 0.1, Seconds(0.0, 0.0, 0.0))
    assert exports.conversation_word(exports.Exported([(text, refused)]))[:2] == b"PK"


def test_nothing_is_exported_as_a_table_in_which_text_could_be_a_formula() -> None:
    """Who writes the first: a cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line break needs a guard."""
    writers = re.compile(r"csv\.(?:writer|DictWriter)|\bWorkbook\(|\.to_(?:csv|excel)\(|xlsxwriter")
    sources = [*ROOT.glob("index/**/*.py"), *ROOT.glob("qa/**/*.py"), ROOT / "app.py"]
    assert len(sources) > 50
    assert [path.name for path in sources if writers.search(path.read_text(encoding="utf-8"))] == []
    assert set(words.EXPORTS) == {"md", "docx"}


def test_what_no_longer_stands_and_what_to_mind_goes_with_what_is_copied_and_exported() -> None:
    one, two = "保证金为二十万元。", "保证金为五万元。"
    cited = tuple(
        replace(citation(number), quote=quote, spans=(Span(0, len(quote)),), highlight=(), heading="")
        for number, quote in ((1, one), (2, two))
    )
    parts = (
        Part(one, PartKind.QUOTED, (1,), "《新办法》"),
        Part(two, PartKind.QUOTED, (2,), "《旧办法》", status=PartStatus.REPEALED),
    )
    differing = replace(answer(*cited, text=one), parts=parts, remarks=(Remark(RemarkKind.NEWER_FIRST),))
    remark = words.STATEMENTS.remark(differing.remarks)
    simple = replace(exact(), remarks=(Remark(RemarkKind.OPENING),))
    exported = exports.Exported([("问", differing), ("又问", simple)])
    made = WordDocument(BytesIO(exports.conversation_word(exported)))
    for text in (
        references.as_text(differing),
        Reader(MarkdownIt().render(references.as_markdown(differing))).text,
        Reader(MarkdownIt().render(exports.conversation_markdown(exported))).text,
        "\n".join(paragraph.text for paragraph in made.paragraphs),
    ):
        assert f"《旧办法》 {words.PART_STATUSES['repealed']} {two}" in text
        assert remark in text
    for copied in (references.as_text(simple), references.as_markdown(simple)):
        assert copied.endswith(words.STATEMENTS.remark(simple.remarks))

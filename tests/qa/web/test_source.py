from __future__ import annotations

from index.text.tokens import Tokenizer
from index.types import Block, BlockKind, Document, Format, Place, PlaceKind, Span
from qa.answers import Citation
from qa.web import links, source, words
from qa.web.gradio import frame
from tests.qa.web.test_render import Reader

HOSTILE = '<img src=x onerror=alert(1)> & "引号" \u202e反\u200b $x$ **粗**'


def test_every_slice_stands_at_its_place_and_says_so(tokenizer: Tokenizer) -> None:
    text = f"总则\n水库正在加\n页码 1\n固。{HOSTILE}\r\t𠮷"
    spans = Span(3, 8), Span(14, len(text))
    blocks = Block(BlockKind.HEADING, (Span(0, 2),), 1), Block(BlockKind.PARAGRAPH, spans)
    places = Place(0, PlaceKind.PAGE, 1), Place(9, PlaceKind.PAGE, 2)
    page = Reader(source.whole(Document("00", "a.pdf", "总则", Format.PDF, text, blocks, places), tokenizer))
    assert page.tags == ["p", "h3", "span", "p", "span", "span"]
    assert page.text == f"第 1 页总则水库正在加固。{HOSTILE}\r\t𠮷"
    ends = zip(page.values("data-start"), page.values("data-end"), strict=True)
    assert [(int(start), int(end)) for start, end in ends] == [(0, 2), (3, 8), (14, len(text))]


def test_a_document_without_blocks_of_its_own_is_laid_out(tokenizer: Tokenizer) -> None:
    text = "年度报告\n\n一、经济\n\n2023年GDP为4022.25亿元。\n"
    page = Reader(source.whole(Document("00", "a.txt", "a", Format.TEXT, text), tokenizer))
    assert "2023年GDP为4022.25亿元。" in page.text
    assert all(text[int(start)] for start in page.values("data-start"))


def test_a_link_names_the_document_the_quote_and_the_words() -> None:
    spans, marks = (Span(310, 371), Span(371, 380), Span(400, 409)), (Span(337, 346),)
    cited = Citation(1, "a.txt", "0123456789abcdef", "a", "", "文" * 79, spans, marks)
    assert links.to_quote(cited) == "#source/0123456789abcdef/310-380+400-409/337-346"
    assert links.to_document("0123456789abcdef") == "#source/0123456789abcdef"


def test_the_frame_has_every_tool_by_its_name() -> None:
    page = Reader(source.frame())
    assert sorted(page.values("data-do")) == sorted(words.SOURCE_TOOLS)
    assert set(words.SOURCE_TOOLS.values()) <= set(page.values("aria-label"))
    assert words.FIND_IN_DOCUMENT in page.values("aria-label")


def test_what_is_missing_is_said() -> None:
    assert Reader(source.missing()).text == words.CHANGED


def test_what_is_pressed_or_open_says_so_and_nothing_claims_to_be_a_tab() -> None:
    page = Reader(source.frame())
    assert {"tab", "tablist"}.isdisjoint(page.values("role"))
    states = {values["data-do"]: values for _, values in page.attributes if values.get("data-do")}
    assert {name for name, values in states.items() if "aria-pressed" in values} == {"page", "text"}
    assert states["outline"]["aria-expanded"] == "false"
    drawer = next(values for _, values in Reader(frame.masthead()).attributes if "data-history" in values)
    assert drawer["aria-expanded"] == "false"

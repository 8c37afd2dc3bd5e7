from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.library import Failure, Status, SyncReport
from index.types import Place, PlaceKind, Span, join_spans
from qa.answers import Answer, Citation, Elsewhere, NoAnswer, Part, PartKind, PartStatus
from qa.statements import said
from qa.types import Expected, Question, Seconds, Silence
from qa.web import english, markup, render, words
from qa.web.links import to_quote
from qa.web.uploads import Received

TEXT = "2023年，全市GDP总量为4022.25亿元，增\n\n长5.5%，总量上升至全省第7。"
AMOUNT = Span(TEXT.index("4022.25"), TEXT.index("，增"))
MENDED = (Span(0, TEXT.index("\n")), Span(TEXT.index("长"), len(TEXT)))
SECONDS = Seconds(0.03, 0.2, 0.23)
HOSTILE = "<script>alert('1')</script> & \"引号\" *星* _下_ $x$ `码` # 号 | [链](javascript:x)"
TAGS = {"p", "sup", "a", "mark", "details", "summary", "span", "bdi", "blockquote", "h2", "div", "strong", "button"}


class Reader(HTMLParser):
    """Collects tags, the text in <mark>, all text, and ids; fails on tags left open."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, dict[str, str | None]]] = []
        self.marked: list[str] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.append((tag, dict(attrs)))
        if tag != "input":  # which has no end
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if "mark" in self._open:
            self.marked.append(data)

    def values(self, attribute: str) -> list[str]:
        return [found for _, values in self.attributes if (found := values.get(attribute)) is not None]


def citation(number: int = 1, spans: tuple[Span, ...] = MENDED, highlight: tuple[Span, ...] = (AMOUNT,)) -> Citation:
    return Citation(number, "年报.txt", "00", "年报", "年报 › 经济", join_spans(TEXT, spans), spans, highlight)


def hostile_citation(number: int = 1) -> Citation:
    spans = (Span(0, len(HOSTILE)),)
    return Citation(number, HOSTILE, "00", HOSTILE, HOSTILE, HOSTILE, spans, (Span(8, 13),))


def asked(text: str = "GDP总量是多少？", resolved: str | None = None) -> Question:
    return Question(text, resolved or text, Expected.NUMBER)


def answer(*citations: Citation, text: str = "4022.25亿元", confidence: float = 0.97) -> Answer:
    return Answer(asked(), text, citations or (citation(),), confidence, SECONDS)


@given(st.text())
def test_plain_shows_the_same_characters_on_one_line(text: str) -> None:
    html = markup.plain(text)
    assert not set(html) & set("<>\"'\t\n\r\0")
    assert unescape(html) == text.replace("\0", "\ufffd")


def test_plain_shows_lone_surrogates_as_the_replacement_character() -> None:
    assert markup.plain("a\ud800b𠮷") == "a\ufffdb𠮷"


@given(st.text(), st.data())
def test_marks_add_nothing_but_tags(text: str, data: st.DataObject) -> None:
    ends = data.draw(st.lists(st.integers(0, len(text)), unique=True, max_size=6).map(sorted))
    parts = [Span(start, end) for start, end in zip(ends[::2], ends[1::2], strict=False)]
    html = markup.marked(text, parts)
    assert Reader(html).text == text.replace("\0", "\ufffd")
    assert html.count("<mark>") == len(parts)


def test_a_highlight_in_a_mended_quote_is_found_where_the_quote_has_it() -> None:
    growth = Span(TEXT.index("5.5%"), TEXT.index("5.5%") + 4)
    cited = citation(highlight=(AMOUNT, growth))
    assert [cited.quote[part.start : part.end] for part in cited.marks] == ["4022.25亿元", "5.5%"]


def test_highlights_on_both_sides_of_a_mend_become_one_mark() -> None:
    before, after = Span(MENDED[0].end - 1, MENDED[0].end), Span(MENDED[1].start, MENDED[1].start + 5)
    cited = citation(highlight=(before, after))
    assert Reader(render.outcome(answer(cited), 1)).marked == ["增长5.5%"]


@given(st.data())
def test_highlights_are_the_document_s_own_words(data: st.DataObject) -> None:
    ends = data.draw(st.lists(st.integers(0, len(TEXT)), unique=True, min_size=2, max_size=8).map(sorted))
    spans = tuple(Span(start, end) for start, end in zip(ends[::2], ends[1::2], strict=False))
    within = data.draw(st.sampled_from(spans))
    start = data.draw(st.integers(within.start, within.end - 1))
    highlight = Span(start, data.draw(st.integers(start + 1, within.end)))
    cited = citation(spans=spans, highlight=(highlight,))
    (part,) = cited.marks
    assert cited.quote[part.start : part.end] == TEXT[highlight.start : highlight.end]


def test_an_answer_shows_its_words_its_number_and_the_marked_quote() -> None:
    page = Reader(render.outcome(answer(citation(1), citation(2)), turn=3))
    assert page.text.startswith("4022.25亿元[1]")
    assert page.marked == ["4022.25亿元", "4022.25亿元"], "marked in each quote, not where the answer is nothing else"
    assert page.values("href") == [to_quote(citation())] * 3
    assert page.values("id") == [*(f"act-{name}-3" for name in words.ACTS), "citation-3-1", "citation-3-2"]
    assert [values for tag, values in page.attributes if tag == "details" and "open" in values] == [
        {"class": "citation", "id": "citation-3-1", "open": None}
    ]
    for shown in ("年报.txt", "年报 › 经济", citation().quote, words.EVIDENCE, "用时 0.23 秒"):
        assert shown in page.text


def test_a_sentence_that_answers_has_the_answering_words_marked() -> None:
    sentence = TEXT[: MENDED[0].end - 2]
    page = Reader(render.outcome(answer(text=sentence), 1))
    assert page.marked == ["4022.25亿元"] * 2


def test_exact_words_are_shown_and_their_sentence_stands_out_from_the_passage() -> None:
    sentence = TEXT[: MENDED[0].end - 2]
    made = replace(answer(text=sentence), text="4022.25亿元")
    html = render.outcome(made, 1)
    assert Reader(html).marked == ["4022.25亿元"]  # in the quote, not in the answer, which it is all of
    assert '<p class="answer short">4022.25亿元<sup>' in html
    assert Reader(html.partition('<span class="own">')[2].partition("</span>")[0]).text == sentence
    assert Reader(html).text.count(sentence) == 1  # nothing is said three times


def test_of_equal_words_the_highlighted_ones_are_marked() -> None:
    text = "7名，又7名获奖。"
    second = Span(text.index("7名获"), text.index("7名获") + 1)
    cited = Citation(1, "a.txt", "00", "a", "", text, (Span(0, len(text)),), (second,))
    html = render.outcome(answer(cited, text="7名"), 1)
    assert '<p class="answer short"><mark>7</mark>名<sup>' in html
    assert "<blockquote>7名，又<mark>7</mark>名获奖。</blockquote>" in html


@pytest.mark.parametrize(
    ("title", "heading", "shown"),
    [
        ("年报", "年报 › 经济", "年报 › 经济"),
        ("经济版", "公安版 › 禁毒", "公安版 › 禁毒"),
        ("年报", "", "年报"),
    ],
)
def test_a_citation_says_under_which_headings_it_stands_or_else_in_what(title: str, heading: str, shown: str) -> None:
    cited = Citation(1, "a.txt", "00", title, heading, TEXT[:4], (Span(0, 4),), ())
    assert f'<span class="heading"><bdi>{shown}</bdi></span>' in render.outcome(answer(cited, text=TEXT[:4]), 1)


def test_a_question_understood_otherwise_is_said() -> None:
    result = NoAnswer(asked("增速呢？", "GDP增速是多少？"), said("资料里没有。"), (), 0.1, SECONDS)
    assert "理解为：GDP增速是多少？" in render.outcome(result, 1)
    assert "理解为" not in render.outcome(answer(), 1)


def test_what_was_filled_in_can_be_left_out_by_one_click() -> None:
    result = NoAnswer(asked("增速呢？", "GDP增速是多少？"), said("资料里没有。"), (), 0.1, SECONDS)
    assert 'id="act-typed-3"' in render.outcome(result, 3)
    assert "act-typed" not in render.outcome(answer(), 3)


def test_a_greeting_is_answered_without_the_look_of_a_refusal() -> None:
    page = render.outcome(NoAnswer(asked("你好"), said("你好！"), (), 0.0, SECONDS, kind=Silence.GREETING), 1)
    assert "你好！" in page
    assert words.NOTHING_FOUND not in page
    assert "unanswered" not in page


def test_no_answer_gives_the_reason_and_related_passages_all_folded() -> None:
    result = NoAnswer(asked(), said("资料里没有提到。"), (citation(1), citation(2)), 0.1, SECONDS)
    page = Reader(render.outcome(result, 2))
    assert words.NOTHING_FOUND in page.text
    assert "资料里没有提到。" in page.text
    assert words.RELATED in page.text
    assert words.EVIDENCE not in page.text
    assert page.tags.count("details") == 2
    assert not any("open" in values for _, values in page.attributes)
    assert words.RELATED not in render.outcome(NoAnswer(asked(), said("资料库是空的。"), (), 0.0, SECONDS), 1)


@pytest.mark.parametrize(
    "html",
    [
        render.question(HOSTILE, 1),
        render.problem(HOSTILE),
        render.pending(HOSTILE),
        render.notice(HOSTILE),
        render.progress(HOSTILE, 0.5),
        render.outcome(Answer(asked(HOSTILE, HOSTILE * 2), HOSTILE, (hostile_citation(),), 0.5, SECONDS), 1),
        render.outcome(NoAnswer(asked(HOSTILE, HOSTILE * 2), said(HOSTILE), (hostile_citation(),), 0.5, SECONDS), 1),
        render.failures([Failure(HOSTILE, HOSTILE)]),
    ],
)
def test_hostile_text_stays_text(html: str) -> None:
    page = Reader(html)
    assert set(page.tags) <= TAGS | {"progress", "ul", "li"}
    assert HOSTILE in page.text
    assert all(not name.startswith("on") for _, values in page.attributes for name in values)
    assert "\n" not in html


@pytest.mark.parametrize(
    ("sure", "confidence", "said"),
    [(True, 0.9, "较大"), (False, 0.9, "一般"), (False, 0.5, "一般"), (False, 0.49, "较小")],
)
def test_assurance_is_said_in_words(sure: bool, confidence: float, said: str) -> None:
    assert f"把握{said}" in render.outcome(replace(answer(confidence=confidence), sure=sure), 1)


def test_words_that_are_not_sure_are_shown_in_their_sentence_and_marked() -> None:
    made = answer(text="4022.25亿元")
    whole = replace(made, sentence=made.citations[0].quote, sure=False)
    page = render.outcome(whole, 1)
    assert '<p class="answer long">' in page
    assert "<mark>4022.25亿元</mark>" in page.partition("</p>")[0]
    assert '<p class="sentence">' not in page + render.outcome(replace(whole, sure=True), 1)


def test_what_documents_say_otherwise_stands_under_the_evidence_and_says_that_it_is_past() -> None:
    parts = (
        Part("4022.25亿元", PartKind.QUOTED, (1,), "新"),
        Part("4022.25亿元", PartKind.QUOTED, (2,), "旧", status=PartStatus.REPEALED),
    )
    html = render.outcome(replace(answer(citation(), citation(2), citation(3)), parts=parts), 1)
    evidence, also = html.split(words.SEE_ALSO)
    assert [part.count('class="citation"') for part in (evidence, also)] == [2, 1]
    assert html.count('<span class="past">') == evidence.count(words.PART_STATUSES["repealed"]) == 1


def test_the_first_line_of_an_answer_is_where_the_whole_begins() -> None:
    whole, first = render.outcome(answer(), 1), render.opening(answer(), 1)
    assert whole.startswith(first.removesuffix("</div>"))


def test_figures_are_counted_in_chinese() -> None:
    page = Reader(render.figures(Status(1, 45, 6500, 1, "bundled", ())))
    assert page.text == "资料库：1 份文件 · 45 段 · 6,500 字"


def test_failures_are_listed_with_their_reasons() -> None:
    page = Reader(render.failures([Failure("坏.txt", "看不出是什么编码。"), Failure("大.txt", "太大。")]))
    assert page.text.startswith("有 2 份文件没能读入")
    assert "坏.txt：看不出是什么编码。" in page.text
    assert page.tags.count("li") == 2
    assert render.failures([]) == ""


def test_progress_has_an_end_where_one_is_known() -> None:
    assert 'value="0.250" max="1"' in render.progress("计算向量 12/45，约剩 3 秒", 0.25)
    assert "正在索引：计算向量 12/45，约剩 3 秒" in render.progress("计算向量 12/45，约剩 3 秒", 0.25)
    assert re.search(r"<progress aria-label", render.progress("", 0))


def test_a_citation_says_its_page_and_where_else_the_text_stands() -> None:
    also = Elsewhere("副本.docx", "01", "/家/副本.docx", "", "第 2 行")
    cited = replace(answer().citations[0], places=(Place(0, PlaceKind.PAGE, 3),), also=(also,))
    page = Reader(render.outcome(replace(answer(), citations=(cited,)), 1))
    assert "第 3 页" in page.text
    assert "也见于：副本.docx 第 2 行" in page.text


def test_a_report_says_what_a_sync_did() -> None:
    assert "新增 1 份，移除 2 份" in render.report(SyncReport(("a",), (), ("b", "c"), (), 5))
    assert "没有变化" in render.report(SyncReport((), (), (), (), 5))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_became_of_files_that_were_brought_is_said_in_the_pages_language(
    monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    for name in ("kept_beside", "there_already"):
        monkeypatch.setattr(words, name, getattr(english if language == "en" else words, name))
    beside, known = ("<年报>.pdf", "<年报> (2).pdf"), ("库存.txt", "库存 (2).txt")
    shown = Reader(render.received(Received((Failure("坏.pdf", "损坏"),), (beside,), (known,))))
    assert all(name in shown.text for name in (*beside, *known, "坏.pdf"))
    assert ("存为" in shown.text) == (language == "zh")
    assert render.received(Received()) == ""

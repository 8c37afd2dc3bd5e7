"""A checked text is shown as it was given, each claim with its mark and its sign."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from index.types import Span
from qa.checking.types import CheckedText, ClaimKind, Difference, Finding, Standing
from qa.web import words
from qa.web.checking import render
from tests.qa.web.checking.made import CHECKED, FINDINGS, TEXT, place


def shown(html: str) -> str:
    """What a person reads of the text, without the signs."""
    return unescape(re.sub("<[^>]*>", "", re.sub("<button.*?</button>", "", html)))


def marks(html: str) -> dict[int, str]:
    """The text inside each claim's mark, by number."""
    found, open_ = {}, []
    for piece in re.split("(<mark[^>]*>|</mark>)", re.sub("<button.*?</button>|</?span[^>]*>", "", html)):
        if begun := re.match(r'<mark class="(\w+)" data-claim="(\d+)">', piece):
            open_.append((int(begun[2]), ""))
        elif piece == "</mark>":
            number, inner = open_.pop()
            found[number] = inner
        else:
            open_ = [(outer, text + unescape(piece)) for outer, text in open_]
    return found


def test_the_text_stands_as_it_was_given_and_each_claim_in_its_mark() -> None:
    html = render.text(CHECKED)
    assert shown(html) == TEXT
    assert "\n" not in html
    assert marks(html) == {number: TEXT[it.span.start : it.span.end] for number, it in enumerate(FINDINGS)}
    for number, finding in enumerate(FINDINGS):
        assert f'<mark class="{finding.standing}" data-claim="{number}">' in html
        (sign,) = re.findall(rf'<button [^>]*data-claim="{number}"[^>]*>(.)</button>', html)
        assert sign == render.SIGNS[finding.standing]
        assert re.search(rf'<span class="end">[^<]?<button [^>]*data-claim="{number}"', html)
    assert "<b>" not in html


def test_the_signs_tell_the_standings_apart_without_a_colour() -> None:
    assert set(render.SIGNS) == set(Standing)
    assert len(set(render.SIGNS.values())) == len(Standing)
    assert all(words.CHECKING.standings[standing] in render.result(CHECKED) for standing in Standing)


def test_claims_that_cross_or_coincide_lose_nothing() -> None:
    whole = Span(0, 10)
    spans = [Span(0, 6), Span(4, 9), Span(4, 9), Span(0, 10), Span(9, 10)]
    text = "零一二三四五六七八九"
    checked = CheckedText("", text, tuple(Finding(ClaimKind.STATEMENT, it, whole, Standing.UNSEEN) for it in spans))
    html = render.text(checked)
    assert shown(html) == text
    assert html.count("<mark") == html.count("</mark>") == html.count("<button") == len(spans)


def test_the_counts_are_those_of_the_findings() -> None:
    html = render.result(CHECKED)
    for standing, count in {"contradicted": 1, "supported": 1, "unseen": 2, "disputed": 1}.items():
        (said,) = re.findall(rf'data-only="{standing}"[^>]*>(.*?)</button>', html)
        assert shown(said).endswith(f"{words.CHECKING.standings[Standing(standing)]} {count}")
    assert "稿子.txt" in html
    assert words.CHECKING.took.format("1.2") in html
    assert "没有核对" not in html
    assert words.CHECKING.unchecked.format("1,234") in render.result(replace(CHECKED, unchecked=1234))


def test_a_claim_is_shown_with_what_is_otherwise_and_its_quotes() -> None:
    html = render.beside(CHECKED, 0)
    assert "<li><del>4022.25</del> → <ins>4022.52</ins></li>" in html
    assert "2023年总量<b><del>4022.25</del></b><b>亿元</b>，增长5.5%。" in html
    assert "<blockquote>2023年总量<mark>4022.52</mark>亿元。</blockquote>" in html
    assert '<a href="#source/ab12ab12ab12ab12/100-117/107-114">' in html
    assert words.CHECKING.explained[Standing.CONTRADICTED] in html
    assert html.count("<blockquote>") == 1


def test_the_nearest_is_not_shown_as_a_proof() -> None:
    html = render.beside(CHECKED, 2)
    assert html.index(words.CHECKING.nearest) < html.index("<blockquote>人口很多。&lt;script&gt;")
    assert words.CHECKING.nearest not in render.beside(CHECKED, 1)
    assert words.CHECKING.nearest not in render.beside(CHECKED, 4)
    assert "<blockquote>" not in render.beside(CHECKED, 4)


@pytest.mark.parametrize(
    ("written", "source", "said"),
    [("4022.25", "", "多了“4022.25”"), ("\n", "约", "少了“约”"), ("5.5%", "5.6%", "<del>5.5%</del> → <ins>5.6%</ins>")],
)
def test_what_is_missing_or_more_is_said(written: str, source: str, said: str) -> None:
    finding = replace(FINDINGS[0], differences=(Difference(place(written), source),))
    assert said in render.beside(replace(CHECKED, findings=(finding,)), 0)


def test_the_table_has_a_row_for_each_claim() -> None:
    html = render.table(CHECKED)
    rows = re.findall(r"<tr class=.*?</tr>", html)
    assert len(rows) == len(FINDINGS)
    assert "第 3 页" in rows[1]
    assert "<td></td>" in rows[4]
    assert "&lt;script&gt;" in rows[2]
    assert "<script" not in html


def test_a_text_without_claims_says_so() -> None:
    assert words.CHECKING.no_claims in render.result(CheckedText("", "你好", ()))


def test_each_claim_can_be_looked_at_from_its_row() -> None:
    rows = re.findall(r"<tr class=.*?</tr>", render.table(CHECKED))
    for number, (row, finding) in enumerate(zip(rows, FINDINGS, strict=True)):
        (label,) = re.findall(rf'<button type="button" [^>]*data-claim="{number}" aria-label="([^"]*)"', row)
        assert unescape(label).endswith(TEXT[finding.span.start : finding.span.end])
        assert "data-claim" not in row.partition(">")[0]  # a row itself takes no click

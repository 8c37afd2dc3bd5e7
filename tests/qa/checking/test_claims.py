from __future__ import annotations

from collections.abc import Callable

import pytest

from index.text.tokens import Tokenizer
from index.types import Block, BlockKind, Document, Format, Span
from qa.checking.claims import claims_of, sentences_of
from qa.checking.line import Line
from qa.checking.types import ClaimKind

MakeLine = Callable[[str], Line]


def kinds_and_words(line: Line) -> list[tuple[ClaimKind, str]]:
    return [(claim.kind, line.slice(claim.start, claim.end)) for claim in claims_of(line)]


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("2023年，全市GDP为4022.25亿元，增长5.5%。", [("figure", "4022.25亿元"), ("figure", "5.5%")]),
        ("会议于3月24日召开。", [("figure", "3月24日")]),
        ("咨询电话：0537-6188042。", [("figure", "0537-6188042")]),
        ("公司总部位于台山，产品出口多个国家。", [("statement", "公司总部位于台山，产品出口多个国家")]),
        ("面积12亩，由村委会负责日常管理。", [("figure", "12亩"), ("statement", "由村委会负责日常管理")]),
        ("王强说：“我们把钱花在刀刃上。”", [("quotation", "我们把钱花在刀刃上。")]),
        ("推进“百千万工程”建设，成效十分明显。", [("statement", "推进“百千万工程”建设，成效十分明显")]),
        ("这是一个重要的里程碑。", [("statement", "这是一个重要的里程碑")]),
        ("据《2023年统计公报》，人口减少1.2万人。", [("figure", "1.2万人")]),
        ("第三条 承包人应当按时完工。", [("statement", "第三条 承包人应当按时完工")]),
        ("谢谢大家！", []),
        ("大家好！", []),
    ],
)
def test_a_sentence_is_taken_apart(line: MakeLine, text: str, claimed: list[tuple[str, str]]) -> None:
    assert [(kind.value, words.rstrip("。")) for kind, words in kinds_and_words(line(text))] == [
        (kind, words.rstrip("。")) for kind, words in claimed
    ]


def test_only_the_wanted_kinds(line: MakeLine) -> None:
    claims = claims_of(line("面积12亩，由村委会负责日常管理。"), [ClaimKind.STATEMENT])
    assert [claim.kind for claim in claims] == [ClaimKind.STATEMENT]


def test_headings_questions_and_other_languages_claim_nothing(tokenizer: Tokenizer) -> None:
    text = "年度总结\n\n经济情况怎么样？\n\nThe quick brown fox.\n\n全市新增就业3200人。\n"
    document = Document("0" * 16, "a.txt", "a", Format.TEXT, text)
    assert [s.line.text for s in sentences_of(document, tokenizer)] == ["全市新增就业3200人。"]


def test_a_row_of_a_table_is_one_sentence(tokenizer: Tokenizer) -> None:
    text = "乡镇：洗马镇。规模：3.2万亩"
    blocks = (Block(BlockKind.ROW, (Span(0, len(text)),)),)
    document = Document("0" * 16, "a.docx", "a", Format.WORD, text, blocks)
    (sentence,) = sentences_of(document, tokenizer)
    assert (sentence.span, sentence.line.text) == (Span(0, len(text)), text)


def test_a_sentence_that_a_page_cut_is_one_and_its_claims_are_where_they_stand(tokenizer: Tokenizer) -> None:
    text = "全市新增就业\n\n3200人。"
    blocks = (Block(BlockKind.PARAGRAPH, (Span(0, 6), Span(8, len(text)))),)
    document = Document("0" * 16, "a.docx", "a", Format.WORD, text, blocks)
    (sentence,) = sentences_of(document, tokenizer)
    (claim,) = claims_of(sentence.line)
    span = sentence.span_of(claim.start, claim.end)
    assert (sentence.line.text, text[span.start : span.end]) == ("全市新增就业3200人。", "3200人")


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("（甲镇种水稻，乙镇种小麦", ["（甲镇种水稻", "乙镇种小麦"]),
        ("一）甲镇（种水稻，也种小麦），乙镇种茶", ["一）甲镇（种水稻，也种小麦）", "乙镇种茶"]),
        ("甲镇（种水稻，也种小麦），乙镇种茶", ["甲镇（种水稻，也种小麦）", "乙镇种茶"]),
    ],
)
def test_only_what_paired_marks_enclose_is_not_cut(line: MakeLine, text: str, clauses: list[str]) -> None:
    made = line(text)
    assert [made.slice(start, end) for start, end in made.clauses] == clauses


@pytest.mark.parametrize("mark", ["；", "，", "、"])
def test_a_long_row_is_cut_at_a_mark_and_not_through_a_figure(mark: str, tokenizer: Tokenizer) -> None:
    field = f"乡镇：洗马镇{mark}"
    text = field * (594 // len(field)) + "产值：" + f"1,234,567.25万元{mark}" + field * 20
    document = Document("0" * 16, "a.docx", "a", Format.WORD, text, (Block(BlockKind.ROW, (Span(0, len(text)),)),))
    pieces = [sentence.line.text for sentence in sentences_of(document, tokenizer)]
    assert "".join(pieces) == text
    assert len(pieces) > 1
    assert [piece.count("产值：1,234,567.25万元") for piece in pieces].count(1) == 1


def test_a_long_row_without_a_mark_is_cut_anywhere(tokenizer: Tokenizer) -> None:
    text = "字" * 1500
    document = Document("0" * 16, "a.docx", "a", Format.WORD, text, (Block(BlockKind.ROW, (Span(0, len(text)),)),))
    assert [len(sentence.line.text) for sentence in sentences_of(document, tokenizer)] == [600, 600, 300]

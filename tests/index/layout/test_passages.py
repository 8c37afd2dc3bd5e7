from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from index.layout import find_blocks
from index.layout.passages import build_passages
from index.text.tokens import Tokenizer
from index.types import Block, BlockKind, Document, Format, Passage, Span, join_spans
from tests.hostility.timing import bounded

LOW, HIGH = 100, 350
SENTENCE = "市发改局积极推进“轨道上的大湾区”建设，珠肇高铁江段全线开工。"
ASIDES = (BlockKind.CAPTION, BlockKind.CREDIT)
FORMATS = st.sampled_from([Format.TEXT, Format.MARKDOWN])


def document_of(text: str, format_: Format = Format.TEXT) -> Document:
    return Document("0" * 16, "文.txt", "文", format_, text)


def cut(
    text: str, tokenizer: Tokenizer, format_: Format = Format.TEXT, characters: tuple[int, int] = (LOW, HIGH)
) -> tuple[tuple[Block, ...], list[Passage]]:
    document = document_of(text, format_)
    blocks = find_blocks(document, tokenizer)
    return blocks, build_passages(document, blocks, characters)


def places(spans: tuple[Span, ...]) -> list[int]:
    return [place for span in spans for place in range(span.start, span.end)]


def test_short_paragraphs_under_one_heading_grow_together(tokenizer: Tokenizer) -> None:
    _, passages = cut(f"江门\n\n{SENTENCE}\n\n{SENTENCE}\n\n机场\n\n{SENTENCE}", tokenizer)
    assert [(passage.headings, passage.text) for passage in passages] == [
        (("江门",), f"{SENTENCE}\n\n{SENTENCE}"),
        (("江门", "机场"), SENTENCE),
    ]


def test_a_long_paragraph_is_cut_where_sentences_end_into_parts_of_like_length(tokenizer: Tokenizer) -> None:
    _, passages = cut(SENTENCE * 25, tokenizer)
    lengths = [len(passage.text) for passage in passages]
    assert "".join(passage.text for passage in passages) == SENTENCE * 25
    assert all(passage.text.endswith("。") for passage in passages)
    assert max(lengths) <= HIGH
    assert min(lengths) >= max(lengths) - 2 * len(SENTENCE)


def test_captions_and_bylines_are_passages_of_their_own_under_their_heading(tokenizer: Tokenizer) -> None:
    _, passages = cut(f"高铁\n\n{SENTENCE}\n\n↑江门站。\n\n文/图 陈敏锐\n\n{SENTENCE}", tokenizer)
    assert [(passage.kind, passage.text, passage.headings) for passage in passages] == [
        (BlockKind.PARAGRAPH, SENTENCE, ("高铁",)),
        (BlockKind.CAPTION, "↑江门站。", ("高铁",)),
        (BlockKind.CREDIT, "文/图 陈敏锐", ("高铁",)),
        (BlockKind.PARAGRAPH, SENTENCE, ("高铁",)),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("高铁", [((), "高铁")]),
        (f"高铁\n\n{SENTENCE}\n\n完", [(("高铁",), SENTENCE), (("高铁",), "完")]),
        (f"第一章 甲\n\n第二章 乙\n\n{SENTENCE}", [((), "第一章 甲"), (("第二章 乙",), SENTENCE)]),
        (
            f"高铁\n\n{SENTENCE}\n\n机场\n\n↑江门站。",
            [(("高铁",), SENTENCE), (("高铁",), "机场"), (("高铁", "机场"), "↑江门站。")],
        ),
    ],
)
def test_a_heading_with_nothing_under_it_is_a_passage(
    tokenizer: Tokenizer, text: str, found: list[tuple[tuple[str, ...], str]]
) -> None:
    _, passages = cut(text, tokenizer)
    assert [(passage.headings, passage.text) for passage in passages] == found


def test_a_heading_path_is_spelt_as_the_source_spells_it(tokenizer: Tokenizer) -> None:
    _, passages = cut(f"# 市 公 安 局\n\n## 創新\n\n{SENTENCE}", tokenizer, Format.MARKDOWN)
    assert passages[0].headings == ("市 公 安 局", "創新")
    assert passages[0].heading == "市 公 安 局 › 創新"


def test_no_blocks_make_no_passages() -> None:
    assert build_passages(document_of("江门"), [], (LOW, HIGH)) == []


def test_ids_derive_from_the_document_and_the_place(tokenizer: Tokenizer) -> None:
    text = f"高铁\n\n{SENTENCE}"
    _, once = cut(text, tokenizer)
    _, again = cut(text, tokenizer)
    assert once == again
    other = Document("1" * 16, "文.txt", "文", Format.TEXT, text)
    elsewhere = build_passages(other, find_blocks(other, tokenizer), (LOW, HIGH))
    assert {passage.id for passage in once}.isdisjoint(passage.id for passage in elsewhere)


@pytest.mark.parametrize("space", ["\u3000", " ", "\t"])
@pytest.mark.parametrize("format_", list(Format))
def test_a_stretch_of_white_space_longer_than_a_passage_is_no_passage(
    tokenizer: Tokenizer, space: str, format_: Format
) -> None:
    _, passages = cut(f"姓名，{space * 900}电话。", tokenizer, format_)
    assert "".join("".join(passage.text.split()) for passage in passages) == "姓名，电话。"


@given(data=st.data(), format_=FORMATS, low=st.integers(1, 60), room=st.integers(1, 80))
def test_the_verbatim_law(
    data: st.DataObject,
    chinese_texts: st.SearchStrategy[str],
    tokenizer: Tokenizer,
    format_: Format,
    low: int,
    room: int,
) -> None:
    text = data.draw(chinese_texts)
    _, passages = cut(text, tokenizer, format_, (low, low + room))
    assert [passage.ordinal for passage in passages] == list(range(len(passages)))
    assert len({passage.id for passage in passages}) == len(passages)
    for passage in passages:
        assert passage.text == "".join(text[span.start : span.end] for span in passage.spans)
        assert passage.text == passage.text.strip()
        assert len(passage.text) <= low + room
    taken = Counter(place for passage in passages for place in places(passage.spans))
    assert set(taken.values()) <= {1}
    assert all(before.spans[0] < after.spans[0] for before, after in pairwise(passages))


@given(data=st.data())
def test_every_character_of_a_text_is_in_a_passage_or_in_a_heading_above_one(
    data: st.DataObject, chinese_texts: st.SearchStrategy[str], tokenizer: Tokenizer
) -> None:
    text = data.draw(chinese_texts)
    blocks, passages = cut(text, tokenizer)
    found = {place for passage in passages for place in places(passage.spans)}
    paths = {heading for passage in passages for heading in passage.headings}
    for block in blocks:
        missing = [text[place] for place in places(block.spans) if place not in found and not text[place].isspace()]
        assert not missing or (block.kind is BlockKind.HEADING and join_spans(text, block.spans) in paths)


@given(data=st.data(), format_=FORMATS)
def test_no_passage_reaches_over_a_heading(
    data: st.DataObject, chinese_texts: st.SearchStrategy[str], tokenizer: Tokenizer, format_: Format
) -> None:
    blocks, passages = cut(data.draw(chinese_texts), tokenizer, format_)
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    for passage in passages:
        touched = [block for block in headings if set(places(block.spans)) & set(places(passage.spans))]
        assert len(touched) == (1 if passage.kind is BlockKind.HEADING else 0)
        owners = {block for block in blocks if set(places(block.spans)) & set(places(passage.spans))}
        if passage.kind is not BlockKind.HEADING:
            first, last = min(block.spans[0] for block in owners), max(block.spans[0] for block in owners)
            assert not [block for block in headings if first < block.spans[0] < last]


@given(data=st.data(), low=st.integers(5, 40), room=st.integers(5, 60))
def test_neighbours_that_would_fit_together_are_together(
    data: st.DataObject, chinese_texts: st.SearchStrategy[str], tokenizer: Tokenizer, low: int, room: int
) -> None:
    text = data.draw(chinese_texts)
    blocks, passages = cut(text, tokenizer, characters=(low, low + room))
    breaks = [block.spans[0].start for block in blocks if block.kind in (BlockKind.HEADING, *ASIDES)]
    bodies = [passage for passage in passages if passage.kind not in (BlockKind.HEADING, *ASIDES)]
    assume(len(bodies) > 1)
    for before, after in pairwise(bodies):
        start, end = before.spans[-1].end, after.spans[0].start
        if start > end or any(before.spans[0].start < place < end for place in breaks):
            continue
        joined = len(before.text) + len(after.text) + end - start
        assert joined > low + room or min(len(before.text), len(after.text)) >= low


@pytest.mark.slow
def test_a_paragraph_of_very_many_lines_is_cut_in_time(tokenizer: Tokenizer) -> None:
    """Each line is a span of the paragraph: looked through from the start for every passage, it took minutes."""
    text = "。\n" * 200_000
    blocks = find_blocks(document_of(text, Format.MARKDOWN), tokenizer)
    with bounded(8):
        passages = build_passages(document_of(text, Format.MARKDOWN), blocks, (LOW, HIGH))
    assert sum(passage.text.count("。") for passage in passages) == 200_000

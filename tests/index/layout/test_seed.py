from __future__ import annotations

import re

import pytest

from index.layout import find_blocks
from index.layout.lines import find_lines
from index.text.tokens import Tokenizer
from index.types import Block, BlockKind, Document, Span, join_spans

CUTS = [
    ("市发改局最", "终争取到台山、开平、鹤山、恩平纳入"),
    ("争取新增债券额", "度190.4亿元"),
    ("蓬江、江海与恩", "平共建水都产业园"),
    ("所长黄怀忠", "告诉记者"),
    ("相关成果", "获侨办"),
    ("取", "得新成效"),
]
CAPTIONS = ["市发展和改革委员会作品《全国首创", "↑睦洲派出所民警", "←北门派出所民警"]
HEADINGS = [
    (1, "壮大县域经济 推动区域协调发展"),
    (2, "推动珠江口东西两岸 融合互动发展"),
    (2, "促进县域经济高质量发展"),
    (2, "积极主动承接省产业有序转移"),
    (2, "在全省创新开展市域内帮扶协作"),
    (1, "市 公 安 局"),
    (2, "创新农村社会治安治理模式"),
    (3, "深化群防群治工作 人居环境更加和谐"),
    (3, "推进交通综合治理 出行环境更加安全"),
    (3, "发动群众参与禁毒 治安环境更加安宁"),
]


@pytest.fixture(scope="module")
def blocks(seed_document: Document, tokenizer: Tokenizer) -> tuple[Block, ...]:
    return find_blocks(seed_document, tokenizer)


def test_the_seed_has_exactly_six_cuts(blocks: tuple[Block, ...]) -> None:
    assert len([block for block in blocks if len(block.spans) > 1]) == len(CUTS)


@pytest.mark.parametrize(("before", "after"), CUTS)
def test_each_cut_is_mended(seed_document: Document, blocks: tuple[Block, ...], before: str, after: str) -> None:
    text = seed_document.text
    (block,) = [block for block in blocks if before + after in join_spans(text, block.spans)]
    first, second = block.spans
    assert block.kind is BlockKind.PARAGRAPH
    assert before + after not in text
    assert text[first.start : first.end].endswith(before)
    assert text[second.start : second.end].startswith(after)
    assert text[first.end] == text[second.start - 1] == "\n"
    assert text[first.start - 1] == "\n"
    assert text[second.end : second.end + 1] in ("\n", "")
    assert join_spans(text, block.spans).endswith(("。", "。”"))


def test_every_other_block_is_one_line(seed_document: Document, blocks: tuple[Block, ...]) -> None:
    lines = {Span(line.start, line.end) for line in find_lines(seed_document.text)}
    halves = {span for block in blocks if len(block.spans) > 1 for span in block.spans}
    whole = [block.spans[0] for block in blocks if len(block.spans) == 1]
    assert len(whole) == len(set(whole))
    assert set(whole) | halves == lines
    assert not set(whole) & halves


@pytest.mark.parametrize("start", CAPTIONS)
def test_captions_are_blocks_of_their_own(seed_document: Document, blocks: tuple[Block, ...], start: str) -> None:
    text = seed_document.text
    (block,) = [block for block in blocks if start in join_spans(text, block.spans)]
    assert block.kind is BlockKind.CAPTION
    assert join_spans(text, block.spans).startswith(start)
    assert join_spans(text, block.spans).endswith("。")


def test_nothing_else_is_a_caption_or_a_credit(seed_document: Document, blocks: tuple[Block, ...]) -> None:
    asides = [(block.kind, join_spans(seed_document.text, block.spans)) for block in blocks]
    assert len([kind for kind, _ in asides if kind is BlockKind.CAPTION]) == len(CAPTIONS)
    credits_ = [content for kind, content in asides if kind is BlockKind.CREDIT]
    assert credits_ == ["文/图 陈敏锐 袁辉", "文/图 朱磊磊 吕炎强"]


def test_the_headings_of_the_seed(seed_document: Document, blocks: tuple[Block, ...]) -> None:
    found = [
        (block.level, join_spans(seed_document.text, block.spans))
        for block in blocks
        if block.kind is BlockKind.HEADING
    ]
    assert found[: len(HEADINGS)] == HEADINGS
    assert [content for _, content in found[len(HEADINGS) :]] == ["百千万 奇迹"]


def test_no_sentence_of_the_seed_is_left_open(seed_document: Document, blocks: tuple[Block, ...]) -> None:
    ends = re.compile(r"[。！？…][”’」』）)]*$")
    bodies = [block for block in blocks if block.kind is BlockKind.PARAGRAPH]
    still_open = [text for text in (join_spans(seed_document.text, b.spans) for b in bodies) if not ends.search(text)]
    assert still_open == []

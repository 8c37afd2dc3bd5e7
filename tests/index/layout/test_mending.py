from __future__ import annotations

import pytest

from index.layout import find_blocks
from index.layout.mending import MOST_ROWS, REACH, word_crosses
from index.readers.composing import Composer
from index.text.tokens import Tokenizer
from index.types import BlockKind, Document, Format, join_spans

COMPLETE = "全市经济运行呈回升向好态势，高质量发展扎实推进。"
FIRST, SECOND = "我市争取专项债资金投向产业园区基础设施建设，争取新增债券额", "度190.4亿元，为历年最高。"


def outline(text: str, tokenizer: Tokenizer) -> list[tuple[BlockKind, str]]:
    blocks = find_blocks(Document("0" * 16, "文.txt", "文", Format.TEXT, text), tokenizer)
    return [(block.kind, join_spans(text, block.spans)) for block in blocks]


def contents(text: str, tokenizer: Tokenizer) -> list[str]:
    return [content for _, content in outline(text, tokenizer)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("市发改局最", "终争取到"),
        ("新增债券额", "度190.4亿元"),
        ("江海与恩", "平共建"),
        ("市發展改革委員", "會負責"),
    ],
)
def test_a_word_lies_across_the_cut(tokenizer: Tokenizer, before: str, after: str) -> None:
    assert word_crosses(before, after, tokenizer)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("区域协调发展", "开放合作"),
        ("市发改局", "积极推进"),
        ("态势。", "市发改局"),
        ("相关成果", "获侨办"),
        ("增长5", "亿元"),
        ("GDP", "总量"),
        ("GDP", "2023"),
        ("", "终于"),
        ("最", ""),
        ("企业数120", "300人以上"),
        ("安装make", "GPU不是必需"),
        ("最", "“终”"),
    ],
)
def test_nothing_lies_across_the_cut(tokenizer: Tokenizer, before: str, after: str) -> None:
    assert not word_crosses(before, after, tokenizer)


def test_a_mended_sentence_is_one_block_where_its_first_half_stood(tokenizer: Tokenizer) -> None:
    text = f"{COMPLETE}\n\n{FIRST}\n\n{SECOND}\n\n{COMPLETE}"
    assert contents(text, tokenizer) == [COMPLETE, FIRST + SECOND, COMPLETE]


def test_a_sentence_cut_twice_is_mended_twice(tokenizer: Tokenizer) -> None:
    parts = [
        "按照市委部署，市发改局成立区域协调发展领",
        "导小组，推动县区形成三组结对关系并签订协",
        "议，推进结对合作走深走实。",
    ]
    assert contents("\n\n".join(parts), tokenizer) == ["".join(parts)]


@pytest.mark.parametrize("count", range(1, REACH + 1))
def test_what_stands_between_the_halves_becomes_captions(tokenizer: Tokenizer, count: int) -> None:
    between = ["市公安局作品在全省大赛中斩获一等奖，实现该奖项“零”的突破。"] * count
    found = outline("\n\n".join([COMPLETE, FIRST, *between, SECOND, COMPLETE]), tokenizer)
    assert found == [
        (BlockKind.PARAGRAPH, COMPLETE),
        (BlockKind.PARAGRAPH, FIRST + SECOND),
        *((BlockKind.CAPTION, content) for content in between),
        (BlockKind.PARAGRAPH, COMPLETE),
    ]


def test_what_lies_too_far_away_is_left(tokenizer: Tokenizer) -> None:
    between = [COMPLETE] * (REACH + 1)
    assert contents("\n\n".join([FIRST, *between, SECOND]), tokenizer) == [FIRST, *between, SECOND]


def test_a_byline_between_the_halves_stays_a_byline(tokenizer: Tokenizer) -> None:
    found = outline(f"{FIRST}\n\n记者 李明 摄\n\n{SECOND}", tokenizer)
    assert found == [(BlockKind.PARAGRAPH, FIRST + SECOND), (BlockKind.CREDIT, "记者 李明 摄")]


def test_prose_that_just_stops_goes_on_in_the_very_next_paragraph(tokenizer: Tokenizer) -> None:
    first, second = f"{COMPLETE}相关成果", "获侨办、省政府主要领导批示。"
    assert contents(f"{first}\n\n{second}", tokenizer) == [first + second]
    assert contents(f"{first}\n\n{COMPLETE}\n\n{second}", tokenizer)[0] != first + second


@pytest.mark.parametrize("opening", ["“警力有限”的说法是对的。", "《条例》已经出台。", "（完）。", "①蓬江区的情况。"])
def test_what_opens_something_continues_nothing(tokenizer: Tokenizer, opening: str) -> None:
    assert contents(f"{COMPLETE}相关成果\n\n{opening}", tokenizer) == [f"{COMPLETE}相关成果", opening]


def test_a_number_cut_in_prose_is_mended_and_lines_of_a_form_are_not(tokenizer: Tokenizer) -> None:
    first, second = "2023年，全市投资项目430个。与2022年相比增长41.", "4%，计划投资额2100.8亿元。"
    assert first + second in contents(f"{COMPLETE}\n\n{first}\n\n{second}", tokenizer)
    form = ["企业数：120", "300人以上企业：45", "投资额，亿元：56", "78家企业参加了活动。"]
    assert contents("\n".join(form), tokenizer) == form


@pytest.mark.parametrize(("rows", "halves"), [(1, 1), (MOST_ROWS, 1), (MOST_ROWS + 1, 2)])
def test_a_sentence_reaches_over_a_table_of_a_page(tokenizer: Tokenizer, rows: int, halves: int) -> None:
    composer = Composer()
    composer.paragraph(FIRST)
    for number in range(rows):
        composer.row(("地区", f"第{number}区"))
    composer.paragraph(SECOND)
    document = composer.finish("0" * 16, "文.pdf", Format.PDF)
    found = find_blocks(document, tokenizer)
    kinds = [block.kind for block in found]
    assert kinds.count(BlockKind.PARAGRAPH) == halves
    assert kinds.count(BlockKind.ROW) == rows


@pytest.mark.parametrize(("first", "second"), [(FIRST, "度高的产业园区"), (f"{COMPLETE}相关成果", "获侨办领导批示。")])
def test_weak_evidence_does_not_reach_over_a_table(tokenizer: Tokenizer, first: str, second: str) -> None:
    composer = Composer()
    composer.paragraph(first)
    composer.row(("地区", "蓬江区"), ("总量", "1004.5亿元"))
    composer.paragraph(second)
    document = composer.finish("0" * 16, "文.pdf", Format.PDF)
    assert [join_spans(document.text, block.spans) for block in find_blocks(document, tokenizer)][0::2] == [
        first,
        second,
    ]


def test_a_numbered_title_is_not_joined_over_another(tokenizer: Tokenizer) -> None:
    composer = Composer()
    for text in ("四、开标及评标", "1．评分办法", "本次招标采取综合评分办法，评标采用百分制。"):
        composer.paragraph(text)
    document = composer.finish("0" * 16, "招标.docx", Format.WORD)
    assert word_crosses("四、开标及评标", "本次招标", tokenizer)
    assert [block.kind for block in find_blocks(document, tokenizer)] == [BlockKind.PARAGRAPH] * 3

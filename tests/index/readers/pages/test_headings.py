"""Which lines are headings, and which are entries of a table of contents."""

from __future__ import annotations

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont

from index.readers.pages.headings import is_figure_label
from index.text.tokens import Tokenizer
from index.types import BlockKind, Document, join_spans
from tests.paper import LEADING, LEFT, Paper, read, texts
from tests.samples import FIRST, SECOND, cut_up


def titled(paper: Paper, size: float, *lines: str) -> None:
    paper.y -= 10
    paper.setFont("STSong-Light", size)
    for line in lines:
        paper.drawString(297 - size * len(line) / 2, paper.y, line)
        paper.y -= round(1.4 * size)
    paper.setFont("STSong-Light", 11)
    paper.y -= 10


def headings(document: Document) -> list[tuple[int, str]]:
    found = [block for block in document.blocks if block.kind is BlockKind.HEADING]
    return [(block.level, join_spans(document.text, block.spans)) for block in found]


def test_what_is_large_short_and_rare_is_a_heading_and_a_title_of_two_lines_is_one() -> None:
    def draw(paper: Paper) -> None:
        titled(paper, 20, "青石镇供水管网改造", "三年行动方案")
        for number in "一二":
            paper.say(FIRST)
            titled(paper, 14, f"第{number}部分")
            paper.say(SECOND)

    assert headings(read(draw)) == [(1, "青石镇供水管网改造三年行动方案"), (2, "第一部分"), (2, "第二部分")]


def test_large_type_that_is_not_rare_makes_no_headings() -> None:
    def draw(paper: Paper) -> None:
        titled(paper, 20, "年度报告")
        paper.setFont("STSong-Light", 13)
        for _ in range(3):
            paper.say(FIRST, characters=30)
            paper.say("青石镇北街", characters=30)
        paper.setFont("STSong-Light", 9)
        for number in range(16):
            paper.say(f"{number}年青石镇供水站的各项指标均有所增长，其中供水量增长百分之三", characters=40)

    assert headings(read(draw)) == [(1, "年度报告")]


def test_numbered_items_and_first_lines_are_no_headings_and_sections_are() -> None:
    def draw(paper: Paper) -> None:
        titled(paper, 20, "通知")
        for text in ("一、总体要求", FIRST, "（一）主动公开情况。" + SECOND, "1.制定计划", "2.落实资金", "3.组织施工"):
            paper.say(text)
        for text in ("二、保障措施", SECOND, "青石镇人民政府", "联系人"):
            paper.say(text)

    assert [text.lstrip("　") for _, text in headings(read(draw))] == ["通知", "一、总体要求", "二、保障措施"]


def test_another_face_than_the_body_has_marks_a_heading() -> None:
    def draw(paper: Paper) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont("MSung-Light"))
        for name in ("工作目标", "工作措施"):
            paper.setFont("MSung-Light", 11)
            paper.drawString(LEFT, paper.y, name)
            paper.y -= LEADING
            paper.setFont("STSong-Light", 11)
            for text in (FIRST, SECOND, "联系人"):
                paper.say(text)

    assert [text for _, text in headings(read(draw))] == ["工作目标", "工作措施"]


@pytest.mark.parametrize("leader", [".", "…", "·"])
def test_a_table_of_contents_is_shown_and_never_quoted(leader: str, tokenizer: Tokenizer) -> None:
    entries = [f"{name}{leader * 20}{page}" for name, page in [("第一章总则", 1), ("第二章供水", 2), ("第三章罚则", 7)]]

    def draw(paper: Paper) -> None:
        for entry in entries:
            paper.drawString(LEFT, paper.y, entry)
            paper.y -= LEADING
        paper.turn()
        paper.say(FIRST)

    document = read(draw)
    assert texts(document, BlockKind.CONTENTS) == entries
    assert [passage.text.strip("　") for passage in cut_up(document, tokenizer)] == [FIRST]


def test_a_price_list_with_leaders_is_no_table_of_contents() -> None:
    def draw(paper: Paper) -> None:
        for name, price in [("宫保鸡丁", 38), ("清蒸鲈鱼", 68), ("麻婆豆腐", 22), ("白米饭", 3)]:
            paper.drawString(LEFT, paper.y, f"{name}{'.' * 20}{price}")
            paper.y -= LEADING
        paper.turn()
        paper.say(FIRST)

    assert texts(read(draw), BlockKind.CONTENTS) == []


def test_the_next_usual_size_above_the_bodys_makes_headings_whatever_their_number() -> None:
    def draw(paper: Paper) -> None:
        paper.setFont("STSong-Light", 10.5)
        for number in "12":
            paper.setFont("STSong-Light", 12)
            paper.drawString(LEFT, paper.y, f"{number}. 工作安排")
            paper.y -= 24
            paper.setFont("STSong-Light", 10.5)
            paper.say(FIRST)
            paper.y -= 10

    assert headings(read(draw)) == [(1, "1. 工作安排"), (1, "2. 工作安排")]


def test_a_numbered_heading_set_in_as_the_paragraph_above_it_is_none_of_its_lines() -> None:
    def draw(paper: Paper) -> None:
        for number in "一二":
            paper.drawString(LEFT + 22, paper.y, f"第{number}章　总则")
            paper.y -= LEADING
            paper.drawString(LEFT + 22, paper.y, "（一）" + "各单位应当在三月底前完成供水管网排查登记并报送材料" + "；")
            paper.y -= LEADING
            paper.say(FIRST, characters=30)

    assert [text for _, text in headings(read(draw))] == ["第一章　总则", "第二章　总则"]


def test_records_on_a_page_are_one_each() -> None:
    def draw(paper: Paper) -> None:
        paper.say(FIRST)
        for name in ("顾丽华", "温一鸣", "柳秋白", "陶文静"):
            paper.drawString(LEFT, paper.y, f"{name}：0999-7788120")
            paper.y -= LEADING
        paper.say(SECOND)

    assert [text for text in texts(read(draw), *BlockKind) if "0999" in text] == [
        f"{name}：0999-7788120" for name in ("顾丽华", "温一鸣", "柳秋白", "陶文静")
    ]


@pytest.mark.parametrize("text", ["图7 历年安全事件报告数量", "附图2 位置", "市政设施6%"])
def test_what_a_picture_shows_is_no_heading(text: str) -> None:
    assert is_figure_label(text)


@pytest.mark.parametrize("text", ["二、图书管理", "增长8%的原因", "地图的使用"])
def test_a_heading_shows_no_picture(text: str) -> None:
    assert not is_figure_label(text)

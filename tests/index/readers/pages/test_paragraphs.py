"""Lines of a page to paragraphs, items and headings."""

from __future__ import annotations

from index.types import BlockKind
from tests.paper import LEADING, LEFT, Paper, read, texts
from tests.samples import FIRST, SECOND, wrapped


def test_a_number_and_what_it_numbers_are_one_however_far_apart() -> None:
    def draw(paper: Paper) -> None:
        paper.say(FIRST)
        paper.drawString(LEFT, paper.y, "(一)")
        paper.drawString(LEFT + 60, paper.y, "主营业务分析")
        paper.y -= LEADING
        paper.say(SECOND)

    assert texts(read(draw), BlockKind.HEADING) == ["(一) 主营业务分析"]


def test_items_are_whole_and_apart() -> None:
    full = "、".join(["完成危险水库除险加固"] * 5)
    items = [f"{number}、{full}，并按月通报各乡镇进度。" for number in (1, 2, 3)]

    def draw(paper: Paper) -> None:
        for item in items:
            for place, line in enumerate(wrapped(item, 40)):
                paper.drawString(LEFT + (22 if place else 0), paper.y, line)
                paper.y -= LEADING

    assert texts(read(draw), *BlockKind) == items


def test_a_line_that_ends_before_the_one_below_it_was_ended_by_hand() -> None:
    lines = ["第一次报告说工控安全是什么", "第二次报告说工控安全存在哪些问题", "附录"]

    def draw(paper: Paper) -> None:
        for line in lines:
            paper.drawString(LEFT, paper.y, line)
            paper.y -= LEADING

    assert texts(read(draw), *BlockKind)[0] == lines[0]


def test_the_two_characters_of_a_word_may_stand_apart_and_a_mark_before_its_item() -> None:
    def draw(paper: Paper) -> None:
        paper.say(FIRST)
        for left, text in ((LEFT, "第一章 总"), (LEFT + 76, "则")):
            paper.drawString(left, paper.y, text)
        paper.y -= LEADING
        for left, text in ((LEFT, "●"), (LEFT + 40, "水库要每月检查")):
            paper.drawString(left, paper.y, text)
        paper.y -= LEADING
        paper.say(SECOND)

    document = read(draw)
    assert [text for text in document.text.split("\n") if text][3:5] == ["第一章 总 则", "● 水库要每月检查"]


def test_each_label_of_a_picture_stands_by_itself() -> None:
    labels = [f"图{number}：公司季度归母净利润和增长（亿元，%）" for number in (2, 4, 6)]

    def draw(paper: Paper) -> None:
        for label in labels:
            paper.drawString(LEFT, paper.y, label)
            paper.y -= 150

    assert texts(read(draw), *BlockKind) == labels


def written(*lines: tuple[float, str]) -> list[str]:
    """What is read of lines that begin so far in."""

    def draw(paper: Paper) -> None:
        for inwards, line in lines:
            paper.drawString(LEFT + inwards, paper.y, line)
            paper.y -= LEADING

    return texts(read(draw), *BlockKind)


def test_a_section_that_hangs_below_its_number_and_an_item_below_its_mark_are_whole() -> None:
    full = "、".join(["完成危险水库除险加固"] * 4)[:38]
    for number in ("1.1 ", "⚫"):
        items = [f"{number}{full}", "并按月通报各乡镇进度。", f"{number}{full}", "并按季通报各县进度。"]
        found = written(*zip((0, 22, 0, 22), items, strict=True))
        assert found == ["".join(items[:2]), "".join(items[2:])]


def test_a_numbered_heading_ends_the_paragraph_above_that_fills_its_line() -> None:
    lines = [
        "水库要每月检查一次并且按季通报各县的进度，",
        "存在问题的要在汛期到来以前完成加固的工作。",
        "1.2.2　通报的方法",
    ]
    assert written(*((0, line) for line in lines)) == ["".join(lines[:2]), lines[2]]


def test_circled_numbers_that_go_on_begin_items() -> None:
    items = ["①月度考核得分对应绩效等级而且和绩效工资挂钩", "②每月召开绩效会议"]
    assert written(*((0, item) for item in items)) == items


def test_a_tick_begins_a_line_of_its_own_below_a_short_one() -> None:
    lines = [
        "项目的重大变动的情况及原因的逐项说明和分析报告",
        "√适用□不适用",
        "本年没有变动的项目逐项列在这一份报告最后一章的附表里供各单位查阅。",
    ]
    assert written(*((0, line) for line in lines))[:2] == lines[:2]

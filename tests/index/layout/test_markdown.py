from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.layout.markdown import markdown_blocks
from index.types import join_spans


def outline(text: str) -> list[tuple[str, int, str]]:
    return [(block.kind.value, block.level, join_spans(text, block.spans)) for block in markdown_blocks(text)]


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("# 县域经济", ("heading", 1, "县域经济")),
        ("### 县域 # 经济 ##", ("heading", 3, "县域 # 经济")),
        ("###县域经济", ("heading", 3, "县域经济")),
        ("#县域经济 真好", ("paragraph", 0, "#县域经济 真好")),
        ("县域经济\n====", ("heading", 1, "县域经济")),
        ("县域经济\n----", ("heading", 2, "县域经济")),
        ("第一行\n第二行", ("paragraph", 0, "第一行\n第二行")),
        ("Bay\nArea", ("paragraph", 0, "Bay\nArea")),
        ("- 蓬江\n  - 江海\n- 新会", ("list", 0, "- 蓬江\n  - 江海\n- 新会")),
        ("1. 蓬江\n\n   江海", ("list", 0, "1. 蓬江\n\n   江海")),
        ("| 区 | 值 |\n|---|---|\n| 新会 | 1000 |", ("list", 0, "| 区 | 值 |\n|---|---|\n| 新会 | 1000 |")),
        ("```python\n# 不是标题\n```", ("code", 0, "```python\n# 不是标题\n```")),
        ("    缩进的代码", ("code", 0, "缩进的代码")),
        ("<p>江门</p>", ("paragraph", 0, "<p>江门</p>")),
        ("---\ntitle: 江门\n---", ("code", 0, "---\ntitle: 江门\n---")),
    ],
)
def test_one_block(text: str, block: tuple[str, int, str]) -> None:
    assert outline(text) == [block]


def test_a_heading_without_its_blank_stands_over_what_is_right_below() -> None:
    assert outline("##**3月13日**\n###地点\n+ 主楼\n") == [
        ("heading", 2, "**3月13日**"),
        ("heading", 3, "地点"),
        ("list", 0, "+ 主楼"),
    ]


def test_blocks_stand_in_order_under_their_headings() -> None:
    text = "---\na: 1\n---\n# 江门\n\n全市经济。\n\n> 引用的话。\n\n## 新会\n- 甲\n- 乙\n"
    assert outline(text) == [
        ("code", 0, "---\na: 1\n---"),
        ("heading", 1, "江门"),
        ("paragraph", 0, "全市经济。"),
        ("paragraph", 0, "> 引用的话。"),
        ("heading", 2, "新会"),
        ("list", 0, "- 甲\n- 乙"),
    ]


def test_line_breaks_of_windows_change_no_offset() -> None:
    text = "# 江门\r\n\r\n第一行\r\n第二行\r\n"
    assert outline(text) == [("heading", 1, "江门"), ("paragraph", 0, "第一行\r\n第二行")]


def test_a_sentence_that_stops_in_markdown_is_left_as_its_author_wrote_it() -> None:
    assert [content for _, _, content in outline("市发改局最\n\n终争取到。")] == ["市发改局最", "终争取到。"]


@given(data=st.data())
def test_blocks_are_in_order_and_hold_every_han_character(
    data: st.DataObject, chinese_texts: st.SearchStrategy[str]
) -> None:
    text = data.draw(chinese_texts)
    blocks = list(markdown_blocks(text))
    places = [place for block in blocks for span in block.spans for place in range(span.start, span.end)]
    assert places == sorted(set(places))
    assert places == [] or places[-1] < len(text)
    lost = {c for place, c in enumerate(text) if "\u4e00" <= c <= "\u9fff" and place not in set(places)}
    assert not lost


WRAPPED = "因供水主管检修施工，定于二〇二三年十一月九日晚上九点起对石桥路一带停水八小时，范围为石桥路一号至八十八号。"


def test_a_paragraph_that_was_broken_at_a_width_is_joined() -> None:
    wrapped = "\n".join(WRAPPED[start : start + 24] for start in range(0, len(WRAPPED), 24))
    assert outline(f"# 通知\n\n{wrapped}\n")[1:] == [("paragraph", 0, WRAPPED)]


@pytest.mark.parametrize(
    "text",
    [
        "主持人：总经理谭永\n参会：宋启、贺丽\n缺席：梅兰（出差）",
        "女士剪发 268元\n男士剪发 88元\n烫发 398元起",
        "> 引用的第一句\n> 引用的第二句",
    ],
)
def test_lines_that_are_whole_stay_lines(text: str) -> None:
    assert outline(text) == [("paragraph", 0, text)]

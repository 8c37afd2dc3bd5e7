from __future__ import annotations

import re

import pytest

from index.readers import read_bytes
from index.text.tokens import Tokenizer
from index.types import BlockKind, Document, join_spans
from tests.samples import cut_up

ARTICLE = "<p>　　县统计局局长林知远介绍，全县完成投资88亿元。</p>"


def page(*parts: str) -> Document:
    head = (
        '<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>白石县召开会议_白石新闻网</title>'
    )
    return read_bytes(f"<html><head>{head}</head><body>{''.join(parts)}</body></html>".encode("gb18030"), "网页.htm")


@pytest.mark.parametrize(
    "clutter",
    [
        '<div class="main-nav">首页 新闻 政务公开</div>',
        '<div class="breadcrumb">当前位置：首页 &gt; 要闻</div>',
        "<div><a href=1>石桥镇开展活动</a> <a href=2>柳湾乡修路</a> <a href=3>云溪镇植树</a></div>",
        '<div id="ad_right">买房就找某某。</div>',
        '<div class="related"><h3>相关新闻</h3><ul><li><a href=1>石桥镇开展活动</a></li></ul></div>',
        "<p>版权所有 白石新闻网 京ICP备123号</p>",
    ],
)
def test_what_stands_around_an_article_is_left_out(clutter: str) -> None:
    clean = page("<h1>白石县召开会议</h1>", ARTICLE).text
    assert page(clutter, "<h1>白石县召开会议</h1>", ARTICLE).text == clean
    assert page("<h1>白石县召开会议</h1>", ARTICLE, clutter).text == clean


def test_a_page_of_links_keeps_them() -> None:
    links = "".join(f"<li><a href={n}>第{n}条新闻</a></li>" for n in range(1, 6))
    assert page(f"<ul>{links}</ul>").text.splitlines()[2:] == [f"第{n}条新闻" for n in range(1, 6)]


def test_attachments_and_long_texts_are_no_clutter() -> None:
    files = "".join(f'<a href="{n}.pdf">附件{n}：申报表</a>' for n in range(1, 5))
    text = page(ARTICLE, f"<div>{files}</div>", f'<div class="related">{"投资持续增长。" * 4}</div>').text
    assert "附件4：申报表" in text
    assert "投资持续增长。" in text


def test_a_caption_stands_over_its_table_and_no_further(tokenizer: Tokenizer) -> None:
    cells = "<tr><th>乡镇</th><th>就业</th></tr><tr><td>云溪镇</td><td>5人</td></tr>"
    table = f"<table><caption>表1 就业</caption>{cells}</table>"
    made = page("<h1>民生</h1>", table, "<p>水库九月完工。</p>")
    assert [(passage.headings, passage.text) for passage in cut_up(made, tokenizer)] == [
        (("民生", "表1 就业"), "乡镇：云溪镇；就业：5人"),
        (("民生",), "水库九月完工。"),
    ]


@pytest.mark.parametrize(
    "part",
    [
        "<p>办理ICP备案需要提交营业执照和法人身份证</p>",
        "<p>作品的版权所有者为作者本人</p>",
        "<p>Copyright登记费用为200元</p>",
        '<p class="share">持股比例：30%</p>',
        '<div class="related">相关材料：营业执照复印件</div>',
        '<div class="footer-table"><table><tr><td>项目</td><td>金额</td></tr></table></div>',
    ],
)
def test_parts_of_an_article_are_no_clutter_whatever_they_are_called(part: str) -> None:
    said = re.sub("<[^>]*>", "", part)[-4:]
    assert said[-1] in page(part).text
    assert all(character in page(part).text for character in said)


def test_the_unit_right_above_a_table_stands_over_its_rows() -> None:
    table = "<table><tr><td>部门</td><td>收入</td></tr><tr><td>甲</td><td>5</td></tr></table>"
    page = f"<html><body><h1>收支</h1><p>单位：万元</p>{table}<p>正文。</p></body></html>"
    made = read_bytes(page.encode(), "页.html")
    assert [(block.level, block.closes) for block in made.blocks] == [(1, 0), (2, 0), (0, 0), (0, 2)]


def test_headings_of_a_page_that_marks_none_are_told_as_they_are_by_hand() -> None:
    parts = ["<h1>通知</h1>", "<p>一、工作目标</p>", ARTICLE, "<p><b>（一）</b><strong>抓好培训</strong></p>", ARTICLE]
    parts += ["<p style='font-weight: 700'>2. 经费</p>", ARTICLE, "<p><b>局长</b>讲话</p>"]
    assert headings_of(page(*parts)) == ["通知", "一、工作目标", "（一）抓好培训", "2. 经费"]


def test_bold_lines_of_a_page_that_marks_its_headings_are_none() -> None:
    parts = ["<h1>通知</h1>", "<h2>目标</h2>", ARTICLE, "<p><b>重要提示</b></p>", "<p>一、工作目标</p>", ARTICLE]
    assert headings_of(page(*parts)) == ["通知", "目标"]


def headings_of(document: Document) -> list[str]:
    blocks = (block for block in document.blocks if block.kind is BlockKind.HEADING)
    return [join_spans(document.text, block.spans) for block in blocks]


def test_lines_between_breaks_are_paragraphs_where_they_are_sentences() -> None:
    parts = "<div>一、总则<br><br>水库要每月检查。<br>结果要公开。</div>"
    made = page("<h1>通知</h1>", parts, "<p>地址：河滨路8号<br>邮编：715600</p>")
    assert headings_of(made) == ["通知", "一、总则"]
    assert len(made.blocks) == 5


def test_raised_figures_are_read_as_such() -> None:
    made = page("<h1>库容</h1><p>库容2.5×10<sup>8</sup>m<sup>3</sup>，二氧化碳CO<sub>2</sub>减少。</p>")
    assert "库容2.5×10⁸m³，二氧化碳CO₂减少。" in made.text

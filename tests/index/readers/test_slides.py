from __future__ import annotations

import pptx
from lxml import etree
from pptx.util import Cm

from index.readers import read_bytes
from index.readers.slide_text import TEXT
from index.text.places import describe, places_of
from index.text.tokens import Tokenizer
from tests.hostility.timing import bounded
from tests.samples import cut_up, saved


def add_slide(show: pptx.presentation.Presentation, title: str, text: str) -> None:
    slide = show.slides.add_slide(show.slide_layouts[5 if title else 6])
    if title:
        slide.shapes.title.text = title
    slide.shapes.add_textbox(Cm(2), Cm(5), Cm(20), Cm(5)).text_frame.text = text


def test_a_slide_without_a_title_stands_under_no_other_slides(tokenizer: Tokenizer) -> None:
    show = pptx.Presentation()
    add_slide(show, "财政收入", "全县财政收入23亿元。")
    add_slide(show, "", "青峰水库九月完工。")
    document = read_bytes(saved(show.save), "演示.pptx")
    passages = cut_up(document, tokenizer)
    assert [(p.headings, p.text) for p in passages] == [
        (("财政收入",), "全县财政收入23亿元。"),
        ((), "青峰水库九月完工。"),
    ]
    assert [describe(places_of(document.places, p.spans)) for p in passages] == ["第 1 张幻灯片", "第 2 张幻灯片"]


def test_a_sentence_does_not_run_on_from_slide_to_slide(tokenizer: Tokenizer) -> None:
    show = pptx.Presentation()
    add_slide(show, "", "全县财政收入、税收收入，一般公共预算收入继续保持增长，今年最")
    add_slide(show, "", "终有二十三亿元。")
    texts = [passage.text for passage in cut_up(read_bytes(saved(show.save), "演示.pptx"), tokenizer)]
    assert texts == ["全县财政收入、税收收入，一般公共预算收入继续保持增长，今年最", "终有二十三亿元。"]


def test_a_shape_that_nobody_knows_is_passed_over_and_the_others_are_read() -> None:
    show = pptx.Presentation()
    add_slide(show, "财政收入", "全县财政收入23亿元。")
    slide = show.slides[0]
    box = slide.shapes.add_textbox(Cm(2), Cm(9), Cm(20), Cm(5))
    box.text_frame.text = "青峰水库九月完工。"
    box._element.spPr.remove(box._element.spPr.prstGeom)
    box._element.nvSpPr.cNvSpPr.attrib.clear()
    text = read_bytes(saved(show.save), "演示.pptx").text
    assert text.split("\n\n") == ["财政收入", "全县财政收入23亿元。", "青峰水库九月完工。"]


def test_groups_are_read_where_they_stand_and_shapes_beside_each_other_from_the_left() -> None:
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])

    def box(shapes: object, text: str, left: float, top: float) -> None:
        shapes.add_textbox(Cm(left), Cm(top), Cm(6), Cm(2)).text_frame.text = text  # type: ignore[attr-defined]

    box(slide.shapes, "最后一行", 1, 15)
    right = slide.shapes.add_group_shape()
    box(right.shapes, "右边的下文", 12, 6)
    box(right.shapes, "右边的标题", 12, 2)
    left = slide.shapes.add_group_shape()
    box(left.shapes, "左边的标题", 1, 2.2)
    box(left.shapes, "左边的下文", 1, 6.2)
    text = read_bytes(saved(show.save), "演示.pptx").text
    assert text.split("\n\n") == ["左边的标题", "左边的下文", "右边的标题", "右边的下文", "最后一行"]


def test_numbers_that_the_program_counts_and_raised_figures_are_read_and_what_is_struck_out_is_not() -> None:
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[6])
    frame = slide.shapes.add_textbox(Cm(1), Cm(1), Cm(9), Cm(9)).text_frame
    frame.text = "申请\n材料\n受理\n约10"
    for place, (kind, depth) in enumerate([("ea1ChsPeriod", 0), ("arabicParenR", 1), ("ea1ChsPeriod", 0)]):
        properties = frame.paragraphs[place]._p.get_or_add_pPr()
        properties.set("lvl", str(depth))
        properties.append(properties.makeelement(f"{TEXT}buAutoNum", {"type": kind}))
    for text, name, value in (("8", "baseline", "30000"), ("9", "strike", "sngStrike"), ("吨", "baseline", "0")):
        run = frame.paragraphs[3].add_run()
        run.text = text
        run._r.get_or_add_rPr().set(name, value)
    found = read_bytes(saved(made.save), "汇报.pptx")
    assert found.text == "一. 申请\n\n1) 材料\n\n二. 受理\n\n约10⁸吨"
    assert "删除线" in found.remark


def test_what_only_newer_programs_show_is_read() -> None:
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[6])
    box = slide.shapes.add_textbox(Cm(1), Cm(1), Cm(9), Cm(9))
    box.text_frame.text = "含公式的文字"
    names = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    offered = etree.fromstring(
        f'<mc:AlternateContent {names}><mc:Choice Requires="a14"/><mc:Fallback/></mc:AlternateContent>'
    )
    box._element.getparent().replace(box._element, offered)
    offered[0].append(box._element)
    assert read_bytes(saved(made.save), "汇报.pptx").text == "含公式的文字"


def test_a_merged_cell_is_said_in_each_row_and_column_that_it_covers() -> None:
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    table = slide.shapes.add_table(4, 3, Cm(1), Cm(1), Cm(20), Cm(5)).table
    rows = (["镇", "项目", "金额"], ["甲镇", "教育", "88"], ["", "卫生", "66"], ["乙镇", "", "7"])
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(3, 0).merge(table.cell(3, 1))
    text = read_bytes(saved(show.save), "演示.pptx").text
    assert text.splitlines()[-3:] == [
        "镇：甲镇；项目：教育；金额：88",
        "镇：甲镇；项目：卫生；金额：66",
        "镇：乙镇；项目：乙镇；金额：7",
    ]


def test_a_table_that_is_one_merged_cell_is_read_in_no_time() -> None:
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    table = slide.shapes.add_table(40, 40, Cm(1), Cm(1), Cm(20), Cm(5)).table
    table.cell(0, 0).merge(table.cell(39, 39))
    table.cell(0, 0).text = "全县投资88亿元。"
    content = saved(show.save)
    with bounded(10):
        assert "全县投资88亿元。" in read_bytes(content, "演示.pptx").text

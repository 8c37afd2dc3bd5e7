from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from index.readers import read_bytes
from index.text.tokens import Tokenizer
from index.types import BlockKind, Document, join_spans
from tests.samples import cut_up, saved

W = nsdecls("w")
NOTES = (
    f'<w:footnotes {W}><w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote>'
    '<w:footnote w:id="2"><w:p><w:r><w:t>指县级财政。</w:t></w:r></w:p></w:footnote></w:footnotes>'
)


def read(document: WordDocument) -> Document:
    return read_bytes(saved(document.save), "报告.docx")


def headings(document: Document) -> list[tuple[int, str]]:
    blocks = (block for block in document.blocks if block.kind is BlockKind.HEADING)
    return [(block.level, join_spans(document.text, block.spans)) for block in blocks]


def add_list(document: WordDocument, number: int, levels: Sequence[tuple[str, str]]) -> None:
    """A list of the number, with the formats and texts of its levels."""
    root = document.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (kind, text) in enumerate(levels)
    )
    root.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="{number}">{inner}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {W} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))


def add_numbered(document: WordDocument, text: str, number: int, depth: int = 0, style: str | None = None) -> None:
    paragraph = document.add_paragraph(text, style=style)
    properties = f'<w:numPr {W}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(properties))


def test_numbers_that_the_program_counts_are_in_the_text() -> None:
    document = docx.Document()
    add_list(document, 90, [("chineseCountingThousand", "第%1章")])
    add_list(document, 91, [("chineseCountingThousand", "第%1条"), ("japaneseCounting", "（%2）")])
    add_list(document, 92, [("decimal", "%1."), ("decimal", "%1.%2")])
    add_list(document, 93, [("bullet", "•")])
    add_numbered(document, "总则", 90, style="Heading 1")
    for text, number, depth in [
        ("为了加强管理。", 91, 0),
        ("下列各项：", 91, 0),
        ("库容百万方以上；", 91, 1),
        ("灌溉万亩以上。", 91, 1),
        ("自发布之日起施行。", 91, 0),
        ("甲", 92, 0),
        ("乙", 92, 1),
        ("丙", 93, 0),
    ]:
        add_numbered(document, text, number, depth)
    add_numbered(document, "附则", 90, style="Heading 1")
    made = read(document)
    assert headings(made) == [(1, "第一章 总则"), (1, "第二章 附则")]
    assert [line for line in made.text.splitlines() if line][1:-1] == [
        "第一条 为了加强管理。",
        "第二条 下列各项：",
        "（一）库容百万方以上；",
        "（二）灌溉万亩以上。",
        "第三条 自发布之日起施行。",
        "1. 甲",
        "1.1 乙",
        "丙",
    ]


def test_a_column_of_counted_numbers_is_in_its_rows() -> None:
    document = docx.Document()
    add_list(document, 92, [("decimal", "%1")])
    table = document.add_table(rows=3, cols=2)
    for row, (left, right) in enumerate([("序号", "乡镇"), ("", "云溪镇"), ("", "石桥镇")]):
        table.cell(row, 0).text, table.cell(row, 1).text = left, right
        if row:
            properties = f'<w:numPr {W}><w:ilvl w:val="0"/><w:numId w:val="92"/></w:numPr>'
            table.cell(row, 0).paragraphs[0]._p.get_or_add_pPr().append(parse_xml(properties))
    assert read(document).text == "序号：1；乡镇：云溪镇\n序号：2；乡镇：石桥镇"


def test_what_stands_below_a_table_is_not_under_its_title(tokenizer: Tokenizer) -> None:
    document = docx.Document()
    document.add_heading("概况", 1)
    table = document.add_table(rows=3, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "表1 人口"
    for row, cells in enumerate([("乡镇", "人口"), ("云溪镇", "5万人")], start=1):
        table.cell(row, 0).text, table.cell(row, 1).text = cells
    document.add_paragraph("另据了解，水库九月完工。")
    found = [(passage.headings, passage.text) for passage in cut_up(read(document), tokenizer)]
    assert found == [
        (("概况", "表1 人口"), "乡镇：云溪镇；人口：5万人"),
        (("概况",), "另据了解，水库九月完工。"),
    ]


def test_a_table_in_a_table_is_read_once_and_row_by_row() -> None:
    document = docx.Document()
    outer = document.add_table(rows=2, cols=2)
    for column, (name, text) in enumerate([("项目", "水库"), ("座数", "3")]):
        outer.cell(0, column).text, outer.cell(1, column).text = name, text
    frame = document.add_table(rows=1, cols=1)
    for cell in (outer.cell(1, 1), frame.cell(0, 0)):
        inner = cell.add_table(rows=2, cols=2)
        for column, (name, text) in enumerate([("年份", "2023"), ("金额", "88万元")]):
            inner.cell(0, column).text, inner.cell(1, column).text = name, text
    assert [line for line in read(document).text.splitlines() if line] == [
        "项目：水库；座数：3",
        "年份：2023；金额：88万元",
        "年份：2023；金额：88万元",
    ]


def test_a_table_in_a_content_control_of_a_cell_is_read_once() -> None:
    document = docx.Document()
    outer = document.add_table(rows=2, cols=2)
    for column, (name, text) in enumerate([("项目", "水库"), ("座数", "3")]):
        outer.cell(0, column).text, outer.cell(1, column).text = name, text
    inner = outer.cell(1, 1).add_table(rows=2, cols=2)
    for column, (name, text) in enumerate([("年份", "2023"), ("金额", "88万元")]):
        inner.cell(0, column).text, inner.cell(1, column).text = name, text
    control = parse_xml(f"<w:sdt {W}><w:sdtContent/></w:sdt>")
    inner._tbl.addprevious(control)
    control[0].append(inner._tbl)
    assert [line for line in read(document).text.splitlines() if line] == [
        "项目：水库；座数：3",
        "年份：2023；金额：88万元",
    ]


def test_a_row_that_begins_further_right_keeps_its_columns() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    for row, cells in enumerate([("乡镇", "项目", "金额"), ("云溪镇", "水库", "88万元"), ("", "道路", "20万元")]):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    last = table.rows[2]._tr
    last.remove(last.tc_lst[0])
    last.get_or_add_trPr().append(parse_xml(f'<w:gridBefore {W} w:val="1"/>'))
    assert read(document).text == "乡镇：云溪镇；项目：水库；金额：88万元\n项目：道路；金额：20万元"


def test_hidden_and_deleted_text_is_left_out_and_the_rest_is_read() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("全县")._p
    for inner in (
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>",
        '<w:del w:id="1" w:author="a"><w:r><w:delText>删去</w:delText></w:r></w:del>',
        '<w:ins w:id="2" w:author="a"><w:r><w:t>共有</w:t></w:r></w:ins>',
        '<w:hyperlink w:anchor="x"><w:r><w:t>十二个</w:t></w:r></w:hyperlink>',
        "<w:sdt><w:sdtContent><w:r><w:t>乡镇。</w:t></w:r></w:sdtContent></w:sdt>",
    ):
        paragraph.append(parse_xml(re.sub(r"^<([\w:]+)", rf"<\1 {W}", inner)))
    assert read(document).text == "全县共有十二个乡镇。"


def test_a_heading_by_the_outline_of_its_style() -> None:
    document = docx.Document()
    style = document.styles.add_style("章标题", 1)
    style.element.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {W} w:val="1"/>'))
    document.add_paragraph("财政", style="章标题")
    document.add_paragraph("目录里的一行", style=document.styles.add_style("TOC 1", 1))
    document.add_paragraph("收入二十三亿元。")
    made = read(document)
    assert headings(made) == [(2, "财政")]
    assert "目录" not in made.text


def test_an_official_document_without_styles_has_headings() -> None:
    document = docx.Document()
    for text in ("白石县人民政府", "关于防汛工作的通知"):
        document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text in (
        "各乡镇：",
        "一、总体要求",
        "坚持生命至上。",
        "（一）责任",
        "主要负责人负总责。",
        "二、值班",
        "实行24小时值班。",
    ):
        document.add_paragraph(text)
    document.add_paragraph("民警在巡逻").alignment = WD_ALIGN_PARAGRAPH.CENTER
    made = headings(read(document))
    assert [text for _, text in made] == [
        "白石县人民政府",
        "关于防汛工作的通知",
        "一、总体要求",
        "（一）责任",
        "二、值班",
    ]
    assert [level for level, _ in made] == [1, 2, 8, 9, 8]


def test_a_footnote_stands_where_it_is_called_for(tokenizer: Tokenizer) -> None:
    document = docx.Document()
    document.add_heading("收入", 1)
    call = f'<w:r {W}><w:footnoteReference w:id="2"/></w:r>'
    document.add_paragraph("收入二十三亿元。")._p.append(parse_xml(call))
    document.add_heading("支出", 1)
    document.add_paragraph("支出二十亿元。")
    made = read_bytes(with_notes(saved(document.save)), "报告.docx")
    assert [passage.text for passage in cut_up(made, tokenizer) if passage.headings == ("收入",)] == [
        "收入二十三亿元。\n\n指县级财政。"
    ]


def with_notes(content: bytes) -> bytes:
    """The document with footnotes, and, as some programs leave them out, without styles that are not needed."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    type_ = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    added = {
        "[Content_Types].xml": (b"</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{type_}"/>'),
        "word/_rels/document.xml.rels": (
            b"</Relationships>",
            f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/>',
        ),
    }
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(written, "w") as target:
        for entry in source.infolist():
            end, inserted = added.get(entry.filename, (b"\0", ""))
            target.writestr(entry, source.read(entry).replace(end, inserted.encode() + end))
        target.writestr("word/footnotes.xml", NOTES)
    return written.getvalue()


def test_what_is_said_right_above_a_table_stands_over_its_rows_and_nothing_else() -> None:
    document = docx.Document()
    document.add_heading("财政收支", 1)
    for text in ("表1 各部门收支", "", "单位：万元"):
        document.add_paragraph(text)
    table = document.add_table(2, 2)
    for place, text in enumerate(["部门", "收入", "餐饮部", "120"]):
        table.cell(place // 2, place % 2).text = text
    document.add_paragraph("单位：青石镇供水站")
    made = read(document)
    assert headings(made) == [(1, "财政收支"), (2, "表1 各部门收支"), (3, "单位：万元")]
    assert [(block.kind, block.closes) for block in made.blocks[3:]] == [(BlockKind.ROW, 0), (BlockKind.PARAGRAPH, 2)]


def test_symbols_are_read_as_what_they_show() -> None:
    document = docx.Document()
    run = document.add_paragraph("水温").add_run()
    run._r.append(parse_xml(f'<w:sym {W} w:font="Symbol" w:char="F0A3"/>'))
    document.paragraphs[0].add_run("37，同意")
    document.paragraphs[0].add_run()._r.append(parse_xml(f'<w:sym {W} w:font="Wingdings" w:char="F0FE"/>'))
    assert read(document).text == "水温≤37，同意☑"


def test_lines_that_are_paragraphs_but_for_their_marks_are_parted() -> None:
    document = docx.Document()
    document.add_heading("关于加强管理的通知", 1)
    parts = ["各乡镇：", "", "一、充分认识重要性", "", "水库安全事关群众生命。", "二、明确要求", "各地要制定计划。"]
    document.add_paragraph("\n".join(parts))
    made = read(document)
    assert [text for _, text in headings(made)] == ["关于加强管理的通知", "一、充分认识重要性", "二、明确要求"]
    assert len(made.blocks) == 6


def test_lines_of_an_address_are_one_paragraph() -> None:
    document = docx.Document()
    document.add_paragraph("白水县水务局\n白水县河滨路8号\n邮编715600")
    assert len(read(document).blocks) == 1


def test_a_title_that_is_centred_by_hand_stands_over_headings_that_are_marked() -> None:
    document = docx.Document()
    document.add_paragraph("大型水库安全管理体系模型").alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("梁雨，汪萌").alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text in ("1 现状", "2 分析"):
        document.add_heading(text, 1)
        document.add_paragraph("水库安全管理要有体系。")
    assert [text for _, text in headings(read(document))] == ["大型水库安全管理体系模型", "1 现状", "2 分析"]


def test_raised_figures_are_read_as_such() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("库容2.5×10")
    paragraph.add_run("8").font.superscript = True
    paragraph.add_run("立方米，见注").font.superscript = False
    paragraph.add_run("甲").font.superscript = True
    assert read(document).text == "库容2.5×10⁸立方米，见注甲"

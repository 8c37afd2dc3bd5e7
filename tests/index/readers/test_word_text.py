from __future__ import annotations

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from index.readers import read_bytes
from index.types import Document
from tests.index.readers.test_word import headings
from tests.samples import saved

W = nsdecls("w")


def read(document: WordDocument) -> Document:
    return read_bytes(saved(document.save), "报告.docx")


def test_what_is_crossed_out_is_left_out_and_told() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("押金为")
    paragraph.add_run("500元").font.strike = True
    paragraph.add_run("600元。").font.double_strike = False
    made = read(document)
    assert made.text == "押金为600元。"
    assert "删除线" in made.remark


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    document = docx.Document()
    first = document.add_paragraph("合同价款为")._p
    first.get_or_add_pPr().append(parse_xml(f'<w:rPr {W}><w:del w:id="1" w:author="a"/></w:rPr>'))
    document.add_paragraph("贰拾万元整。")
    assert read(document).text == "合同价款为贰拾万元整。"


def test_what_an_empty_field_asks_for_is_no_text() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("甲方：")._p
    paragraph.append(
        parse_xml(
            f"<w:sdt {W}><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
            "<w:sdtContent><w:r><w:t>单击此处输入文字。</w:t></w:r></w:sdtContent></w:sdt>"
        )
    )
    assert read(document).text == "甲方："


def test_a_formula_in_a_sentence_is_read() -> None:
    document = docx.Document()
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    paragraph = document.add_paragraph("得分=")._p
    paragraph.append(
        parse_xml(
            f"<m:oMath {math}><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num>"
            "<m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
        )
    )
    paragraph.append(parse_xml(f"<w:r {W}><w:t>×100。</w:t></w:r>"))
    assert read(document).text == "得分=1/2×100。"


def test_an_attachment_ends_the_sections_before_it() -> None:
    document = docx.Document()
    for text in ("关于开会的通知", "一、时间", "5月6日。", "附件1：", "名额分配表见下。", "（二）名额", "每班一名。"):
        document.add_paragraph(text)
    made = read(document)
    assert [text for _, text in headings(made)][-3:] == ["一、时间", "附件1：", "（二）名额"]
    levels = {text: level for level, text in headings(made)}
    assert levels["附件1："] < levels["一、时间"] < levels["（二）名额"]

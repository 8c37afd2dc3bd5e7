"""Forms: lines with names of their own are one record, and what stands in them is said of the table below."""

from __future__ import annotations

import pytest

from index.readers.composing import Composer
from index.text.tokens import Tokenizer
from index.types import Document, Format
from qa.asking.question import understand
from qa.whole.asking_tables import understand_of
from qa.whole.lacking import lack_of
from qa.whole.naming import Register
from qa.whole.tables import find_tables
from tests.asked_tables import answered

FORM = [
    (("申请科室", "超声医学科"), ("申请人", "阮冬梅")),
    (("设备名称", "彩超"), ("数量", "2台")),
    (("预算单价", "128万元"), ("是否进口", "否")),
    (("申请理由", "现有两台已使用11年以上"),),
]
SIGNED = [
    (("审批环节", "科室意见"), ("意见", "同意申请"), ("签字", "庞树声")),
    (("审批环节", "设备科"), ("意见", "最高限价122万元"), ("签字", "翁启明")),
]


@pytest.fixture
def document() -> Document:
    """An approval form: four lines of names and values, and a table of who signed."""
    composer = Composer()
    composer.heading("医疗设备采购审批表", 1)
    for cells in [*FORM, *SIGNED]:
        composer.row(*cells)
    return composer.finish("0" * 16, "审批表.docx", Format.WORD)


def test_the_lines_of_a_form_are_one_record_and_stand_above_the_table_below(document: Document) -> None:
    record, signed = find_tables(document)
    assert [(cell.name, cell.value) for cell in record.rows[0].cells] == [pair for line in FORM for pair in line]
    assert [document.text[line.start : line.end] for line in record.rows[0].lines][1] == "设备名称：彩超；数量：2台"
    assert (signed.form, len(signed.rows)) == (record.rows[0], 2)


def test_records_of_two_lines_each_are_a_row_each() -> None:
    composer = Composer()
    for name, phone in (("柯杰", "6123"), ("段晴", "6188")):
        composer.row(("姓名", name), ("部门", "发行部"))
        composer.row(("电话", phone), ("入职", "2020年"))
    (table,) = find_tables(composer.finish("0" * 16, "名册.docx", Format.WORD))
    assert (table.columns, len(table.rows)) == (("姓名", "部门", "电话", "入职"), 2)


@pytest.mark.parametrize(
    ("question", "words", "line"),
    [
        ("彩超的预算单价是多少", "128万元", "预算单价：128万元；是否进口：否"),
        ("彩超的申请理由是什么", "现有两台已使用11年以上", "申请理由：现有两台已使用11年以上"),
        ("设备科在彩超审批表上签字的是谁", "翁启明", "审批环节：设备科；意见：最高限价122万元；签字：翁启明"),
    ],
)
def test_what_a_form_is_about_holds_for_all_of_it(
    document: Document, tokenizer: Tokenizer, question: str, words: str, line: str
) -> None:
    found = [answered(Register(table), question, tokenizer) for table in find_tables(document)]
    (answer,) = (each for each in found if each)
    place = answer.drafts[0].slices[0].span
    assert (answer.drafts[0].text, document.text[place.start : place.end]) == (words, line)


def test_what_a_form_is_not_about_is_lacking_in_the_table_below(document: Document, tokenizer: Tokenizer) -> None:
    _, signed = find_tables(document)
    asked = understand("设备科在核磁共振审批表上签字的是谁", (), tokenizer)
    assert understand_of(Register(signed), asked, tokenizer) is None
    assert lack_of(Register(signed), asked, tokenizer) is not None

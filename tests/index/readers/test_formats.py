"""What every format promises, on the same article in each of them."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

import pytest

from index.errors import DamagedDocument, DocumentError, DocumentTooLarge, LockedDocument, UnsupportedFormat
from index.layout import find_blocks
from index.readers import read_bytes
from index.readers.figures import general, shown_number
from index.readers.process import ReadingProcess
from index.text.places import describe, places_of
from index.text.tokens import Tokenizer
from index.types import Block, BlockKind, Document, join_spans
from tests.samples import FIRST, ROWS, SAMPLES, SECOND, TITLE, make_pdf, make_sheet, make_word

TABLES = ["网页.html", "报告.docx", "公报.pdf", "表格.xlsx", "数据.csv", "演示.pptx"]
PROSE = sorted(SAMPLES.keys() - {"数据.csv"})


@pytest.fixture(scope="module")
def reading() -> Iterator[ReadingProcess]:
    with ReadingProcess(60) as process:
        yield process


def outcome(content: bytes, name: str) -> str:
    """Why there is no document, or that there is one; anything but a ``DocumentError`` fails the test."""
    try:
        return "读到了" if read_bytes(content, name).text.strip() else ""
    except DocumentError as error:
        return str(error)


def blocks_of(name: str, reading: ReadingProcess, tokenizer: Tokenizer) -> tuple[Document, tuple[Block, ...]]:
    document = reading.read(SAMPLES[name](), name)
    return document, find_blocks(document, tokenizer)


@pytest.mark.parametrize("name", PROSE)
def test_a_sentence_is_one_block_in_every_format(name: str, reading: ReadingProcess, tokenizer: Tokenizer) -> None:
    document, blocks = blocks_of(name, reading, tokenizer)
    texts = [join_spans(document.text, block.spans).strip() for block in blocks]
    assert FIRST in texts
    assert SECOND in texts


@pytest.mark.parametrize("name", sorted(set(PROSE) - {"字幕.srt"}))
def test_the_title_is_a_heading_in_every_format(name: str, reading: ReadingProcess, tokenizer: Tokenizer) -> None:
    document, blocks = blocks_of(name, reading, tokenizer)
    headings = [join_spans(document.text, b.spans) for b in blocks if b.kind is BlockKind.HEADING]
    assert TITLE in headings


@pytest.mark.parametrize("name", TABLES)
def test_a_row_of_a_table_is_readable_by_itself(name: str, reading: ReadingProcess, tokenizer: Tokenizer) -> None:
    document, blocks = blocks_of(name, reading, tokenizer)
    rows = [join_spans(document.text, block.spans) for block in blocks if block.kind is BlockKind.ROW]
    for town, people, grain in ROWS:
        assert f"乡镇：{town}；常住人口：{people}；粮食产量：{grain}" in rows


@pytest.mark.parametrize(
    ("name", "sentence", "place"),
    [
        ("公报.pdf", FIRST, "第 1 页"),
        ("公报.pdf", SECOND, "第 1–2 页"),
        ("公报.pdf", "石桥镇", "第 2 页"),
        ("演示.pptx", SECOND, "第 2 张幻灯片"),
        ("表格.xlsx", "石桥镇", "工作表“乡镇”第 3 行"),
        ("数据.csv", "石桥镇", "第 3 行"),
        ("字幕.srt", SECOND, "00:03:05"),
        ("报告.docx", SECOND, ""),
    ],
)
def test_a_block_knows_where_it_stands(
    name: str, sentence: str, place: str, reading: ReadingProcess, tokenizer: Tokenizer
) -> None:
    document, blocks = blocks_of(name, reading, tokenizer)
    block = next(block for block in blocks if sentence in join_spans(document.text, block.spans))
    assert describe(places_of(document.places, block.spans)) == place


def test_what_pages_repeat_is_left_out(reading: ReadingProcess) -> None:
    text = reading.read(make_pdf(), "公报.pdf").text
    assert "统计年鉴" not in text
    assert "- 1 -" not in text


def test_scripts_and_navigation_are_left_out(reading: ReadingProcess) -> None:
    text = reading.read(SAMPLES["网页.html"](), "网页.html").text
    for left_out in ("脚本", "首页", "版权", "<p>"):
        assert left_out not in text


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_damaged_file_is_a_document_or_a_reason_in_chinese(name: str) -> None:
    content = SAMPLES[name]()
    chance = random.Random(7)
    broken = [content[: len(content) * part // 20] for part in range(1, 20)]
    for _ in range(60):
        flipped = bytearray(content)
        for _ in range(chance.randint(1, 30)):
            flipped[chance.randrange(len(flipped))] = chance.randrange(256)
        broken.append(bytes(flipped))
    for variant in broken:
        assert re.search("[\u4e00-\u9fff]", outcome(variant, name))


def test_a_file_under_a_wrong_ending_is_read_as_what_it_is(reading: ReadingProcess) -> None:
    assert reading.read(make_word(), "其实是.xlsx").format == "docx"
    assert reading.read(make_pdf(), "其实是.txt").format == "pdf"
    with pytest.raises(DamagedDocument, match="内容不是"):
        reading.read("文字".encode(), "其实是.pdf")


@pytest.mark.parametrize(
    ("content", "name", "error"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧.doc", UnsupportedFormat),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "有密码.docx",
            LockedDocument,
        ),
        (b"PK\x03\x04 and nothing more", "半个.docx", DamagedDocument),
        (b"{\\rtf1 }", "富文本.rtf", UnsupportedFormat),
    ],
)
def test_what_cannot_be_read_says_what_to_do(content: bytes, name: str, error: type[DocumentError]) -> None:
    with pytest.raises(error, match="请"):
        read_bytes(content, name)


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("word/document.xml", *(f"word/{n}.xml" for n in range(9))):
            archive.writestr(name, b" " * 10_000_000)
    with pytest.raises(DocumentTooLarge):
        read_bytes(packed.getvalue(), "炸弹.docx")


def test_macros_are_passed_over() -> None:
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(make_word())) as source, zipfile.ZipFile(written, "w") as target:
        for entry in source.infolist():
            plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
            macro = b"application/vnd.ms-word.document.macroEnabled.main+xml"
            target.writestr(entry, source.read(entry).replace(plain, macro))
        target.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    assert FIRST in read_bytes(written.getvalue(), "带宏.docm").text


@pytest.mark.parametrize(
    ("value", "pattern", "shown"),
    [
        (0.055, "0.0%", "5.5%"),
        (4022.25, "General", "4022.25"),
        (0.1 + 0.2, "General", "0.3"),
        (5.0, "General", "5"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (812.36, '0.0"亿元"', "812.4亿元"),
        (-3.5, "0.0", "-3.5"),
        (12345678901, "General", "12345678901"),
        (99.5, '"¥"#,##0.00', "¥99.50"),
        (0.056, "0.00 %", "5.60%"),
        (0.056, "0.00\\ %", "5.60%"),
        (100, 'General"万元"', "100万元"),
        (-2.5, 'General"万元"', "-2.5万元"),
    ],
)
def test_a_figure_is_what_a_person_sees_in_the_cell(value: float, pattern: str, shown: str) -> None:
    assert shown_number(value, pattern) == shown


@pytest.mark.parametrize("value", [1e-7, 123456.789, 1e15, -0.5])
def test_a_figure_without_a_format_loses_nothing(value: float) -> None:
    assert float(general(value)) == value


def test_a_parser_that_dies_takes_only_its_file_along() -> None:
    with ReadingProcess(0.001) as hurried:
        with pytest.raises(DocumentTooLarge, match="放弃"):
            hurried.read(make_sheet(), "表.xlsx")
        assert hurried.read("文字。".encode(), "a.txt").text == "文字。"
    with ReadingProcess(60) as patient:
        assert patient.read(make_sheet(), "表.xlsx").text
        assert patient._process is not None
        patient._process.kill()
        patient._process.wait()
        assert patient.read(make_sheet(), "表.xlsx").text

"""Files made to do harm: each ends as a reason in Chinese or is read for what it says, and nothing else is touched."""

from __future__ import annotations

import io
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from index.library import Library
from index.syncing.folders import find_files
from tests.samples import (
    CONTAINER,
    FIRST,
    PACKAGE,
    SAMPLES,
    make_book,
    make_pdf,
    make_sheet,
    make_slides,
    make_text,
    make_word,
    saved,
)

SECRET = "绝密内容不可外传"
LAUGHS = "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
LAUGHTER = f'<!DOCTYPE x [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">{LAUGHS}]>'
QUADRATIC = f'<!DOCTYPE x [<!ENTITY i "{"哈" * 50_000}">]>'
FAR = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>'
    '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>近处</t></is></c></row>'
    '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>远处</t></is></c></row></sheetData>'
    '<mergeCells><mergeCell ref="A1:XFD1048575"/></mergeCells>'
    '<hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks></worksheet>'
)


def rewritten(content: bytes, changes: dict[str, Callable[[str], str]]) -> bytes:
    """An archive with some of its entries changed."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            part = source.read(entry)
            change = changes.get(entry.filename)
            target.writestr(entry.filename, change(part.decode()) if change else part)
    return written.getvalue()


def with_entity(content: bytes, part: str, before: str, doctype: str, times: int = 1) -> bytes:
    """The archive with an entity ``i`` declared in one of its entries, and used behind the first ``before``."""

    def change(text: str) -> str:
        bare = re.sub(r"^<\?xml.*?\?>", "", text, flags=re.DOTALL)
        assert before in bare
        return f'<?xml version="1.0"?>{doctype}' + bare.replace(before, before + "&i;" * times, 1)

    return rewritten(content, {part: change})


def encrypted(content: bytes) -> bytes:
    """The archive with its entries flagged as encrypted."""
    return content.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")


def make_locked_pdf() -> bytes:
    written = io.BytesIO()
    canvas = Canvas(written, encrypt=StandardEncryption("secret", "owner"))
    canvas.drawString(60, 700, "locked")
    canvas.save()
    return written.getvalue()


def make_odd_sheet() -> bytes:
    book = openpyxl.Workbook()
    return rewritten(saved(book.save), {"xl/worksheets/sheet1.xml": lambda _: FAR})


def pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, the first of them its catalogue."""
    numbered = b"".join(b"%d 0 obj\n%b\nendobj\n" % item for item in enumerate(objects, start=1))
    return b"%PDF-1.5\n" + numbered + b"trailer\n<</Size %d/Root 1 0 R>>\n%%%%EOF" % (len(objects) + 1)


def make_inflating_pdf() -> bytes:
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 1_000_000) for _ in range(60)) + packer.flush()
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 14400 14400]/Contents 4 0 R>>",
        b"<</Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (len(packed), packed),
    )


def make_vast_picture() -> bytes:
    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 50_000, 50_000, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(b"\0" * 9_000)) + part(b"IEND", b"")


def make_escaping_book() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("OEBPS/book.opf", PACKAGE.replace("text/one.xhtml", "../../../../../../etc/passwd"))
    return written.getvalue()


def make_bomb_within_a_bomb() -> bytes:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 70_000_000)
    return inner.getvalue()


def make_deep_mail() -> bytes:
    parts = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(1_500))
    return f"Subject: x\nMIME-Version: 1.0\n{parts}Content-Type: text/plain\n\nx\n".encode()


def outside(secret: Path) -> str:
    return f'<!DOCTYPE x [<!ENTITY i SYSTEM "{secret.as_uri()}">]>'


BOOK_PAGE, SHEET, SLIDE, WORD = (
    "OEBPS/text/one.xhtml",
    "xl/worksheets/sheet1.xml",
    "ppt/slides/slide1.xml",
    "word/document.xml",
)
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "空 文件.txt": (lambda: b"", "空"),
    "笑.docx": (lambda: with_entity(make_word(), WORD, "<w:t>", LAUGHTER), "损坏"),
    "笑.pptx": (lambda: with_entity(make_slides(), SLIDE, "<a:t>", LAUGHTER), "损坏"),
    "平方.docx": (lambda: with_entity(make_word(), WORD, "<w:t>", QUADRATIC, 20_000), "损坏"),
    "加密.docx": (lambda: encrypted(make_word()), "密码"),
    "加密.xlsx": (lambda: encrypted(make_sheet()), "密码"),
    "加密.pptx": (lambda: encrypted(make_slides()), "密码"),
    "加密.pdf": (make_locked_pdf, "密码"),
    "加密包.xlsx": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "炸弹.docx": (make_bomb_within_a_bomb, "太大"),
    "膨胀.pdf": (make_inflating_pdf, "没有文字|请"),
    "绕圈.pdf": (
        lambda: pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9000000>>"),
        "请|没有文字",
    ),
    "巨图.png": (make_vast_picture, "请"),
    "深.html": (lambda: f"<html><body>{'<div>' * 100_000}{FIRST}".encode(), "没有文字"),
    "深信.eml": (make_deep_mail, "太复杂|没有文字"),
    "半截😀.pdf": (lambda: make_pdf()[:600], "损坏|没有文字"),
    "冒充.png": (make_text, "扩展名不对"),
}
READ: dict[str, Callable[[], bytes]] = {
    "远角.xlsx": make_odd_sheet,
    "越界.epub": make_escaping_book,
    "一行.csv": lambda: ("甲," + ",".join(map(str, range(20_000)))).encode(),
    "乱时.srt": lambda: f"1\n999:99:99,999 --> 00:00:00,000\n{FIRST}\n".encode(),
    "其实是网页.txt": SAMPLES["网页.html"],
    f"{'长' * 83}a.txt": lambda: f"{FIRST}长名。".encode(),
    "😀 有 空格 ....txt": lambda: f"{FIRST}表情。".encode(),
}


def test_what_is_made_to_harm_is_a_reason_or_a_document_and_nothing_else_is_touched(
    library: Library, documents: Path
) -> None:
    (documents / "好.txt").write_text("青峰水库除险加固工程在9月完工。", encoding="utf-8")
    library.sync([documents])
    generation = library.status().generation
    for name, (make, _) in REFUSED.items():
        (documents / name).write_bytes(make())
    report = library.sync([documents])
    reasons = {Path(failure.path).name: failure.reason for failure in report.failed}
    assert reasons.keys() == REFUSED.keys()
    for name, (_, expected) in REFUSED.items():
        assert re.search(expected, reasons[name]), (name, reasons[name])
    assert (report.unchanged, report.removed, report.changed) == (1, (), ())
    assert library.status().generation == generation
    assert library.search("青峰水库")[0].passage.text == "青峰水库除险加固工程在9月完工。"
    for name, make in READ.items():
        (documents / name).write_bytes(make())
    assert {Path(path).name for path in library.sync([documents]).added} == READ.keys()
    assert library.verify() == []


def test_what_an_entity_names_outside_the_file_is_not_read(library: Library, documents: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    doctype = outside(secret)
    made = {
        "外.docx": with_entity(make_word(), WORD, "<w:t>", doctype),
        "外.pptx": with_entity(make_slides(), SLIDE, "<a:t>", doctype),
        "外.epub": with_entity(make_book(), BOOK_PAGE, "<p>", doctype),
        "外.html": f"{doctype}<html><body><p>&i;{FIRST}</p></body></html>".encode(),
        "外.xlsx": with_entity(make_sheet(), "xl/sharedStrings.xml", "<t>", doctype),
    }
    for name, content in made.items():
        (documents / name).write_bytes(content)
    report = library.sync([documents])
    assert len(report.added) + len(report.failed) == len(made)
    assert len(report.added) >= 2
    assert SECRET not in "".join(library.document(item.id).text for item in library.documents())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="这个系统没有命名管道")
def test_what_is_no_ordinary_file_is_told_and_not_waited_for(library: Library, documents: Path) -> None:
    os.mkfifo(documents / "管道.txt")
    (documents / "设备.txt").symlink_to("/dev/zero")
    (documents / "自己.txt").symlink_to(documents / "自己.txt")
    (documents / "夹.pdf").mkdir()
    (documents / "夹.pdf" / "里.txt").write_text(FIRST, encoding="utf-8")
    (documents / "夹.pdf" / "回.pdf").symlink_to(documents, target_is_directory=True)
    assert len(find_files(documents, [])) == 4
    report = library.sync([documents])
    assert [Path(path).name for path in report.added] == ["里.txt"]
    reasons = {Path(failure.path).name: failure.reason for failure in report.failed}
    assert "普通文件" in reasons["管道.txt"]
    assert "文件夹以外" in reasons["设备.txt"]
    assert "系统不让读" in reasons["自己.txt"]


def test_a_file_that_keeps_changing_while_it_is_read_is_told(
    library: Library, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = documents / "日志.txt"
    path.write_text(FIRST, encoding="utf-8")
    opened = os.open

    def growing(file: Path, flags: int, *mode: int) -> int:
        descriptor = opened(file, flags, *mode)
        if file == path:
            with path.open("a", encoding="utf-8") as log:
                log.write("又一行。")
        return descriptor

    with monkeypatch.context() as patched:
        patched.setattr("index.readers.loading.os.open", growing)
        assert "正在被写入" in library.sync([documents]).failed[0].reason
    assert library.status().documents == 0
    assert len(library.sync([documents]).added) == 1

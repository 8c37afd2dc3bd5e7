"""Files that unpack, nest or go round without end; links and names that lead elsewhere."""

from __future__ import annotations

import contextlib
import io
import os
import re
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import DocumentError
from index.library import Library
from index.readers import read_bytes
from index.readers.process import ReadingProcess
from index.text.tokens import Tokenizer
from tests.hostility.timing import bounded
from tests.index.test_hostile import QUADRATIC, SECRET, SHEET, SLIDE, WORD, make_bomb_within_a_bomb, pdf, rewritten
from tests.samples import FIRST, cut_up, make_book, make_sheet, make_slides, make_word


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="这个系统上建链接要另外的权限")
def test_a_link_out_of_the_folder_is_told_and_not_followed(library: Library, documents: Path, tmp_path: Path) -> None:
    """Who may put files into a folder must not thereby read what the program may read elsewhere."""
    (secret := tmp_path / "documents-secret.txt").write_text(SECRET, encoding="utf-8")
    (documents / "里").mkdir()
    (documents / "里" / "甲.txt").write_text(FIRST, encoding="utf-8")
    (documents / "内.txt").symlink_to(Path("里") / "甲.txt")
    (documents / "外.txt").symlink_to(secret)
    (documents / "再外.txt").symlink_to(documents / "外.txt")
    (documents / "里" / "上.txt").symlink_to(Path("..") / ".." / secret.name)
    (tmp_path / "外夹").mkdir()
    (tmp_path / "外夹" / "丙.txt").write_text(SECRET, encoding="utf-8")
    (documents / "夹").symlink_to(tmp_path / "外夹", target_is_directory=True)
    report = library.sync([documents])
    assert [Path(path).name for path in report.added] == ["内.txt", "甲.txt"]
    assert {Path(failure.path).name for failure in report.failed} == {"外.txt", "再外.txt", "上.txt"}
    assert all("文件夹以外" in failure.reason for failure in report.failed)
    assert library.search(SECRET)[0].passage.text != SECRET
    assert len(library.sync([documents]).failed) == 3


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="这个系统上建链接要另外的权限")
def test_a_file_that_becomes_a_link_out_of_the_folder_is_no_longer_read(
    library: Library, documents: Path, tmp_path: Path
) -> None:
    """Also where the library noted the very file that the link leads to, as it did before it looked at links."""
    (documents / "甲.txt").write_text(FIRST, encoding="utf-8")
    os.utime(documents / "甲.txt", (1_700_000_000, 1_700_000_000))
    library.sync([documents])
    (documents / "甲.txt").rename(tmp_path / "甲.txt")
    (documents / "甲.txt").symlink_to(tmp_path / "甲.txt")
    assert "文件夹以外" in library.sync([documents]).failed[0].reason


def zipped(entries: dict[str, bytes], comment: bytes = b"") -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment
        for name, content in entries.items():
            archive.writestr(name, content)
    return written.getvalue()


def overlapping(content: bytes, times: int) -> bytes:
    """An archive whose directory names its first entry's bytes so many times over."""
    end = content.rindex(b"PK\x05\x06")
    size, start = struct.unpack("<II", content[end + 12 : end + 20])
    entry = content[start : start + 46 + struct.unpack("<H", content[start + 28 : start + 30])[0]]
    names = struct.unpack("<H", content[start + 28 : start + 30])[0]
    more = b"".join(entry[:46] + b"%0*d" % (names, number) + entry[46 + names :] for number in range(times))
    head = struct.pack("<HHII", times + 1, times + 1, size + len(more), start)
    return content[: start + size] + more + content[end : end + 8] + head + b"\0\0"


def declared(content: bytes, size: int) -> bytes:
    """An archive whose entries say that they unpack to so many bytes."""
    made = bytearray(content)
    at = made.find(b"PK\x01\x02")
    while at >= 0:
        made[at + 24 : at + 28] = struct.pack("<I", size)
        at = made.find(b"PK\x01\x02", at + 4)
    return bytes(made)


def in_word(markup: str) -> bytes:
    """A Word document with some markup in its body."""
    return rewritten(make_word(), {WORD: lambda text: text.replace("<w:body>", f"<w:body>{markup}", 1)})


def with_entry(content: bytes, name: str) -> bytes:
    """An archive with one more entry, of a name that leads elsewhere."""
    written = io.BytesIO(content)
    with zipfile.ZipFile(written, "a") as archive:
        archive.writestr(name, SECRET)
    return written.getvalue()


P = "<w:p><w:r><w:t>x</w:t></w:r></w:p>"
BOMBS: dict[str, Callable[[], bytes]] = {
    "万件.docx": lambda: zipped({"word/document.xml": b"<x/>", **{f"{n}": b"" for n in range(30_000)}}),
    "重叠.docx": lambda: overlapping(zipped({"word/document.xml": b" " * 5_000_000}), 500),
    "虚报.docx": lambda: declared(make_word(), 0xFFFFFFF0),
    "少报.docx": lambda: declared(make_word(), 1),
    "包中包.docx": lambda: zipped({"word/document.xml": zipped({"word/document.xml": make_bomb_within_a_bomb()})}),
    "深标签.docx": lambda: in_word("<w:sdt><w:sdtContent>" * 5_000 + P + "</w:sdtContent></w:sdt>" * 5_000),
    "深表.docx": lambda: in_word("<w:tbl><w:tr><w:tc>" * 2_000 + P + "</w:tc></w:tr></w:tbl>" * 2_000),
    "多属性.docx": lambda: in_word("<w:p " + " ".join(f"a{n}='x'" for n in range(300_000)) + "/>"),
    "长名.docx": lambda: in_word(f"<{'w' * 11_000_000}/>"),
    "宽表.docx": lambda: in_word(
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>' + P + "</w:tc></w:tr></w:tbl>"
    ),
    "深组.pptx": lambda: rewritten(
        make_slides(),
        {SLIDE: lambda text: text.replace("</p:grpSpPr>", "</p:grpSpPr>" + "<p:grpSp>" * 3_000 + "</p:grpSp>" * 3_000)},
    ),
    "多义.xlsx": lambda: rewritten(
        make_sheet(),
        {SHEET: lambda text: text.replace("<sheetData>", f'<sheetData><row r="1">{"<c><v>1</v></c>" * 900_000}</row>')},
    ),
    "多页.pdf": lambda: pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[" + b"3 0 R " * 9_000 + b"]/Count 9000>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    ),
    "绕圈串.pdf": lambda: pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources 4 0 R>>",
        b"<</Length 4 0 R/Filter 4 0 R>>\nstream\nendstream",
    ),
    "套娃.pdf": lambda: pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</XObject<</A 4 0 R>>>>>>",
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A 4 0 R>>>>/Length 11>>"
        b"\nstream\n/A Do /A Do\nendstream",
    ),
    "深数组.pdf": lambda: pdf(
        b"<</Type/Catalog/Pages 2 0 R/X " + b"[" * 100_000 + b"]" * 100_000 + b">>", b"<</Type/Pages/Kids[]/Count 0>>"
    ),
    "地址.eml": lambda: f"Subject: x\nTo: {'(' * 3_000}\nFrom: {'a@b, ' * 30_000}\n\n{FIRST}".encode(),
    "编码词.eml": lambda: f"Subject: {'=?utf-8?q?=' * 40_000}\n\n{FIRST}".encode(),
    "多件.eml": lambda: (
        "Subject: x\nContent-Type: multipart/mixed; boundary=b\n"
        + "\n--b\nContent-Type: message/rfc822\n\nSubject: y\n\nz\n" * 5_000
    ).encode(),
    "深列.html": lambda: f"<ul><li>{'<ul><li>' * 20_000}{FIRST}".encode(),
    "合并.html": lambda: (
        f"<table>{'<tr>' + f'<td colspan=999 rowspan=999>{FIRST}' * 60}{'<tr><td>x' * 300}</table>".encode()
    ),
    "属性.html": lambda: f"<p {' '.join(f'a{n}=x' for n in range(20_000))}>{FIRST}</p>".encode(),
    "实体.html": lambda: f"<p>{'&amp;' * 400_000}&#1114112;&#xD800;{FIRST}</p>".encode(),
    "声明.html": lambda: f"{QUADRATIC}<html><p>{'&i;' * 20_000}{FIRST}</p>".encode(),
    "引号.csv": lambda: ('"' * 500_001 + FIRST).encode(),
    "时间.srt": lambda: ("1\n" + "00:00:00,000 --> 00:00:00,000\n" * 60_000 + FIRST).encode(),
    "空格.md": lambda: (" " * 900_000 + "\n" + "　" * 300_000 + FIRST).encode(),
    "括号.md": lambda: ("[" * 200_000 + "](" * 100_000 + FIRST).encode(),
    "引用.md": lambda: ("> " * 100_000 + FIRST).encode(),
    "数字.txt": lambda: ("9" * 2_000_000 + FIRST).encode(),
}
CRASHING = {"套娃.pdf"}
"""Over these pdfium ends its process, which is there for that."""
WITHIN = 60.0
"""Seconds for any of them, on a machine with other things to do; most take less than one."""


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_a_bomb_is_read_or_refused_within_its_limits(name: str, tokenizer: Tokenizer) -> None:
    document, reason = None, "读到了"
    with ReadingProcess(WITHIN) as reading:
        try:
            document = reading.read(BOMBS[name](), name)
        except DocumentError as error:
            reason = str(error)
    assert re.search("[\u4e00-\u9fff]", reason)
    assert "放弃" not in reason
    assert "中途退出" not in reason or name in CRASHING
    if document is None:
        return
    with bounded(WITHIN):
        assert sum(len(passage.text) for passage in cut_up(document, tokenizer)) <= 2 * len(document.text)


@pytest.mark.parametrize(
    "entry",
    ["../../出去.txt", "/出去.txt", "C:\\出去.txt", "..\\出去.txt", "空\0名.txt", "a/" * 2_000, "word/document.xml"],
)
def test_what_an_entry_of_an_archive_is_called_leads_nowhere(
    entry: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Archives are read in memory and never unpacked; of two entries of one name the last would be another file."""
    (tmp_path / "里" / "里").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "里" / "里")
    before = sorted(tmp_path.rglob("*"))
    for name, make in (
        ("报告.docx", make_word),
        ("表格.xlsx", make_sheet),
        ("演示.pptx", make_slides),
        ("书.epub", make_book),
    ):
        with contextlib.suppress(DocumentError), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # zipfile warns of a name that is there twice
            assert SECRET not in read_bytes(with_entry(make(), entry), name).text
    assert sorted(tmp_path.rglob("*")) == before
    assert not Path("/出去.txt").exists()

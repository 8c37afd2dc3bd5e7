from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import DocumentError, DocumentTooLarge, EmptyDocument, UndecodableText, UnsupportedFormat
from index.readers import read_bytes, read_file
from index.readers.loading import load_bytes
from index.types import Format, content_id

LIMIT = 10_000


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        ("县域经济.txt", Format.TEXT),
        ("县域经济.TXT", Format.TEXT),
        ("县域经济.md", Format.MARKDOWN),
        ("县域经济.markdown", Format.MARKDOWN),
        ("县域.经济.Md", Format.MARKDOWN),
    ],
)
def test_a_file_becomes_a_document(tmp_path: Path, name: str, format_: Format) -> None:
    content = "# 壮大县域经济\r\n\r\n正文。𠮷\n".encode()
    (tmp_path / name).write_bytes(content)
    document = read_file(tmp_path / name, LIMIT)
    assert document.text == "# 壮大县域经济\r\n\r\n正文。𠮷\n"
    assert (document.name, document.title, document.format) == (name, name.rpartition(".")[0], format_)
    assert document.id == content_id(content)


def test_the_same_content_has_the_same_id_under_any_name() -> None:
    assert read_bytes("江门".encode(), "甲.txt").id == read_bytes("江门".encode(), "乙.md").id


@pytest.mark.parametrize("content", [b"", b" \n\t", "\u3000\u3000\n".encode(), b"\xef\xbb\xbf", b"\xff\xfe"])
def test_a_file_without_text_is_told_to_be_empty(content: bytes) -> None:
    with pytest.raises(EmptyDocument):
        read_bytes(content, "空.txt")


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "大.txt"
    path.write_text("字" * 100, encoding="utf-8")
    assert len(load_bytes(path, 300).content) == 300
    monkeypatch.setattr("os.fdopen", lambda *_: pytest.fail("读了"))
    with pytest.raises(DocumentTooLarge, match="max_file_bytes"):
        load_bytes(path, 299)


@pytest.mark.parametrize("name", ["报告.exe", "报告.mp4", "报告", ".txt"])
def test_a_format_that_is_not_known_is_refused_with_those_that_are(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(UnsupportedFormat, match=r"\.txt、.*\.md、.*\.pdf、"):
        read_file(tmp_path / name, LIMIT)


def test_content_under_a_name_of_an_unknown_format_is_refused_too() -> None:
    with pytest.raises(UnsupportedFormat):
        read_bytes("江门".encode(), "报告.exe")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="文件不在了"):
        read_file(tmp_path / "没有.txt", LIMIT)


def test_a_folder_named_like_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "文件夹.txt").mkdir()
    with pytest.raises(DocumentError, match="不是普通文件"):
        read_file(tmp_path / "文件夹.txt", LIMIT)


@pytest.mark.parametrize("name", ["乱.txt", "乱.md"])
def test_bytes_that_are_no_text_are_undecodable_in_every_format(name: str) -> None:
    with pytest.raises(UndecodableText):
        read_bytes(bytes(range(256)), name)

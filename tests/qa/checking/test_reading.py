from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document as WordDocument

from index.errors import DocumentError, WriteFailed
from index.settings import Settings
from qa.checking.reading import read_text, save


def test_a_file_is_read_by_its_format(tmp_path: Path) -> None:
    word = WordDocument()
    word.add_heading("总结", 1)
    word.add_paragraph("引进企业36家。")
    word.save(str(tmp_path / "总结.docx"))
    (tmp_path / "总结.txt").write_text("引进企业36家。", encoding="gb18030")
    settings = Settings(data=tmp_path / "data")
    assert "引进企业36家。" in read_text(tmp_path / "总结.docx", settings).text
    assert read_text(tmp_path / "总结.txt", settings).text == "引进企业36家。"


@pytest.mark.parametrize(
    ("name", "content"), [("没有.txt", None), ("空.txt", b" "), ("坏.docx", b"PK"), ("a.exe", b"MZ")]
)
def test_what_cannot_be_read_is_said(tmp_path: Path, name: str, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(DocumentError):
        read_text(tmp_path / name, Settings(data=tmp_path / "data"))


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(WriteFailed):
        save(tmp_path / "没有" / "a.md", b"")

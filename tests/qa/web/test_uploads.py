from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.settings import Settings
from qa.web.uploads import Uploads, safe_name


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("年报 2023😀.pdf", "年报 2023😀.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\年报.docx", "年报.docx"),
        (".隐藏.txt", "隐藏.txt"),
        ("~$年报.docx", "$年报.docx"),
        ("a<b>:c.txt", "a_b__c.txt"),
        ("…", "…"),
        ("..", "未命名"),
        ("", "未命名"),
    ],
)
def test_a_name_is_one_that_any_system_takes(given_name: str, kept: str) -> None:
    assert safe_name(given_name) == kept


@given(st.text(max_size=300))
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    kept = safe_name(name)
    assert Path("/上传", kept).resolve().parent == Path("/上传")
    assert 0 < len(kept.encode()) <= 255
    assert not kept.startswith(".")


def test_a_long_name_keeps_its_ending() -> None:
    assert safe_name("报" * 300 + ".pdf").endswith(".pdf")


def test_a_file_under_a_taken_name_replaces_the_other(tmp_path: Path) -> None:
    uploads = Uploads(Settings(data=tmp_path / "data"))
    for text in ("旧", "新"):
        brought = tmp_path / "带来" / "年报.txt"
        brought.parent.mkdir()
        brought.write_text(text)
        assert uploads.receive([brought]) == []
        assert not brought.parent.exists()
    assert [path.name for path in uploads.folder.iterdir()] == ["年报.txt"]
    assert (uploads.folder / "年报.txt").read_text() == "新"


def test_what_lies_elsewhere_is_never_deleted(tmp_path: Path) -> None:
    uploads = Uploads(Settings(data=tmp_path / "data"))
    uploads.folder.mkdir(parents=True)
    mine = tmp_path / "我的.txt"
    mine.write_text("字")
    for path in (str(mine), str(uploads.folder / ".." / ".." / "我的.txt"), str(uploads.folder)):
        uploads.remove(path)
    assert mine.exists()
    assert uploads.folder.exists()

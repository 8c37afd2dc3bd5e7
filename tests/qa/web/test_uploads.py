from __future__ import annotations

import os
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


def bring(folder: Path, name: str, content: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    return folder / name


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("程序.pdf", b"\x7fELF\x02\x01" + bytes(1_000), "不是 .pdf 格式"),
        ("程序.txt", b"\x7fELF\x02\x01" + bytes(range(256)) * 7, "认不出"),
        ("压缩.docx", b"PK\x03\x04" + bytes(100), "损坏"),
        ("程序.exe", b"MZ" + bytes(100), "不支持“.exe”"),
        ("大.txt", b"a" * 2_001, "超过上限"),
    ],
)
def test_what_is_no_readable_file_by_its_content_is_not_taken(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    uploads = Uploads(Settings(data=tmp_path / "data", max_file_bytes=2_000))
    good = bring(tmp_path / "来", "好.txt", "青峰水库".encode())
    bad = bring(tmp_path / "来", name, content)
    (refused,) = uploads.receive([bad, good])
    assert (refused.path, reason in refused.reason) == (name, True), refused
    assert [Path(path).name for path in uploads.present()] == ["好.txt"]
    assert not bad.exists()


def test_so_many_at_once_so_many_and_so_much_in_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def send(uploads: Uploads, count: int) -> int:
        return len(uploads.receive([bring(tmp_path / "来", f"{number}.txt", b"abcd") for number in range(count)]))

    few = Uploads(Settings(data=tmp_path / "少", max_uploads=3))
    assert send(few, 5) == 2
    assert send(few, 3) == 0  # in the place of those that are there
    small = Uploads(Settings(data=tmp_path / "小", max_upload_bytes=9))
    assert send(small, 3) == 1
    monkeypatch.setattr("qa.web.uploads.AT_ONCE", 2)
    assert send(Uploads(Settings(data=tmp_path / "次")), 5) == 3


def test_what_a_killed_program_left_is_deleted_and_what_is_being_uploaded_is_not(tmp_path: Path) -> None:
    uploads = Uploads(Settings(data=tmp_path / "data"))
    uploads.receive([bring(tmp_path / "来", "好.txt", b"abcd")])
    left = [bring(uploads.folder, ".半.txt", b"ab"), bring(uploads.incoming, "旧", b"ab")]
    for path in left:
        os.utime(path, (0, 0))
    now = bring(uploads.incoming, "新", b"ab")
    uploads.tidy()
    assert [path.exists() for path in left] == [False, False]
    assert now.exists()
    assert [Path(path).name for path in uploads.present()] == ["好.txt"]


def test_a_removed_file_is_gone_and_a_lost_folder_is_no_removal(tmp_path: Path) -> None:
    uploads = Uploads(Settings(data=tmp_path / "data"))
    uploads.receive([bring(tmp_path / "来", f"{number}.txt", b"abcd") for number in range(2)])
    first, second = uploads.present()
    uploads.remove(first)
    assert [uploads.is_gone(path) for path in (first, second, str(tmp_path / "别处.txt"))] == [True, False, False]
    uploads.folder.rename(tmp_path / "拔掉的盘")
    assert not uploads.is_gone(first)

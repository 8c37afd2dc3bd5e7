from __future__ import annotations

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import WriteFailed
from index.settings import Settings
from qa.web.uploads import Received, Uploads, numbered, safe_name


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


def of_name(folder: Path, *contents: str) -> list[Path]:
    """Files of one name, each in a folder of its own, as the web framework leaves them."""
    return [bring(folder / f"{number}", "年报.txt", text.encode()) for number, text in enumerate(contents)]


def kept_in(uploads: Uploads) -> dict[str, str]:
    return {Path(path).name: Path(path).read_text() for path in uploads.present()}


@pytest.mark.parametrize("at_once", [True, False])
def test_files_of_one_name_are_kept_side_by_side_and_this_is_said(tmp_path: Path, *, at_once: bool) -> None:
    uploads = Uploads(Settings(data=tmp_path / "data"))
    brought = of_name(tmp_path / "来", "东库", "西库", "北库")
    received = [uploads.receive(some) for some in ([brought] if at_once else [[path] for path in brought])]
    assert [pair for one in received for pair in one.beside] == [
        ("年报.txt", "年报 (2).txt"),
        ("年报.txt", "年报 (3).txt"),
    ]
    assert not any(one.refused or one.known for one in received)
    assert kept_in(uploads) == {"年报.txt": "东库", "年报 (2).txt": "西库", "年报 (3).txt": "北库"}
    assert not any(path.parent.exists() for path in brought)


def test_what_is_here_already_is_not_kept_twice_and_this_is_said(tmp_path: Path) -> None:
    uploads = Uploads(Settings(data=tmp_path / "data"))
    first, second, again = of_name(tmp_path / "来", "东库", "西库", "西库")
    uploads.receive([first, second])
    assert uploads.receive([again]) == Received(known=(("年报.txt", "年报 (2).txt"),))
    (same,) = of_name(tmp_path / "又来", "东库")
    assert uploads.receive([same, same]) == Received(known=(("年报.txt", "年报.txt"),) * 2)
    assert kept_in(uploads) == {"年报.txt": "东库", "年报 (2).txt": "西库"}
    assert not again.exists()


def test_two_pages_that_bring_files_of_one_name_at_the_same_time_lose_none(tmp_path: Path) -> None:
    uploads = Uploads(Settings(data=tmp_path / "data"))
    brought = of_name(tmp_path / "来", *(f"第{number}份" for number in range(16)))
    with ThreadPoolExecutor(8) as pages:
        list(pages.map(uploads.receive, ([path] for path in brought)))
    assert sorted(kept_in(uploads).values()) == sorted(f"第{number}份" for number in range(16))


def test_a_number_does_not_make_a_name_too_long() -> None:
    name = numbered(safe_name("报" * 300 + ".pdf"), 12)
    assert name.endswith("报 (12).pdf")
    assert len(name.encode()) <= 200


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
    folder.mkdir(parents=True, exist_ok=True)
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
    (refused,) = uploads.receive([bad, good]).refused
    assert (refused.path, reason in refused.reason) == (name, True), refused
    assert [Path(path).name for path in uploads.present()] == ["好.txt"]
    assert not bad.exists()


def test_so_many_at_once_so_many_and_so_much_in_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def send(uploads: Uploads, count: int) -> int:
        brought = [bring(tmp_path / "来", f"{number}.txt", b"abcd") for number in range(count)]
        return len(uploads.receive(brought).refused)

    few = Uploads(Settings(data=tmp_path / "少", max_uploads=3))
    assert send(few, 5) == 2
    assert send(few, 3) == 0  # which are there already
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


def test_an_upload_that_the_system_does_not_let_go_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    uploads = Uploads(Settings(data=tmp_path))
    uploads.folder.mkdir(parents=True)
    (kept := uploads.folder / "a.txt").write_text("甲", encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(WriteFailed, match="没有写的权限"):
        uploads.remove(str(kept))

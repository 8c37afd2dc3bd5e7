from __future__ import annotations

from pathlib import Path

from index.library import Failure, Listed, Status
from index.types import Format
from qa.web import catalogue, words
from tests.qa.web.test_render import HOSTILE

FINE = Status(1, 1, 1, 1, "bundled", ())


def listed(name: str, path: str = HOSTILE) -> Listed:
    return Listed("00", name, name, path, 9, Format.TEXT, 1, 1500, "2026-11-24T08:00:00+00:00")


def uploaded(path: str) -> bool:
    return path.startswith("/上传")


def test_names_and_reasons_stay_as_they_are() -> None:
    """The page's script puts them there as text: nothing is escaped before, nothing is markup."""
    troubled = Status(1, 1, 1, 1, "bundled", (Failure(HOSTILE, HOSTILE),))
    (file,) = catalogue.listing([], troubled, lambda _: True, [HOSTILE])
    assert (file["path"], file["state"], file["trouble"]) == (HOSTILE, HOSTILE, True)


def test_uploads_alone_can_be_removed_and_every_trouble_has_its_reason() -> None:
    kept = Status(1, 1, 1, 1, "bundled", (Failure("/上传/坏.pdf", "打不开。"),), (Failure("/家/a.txt", "缺第 3 页。"),))
    bad, part = catalogue.listing([listed("a.txt", "/家/a.txt")], kept, uploaded, ["/上传/坏.pdf"])
    assert (bad["removable"], bad["id"], bad["state"], bad["format"]) == (True, "", "打不开。", "PDF")
    assert (part["removable"], part["id"], part["state"]) == (False, "00", "缺第 3 页。")
    assert (part["size"], part["bytes"], part["passages"]) == ("1.5 KB", 1500, 1)


def test_an_upload_is_there_before_it_is_read_and_until_it_is_out_of_the_library() -> None:
    (arriving,) = catalogue.listing([], FINE, uploaded, ["/上传/新.pdf"])
    assert (arriving["state"], arriving["name"]) == (words.WAITING_TO_BE_READ, "新.pdf")
    assert arriving["removable"]
    (leaving,) = catalogue.listing([listed("旧.txt", "/上传/旧.txt")], FINE, uploaded, [])
    assert (leaving["state"], leaving["removable"], leaving["id"]) == (words.LEAVING, False, "")


def test_files_of_one_name_are_listed_with_the_folders_that_tell_them_apart() -> None:
    documents = [listed("名单.txt", "/家/2019级/名单.txt"), listed("章程.txt", "/家/2019级/章程.txt")]
    files = catalogue.listing(documents, FINE, uploaded, ["/家/2021级/名单.txt"])
    assert [file["name"] for file in files] == ["2019级/名单.txt", "章程.txt", "2021级/名单.txt"]


def test_a_file_lies_in_a_synced_folder_among_the_uploads_or_elsewhere() -> None:
    documents = [listed(name, path) for name, path in (("a", "/家/资料/2019/a"), ("b", "/别处/b"), ("c", "/家/资料/c"))]
    files = catalogue.listing(documents, FINE, uploaded, ["/上传/d"], [Path("/家/资料")])
    found = {file["path"]: file["folder"] for file in files}
    assert found == {"/家/资料/2019/a": "资料/2019", "/家/资料/c": "资料", "/别处/b": "/别处", "/上传/d": words.UPLOADS}

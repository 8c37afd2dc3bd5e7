from __future__ import annotations

import pytest

from index.library import Failure, Listed, Status
from index.types import Format
from qa.web import catalogue, words
from tests.qa.web.test_render import HOSTILE, Reader

FINE = Status(1, 1, 1, 1, "bundled", ())
TROUBLED = Status(1, 1, 1, 1, "bundled", (Failure(HOSTILE, HOSTILE),), (Failure(HOSTILE, HOSTILE),))


def listed(name: str, path: str = HOSTILE) -> Listed:
    return Listed("00", name, name, path, 9, Format.TEXT, 1, 1500, "2026-11-24T08:00:00+00:00")


def uploaded(path: str) -> bool:
    return path.startswith("/上传")


@pytest.mark.parametrize("documents", [[listed(HOSTILE)], []])
def test_hostile_names_and_reasons_stay_text(documents: list[Listed]) -> None:
    page = Reader(catalogue.table(documents, TROUBLED, lambda _: True, [HOSTILE]))
    links = {"a"} if documents else set()
    assert set(page.tags) == {"div", "table", "thead", "tbody", "tr", "th", "td", "bdi", "button"} | links
    assert HOSTILE in page.text
    assert all(not name.startswith("on") for _, values in page.attributes for name in values)


def test_uploads_alone_can_be_removed_and_every_trouble_has_its_reason() -> None:
    kept = Status(1, 1, 1, 1, "bundled", (Failure("/上传/坏.pdf", "打不开。"),), (Failure("/家/a.txt", "缺第 3 页。"),))
    page = Reader(catalogue.table([listed("a.txt", "/家/a.txt")], kept, uploaded, ["/上传/坏.pdf"]))
    assert page.values("data-path") == ["/上传/坏.pdf"]
    assert page.values("href") == [f"#source/{listed('a.txt', '/家/a.txt').id}"]
    assert "打不开。" in page.text
    assert "缺第 3 页。" in page.text
    assert "1.5 KB" in page.text


def test_an_upload_is_there_before_it_is_read_and_until_it_is_out_of_the_library() -> None:
    arriving = Reader(catalogue.table([], FINE, uploaded, ["/上传/新.pdf"]))
    assert words.WAITING_TO_BE_READ in arriving.text
    assert "新.pdfPDF" in arriving.text
    assert arriving.values("data-path") == ["/上传/新.pdf"]
    leaving = Reader(catalogue.table([listed("旧.txt", "/上传/旧.txt")], FINE, uploaded, []))
    assert words.LEAVING in leaving.text
    assert leaving.values("data-path") == leaving.values("href") == []


def test_files_of_one_name_are_listed_with_the_folders_that_tell_them_apart() -> None:
    documents = [listed("名单.txt", "/家/2019级/名单.txt"), listed("章程.txt", "/家/2019级/章程.txt")]
    page = Reader(catalogue.table(documents, FINE, uploaded, ["/家/2021级/名单.txt"]))
    assert "2019级/名单.txt" in page.text
    assert "2021级/名单.txt" in page.text
    assert "2019级/章程.txt" not in page.text

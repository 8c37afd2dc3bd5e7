from __future__ import annotations

import pytest

from index.library import Failure, Listed, Status
from index.tokens import Tokenizer
from index.types import Block, BlockKind, Document, Format, Place, PlaceKind, Span
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
    assert set(page.tags) == {"div", "table", "thead", "tbody", "tr", "th", "td", "bdi", "button"}
    assert HOSTILE in page.text
    assert all(not name.startswith("on") for _, values in page.attributes for name in values)


def test_uploads_alone_can_be_removed_and_every_trouble_has_its_reason() -> None:
    kept = Status(1, 1, 1, 1, "bundled", (Failure("/上传/坏.pdf", "打不开。"),), (Failure("/家/a.txt", "缺第 3 页。"),))
    page = Reader(catalogue.table([listed("a.txt", "/家/a.txt")], kept, uploaded, ["/上传/坏.pdf"]))
    buttons = [values for tag, values in page.attributes if tag == "button"]
    assert {(b["data-action"], b["data-path"]) for b in buttons} == {
        ("preview", "/家/a.txt"),
        ("remove", "/上传/坏.pdf"),
    }
    assert "打不开。" in page.text
    assert "缺第 3 页。" in page.text
    assert "1.5 KB" in page.text


def test_an_upload_is_there_before_it_is_read_and_until_it_is_out_of_the_library() -> None:
    arriving = Reader(catalogue.table([], FINE, uploaded, ["/上传/新.pdf"]))
    assert words.WAITING_TO_BE_READ in arriving.text
    assert "新.pdfPDF" in arriving.text
    assert arriving.values("data-action") == ["remove"]
    leaving = Reader(catalogue.table([listed("旧.txt", "/上传/旧.txt")], FINE, uploaded, []))
    assert words.LEAVING in leaving.text
    assert leaving.values("data-action") == []


def test_a_preview_shows_blocks_whole_and_where_they_stand(tokenizer: Tokenizer) -> None:
    text = f"总则\n水库正在加\n页码 1\n固。{HOSTILE}"
    spans = Span(3, 8), Span(14, len(text))
    blocks = Block(BlockKind.HEADING, (Span(0, 2),), 1), Block(BlockKind.PARAGRAPH, spans)
    places = Place(0, PlaceKind.PAGE, 1), Place(9, PlaceKind.PAGE, 2)
    page = Reader(catalogue.preview(Document("00", "a.pdf", "总则", Format.PDF, text, blocks, places), tokenizer))
    assert page.tags == ["section", "h3", "p", "h4", "p"]
    assert page.text == f"a.pdf第 1 页总则水库正在加固。{HOSTILE}"


def test_of_a_long_document_the_beginning_is_shown(tokenizer: Tokenizer) -> None:
    line = "青峰水库除险加固工程在九月完工。\n\n"
    page = Reader(catalogue.preview(Document("00", "a.txt", "a", Format.TEXT, line * 10_000), tokenizer))
    assert len(page.text) < catalogue.SHOWN + 100
    assert page.text.endswith(words.CUT)

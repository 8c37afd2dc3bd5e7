"""Pages from the process for them, and what becomes of files that are none, or too much."""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from PIL import Image

from index.errors import DamagedDocument, DocumentError, UnsupportedFormat
from index.types import Format
from index.viewing import process as viewing_process
from index.viewing.process import ViewingProcess
from tests.samples import make_pdf


@pytest.fixture(scope="module")
def viewing() -> Iterator[ViewingProcess]:
    """One for all files, as on the page: to start it takes half a second."""
    process = ViewingProcess()
    yield process
    process.close()


def pdf() -> tuple[bytes, Format]:
    return make_pdf(), Format.PDF


def unasked() -> tuple[bytes, Format]:
    raise AssertionError("what is open is not loaded again")


def picture(*sizes: tuple[int, int], kind: str = "TIFF") -> bytes:
    frames = [Image.new("RGB", size, "white") for size in sizes]
    written = io.BytesIO()
    frames[0].save(written, kind, **({"save_all": True, "append_images": frames[1:]} if len(frames) > 1 else {}))
    return written.getvalue()


def test_pages_are_drawn_as_wide_as_asked_and_the_file_is_loaded_once(viewing: ViewingProcess) -> None:
    pages = viewing.pages("a", pdf)
    assert [(page.width, page.height) for page in pages] == [(595, 842)] * 2
    for width in (600, 1200):
        with Image.open(io.BytesIO(viewing.picture("a", unasked, 2, width))) as drawn:
            assert drawn.format == "WEBP"
            assert abs(drawn.width - width) <= 2
            assert abs(drawn.height / drawn.width - 842 / 595) < 0.01
    shown = viewing.shown("a", unasked, 2)
    assert shown.printed == "2"
    assert shown.runs


def test_each_frame_of_a_picture_is_a_page(viewing: ViewingProcess) -> None:
    content = picture((300, 200), (100, 400))
    pages = viewing.pages("b", lambda: (content, Format.IMAGE))
    assert [(page.width, page.height) for page in pages] == [(300, 200), (100, 400)]
    with Image.open(io.BytesIO(viewing.picture("b", unasked, 2, 1000))) as drawn:
        assert drawn.size == (100, 400)
    assert viewing.shown("b", unasked, 1).runs == ()


@pytest.mark.parametrize("content", [b"%PDF-1.7 nothing", make_pdf()[:800], b""])
def test_a_damaged_file_says_so_and_the_next_is_shown(viewing: ViewingProcess, content: bytes) -> None:
    with pytest.raises(DamagedDocument):
        viewing.pages("c", lambda: (content, Format.PDF))
    assert len(viewing.pages("a", pdf)) == 2


def test_a_page_that_is_not_there_says_so_and_the_others_are_shown(viewing: ViewingProcess) -> None:
    with pytest.raises(DocumentError):
        viewing.picture("a", pdf, 9, 800)
    assert viewing.picture("a", pdf, 1, 800)


def test_formats_without_pages_say_so(viewing: ViewingProcess) -> None:
    with pytest.raises(UnsupportedFormat):
        viewing.pages("d", lambda: (b"x", Format.WORD))


def test_a_page_of_a_size_beyond_all_measure_is_drawn_small(viewing: ViewingProcess) -> None:
    huge = make_pdf().replace(b"0 0 595 842", b"0 0 14400 14400")
    assert huge != make_pdf()
    with Image.open(io.BytesIO(viewing.picture("e", lambda: (huge, Format.PDF), 1, 3200))) as drawn:
        assert drawn.width * drawn.height <= 12_100_000


def test_what_takes_too_long_is_given_up_and_the_next_is_shown() -> None:
    process = ViewingProcess(seconds=0.05)
    with pytest.raises(DamagedDocument, match="中途退出"):
        process.pages("a", pdf)
    process.close()
    process = ViewingProcess()
    assert process.pages("a", pdf)
    process.close()


def test_who_does_not_look_any_more_keeps_no_process() -> None:
    process = ViewingProcess(idle=0.2)
    process.pages("a", pdf)
    time.sleep(1.5)
    with pytest.raises(AssertionError, match="not loaded again"):
        process.pages("a", unasked)  # nothing is open any more
    process.close()


def test_each_look_may_take_as_much_as_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system counts what a process computes from its start: with one limit for a file, a long look ends it."""
    content = picture((30, 20), kind="PNG")
    looks = [{"do": "pages"}, {"do": "picture", "number": 1, "width": 30}]
    asked = [{"do": "open", "format": "image", "length": len(content)}, *looks]
    sent, limits = io.BytesIO(), list[int]()
    lines = [json.dumps(request).encode() + b"\n" for request in asked]
    lines.insert(1, content)
    monkeypatch.setattr(viewing_process, "begin_file", lambda: limits.append(sent.tell()))
    monkeypatch.setattr(viewing_process, "replies", lambda: sent)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"".join(lines))))
    viewing_process.serve()
    assert len(limits) == len(set(limits)) == 3
    assert b"error" not in sent.getvalue().split(b"RIFF")[0]

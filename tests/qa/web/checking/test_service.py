"""Checks of pages: one after the other, with progress, until they end, are stopped, or nobody looks any more."""

from __future__ import annotations

import base64
import threading
import time
from collections.abc import Callable, Collection, Iterator
from io import BytesIO
from typing import Any

import pytest
from docx import Document as WordDocument

from index.errors import LibraryError
from index.types import Document
from qa.checking.types import CheckedText, ClaimKind
from qa.web import words
from qa.web.checking import service as checking
from qa.web.checking.service import CheckService
from tests.qa.web.checking.made import CHECKED

STEPS = 3


class Checker:
    """Checks sentence by sentence when it is let; keeps what it was given."""

    def __init__(self) -> None:
        self.given: list[tuple[str, str, Collection[str], Collection[ClaimKind]]] = []
        self.goes_on = threading.Event()
        self.goes_on.set()
        self.error: Exception | None = None
        self.begun = threading.Semaphore(0)

    def check(
        self,
        text: str,
        name: str = "",
        documents: Collection[str] = (),
        kinds: Collection[ClaimKind] = (),
        progress: Callable[[int, int], None] | None = None,
    ) -> CheckedText:
        self.given.append((text, name, documents, kinds))
        assert progress
        for done in range(STEPS):
            progress(done, STEPS)
            self.begun.release()
            assert self.goes_on.wait(20)
        if self.error:
            raise self.error
        return CHECKED

    def check_document(
        self,
        document: Document,
        documents: Collection[str] = (),
        kinds: Collection[ClaimKind] = (),
        progress: Callable[[int, int], None] | None = None,
    ) -> CheckedText:
        return self.check(document.text, document.name, documents, kinds, progress)


@pytest.fixture
def checker() -> Checker:
    return Checker()


@pytest.fixture
def service(checker: Checker) -> Iterator[CheckService]:
    made = CheckService(checker, {"md": lambda checked: checked.name.encode(), "docx": lambda _: b"PK"})
    yield made
    made.close()
    checker.goes_on.set()


def ended(service: CheckService, identity: str) -> str:
    """What came of a check."""
    until = time.monotonic() + 20
    while (state := service.look(identity))["running"]:
        assert time.monotonic() < until
        time.sleep(0.01)
    return str(state["html"])


def begun(service: CheckService, **sent: Any) -> str:  # noqa: ANN401 - as a page sends it
    state = service.begin({"text": "一句话。", **sent})
    assert state["html"] == ""
    return state["id"]


def test_a_text_is_checked_against_what_was_chosen(service: CheckService, checker: Checker) -> None:
    identity = begun(service, documents=["ab"], only=True)
    assert "4022.25" in ended(service, identity)
    assert checker.given == [("一句话。", words.CHECKING.name, ("ab",), (ClaimKind.FIGURE, ClaimKind.QUOTATION))]
    assert "4022.52" in service.beside(identity, 0)
    for number in (-1, 99):
        assert words.CHECKING.gone in service.beside(identity, number)
    made = service.export(identity, "md")
    assert base64.b64decode(made["base64"]).decode() == CHECKED.name
    assert made["name"] == f"{words.CHECKING.tab}-{words.CHECKING.name}.md"
    assert service.export(identity, "docx")["type"].endswith("wordprocessingml.document")
    assert service.export(identity, "exe") == {}


def test_a_file_is_read_as_documents_are(service: CheckService, checker: Checker) -> None:
    made = WordDocument()
    made.add_paragraph("总量4022.25亿元。")
    made.save(out := BytesIO())
    for name, content in (("稿.docx", out.getvalue()), ("稿.txt", "总量4022.25亿元。".encode("gb18030"))):
        ended(service, begun(service, text="", name=name, base64=base64.b64encode(content).decode()))
        text, called, *_ = checker.given[-1]
        assert text.strip() == "总量4022.25亿元。"
        assert called == name


def test_a_file_that_cannot_be_read_is_told(service: CheckService) -> None:
    broken = base64.b64encode(b"%PDF-1.4 broken").decode()
    html = ended(service, begun(service, text="", name="坏.pdf", base64=broken))
    assert "problem" in html
    assert "PDF" in html


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({}, words.CHECKING.nothing),
        ({"text": " \n"}, words.CHECKING.nothing),
        ({"text": None, "documents": 3, "only": "x"}, words.CHECKING.nothing),
        ({"base64": "不是", "name": "甲.txt"}, words.CHECKING.nothing),
        ({"base64": "QQ==", "name": "甲.exe"}, ".docx、.md、.pdf、.txt"),
        ({"base64": "QQ==", "name": ""}, ".docx、.md、.pdf、.txt"),
        ({"base64": "A" * 14_000_000, "name": "甲.txt"}, "10.5 MB"),
        ({"text": "长" * 2_000_001}, "2,000,001"),
    ],
)
def test_what_cannot_be_checked_is_told(service: CheckService, sent: dict[str, Any], message: str) -> None:
    state = service.begin(sent)
    assert state["id"] == ""
    assert message in state["html"]


def test_it_says_how_far_it_is_and_can_be_stopped(service: CheckService, checker: Checker) -> None:
    checker.goes_on.clear()
    identity, waiting = begun(service), begun(service)
    assert checker.begun.acquire(timeout=20)
    state = service.look(identity)
    assert state["running"]
    assert words.CHECKING.progress.format(1, STEPS) in state["html"]
    assert words.CHECKING.waiting.format(1) in service.look(waiting)["html"]
    service.stop(identity)
    service.stop(waiting)
    checker.goes_on.set()
    assert words.CHECKING.stopped in ended(service, identity)
    assert words.CHECKING.stopped in ended(service, waiting)
    assert len(checker.given) == 1


def test_one_that_waits_is_stopped_at_once_and_the_others_come_in_their_order(
    service: CheckService, checker: Checker
) -> None:
    checker.goes_on.clear()
    first, stopped, *later = (begun(service, text=f"第{number}句。") for number in range(5))
    assert checker.begun.acquire(timeout=20)
    service.stop(stopped)
    assert words.CHECKING.stopped in ended(service, stopped)
    assert service.look(first)["running"]
    checker.goes_on.set()
    for identity in later:
        ended(service, identity)
    assert [text for text, *_ in checker.given] == ["第0句。", "第2句。", "第3句。", "第4句。"]


def test_what_nobody_looks_at_is_given_up(
    service: CheckService, checker: Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "PATIENCE", 0.0)
    checker.goes_on.clear()
    identity = begun(service)
    checker.goes_on.set()
    time.sleep(0.2)
    assert words.CHECKING.stopped in ended(service, identity)


def test_what_the_library_cannot_do_is_told_and_the_next_is_checked(service: CheckService, checker: Checker) -> None:
    checker.error = LibraryError("资料库坏了。")
    assert "资料库坏了。" in ended(service, begun(service))
    checker.error = None
    assert "4022.25" in ended(service, begun(service))


def test_only_so_many_wait_and_only_so_many_results_are_kept(service: CheckService, checker: Checker) -> None:
    checker.goes_on.clear()
    waiting = [begun(service) for _ in range(checking.AT_ONCE)]
    refused = service.begin({"text": "又一句。"})
    assert (refused["id"], words.CHECKING.busy in refused["html"]) == ("", True)
    checker.goes_on.set()
    for identity in waiting:
        ended(service, identity)
    later: list[str] = []
    for _ in range(checking.KEPT):
        later.append(begun(service))
        ended(service, later[-1])
    assert words.CHECKING.gone in service.look(waiting[0])["html"]
    assert "4022.25" in service.look(later[-1])["html"]


def test_what_nobody_began_is_not_there(service: CheckService) -> None:
    assert service.look("")["running"] is False
    assert words.CHECKING.gone in service.look("x")["html"]
    assert service.export("x", "md") == {}
    service.stop("x")

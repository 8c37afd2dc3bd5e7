"""A real server, the real model and Debian's Chromium, for the tests of the page."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

import pytest
from playwright.sync_api import Browser, Dialog, Page, Request, expect, sync_playwright

from tests.weights import lend

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AUTH = ("张三", "口令:一")
"""Who is let into the page that is ``locked``, and by what."""
START, ANSWER = 120, 20
"""Seconds after which a start or an answer counts as failed; how long they take is measured elsewhere."""

LONG = """(count) => {
  const { exchanges: [one] } = conversations.all();
  const numbered = (_, number) => ({ ...one, question: `第${number + 1}问`, key: `k${number}` });
  const exchanges = Array.from({ length: count }, numbered);
  localStorage.setItem("yinju.conversation.long", JSON.stringify({ id: "long", title: "长", changed: 1, exchanges }));
}"""
"""Keeps in the browser a conversation of so many exchanges, each the first of the open one."""
ROUNDS = 200
"""Answers of the server that are waited for, at most, until nothing else is on its way."""
_requests: WeakKeyDictionary[Page, set[Request]] = WeakKeyDictionary()
"""What each page has asked the server for and has not had yet."""

needs_browser = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"), reason="没有 Chromium：apt-get install chromium"
)


@dataclass(frozen=True)
class Server:
    url: str
    documents: Path
    data: Path
    process: int
    """The number by which the system knows it."""


@contextmanager
def serving(folder: Path, documents: Path, *arguments: str) -> Iterator[Server]:
    """``python app.py`` on a free port with a data folder of its own, but for the weights; it has to end cleanly."""
    where = ["--port", "0", "--data", str(lend(folder / "data")), "--documents", str(documents)]
    log = folder / "log.txt"
    with (
        log.open("w") as output,
        subprocess.Popen(
            [sys.executable, "app.py", *where, *arguments], cwd=ROOT, stdout=output, stderr=output
        ) as process,
    ):
        try:
            yield Server(await_address(process, log), documents, folder / "data", process.pid)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(START)
    assert process.returncode == 0
    assert "Traceback" not in log.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("page")
    with serving(folder, Path(shutil.copytree(ROOT / "seeds", folder / "资料"))) as server:
        yield server


@pytest.fixture(scope="session")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A page over an empty folder, behind the password of ``AUTH``; not to be changed by a test."""
    folder = tmp_path_factory.mktemp("locked")
    (folder / "空").mkdir()
    with serving(folder, folder / "空", "--auth", ":".join(AUTH)) as server:
        yield server


def await_address(process: subprocess.Popen[bytes], log: Path) -> str:
    """The address that the server prints when it is open."""
    pause = threading.Event()
    deadline = time.monotonic() + START
    while time.monotonic() < deadline and process.poll() is None:
        if found := re.search(r"http://\S+", log.read_text(encoding="utf-8")):
            return found.group()
        pause.wait(0.1)
    pytest.fail(f"the page did not open:\n{log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        assert CHROMIUM, "no Chromium found"
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def visiting(
    browser: Browser,
    server: Server,
    size: tuple[int, int] = (1280, 900),
    script: str = "",
    ready: str = "#examples button",
    locale: str = "zh-CN",
) -> Iterator[Page]:
    """The opened page; afterwards nothing must have left the machine or failed.

    :param script: runs before all of the page's own.
    :param ready: what is visible once the page can be used.
    """
    visit = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale=locale)
    visit.add_init_script(script)
    page = visit.new_page()
    requested: list[str] = []
    faults: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    _requests[page] = set()

    def begin(request: Request) -> None:
        requested.append(request.url)
        if "/heartbeat/" not in request.url:  # which lasts as long as the page
            _requests[page].add(request)

    page.on("request", begin)
    for end in ("requestfinished", "requestfailed"):
        page.on(end, lambda request: _requests[page].discard(request))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", dismiss)
    page.goto(server.url)
    expect(page.locator(ready).first).to_be_visible(timeout=START * 1000)
    yield page
    finish(page)
    visit.close()
    outside = [
        url for url in requested if urlsplit(url).scheme not in {"data", "blob"} and not url.startswith(server.url)
    ]
    assert outside == []
    assert faults == []
    assert requested


@pytest.fixture
def page(browser: Browser, server: Server, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The opened page, at the size that the test asks for."""
    with visiting(browser, server, getattr(request, "param", (1280, 900))) as page:
        yield page


def ask(page: Page, question: str) -> None:
    """Ask and wait until something stands under the question."""
    settled = page.locator("#chat :is(.answered .part:not(.also):not(.prose-part), .unanswered, .problem)")
    before = settled.count()
    page.get_by_label("问题").fill(question)
    page.get_by_label("问题").press("Enter")
    expect(settled).to_have_count(before + 1, timeout=ANSWER * 1000)


def reload(page: Page) -> None:
    """Load the page anew when nothing is on its way."""
    finish(page)
    page.reload()


def finish(page: Page) -> None:
    """Let what is on its way arrive, unless that takes long: what is broken off, the browser reports as an error.

    Nothing has to be on its way twice, with an answer of the server's between: between an event's two requests there is
    none.
    """
    quiet = 0
    for _ in range(ROUNDS):
        page.evaluate("() => fetch('health', { cache: 'no-store' }).then((said) => said.text(), () => '')")
        quiet = 0 if _requests[page] else quiet + 1
        if quiet == 2:
            return

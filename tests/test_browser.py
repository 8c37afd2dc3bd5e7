"""The page as a person meets it: a real server, the real model, Debian's Chromium."""

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

import httpx
import pytest
from playwright.sync_api import Browser, Dialog, Page, expect, sync_playwright

from qa.web import words
from tests.samples import make_csv, make_pdf

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
QUESTION = "2023年江门市GDP总量是多少？"
HOSTILE = "<script>alert(1)</script> *星* _下_ $x$ $$y$$ `码` # 号 ${1+1} {{value}} &lt;"
START, ANSWER = 120, 20
"""Seconds after which a start or an answer counts as failed; how long they take is measured elsewhere."""

pytestmark = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"), reason="没有 Chromium：apt-get install chromium"
)


@dataclass(frozen=True)
class Server:
    url: str
    documents: Path


@contextmanager
def serving(folder: Path, documents: Path, *arguments: str) -> Iterator[Server]:
    """``python app.py`` on a free port with a data folder of its own; it has to end cleanly."""
    where = ["--port", "0", "--data", str(folder / "data"), "--documents", str(documents)]
    log = folder / "log.txt"
    with (
        log.open("w") as output,
        subprocess.Popen(
            [sys.executable, "app.py", *where, *arguments], cwd=ROOT, stdout=output, stderr=output
        ) as process,
    ):
        try:
            yield Server(await_address(process, log), documents)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(20)
    assert process.returncode == 0
    assert "Traceback" not in log.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("page")
    with serving(folder, Path(shutil.copytree(ROOT / "seeds", folder / "资料"))) as server:
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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        assert CHROMIUM, "no Chromium found"
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, server: Server, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The opened page, at the size that the test asks for; afterwards nothing must have left the machine or failed."""
    width, height = getattr(request, "param", (1280, 900))
    visit = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    page = visit.new_page()
    requested: list[str] = []
    faults: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    page.on("request", lambda request: requested.append(request.url))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", dismiss)
    page.goto(server.url)
    expect(page.locator("#examples button").first).to_be_visible(timeout=START * 1000)
    yield page
    visit.close()
    outside = [
        url for url in requested if urlsplit(url).scheme not in {"data", "blob"} and not url.startswith(server.url)
    ]
    assert outside == []
    assert faults == []
    assert requested


def ask(page: Page, question: str) -> None:
    """Ask and wait until something stands under the question."""
    settled = page.locator("#chat :is(.answered .part:not(.also), .unanswered, .problem)")
    before = settled.count()
    page.get_by_label("问题").fill(question)
    page.get_by_label("问题").press("Enter")
    expect(settled).to_have_count(before + 1, timeout=ANSWER * 1000)


def test_a_question_is_answered_with_a_quote_from_the_source(page: Page, server: Server) -> None:
    ask(page, QUESTION)
    expect(page.locator("#chat .asked")).to_have_text(QUESTION)
    expect(page.locator("#chat .answer")).to_contain_text("4022.25亿元")
    citation = page.locator("#chat .citation").first
    expect(citation).to_have_attribute("open", "")
    expect(citation.locator("mark")).to_have_text("4022.25亿元")
    expect(citation.locator(".document")).to_have_text(next(path.name for path in server.documents.iterdir()))
    expect(citation.locator(".heading")).to_contain_text("壮大县域经济 推动区域协调发展")
    sources = [path.read_text(encoding="utf-8") for path in server.documents.iterdir()]
    assert any(citation.locator("blockquote").inner_text().strip() in source for source in sources)
    if picture := os.environ.get("YINJU_SCREENSHOT"):
        page.screenshot(path=picture)


def test_a_citation_unfolds_and_its_number_leads_to_it(page: Page) -> None:
    ask(page, QUESTION)
    first, second = page.locator("#citation-1-1"), page.locator("#citation-1-2")
    expect(second.locator("blockquote")).to_be_hidden()
    second.locator("summary").click()
    expect(second.locator("blockquote")).to_be_visible()
    first.locator("summary").click()
    expect(first.locator("blockquote")).to_be_hidden()
    page.locator("#chat .answer a.cite").click()
    expect(first.locator("blockquote")).to_be_visible()
    first.locator("summary").click()
    ask(page, "江门市长是谁？")
    expect(first.locator("blockquote")).to_be_hidden()
    expect(second.locator("blockquote")).to_be_visible()
    ids = page.locator("#chat [id]").evaluate_all("elements => elements.map((element) => element.id)")
    assert len(ids) == len(set(ids))


def test_what_a_person_types_is_shown_as_typed(page: Page) -> None:
    ask(page, HOSTILE)
    expect(page.locator("#chat .asked")).to_have_text(HOSTILE)
    assert page.locator("#chat .asked *").count() == 0


@pytest.mark.parametrize("question", ["   ", "长" * 10_000])
def test_a_question_that_cannot_be_asked_gets_a_sentence(page: Page, question: str) -> None:
    ask(page, question)
    expect(page.locator("#chat .problem")).to_have_text(re.compile("问题.*。"))


def test_an_example_is_asked_by_a_click_and_a_new_conversation_is_empty(page: Page) -> None:
    example = page.locator("#examples button").first
    text = example.inner_text()
    example.click()
    expect(page.locator("#chat .asked")).to_have_text(text)
    expect(page.locator("#chat .reply .part:not(.also)")).to_have_count(1, timeout=ANSWER * 1000)
    page.get_by_role("button", name="新对话").click()
    expect(page.locator("#chat .asked")).to_have_count(0)


@pytest.mark.parametrize("page", [(390, 844)], indirect=True)
def test_a_phone_shows_all_of_it_without_scrolling_sideways(page: Page) -> None:
    ask(page, QUESTION)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    expect(page.get_by_label("问题")).to_be_in_viewport()


def test_reindexing_takes_in_new_files_and_names_those_it_cannot_read(page: Page, server: Server) -> None:
    (server.documents / "<b>危险.txt").write_text(
        f"危险品目录\n\n青龙桥仓库的危险品编号是{HOSTILE}，由专人保管。\n", encoding="utf-8"
    )
    (server.documents / "坏.txt").write_bytes(b"")
    page.get_by_role("button", name="重新索引").click()
    expect(page.locator("#shelf")).to_contain_text("资料库：2 份文件", timeout=ANSWER * 1000)
    expect(page.locator("#shelf")).to_contain_text("新增 1 份")
    page.locator("#shelf .failures summary").click()
    expect(page.locator("#shelf .failures li")).to_contain_text("坏.txt：")
    ask(page, "青龙桥仓库的危险品编号是什么？")
    expect(page.locator("#citation-1-1 .document")).to_have_text("<b>危险.txt")
    expect(page.locator("#citation-1-1 blockquote")).to_contain_text(HOSTILE)


def test_files_are_brought_looked_at_and_asked(page: Page, tmp_path: Path) -> None:
    files = {"公报.pdf": make_pdf(), "坏.docx": b"PK\x03\x04", "<img src=x onerror=alert(1)>.csv": make_csv()}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    page.get_by_role("tab", name=words.TAB_FILES).click()
    page.set_input_files("#upload input[type=file]", [tmp_path / name for name in files])
    row = page.locator("#catalogue tr", has_text="公报.pdf")
    expect(row).to_contain_text(words.READ, timeout=ANSWER * 1000)
    expect(page.locator("#catalogue tr", has_text="坏.docx")).to_contain_text("损坏")
    row.get_by_role("button", name="预览").click()
    expect(page.locator("#preview")).to_contain_text("白石县经济运行情况")
    page.get_by_role("tab", name=words.TAB_ASK).click()
    ask(page, "清溪铁路白石段预计什么时候通车？")
    expect(page.locator("#citation-1-1")).to_contain_text("第 1–2 页")


def test_the_page_names_no_other_machine_and_offers_no_api(server: Server) -> None:
    page = httpx.get(server.url)
    loaded = re.findall(r"<(?:script|link|img|iframe)[^>]*(?:src|href)=[\"']?([^\"'\s>]+)", page.text)
    assert loaded
    assert [place for place in loaded if "//" in place] == []
    assert httpx.get(f"{server.url}/gradio_api/info").json() == {"named_endpoints": {}, "unnamed_endpoints": {}}
    assert httpx.get(f"{server.url}/openapi.json").status_code == 404
    policy = page.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy


def test_an_empty_folder_behind_a_password(browser: Browser, tmp_path: Path) -> None:
    """Before the password nothing is shown, after it what to do about the empty folder."""
    (empty := tmp_path / "空").mkdir()
    # The page is still open when the server ends, which has to be quiet all the same.
    with browser.new_context() as visit, serving(tmp_path, empty, "--auth", "张三:口令") as server:
        assert words.SUBTITLE not in httpx.get(server.url).text
        assert httpx.get(f"{server.url}/config").status_code == 401
        entry = visit.request.post(f"{server.url}/login", form={"username": "张三", "password": "口令"})
        assert entry.ok
        page = visit.new_page()
        page.goto(server.url)
        expect(page.locator("#shelf")).to_contain_text(f"把文件放进 {empty}", timeout=START * 1000)
        ask(page, QUESTION)
        expect(page.locator("#chat .unanswered")).to_contain_text("没有")

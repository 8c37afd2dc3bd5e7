"""Prose under proof on the page, by an endpoint on this machine that writes true, false and injected sentences."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from qa.web import words

from tests.qa.writing.endpoint import Endpoint, raw, serving as writing, streamed  # isort: skip
from tests.serving.browsing import ROOT, START, Server, ask, needs_browser, serving, visiting
from tests.serving.clients import ANSWER, QUESTION, posted
from tests.serving.test_chat_completions import await_documents

KEY = "sk-geheim-0123"
TRUE = "2023年，GDP总量为4022.25亿元，增长5.5%。"
FALSE = "GDP总量为4022.52亿元。"
INJECTED = "<img src=x onerror=alert(1)>请访问http://evil.example/领奖。"


@dataclass
class Written:
    server: Server
    endpoint: Endpoint
    log: Path


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Written]:
    """A page whose writer is on this machine."""
    folder = tmp_path_factory.mktemp("written")
    (folder / "data").mkdir()
    with writing(streamed(TRUE, FALSE, INJECTED)) as endpoint, pytest.MonkeyPatch.context() as patched:
        patched.setenv("YINJU_WRITER_KEY", KEY)
        settings = f'writer = {{url = "{endpoint.writer.url}", model = "m"}}'
        (folder / "data" / "yinju.toml").write_text(settings, encoding="utf-8")
        with serving(folder, Path(shutil.copytree(ROOT / "seeds", folder / "资料"))) as server:
            await_documents(server)
            yield Written(server, endpoint, folder / "log.txt")
    assert KEY not in (folder / "log.txt").read_text(encoding="utf-8")


def place(written: Written) -> str:
    return written.endpoint.url.removeprefix("http://")


def test_programs_get_what_is_proven(written: Written) -> None:
    event, (outcome,) = posted(written.server, "v2/ask", {"question": QUESTION})
    assert event == "complete"
    assert ANSWER in outcome["answer"]
    summary = outcome["summary"]
    assert [sentence["text"] for sentence in summary["sentences"]] == [TRUE]
    assert summary["left_out"] == 2
    assert summary["writer"] == place(written)
    _, headers, _ = written.endpoint.asked[-1]
    assert headers["Authorization"] == f"Bearer {KEY}"
    assert KEY not in str(outcome)
    asked = {"model": "yinju", "messages": [{"role": "user", "content": QUESTION}]}
    reply = httpx.post(f"{written.server.url}/v1/chat/completions", json=asked, timeout=START).json()
    content = reply["choices"][0]["message"]["content"]
    assert words.SUMMARY in content
    assert "4022.52" not in content
    assert "evil.example" not in content


def test_what_is_refused_is_not_sent(written: Written) -> None:
    before = len(written.endpoint.asked)
    _, (outcome,) = posted(written.server, "v2/ask", {"question": "火星上的总人口是多少？"})
    assert (outcome["status"], outcome["summary"]) == ("no_answer", None)
    assert len(written.endpoint.asked) == before


@needs_browser
@pytest.mark.parametrize("size", [(1280, 900), (390, 844)])
def test_the_page_shows_what_is_proven_and_says_where_it_was_sent(
    browser: Browser, written: Written, size: tuple[int, int]
) -> None:
    with visiting(browser, written.server, size) as page:
        expect(page.locator("#writer")).to_contain_text(place(written))
        ask(page, QUESTION)
        reply = page.locator("#chat .reply.answered").last
        expect(reply.locator(".prose-of")).to_contain_text(TRUE, timeout=START * 1000)
        expect(reply.locator(".answer")).to_contain_text(ANSWER)
        expect(reply).to_contain_text(words.LEFT_OUT.format(2))
        assert "4022.52" not in page.locator("#chat").inner_text()
        assert "evil.example" not in page.content()
        assert KEY not in page.content()
        reply.locator(".prose-of a.cite").first.click()
        expect(page.locator("#source mark").first).to_be_visible()
        page.locator("#source [data-do=close]").click()
        page.reload()
        expect(page.locator("#chat .prose-of")).to_contain_text(TRUE, timeout=START * 1000)


@needs_browser
def test_a_writer_that_hangs_up_leaves_the_answer(browser: Browser, written: Written) -> None:
    scripts = [*written.endpoint.scripts]
    written.endpoint.scripts[:] = [raw(b"<html>", kind="text/html")]
    try:
        with visiting(browser, written.server) as page:
            ask(page, QUESTION)
            reply = page.locator("#chat .reply.answered").last
            expect(reply).to_contain_text("没有写成综述", timeout=START * 1000)
            expect(reply.locator(".answer")).to_contain_text(ANSWER)
    finally:
        written.endpoint.scripts[:] = scripts

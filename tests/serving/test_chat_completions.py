"""The library as a model, asked by the interface's own client: a real server and the package ``openai``."""

from __future__ import annotations

import base64
import re
import sys
import threading
import time
from typing import Any

import httpx
import openai
import pytest
from openai import OpenAI
from playwright.sync_api import Page, expect

from qa.web import words
from tests.serving.browsing import AUTH, ROOT, START, Server, needs_browser
from tests.serving.clients import ANSWER, QUESTION, posted
from tests.serving.test_programs import executed, timeless

ADDRESS = "http://127.0.0.1:7860"


@pytest.fixture(scope="module")
def outcome(server: Server) -> dict[str, Any]:
    """What the page's own call says to the question, once it has read its first documents."""
    return ready(server)


def await_documents(server: Server) -> None:
    pause, deadline = threading.Event(), time.monotonic() + 3 * START
    while httpx.get(f"{server.url}/health", timeout=START).status_code != 200:
        assert time.monotonic() < deadline, "the first documents were not read in time"
        pause.wait(0.5)


def ready(server: Server) -> dict[str, Any]:
    """What it says to the question as soon as it can be asked."""
    await_documents(server)
    event, (outcome,) = posted(server, "v2/ask", {"question": QUESTION})
    assert event == "complete"
    return dict(outcome)


def client_of(server: Server, key: str = "x") -> OpenAI:
    return OpenAI(base_url=f"{server.url}/v1", api_key=key, timeout=START, max_retries=0)


def said(*texts: str) -> Any:  # noqa: ANN401 - as the package has its messages
    return [{"role": "user", "content": text} for text in texts]


def test_the_answer_is_the_one_of_the_page_and_its_marks_are_cited(server: Server, outcome: dict[str, Any]) -> None:
    client = client_of(server)
    assert [model.id for model in client.models.list()] == ["yinju"]
    reply = client.chat.completions.create(model="yinju", messages=said(QUESTION))
    message = reply.choices[0].message
    assert reply.choices[0].finish_reason == "stop"
    assert ANSWER in (message.content or "")
    assert reply.model_extra is not None
    assert timeless(reply.model_extra["yinju"]) == timeless(outcome)
    content, annotations = message.content or "", message.annotations or []
    assert [each.url_citation.title for each in annotations] == [each["title"] for each in outcome["citations"]]
    for each, cited in zip(annotations, outcome["citations"], strict=True):
        mark = each.url_citation
        assert content[mark.start_index : mark.end_index] == f"[{cited['number']}]"
        assert mark.url.startswith(f"{server.url}/#source/{cited['document_id']}/")
        assert mark.url in content
    assert reply.usage is not None
    assert reply.usage.completion_tokens == len(content)


def test_it_comes_in_pieces_too(server: Server, outcome: dict[str, Any]) -> None:
    client = client_of(server)
    whole = client.chat.completions.create(model="yinju", messages=said(QUESTION)).choices[0].message
    with client.chat.completions.create(
        model="yinju", messages=said(QUESTION), stream=True, stream_options={"include_usage": True}
    ) as stream:
        chunks = list(stream)
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert text == whole.content
    assert chunks[-1].usage is not None
    assert len([chunk for chunk in chunks if chunk.choices and chunk.choices[0].delta.content]) > 2


def test_a_follow_up_is_filled_in_from_the_messages(server: Server, outcome: dict[str, Any]) -> None:
    messages = [*said(QUESTION), {"role": "assistant", "content": outcome["answer"]}, *said("那增速呢？")]
    reply = client_of(server).chat.completions.create(model="yinju", messages=messages)
    assert "5.5%" in (reply.choices[0].message.content or "")


def test_what_the_documents_do_not_say_is_refused(server: Server, outcome: dict[str, Any]) -> None:
    message = (
        client_of(server).chat.completions.create(model="yinju", messages=said("火星上的总人口是多少？")).choices[0]
    )
    assert (message.message.content or "").startswith(words.NOTHING_FOUND)
    assert message.message.annotations == []


def test_errors_are_the_interface_s_own(server: Server, outcome: dict[str, Any]) -> None:
    client = client_of(server)
    with pytest.raises(openai.NotFoundError, match="没有名为“gpt-4o”的模型"):
        client.chat.completions.create(model="gpt-4o", messages=said(QUESTION))
    with pytest.raises(openai.BadRequestError, match="问题有 600 字，太长了"):
        client.chat.completions.create(model="yinju", messages=said("长" * 600))
    with pytest.raises(openai.BadRequestError, match="太长了"):
        client.chat.completions.create(model="yinju", messages=said("长" * 600), stream=True)


def test_the_password_is_asked_of_these_programs_too(locked: Server) -> None:
    for wrong in ("x", "li:口令".encode().hex(), base64.b64encode("张三:口令".encode()).decode()):
        with pytest.raises(openai.AuthenticationError, match="用户名:密码"):
            client_of(locked, wrong).chat.completions.create(model="yinju", messages=said(QUESTION))
    key = base64.b64encode(":".join(AUTH).encode()).decode()
    await_documents(locked)
    reply = client_of(locked, key).chat.completions.create(model="yinju", messages=said(QUESTION))
    assert (reply.choices[0].message.content or "").startswith(words.NOTHING_FOUND)
    assert AUTH[1] not in (locked.data.parent / "log.txt").read_text(encoding="utf-8")


def test_the_example_of_the_readme(server: Server, outcome: dict[str, Any]) -> None:
    section = (ROOT / "README.md").read_text(encoding="utf-8").partition("## 接到聊天程序里\n")[2].partition("\n## ")[0]
    (code,) = re.findall(r"```python\n(.*?)```", section, re.DOTALL)
    assert ADDRESS in code
    printed = executed([sys.executable, "-c", code.replace(ADDRESS, server.url)])
    assert ANSWER in printed
    assert f"[1] {outcome['citations'][0]['title']} {server.url}/#source/" in printed


@needs_browser
def test_a_citation_s_address_opens_the_quote(page: Page, server: Server, outcome: dict[str, Any]) -> None:
    message = client_of(server).chat.completions.create(model="yinju", messages=said(QUESTION)).choices[0].message
    page.goto((message.annotations or [])[0].url_citation.url)
    page.reload()
    expect(page.locator("#source mark").first).to_be_visible(timeout=START * 1000)
    assert ANSWER in "".join(page.locator("#source mark").all_inner_texts())

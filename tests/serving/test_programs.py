"""The page as programs meet it: a real server and real clients."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError, AuthenticationError

import app
from qa.web import words
from tests.serving.browsing import AUTH, ROOT, START, Server
from tests.serving.clients import (
    ANSWER,
    QUESTION,
    ask_when_ready,
    basic,
    called,
    connect,
    last_event,
    posted,
    text_of,
    with_tools,
)

NAMES = ["ask", "search", "read_document", "check"]
ADDRESS = "http://127.0.0.1:7860"


@pytest.fixture(scope="module", autouse=True)
def quiet() -> Iterator[None]:
    """gradio_client reports its use to its makers unless told not to."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HF_HUB_DISABLE_TELEMETRY", "1")
        patch.setenv("GRADIO_ANALYTICS_ENABLED", "False")
        yield


@pytest.fixture(scope="module")
def client(server: Server) -> Client:
    """A client of a page that has read its first documents."""
    client = connect(server)
    outcome = ask_when_ready(client)
    assert ANSWER in str(outcome["answer"]), outcome
    return client


def timeless(outcome: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in outcome.items() if name != "seconds"}


def test_the_api_is_the_calls_and_nothing_else(server: Server) -> None:
    info = httpx.get(f"{server.url}/gradio_api/info").json()
    assert [*info["named_endpoints"]] == [f"/{name}" for name in NAMES]
    assert info["unnamed_endpoints"] == {}
    parameters = {name: endpoint["parameters"] for name, endpoint in info["named_endpoints"].items()}
    assert {name: [item["parameter_name"] for item in given] for name, given in parameters.items()} == {
        "/ask": ["question", "history", "documents"],
        "/search": ["question", "top", "documents"],
        "/read_document": ["document_id", "start", "end"],
        "/check": ["text", "documents", "figures_only"],
    }


def test_quotes_and_passages_are_slices_of_the_documents(client: Client) -> None:
    cited = client.predict(QUESTION, api_name="/ask")["citations"]
    hits = client.predict(QUESTION, top=3, api_name="/search")["hits"]
    assert len(hits) == 3
    for said, spans, identity in [
        *((item["quote"], item["spans"], item["document_id"]) for item in cited),
        *((item["text"], item["spans"], item["document_id"]) for item in hits),
    ]:
        document = client.predict(identity, api_name="/read_document")
        assert document["characters"] == len(document["text"])
        assert "".join(document["text"][start:end] for start, end in spans) == said
        parts = [client.predict(identity, start, end, api_name="/read_document")["text"] for start, end in spans]
        assert "".join(parts) == said


def test_a_follow_up_is_filled_in(client: Client) -> None:
    outcome = client.predict("那增速呢？", [QUESTION], api_name="/ask")
    assert "5.5%" in outcome["answer"]
    assert outcome["question"] == "那增速呢？"
    assert "江门市" in outcome["understood"]


def test_http_and_mcp_give_the_same_as_the_client(server: Server, client: Client) -> None:
    expected = client.predict(QUESTION, api_name="/ask")
    assert expected["status"] == "answered"
    event, (by_position,) = posted(server, "ask", {"data": [QUESTION, [], []]})
    assert event == "complete"
    _, (by_name,) = posted(server, "v2/ask", {"question": QUESTION})
    by_tool = called(server, "ask", {"question": QUESTION})
    assert json.loads(text_of(by_tool)) == by_tool.structuredContent
    for outcome in (by_position, by_name, by_tool.structuredContent or {}):
        assert timeless(outcome) == timeless(expected)

    identity = expected["citations"][0]["document_id"]
    for name, arguments in [
        ("search", {"question": QUESTION, "top": 2}),
        ("read_document", {"document_id": identity, "start": 5, "end": 50}),
    ]:
        result = called(server, name, arguments)
        assert not result.isError
        assert result.structuredContent == client.predict(**arguments, api_name=f"/{name}")
        assert posted(server, f"v2/{name}", arguments) == ("complete", [result.structuredContent])


def test_the_tools_say_what_they_are_for(server: Server) -> None:
    tools = with_tools(f"{server.url}/mcp", lambda session: session.list_tools()).tools
    assert [tool.name for tool in tools] == NAMES
    for tool in tools:
        assert len(tool.description or "") > 100
        assert tool.annotations is not None
        assert tool.annotations.readOnlyHint
        assert all(value["description"].endswith("。") for value in tool.inputSchema["properties"].values())
        assert len(tool.inputSchema["required"]) == 1


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("ask", {"question": " \n"}, "还没有写问题"),
        ("ask", {"question": "长" * 10_000}, "问题有 10,000 字，太长了"),
        ("ask", {"question": 3}, "question 要是一段文字"),
        ("ask", {"question": None}, "question 要是一段文字"),
        ("ask", {"question": QUESTION, "history": "上一问"}, "history 要是文字的列表"),
        ("ask", {"question": QUESTION, "history": [{"question": "上一问"}]}, "history 的每一项要是一段文字"),
        ("search", {"question": "？！"}, "问题里没有文字"),
        ("search", {"question": QUESTION, "top": 10**30}, "top 不能大于 50"),
        ("search", {"question": QUESTION, "top": "'; DROP TABLE"}, "top 要是整数"),
        ("read_document", {"document_id": "../../etc/passwd"}, "没有编号为“../../etc/passwd”的文件"),
        ("read_document", {"document_id": "<script>"}, "没有编号为“<script>”的文件"),
        ("read_document", {"document_id": "0", "start": -5}, "start 不能小于 0"),
    ],
)
def test_what_a_caller_does_wrong_is_told(
    server: Server, client: Client, name: str, arguments: dict[str, Any], message: str
) -> None:
    with pytest.raises(AppError, match=re.escape(message)):
        client.predict(**arguments, api_name=f"/{name}")
    event, data = posted(server, f"v2/{name}", arguments)
    assert event == "error"
    assert message in data["error"]
    result = called(server, name, arguments)
    assert result.isError
    assert message in text_of(result)
    assert not re.search("Traceback|Error|pydantic", text_of(result) + data["error"])


def test_a_tool_that_is_not_there_or_is_called_wrongly_is_told(server: Server) -> None:
    assert text_of(called(server, "remove", {})) == words.no_such_tool("remove", NAMES)
    assert text_of(called(server, "ask", {"query": 1})) == "参数不对：question 没有写；query 没有这个参数。"


def test_only_programs_are_let_in_to_the_tools(server: Server) -> None:
    asked = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    assert httpx.post(f"{server.url}/mcp", json=asked, headers={"Accept": "application/json"}).status_code == 200
    for origin in (server.url, "https://example.com", "null"):
        assert httpx.post(f"{server.url}/mcp", json=asked, headers={"Origin": origin}).status_code == 403
    assert httpx.get(f"{server.url}/mcp").status_code == 405
    assert httpx.get(f"{server.url}/gradio_api/mcp/schema").status_code == 404


@pytest.mark.parametrize("name", ["ask", "ask_1"])
def test_a_file_elsewhere_is_not_fetched(server: Server, name: str) -> None:
    """Nor for the page's own events, which are not listed but can be called."""
    file = {"path": "http://192.0.2.1/x.png", "meta": {"_type": "gradio.FileData"}}
    event, data = posted(server, name, {"data": [file, [], []]})
    assert (event, data["error"]) == ("error", words.NOTHING_FETCHED)


def test_the_password_is_asked_of_programs_too(locked: Server) -> None:
    asked = {"data": [QUESTION, [], []]}
    assert httpx.post(f"{locked.url}/gradio_api/call/ask", json=asked).status_code == 401
    assert httpx.post(f"{locked.url}/gradio_api/call/v2/ask", json={"question": QUESTION}).status_code == 401
    assert httpx.get(f"{locked.url}/gradio_api/info").status_code == 401
    for wrong in (None, (AUTH[0], "别的")):
        with pytest.raises((ValueError, AuthenticationError)):
            connect(locked, wrong)
    client = connect(locked, AUTH)
    outcome = ask_when_ready(client)
    assert (outcome["status"], outcome["citations"]) == ("no_answer", [])

    listing = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    for refused in ({}, basic("张三", "别的"), basic("", ""), {"Authorization": "Bearer 1"}):
        answered = httpx.post(f"{locked.url}/mcp", json=listing, headers=refused)
        assert (answered.status_code, answered.text) == (401, "")
    result = with_tools(
        f"{locked.url}/mcp", lambda session: session.call_tool("ask", {"question": QUESTION}), basic(*AUTH)
    )
    assert result.structuredContent is not None
    assert result.structuredContent["reason"] == outcome["reason"]


def test_without_the_package_there_are_no_tools(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "qa.web.serving.mcp_tools", None)
    assert app.tools(None, None) == {}  # type: ignore[arg-type]


def example(language: str, server: Server) -> str:
    """The README's example in a language, with the server's address."""
    section = (ROOT / "README.md").read_text(encoding="utf-8").partition("## 给程序用\n")[2].partition("\n## ")[0]
    (code,) = re.findall(rf"```{language}\n(.*?)```", section, re.DOTALL)
    assert ADDRESS in code
    return str(code.replace(ADDRESS, server.url))


@pytest.mark.usefixtures("client")
def test_the_example_in_python(server: Server) -> None:
    lines = executed([sys.executable, "-c", example("python", server)]).splitlines()
    assert ANSWER in lines[0]
    assert lines[1].startswith("1 ")
    assert ANSWER in lines[1]


@pytest.mark.usefixtures("client")
@pytest.mark.skipif(not shutil.which("curl") and not os.environ.get("CI"), reason="没有 curl")
def test_the_example_with_curl(server: Server) -> None:
    event, (outcome,) = last_event(executed(["bash", "-c", example("bash", server)]))
    assert event == "complete"
    assert "5.5%" in outcome["answer"]


@pytest.mark.usefixtures("client")
def test_the_example_of_mcp(server: Server) -> None:
    (configured,) = json.loads(example("json", server))["mcpServers"].values()
    assert configured["type"] == "http"
    result = with_tools(configured["url"], lambda session: session.call_tool("ask", {"question": QUESTION}))
    assert result.structuredContent is not None
    assert ANSWER in result.structuredContent["answer"]


def executed(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=START).stdout

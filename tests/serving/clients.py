"""Clients of the page as programs write them: gradio_client, plain HTTP, and the MCP package's own."""

from __future__ import annotations

import asyncio
import base64
import json
import re
import threading
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult, TextContent

from tests.serving.browsing import START, Server

QUESTION = "2023年江门市GDP总量是多少？"
ANSWER = "4022.25亿元"

T = TypeVar("T")


def ask_when_ready(client: Client) -> dict[str, Any]:
    """The outcome of the question, once the first documents were read, which takes minutes on a busy machine."""
    pause, deadline = threading.Event(), time.monotonic() + 3 * START
    while time.monotonic() < deadline:
        try:
            return dict(client.predict(QUESTION, api_name="/ask"))
        except AppError as error:
            if "正在建立" not in str(error):
                raise
        pause.wait(0.5)
    pytest.fail("the first documents were not read in time")


def connect(server: Server, auth: tuple[str, str] | None = None) -> Client:
    return Client(server.url, auth=auth, verbose=False, analytics_enabled=False, download_files=False)


def posted(server: Server, name: str, arguments: object) -> tuple[str, Any]:
    """The event that a call over plain HTTP ends with, and its data."""
    joined = httpx.post(f"{server.url}/gradio_api/call/{name}", json=arguments, timeout=START)
    told = httpx.get(f"{server.url}/gradio_api/call/{name}/{joined.json()['event_id']}", timeout=START)
    return last_event(told.text)


def last_event(text: str) -> tuple[str, Any]:
    event, data = re.findall(r"event: (\w+)\ndata: (.*)\n", text)[-1]
    return event, json.loads(data)


def with_tools(url: str, use: Callable[[ClientSession], Awaitable[T]], headers: dict[str, str] | None = None) -> T:
    """What is done in a session with the tools at an address."""

    async def run() -> T:
        async with (
            httpx.AsyncClient(headers=headers, timeout=START) as sender,
            streamable_http_client(url, http_client=sender) as (receive, send, _),
            ClientSession(receive, send) as session,
        ):
            await session.initialize()
            return await use(session)

    with ThreadPoolExecutor(1) as thread:  # of its own: where a browser is open, this one has a loop that runs
        return thread.submit(lambda: asyncio.run(run())).result()


def called(server: Server, name: str, arguments: dict[str, Any]) -> CallToolResult:
    return with_tools(f"{server.url}/mcp", lambda session: session.call_tool(name, arguments))


def text_of(result: CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


def basic(user: str, password: str) -> dict[str, str]:
    return {"Authorization": f"Basic {base64.b64encode(f'{user}:{password}'.encode()).decode()}"}

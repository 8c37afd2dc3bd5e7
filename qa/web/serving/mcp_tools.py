"""The calls for programs as tools of the Model Context Protocol, at ``/mcp``.

Gradio offers an API's calls as tools by itself, but to everyone, whatever password the page has; it gives what Python
prints of a result in place of JSON, and asks itself over a connection to the address that the first request names.
"""

from __future__ import annotations

import inspect
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from anyio import CapacityLimiter, to_thread
from mcp import types
from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from index.errors import YinjuError
from qa.web import words
from qa.web.api import Call, Calls, parameters
from qa.web.serving.guard import TOOLS

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from qa.web.serving.logins import Logins

LOGGER = logging.getLogger(__name__)
READS = types.ToolAnnotations(readOnlyHint=True, openWorldHint=False)


class Tools:
    """The calls as a web application of its own, which runs within ``lifespan``.

    :param logins: whom to let in by HTTP's Basic authentication.
    :param at_once: calls answered at the same time; more wait.
    """

    def __init__(self, calls: Calls, logins: Logins, at_once: int) -> None:
        self._calls = {call.__name__: call for call in calls.all()}
        self._tools = [tool(call) for call in calls.all()]
        self._logins = logins
        self._limit = CapacityLimiter(at_once)
        server: Server[object, object] = Server(words.TITLE, instructions=words.TOOLS)
        server.list_tools()(self._list)  # type: ignore[no-untyped-call]
        # The calls check their arguments themselves, and tell in Chinese.
        server.call_tool(validate_input=False)(self._call)
        self._manager = StreamableHTTPSessionManager(server, json_response=True, stateless=True)
        self.routes = [Route(TOOLS, self)]

    @asynccontextmanager
    async def lifespan(self, _app: object) -> AsyncIterator[None]:
        async with self._manager.run():
            yield

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await (await self._refusal(Request(scope)) or self._manager.handle_request)(scope, receive, send)

    async def _refusal(self, request: Request) -> Response | None:
        """Why a request is not let in. Web pages, whose requests name their origin, have no business here."""
        if "origin" in request.headers:
            return PlainTextResponse(status_code=403)
        if refused := await self._logins.refusal(request):
            return refused
        if request.method != "POST":  # there is nothing to be told unasked, and no session to end
            return PlainTextResponse(status_code=405, headers={"Allow": "POST"})
        return None

    async def _list(self) -> list[types.Tool]:
        return self._tools

    async def _call(self, name: str, arguments: dict[str, Any]) -> types.CallToolResult:
        if name not in self._calls:
            return as_result(words.no_such_tool(name, self._calls), failed=True)
        try:
            value = await to_thread.run_sync(partial(run, self._calls[name], arguments), limiter=self._limit)
        except YinjuError as error:
            return as_result(str(error), failed=True)
        return as_result(json.dumps(value, ensure_ascii=False), value)


def tool(call: Call) -> types.Tool:
    """What a client is told of a call."""
    return types.Tool(
        name=call.__name__, description=inspect.getdoc(call), inputSchema=parameters(call), annotations=READS
    )


def run(call: Call, arguments: dict[str, Any]) -> dict[str, Any]:
    """As the call; an error that is a bug is logged, as the protocol only tells the caller."""
    try:
        return call(**arguments)
    except YinjuError:
        raise
    except BaseException:
        LOGGER.exception("a tool failed")
        raise


def as_result(text: str, value: dict[str, Any] | None = None, *, failed: bool = False) -> types.CallToolResult:
    """A text, and the value that it says."""
    content = types.TextContent(type="text", text=text)
    return types.CallToolResult(content=[content], structuredContent=value, isError=failed)

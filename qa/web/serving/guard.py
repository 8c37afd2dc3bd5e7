"""What every request has to pass before anything is done for it.

A web page of another site can make a browser on this machine send requests here, also under this site's name when the
other's name is let point here (DNS rebinding): so the host asked for must be one of ours, and the page that asks too.
Of what the web framework offers, only what the page uses can be reached. Bodies are limited in size and time.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
import time
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from qa.web import words
from qa.web.serving.logins import Logins, address_of

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Gradio compiles its templates in the browser, hence 'unsafe-eval'. What counts here is that no other host is named.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; form-action 'self'; "
    "object-src 'none'; base-uri 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
API = "/gradio_api"
UPLOAD, LOGIN, HEALTH, METRICS, TOOLS = f"{API}/upload", "/login", "/health", "/metrics", "/mcp"
MODELS, COMPLETIONS = "/v1/models", "/v1/chat/completions"
READING = re.compile(
    r"/|/config|/theme\.css|/favicon\.ico|/manifest\.json|/robots\.txt|/logout|/health|/metrics|/mcp|"
    r"/v1/models(?:/[\w:.-]+)?|/(?:static|assets|svelte)(?:/[\w-][\w.-]*)+|"
    r"/source/[0-9a-f]{16}/(?:\d{1,4}\.webp|file|look)|"
    rf"{API}/(?:info|app_id|user|token|login_check|startup-events|theme\.css|upload_progress|"
    r"queue/(?:data|status)|heartbeat/\w+|call/(?:v2/)?\w+/\w+)"
)
WRITING = re.compile(
    rf"/login|/mcp|/v1/chat/completions|{API}/(?:queue/join|component_server|reset|cancel|upload|run/\w+|api/\w+|call/(?:v2/)?\w+)"
)
METHODS = {"GET": READING, "HEAD": READING, "POST": WRITING, "DELETE": re.compile("/mcp")}
"""The paths that can be reached, by method; a slash at the end makes no difference."""
BODY_BYTES = 20_000_000
"""The most that a request may bring, but for uploads: a question comes with its conversation."""
SILENCE, WHOLE, WHOLE_UPLOAD = 20.0, 60.0, 900.0
"""Seconds that a body may pause; that it may take; and that an upload may."""


@dataclass(frozen=True, slots=True)
class Limits:
    """``names``: what this machine is called, besides its own name and its addresses. ``upload_bytes``: the most that a
    request may upload, 0 for nothing at all.
    """

    names: Collection[str] = ()
    upload_bytes: int = 0


class Guard:
    """Middleware: refuses what has no business here, and marks every response.

    :param loopback: whether only this machine can reach the page, which then goes by no other name.
    """

    def __init__(self, app: ASGIApp, logins: Logins, limits: Limits, *, loopback: bool) -> None:
        self._app = app
        self._logins = logins
        self._limits = limits
        self._loopback = loopback
        self._given = frozenset(map(str.lower, limits.names))
        self._names = {"localhost", *self._given}
        if not loopback:
            self._names.add(socket.gethostname().lower())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        refused = self._refusal(request) or self._too_large(request) or self._too_often(request)
        marked = _marked(send)
        if refused:
            await refused(scope, receive, marked)
            return
        await self._serve(request, receive, self._noting(request, marked))

    def _refusal(self, request: Request) -> Response | None:
        host = request.headers.get("host", "")
        if not self._is_ours(_name(host)):
            return PlainTextResponse(words.NOT_THIS_HOST, 421)
        if self._is_foreign(request, host):
            return PlainTextResponse(words.NOT_THIS_PAGE, 403)
        path = _path(request)
        wanted = METHODS.get(request.method)
        if wanted is None or not wanted.fullmatch(path):
            return PlainTextResponse(words.NOT_HERE, 404)
        if path == UPLOAD and not self._limits.upload_bytes:
            return PlainTextResponse(words.READ_ONLY, 403)
        return None

    def _is_ours(self, name: str) -> bool:
        """Whether this machine goes by this name: an address cannot be let point elsewhere, a name can."""
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return name in self._names
        return address.is_loopback or not self._loopback

    def _is_foreign(self, request: Request, host: str) -> bool:
        """Whether a page of another site asks; programs name none, nor does who follows a link to here."""
        origin = request.headers.get("origin")
        if origin is not None:
            place, name = _asking(origin)
            return place != host.lower() and name not in self._given
        site, mode = request.headers.get("sec-fetch-site"), request.headers.get("sec-fetch-mode")
        return site in {"cross-site", "same-site"} and mode != "navigate"

    def _most(self, request: Request) -> int:
        return self._limits.upload_bytes if _path(request) == UPLOAD else BODY_BYTES

    def _too_large(self, request: Request) -> Response | None:
        stated = request.headers.get("content-length", "0")
        too_large = not stated.isdecimal() or int(stated) > self._most(request)
        return PlainTextResponse(words.TOO_LARGE, 413) if too_large else None

    def _too_often(self, request: Request) -> Response | None:
        logs_in = request.method == "POST" and _path(request) == LOGIN and self._logins.needed
        return self._logins.begin(address_of(request)) if logs_in else None

    def _noting(self, request: Request, send: Send) -> Send:
        """As ``send``; a login that succeeds is noted."""
        if _path(request) != LOGIN:
            return send

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                self._logins.succeeded(address_of(request))
            await send(message)

        return noting

    async def _serve(self, request: Request, receive: Receive, send: Send) -> None:
        """Let the application answer, unless the body turns out too large or too slow."""
        upload = _path(request) == UPLOAD
        body = _Body(receive, self._most(request), WHOLE_UPLOAD if upload else WHOLE)

        async def unless_refused(message: Message) -> None:
            if not body.refused:
                await send(message)

        try:
            await self._app(request.scope, body.receive, unless_refused)
        except ClientDisconnect:
            if not body.refused:
                raise
        if body.refused:
            await body.refused(request.scope, receive, send)


class _Body:
    """A request's body as it comes in: to the application it ends where it was to be refused."""

    def __init__(self, receive: Receive, most: int, seconds: float) -> None:
        self._receive = receive
        self._left = most
        self._until = time.monotonic() + seconds
        self._whole = False
        self.refused: Response | None = None

    async def receive(self) -> Message:
        if self._whole:  # what comes now is that the other side has gone
            return await self._receive()
        patience = min(SILENCE, self._until - time.monotonic())
        try:
            message = await asyncio.wait_for(self._receive(), max(patience, 0.001))
        except TimeoutError:
            return self._end(PlainTextResponse(words.TOO_SLOW, 408, headers={"Connection": "close"}))
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            return self._end(PlainTextResponse(words.TOO_LARGE, 413, headers={"Connection": "close"}))
        self._whole = not message.get("more_body", False)
        return message

    def _end(self, refused: Response) -> Message:
        self.refused = refused
        return {"type": "http.disconnect"}


def _path(request: Request) -> str:
    """The path that is asked for, without a slash at its end."""
    return request.url.path.rstrip("/") or "/"


def _name(host: str) -> str:
    """The name in a Host header, without port and brackets; ``""`` for what is none."""
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _asking(origin: str) -> tuple[str, str | None]:
    """The host of a page that asks, as it would stand in a Host header, and its name; none of what is no address."""
    try:
        asking = urlsplit(origin)
        return asking.netloc.lower(), asking.hostname
    except ValueError:  # of brackets that do not close
        return "", None


def _marked(send: Send) -> Send:
    """As ``send``; every response tells the browser what it may do with it."""

    async def marked(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = {name for name, _ in message.get("headers", [])}
            marks = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
            message["headers"] = [*message.get("headers", []), *(mark for mark in marks if mark[0] not in given)]
        await send(message)

    return marked

"""A language model behind an endpoint for chat completions: messages in, a draft out.

The endpoint is another program, and may be on another machine: what it sends is bounded in time and size, and read as
what it says that it is (server-sent events, or JSON, whichever of the two was asked for). It is told nothing but the
messages and its key, follows no redirect, and goes through no proxy.
"""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from index.errors import YinjuError
from index.settings import Writer

if TYPE_CHECKING:
    import httpx

VARIABLE = "YINJU_WRITER_KEY"
"""The environment variable that may give the key."""
CONNECTING, SILENCE, WHOLE = 5.0, 45.0, 120.0
"""Seconds to connect, between two pieces, and for all of it, with what is tried again."""
MOST_BYTES, LONGEST_LINE = 1_000_000, 64_000
"""Bytes that a reply may have, and a line of its events."""
LONGEST = 8_000
"""Characters of a draft."""
TRIES, PAUSE = 3, 1.0
"""How often it is tried where the endpoint is busy or cannot be reached, and seconds between."""
BUSY = frozenset({408, 429, 500, 502, 503, 504})
TOKENS = 1_024
"""Tokens that the draft may have, at most."""
_SAYS = {
    400: "它不接受这个请求",
    401: "密钥不对，请检查环境变量 YINJU_WRITER_KEY",
    403: "它不让用，请检查密钥和模型名",
    404: "那里没有这个接口或模型，请检查 writer 的 url（通常以 /v1 结尾）和 model",
    429: "它说问得太多了",
}

Message = Mapping[str, str]


class WriterFailed(YinjuError):
    pass


class Cancelled(WriterFailed):
    pass


@dataclass(frozen=True, slots=True)
class _Watch:
    """Until when a reply may take (``time.monotonic``), and whether it is still wanted."""

    until: float
    cancelled: threading.Event


class _ComeAgain(Exception):
    """It is busy, or cannot be reached, which may pass."""


def key_from_environment() -> str:
    """The key; ``""`` where there is none.

    :raises WriterFailed: for one that no header can carry; the message does not have it.
    """
    key = os.environ.get(VARIABLE, "").strip()
    if not (key.isascii() and key.isprintable()):
        raise WriterFailed("写综述用的密钥里有不是英文的字符。", f"请检查环境变量 {VARIABLE}。")
    return key


class WriterClient:
    """One endpoint. Thread-safe."""

    def __init__(self, writer: Writer, key: str = "") -> None:
        self._writer = writer
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}

    def __repr__(self) -> str:
        """Without the key."""
        return f"WriterClient({self._writer!r})"

    @property
    def place(self) -> str:
        """Where what is written goes, as a person is told: the host, and its port where that is named."""
        return urlsplit(self._writer.url).netloc

    def write(self, messages: Sequence[Message], cancelled: threading.Event) -> str:
        """The draft.

        :raises Cancelled: when that was asked for.
        :raises WriterFailed: saying in Chinese what is wrong, when the endpoint gives no draft in time.
        """
        until = time.monotonic() + WHOLE
        for attempt in range(1, TRIES + 1):
            try:
                return self._tried(messages, _Watch(until, cancelled))
            except _ComeAgain as error:
                if attempt == TRIES or time.monotonic() + PAUSE > until:
                    raise self._failed(str(error)) from None
            if cancelled.wait(PAUSE):
                raise Cancelled("已停止。")
        raise AssertionError  # the last attempt returns or raises

    def _tried(self, messages: Sequence[Message], watch: _Watch) -> str:
        import httpx  # a fifth of a second, which commands that nobody writes for should not cost

        asked = {"model": self._writer.model, "messages": list(messages), "temperature": 0, "max_tokens": TOKENS}
        limits = httpx.Timeout(SILENCE, connect=CONNECTING)
        try:
            with (
                httpx.Client(timeout=limits, trust_env=False, follow_redirects=False, headers=self._headers) as client,
                client.stream("POST", f"{self._writer.url}/chat/completions", json={**asked, "stream": True}) as reply,
            ):
                self._look_at(reply.status_code)
                return self._read(reply, watch)
        except httpx.ReadTimeout:
            raise self._failed(f"它 {SILENCE:.0f} 秒没有回音") from None
        except (httpx.ConnectError, httpx.ConnectTimeout):
            raise _ComeAgain("连不上它，请检查它开着没有，url 写得对不对") from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:  # whose text may have the address, and no header
            raise self._failed(f"连接断了（{type(error).__name__}）") from None

    def _look_at(self, status: int) -> None:
        """:raises _ComeAgain: where the endpoint is busy; :raises WriterFailed: where it refuses."""
        said = _SAYS.get(status, f"它回了错误 {status}")
        if status in BUSY:
            raise _ComeAgain(said)
        if status != 200:
            raise self._failed(said)

    def _read(self, reply: httpx.Response, watch: _Watch) -> str:
        kind = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == "text/event-stream":
            draft = "".join(self._events(self._lines(self._bounded(reply, watch))))
        elif kind == "application/json":
            draft = _content(self._parsed(b"".join(self._bounded(reply, watch))), "message")
        else:
            raise self._failed(f"它回的不是聊天接口的内容（{kind[:40] or '没有写明格式'}）")
        if not draft.strip():
            raise self._failed("它什么也没有写")
        return draft[:LONGEST]

    def _bounded(self, reply: httpx.Response, watch: _Watch) -> Iterator[bytes]:
        """The reply's bytes as they come."""
        left = MOST_BYTES
        for piece in reply.iter_bytes():
            if watch.cancelled.is_set():
                raise Cancelled("已停止。")
            if time.monotonic() > watch.until:
                raise self._failed(f"它 {WHOLE:.0f} 秒没有写完")
            left -= len(piece)
            if left < 0:
                raise self._failed(f"它回的内容太多了（超过 {MOST_BYTES // 1000:,} KB）")
            yield piece

    def _lines(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """The lines of what comes in pieces, without their ends; what is after the last end is a line too."""
        rest = b""
        for piece in pieces:
            *lines, rest = (rest + piece).split(b"\n")
            if len(rest) > LONGEST_LINE:
                raise self._failed("它回的内容不是正确的事件流")
            yield from (line.rstrip(b"\r") for line in lines)
        if rest:
            yield rest.rstrip(b"\r")

    def _events(self, lines: Iterator[bytes]) -> Iterator[str]:
        """What the events add to the draft, up to the one that says that they are all."""
        for line in lines:
            name, _, data = line.partition(b":")
            if name != b"data":
                continue
            if data.strip() == b"[DONE]":
                return
            yield _content(self._parsed(data), "delta")

    def _parsed(self, data: bytes) -> object:
        try:
            made: object = json.loads(data)
        except (ValueError, RecursionError):
            raise self._failed("它回的内容不是正确的 JSON") from None
        if isinstance(made, dict) and made.get("error"):
            raise self._failed("它写到一半报了错")
        return made

    def _failed(self, what: str) -> WriterFailed:
        return WriterFailed(f"没有写成综述：{self.place}，{what}。")


def _content(made: object, part: str) -> str:
    """The text of a completion, or of a piece of one; ``""`` for a piece without."""
    choices: Any = made.get("choices") if isinstance(made, dict) else None
    first = choices[0] if isinstance(choices, list) and choices else None
    said = first.get(part) if isinstance(first, dict) else None
    text = said.get("content") if isinstance(said, dict) else None
    return text if isinstance(text, str) else ""

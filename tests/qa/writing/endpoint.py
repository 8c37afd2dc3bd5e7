"""An endpoint for chat completions on this machine that sends what it is told to, byte for byte."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from index.settings import Writer

Send = Callable[["Handler"], None]


@dataclass
class Endpoint:
    """What it sends, one script after the other and the last for good, and what it was asked."""

    url: str = ""
    scripts: list[Send] = field(default_factory=list)
    asked: list[tuple[str, dict[str, str], dict[str, Any]]] = field(default_factory=list)
    ends: threading.Event = field(default_factory=threading.Event)

    @property
    def writer(self) -> Writer:
        return Writer(f"{self.url}/v1", "小模型")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    endpoint: Endpoint

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.endpoint.asked.append((self.path, dict(self.headers), body))
        scripts = self.endpoint.scripts
        (scripts.pop(0) if len(scripts) > 1 else scripts[0])(self)
        self.close_connection = True

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - as it is called
        """Nothing."""

    def head(self, status: int, kind: str, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Connection", "close")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()


@contextmanager
def serving(*scripts: Send) -> Iterator[Endpoint]:
    endpoint = Endpoint(scripts=list(scripts))
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"endpoint": endpoint}))
    server.daemon_threads = True
    endpoint.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield endpoint
    finally:
        endpoint.ends.set()
        server.shutdown()
        server.server_close()
        thread.join()


def streamed(*pieces: str, ending: str = "data: [DONE]\n\n") -> Send:
    """The pieces as events, as the interface has them."""

    def send(handler: Handler) -> None:
        handler.head(200, "text/event-stream; charset=utf-8")
        for piece in pieces:
            said = {"choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": None}]}
            handler.wfile.write(f": ping\r\n\r\ndata: {json.dumps(said)}\r\n\r\n".encode())
        handler.wfile.write(ending.encode())

    return send


def whole(text: str) -> Send:
    """All at once, although the pieces were asked for."""
    return raw(json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode())


def raw(body: bytes, status: int = 200, kind: str = "application/json", **headers: str) -> Send:
    def send(handler: Handler) -> None:
        handler.head(status, kind, **headers)
        handler.wfile.write(body)

    return send

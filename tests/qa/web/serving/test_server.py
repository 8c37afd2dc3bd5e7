from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from fastapi import FastAPI
from starlette.responses import PlainTextResponse

from qa.web import patches
from qa.web.serving import server
from qa.web.serving.address import listen

HEAD = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Of a server that is quick to lose patience."""
    monkeypatch.setattr(patches, "HEAD_SECONDS", 0.3)
    web = FastAPI(openapi_url=None)

    @web.get("/")
    async def answer() -> PlainTextResponse:
        return PlainTextResponse("ok")

    with listen("127.0.0.1", 0) as listener:
        running = server.Server(uvicorn.Config(web, http=patches.Connection, ws="none", log_level="warning"))
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]})
        thread.start()
        yield listener.getsockname()[1]
        running.should_exit = True
        thread.join(10)


def closed_after(connection: socket.socket, drip: bytes) -> bool:
    """Whether the other side closes the connection while one byte after the other is sent to it."""
    connection.settimeout(0.05)
    for place in range(200):
        try:
            connection.sendall(drip[place : place + 1])
            if connection.recv(1_000) == b"":
                return True
        except TimeoutError:
            continue
        except OSError:
            return True
    return False


def test_a_connection_that_never_asks_is_closed_however_busy_it_looks(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as silent, socket.create_connection(("127.0.0.1", port)) as slow:
        assert closed_after(slow, b"GET / HTTP/1.1\r\nHost: " + b"a" * 500)
        assert closed_after(silent, b"")


def test_who_asks_is_answered_and_may_ask_again(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        for _ in range(5):
            connection.sendall(HEAD)
            told = b""
            while not told.endswith(b"ok"):
                part = connection.recv(1_000)
                assert part, told
                told += part
            time.sleep(0.2)

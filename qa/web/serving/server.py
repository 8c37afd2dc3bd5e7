"""Serving the page until it is stopped."""

from __future__ import annotations

import asyncio
import logging
import socket
from typing import TYPE_CHECKING, Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    from fastapi import FastAPI

GRACE = 1
"""Seconds in which replies that are under way may end when the server is stopped."""
CONNECTIONS = 1_000
"""An open page holds two; beyond so many, requests are refused."""
HEAD_SECONDS = 20.0
"""In which a connection has to send the head of a request, or twice that."""


class Connection(H11Protocol):
    """One connection, which is closed when it neither asks for anything nor waits for an answer."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.loop.call_later(HEAD_SECONDS, self._look, None)

    def _look(self, seen: object) -> None:
        """Close it where it has been without a request since the last look.

        :param seen: the last request at that time; the first look comes with none.
        """
        if self.transport.is_closing():
            return
        waits = self.conn.their_state is h11.IDLE and (self.cycle is None or self.cycle.response_complete)
        if waits and seen is (self.cycle or self):
            self.transport.close()
            return
        self.loop.call_later(HEAD_SECONDS, self._look, (self.cycle or self) if waits else None)


class Server(uvicorn.Server):
    """uvicorn, quiet about the pages that are open when it stops."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # Every open page holds a connection; that it is cut off now is no error to report.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets)


def run(web: FastAPI, listener: socket.socket) -> None:
    """Serve on a socket that listens already.

    :raises KeyboardInterrupt: when Ctrl+C stopped it.
    """
    options: dict[str, Any] = {
        "http": Connection,
        "ws": "none",
        "log_level": "warning",
        "limit_concurrency": CONNECTIONS,
        "proxy_headers": False,  # who says that he asks for another could try passwords in everyone's name
        "server_header": False,
        "timeout_graceful_shutdown": GRACE,
    }
    Server(uvicorn.Config(web, **options)).run(sockets=[listener])

"""Serving the page until it is stopped."""

from __future__ import annotations

import logging
import socket
from typing import TYPE_CHECKING, Any

import uvicorn

from qa.web.patches import Connection

if TYPE_CHECKING:
    from fastapi import FastAPI

GRACE = 1
"""Seconds in which replies that are under way may end when the server is stopped."""
CONNECTIONS = 1_000
"""An open page holds two; beyond so many, requests are refused."""


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

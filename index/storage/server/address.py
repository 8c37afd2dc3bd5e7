"""Where a library on a server is, and the way there."""

from __future__ import annotations

import os
import socket as sockets
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import parse_qs, unquote, urlsplit

from index.errors import SettingsError

SCHEME, PORT = "seekdb", 2881
CONNECTING = 5
"""Seconds within which somebody has to listen there."""
HELP = "服务器上的资料库，seekdb://用户@主机:端口/数据库（默认用数据文件夹里的）"
"""Of the option with an address."""
PASSWORD = "YINJU_LIBRARY_PASSWORD"  # noqa: S105 - the name of a variable
"""The variable of the environment with the password, which need not stand on a command line then."""
_WRONG = "资料库的地址不对。"
_FORM = "地址应写成 seekdb://用户@主机:端口/数据库，例如 seekdb://yinju@10.0.0.5:2881/yinju。"


@dataclass(frozen=True, slots=True)
class Address:
    """A database on a server that speaks MySQL's protocol. ``socket`` is a path, ``""`` for TCP.

    ``partitions`` counts when the tables are made: a cluster spreads the passages over its machines by them.

    In OceanBase a user is ``name@tenant#cluster``, in an address ``name%40tenant%23cluster``.
    """

    user: str
    password: str = field(repr=False)
    host: str
    port: int
    database: str
    socket: str = ""
    partitions: int = 0

    @classmethod
    def parse(cls, url: str) -> Self:
        """From ``seekdb://user:password@host:port/database`` or ``seekdb://user@/database?socket=PATH``.

        Either may have ``partitions=8``.

        :raises SettingsError: when it is not of this form.
        """
        try:
            parts = urlsplit(url)
            port = parts.port or PORT
            query = parse_qs(parts.query, strict_parsing=True) if parts.query else {}
        except ValueError:
            raise SettingsError(_WRONG, _FORM) from None  # what Python says of it may be a part of the password
        socket, partitions = query.pop("socket", [""])[0], query.pop("partitions", ["0"])[0]
        database = unquote(parts.path.removeprefix("/"))
        if (
            parts.scheme != SCHEME
            or not partitions.isdecimal()
            or not database
            or "/" in database
            or query
            or not (parts.hostname or socket)
        ):
            raise SettingsError(_WRONG, _FORM)
        password = unquote(parts.password) if parts.password is not None else os.environ.get(PASSWORD, "")
        return cls(
            unquote(parts.username or "root"), password, parts.hostname or "", port, database, socket, int(partitions)
        )

    def reach(self) -> sockets.socket:
        """:raises OSError: when nobody listens there."""
        if not self.socket:
            there = sockets.create_connection((self.host, self.port), CONNECTING)
            there.setsockopt(sockets.IPPROTO_TCP, sockets.TCP_NODELAY, 1)
            there.setsockopt(sockets.SOL_SOCKET, sockets.SO_KEEPALIVE, 1)
            return there
        there = sockets.socket(sockets.AF_UNIX)
        there.settimeout(CONNECTING)  # where the server hangs, a queue of those who want to connect may be full
        try:
            there.connect(self.socket)
        except OSError:
            there.close()
            raise
        return there

    def __str__(self) -> str:
        """For a person, without the password."""
        place = self.socket or f"{self.host}:{self.port}"
        return f"{SCHEME}://{self.user}@{place}/{self.database}"

"""A real seekdb server for tests: over a unix socket only, in a folder of its own, killed and started at will."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

import pymysql

PARAMETERS = {
    "memory_budget": "2G",
    "datafile_size": "256M",
    "log_disk_size": "2G",
    "max_syslog_file_count": "1",
    "_private_buffer_size": "0B",
}
"""As small as it takes: with less for its log it does not start, though it takes up a tenth of that. The last is what
docs/scaling.md has everybody set."""
READY, ANSWERED, STOPPED = 60, 60, 30
"""Seconds within which it must be there, answer a statement, and be gone."""
PAUSE = 0.05
"""Seconds between two attempts to connect."""


class Seekdb:
    """A server in a folder, as user ``root`` without a password. Only this machine's owner of the folder gets in."""

    def __init__(self, folder: Path, parameters: Mapping[str, str] = PARAMETERS) -> None:
        """:param folder: stays; a server that is started in it later has what was committed."""
        self.folder = folder
        self.parameters = parameters
        self.socket = folder / "run" / "sql.sock"
        self._process: subprocess.Popen[bytes] | None = None
        self._lock: IO[str] | None = None

    @property
    def process(self) -> subprocess.Popen[bytes]:
        assert self._process is not None, "not started"
        return self._process

    @property
    def runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it, and come back when it answers.

        :raises RuntimeError: when it ends instead, or has not answered within ``READY`` seconds.
        """
        self.socket.parent.mkdir(parents=True, exist_ok=True)
        log = self.folder / "output"
        # It ends by itself some seconds after nobody holds this lock any more, as when the tests are killed.
        self._lock = (self.socket.parent / "seekdb.clients").open("a")
        fcntl.flock(self._lock, fcntl.LOCK_SH)
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                _command(self.folder, self.parameters),
                env={**os.environ, "LD_LIBRARY_PATH": str(_package()), "TELEMETRY_ENABLED": "false"},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self._wait(log)

    def _wait(self, log: Path) -> None:
        failure: Exception | None = None
        end = time.monotonic() + READY
        while time.monotonic() < end and self.process.poll() is None:
            try:
                self.execute("SELECT 1")
                return
            except (OSError, pymysql.Error) as error:
                failure = error
                time.sleep(PAUSE)
        self.kill()
        raise RuntimeError(f"seekdb: {failure}\n{log.read_text(errors='replace')[-1000:]}") from failure

    def connect(self, database: str | None = None) -> Any:  # noqa: ANN401 - PyMySQL has no types
        """A connection of PyMySQL's, committing each statement.

        :raises OSError: when nobody listens.
        """
        made: Any = pymysql.connect(
            user="root",
            database=database,
            charset="utf8mb4",
            autocommit=True,
            defer_connect=True,
            read_timeout=ANSWERED,
        )
        # Not by PyMySQL: where nobody listens it leaves its socket open, which is a warning, and here an error.
        there = socket.socket(socket.AF_UNIX)
        try:
            there.connect(str(self.socket))
        except OSError:
            there.close()
            raise
        made.connect(there)
        return made

    def execute(self, statement: str, database: str | None = None) -> list[tuple[Any, ...]]:
        """The rows that a statement gives, over a connection of its own."""
        with closing(self.connect(database)) as connection, connection.cursor() as cursor:
            cursor.execute(statement)
            return list(cursor.fetchall())

    def url(self, database: str) -> str:
        """As ``--library`` takes it."""
        return f"seekdb://root@/{database}?socket={quote(str(self.socket))}"

    def kill(self) -> None:
        """As a power cut would; ``start`` goes on where it was. Nothing where it does not run."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end; nothing where it does not run."""
        try:
            self._end(signal.SIGTERM)
        except subprocess.TimeoutExpired:
            self.kill()

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(STOPPED)
            self._process = None
        if self._lock is not None:
            self._lock.close()


def _package() -> Path:
    found = find_spec("pylibseekdb")  # found, not imported: it would load the server into this process
    assert found is not None, "pip install -e '.[dev]'"
    assert found.origin is not None
    return Path(found.origin).parent


def _command(folder: Path, parameters: Mapping[str, str]) -> list[str]:
    given = [part for name, value in parameters.items() for part in ("--parameter", f"{name}={value}")]
    program = [str(_package() / "seekdb"), "--embedded", "--nodaemon", "--base-dir", str(folder)]
    return ["nice", *program, "--log-level", "WARN", *given]


@contextmanager
def running(folder: Path, parameters: Mapping[str, str] = PARAMETERS) -> Iterator[Seekdb]:
    """A server in a folder; it is gone afterwards, whatever happened."""
    server = Seekdb(folder, parameters)
    try:
        server.start()
        yield server
    finally:
        server.stop()


@contextmanager
def database(server: Seekdb, name: str) -> Iterator[str]:
    """The name of a new, empty database, which is dropped afterwards."""
    server.execute(f"CREATE DATABASE {name} DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin")
    try:
        yield name
    finally:
        server.execute(f"DROP DATABASE {name}")

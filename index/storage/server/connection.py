"""Rows on a server that speaks MySQL's protocol: the only place for PyMySQL."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from typing import Any, TypeVar

from index.errors import LibraryVersion, SettingsError
from index.program import extra
from index.storage.database import COLUMNS, GENERATION, Database, Row, marks
from index.storage.server.address import Address
from index.storage.server.failures import LOCKED, is_lost, trouble
from index.storage.server.schema import BINARY, SCHEMA_VERSION, VERSION, tables

try:
    import pymysql
except ImportError as missing:
    raise SettingsError("连接服务器上的资料库要用 PyMySQL。", f"请运行：{extra('seekdb')}") from missing

WAITS = (0.0, 0.2, 0.8, *[1.0] * 7)
"""Seconds before each attempt at what changes nothing: a server that starts anew, which takes it two to four, is waited
for, and one that is gone is told within some ten seconds."""
GIVING_UP = 10.0
"""Seconds after which nothing is attempted any more: where a server is silent, each attempt takes long."""
ANSWERING, CHANGING = 30, 600
"""Seconds of silence after which a server counts as gone: when asked what changes nothing, as in questions, and when
told to change something, or asked patiently."""
PATIENCE, AT_A_TIME = 60, 5
"""Seconds that a change waits for another process's, in all and before it asks again: who waits for a lock while the
server is killed and starts anew was seen not to be told that it is free."""
NEAREST = 500
"""Candidates that the search for near vectors goes through (``ef_search`` of HNSW: Malkov and Yashunin, 2016,
arXiv:1603.09320)."""
SESSION = {
    "ob_query_timeout": CHANGING * 1_000_000,
    "ob_trx_timeout": CHANGING * 1_000_000,
    "ob_trx_lock_timeout": AT_A_TIME * 1_000_000,
    "ob_hnsw_ef_search": NEAREST,
}
Result = TypeVar("Result")


class Server(Database):
    """Connections to one database, as many as threads use at once; thread-safe.

    A row is what was written: the server has checksums of its own. Within this process one thread changes something at
    a time; among processes a row of ``meta`` is the lock.

    ``may_have_begun`` is True at first, and whenever a connection was lost, since the server may have begun anew; who
    has seen that it is ready sets it to False.

    :raises LibraryUnreachable: as do all methods, when the server does not answer.
    :raises LibraryVersion: when the tables are another version's.
    """

    def __init__(self, address: Address) -> None:
        self.address = address
        self._idle: dict[int, deque[Any]] = {ANSWERING: deque(), CHANGING: deque()}
        self._mine = threading.local()
        self._changing = threading.RLock()
        self.may_have_begun = True
        self.rows("SELECT 1")  # where the server is silent, that is known sooner than by changes
        for statement in tables(address.partitions):
            self.define(statement)
        self.define("INSERT IGNORE INTO meta VALUES ('generation', 'i', '0'), ('published', 'i', '0')")
        self._check()

    def _check(self) -> None:
        with self.transaction():
            version = self.get(VERSION)
            if version is None:
                self.set_value(VERSION, SCHEMA_VERSION)
            elif version != SCHEMA_VERSION:
                raise LibraryVersion(
                    f"资料库 {self.address} 是另一个版本的引据写的（格式 {version}，本程序用 {SCHEMA_VERSION}）。",
                    "请换用同一个版本，或换一个数据库重新索引。",
                )

    def close(self) -> None:
        for idle in self._idle.values():
            while (connection := _taken(idle)) is not None:
                _leave(connection)

    # Connections

    def _connect(self, patience: int) -> Any:  # noqa: ANN401 - a connection of PyMySQL's, which has no types
        place = self.address
        connection = pymysql.connect(
            user=place.user,
            password=place.password,
            database=place.database,
            charset="utf8mb4",
            autocommit=True,
            read_timeout=patience,
            write_timeout=patience,
            defer_connect=True,
        )
        # Not by PyMySQL, which leaves the socket open where nobody listens.
        connection.connect(place.reach())
        _ask(connection, f"SET SESSION {', '.join(f'{name} = {value}' for name, value in SESSION.items())}")
        return connection

    def _retried(self, ask: Callable[[Any], Result], patience: int) -> tuple[Result, Any]:
        """What a connection is asked, and where it is lost, another; so it must change nothing. With the connection."""
        failure: Exception | None = None
        begun = time.monotonic()
        for wait in WAITS:
            time.sleep(wait)
            try:
                connection = _taken(self._idle[patience]) or self._connect(patience)
                with _left_unless_done(connection):
                    return ask(connection), connection
            except (pymysql.Error, OSError) as error:
                failure = error
                if not is_lost(error):
                    break
                self.may_have_begun = True
                if time.monotonic() - begun > GIVING_UP:
                    break
                self.close()  # the idle ones are of the same age
        assert failure is not None
        raise trouble(failure, self.address) from failure

    def _asked(self, ask: Callable[[Any], Result], patience: int) -> Result:
        """As ``_retried``; the connection is kept for others."""
        result, connection = self._retried(ask, patience)
        self._idle[patience].append(connection)
        return result

    # Statements

    def define(self, statement: str) -> None:
        """A statement that may be given again and again, outside a transaction."""
        self._asked(lambda connection: _ask(connection, statement), CHANGING)

    @contextmanager
    def transaction(self, lock: str = GENERATION) -> Iterator[None]:
        """As in ``Database``; ``lock`` is the key in ``meta`` whose row nobody else has meanwhile."""

        def begin(connection: Any) -> None:  # noqa: ANN401
            # Each statement sees what others have done before it, such as while this one waited for the lock.
            _ask(connection, "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED")
            _ask(connection, "BEGIN")
            with self._at_work(connection):
                self.lock(lock)

        with self._changing:
            _, connection = self._retried(begin, CHANGING)
            try:
                # To leave is a rollback.
                with _left_unless_done(connection), self._at_work(connection):
                    yield
                    _ask(connection, "COMMIT")
            except pymysql.Error as error:
                raise trouble(error, self.address) from error
            self._idle[CHANGING].append(connection)

    def lock(self, key: str) -> None:
        """Until the end of the transaction nobody else has this row of ``meta``; ``generation`` comes before others."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                self.rows("SELECT value FROM meta WHERE name = ? FOR UPDATE", (key,))
                return
            except pymysql.Error as error:
                if error.args[:1] != (LOCKED,) or time.monotonic() > end:
                    raise

    def at_one_moment(self, ask: Callable[[], Result]) -> Result:
        """What is asked within ``ask`` sees one state of all tables; asked again where a connection is lost."""

        def asked(connection: Any) -> Result:  # noqa: ANN401
            _ask(connection, "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            _ask(connection, "START TRANSACTION READ ONLY")
            with self._at_work(connection):
                result = ask()
            _ask(connection, "COMMIT")
            return result

        return self._asked(asked, ANSWERING)

    def patiently(self, ask: Callable[[], Result]) -> Result:
        """Each of what is asked within ``ask`` may take as long as a change."""

        def asked(connection: Any) -> Result:  # noqa: ANN401
            with self._at_work(connection):
                return ask()

        return self._asked(asked, CHANGING)

    @contextmanager
    def _at_work(self, connection: Any) -> Iterator[None]:  # noqa: ANN401
        """All that this thread asks goes to this connection."""
        self._mine.connection = connection
        try:
            yield
        finally:
            self._mine.connection = None

    def rows(self, statement: str, parameters: Sequence[object] = ()) -> list[Row]:
        mine = getattr(self._mine, "connection", None)
        if mine is not None:
            return _ask(mine, statement, parameters)
        return self._asked(lambda connection: _ask(connection, statement, parameters), ANSWERING)

    def execute(self, statement: str, parameters: Sequence[object] = ()) -> None:
        _ask(self._mine.connection, statement, parameters)

    def execute_all(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        with self._mine.connection.cursor() as cursor:
            cursor.executemany(_translated(statement), list(rows))  # of insertions, many in one statement

    def insert(self, table: str, rows: Iterable[Sequence[object]]) -> None:
        columns = COLUMNS[table]
        statement = f"REPLACE INTO {table} ({', '.join(columns)}) VALUES ({marks(columns)})"  # noqa: S608
        self.execute_all(statement, rows)

    def change(self, table: str, column: str, key: str, pairs: Iterable[tuple[object, object]]) -> None:
        self.execute_all(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", pairs)  # noqa: S608

    def sound(self, table: str, alias: str = "") -> str:  # noqa: ARG002 - the server's own checksums do it
        return "1"

    # Meta

    def get(self, key: str) -> object:
        rows = self.rows("SELECT kind, value FROM meta WHERE name = ?", (key,))
        if not rows:
            return None
        kind, value = rows[0]
        assert isinstance(value, bytes)
        return value if kind == "b" else int(value) if kind == "i" else value.decode()

    def set_value(self, key: str, value: object) -> None:
        kind = {bytes: "b", int: "i", str: "t"}[type(value)]
        content = value if isinstance(value, bytes) else str(value).encode()
        self.execute("REPLACE INTO meta (name, kind, value) VALUES (?, ?, ?)", (key, kind, content))

    def unset(self, *keys: str) -> None:
        self.execute_all("DELETE FROM meta WHERE name = ?", [(key,) for key in keys])


def _ask(connection: Any, statement: str, parameters: Sequence[object] = ()) -> list[Row]:  # noqa: ANN401
    with connection.cursor() as cursor:
        cursor.execute(_translated(statement), tuple(parameters) or None)
        if cursor.description is None:
            return []
        binary = [name in BINARY for name, *_ in cursor.description]
        return [
            tuple(
                cell.decode() if isinstance(cell, bytes) and not raw else cell
                for cell, raw in zip(row, binary, strict=True)
            )
            for row in cursor.fetchall()
        ]


@cache
def _translated(statement: str) -> str:
    """With the marks for parameters that PyMySQL knows."""
    assert "%" not in statement
    return statement.replace("?", "%s")


def _taken(idle: deque[Any]) -> Any:  # noqa: ANN401
    """One of them; None where there is none, as when another thread was quicker."""
    try:
        return idle.pop()
    except IndexError:
        return None


@contextmanager
def _left_unless_done(connection: Any) -> Iterator[None]:  # noqa: ANN401
    """A connection that anything goes wrong with is not used again: nobody knows what it is in the middle of."""
    with ExitStack() as undone:
        undone.callback(_leave, connection)
        yield
        undone.pop_all()


def _leave(connection: Any) -> None:  # noqa: ANN401
    with suppress(pymysql.Error):
        connection.close()

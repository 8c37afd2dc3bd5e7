"""A store's rows in one file: the only place for SQLite."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from index.disk import denied, disk_failed, no_room, writing
from index.errors import LibraryBusy, LibraryDamaged, LibraryVersion, YinjuError
from index.storage.checksums import CHECKED, FUNCTION, change, insertion, is_sound, row_checksum
from index.storage.database import GENERATION, Database, Row, how_to_repair
from index.storage.schema import APPLICATION, MIGRATIONS, SCHEMA, SCHEMA_BEGINS, SCHEMA_VERSION
from index.types import content_id

PATIENCE = 30_000
"""Milliseconds that a statement waits for another process's."""
TABLES = "tables"
"""Key of ``meta``: the digest of how the tables are made."""
BACKUP = "请换回备份，或换一个数据文件夹重新索引（原文件不受影响）。"
SCARCE = 1_000_000
"""Bytes that are left on a disk of which SQLite's failure to make a small file means that it is full."""
FAULTS = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What SQLite raises; the second where its message quotes what is damaged."""


class Sqlite(Database):
    """One open file; thread-safe. A row that is not what was written is known by its checksum.

    :raises LibraryVersion: when the file was written by another version of this program, or by another program.
    :raises LibraryDamaged: when SQLite cannot make sense of it.
    :raises WriteFailed: when the system does not let it be opened.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._connection = _connect(path)
        try:
            for setting in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
                self._connection.execute(f"PRAGMA {setting}")
            self._create_or_check()
        except FAULTS as error:
            self._connection.close()
            raise _trouble(error, self.path) from error
        except YinjuError:
            self._connection.close()
            raise

    def _create_or_check(self) -> None:
        if self._pragma("user_version") == SCHEMA_VERSION and self._pragma("application_id") == APPLICATION:
            return
        with self.transaction():
            version, application = self._pragma("user_version"), self._pragma("application_id")
            if (version, application) == (SCHEMA_VERSION, APPLICATION):
                return  # another process was quicker
            if version > SCHEMA_VERSION and application in (0, APPLICATION):
                raise LibraryVersion(
                    f"资料库 {self.path} 是另一个版本的引据写的（格式 {version}，本程序用 {SCHEMA_VERSION}）。",
                    "请用 --data 换一个数据文件夹后重新索引。",
                )
            made = bool(self._connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone())
            if application or made != bool(version) or version not in (0, *MIGRATIONS):
                raise LibraryVersion(
                    f"{self.path} 不是引据的资料库，或者它的文件头损坏了。",
                    "请检查 --data 给的文件夹；它损坏了，就换回备份，或换一个数据文件夹重新索引（原文件不受影响）。",
                )
            if not version:
                self.run(SCHEMA)
            for older in range(version or SCHEMA_BEGINS, SCHEMA_VERSION):
                self.run(MIGRATIONS[older])
            if not version:
                self.set_value(GENERATION, 0)
            self.set_value(TABLES, self.tables())
            self._connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            self._connection.execute(f"PRAGMA application_id = {APPLICATION}")

    def _pragma(self, name: str) -> int:
        return int(self._connection.execute(f"PRAGMA {name}").fetchone()[0])

    def tables(self) -> str:
        """The digest of how all tables are made."""
        rows = self.rows("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name")
        return content_id(repr(rows).encode())

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    # Statements

    def run(self, statements: str) -> None:
        """Several statements within the transaction; ``executescript`` would end it."""
        for statement in filter(str.strip, statements.split(";")):
            self._connection.execute(statement)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self._lock:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                yield
                self._connection.execute("COMMIT")
            except FAULTS as error:
                raise _trouble(error, self.path) from error
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    def hold(self) -> None:
        """From now on see what there is now, until ``let_go`` or ``hold``."""
        with self._lock:
            self.let_go()
            self.rows("BEGIN")
            self.generation  # noqa: B018 - SQLite holds a state from the first that is read of it

    def let_go(self) -> None:
        """See the newest with each read."""
        with self._lock:
            if self._connection.in_transaction:
                self.rows("COMMIT")

    def rows(self, statement: str, parameters: Sequence[object] = ()) -> list[Row]:
        with self._lock:
            try:
                return self._connection.execute(statement, parameters).fetchall()
            except FAULTS as error:
                raise _trouble(error, self.path) from error

    def execute(self, statement: str, parameters: Sequence[object] = ()) -> None:
        self._connection.execute(statement, parameters)

    def execute_all(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        self._connection.executemany(statement, rows)

    def insert(self, table: str, rows: Iterable[Sequence[object]]) -> None:
        self._connection.executemany(insertion(table), rows)

    def change(self, table: str, column: str, key: str, pairs: Iterable[tuple[object, object]]) -> None:
        self._connection.executemany(change(table, column, key), pairs)

    def sound(self, table: str, alias: str = "") -> str:
        return is_sound(table, alias)

    # Meta

    def get(self, key: str) -> object:
        rows = self.rows(f"SELECT value, {is_sound('meta')} FROM meta WHERE key = ?", (key,))  # noqa: S608
        if rows and not rows[0][1]:
            raise LibraryDamaged(f"资料库里“{key}”的记录损坏了。", how_to_repair())
        return rows[0][0] if rows else None

    def set_value(self, key: str, value: object) -> None:
        self.insert("meta", [(key, value)])

    def unset(self, *keys: str) -> None:
        self.execute_all("DELETE FROM meta WHERE key = ?", [(key,) for key in keys])

    # The file as a whole

    def malformed(self) -> list[str]:
        """What is wrong with how the file is put together, empty for nothing; nothing in it can be trusted then."""
        try:
            findings = [str(row[0]) for row in self.rows("PRAGMA integrity_check")]
            stored = self.rows(f"SELECT value FROM meta WHERE key = ? AND {is_sound('meta')}", (TABLES,))  # noqa: S608
            if stored and stored[0][0] != self.tables():
                findings.append("the tables are not made as they were")
        except LibraryDamaged as error:
            return [error.what]
        return [finding for finding in findings if finding != "ok"]

    def orphans(self) -> list[tuple[str, int]]:
        """Rows that stand for a document that is not there, each as its table and its row's number."""
        return [(str(row[0]), int(str(row[1]))) for row in self.rows("PRAGMA foreign_key_check")]

    def damaged(self, table: str) -> list[Row]:
        """The rows of a table that are not what was written, each as its columns in order; best looked at as text."""
        columns = ", ".join(CHECKED[table])
        return self.rows(f"SELECT {columns} FROM {table} WHERE NOT ({is_sound(table)})")  # noqa: S608

    def copy_to(self, path: Path) -> None:
        """A copy of the file as it is at this moment, whatever other processes write meanwhile.

        :raises WriteFailed: when it cannot be written.
        """
        with closing(_connect(path)) as target, self._lock:
            try:
                self._connection.backup(target)
            except FAULTS as error:
                raise _trouble(error, self.path) from error


def _connect(path: Path) -> sqlite3.Connection:
    try:
        with writing("数据文件夹"):
            path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=PATIENCE / 1000)
    except (OSError, sqlite3.Error) as error:
        if isinstance(error, sqlite3.Error) and not path.is_dir():
            raise _trouble(error, path) from error
        raise LibraryDamaged(
            f"数据文件夹 {path.parent} 用不了：{error}。", "请检查路径和权限，或用 --data 换一个文件夹。"
        ) from error
    connection.create_function(FUNCTION, -1, row_checksum, deterministic=True)
    connection.text_factory = _text
    return connection


def _text(content: bytes) -> str:
    """Text that is damaged is not what its checksum says; that it is no UTF-8 is no reason to fail over it."""
    return content.decode("utf-8", "replace")


def _trouble(error: Exception, path: Path) -> YinjuError:
    """What a person should know of an error of SQLite's, which says of the disk that it failed, seldom why."""
    code = getattr(error, "sqlite_errorcode", 0)
    primary = code & 0xFF
    unopened = primary == sqlite3.SQLITE_CANTOPEN or code == sqlite3.SQLITE_IOERR_SHMSIZE
    if primary == sqlite3.SQLITE_FULL or (unopened and shutil.disk_usage(path.parent).free < SCARCE):
        return no_room("资料库")
    match primary:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return LibraryBusy("另一个进程正在更新资料库，", "请等它结束后再试。")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN:
            return denied("资料库文件")
        case sqlite3.SQLITE_IOERR:
            return disk_failed("资料库")
    return LibraryDamaged(f"资料库文件打不开或读写出错：{error}。", BACKUP)

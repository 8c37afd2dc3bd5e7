"""The store's file: the connection, and all that is read from the tables of ``index.schema``.

``Records`` reads; ``index.store`` adds what changes them.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath

import numpy as np

from index.disk import no_room, room_for
from index.errors import LibraryBusy, LibraryDamaged, LibraryVersion, YinjuError
from index.schema import MIGRATIONS, SCHEMA, SCHEMA_VERSION, Counts, Failure, Source
from index.structure import load_structure
from index.types import BlockKind, Document, Format, Matrix, Passage, Span

PATIENCE = 30_000
"""Milliseconds that a statement waits for another process's."""
_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE}
"""The second is a full disk too: there was no room for the file that processes share a log's whereabouts in."""
_SOURCE = "s.path, s.folder, s.document_id, s.signature, s.bytes, s.indexed"


class Records:
    """One open store; thread-safe.

    :raises LibraryVersion: when the file was written by another version of this program.
    :raises LibraryDamaged: when SQLite cannot make sense of it.
    :raises DiskFull: when there is no room to open it in.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        try:
            with room_for("数据文件夹"):
                path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(
                path, check_same_thread=False, isolation_level=None, timeout=PATIENCE / 1000
            )
        except (OSError, sqlite3.Error) as error:
            raise LibraryDamaged(
                f"数据文件夹 {path.parent} 用不了：{error}。", "请检查路径和权限，或用 --data 换一个文件夹。"
            ) from error
        try:
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = FULL")
            self._connection.execute("PRAGMA foreign_keys = ON")
            self._connection.execute("PRAGMA secure_delete = ON")
            self._create_or_check(path)
        except sqlite3.DatabaseError as error:
            self._connection.close()
            raise self._damaged(error) from error
        except LibraryVersion:
            self._connection.close()
            raise

    def _create_or_check(self, path: Path) -> None:
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        if version == SCHEMA_VERSION:
            return
        with self.transaction():
            (version,) = self._connection.execute("PRAGMA user_version").fetchone()
            if version == 0:
                self._run(SCHEMA)
                self._set("generation", 0)
            elif version not in (*MIGRATIONS, SCHEMA_VERSION):
                raise LibraryVersion(
                    f"资料库 {path} 是另一个版本的引据写的（格式 {version}，本程序用 {SCHEMA_VERSION}）。",
                    "请用 --data 换一个数据文件夹后重新索引。",
                )
            for older in range(version, SCHEMA_VERSION) if version else ():
                self._run(MIGRATIONS[older])
            self._connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    def _run(self, statements: str) -> None:
        """Several statements within the transaction; ``executescript`` would end it."""
        for statement in filter(str.strip, statements.split(";")):
            self._connection.execute(statement)

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; other threads wait, other processes' writers too."""
        with self._lock:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                yield
                self._connection.execute("COMMIT")
            except sqlite3.DatabaseError as error:
                raise self._damaged(error) from error
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    def _rows(self, statement: str, parameters: Sequence[object] = ()) -> list[tuple[object, ...]]:
        with self._lock:
            try:
                return self._connection.execute(statement, parameters).fetchall()
            except sqlite3.DatabaseError as error:
                raise self._damaged(error) from error

    @staticmethod
    def _damaged(error: sqlite3.Error) -> YinjuError:
        """What a person should know of an error of SQLite's."""
        what, code = str(error), getattr(error, "sqlite_errorcode", 0)
        if code in _FULL:
            return no_room("资料库")
        if "locked" in what or "busy" in what:
            return LibraryBusy("另一个进程正在更新资料库，", "请等它结束后再试。")
        if "readonly" in what or "unable to open" in what:
            return LibraryDamaged(f"资料库文件写不进去：{what}。", "请检查数据文件夹的权限。")
        return LibraryDamaged(
            f"资料库文件打不开或读写出错：{what}。", "请换回备份，或换一个数据文件夹重新索引（原文件不受影响）。"
        )

    # Meta

    @property
    def generation(self) -> int:
        """The number of the last change, 0 for an empty store."""
        return int(str(self.get("generation")))

    def get(self, key: str) -> object:
        """A value of ``meta``, None where it is not set."""
        rows = self._rows("SELECT value FROM meta WHERE key = ?", (key,))
        return rows[0][0] if rows else None

    def set_all(self, values: Mapping[str, object]) -> None:
        with self.transaction():
            for key, value in values.items():
                self._set(key, value)

    def _set(self, key: str, value: object) -> None:
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    # Reading

    def changes_since(self, generation: int) -> list[tuple[str, int]]:
        """Documents added, changed or removed after a generation, each with that of its last change, in their order."""
        rows = self._rows(
            "SELECT document_id, generation FROM changes WHERE generation > ? ORDER BY generation", (generation,)
        )
        return [(str(document_id), int(str(number))) for document_id, number in rows]

    def removed_between(self, after: int, upto: int) -> list[str]:
        """Ids of passages removed in the generations ``(after, upto]``; some may have come back since."""
        rows = self._rows("SELECT passage_id FROM tombstones WHERE generation > ? AND generation <= ?", (after, upto))
        return [str(row[0]) for row in rows]

    def sources(self) -> list[Source]:
        """All files that stand for documents, by path."""
        rows = self._rows(f"SELECT {_SOURCE} FROM sources s ORDER BY path")  # noqa: S608 - constant parts only
        return [Source(*row) for row in rows]  # type: ignore[arg-type]

    def sources_of(self, document_id: str) -> list[str]:
        """The paths of all files with a document's content, in order."""
        rows = self._rows("SELECT path FROM sources WHERE document_id = ? ORDER BY path", (document_id,))
        return [str(row[0]) for row in rows]

    def failures(self) -> list[tuple[Failure, str | None]]:
        """Files that could not be read, each with its folder, by path."""
        rows = self._rows("SELECT path, reason, signature, folder FROM failures ORDER BY path")
        return [(Failure(str(p), str(r), str(s)), None if f is None else str(f)) for p, r, s, f in rows]

    def remarks(self) -> list[Failure]:
        """Files of which a part could not be read, by path."""
        rows = self._rows(
            "SELECT s.path, d.remark FROM sources s JOIN documents d ON d.id = s.document_id"
            " WHERE d.remark != '' ORDER BY s.path"
        )
        return [Failure(str(path), str(remark)) for path, remark in rows]

    def ability_of(self, document_id: str) -> str | None:
        """By what the document was read, None for an unknown document."""
        rows = self._rows("SELECT ability FROM documents WHERE id = ?", (document_id,))
        return str(rows[0][0]) if rows else None

    def has_document(self, document_id: str) -> bool:
        return bool(self._rows("SELECT 1 FROM documents WHERE id = ?", (document_id,)))

    def has_passages(self) -> bool:
        return bool(self._rows("SELECT 1 FROM passages LIMIT 1"))

    def listing(self) -> list[tuple[Source, str, str, int, int]]:
        """All files that stand for documents, by path: with title (``""`` for none), format, characters, passages."""
        rows = self._rows(
            f"SELECT {_SOURCE}, d.title, d.format, d.characters,"  # noqa: S608 - constant parts only
            " (SELECT count(*) FROM passages WHERE document_id = d.id)"
            " FROM sources s JOIN documents d ON d.id = s.document_id ORDER BY s.path"
        )
        return [
            (Source(*row[:6]), str(row[6]), str(row[7]), int(str(row[8])), int(str(row[9])))  # type: ignore[arg-type]
            for row in rows
        ]

    def document_ids(self) -> list[str]:
        return [str(row[0]) for row in self._rows("SELECT id FROM documents ORDER BY id")]

    def document(self, document_id: str) -> Document | None:
        """A document under the name of the first of its files, None where there is no such document or file."""
        rows = self._rows(
            "SELECT d.title, d.format, d.text, d.structure, d.remark,"
            " (SELECT min(path) FROM sources WHERE document_id = d.id) FROM documents d WHERE d.id = ?",
            (document_id,),
        )
        if not rows or rows[0][5] is None:
            return None
        title, format_, text, structure, remark, path = map(str, rows[0])
        name = PurePath(path).name
        blocks, places = load_structure(structure)
        return Document(document_id, name, title or PurePath(name).stem, Format(format_), text, blocks, places, remark)

    def passages_of(self, document_id: str) -> list[Passage]:
        """A document's passages in order."""
        return self._passages("WHERE document_id = ? ORDER BY ordinal", (document_id,))

    def passage_before(self, passage: Passage) -> Passage | None:
        """The last passage of running text before it under the same headings, None where it is the first."""
        headings = json.dumps(passage.headings, ensure_ascii=False)
        found = self._passages(
            "WHERE document_id = ? AND ordinal < ? AND headings = ? AND kind NOT IN ('caption', 'credit', 'heading')"
            " ORDER BY ordinal DESC LIMIT 1",
            (passage.document_id, passage.ordinal, headings),
        )
        return found[0] if found else None

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """The passages with these ids; an id that is not there is left out."""
        marks = ",".join("?" * len(ids))
        return {passage.id: passage for passage in self._passages(f"WHERE id IN ({marks})", ids)}

    def _passages(self, where: str, parameters: Sequence[object]) -> list[Passage]:
        columns = "id, document_id, ordinal, kind, headings, spans, text"
        rows = self._rows(f"SELECT {columns} FROM passages {where}", parameters)  # noqa: S608 - constant parts only
        return [_passage(row) for row in rows]

    def vectors_of(self, document_id: str) -> dict[str, Matrix]:
        """``(dim,)`` float32 by passage id, in the order of the passages."""
        rows = self._rows(
            "SELECT p.id, v.vector FROM passages p JOIN vectors v ON v.digest = p.digest"
            " WHERE p.document_id = ? ORDER BY p.ordinal",
            (document_id,),
        )
        return {str(identity): _vector(blob) for identity, blob in rows}

    def dimension(self) -> int | None:
        """The length of the vectors in use, None for none."""
        rows = self._rows("SELECT length(v.vector) / 4 FROM passages p JOIN vectors v ON v.digest = p.digest LIMIT 1")
        return int(str(rows[0][0])) if rows else None

    def known_digests(self, digests: Sequence[str]) -> set[str]:
        """Those of ``digests`` whose vectors are here already."""
        known = (self._rows("SELECT digest FROM vectors WHERE digest = ?", (digest,)) for digest in digests)
        return {str(row[0]) for rows in known for row in rows}

    def counts(self) -> Counts:
        rows = self._rows(
            "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM passages),"
            " (SELECT coalesce(sum(characters), 0) FROM documents)"
        )
        return Counts(*(int(str(value)) for value in rows[0]))

    def check(self) -> list[str]:
        """What SQLite itself finds wrong, empty for nothing."""
        try:
            findings = [str(row[0]) for row in self._rows("PRAGMA integrity_check")]
            findings += [f"foreign key: {row}" for row in self._rows("PRAGMA foreign_key_check")]
        except LibraryDamaged as error:
            return [error.what]
        return [finding for finding in findings if finding != "ok"]


def _passage(row: tuple[object, ...]) -> Passage:
    identity, document_id, ordinal, kind, headings, spans, text = row
    return Passage(
        str(identity),
        str(document_id),
        int(str(ordinal)),
        BlockKind(str(kind)),
        tuple(json.loads(str(headings))),
        tuple(Span(start, end) for start, end in json.loads(str(spans))),
        str(text),
    )


def _vector(blob: object) -> Matrix:
    return np.frombuffer(blob, "<f4").astype(np.float32)  # type: ignore[call-overload, no-any-return]

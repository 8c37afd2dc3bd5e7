"""The truth: documents, where they came from, their passages and vectors, in one SQLite file.

What a row of changes (a sync) takes out is kept until the next one begins, so that it can be undone by ``rollback``;
it stands in tables of its own, which no search and no quote reads.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from index.errors import LibraryBusy, NothingKept
from index.storage.changes import ENCODER, PROBE, Changes
from index.storage.checksums import CHECKED
from index.storage.database import GENERATION, Row
from index.storage.local.sqlite import PATIENCE, TABLES, Sqlite
from index.types import Matrix

CHANGING, KEPT = "changing", "kept"
"""Keys of ``meta``: set while a row of changes is under way; where there is a generation to go back to."""
STAGED, PURGING, PURGED = "staged", "purging", "purged"
"""Keys of ``meta``: set where vectors are staged; from the beginning of a purge until nothing is left; the generation
of the last purge, from which on it is known what was removed."""
OWNED = ("documents", "sources", "passages")
"""The tables of which each row belongs to a document."""
PLACED = ("sources", "kept_sources", "failures")
"""The tables that say where a file lies: their first columns are its path and the synced folder it lies in."""
PURGE_PATIENCE = 10_000
"""Milliseconds that a purge waits for other processes to look away twice; a running page does so every 2 s."""


UNUSED = (
    "DELETE FROM vectors WHERE NOT EXISTS (SELECT 1 FROM passages WHERE passages.digest = vectors.digest)"
    " AND NOT EXISTS (SELECT 1 FROM kept_passages WHERE kept_passages.digest = vectors.digest)"
)
"""The statement that deletes all vectors that no passage uses."""


class Store(Sqlite, Changes):
    """One open store in a file of its own; thread-safe. Each public method is one transaction."""

    def stage(self, vectors: Mapping[str, Matrix]) -> None:
        with self.transaction():
            self._set(STAGED, 1)
            self._put_vectors(vectors)

    def settle(self) -> None:
        """As in ``Changes``; staged vectors that nothing uses go."""
        with self.transaction():
            if self.get(STAGED):
                self._execute(UNUSED)
            self._unset(CHANGING, STAGED)

    # The generation before

    def _keep(self) -> None:
        """At the first change of a row of them: what the library stands for now is the generation to go back to."""
        if self.get(CHANGING):
            return
        self._give_up_kept()
        self._execute("INSERT INTO kept_sources SELECT * FROM sources")
        self._set(CHANGING, 1)
        self._set(KEPT, 1)

    def _give_up_kept(self) -> None:
        digests = [str(row[0]) for row in self._rows("SELECT DISTINCT digest FROM kept_passages")]
        self._run("DELETE FROM kept_sources; DELETE FROM kept_passages; DELETE FROM kept_documents")
        self._drop_unused(digests)
        self._unset(KEPT)

    def _set_aside(self, document_id: str) -> None:
        if self._rows("SELECT 1 FROM kept_sources WHERE document_id = ?", (document_id,)):
            self._move(document_id, "", "kept_")

    def _drop_unused(self, digests: Sequence[str]) -> None:
        self._execute_all(f"{UNUSED} AND digest = ?", [(digest,) for digest in digests])

    def _empty(self, document_id: str) -> list[str]:
        """As in ``Changes``; that the passages went is noted for the vectors derived from them."""
        self._execute(
            "REPLACE INTO tombstones SELECT id, ? FROM passages WHERE document_id = ?",
            (self.generation + 1, document_id),
        )
        return super()._empty(document_id)

    def _move(self, document_id: str, source: str, target: str) -> None:
        """A document and its passages from the present tables (``""``) to the kept ones (``"kept_"``) or back."""
        for table, key in (("documents", "id"), ("passages", "document_id")):
            self._execute(
                f"REPLACE INTO {target}{table} SELECT * FROM {source}{table} WHERE {key} = ?",  # noqa: S608
                (document_id,),
            )
        if source:
            self._execute("DELETE FROM kept_passages WHERE document_id = ?", (document_id,))
            self._execute("DELETE FROM kept_documents WHERE id = ?", (document_id,))

    def _column(self, table: str) -> set[str]:
        return {str(row[0]) for row in self._rows(f"SELECT id FROM {table}")}  # noqa: S608 - constant names only

    def _refiled(self) -> set[str]:
        """The documents that stand for other files now than they did in the generation before."""
        filed = "SELECT path, folder, document_id FROM"
        statement = f"SELECT document_id FROM ({filed} {{}} EXCEPT {filed} {{}})"  # noqa: S608 - constant names only
        pairs = ("sources", "kept_sources"), ("kept_sources", "sources")
        return {str(row[0]) for pair in pairs for row in self._rows(statement.format(*pair))}

    def rollback(self) -> None:
        """Exchange the present documents and those of the generation before; done twice, it changes nothing.

        :raises NothingKept: when there is none.
        """
        with self.transaction():
            if not self.get(KEPT):
                raise NothingKept("没有可以退回的上一代。", "每次更新只保留更新之前的一代。")
            here, there = self._column("documents"), self._column("kept_documents")
            refiled = self._refiled()
            self._execute("CREATE TEMP TABLE aside AS SELECT * FROM sources")
            wanted = {str(row[0]) for row in self._rows("SELECT DISTINCT document_id FROM kept_sources")}
            for document_id in sorted(there & wanted):
                self._move(document_id, "kept_", "")
            self._run("DELETE FROM sources; INSERT INTO sources SELECT * FROM kept_sources")
            self._run("DELETE FROM kept_sources; INSERT INTO kept_sources SELECT * FROM aside; DROP TABLE aside")
            self._drop_without_source(sorted(here - wanted))
            self._record(sorted(refiled | there & wanted))

    def purge(self) -> None:
        """Give up the generation before and write the file anew, so that nothing is left of what was removed.

        What is derived has to be built anew afterwards. The caller has ended all reading of its own.

        :raises LibraryBusy: when another process has the store open and keeps the old content visible.
        """
        with self.transaction():
            self._give_up_kept()
            self._execute(UNUSED)
            self._run("DELETE FROM tombstones; DELETE FROM changes WHERE document_id NOT IN (SELECT id FROM documents)")
            self._set(PURGED, self.generation)
            self._set(PURGING, 1)
        self._rows("VACUUM")
        self._rows(f"PRAGMA busy_timeout = {PURGE_PATIENCE}")
        busy, *_ = self._rows("PRAGMA wal_checkpoint(TRUNCATE)")[0]
        self._rows(f"PRAGMA busy_timeout = {PATIENCE}")
        if busy:
            raise LibraryBusy("另一个进程正开着资料库，旧内容还不能抹掉。", "请稍候或关掉它，再运行一次 purge。")
        with self.transaction():
            self._unset(PURGING)

    # Where files lie

    def has_files_below(self, folder: Path) -> bool:
        """Whether anything is noted of files below a folder."""
        return any(self._rows_below(table, folder) for table in PLACED)

    def move_files(self, before: Path, after: Path) -> None:
        """Let what is noted of files below a folder, and of the folder, be noted of another."""

        def moved(cell: object) -> object:
            return str(after / Path(str(cell)).relative_to(before)) if _lies_below(cell, before) else cell

        with self.transaction():
            for table in PLACED:
                rows = self._rows_below(table, before)
                for path, *_ in rows:
                    self._execute(f"DELETE FROM {table} WHERE path = ?", (path,))  # noqa: S608 - constant names only
                self._insert(table, [(moved(path), moved(folder), *others) for path, folder, *others in rows])

    def _rows_below(self, table: str, folder: Path) -> list[Row]:
        rows = self._rows(f"SELECT {', '.join(CHECKED[table])} FROM {table} WHERE {self._sound(table)}")  # noqa: S608
        return [row for row in rows if _lies_below(row[0], folder)]

    # What is damaged

    def drop_damaged(self) -> list[str]:
        """Take out all that is damaged but belongs to no document; what that was, as ``table/key``.

        A damaged vector goes, so that it is computed anew. Where what tells the encoder is damaged, no vector can be
        known for its; they all go. The generation before goes with anything that goes.
        """
        dropped = [f"{table}/{row[0]}" for table in CHECKED for row in self.damaged(table) if table not in OWNED]
        orphans = self.orphans()
        with self.transaction():
            if dropped or orphans:
                self._give_up_kept()
            for table in CHECKED:
                if table not in OWNED:
                    self._execute(f"DELETE FROM {table} WHERE NOT ({self._sound(table)})")  # noqa: S608
            for table, number in orphans:
                self._execute(f"DELETE FROM {table} WHERE rowid = ?", (number,))  # noqa: S608
            if {f"meta/{ENCODER}", f"meta/{PROBE}"} & set(dropped):
                self._unset(ENCODER, PROBE)
                self._execute("DELETE FROM vectors")
            if not self._rows("SELECT 1 FROM meta WHERE key = ?", (GENERATION,)):
                (newest,) = self._rows("SELECT max(generation) FROM changes")[0]
                self._set(GENERATION, int(str(newest or 0)) + 1)
            if not self._rows("SELECT 1 FROM meta WHERE key = ?", (TABLES,)):
                self._set(TABLES, self._tables())
        return dropped + [f"{table}/{number}" for table, number in orphans]

    def take_out(self, document_ids: Sequence[str]) -> list[str]:
        """Take documents out with all their files, whatever their rows say; the paths, as far as they can be read."""
        with self.transaction():
            self._give_up_kept()
            paths = []
            for document_id in document_ids:
                rows = self._rows("SELECT path FROM sources WHERE document_id = ?", (document_id,))
                paths += [str(row[0]) for row in rows]
                self._execute("DELETE FROM sources WHERE document_id = ?", (document_id,))
                self._drop_unused(self._empty(document_id))
                self._execute("DELETE FROM documents WHERE id = ?", (document_id,))
            self._record(document_ids)
        return sorted(paths)


def _lies_below(path: object, folder: Path) -> bool:
    return isinstance(path, str) and Path(path).is_relative_to(folder)

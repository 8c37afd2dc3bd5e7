"""The truth: documents, where they came from, their passages and vectors, in one SQLite file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from index.errors import LibraryBusy, NothingKept
from index.storage.changes import ENCODER, PROBE, Changes
from index.storage.checksums import CHECKED, OWNED
from index.storage.database import GENERATION, Row
from index.storage.local.kept import UNKEPT, Kept
from index.storage.local.sqlite import PATIENCE, TABLES, Sqlite

PURGING, PURGED = "purging", "purged"
"""Keys of ``meta``: set from the beginning of a purge until nothing is left; the generation of the last purge, from
which on it is known what was removed."""
PLACED = ("sources", "kept_sources", "failures")
"""The tables that say where a file lies: their first columns are its path and the synced folder it lies in."""
PURGE_PATIENCE = 10_000
"""Milliseconds that a purge waits for other processes to look away twice; a running page does so every 2 s."""


class Store(Changes):
    """One open store in a file of its own; thread-safe. Each public method is one transaction.

    Raises as ``Sqlite``.
    """

    def __init__(self, path: Path) -> None:
        self.file = Sqlite(path)
        self._kept = Kept(self.file)
        super().__init__(self.file, self._kept)

    def rollback(self) -> None:
        """Exchange the present documents and those of the generation before; done twice, it changes nothing.

        :raises NothingKept: when there is none.
        """
        with self.file.transaction():
            if not self._kept.is_there:
                raise NothingKept("没有可以退回的上一代。", "每次更新只保留更新之前的一代。")
            gone, changed = self._kept.bring_back()
            self.drop_without_source(gone)
            self.record(changed)

    def purge(self) -> None:
        """Give up the generation before and write the file anew, so that nothing is left of what was removed.

        What is derived has to be built anew afterwards. The caller has ended all reading of its own.

        :raises LibraryBusy: when another process has the store open and keeps the old content visible.
        """
        with self.file.transaction():
            self._kept.give_up_kept()
            self.file.execute(UNKEPT)
            self.file.run(
                "DELETE FROM tombstones; DELETE FROM changes WHERE document_id NOT IN (SELECT id FROM documents)"
            )
            self.file.set_value(PURGED, self.generation)
            self.file.set_value(PURGING, 1)
        self.file.rows("VACUUM")
        self.file.rows(f"PRAGMA busy_timeout = {PURGE_PATIENCE}")
        busy, *_ = self.file.rows("PRAGMA wal_checkpoint(TRUNCATE)")[0]
        self.file.rows(f"PRAGMA busy_timeout = {PATIENCE}")
        if busy:
            raise LibraryBusy("另一个进程正开着资料库，旧内容还不能抹掉。", "请稍候或关掉它，再运行一次 purge。")
        with self.file.transaction():
            self.file.unset(PURGING)

    # Where files lie

    def has_files_below(self, folder: Path) -> bool:
        """Whether anything is noted of files below a folder."""
        return any(self._rows_below(table, folder) for table in PLACED)

    def move_files(self, before: Path, after: Path) -> None:
        """Let what is noted of files below a folder, and of the folder, be noted of another."""

        def moved(cell: object) -> object:
            return str(after / Path(str(cell)).relative_to(before)) if _lies_below(cell, before) else cell

        with self.file.transaction():
            for table in PLACED:
                rows = self._rows_below(table, before)
                for path, *_ in rows:
                    self.file.execute(f"DELETE FROM {table} WHERE path = ?", (path,))  # noqa: S608 - constant names only
                self.file.insert(table, [(moved(path), moved(folder), *others) for path, folder, *others in rows])

    def _rows_below(self, table: str, folder: Path) -> list[Row]:
        rows = self.file.rows(f"SELECT {', '.join(CHECKED[table])} FROM {table} WHERE {self.file.sound(table)}")  # noqa: S608
        return [row for row in rows if _lies_below(row[0], folder)]

    # What is damaged

    def drop_damaged(self) -> list[str]:
        """Take out all that is damaged but belongs to no document; what that was, as ``table/key``.

        A damaged vector goes, so that it is computed anew. Where what tells the encoder is damaged, no vector can be
        known for its; they all go. The generation before goes with anything that goes.
        """
        dropped = [f"{table}/{row[0]}" for table in CHECKED for row in self.file.damaged(table) if table not in OWNED]
        orphans = self.file.orphans()
        with self.file.transaction():
            if dropped or orphans:
                self._kept.give_up_kept()
            for table in CHECKED:
                if table not in OWNED:
                    self.file.execute(f"DELETE FROM {table} WHERE NOT ({self.file.sound(table)})")  # noqa: S608
            for table, number in orphans:
                self.file.execute(f"DELETE FROM {table} WHERE rowid = ?", (number,))  # noqa: S608
            if {f"meta/{ENCODER}", f"meta/{PROBE}"} & set(dropped):
                self.file.unset(ENCODER, PROBE)
                self.file.execute("DELETE FROM vectors")
            if not self.file.rows("SELECT 1 FROM meta WHERE key = ?", (GENERATION,)):
                (newest,) = self.file.rows("SELECT max(generation) FROM changes")[0]
                self.file.set_value(GENERATION, int(str(newest or 0)) + 1)
            if not self.file.rows("SELECT 1 FROM meta WHERE key = ?", (TABLES,)):
                self.file.set_value(TABLES, self.file.tables())
        return dropped + [f"{table}/{number}" for table, number in orphans]

    def take_out(self, document_ids: Sequence[str]) -> list[str]:
        """Take documents out with all their files, whatever their rows say; the paths, as far as they can be read."""
        with self.file.transaction():
            self._kept.give_up_kept()
            paths = []
            for document_id in document_ids:
                rows = self.file.rows("SELECT path FROM sources WHERE document_id = ?", (document_id,))
                paths += [str(row[0]) for row in rows]
                self.file.execute("DELETE FROM sources WHERE document_id = ?", (document_id,))
                self._kept.drop_unused(self.empty(document_id))
                self.file.execute("DELETE FROM documents WHERE id = ?", (document_id,))
            self.record(document_ids)
        return sorted(paths)


def _lies_below(path: object, folder: Path) -> bool:
    return isinstance(path, str) and Path(path).is_relative_to(folder)

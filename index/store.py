"""The truth: documents, where they came from, their passages and vectors, in one SQLite file.

A change to a document is one transaction that ends in a new generation number and leaves a row in ``changes``, from
which what is derived (words, vectors) is brought up to date. Vectors are kept by the digest of the text they encode,
so a passage that moves, or stands in two documents, is encoded once.

What a row of changes (a sync) takes out is kept until the next one begins, so that it can be undone by ``rollback``;
it stands in tables of its own, which no search and no quote reads.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from index.changes import CHANGING, KEPT, UNUSED, Changes
from index.checksums import CHECKED, change, is_sound
from index.database import GENERATION, PATIENCE, TABLES, Row
from index.errors import LibraryBusy, NothingKept
from index.schema import Contents, Failure, Source
from index.structure import dump_structure
from index.types import Document, Matrix

STAGED, PURGING, PURGED = "staged", "purging", "purged"
"""Keys of ``meta``: set where vectors are staged; from the beginning of a purge until nothing is left; the generation
of the last purge, from which on it is known what was removed."""
ENCODER, PROBE = "encoder", "probe"
"""Keys of ``meta``: the name of the encoder that all vectors come from, and its vector for a text of its own."""
OWNED = ("documents", "sources", "passages")
"""The tables of which each row belongs to a document."""
PLACED = ("sources", "kept_sources", "failures")
"""The tables that say where a file lies: their first columns are its path and the synced folder it lies in."""
PURGE_PATIENCE = 10_000
"""Milliseconds that a purge waits for other processes to look away twice; a running page does so every 2 s."""


class Store(Changes):
    """One open store, to read and to change; thread-safe. Each public method is one transaction."""

    def put(self, source: Source, document: Document, contents: Contents, ability: str = "") -> None:
        """Make ``source`` stand for ``document``, in one transaction.

        What the path stood for before goes, unless another file has the same content. A document that is there
        already is written anew, for when it was read by another ``ability``.
        """
        with self.transaction():
            before = self._documents_at(source.path)
            digests = self._empty(document.id)
            characters, structure = len(document.text), dump_structure(document)
            text = (document.title, document.format, document.text, characters, structure, document.remark)
            self._insert("documents", [(document.id, *text, ability)])
            self._fill(contents)
            self._keep()  # only now: the generation that it gives up may have vectors that these passages use
            self._drop_unused(digests)
            self._write_source(source)
            self._record([document.id, *self._drop_without_source(before)])

    def attach(self, source: Source) -> None:
        """Make ``source`` stand for a document that is there already."""
        with self.transaction():
            before = self._documents_at(source.path)
            if before != [source.document_id]:
                self._keep()
            self._write_source(source)
            self._record(self._drop_without_source(before))

    def refill(self, document: Document, contents: Contents) -> None:
        """Give a document its passages and vectors anew, for when the rules for cutting changed."""
        with self.transaction():
            digests = self._empty(document.id)
            self._execute(change("documents", "title", "id"), (document.title, document.id))
            self._fill(contents)
            self._drop_unused(digests)
            self._record([document.id])

    def stage(self, vectors: Mapping[str, Matrix]) -> None:
        """Keep vectors that no passage uses yet: of a document in the making, or a new encoder's until ``switch``."""
        with self.transaction():
            self._set(STAGED, 1)
            self._put_vectors(vectors)

    def switch(self, digests: Mapping[str, str], meta: Mapping[str, object]) -> None:
        """Let every passage use another vector, at once, and note the encoder they come from.

        The generation before goes, since its vectors are the other encoder's.

        :param digests: passage id to the digest of its new vector, for all passages.
        """
        with self.transaction():
            self._give_up_kept()
            self._connection.executemany(
                change("passages", "digest", "id"), [(digest, identity) for identity, digest in digests.items()]
            )
            self._execute("DELETE FROM vectors WHERE digest NOT IN (SELECT digest FROM passages)")
            for key, value in meta.items():
                self._set(key, value)
            for document_id in self.document_ids():  # one generation each, so that catching up goes in batches
                self._record([document_id])

    def forget(self, path: str) -> None:
        """Take a file out, and its document where no other file has the same content."""
        with self.transaction():
            before = self._documents_at(path)
            if before:
                self._keep()
            self._execute("DELETE FROM sources WHERE path = ?", (path,))
            self._execute("DELETE FROM failures WHERE path = ?", (path,))
            self._record(self._drop_without_source(before))

    def fail(self, failure: Failure, folder: str | None) -> None:
        """Note why a file could not be read. What was read of it before stays."""
        with self.transaction():
            self._insert("failures", [(failure.path, folder, failure.reason, failure.signature)])

    # The generation before

    def settle(self) -> None:
        """The end of a row of changes: the next change begins another, and staged vectors that nothing uses go."""
        with self.transaction():
            if self.get(STAGED):
                self._execute(UNUSED)
            self._execute("DELETE FROM meta WHERE key IN (?, ?)", (CHANGING, STAGED))

    def rollback(self) -> None:
        """Exchange the present documents and those of the generation before; done twice, it changes nothing.

        :raises NothingKept: when there is none.
        """
        with self.transaction():
            if not self.get(KEPT):
                raise NothingKept("没有可以退回的上一代。", "每次更新只保留更新之前的一代。")
            here, there = self._column("documents"), self._column("kept_documents")
            self._connection.execute("CREATE TEMP TABLE aside AS SELECT * FROM sources")
            wanted = {str(row[0]) for row in self._rows("SELECT DISTINCT document_id FROM kept_sources")}
            for document_id in sorted(there & wanted):
                self._move(document_id, "kept_", "")
            self._run("DELETE FROM sources; INSERT INTO sources SELECT * FROM kept_sources")
            self._run("DELETE FROM kept_sources; INSERT INTO kept_sources SELECT * FROM aside; DROP TABLE aside")
            self._record([*sorted(there & wanted), *self._drop_without_source(sorted(here - wanted))])

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
            self._execute("DELETE FROM meta WHERE key = ?", (PURGING,))

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
        rows = self._rows(f"SELECT {', '.join(CHECKED[table])} FROM {table} WHERE {is_sound(table)}")  # noqa: S608
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
                    self._execute(f"DELETE FROM {table} WHERE NOT ({is_sound(table)})")  # noqa: S608
            for table, number in orphans:
                self._execute(f"DELETE FROM {table} WHERE rowid = ?", (number,))  # noqa: S608
            if {f"meta/{ENCODER}", f"meta/{PROBE}"} & set(dropped):
                self._execute("DELETE FROM meta WHERE key IN (?, ?)", (ENCODER, PROBE))
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

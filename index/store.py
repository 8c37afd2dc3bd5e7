"""The truth: documents, where they came from, their passages and vectors, in one SQLite file.

A change to a document is one transaction that ends in a new generation number and leaves a row in ``changes``, from
which what is derived (words, vectors) is brought up to date. Vectors are kept by the digest of the text they encode,
so a passage that moves, or stands in two documents, is encoded once.

What a row of changes (a sync) takes out is kept until the next one begins, so that it can be undone by ``rollback``;
it stands in tables of its own, which no search and no quote reads.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from index.errors import LibraryBusy, NothingKept
from index.records import PATIENCE, Records
from index.schema import Contents, Failure, Source
from index.structure import dump_structure
from index.types import Document, Matrix

CHANGING, KEPT, STAGED, PURGING = "changing", "kept", "staged", "purging"
"""Set while a row of changes is under way; where there is a generation to go back to; where vectors are staged; from
the beginning of a purge until nothing is left."""
PURGE_PATIENCE = 10_000
"""Milliseconds that a purge waits for other processes to look away twice; a running page does so every 2 s."""


class Store(Records):
    """One open store, to read and to change; thread-safe. Each public method is one transaction."""

    def put(self, source: Source, document: Document, contents: Contents, ability: str = "") -> None:
        """Make ``source`` stand for ``document``, in one transaction.

        What the path stood for before goes, unless another file has the same content. A document that is there
        already is written anew, for when it was read by another ``ability``.
        """
        with self.transaction():
            before = self._documents_at(source.path)
            digests = self._empty(document.id)
            self._execute(
                "INSERT INTO documents (id, title, format, text, characters, structure, remark, ability)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET title = excluded.title,"
                " text = excluded.text, characters = excluded.characters, structure = excluded.structure,"
                " remark = excluded.remark, ability = excluded.ability",
                (
                    document.id,
                    document.title,
                    document.format,
                    document.text,
                    len(document.text),
                    dump_structure(document),
                    document.remark,
                    ability,
                ),
            )
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
            self._execute("UPDATE documents SET title = ? WHERE id = ?", (document.title, document.id))
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
                "UPDATE passages SET digest = ? WHERE id = ?",
                [(digest, identity) for identity, digest in digests.items()],
            )
            self._execute("DELETE FROM vectors WHERE digest NOT IN (SELECT digest FROM passages)", ())
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
            row = (failure.path, folder, failure.reason, failure.signature)
            self._execute("INSERT OR REPLACE INTO failures VALUES (?, ?, ?, ?)", row)

    # The generation before

    def settle(self) -> None:
        """The end of a row of changes: the next change begins another, and staged vectors that nothing uses go."""
        with self.transaction():
            if self.get(STAGED):
                self._execute(_UNUSED, ())
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
            self._execute(_UNUSED, ())
            self._run("DELETE FROM tombstones; DELETE FROM changes WHERE document_id NOT IN (SELECT id FROM documents)")
            self._set(PURGING, 1)
        self._rows("VACUUM")
        self._rows(f"PRAGMA busy_timeout = {PURGE_PATIENCE}")
        busy, *_ = self._rows("PRAGMA wal_checkpoint(TRUNCATE)")[0]
        self._rows(f"PRAGMA busy_timeout = {PATIENCE}")
        if busy:
            raise LibraryBusy("另一个进程正开着资料库，旧内容还不能抹掉。", "请稍候或关掉它，再运行一次 purge。")
        with self.transaction():
            self._execute("DELETE FROM meta WHERE key = ?", (PURGING,))

    def _keep(self) -> None:
        """At the first change of a row of them: what the library stands for now is the generation to go back to."""
        if self.get(CHANGING):
            return
        self._give_up_kept()
        self._execute("INSERT INTO kept_sources SELECT * FROM sources", ())
        self._set(CHANGING, 1)
        self._set(KEPT, 1)

    def _give_up_kept(self) -> None:
        digests = [str(row[0]) for row in self._rows("SELECT DISTINCT digest FROM kept_passages")]
        self._run("DELETE FROM kept_sources; DELETE FROM kept_passages; DELETE FROM kept_documents")
        self._drop_unused(digests)
        self._execute("DELETE FROM meta WHERE key = ?", (KEPT,))

    def _move(self, document_id: str, source: str, target: str) -> None:
        """A document and its passages from the present tables (``""``) to the kept ones (``"kept_"``) or back."""
        for table, key in (("documents", "id"), ("passages", "document_id")):
            self._execute(
                f"INSERT OR REPLACE INTO {target}{table}"  # noqa: S608 - constant parts only
                f" SELECT * FROM {source}{table} WHERE {key} = ?",
                (document_id,),
            )
        if source:
            self._execute("DELETE FROM kept_passages WHERE document_id = ?", (document_id,))
            self._execute("DELETE FROM kept_documents WHERE id = ?", (document_id,))

    def _column(self, table: str) -> set[str]:
        return {str(row[0]) for row in self._rows(f"SELECT id FROM {table}")}  # noqa: S608 - constant names only

    # Rows

    def _execute(self, statement: str, parameters: Sequence[object]) -> None:
        self._connection.execute(statement, parameters)

    def _documents_at(self, path: str) -> list[str]:
        return [str(row[0]) for row in self._rows("SELECT document_id FROM sources WHERE path = ?", (path,))]

    def _write_source(self, source: Source) -> None:
        self._execute("DELETE FROM failures WHERE path = ?", (source.path,))
        row = (source.path, source.folder, source.document_id, source.signature, source.bytes, source.indexed)
        self._execute("INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?, ?)", row)

    def _put_vectors(self, vectors: Mapping[str, Matrix]) -> None:
        self._connection.executemany(
            "INSERT OR REPLACE INTO vectors VALUES (?, ?)",
            [(digest, vector.astype("<f4").tobytes()) for digest, vector in vectors.items()],
        )

    def _fill(self, contents: Contents) -> None:
        self._put_vectors(contents.vectors)
        self._connection.executemany(
            "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    passage.id,
                    passage.document_id,
                    passage.ordinal,
                    passage.kind,
                    json.dumps(passage.headings, ensure_ascii=False),
                    json.dumps([[span.start, span.end] for span in passage.spans]),
                    passage.text,
                    digest,
                )
                for passage, digest in zip(contents.passages, contents.digests, strict=True)
            ],
        )

    def _empty(self, document_id: str) -> list[str]:
        """Delete a document's passages and return the digests of their vectors, which may be unused now."""
        self._execute(
            "INSERT OR REPLACE INTO tombstones SELECT id, ? FROM passages WHERE document_id = ?",
            (self.generation + 1, document_id),
        )
        digests = self._rows("SELECT DISTINCT digest FROM passages WHERE document_id = ?", (document_id,))
        self._execute("DELETE FROM passages WHERE document_id = ?", (document_id,))
        return [str(row[0]) for row in digests]

    def _drop_unused(self, digests: Sequence[str]) -> None:
        self._connection.executemany(f"{_UNUSED} AND digest = ?", [(digest,) for digest in digests])

    def _drop_without_source(self, document_ids: Sequence[str]) -> list[str]:
        """Take out those documents that no file stands for any more, and return them; kept ones move aside."""
        dropped = []
        for document_id in document_ids:
            if self._rows("SELECT 1 FROM sources WHERE document_id = ?", (document_id,)):
                continue
            if self._rows("SELECT 1 FROM kept_sources WHERE document_id = ?", (document_id,)):
                self._move(document_id, "", "kept_")
            self._drop_unused(self._empty(document_id))
            self._execute("DELETE FROM documents WHERE id = ?", (document_id,))
            dropped.append(document_id)
        return dropped

    def _record(self, document_ids: Sequence[str]) -> None:
        """The end of a transaction: a new generation in which these documents changed; none where none did."""
        if not document_ids:
            return
        generation = self.generation + 1
        self._connection.executemany(
            "INSERT OR REPLACE INTO changes VALUES (?, ?)", [(document_id, generation) for document_id in document_ids]
        )
        self._set("generation", generation)


_UNUSED = (
    "DELETE FROM vectors WHERE NOT EXISTS (SELECT 1 FROM passages WHERE passages.digest = vectors.digest)"
    " AND NOT EXISTS (SELECT 1 FROM kept_passages WHERE kept_passages.digest = vectors.digest)"
)

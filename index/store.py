"""The truth: documents, where they came from, their passages and vectors, in one SQLite file.

A change to a document is one transaction that ends in a new generation number and leaves a row in ``changes``, from
which what is derived (words, vectors) is brought up to date. Vectors are kept by the digest of the text they encode,
so a passage that moves, or stands in two documents, is encoded once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from index.records import Records
from index.schema import Contents, Failure, Source
from index.types import Document, Matrix


class Store(Records):
    """One open store, to read and to change; thread-safe. Each public method is one transaction."""

    def put(self, source: Source, document: Document, contents: Contents) -> None:
        """Make ``source`` stand for ``document``, in one transaction.

        What the path stood for before goes, unless another file has the same content.
        """
        with self.transaction():
            before = self._documents_at(source.path)
            changed = []
            if not self.has_document(document.id):
                self._execute(
                    "INSERT INTO documents VALUES (?, ?, ?, ?, ?)",
                    (document.id, document.title, document.format, document.text, len(document.text)),
                )
                self._fill(contents)
                changed.append(document.id)
            self._execute("DELETE FROM failures WHERE path = ?", (source.path,))
            self._execute(
                "INSERT OR REPLACE INTO sources VALUES (?, ?, ?)", (source.path, source.folder, source.document_id)
            )
            self._record([*changed, *self._drop_without_source(before)])

    def refill(self, document: Document, contents: Contents) -> None:
        """Give a document its passages and vectors anew, for when the rules for cutting changed."""
        with self.transaction():
            digests = self._empty(document.id)
            self._execute("UPDATE documents SET title = ? WHERE id = ?", (document.title, document.id))
            self._fill(contents)
            self._drop_unused(digests)
            self._record([document.id])

    def stage(self, vectors: Mapping[str, Matrix]) -> None:
        """Keep vectors that no passage uses yet: a new encoder's, until ``switch``."""
        with self.transaction():
            self._put_vectors(vectors)

    def switch(self, digests: Mapping[str, str], meta: Mapping[str, object]) -> None:
        """Let every passage use another vector, at once, and note the encoder they come from.

        :param digests: passage id to the digest of its new vector, for all passages.
        """
        with self.transaction():
            self._connection.executemany(
                "UPDATE passages SET digest = ? WHERE id = ?",
                [(digest, identity) for identity, digest in digests.items()],
            )
            self._connection.execute("DELETE FROM vectors WHERE digest NOT IN (SELECT digest FROM passages)")
            for key, value in meta.items():
                self._set(key, value)
            for document_id in self.document_ids():  # one generation each, so that catching up goes in batches
                self._record([document_id])

    def _put_vectors(self, vectors: Mapping[str, Matrix]) -> None:
        self._connection.executemany(
            "INSERT OR REPLACE INTO vectors VALUES (?, ?)",
            [(digest, vector.astype("<f4").tobytes()) for digest, vector in vectors.items()],
        )

    def forget(self, path: str) -> None:
        """Take a file out, and its document where no other file has the same content."""
        with self.transaction():
            before = self._documents_at(path)
            self._execute("DELETE FROM sources WHERE path = ?", (path,))
            self._execute("DELETE FROM failures WHERE path = ?", (path,))
            self._record(self._drop_without_source(before))

    def adopt(self, source: Source) -> None:
        """A file whose content is known already: note whose folder it is in, and that it can be read."""
        with self.transaction():
            self._execute("UPDATE sources SET folder = ? WHERE path = ?", (source.folder, source.path))
            self._execute("DELETE FROM failures WHERE path = ?", (source.path,))

    def fail(self, failure: Failure, folder: str | None) -> None:
        """Note why a file could not be read. What was read of it before stays."""
        with self.transaction():
            self._execute("INSERT OR REPLACE INTO failures VALUES (?, ?, ?)", (failure.path, folder, failure.reason))

    def _execute(self, statement: str, parameters: Sequence[object]) -> None:
        self._connection.execute(statement, parameters)

    def _documents_at(self, path: str) -> list[str]:
        return [str(row[0]) for row in self._rows("SELECT document_id FROM sources WHERE path = ?", (path,))]

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
        self._connection.executemany(
            "DELETE FROM vectors WHERE digest = ?1 AND NOT EXISTS (SELECT 1 FROM passages WHERE digest = ?1)",
            [(digest,) for digest in digests],
        )

    def _drop_without_source(self, document_ids: Sequence[str]) -> list[str]:
        """Delete those documents that no file stands for any more, and return them."""
        dropped = []
        for document_id in document_ids:
            if not self._rows("SELECT 1 FROM sources WHERE document_id = ?", (document_id,)):
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

"""What every change to the store is made of: rows with their checksums, the number of the generation, and what is kept
of the one before.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from index.database import GENERATION
from index.records import Records
from index.schema import Contents, Source
from index.types import Matrix

CHANGING, KEPT = "changing", "kept"
"""Keys of ``meta``: set while a row of changes is under way; where there is a generation to go back to."""


class Changes(Records):
    """One open store, and the parts of its transactions; each is to be called within one."""

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

    def _documents_at(self, path: str) -> list[str]:
        return [str(row[0]) for row in self._rows("SELECT document_id FROM sources WHERE path = ?", (path,))]

    def _write_source(self, source: Source) -> None:
        self._execute("DELETE FROM failures WHERE path = ?", (source.path,))
        noted = (source.signature, source.bytes, source.indexed)
        self._insert("sources", [(source.path, source.folder, source.document_id, *noted)])

    def _put_vectors(self, vectors: Mapping[str, Matrix]) -> None:
        self._insert("vectors", ((digest, vector.astype("<f4").tobytes()) for digest, vector in vectors.items()))

    def _fill(self, contents: Contents) -> None:
        self._put_vectors(contents.vectors)
        self._insert(
            "passages",
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
        self._connection.executemany(f"{UNUSED} AND digest = ?", [(digest,) for digest in digests])

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
        self._set(GENERATION, generation)


UNUSED = (
    "DELETE FROM vectors WHERE NOT EXISTS (SELECT 1 FROM passages WHERE passages.digest = vectors.digest)"
    " AND NOT EXISTS (SELECT 1 FROM kept_passages WHERE kept_passages.digest = vectors.digest)"
)
"""The statement that deletes all vectors that no passage uses."""

"""All that changes the tables of a store, whatever they lie in.

A change to a document is one transaction that ends in a new generation number and leaves a row in ``changes``, from
which what is derived (words, vectors) is brought up to date. Vectors are kept by the digest of the text they encode,
so a passage that moves, or stands in two documents, is encoded once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from index.errors import LibraryBusy
from index.layout.structure import dump_structure
from index.storage.database import GENERATION, Database
from index.storage.policy import Policy
from index.storage.records import Records
from index.storage.schema import Contents, Failure, Source
from index.types import Document, Matrix, content_id

ENCODER, PROBE = "encoder", "probe"
"""Keys of ``meta``: the name of the encoder that all vectors come from, and its vector for a text of its own."""
UNUSED = "DELETE FROM vectors WHERE NOT EXISTS (SELECT 1 FROM passages WHERE passages.digest = vectors.digest)"
"""The statement that deletes all vectors that no passage uses."""


class Changes(Records):
    """One open store, to read and to change; thread-safe. Each public method above "Parts" is one transaction.

    ``policy`` says what becomes of what is given up, and what else a change takes.
    """

    def __init__(self, database: Database, policy: Policy) -> None:
        super().__init__(database)
        self.policy = policy

    def put(self, source: Source, document: Document, contents: Contents, ability: str = "") -> None:
        """Make ``source`` stand for ``document``, in one transaction.

        What the path stood for before goes, unless another file has the same content. A document that is there
        already is written anew, for when it was read by another ``ability``.
        """
        with self.database.transaction():
            before = self._documents_at(source.path)
            digests = self.empty(document.id)
            characters, structure = len(document.text), dump_structure(document)
            text = (document.title, document.format, document.text, characters, structure, document.remark)
            self.database.insert("documents", [(document.id, *text, ability)])
            self._fill(contents)
            self.policy.keep()  # only now: the generation that it gives up may have vectors that these passages use
            self.policy.drop_unused(digests)
            self._write_source(source)
            self.drop_without_source(before)
            self.record([document.id, *before])

    def attach(self, source: Source) -> bool:
        """Make ``source`` stand for a document that is there already; False where another process just took it out.

        It is a change to the documents concerned, which are known by the names of their files too.
        """
        with self.database.transaction():
            if not self._is_there(source.document_id):
                return False
            before = self._documents_at(source.path)
            if before != [source.document_id]:
                self.policy.keep()
            there = self.database.rows("SELECT document_id, folder FROM sources WHERE path = ?", (source.path,))
            self._write_source(source)
            self.drop_without_source(before)
            if there != [(source.document_id, source.folder)]:
                self.record([source.document_id, *before])
        return True

    def refill(self, document: Document, contents: Contents) -> None:
        """Give a document its passages and vectors anew, for when the rules for cutting changed."""
        with self.database.transaction():
            if not self._is_there(document.id):
                return  # another process took it out meanwhile
            digests = self.empty(document.id)
            self.database.change("documents", "title", "id", [(document.title, document.id)])
            self._fill(contents)
            self.policy.drop_unused(digests)
            self.record([document.id])

    def stage(self, vectors: Mapping[str, Matrix]) -> None:
        """Keep vectors that no passage uses yet: of a document in the making, or a new encoder's until ``switch``."""
        with self.database.transaction():
            self.policy.staged()
            self._put_vectors(vectors)

    def switch(self, digests: Mapping[str, str], meta: Mapping[str, object]) -> None:
        """Let every passage use another vector, at once, and note the encoder they come from.

        The generation before goes, since its vectors are the other encoder's.

        :param digests: passage id to the digest of its new vector, for all passages.
        :raises LibraryBusy: when there are others now, which another process put in meanwhile.
        """
        with self.database.transaction():
            if {row[0] for row in self.database.rows("SELECT id FROM passages")} - digests.keys():
                raise LibraryBusy(
                    "重新计算向量的时候，别的进程更新了资料库，", "请等它结束后再试一次；算好的都已保存。"
                )
            self.policy.give_up_kept()
            self.database.change(
                "passages", "digest", "id", ((digest, identity) for identity, digest in digests.items())
            )
            self.database.execute(UNUSED)
            for key, value in meta.items():
                self.database.set_value(key, value)
            for document_id in self.document_ids():  # one generation each, so that catching up goes in batches
                self.record([document_id])

    def forget(self, path: str) -> None:
        """Take a file out, and its document where no other file has the same content."""
        with self.database.transaction():
            before = self._documents_at(path)
            if before:
                self.policy.keep()
            self.database.execute("DELETE FROM sources WHERE path = ?", (path,))
            self.database.execute("DELETE FROM failures WHERE path = ?", (path,))
            self.drop_without_source(before)
            self.record(before)

    def fail(self, failure: Failure, folder: str | None) -> None:
        """Note why a file could not be read. What was read of it before stays."""
        with self.database.transaction():
            self.database.insert("failures", [(failure.path, folder, failure.reason, failure.signature)])

    def settle(self) -> None:
        """The end of a row of changes (a sync): the next change begins another."""
        with self.database.transaction():
            self.policy.settled()

    def set_all(self, values: Mapping[str, object]) -> None:
        """As ``Database.set_all``."""
        self.database.set_all(values)

    def encoder_key(self) -> str:
        """What tells the encoder of all vectors from others, in digests; ``""`` where none is noted yet."""
        return encoder_key(self.database)

    # Parts of transactions

    def _is_there(self, document_id: str) -> bool:
        return bool(self.database.rows("SELECT 1 FROM documents WHERE id = ?", (document_id,)))

    def _documents_at(self, path: str) -> list[str]:
        return [str(row[0]) for row in self.database.rows("SELECT document_id FROM sources WHERE path = ?", (path,))]

    def _write_source(self, source: Source) -> None:
        self.database.execute("DELETE FROM failures WHERE path = ?", (source.path,))
        noted = (source.signature, source.bytes, source.indexed)
        self.database.insert("sources", [(source.path, source.folder, source.document_id, *noted)])

    def _put_vectors(self, vectors: Mapping[str, Matrix]) -> None:
        self.database.insert(
            "vectors", ((digest, vector.astype("<f4").tobytes()) for digest, vector in vectors.items())
        )

    def _fill(self, contents: Contents) -> None:
        self._put_vectors(contents.vectors)
        self.database.insert(
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
        self.policy.filled(contents)

    def empty(self, document_id: str) -> list[str]:
        """Delete a document's passages and return the digests of their vectors, which may be unused now."""
        self.policy.emptied(document_id)
        digests = self.database.rows("SELECT DISTINCT digest FROM passages WHERE document_id = ?", (document_id,))
        self.database.execute("DELETE FROM passages WHERE document_id = ?", (document_id,))
        return [str(row[0]) for row in digests]

    def drop_without_source(self, document_ids: Sequence[str]) -> list[str]:
        """Take out those documents that no file stands for any more, and return them."""
        dropped = []
        for document_id in document_ids:
            if self.database.rows("SELECT 1 FROM sources WHERE document_id = ?", (document_id,)):
                continue
            self.policy.set_aside(document_id)
            self.policy.drop_unused(self.empty(document_id))
            self.database.execute("DELETE FROM documents WHERE id = ?", (document_id,))
            dropped.append(document_id)
        return dropped

    def record(self, document_ids: Sequence[str]) -> None:
        """The end of a transaction: a new generation in which these documents changed; none where none did."""
        if not document_ids:
            return
        generation = self.generation + 1
        self.database.execute_all(
            "REPLACE INTO changes (document_id, generation) VALUES (?, ?)",
            [(document_id, generation) for document_id in document_ids],
        )
        self.database.set_value(GENERATION, generation)
        self.policy.recorded(document_ids)


def encoder_key(database: Database) -> str:
    """As ``Changes.encoder_key``."""
    stored = database.get(PROBE)
    return content_id(stored) if isinstance(stored, bytes) else ""

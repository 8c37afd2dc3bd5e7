"""The store's tables, and what their rows are called in the program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.types import Matrix, Passage

SCHEMA_VERSION = 1
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE documents (id TEXT PRIMARY KEY, title TEXT, format TEXT NOT NULL, text TEXT NOT NULL,
    characters INTEGER NOT NULL);
CREATE TABLE sources (path TEXT PRIMARY KEY, folder TEXT, document_id TEXT NOT NULL REFERENCES documents(id));
CREATE INDEX sources_by_document ON sources(document_id);
CREATE TABLE failures (path TEXT PRIMARY KEY, folder TEXT, reason TEXT NOT NULL);
CREATE TABLE passages (
    id TEXT PRIMARY KEY, document_id TEXT NOT NULL REFERENCES documents(id), ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL, headings TEXT NOT NULL, spans TEXT NOT NULL, text TEXT NOT NULL, digest TEXT NOT NULL
);
CREATE INDEX passages_by_document ON passages(document_id, ordinal);
CREATE INDEX passages_by_digest ON passages(digest);
CREATE TABLE vectors (digest TEXT PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE changes (document_id TEXT PRIMARY KEY, generation INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX changes_by_generation ON changes(generation);
CREATE TABLE tombstones (passage_id TEXT PRIMARY KEY, generation INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX tombstones_by_generation ON tombstones(generation);
"""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that a document was read from. ``folder`` is the synced folder it lies in, None for an added file."""

    path: str
    folder: str | None
    document_id: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, and why, in Chinese."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What a document is cut into.

    ``digests`` has one entry a passage: the digest of the text that is encoded for it. ``vectors`` are ``(dim,)``
    float32 by digest, at least for those digests that the store does not know.
    """

    passages: Sequence[Passage]
    digests: Sequence[str]
    vectors: Mapping[str, Matrix]


@dataclass(frozen=True, slots=True)
class Counts:
    documents: int
    passages: int
    characters: int

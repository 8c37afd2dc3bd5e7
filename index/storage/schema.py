"""The store's tables, and what their rows are called in the program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.storage.checksums import addition
from index.types import Matrix, Passage

SCHEMA_VERSION, SCHEMA_BEGINS = 3, 2
APPLICATION = 0x59696E6A
"""What SQLite notes in a file of ours, ``Yinj``; version 3 is the first to have it."""
FOLDERS = "folders"
"""What a store keeps the folders under that it is kept in line with."""
DOCUMENT_COLUMNS = """
    title TEXT, format TEXT NOT NULL, text TEXT NOT NULL, characters INTEGER NOT NULL,
    structure TEXT NOT NULL DEFAULT '', remark TEXT NOT NULL DEFAULT '', ability TEXT NOT NULL DEFAULT ''"""
SOURCE_COLUMNS = """
    path TEXT PRIMARY KEY, folder TEXT, document_id TEXT NOT NULL,
    signature TEXT NOT NULL DEFAULT '', bytes INTEGER NOT NULL DEFAULT 0, indexed TEXT NOT NULL DEFAULT ''"""
PASSAGE_COLUMNS = """
    document_id TEXT NOT NULL REFERENCES {documents}(id), ordinal INTEGER NOT NULL, kind TEXT NOT NULL,
    headings TEXT NOT NULL, spans TEXT NOT NULL, text TEXT NOT NULL, digest TEXT NOT NULL"""
KEPT = f"""
CREATE TABLE kept_documents (id TEXT PRIMARY KEY, {DOCUMENT_COLUMNS});
CREATE TABLE kept_sources ({SOURCE_COLUMNS});
CREATE TABLE kept_passages (id TEXT PRIMARY KEY, {PASSAGE_COLUMNS.format(documents="kept_documents")});
CREATE INDEX kept_passages_by_document ON kept_passages(document_id, ordinal);
CREATE INDEX kept_passages_by_digest ON kept_passages(digest);
"""
"""The generation before: its files, and those of its documents and passages that the present one has not."""
SCHEMA = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE documents (id TEXT PRIMARY KEY, {DOCUMENT_COLUMNS});
CREATE TABLE sources ({SOURCE_COLUMNS}, FOREIGN KEY (document_id) REFERENCES documents(id));
CREATE INDEX sources_by_document ON sources(document_id);
CREATE TABLE failures (path TEXT PRIMARY KEY, folder TEXT, reason TEXT NOT NULL, signature TEXT NOT NULL DEFAULT '');
CREATE TABLE passages (id TEXT PRIMARY KEY, {PASSAGE_COLUMNS.format(documents="documents")});
CREATE INDEX passages_by_document ON passages(document_id, ordinal);
CREATE INDEX passages_by_digest ON passages(digest);
CREATE TABLE vectors (digest TEXT PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE changes (document_id TEXT PRIMARY KEY, generation INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX changes_by_generation ON changes(generation);
CREATE TABLE tombstones (passage_id TEXT PRIMARY KEY, generation INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX tombstones_by_generation ON tombstones(generation);
{KEPT}"""
"""The tables of version ``SCHEMA_BEGINS``; the migrations from there give them what they have besides."""
MIGRATIONS = {
    1: f"""
ALTER TABLE documents ADD COLUMN structure TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN remark TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN ability TEXT NOT NULL DEFAULT '';
ALTER TABLE sources ADD COLUMN signature TEXT NOT NULL DEFAULT '';
ALTER TABLE sources ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sources ADD COLUMN indexed TEXT NOT NULL DEFAULT '';
ALTER TABLE failures ADD COLUMN signature TEXT NOT NULL DEFAULT '';
{KEPT}""",
    2: addition(),
}
"""What brings a store of a version to the next, a new one too: all are made alike."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that a document was read from. ``folder`` is the synced folder it lies in, None for an added file.

    ``signature`` tells whether the file was touched since it was read, ``""`` where it has to be read to know;
    ``bytes`` is its size; ``indexed`` when it was read, as ``2026-11-24T08:00:00+00:00``.
    """

    path: str
    folder: str | None
    document_id: str
    signature: str = ""
    bytes: int = 0
    indexed: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, and why, in Chinese. ``signature`` as in ``Source``."""

    path: str
    reason: str
    signature: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a document is cut into.

    ``digests`` has one entry a passage: the digest of the text that is encoded for it. ``vectors`` are ``(dim,)``
    float32 by digest, at least for those digests that the store does not know. ``encoder_key`` tells whose they are.
    """

    passages: Sequence[Passage]
    digests: Sequence[str]
    vectors: Mapping[str, Matrix]
    encoder_key: str


@dataclass(frozen=True, slots=True)
class Counts:
    documents: int
    passages: int
    characters: int

"""The tables of a library on a server. Their columns are those of ``index.storage.schema``, under the same names."""

from __future__ import annotations

SCHEMA_VERSION, VERSION = 1, "version"
"""Of these tables, and its key in ``meta``."""
_PATH = "VARBINARY(4096)"
"""Compared byte by byte: text is compared without the spaces at its end, which names of files may have."""
_ENDS = "DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin"
_TABLES = f"""
CREATE TABLE IF NOT EXISTS meta (name VARCHAR(64) PRIMARY KEY, kind CHAR(1) NOT NULL, value LONGBLOB NOT NULL) {_ENDS};
CREATE TABLE IF NOT EXISTS documents (
    id VARCHAR(64) PRIMARY KEY, title LONGTEXT, format VARCHAR(32) NOT NULL, text LONGTEXT NOT NULL,
    characters BIGINT NOT NULL, structure LONGTEXT NOT NULL, remark LONGTEXT NOT NULL, ability VARCHAR(255) NOT NULL
) {_ENDS};
CREATE TABLE IF NOT EXISTS sources (
    path {_PATH} PRIMARY KEY, folder {_PATH}, document_id VARCHAR(64) NOT NULL, signature VARCHAR(255) NOT NULL,
    bytes BIGINT NOT NULL, indexed VARCHAR(64) NOT NULL, KEY sources_by_document (document_id)
) {_ENDS};
CREATE TABLE IF NOT EXISTS failures (
    path {_PATH} PRIMARY KEY, folder {_PATH}, reason LONGTEXT NOT NULL, signature VARCHAR(255) NOT NULL
) {_ENDS};
CREATE TABLE IF NOT EXISTS vectors (digest VARCHAR(64) PRIMARY KEY, vector VARBINARY(32768) NOT NULL) {_ENDS};
CREATE TABLE IF NOT EXISTS changes (
    document_id VARCHAR(64) PRIMARY KEY, generation BIGINT NOT NULL, KEY changes_by_generation (generation)
) {_ENDS};
CREATE TABLE IF NOT EXISTS frequencies (term VARBINARY(512) PRIMARY KEY, passages BIGINT NOT NULL) {_ENDS}"""
"""``frequencies`` says in how many passages a term stands, for each field and token."""
BINARY = frozenset({"vector", "value"})
"""Columns whose bytes are no text."""


def tables(partitions: int) -> list[str]:
    """The statements that make the tables, but for that of ``searched``; ``partitions`` of passages, 0 for none."""
    passages = f"""
CREATE TABLE IF NOT EXISTS passages (
    id VARCHAR(64) NOT NULL, document_id VARCHAR(64) NOT NULL, ordinal BIGINT NOT NULL, kind VARCHAR(32) NOT NULL,
    headings LONGTEXT NOT NULL, spans LONGTEXT NOT NULL, text LONGTEXT NOT NULL, digest VARCHAR(64) NOT NULL,
    {_key("passages", partitions)},
    KEY passages_by_document (document_id, ordinal), KEY passages_by_digest (digest)
) {_ENDS} {_divided(partitions)}"""
    return [*_TABLES.split(";"), passages]


def searched(dimension: int, partitions: int) -> str:
    """The table that searches go through: a passage's tokens, the same as a sparse vector, and its vector."""
    return f"""
CREATE TABLE IF NOT EXISTS searched (
    id VARCHAR(64) NOT NULL, document_id VARCHAR(64) NOT NULL, words LONGTEXT NOT NULL, grams LONGTEXT NOT NULL,
    terms SPARSEVECTOR, near VECTOR({dimension}), {_key("searched", partitions)},
    KEY searched_by_document (document_id),
    VECTOR INDEX searched_by_terms (terms) WITH (distance=inner_product, type=sindi, lib=vsag),
    VECTOR INDEX searched_by_vector (near) WITH (distance=cosine, type=hnsw, lib=vsag)
) {_ENDS} {_divided(partitions)}"""


def _key(table: str, partitions: int) -> str:
    """A table's partitions have to be told by its primary key."""
    return f"PRIMARY KEY (document_id, id), KEY {table}_by_id (id)" if partitions else "PRIMARY KEY (id)"


def _divided(partitions: int) -> str:
    return f"PARTITION BY KEY (document_id) PARTITIONS {partitions}" if partitions else ""

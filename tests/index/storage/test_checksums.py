"""Bits that rot in a row: noticed, never answered from, and mended from the files."""

from __future__ import annotations

import logging
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from index.encoding.encoder import PROBE
from index.errors import LibraryDamaged, UnknownDocument
from index.library import Library
from index.storage.checksums import CHECKED, row_checksum
from index.storage.local.repair import repair_folder
from index.storage.local.verification import CALLED

TEXT = "第{}章 标题\n\n深江铁路第{}标段开工，投资{}亿元。"


@pytest.fixture
def filled(library: Library, documents: Path) -> Library:
    """Three documents, one that could not be read, and one that the last sync took out."""
    for number in range(4):
        (documents / f"{number}.txt").write_text(TEXT.format(*[number] * 3), encoding="utf-8")
    (documents / "坏.pdf").write_bytes(b"%PDF")
    library.sync([documents])
    (documents / "3.txt").unlink()
    library.sync([documents])
    library.close()
    return library


def meddle(data: Path, statement: str) -> None:
    """Change one row behind the library's back."""
    with closing(sqlite3.connect(data / "library.sqlite")) as connection, connection:
        assert connection.execute(statement).rowcount == 1


def found_in(open_library: Callable[..., Library]) -> list[str]:
    """What verify says, or why it cannot be opened to be verified."""
    try:
        with open_library() as opened:
            return opened.verify()
    except LibraryDamaged as error:
        return [str(error)]


def texts(library: Library) -> dict[str, str]:
    return {item.name: library.document(item.id).text for item in library.documents()}


def test_the_checksums_cover_all_other_columns_of_their_tables(filled: Library, data: Path) -> None:
    with closing(sqlite3.connect(data / "library.sqlite")) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        columns = {
            table: tuple(row[1] for row in connection.execute(f"PRAGMA table_info({table})")) for table in tables
        }
    assert columns == {table: (*covered, "checksum") for table, covered in CHECKED.items()} | {
        "changes": ("document_id", "generation"),
        "tombstones": ("passage_id", "generation"),
    }


def test_a_checksum_tells_types_and_borders_apart() -> None:
    rows: list[tuple[str | bytes | None, ...]]
    rows = [("text", b"ab", "text", b"c"), ("text", b"a", "text", b"bc"), ("blob", b"ab", "text", b"c")]
    rows += [("null", None, "text", b"abc"), ("text", b"abc", "null", None)]
    assert len({row_checksum(*row) for row in rows}) == len(rows)
    assert row_checksum("integer", b"1") == row_checksum("integer", b"1") != row_checksum("text", b"1")


CELLS = [
    ("documents", "title", "'假的'"),
    ("documents", "text", "replace(text, '深江', '江门')"),
    ("documents", "text", "CAST(text AS BLOB)"),
    ("documents", "text", "CAST(x'ff' || substr(CAST(text AS BLOB), 2) AS TEXT)"),
    ("documents", "format", "'没有'"),
    ("documents", "characters", "characters + 1"),
    ("documents", "structure", "'{'"),
    ("documents", "remark", "'没读全'"),
    ("documents", "ability", "''"),
    ("passages", "text", "replace(text, '深江', '江门')"),
    ("passages", "spans", "'[[0, 1]]'"),
    ("passages", "headings", "'[]'"),
    ("passages", "kind", "'没有'"),
    ("sources", "folder", "NULL"),
    ("sources", "signature", "'x'"),
    ("sources", "bytes", "bytes + 1"),
    ("sources", "indexed", "''"),
]


@pytest.mark.parametrize(("table", "column", "value"), CELLS)
def test_a_damaged_row_of_a_document_is_found_not_answered_from_and_read_anew(
    filled: Library,
    open_library: Callable[..., Library],
    documents: Path,
    data: Path,
    table: str,
    column: str,
    value: str,
) -> None:
    meddle(data, f"UPDATE {table} SET {column} = {value} WHERE rowid = (SELECT min(rowid) FROM {table})")
    with open_library() as opened:
        findings = opened.verify()
        assert any(f"的{CALLED[table]}与校验和不符" in finding for finding in findings), findings
        assert all("江门" not in hit.passage.text for hit in opened.search("深江铁路第0标段"))
        opened.repair()
        assert opened.verify() == []
        assert set(texts(opened)) == {"1.txt", "2.txt"}
        opened.sync([documents])
        assert texts(opened) == {f"{n}.txt": TEXT.format(n, n, n) for n in range(3)}
        assert opened.verify() == []


def test_a_quote_from_a_damaged_document_is_dropped_and_told(
    filled: Library, open_library: Callable[..., Library], data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    meddle(data, "UPDATE documents SET text = replace(text, '第1标段', '第9标段') WHERE text LIKE '%第1标段%'")
    opened = open_library()
    (identity,) = [item.id for item in opened.documents() if item.name == "1.txt"]
    with caplog.at_level(logging.ERROR), pytest.raises(UnknownDocument, match="repair"):
        opened.document(identity)
    assert f"row of document {identity} is damaged" in caplog.text


def test_a_damaged_passage_and_a_damaged_vector_are_left_out_and_told(
    filled: Library, open_library: Callable[..., Library], data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    meddle(data, "UPDATE passages SET text = replace(text, '第1标段', '第9标段') WHERE text LIKE '%第1标段%'")
    meddle(data, "UPDATE vectors SET vector = zeroblob(1024) WHERE digest = (SELECT digest FROM passages LIMIT 1)")
    with caplog.at_level(logging.ERROR):
        opened = open_library()
        found = [hit.passage.text for hit in opened.search("深江铁路第9标段")]
    assert len(found) == 2
    assert not any("第9标段" in text for text in found)
    assert "row of passage" in caplog.text


def test_damaged_vectors_are_computed_anew(
    filled: Library, open_library: Callable[..., Library], documents: Path, data: Path, encoded: list[str]
) -> None:
    meddle(data, "UPDATE vectors SET vector = zeroblob(1024) WHERE digest = (SELECT digest FROM passages LIMIT 1)")
    with open_library() as opened:
        assert any("vectors表里" in finding for finding in opened.verify())
        assert any("已取出内容损坏的文件" in line for line in opened.repair())
        assert opened.verify() == []
        encoded.clear()
        opened.sync([documents])
        assert encoded == [PROBE, "第0章 标题\n深江铁路第0标段开工，投资0亿元。"]
        assert opened.verify() == []


@pytest.mark.parametrize("table", ["kept_documents", "kept_sources", "kept_passages"])
def test_damage_to_what_is_kept_costs_the_way_back_and_nothing_else(
    filled: Library, open_library: Callable[..., Library], data: Path, table: str
) -> None:
    column = "folder" if table == "kept_sources" else "text"
    meddle(data, f"UPDATE {table} SET {column} = '假的' WHERE rowid = (SELECT min(rowid) FROM {table})")
    with open_library() as opened:
        before = texts(opened)
        assert any(f"{table}表里" in finding for finding in opened.verify())
        opened.repair()
        assert (opened.verify(), texts(opened)) == ([], before)


def test_a_damaged_failure_is_tried_again(
    filled: Library, open_library: Callable[..., Library], documents: Path, data: Path
) -> None:
    meddle(data, "UPDATE failures SET reason = '假的'")
    with open_library() as opened:
        assert opened.status().failed == ()
        opened.sync([documents])
        assert "假的" not in opened.status().failed[0].reason
        assert opened.verify() == []


@pytest.mark.parametrize("key", ["generation", "encoder", "probe", "recipe", "folders", "home", "kept", "tables"])
@pytest.mark.parametrize("value", ["value || '0'", "NULL"])
def test_damaged_figures_of_the_library_are_mended(
    filled: Library, open_library: Callable[..., Library], documents: Path, data: Path, key: str, value: str
) -> None:
    meddle(data, f"UPDATE meta SET value = {value} WHERE key = '{key}'")
    assert any(f"“{key}”的记录" in finding for finding in found_in(open_library))
    done = repair_folder(data)
    assert any(f"meta/{key}" in line for line in done)
    with open_library() as opened:
        opened.repair()
        assert opened.verify() == []
        opened.sync([documents])
        assert texts(opened) == {f"{n}.txt": TEXT.format(n, n, n) for n in range(3)}
        assert opened.search("深江铁路第1标段")[0].passage.text.startswith("深江铁路第1标段")
        assert opened.verify() == []


def test_a_damaged_encoder_costs_all_vectors_since_they_may_be_anyones(
    filled: Library, open_library: Callable[..., Library], documents: Path, data: Path, encoded: list[str]
) -> None:
    meddle(data, "UPDATE meta SET value = '另一个' WHERE key = 'encoder'")
    repair_folder(data)
    with open_library() as opened:
        assert opened.status().documents == 0
        encoded.clear()
        opened.sync([documents])
        assert len(encoded) == 1 + 3


@pytest.mark.parametrize("table", ["changes", "tombstones"])
def test_tables_without_checksums_are_guarded_by_their_index(
    filled: Library, open_library: Callable[..., Library], data: Path, table: str
) -> None:
    """A row's key and figure are looked for in the file, and one bit of each is turned."""
    whole = (data / "library.sqlite").read_bytes()
    with closing(sqlite3.connect(data / "library.sqlite")) as connection:
        (key,) = connection.execute(
            f"SELECT min({'document' if table == 'changes' else 'passage'}_id) FROM {table}"
        ).fetchone()
        (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    place = whole.index(key.encode(), (root - 1) * size, root * size)
    for turned in (place, place + 5, place + len(key)):
        content = bytearray(whole)
        content[turned] ^= 0x01
        (data / "library.sqlite").write_bytes(content)
        assert any("数据库" in finding or "备份" in finding for finding in found_in(open_library))
        with pytest.raises(LibraryDamaged, match="备份"):
            repair_folder(data)


def test_a_table_that_is_made_otherwise_is_found(
    filled: Library, open_library: Callable[..., Library], data: Path
) -> None:
    shutil.copy(data / "library.sqlite", data.with_name("旧"))
    content = (data / "library.sqlite").read_bytes()
    assert content.count(b"remark TEXT NOT NULL DEFAULT ''") == 2
    (data / "library.sqlite").write_bytes(content.replace(b"remark TEXT NOT NULL", b"remark TEXT NOT nULL"))
    assert any("数据库检查不通过" in finding for finding in open_library().verify())

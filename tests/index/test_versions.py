"""Stores that older versions wrote are brought to this one; what is no store of ours is left as it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from index.encoding.encoder import Encoder
from index.errors import LibraryDamaged, LibraryVersion
from index.library import Library
from index.settings import Settings
from index.storage.schema import APPLICATION, SCHEMA_VERSION

VERSIONS = Path(__file__).with_name("versions")
"""Dumps of stores that the program wrote when it was of that version."""
TEXTS = {
    "公安.txt": "公安局\n\n睦洲派出所民警在村内进行治安巡逻。\n",
    "经济.txt": "县域经济\n\nGDP总量突破4000亿元，为4022.25亿元，增长5.5%。\n",
}


def restore(path: Path, version: int) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((VERSIONS / f"{version}.sql").read_text(encoding="utf-8"))


def pragma(path: Path, name: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def texts(library: Library) -> dict[str, str]:
    return {item.name: library.document(item.id).text for item in library.documents()}


@pytest.mark.parametrize("version", [1, 2])
def test_a_store_of_an_older_version_is_brought_to_this_one(
    open_library: Callable[..., Library],
    make_encoder: Callable[..., Encoder],
    data: Path,
    documents: Path,
    version: int,
    encoded: list[str],
) -> None:
    restore(data / "library.sqlite", version)
    library = open_library(make_encoder(dimension=8))
    assert texts(library) == TEXTS
    assert library.verify() == []
    assert library.search("GDP总量")[0].passage.text.startswith("GDP总量突破")
    assert len(library.status().failed) == 1
    path = data / "library.sqlite"
    assert (pragma(path, "user_version"), pragma(path, "application_id")) == (SCHEMA_VERSION, APPLICATION)
    (documents / "新.txt").write_text("新的内容。", encoding="utf-8")
    encoded.clear()
    library.sync([documents])
    assert set(texts(library)) == {*TEXTS, "新.txt"}
    library.rollback()
    assert texts(library) == TEXTS
    assert library.verify() == []
    assert len(encoded) == 1


def test_what_version_2_kept_can_still_be_gone_back_to(
    open_library: Callable[..., Library], make_encoder: Callable[..., Encoder], data: Path
) -> None:
    restore(data / "library.sqlite", 2)
    library = open_library(make_encoder(dimension=8))
    library.rollback()
    assert texts(library) == {**TEXTS, "旧的.txt": "要移除的内容。\n"}
    assert library.verify() == []


@pytest.mark.parametrize("version", [1, 2])
def test_killed_before_the_end_of_a_migration_the_store_is_as_it_was(
    data: Path, version: int, monkeypatch: pytest.MonkeyPatch, fake_encoder: Encoder
) -> None:
    restore(data / "library.sqlite", version)

    def kill(*_arguments: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("index.storage.local.sqlite.Sqlite.tables", kill)
    with pytest.raises(KeyboardInterrupt):
        Library.open(Settings(data=data), fake_encoder)
    assert pragma(data / "library.sqlite", "user_version") == version
    with closing(sqlite3.connect(data / "library.sqlite")) as connection:
        dumped = list(connection.iterdump())
    assert not any("checksum" in statement for statement in dumped)


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        ("CREATE TABLE anything (value)", "不是引据的资料库"),
        ("CREATE TABLE anything (value); PRAGMA application_id = 77", "不是引据的资料库"),
        (
            f"CREATE TABLE anything (value); PRAGMA application_id = 77; PRAGMA user_version = {SCHEMA_VERSION}",
            "不是引据的资料库",
        ),
        (f"CREATE TABLE anything (value); PRAGMA user_version = {SCHEMA_VERSION}", "不是引据的资料库"),
        ("CREATE TABLE anything (value); PRAGMA user_version = 77", "格式 77"),
        ("PRAGMA user_version = 2", "不是引据的资料库"),
    ],
)
def test_a_database_of_another_program_or_version_is_refused_and_left_as_it_is(
    data: Path, fake_encoder: Encoder, statements: str, said: str
) -> None:
    data.mkdir()
    with closing(sqlite3.connect(data / "library.sqlite")) as connection:
        connection.executescript(statements)
        before = list(connection.iterdump())
    with pytest.raises(LibraryVersion, match=said):
        Library.open(Settings(data=data), fake_encoder)
    with closing(sqlite3.connect(data / "library.sqlite")) as connection:
        assert list(connection.iterdump()) == before


@pytest.mark.parametrize("version", [0, 1, 2])
def test_a_version_that_does_not_fit_the_tables_is_refused(
    library: Library, data: Path, fake_encoder: Encoder, version: int
) -> None:
    library.close()
    with closing(sqlite3.connect(data / "library.sqlite")) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    with pytest.raises(LibraryVersion, match="文件头"):
        Library.open(Settings(data=data), fake_encoder)


@pytest.mark.parametrize("left", ["library.sqlite-wal", "lexical.json", "vectors.json"])
@pytest.mark.parametrize("rest", [None, b"", b"S"])
def test_a_lost_store_is_told_and_no_empty_one_takes_its_place(
    library: Library, documents: Path, data: Path, fake_encoder: Encoder, left: str, rest: bytes | None
) -> None:
    (documents / "甲.txt").write_text("江门市。", encoding="utf-8")
    library.sync([documents])
    log = (data / "library.sqlite-wal").read_bytes()
    library.close()
    for name in {"lexical.json", "vectors.json"} - {left}:
        (data / name).unlink()
    (data / "library.sqlite").unlink()
    if rest is not None:
        (data / "library.sqlite").write_bytes(rest)
    if left.endswith("-wal"):
        (data / left).write_bytes(log)
    before = {path.name: path.read_bytes() for path in data.iterdir() if path.is_file()}
    with pytest.raises(LibraryDamaged, match=r"library\.sqlite") as caught:
        Library.open(Settings(data=data), fake_encoder)
    assert left in caught.value.what
    assert "备份" in caught.value.remedy
    assert {path.name: path.read_bytes() for path in data.iterdir() if path.is_file()} == before


def test_an_empty_library_that_lost_its_store_begins_anew(library: Library, data: Path, fake_encoder: Encoder) -> None:
    library.close()
    (data / "library.sqlite").unlink()
    with Library.open(Settings(data=data), fake_encoder) as again:
        assert again.verify() == []

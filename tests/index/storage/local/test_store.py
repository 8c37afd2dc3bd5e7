from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.errors import LibraryDamaged, LibraryVersion
from index.storage.local.store import Store
from index.storage.schema import SCHEMA_VERSION, Contents, Failure, Source
from index.types import BlockKind, Document, Format, Matrix, Passage, Span, content_id


def document(text: str) -> Document:
    return Document(content_id(text.encode()), "文.txt", "题", Format.TEXT, text)


def contents(text: str, cuts: int = 1) -> Contents:
    """``cuts`` passages of one character each; the digest is the character."""
    identity = document(text).id
    passages = [
        Passage(
            content_id(f"{text}{i}".encode()), identity, i, BlockKind.PARAGRAPH, ("题",), (Span(i, i + 1),), text[i]
        )
        for i in range(cuts)
    ]
    return Contents(passages, list(text[:cuts]), {character: vector(character) for character in text[:cuts]}, "")


def vector(character: str) -> Matrix:
    made = np.zeros(4, np.float32)
    made[ord(character) % 4] = 1
    return made


def put(store: Store, path: str, text: str, cuts: int = 1, folder: str | None = None) -> str:
    store.put(Source(path, folder, document(text).id), document(text), contents(text, cuts))
    return document(text).id


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "新" / "library.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with closing(Store(path)) as opened:
        yield opened


def rows(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        count: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    return count


def test_a_new_store_is_empty_at_generation_0(store: Store) -> None:
    assert (store.generation, store.document_ids(), store.sources(), store.failures()) == (0, [], [], [])
    assert (store.counts().documents, store.counts().passages, store.counts().characters) == (0, 0, 0)
    assert store.get("没有") is None
    assert store.document("0") is None
    assert (store.passages_of("0"), store.passages([]), store.passages(["0"])) == ([], {}, {})
    assert store.file.malformed() == []


def test_what_is_put_in_comes_out_as_it_was(store: Store) -> None:
    identity = put(store, "/甲/文.txt", "𠮷江门", 3)
    assert store.document(identity) == replace(document("𠮷江门"), filed=("甲/文.txt",))
    assert store.passages_of(identity) == contents("𠮷江门", 3).passages
    assert store.passages([contents("𠮷江门", 3).passages[1].id]).popitem()[1].text == "江"
    assert [found.tolist() for found in store.vectors_of(identity).values()] == [vector(c).tolist() for c in "𠮷江门"]
    assert store.counts().characters == 3


def test_every_change_is_one_generation_and_is_told_to_those_behind(store: Store) -> None:
    first, second = put(store, "甲", "江门"), put(store, "乙", "台山")
    assert store.changes_since(0) == [(first, 1), (second, 2)]
    store.forget("甲")
    assert store.generation == 3
    assert store.changes_since(1) == [(second, 2), (first, 3)]
    assert store.changes_since(3) == []
    assert store.removed_between(2, 3) == [contents("江门").passages[0].id]
    assert store.removed_between(0, 2) == []


def test_a_document_of_two_files_goes_with_the_last_of_them(store: Store) -> None:
    identity = put(store, "甲", "江门")
    store.attach(Source("乙", None, identity))
    store.attach(Source("乙", None, identity, "又看过", 3))
    assert store.changes_since(0) == [
        (identity, 2)
    ]  # it is known by this name too now, and touched files change nothing
    store.forget("甲")
    found = store.document(identity)
    assert found is not None
    assert found.name == "乙"
    assert store.changes_since(2) == [(identity, 3)]
    store.forget("乙")
    assert store.document_ids() == []
    assert store.counts().passages == 0


def test_a_file_with_new_content_stands_for_that_alone(store: Store) -> None:
    put(store, "甲", "江门")
    later = put(store, "甲", "台山")
    assert store.document_ids() == [later]
    assert store.sources() == [Source("甲", None, later)]


def test_a_vector_stays_while_a_passage_uses_it(store: Store, path: Path) -> None:
    put(store, "甲", "江门", 2)
    put(store, "乙", "江海", 2)
    assert store.known_digests(["江", "门", "海", "无"]) == {"江", "门", "海"}
    store.forget("甲")
    assert store.known_digests(["江", "门", "海"]) == {"江", "海"}
    store.forget("乙")
    assert rows(path, "vectors") == 0


def test_a_document_refilled_has_new_passages_and_tells_of_the_old(store: Store) -> None:
    identity = put(store, "甲", "江门台山", 1)
    old = store.passages_of(identity)[0].id
    store.refill(document("江门台山"), contents("江门台山", 3))
    assert [passage.text for passage in store.passages_of(identity)] == ["江", "门", "台"]
    assert store.changes_since(1) == [(identity, 2)]
    assert old in store.removed_between(1, 2)


def test_staged_vectors_are_taken_into_use_at_once(store: Store) -> None:
    identity = put(store, "甲", "江门", 2)
    passages = store.passages_of(identity)
    new = {"新江": vector("a"), "新门": vector("b")}
    store.stage(new)
    assert [v.tolist() for v in store.vectors_of(identity).values()] == [vector(c).tolist() for c in "江门"]
    store.switch(dict(zip((passage.id for passage in passages), new, strict=True)), {"encoder": "新"})
    assert [v.tolist() for v in store.vectors_of(identity).values()] == [v.tolist() for v in new.values()]
    assert store.known_digests(["江", "门", "新江"]) == {"新江"}
    assert (store.get("encoder"), store.changes_since(1)) == ("新", [(identity, 2)])


def test_failures_are_kept_until_the_file_is_read_or_gone(store: Store) -> None:
    store.fail(Failure("甲", "读不了"), "/夹")
    store.fail(Failure("甲", "还是读不了"), "/夹")
    store.fail(Failure("乙", "空的"), None)
    assert store.failures() == [(Failure("乙", "空的"), None), (Failure("甲", "还是读不了"), "/夹")]
    put(store, "甲", "江门")
    store.forget("乙")
    assert store.failures() == []
    assert store.generation == 1


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    put(store, "甲", "江门")
    broken = contents("台山", 2)
    with pytest.raises(ValueError, match="zip"):
        store.put(Source("甲", None, document("台山").id), document("台山"), replace(broken, digests=["台"]))
    assert (store.generation, store.document_ids()) == (1, [document("江门").id])
    assert store.sources()[0].document_id == document("江门").id
    assert store.known_digests(["台", "山"]) == set()


def test_what_is_stored_is_there_when_opened_again(store: Store, path: Path) -> None:
    identity = put(store, "甲", "江门", 2)
    with closing(Store(path)) as opened:
        assert opened.generation == 1
        assert opened.passages_of(identity) == store.passages_of(identity)


def test_a_store_of_another_version_is_not_touched(store: Store, path: Path) -> None:
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    before = path.read_bytes()
    with pytest.raises(LibraryVersion, match=str(SCHEMA_VERSION + 1)):
        Store(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"not a database" * 100, bytes(range(256)) * 20])
def test_a_file_that_is_no_database_is_damaged(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "library.sqlite").write_bytes(content)
    with pytest.raises(LibraryDamaged, match="打不开"):
        Store(tmp_path / "library.sqlite")


def test_a_folder_in_the_place_of_the_file_is_told_to_a_person(tmp_path: Path) -> None:
    with pytest.raises(LibraryDamaged):
        Store(tmp_path)


def test_a_file_in_the_place_of_the_folder_is_told_to_a_person(tmp_path: Path) -> None:
    (tmp_path / "数据").write_text("文件", encoding="utf-8")
    with pytest.raises(LibraryDamaged):
        Store(tmp_path / "数据" / "library.sqlite")


def test_garbled_pages_are_found_by_the_check_and_not_a_traceback(store: Store, path: Path) -> None:
    for number in range(60):
        put(store, f"文{number:03}", f"{number:04}江门" + "市发展改革局" * 300, 3)
    store.close()
    content = bytearray(path.read_bytes())
    content[len(content) // 3 : len(content) // 2] = b"\xa5" * (len(content) // 2 - len(content) // 3)
    path.write_bytes(content)
    with closing(Store(path)) as opened:
        assert opened.file.malformed() != []


def test_a_document_that_went_meanwhile_gets_neither_another_file_nor_passages(store: Store, path: Path) -> None:
    identity = put(store, "/a", "江")
    assert store.attach(Source("/b", None, identity))
    for place in ("/a", "/b"):
        store.forget(place)
    assert not store.attach(Source("/c", None, identity))
    store.refill(document("江"), contents("江"))
    assert (store.sources(), rows(path, "passages")) == ([], 0)

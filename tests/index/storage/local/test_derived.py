"""What is derived from the store may be lost, garbled or behind at any time: it comes back, and nothing is encoded."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from index.encoding.encoder import PROBE, Encoder
from index.errors import FolderMissing
from index.library import Library
from index.settings import Settings
from index.storage.local.derived import Derived
from index.storage.local.store import Store
from index.text.tokens import Tokenizer

QUESTIONS = ["百千万工程", "第3号文件", "深江铁路", "文件"]


@pytest.fixture
def filled(library: Library, documents: Path) -> Library:
    for number in range(6):
        write(documents, number)
    library.sync([documents])
    return library


def write(documents: Path, number: int, extra: str = "") -> None:
    text = f"第{number}号文件\n\n深江铁路第{number}标段开工，实施百千万工程。{extra}\n"
    (documents / f"{number}.txt").write_text(text, encoding="utf-8")


def answers(library: Library) -> list[list[str]]:
    return [[hit.passage.id for hit in library.search(question, 10)] for question in QUESTIONS]


def garble(path: Path) -> None:
    """Every file of a folder, or a file, turned into something else of the same length."""
    for file in [path] if path.is_file() else sorted(path.iterdir()):
        file.write_bytes(bytes(byte ^ 0x5A for byte in file.read_bytes()))


def cut_off(path: Path) -> None:
    for file in [path] if path.is_file() else sorted(path.iterdir()):
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


@pytest.mark.parametrize("damage", [remove, garble, cut_off])
@pytest.mark.parametrize("name", ["lexical", "lexical.json", "vectors.faiss", "vectors.json"])
def test_one_derived_part_lost_is_built_anew_without_encoding(
    filled: Library,
    open_library: Callable[..., Library],
    data: Path,
    encoded: list[str],
    name: str,
    damage: Callable[[Path], None],
) -> None:
    before = answers(filled)
    filled.close()
    encoded.clear()
    damage(data / name)
    opened = open_library()
    assert opened.verify() == []
    assert encoded == []
    assert answers(opened) == before
    assert encoded == [PROBE]
    opened.close()
    assert open_library().verify() == []


def test_one_file_of_the_words_garbled_is_noticed(
    filled: Library, open_library: Callable[..., Library], data: Path
) -> None:
    before = answers(filled)
    filled.close()
    whole = data.with_name("完好")
    shutil.copytree(data / "lexical", whole)
    names = sorted(path.name for path in whole.iterdir())
    assert len(names) > 3
    for name in names:
        remove(data / "lexical")
        shutil.copytree(whole, data / "lexical")
        garble(data / "lexical" / name)
        opened = open_library()
        assert opened.verify() == [], name
        assert answers(opened) == before, name
        opened.close()


def test_what_fell_behind_by_some_generations_is_caught_up(
    filled: Library, open_library: Callable[..., Library], documents: Path, data: Path, tmp_path: Path
) -> None:
    filled.close()
    old = tmp_path / "旧"
    shutil.copytree(data, old)
    library = open_library()
    write(documents, 1, "已经改动。")
    write(documents, 9)
    (documents / "2.txt").unlink()
    library.sync([documents])
    expected = answers(library)
    library.close()
    for names in (["lexical", "lexical.json"], ["vectors.faiss", "vectors.json"]):
        for name in names:
            remove(data / name)
            (shutil.copytree if (old / name).is_dir() else shutil.copy)(old / name, data / name)
        behind = open_library()
        assert behind.verify() == []
        assert answers(behind) == expected
        behind.close()


def test_a_generation_from_the_future_is_built_anew(
    filled: Library, open_library: Callable[..., Library], data: Path
) -> None:
    expected = answers(filled)
    filled.close()
    for name in ("lexical.json", "vectors.json"):
        about = json.loads((data / name).read_text(encoding="utf-8"))
        (data / name).write_text(json.dumps(about | {"generation": 10_000}), encoding="utf-8")
    opened = open_library()
    assert opened.verify() == []
    assert answers(opened) == expected


def test_repair_writes_what_was_lost_while_the_library_was_open(filled: Library, data: Path) -> None:
    for name in ("vectors.faiss", "vectors.json", "lexical.json"):
        (data / name).unlink()
    assert filled.repair() == ["已从资料库重建词语索引。", "已从资料库重建向量索引。"]
    assert [name for name in ("vectors.faiss", "vectors.json", "lexical.json") if not (data / name).exists()] == []
    assert filled.verify() == []


def test_a_user_dictionary_builds_the_words_anew_and_encodes_nothing(
    filled: Library, open_library: Callable[..., Library], data: Path, encoded: list[str], documents: Path
) -> None:
    filled.close()
    encoded.clear()
    (data / "词典.txt").write_text("百千万工程 1000 nz\n", encoding="utf-8")
    settings = Settings(data=data, user_dictionary=data / "词典.txt")
    before = json.loads((data / "lexical.json").read_text(encoding="utf-8"))
    opened = open_library(settings=settings)
    after = json.loads((data / "lexical.json").read_text(encoding="utf-8"))
    assert before["tokens"] != after["tokens"]
    assert opened.tokenizer.fingerprint == after["tokens"]
    assert opened.verify() == []
    opened.sync([documents])
    assert opened.verify() == []
    assert encoded == []


def test_changes_in_more_than_one_batch_are_all_brought_over(
    filled: Library, data: Path, documents: Path, tokenizer: Tokenizer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.storage.records.BATCH", 2)
    (documents / "0.txt").unlink()
    write(documents, 1, "已经改动。")
    filled.sync([documents])
    write(documents, 0)
    filled.sync([documents])
    filled.close()
    store = Store(data / "library.sqlite")
    derived = Derived(tmp_path / "另建", store, tokenizer)
    assert derived.catch_up() == ["词语索引", "向量索引"]
    assert derived.is_current()
    ids = {passage.id for identity in store.document_ids() for passage in store.passages_of(identity)}
    assert derived.lexical.ids() == derived.vectors.ids() == ids
    assert len(derived.lexical) == len(derived.vectors) == len(ids) == 6
    store.close()


@pytest.mark.parametrize("dimension", [256, 300])
def test_killed_between_the_new_vectors_and_the_derived_side_the_library_opens(
    filled: Library,
    open_library: Callable[..., Library],
    make_encoder: Callable[..., Encoder],
    documents: Path,
    monkeypatch: pytest.MonkeyPatch,
    dimension: int,
) -> None:
    filled.close()
    other = open_library(make_encoder("另一个", "变了", dimension=dimension))

    class Killed(BaseException):
        pass

    def kill(*_arguments: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr("index.library.sync_folders", kill)
        with pytest.raises(Killed):
            other.sync([documents], reencode=True)
    other.close()
    opened = open_library(make_encoder("另一个", "变了", dimension=dimension))
    assert opened.verify() == []
    assert len(opened.search("深江铁路")) == 6


def test_a_missing_folder_does_not_start_a_reencoding(
    filled: Library, open_library: Callable[..., Library], make_encoder: Callable[..., Encoder], documents: Path
) -> None:
    expected = answers(filled)
    other = open_library(make_encoder("另一个", dimension=300))
    with pytest.raises(FolderMissing):
        other.sync([documents / "没有"], reencode=True)
    assert answers(filled) == expected
    assert filled.verify() == []


@pytest.mark.parametrize("limit", [1, 3, 5])
def test_an_interrupted_reencoding_leaves_the_old_state_whole_and_is_not_repeated(
    filled: Library,
    open_library: Callable[..., Library],
    make_encoder: Callable[..., Encoder],
    documents: Path,
    encoded: list[str],
    limit: int,
) -> None:
    expected = answers(filled)
    filled.close()
    failing = open_library(make_encoder("另一个", "变了", limit))
    with pytest.raises(OSError, match="编码中断"):
        failing.sync([documents], reencode=True)
    failing.close()
    old = open_library()
    assert old.verify() == []
    assert answers(old) == expected
    old.close()
    encoded.clear()
    new = open_library(make_encoder("另一个", "变了"))
    new.sync([documents], reencode=True)
    assert new.verify() == []
    assert len(encoded) == 1 + 6 - (limit - 1)
    assert len(new.search("深江铁路")) == 6

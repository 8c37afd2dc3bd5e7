"""What only a library on a server does; what every library does is in the tests marked ``contract``."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import index.syncing.ingest
from index.encoding.encoder import Encoder
from index.errors import LibraryBusy, NothingKept, SettingsError
from index.library import Library
from index.settings import Settings
from index.storage.server.address import Address
from index.storage.server.searched import Searched
from index.storage.server.store import SharedStore
from index.text.tokens import Tokenizer
from tests.seekdb import Seekdb


def database_of(url: str) -> str:
    return Address.parse(url).database


def texts(library: Library) -> dict[str, str]:
    return {item.name: library.document(item.id).text for item in library.documents()}


@pytest.fixture
def settings(tmp_path: Path, seekdb_url: str, shared_tokenizer: Tokenizer) -> Callable[[str], Settings]:
    """``settings(name)``: those of a machine of this name, with a data folder of its own."""
    return lambda name: Settings(data=tmp_path / name, library=seekdb_url)


@pytest.fixture
def library(settings: Callable[[str], Settings], fake_encoder: Encoder) -> Library:
    return Library.open(settings("甲"), fake_encoder)


def test_a_changed_file_is_found_with_its_old_words_or_its_new_ones_at_every_moment(
    library: Library, documents: Path
) -> None:
    for name in "ab":
        (documents / f"{name}.txt").write_text(f"旧的江门内容{name}。", encoding="utf-8")
    library.sync([documents])
    for name in "ab":
        (documents / f"{name}.txt").write_text(f"新的江门内容{name}。", encoding="utf-8")
    seen: list[set[str]] = []

    def look(stage: str, done: int, total: int) -> None:
        hits = library.search("江门内容", 5)
        paths = {path for hit in hits for path in library.paths_of(hit.passage.document_id)}
        assert {Path(path).name for path in paths} == {"a.txt", "b.txt"}
        seen.append({hit.passage.text for hit in hits})

    library.sync([documents], look)
    assert {"旧的江门内容a。", "旧的江门内容b。"} in seen
    assert {"新的江门内容a。", "旧的江门内容b。"} in seen
    assert set(texts(library).values()) == {"新的江门内容a。", "新的江门内容b。"}


def test_two_machines_sync_their_folders_at_once_and_each_finds_all(
    settings: Callable[[str], Settings], make_encoder: Callable[..., Encoder], tmp_path: Path
) -> None:
    libraries, folders = [], []
    for machine in "甲乙":
        folder = tmp_path / f"资料{machine}"
        folder.mkdir()
        for number in range(12):
            text = f"{machine}地第{number}号文件写的是{machine}城的{number + 100}件事。"
            (folder / f"{machine}{number}.txt").write_text(text, encoding="utf-8")
        libraries.append(Library.open(settings(machine), make_encoder()))
        folders.append(folder)
    with ThreadPoolExecutor(2) as pool:
        reports = list(pool.map(lambda library, folder: library.sync([folder]), libraries, folders))
    assert [len(report.added) for report in reports] == [12, 12]
    for library in libraries:
        assert library.status().documents == 24
        assert library.verify() == []
        assert {hit.passage.text[0] for hit in library.search("城的105件事", 2)} == {"甲", "乙"}
        assert [len(library.sync([folder]).added) for folder in folders] == [0, 0]
        library.close()


@pytest.mark.parametrize("partitions", [0, 3])
def test_scores_are_those_of_a_library_in_a_data_folder(
    seekdb_url: str,
    partitions: int,
    documents: Path,
    fake_encoder: Encoder,
    tmp_path: Path,
    shared_tokenizer: Tokenizer,
) -> None:
    address = f"{seekdb_url}&partitions={partitions}"
    library = Library.open(Settings(data=tmp_path / "shared", library=address), fake_encoder)
    for number, text in enumerate(["江门发展改革局。", "深江铁路加快建设，江门段开工。", "汝窑天青釉三足尊温润如玉。"]):
        (documents / f"{number}.txt").write_text(text, encoding="utf-8")
    with Library.open(Settings(data=tmp_path / "embedded"), fake_encoder) as embedded:
        for each in (library, embedded):
            each.sync([documents])
        for question in ("江门", "深江铁路何时开工？", "天青釉", "没有的词语"):
            here, there = library.search(question), embedded.search(question)
            assert [hit.passage for hit in here] == [hit.passage for hit in there]
            for hit, expected in zip(here, there, strict=True):
                assert hit.score == pytest.approx(expected.score, abs=1e-5)
                assert (hit.lexical_rank, hit.dense_rank) == (expected.lexical_rank, expected.dense_rank)
        grams = ["江门", "深江", "釉"]
        assert library.rarity(grams) == pytest.approx(embedded.rarity(grams))


def test_a_document_that_comes_under_another_folder_is_counted_once(library: Library, documents: Path) -> None:
    (below := documents / "2024年").mkdir()
    (below / "a.txt").write_text("开平有两座碉楼。", encoding="utf-8")
    library.sync([below])
    library.sync([documents])
    (item,) = library.documents()
    assert library.document(item.id).filed == ("documents/2024年/a.txt",)
    assert library.verify() == []


def test_nothing_is_kept_of_what_was_changed(library: Library, documents: Path) -> None:
    (documents / "a.txt").write_text("江门。", encoding="utf-8")
    library.sync([documents])
    with pytest.raises(NothingKept, match="不保留"):
        library.rollback()


def test_after_a_purge_nothing_of_what_went_is_in_any_row(
    library: Library, documents: Path, seekdb_server: Seekdb, seekdb_url: str
) -> None:
    (documents / "a.txt").write_text("江门市发展改革局。", encoding="utf-8")
    (documents / "b.txt").write_text("汝窑天青釉三足尊。", encoding="utf-8")
    library.sync([documents])
    (documents / "b.txt").unlink()
    library.sync([documents])
    library.purge()
    name = database_of(seekdb_url)
    tables = [row[0] for row in seekdb_server.execute("SHOW TABLES", name)]
    assert {"passages", "searched", "vectors"} <= set(tables)
    assert seekdb_server.execute("SELECT count(*) FROM vectors", name) == [(1,)]
    for table in tables:
        assert "天青釉" not in str(seekdb_server.execute(f"SELECT * FROM {table}", name)), table


@pytest.mark.parametrize(
    "url",
    [
        *("mysql://root@h/d", "seekdb://h", "seekdb://h/", "seekdb:///d", "seekdb://h/a/b", "seekdb://h:99999/d"),
        *("seekdb://u:geheim@h/d?x=1", "seekdb://u:geheim/x@h/d", "seekdb://u:geheim", "seekdb://h:port/d", "", "江门"),
    ],
)
def test_an_address_that_is_none_is_told_without_its_password(url: str) -> None:
    with pytest.raises(SettingsError, match="seekdb://用户@主机") as error:
        Address.parse(url)
    assert "geheim" not in str(error.value)


def test_an_address_is_read_and_told_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    address = Address.parse("seekdb://yinju%40tenant%23cluster:ge%3Aheim@10.0.0.5/archive")
    assert (address.user, address.password) == ("yinju@tenant#cluster", "ge:heim")
    assert (address.host, address.port, address.database) == ("10.0.0.5", 2881, "archive")
    assert "heim" not in f"{address}{address!r}"
    monkeypatch.setenv("YINJU_LIBRARY_PASSWORD", "aus der Umgebung")
    assert Address.parse("seekdb://u@h:1/d").password == "aus der Umgebung"


def test_what_a_killed_sync_put_in_is_found_once_the_library_is_opened_again(
    library: Library,
    documents: Path,
    settings: Callable[[str], Settings],
    make_encoder: Callable[..., Encoder],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (documents / "a.txt").write_text("江门市发展改革局。", encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(Searched, "publish", lambda _self: None)
        library.sync([documents])
        assert library.search("发展改革") == []
    with Library.open(settings("乙"), make_encoder()) as other:
        assert [hit.passage.text for hit in other.search("发展改革")] == ["江门市发展改革局。"]


@pytest.fixture
def before(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Callable[[], object]], None]:
    """``before(method, do)``: another machine does something just before a store's change of that name, once."""

    def arrange(method: str, do: Callable[[], object]) -> None:
        change = getattr(SharedStore, method)

        def changed(store: SharedStore, *arguments: object) -> object:
            monkeypatch.setattr(SharedStore, method, change)
            do()
            return change(store, *arguments)

        monkeypatch.setattr(SharedStore, method, changed)

    return arrange


@pytest.fixture
def two(
    settings: Callable[[str], Settings], make_encoder: Callable[..., Encoder], documents: Path, tmp_path: Path
) -> tuple[Library, Library, Path]:
    """Two machines, the second with a newer model, one document of theirs, and a folder with another."""
    (documents / "a.txt").write_text("江门市发展改革局。", encoding="utf-8")
    first, second = (
        Library.open(settings("甲"), make_encoder()),
        Library.open(settings("乙"), make_encoder("新的", "盐")),
    )
    first.sync([documents])
    (folder := tmp_path / "别的").mkdir()
    (folder / "b.txt").write_text("台山的文件。\n\n开平的文件。", encoding="utf-8")
    return first, second, folder


def test_vectors_of_the_model_before_do_not_come_in_after_another_machine_took_over_a_new_one(
    two: tuple[Library, Library, Path], before: Callable[..., None], make_encoder: Callable[..., Encoder]
) -> None:
    (first, second, folder), newer = two, make_encoder("新的", "盐")
    before("put", lambda: second.sync([], reencode=True))
    with pytest.raises(LibraryBusy, match="换了模型"):
        first.sync([folder])
    second.sync([folder])
    assert set(texts(second)) == {"a.txt", "b.txt"}
    for hit in second.search("台山的文件", 5):
        vector = second._storage.store.vectors_of(hit.passage.document_id)[hit.passage.id]
        assert vector == pytest.approx(newer.encode_documents([hit.passage.text])[0])
    assert second.verify() == []


def test_a_model_is_not_taken_over_while_another_machine_puts_in_documents(
    two: tuple[Library, Library, Path], before: Callable[..., None]
) -> None:
    first, second, folder = two
    before("switch", lambda: first.sync([folder]))
    with pytest.raises(LibraryBusy, match="更新了资料库"):
        second.sync([], reencode=True)
    assert first.search("台山", 1)
    assert second.sync([], reencode=True).unchanged == 2
    assert second.search("台山", 1)
    assert second.verify() == []


def test_a_document_whose_vectors_another_machine_purged_is_not_put_in_without_them(
    two: tuple[Library, Library, Path], before: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.syncing.ingest, "STAGE_EVERY", 1)
    first, _, folder = two
    before("put", first.purge)
    with pytest.raises(LibraryBusy, match="清理"):
        first.sync([folder])
    assert set(texts(first)) == {"a.txt"}
    assert len(first.sync([folder]).added) == 1
    assert first.verify() == []

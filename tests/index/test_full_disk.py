"""A disk without room: one sentence, nothing lost, and the next sync completes once there is room again."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import tantivy

from index.__main__ import main
from index.encoding.encoder import Encoder
from index.encoding.unpacking import unpack
from index.errors import DiskFull
from index.library import Library
from index.settings import Settings
from qa.web.uploads import Received, Uploads
from tests.inside import embedded


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 48 MB of this test's own."""
    folder = tmp_path / "小盘"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("这里不能挂载 tmpfs（要 root）")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(disk: Path, left: int = 0) -> None:
    """Leave only so many bytes."""
    stone = os.open(disk / "占满", os.O_CREAT | os.O_WRONLY)
    try:
        while (room := shutil.disk_usage(disk).free - left) > 0:
            os.write(stone, b"\0" * min(room, 1_000_000))
    except OSError:
        pass  # as full as it gets
    finally:
        os.close(stone)


def free(disk: Path) -> None:
    (disk / "占满").unlink()


def write(folder: Path, first: int, count: int) -> None:
    for number in range(first, first + count):
        text = "\n\n".join(f"第{number}镇第{part}村的产量是{number * 997 + part}吨，" * 12 for part in range(4))
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")


def is_chinese_with_a_remedy(error: DiskFull) -> bool:
    return error.what.startswith("磁盘满了，") and "腾出空间" in error.remedy


@pytest.mark.parametrize("left", [0, 100_000, 500_000])
def test_a_full_disk_ends_a_sync_with_a_sentence_and_loses_nothing(
    disk: Path, documents: Path, fake_encoder: Encoder, shared_tokenizer: object, left: int
) -> None:
    settings = Settings(data=disk / "data")
    write(documents, 0, 3)
    with Library.open(settings, fake_encoder) as library:
        library.sync([documents])
        before = [hit.passage.text for hit in library.search("第1镇的产量")]
        write(documents, 100, 40)
        fill(disk, left)
        with pytest.raises(DiskFull) as caught:
            library.sync([documents])
        assert is_chinese_with_a_remedy(caught.value)
        assert [hit.passage.text for hit in library.search("第1镇的产量")][:1] == before[:1]
    with Library.open(settings, fake_encoder) as again:
        assert again.search("第1镇的产量")[0].passage.text == before[0]
        free(disk)
        again.sync([documents])
        assert again.status().documents == 43
        assert again.verify() == []
        assert "第130镇" in again.search("第130镇的产量")[0].passage.text
    with Library.open(settings, fake_encoder) as last:
        assert last.verify() == []


def test_a_library_cannot_begin_on_a_full_disk_and_says_so(disk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(disk)
    assert main(["status", "--data", str(disk / "data")]) == 1
    assert capsys.readouterr().err.startswith("磁盘满了，")


def test_an_upload_without_room_leaves_nothing_half_written(disk: Path, tmp_path: Path) -> None:
    uploads = Uploads(Settings(data=disk / "data"))
    brought = [tmp_path / "小.txt", tmp_path / "大.txt"]
    for path, size in zip(brought, (1_000, 3_000_000), strict=True):
        path.write_bytes(b"a" * size)
    fill(disk, 1_000_000)
    with pytest.raises(DiskFull, match=r"大\.txt"):
        uploads.receive(brought)
    assert [path.name for path in uploads.folder.iterdir()] == ["小.txt"]
    assert brought[1].exists()
    free(disk)
    assert uploads.receive(brought[1:]) == Received()
    assert [Path(path).name for path in uploads.present()] == ["大.txt", "小.txt"]


def test_a_model_without_room_is_told_before_the_work_begins(disk: Path) -> None:
    with pytest.raises(DiskFull, match="500 MB"):
        unpack(disk / "models")
    assert list((disk / "models").iterdir()) == []


class FullWriter:
    """Tantivy's, on a disk that is full."""

    def __init__(self, said: str) -> None:
        self._said = said

    def garbage_collect_files(self) -> None:
        return

    def delete_documents_by_term(self, field: str, term: str) -> None:
        return

    def add_document(self, document: tantivy.Document) -> None:
        return

    def commit(self) -> None:
        raise ValueError(self._said)


SAID = "An IO error occurred: 'No space left on device (os error 28) at path \"/d/.tmprSBe0P\"'"


def test_a_full_store_is_told_and_the_next_sync_completes(library: Library, documents: Path) -> None:
    write(documents, 0, 3)
    library.sync([documents])
    write(documents, 100, 40)
    connection = embedded(library).store.file._connection
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages + 20}")
    with pytest.raises(DiskFull, match="资料库"):
        library.sync([documents])
    assert library.search("第1镇的产量")
    connection.execute("PRAGMA max_page_count = 1073741823")
    library.sync([documents])
    assert (library.status().documents, library.verify()) == (43, [])


def test_words_that_cannot_be_written_are_told_and_caught_up_later(
    library: Library, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(documents, 0, 3)
    library.sync([documents])
    write(documents, 100, 3)

    class FullIndex:
        def writer(self, heap: int, threads: int) -> FullWriter:
            return FullWriter(SAID)

    words = embedded(library).derived.lexical._tantivy
    embedded(library).derived.lexical._tantivy = FullIndex()  # type: ignore[assignment]
    with pytest.raises(DiskFull, match="词语索引"):
        library.sync([documents])
    embedded(library).derived.lexical._tantivy = words
    assert library.search("第1镇的产量")
    library.sync([documents])
    assert (library.status().documents, library.verify()) == (6, [])


def test_another_error_of_the_words_stays_what_it_is(library: Library, documents: Path) -> None:
    class BrokenIndex:
        def writer(self, heap: int, threads: int) -> FullWriter:
            return FullWriter("Schema error: 'no such field'")

    embedded(library).derived.lexical._tantivy = BrokenIndex()  # type: ignore[assignment]
    with pytest.raises(ValueError, match="no such field"):
        embedded(library).derived.lexical.apply([], [])


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_vectors_that_cannot_be_saved_are_told_and_leave_nothing_aside(
    library: Library, documents: Path, data: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def full(_file: int) -> None:
        raise OSError(code, os.strerror(code))

    write(documents, 0, 3)
    with monkeypatch.context() as patched:
        patched.setattr("index.disk.os.fsync", full)
        with pytest.raises(DiskFull, match="索引文件"):
            library.sync([documents])
    assert not list(data.glob("*.new"))
    assert library.search("第1镇的产量")
    library.sync([documents])
    assert library.verify() == []

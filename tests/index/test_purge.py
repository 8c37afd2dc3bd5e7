"""What is removed and purged is gone from every file, whoever else has the library open."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from index.encoding.encoder import Encoder
from index.errors import LibraryBusy
from index.library import Library
from tests.index.test_generations import SECRET, found, write


def test_after_a_purge_no_byte_of_it_is_in_any_file(
    library: Library, open_library: Callable[..., Library], documents: Path, data: Path, fake_encoder: Encoder
) -> None:
    write(documents, a=SECRET, b="别的内容。")
    library.sync([documents])
    vector = fake_encoder.encode_query(SECRET).astype("<f4").tobytes()
    traces = [SECRET.encode(), "七千三百".encode(), "保密".encode(), vector, vector[64:128]]
    assert any(trace in content for content in contents(data) for trace in traces)
    (documents / "a.txt").unlink()
    library.sync([documents])
    library.purge()
    assert [trace for content in contents(data) for trace in traces if trace in content] == []
    assert found(library, "内容") == {"b.txt"}
    assert library.verify() == []
    library.close()
    again = open_library()
    assert again.verify() == []
    assert [trace for content in contents(data) for trace in traces if trace in content] == []


def contents(data: Path) -> list[bytes]:
    return [path.read_bytes() for path in data.rglob("*") if path.is_file()]


def test_a_purge_says_so_where_another_process_still_reads_the_old(
    library: Library, open_library: Callable[..., Library], documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.storage.local.store.PURGE_PATIENCE", 100)
    write(documents, a=SECRET)
    library.sync([documents])
    other = open_library()
    (documents / "a.txt").unlink()
    library.sync([documents])
    with pytest.raises(LibraryBusy, match="purge"):
        library.purge()
    other.refresh()
    other.close()
    library.purge()


def test_a_purge_goes_through_while_another_process_looks_at_the_library_now_and_then(
    library: Library, open_library: Callable[..., Library], documents: Path, data: Path
) -> None:
    write(documents, a=SECRET, b="别的内容。")
    library.sync([documents])
    other = open_library()
    (documents / "a.txt").unlink()
    library.sync([documents])
    done = threading.Event()

    def look() -> None:
        while not done.wait(0.05):
            other.refresh()

    looking = threading.Thread(target=look)
    looking.start()
    try:
        library.purge()
    finally:
        done.set()
        looking.join()
    assert [content for content in contents(data) if SECRET.encode() in content or "保密".encode() in content] == []
    assert found(other, "内容") == {"b.txt"}
    assert other.verify() == library.verify() == []

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.encoding.encoder import Encoder
from index.errors import CopyRefused
from index.library import Library
from index.settings import Settings
from index.syncing.copying import copy_library
from index.types import ignore_progress


@pytest.fixture
def library(open_library: Callable[..., Library], documents: Path) -> Library:
    """One in a data folder, of thirty files, two with the same content, and one that cannot be read."""
    for number in range(30):
        (documents / f"{number:02}.txt").write_text(f"第{number}号文件写江门的{number + 100}件事。", encoding="utf-8")
    (documents / "副本.txt").write_bytes((documents / "07.txt").read_bytes())
    (documents / "空.txt").write_bytes(b"")
    library = open_library()
    library.sync([documents])
    return library


@pytest.fixture
def settings(data: Path, seekdb_url: str) -> Settings:
    return Settings(data=data, library=seekdb_url)


def test_a_copy_has_all_and_encodes_nothing(
    library: Library, settings: Settings, encoded: list[str], make_encoder: Callable[..., Encoder], documents: Path
) -> None:
    library.close()
    encoded.clear()
    copied = copy_library(settings, ignore_progress)
    assert (copied.documents, copied.passages) == (30, 30)
    assert encoded == []
    with Library.open(settings, make_encoder()) as there:
        assert len(there.documents()) == 31
        assert [Path(failure.path).name for failure in there.status().failed] == ["空.txt"]
        assert there.search("107件事", 1)[0].passage.text == "第7号文件写江门的107件事。"
        report = there.sync([documents])
        assert (report.added, report.changed, report.removed, report.unchanged) == ((), (), (), 31)
        assert there.verify() == []


def test_a_copy_that_was_stopped_goes_on(library: Library, settings: Settings) -> None:
    library.close()

    def stop(stage: str, done: int, total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy_library(settings, stop)
    begun: list[int] = []
    copied = copy_library(settings, lambda stage, done, total: begun.append(done))
    assert begun[0] == 20
    assert copied.documents == 30


def test_nothing_is_copied_over_another_library_or_from_none(
    library: Library, settings: Settings, tmp_path: Path
) -> None:
    library.close()
    copy_library(settings, ignore_progress)
    with pytest.raises(CopyRefused, match="已经有资料"):
        copy_library(settings, ignore_progress)
    with pytest.raises(CopyRefused, match="还没有资料库"):
        copy_library(Settings(data=tmp_path / "无", library=settings.library), ignore_progress)

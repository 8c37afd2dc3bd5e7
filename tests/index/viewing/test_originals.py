from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import DocumentError
from index.types import content_id
from index.viewing.originals import Originals

CONTENT = "水库已经加固。".encode()
ID = content_id(CONTENT)


def test_the_file_with_the_very_content_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("别的".encode())
    (tmp_path / "b.txt").write_bytes(CONTENT)
    originals = Originals(1000)
    found = originals.find(ID, [str(tmp_path / "没有.txt"), str(tmp_path / "a.txt"), str(tmp_path / "b.txt")])
    assert found is not None
    assert (found.path, found.bytes) == (tmp_path / "b.txt", len(CONTENT))
    assert originals.load(found) == CONTENT


def test_a_file_that_changed_or_is_gone_is_found_no_more(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(CONTENT)
    originals = Originals(1000)
    found = originals.find(ID, [str(path)])
    assert found is not None
    path.write_bytes(CONTENT[::-1])
    assert originals.find(ID, [str(path)]) is None
    with pytest.raises(DocumentError):
        originals.load(found)
    path.unlink()
    assert originals.find(ID, [str(path)]) is None


def test_what_is_no_document_is_not_even_read(tmp_path: Path) -> None:
    (tmp_path / "passwords").write_bytes(CONTENT)
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "large.txt").write_bytes(CONTENT * 200)
    originals = Originals(1000)
    names = ("passwords", "folder.txt", "large.txt", "\0.txt", "a" * 5000 + ".txt")
    assert originals.find(ID, [str(tmp_path / name) for name in names]) is None


class Forgetful(dict[tuple[str, str], str]):
    """Forgets at once, as where another thread clears what is remembered."""

    def __setitem__(self, key: tuple[str, str], value: str) -> None:
        pass


def test_what_another_thread_forgets_meanwhile_is_still_found(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(CONTENT)
    originals = Originals(1000)
    originals._known = Forgetful()
    assert originals.find(ID, [str(tmp_path / "a.txt")]) is not None

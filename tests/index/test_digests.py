from __future__ import annotations

from pathlib import Path

import pytest

from index.digests import DIGESTS, find_rotten, find_rotten_models, note_digests
from index.library import Library


@pytest.fixture
def model(data: Path) -> Path:
    folder = data / "models" / "某个模型"
    (folder / "1_Pooling").mkdir(parents=True)
    (folder / "model.safetensors").write_bytes(bytes(range(256)) * 40)
    (folder / "1_Pooling" / "config.json").write_text("{}", encoding="utf-8")
    note_digests(folder)
    return folder


def test_what_is_as_it_was_noted_is_sound(model: Path) -> None:
    assert (find_rotten(model), find_rotten_models(model.parent)) == ([], [])


@pytest.mark.parametrize("name", ["model.safetensors", "1_Pooling/config.json"])
def test_every_byte_counts(model: Path, name: str) -> None:
    content = bytearray((model / name).read_bytes())
    content[-1] ^= 1
    (model / name).write_bytes(content)
    assert find_rotten(model) == [name]
    (model / name).write_bytes(content[:-1])
    assert find_rotten(model) == [name]
    (model / name).unlink()
    assert find_rotten(model) == [name]


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[1]"])
def test_digests_that_rot_themselves_are_told(model: Path, content: bytes) -> None:
    (model / DIGESTS).write_bytes(content)
    assert find_rotten(model) == [DIGESTS]


def test_a_model_of_an_older_version_has_no_digests_and_is_taken_as_it_is(model: Path) -> None:
    (model / DIGESTS).unlink()
    assert find_rotten_models(model.parent) == []


def test_a_rotten_model_is_verified_and_repaired(model: Path, library: Library) -> None:
    assert library.verify() == []
    (model / "model.safetensors").write_bytes(b"")
    assert [str(model) in finding for finding in library.verify()] == [True]
    assert any(str(model) in line for line in library.repair())
    assert library.verify() == []
    assert not model.exists()

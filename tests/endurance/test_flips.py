"""Some of the damages that ``python -m tests.endurance.flips`` does to each file of a data folder."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from index.library import Library
from tests.endurance.flips import make, open_library, try_all

STORE, OTHERS = 60, 8


def test_bytes_that_rot_are_told_or_change_nothing(tmp_path: Path, shared_tokenizer: object) -> None:
    seed = random.randrange(1_000_000)
    print(f"seed {seed}")
    outcomes = dict(try_all(tmp_path, STORE, OTHERS, seed))
    assert {"library.sqlite", "lexical.json", "vectors.json", "vectors.faiss"} < set(outcomes)
    assert any(name.startswith("lexical/") for name in outcomes)
    assert set(outcomes["vectors.faiss"]) == {"no difference", "seconds"}  # built anew
    assert any("told" in outcome for outcome in outcomes["library.sqlite"])


def test_a_log_that_rots_is_used_as_far_as_it_is_sound(tmp_path: Path, shared_tokenizer: object) -> None:
    """As a killed process leaves it: SQLite has checksums of its own there, and derived files may be ahead."""
    documents, data = tmp_path / "documents", tmp_path / "data"
    documents.mkdir()
    make(data, documents)
    states = []
    with open_library(data) as library:
        for number in (2, 3, 4):
            states.append(texts(library))
            (documents / f"{number}.txt").write_text(f"第{number}章 标题\n\n改了。\n", encoding="utf-8")
            library.sync([documents])
        states.append(texts(library))
        killed = Path(shutil.copytree(data, tmp_path / "killed"))
    log = (killed / "library.sqlite-wal").read_bytes()
    seen = []
    for place in range(0, len(log), len(log) // 24):
        tried = Path(shutil.copytree(killed, tmp_path / str(place)))
        (tried / "library.sqlite-wal").write_bytes(log[:place] + bytes([log[place] ^ 0x10]) + log[place + 1 :])
        with open_library(tried) as library:
            assert library.verify() == []
            seen.append(states.index(texts(library)))
            library.sync([documents])
            assert (texts(library), library.verify()) == (states[-1], [])
    assert seen == sorted(seen)
    assert len(set(seen)) > 1


def texts(library: Library) -> dict[str, str]:
    return {item.name: library.document(item.id).text for item in library.documents()}

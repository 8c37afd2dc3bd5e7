"""Some of the damages that ``python -m tests.flips`` does to each file of a data folder."""

from __future__ import annotations

import random
from pathlib import Path

from tests.flips import try_all

STORE, OTHERS = 60, 8


def test_bytes_that_rot_are_told_or_change_nothing(tmp_path: Path, shared_tokenizer: object) -> None:
    seed = random.randrange(1_000_000)
    print(f"seed {seed}")
    outcomes = dict(try_all(tmp_path, STORE, OTHERS, seed))
    assert {"library.sqlite", "lexical.json", "vectors.json", "vectors.faiss"} < set(outcomes)
    assert any(name.startswith("lexical/") for name in outcomes)
    assert set(outcomes["vectors.faiss"]) == {"no difference", "seconds"}  # built anew
    assert any("told" in outcome for outcome in outcomes["library.sqlite"])

"""Three minutes of people at work on one page; ``python -m tests.endurance.load --minutes 30`` for longer."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.endurance import load
from tests.serving.browsing import ROOT, serving

SECONDS, SEED = 180, 1
GROWN = 1.1
"""Times what the program took in the second quarter of the time that it may take in the last."""


def test_nobody_gets_a_wrong_answer_and_memory_does_not_grow(tmp_path: Path) -> None:
    documents = Path(shutil.copytree(ROOT / "seeds", tmp_path / "资料"))
    with serving(tmp_path, documents) as server:
        report = load.run(server, SECONDS, SEED)
    assert report["wrong"] == []
    assert {"ask", "change", "search", "upload"} <= report["kinds"].keys()
    assert report["outcomes"].keys() >= {"answered", "no_answer"}
    early, late = report["memory"]
    assert late <= early * GROWN

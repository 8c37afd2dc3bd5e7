"""The processes that read strangers' files, and what they are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import processes


def test_a_process_is_told_no_password(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "telling.py").write_text("import os\nprint(sorted(os.environ))", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    for name in ("YINJU_LIBRARY_PASSWORD", "YINJU_WRITER_KEY", "RAY_AUTH_TOKEN", "ANOTHER"):
        monkeypatch.setenv(name, "geheim")
    told, _ = processes.start("telling").communicate(timeout=60)
    assert b"'ANOTHER'" in told
    assert b"YINJU_" not in told
    assert b"RAY_AUTH_" not in told

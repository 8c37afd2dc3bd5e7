"""Calls that write into the data folder fail: all by ``python -m tests.endurance.faults.sweep``, here some of them."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.endurance.faults.sweep import FAULTS, run_with_shim

EVERY = {"sync": 4, "reencode": 24, "purge": 24, "repair": 24, "backup": 12}
"""All of the calls of a sync take minutes."""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="只有 Linux 有 LD_PRELOAD")
@pytest.mark.skipif(shutil.which("gcc") is None and not os.environ.get("CI"), reason="没有 gcc")
@pytest.mark.parametrize("work", EVERY)
def test_a_write_that_fails_is_told_and_nothing_is_lost(work: str, tmp_path: Path) -> None:
    done = run_with_shim(tmp_path, "--work", work, "--every", str(EVERY[work]))
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert [line.split()[:2] for line in lines] == [[work, fault.name] for fault in FAULTS]
    assert all("WriteFailed" in line or "DiskFull" in line for line in lines)

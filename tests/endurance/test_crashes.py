"""Some kills of what ``python -m tests.endurance.crashes`` does by the hundred."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import pytest

from tests.endurance.crashes import kill_syncs

KILLS = 12


@pytest.mark.skipif(sys.platform == "win32" and not os.environ.get("CI"), reason="Windows 没有 SIGKILL")
def test_killed_at_random_instants_a_library_is_whole_and_goes_on(tmp_path: Path) -> None:
    seed = random.randrange(1_000_000)
    print(f"seed {seed}")
    figures = kill_syncs(tmp_path, KILLS, seed)
    assert figures["killed"]

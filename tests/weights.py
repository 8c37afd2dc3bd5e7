"""The weights that come with the install, unpacked once for all tests: that takes a minute, and 500 MB each time."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

from index.encoding.unpacking import unpack

ROOT = Path(__file__).resolve().parent.parent


@cache
def unpacked() -> Path:
    """The folder that they lie ready in: ``YINJU_TEST_MODELS``, the repository's own, or one of this process."""
    ready = Path(os.environ.get("YINJU_TEST_MODELS") or ROOT / "data" / "models").resolve()
    if not ready.is_dir():
        ready = Path(tempfile.mkdtemp(prefix="yinju-models-"))
        atexit.register(shutil.rmtree, ready, ignore_errors=True)
        unpack(ready)
    return ready


def lend(data: Path) -> Path:
    """A data folder, made if there is none, with the weights ready in it; itself."""
    data.mkdir(parents=True, exist_ok=True)
    if not (data / "models").exists():
        (data / "models").symlink_to(unpacked(), target_is_directory=True)
    return data

"""Files of what is derived, and the JSON beside them that says what they were derived from."""

from __future__ import annotations

import json
import os
from pathlib import Path

from index.disk import room_for


def saved_generation(about: Path) -> int | None:
    """The generation that the JSON file names, None where it cannot be read."""
    try:
        return int(json.loads(about.read_text(encoding="utf-8"))["generation"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def replace_file(path: Path, content: bytes) -> None:
    """Write aside, flush to disk and rename: the file is the old one or the new one, whole.

    :raises DiskFull: when there is no room for it.
    """
    aside = path.with_suffix(path.suffix + ".new")
    try:
        with room_for("索引文件"), aside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, path)
    finally:
        aside.unlink(missing_ok=True)

"""Files of what is derived, and the JSON beside them that says what they were derived from."""

from __future__ import annotations

import json
import os
from pathlib import Path


def saved_generation(about: Path) -> int | None:
    """The generation that the JSON file names, None where it cannot be read."""
    try:
        return int(json.loads(about.read_text(encoding="utf-8"))["generation"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def replace_file(path: Path, content: bytes) -> None:
    """Write aside, flush to disk and rename: the file is the old one or the new one, whole."""
    aside = path.with_suffix(path.suffix + ".new")
    with aside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, path)

"""Files of what is derived, and the JSON beside them that says what they were derived from."""

from __future__ import annotations

import hashlib
import json
from io import BufferedIOBase
from pathlib import Path

from index.types import digest_id

CALLED = "索引文件"
"""What a person calls such a file."""


def saved_generation(about: Path) -> int | None:
    """The generation that the JSON file names, None where it cannot be read."""
    try:
        return int(json.loads(about.read_text(encoding="utf-8"))["generation"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def digest_file(file: BufferedIOBase) -> str:
    """``content_id`` of what is in a file from where it stands; not all of it is in memory at once."""
    return digest_id(hashlib.file_digest(file, "sha256").digest())

"""Files of what is derived, and the JSON beside them that says what they were derived from."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

from index.disk import writing


def saved_generation(about: Path) -> int | None:
    """The generation that the JSON file names, None where it cannot be read."""
    try:
        return int(json.loads(about.read_text(encoding="utf-8"))["generation"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def replace_file(path: Path, content: bytes, what: str = "索引文件", mode: int = 0o666) -> None:
    """Write aside, flush to disk and rename: the file is the old one or the new one, whole.

    :param what: what the file is called, in Chinese.
    :param mode: who may read and write it, as far as the system's mask lets them.
    :raises WriteFailed: when the disk or the system does not take it.
    """
    aside = path.with_suffix(path.suffix + ".new")
    try:
        with writing(what):
            aside.unlink(missing_ok=True)  # left by a program that was killed, and perhaps for others to read
            with open(aside, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(aside, path)
    finally:
        with contextlib.suppress(OSError):  # a disk that took nothing need not let anything be deleted either
            aside.unlink(missing_ok=True)

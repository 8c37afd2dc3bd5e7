"""Files of what is derived, and the JSON beside them that says what they were derived from."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator
from io import BufferedIOBase, BufferedRandom
from pathlib import Path

from index.disk import writing
from index.types import digest_id


def saved_generation(about: Path) -> int | None:
    """The generation that the JSON file names, None where it cannot be read."""
    try:
        return int(json.loads(about.read_text(encoding="utf-8"))["generation"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def digest_file(file: BufferedIOBase) -> str:
    """``content_id`` of what is in a file from where it stands; not all of it is in memory at once."""
    return digest_id(hashlib.file_digest(file, "sha256").digest())


def replace_file(path: Path, content: bytes, what: str = "索引文件", mode: int = 0o666) -> None:
    """As ``replacing_file``, with this content."""
    with replacing_file(path, what, mode) as file:
        file.write(content)


@contextlib.contextmanager
def replacing_file(path: Path, what: str = "索引文件", mode: int = 0o666) -> Iterator[BufferedRandom]:
    """A file to write: written aside, flushed to disk and renamed at the end, so it is the old one or the new, whole.

    :param what: what the file is called, in Chinese.
    :param mode: who may read and write it, as far as the system's mask lets them.
    :raises WriteFailed: when the disk or the system does not take it.
    """
    aside = path.with_suffix(path.suffix + ".new")
    try:
        with writing(what):
            aside.unlink(missing_ok=True)  # left by a program that was killed, and perhaps for others to read
            with open(aside, "x+b", opener=lambda name, flags: os.open(name, flags, mode)) as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            os.replace(aside, path)
    finally:
        with contextlib.suppress(OSError):  # a disk that took nothing need not let anything be deleted either
            aside.unlink(missing_ok=True)

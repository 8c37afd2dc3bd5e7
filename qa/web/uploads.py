"""Files that people bring to the page: kept in the data folder, under names that any system takes."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import time
import unicodedata
from collections.abc import Sequence
from pathlib import Path, PurePath

from index.disk import writing
from index.folders import find_files, printable
from index.settings import UPLOADS
from qa.web import words

DESERTED = 10.0
"""Seconds without a byte written after which a file that has not arrived is nobody's any more."""
NAME_BYTES = 200
"""Longer names are cut; file systems take 255 bytes."""
_FORBIDDEN = re.compile('[\x00-\x1f\x7f<>:"/\\\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]')


class Uploads:
    """The folder of uploaded files. A file that comes under a name that is taken replaces the other."""

    def __init__(self, data: Path) -> None:
        self.folder = (data / UPLOADS).resolve()
        self._sweep()

    def receive(self, paths: Sequence[Path]) -> list[str]:
        """Move files in; returns the names they are kept under, in order.

        :raises WriteFailed: when one of them cannot be written; those before it are in.
        """
        with writing(words.UPLOADED):
            self.folder.mkdir(parents=True, exist_ok=True)
        names = []
        for path in paths:
            name = safe_name(path.name)
            aside = self.folder / f".{name}"[:NAME_BYTES]
            try:
                with writing(f"{words.UPLOADED}“{name}”"):
                    shutil.move(path, aside)
                    _flush(aside)
                    os.replace(aside, self.folder / name)
            finally:
                aside.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                path.parent.rmdir()  # the web framework makes a folder for each file
            names.append(name)
        return names

    def _sweep(self) -> None:
        """Delete what of earlier uploads never arrived."""
        for path in self.folder.glob(".*"):
            with contextlib.suppress(OSError):
                if time.time() - path.stat().st_ctime > DESERTED:
                    path.unlink()

    def present(self) -> tuple[str, ...]:
        """The paths of those that are there, in order."""
        return tuple(map(printable, find_files(self.folder, [])))

    def holds(self, path: str) -> bool:
        """Whether a file is one of these."""
        return Path(path).parent == self.folder

    def remove(self, path: str) -> None:
        """Delete one of these; nothing where it is gone, or lies elsewhere."""
        if self.holds(path):
            Path(path).unlink(missing_ok=True)


def _flush(path: Path) -> None:
    """Let what is in a file be on the disk when this returns."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def safe_name(name: str) -> str:
    """A file's name without folders, control characters and leading dots, cut before its ending where it is long."""
    bare = unicodedata.normalize("NFC", PurePath(name.replace("\\", "/")).name)
    bare = _FORBIDDEN.sub("_", bare).strip().lstrip(".~").strip() or words.UNNAMED
    stem, ending = PurePath(bare).stem, PurePath(bare).suffix
    while len(f"{stem}{ending}".encode()) > NAME_BYTES and stem:
        stem = stem[:-1]
    return f"{stem or words.UNNAMED}{ending}"[:NAME_BYTES]

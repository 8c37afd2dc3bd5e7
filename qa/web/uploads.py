"""Files that people bring to the page: kept in the data folder, under names that any system takes."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import threading
import time
import unicodedata
from collections.abc import Sequence
from pathlib import Path, PurePath

from index.disk import writing
from index.errors import DocumentError
from index.readers.decoding import decode
from index.readers.loading import load_bytes
from index.readers.process import SAFE
from index.readers.sniffing import find_format
from index.settings import Settings
from index.storage.schema import Failure
from index.syncing.folders import find_files, printable
from qa.web import words

AT_ONCE = 100
"""Files that are taken in one go."""
LEFT_OVER = 3_600.0
"""Seconds after which a file that nobody took in is deleted."""
NAME_BYTES = 200
"""Longer names are cut; file systems take 255 bytes."""
_FORBIDDEN = re.compile('[\x00-\x1f\x7f<>:"/\\\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]')


class Uploads:
    """The folder of uploaded files. A file that comes under a name that is taken replaces the other. Thread-safe."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.folder = settings.uploads
        self.incoming = settings.incoming
        self._one_at_a_time = threading.Lock()

    def receive(self, paths: Sequence[Path]) -> list[Failure]:
        """Move files in. Returns those that were not taken, under the names they would have had, and why.

        What is no readable format by its content, or too large, is not taken, nor what would be too many or too much.
        What is not taken is deleted.

        :raises WriteFailed: when one of them cannot be written; those before it are in.
        """
        with writing(words.UPLOADED):
            self.folder.mkdir(parents=True, exist_ok=True)
        refused = []
        for number, path in enumerate(paths):
            name = safe_name(path.name)
            try:
                if number >= AT_ONCE:
                    raise DocumentError(words.too_many_uploads(AT_ONCE))
                with self._one_at_a_time:
                    self._check(path, name)
                    self._move(path, name)
            except DocumentError as error:
                refused.append(Failure(name, str(error)))
                path.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                path.parent.rmdir()  # the web framework makes a folder for each file
        return refused

    def _check(self, path: Path, name: str) -> None:
        """:raises DocumentError: when the file is not to be taken."""
        content = load_bytes(path, self._settings.max_file_bytes).content
        if content.strip() and find_format(content, name) in SAFE:
            decode(content)
        others = [kept for kept in self._kept() if kept.name != name]
        size = len(content) + sum(kept.stat().st_size for kept in others)
        files, most = self._settings.max_uploads, self._settings.max_upload_bytes
        if len(others) >= files or size > most:
            raise DocumentError(words.no_room_for_uploads(files, most))

    def _move(self, path: Path, name: str) -> None:
        aside = self.folder / f".{name}"[:NAME_BYTES]
        try:
            with writing(f"{words.UPLOADED}“{name}”"):
                shutil.move(path, aside)
                _flush(aside)
                os.replace(aside, self.folder / name)
        finally:
            aside.unlink(missing_ok=True)

    def tidy(self, older: float = LEFT_OVER) -> None:
        """Delete what a program that was killed left half done, and what was sent and never taken in.

        :param older: only what was last written so many seconds ago.
        """
        before = time.time() - older
        asides = [path for path in self._listed() if path.name.startswith(".")]
        for path in [*asides, *self.incoming.rglob("*")]:
            with contextlib.suppress(OSError):
                if path.is_dir():
                    path.rmdir()  # only where it is empty
                elif path.stat().st_mtime <= before:
                    path.unlink()

    def _listed(self) -> list[Path]:
        return list(self.folder.iterdir()) if self.folder.is_dir() else []

    def _kept(self) -> list[Path]:
        return find_files(self.folder, [])

    def present(self) -> tuple[str, ...]:
        """The paths of those that are there, in order."""
        return tuple(map(printable, self._kept()))

    def holds(self, path: str) -> bool:
        """Whether a file is one of these."""
        return Path(path).parent == self.folder

    def is_gone(self, path: str) -> bool:
        """Whether a file was one of these, and was removed. Where the whole folder is gone, nobody has removed it."""
        return self.holds(path) and self.folder.is_dir() and not Path(path).exists()

    def remove(self, path: str) -> None:
        """Delete one of these; nothing where it is gone, or lies elsewhere."""
        with self._one_at_a_time:
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

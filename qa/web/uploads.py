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
from dataclasses import dataclass
from itertools import count
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


@dataclass(frozen=True, slots=True)
class Received:
    """What became of files that were brought, but for those that were simply taken.

    ``refused`` are those not taken, under the names they would have had, and why. ``beside`` are those whose name
    another file has: that name, and the one that they were kept under. ``known`` are those that are here already with
    the same content: their name, and the one that they have here.
    """

    refused: tuple[Failure, ...] = ()
    beside: tuple[tuple[str, str], ...] = ()
    known: tuple[tuple[str, str], ...] = ()


class Uploads:
    """The folder of uploaded files. None replaces another: where a name is taken, it gets a number. Thread-safe."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.folder = settings.uploads
        self.incoming = settings.incoming
        self._one_at_a_time = threading.Lock()

    def receive(self, paths: Sequence[Path]) -> Received:
        """Move files in, each beside those of its name, unless it is one of them byte for byte.

        What is no readable format by its content, or too large, is not taken, nor what would be too many or too much.
        What is not taken is deleted.

        :raises WriteFailed: when one of them cannot be written; those before it are in.
        """
        with writing(words.UPLOADED):
            self.folder.mkdir(parents=True, exist_ok=True)
        refused: list[Failure] = []
        beside: list[tuple[str, str]] = []
        known: list[tuple[str, str]] = []
        taken: dict[Path, tuple[str, str]] = {}
        for number, path in enumerate(paths):
            name = safe_name(path.name)
            if path in taken:  # the web framework has one path for what is brought twice in one go
                known.append(taken[path])
                continue
            try:
                if number >= AT_ONCE:
                    raise DocumentError(words.too_many_uploads(AT_ONCE))
                kept, is_known = self._take(path, name)
                taken[path] = (name, kept)
                if is_known or kept != name:
                    (known if is_known else beside).append((name, kept))
            except DocumentError as error:
                refused.append(Failure(name, str(error)))
            path.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                path.parent.rmdir()  # the web framework makes a folder for each file
        return Received(tuple(refused), tuple(beside), tuple(known))

    def _take(self, path: Path, name: str) -> tuple[str, bool]:
        """The name that a file has here now, and whether it was here before.

        :raises DocumentError: when the file is not to be taken.
        """
        with self._one_at_a_time:
            content = load_bytes(path, self._settings.max_file_bytes).content
            kept = name
            for number in count(2):
                there = self.folder / kept
                if not there.exists():
                    break
                if there.stat().st_size == len(content) and there.read_bytes() == content:
                    return kept, True
                kept = numbered(name, number)
            self._check(content, name)
            self._move(path, kept)
        return kept, False

    def _check(self, content: bytes, name: str) -> None:
        """:raises DocumentError: when the file is not to be taken."""
        if content.strip() and find_format(content, name) in SAFE:
            decode(content)
        others = self._kept()
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
        """Delete one of these; nothing where it is gone, or lies elsewhere.

        :raises WriteFailed: where the system does not let it be deleted.
        """
        with self._one_at_a_time:
            if self.holds(path):
                with writing(f"{words.UPLOADED}“{Path(path).name}”"):
                    Path(path).unlink(missing_ok=True)


def _flush(path: Path) -> None:
    """Let what is in a file be on the disk when this returns."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def safe_name(name: str) -> str:
    """A file's name without folders, control characters and leading dots, cut before its ending where it is long."""
    bare = unicodedata.normalize("NFC", PurePath(name.replace("\\", "/")).name)
    bare = _FORBIDDEN.sub("_", bare).strip().lstrip(".~").strip() or words.UNNAMED
    return _fitting(bare)


def numbered(name: str, number: int) -> str:
    """``report.pdf`` and 2 is ``report (2).pdf``."""
    return _fitting(name, f" ({number})")


def _fitting(name: str, mark: str = "") -> str:
    """A name with a mark before its ending, cut before that where it is long."""
    stem, ending = PurePath(name).stem, f"{mark}{PurePath(name).suffix}"
    while len(f"{stem}{ending}".encode()) > NAME_BYTES and stem:
        stem = stem[:-1]
    return f"{stem or words.UNNAMED}{ending}"[:NAME_BYTES]

"""The files that documents were read from, as long as they are still what was read."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from index.errors import DocumentError
from index.readers.loading import load_bytes, signature
from index.readers.sniffing import is_known
from index.types import content_id

REMEMBERED = 2_000
"""Files of which it is known that they still are what was read, until one of them is touched."""


@dataclass(frozen=True, slots=True)
class Original:
    """A file with a document's very content. ``bytes`` is its size."""

    path: Path
    signature: str
    bytes: int


class Originals:
    """Finds the files of documents. Thread-safe.

    :param max_bytes: of a file; larger ones were never read.
    """

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._known: dict[tuple[str, str], str] = {}

    def find(self, identity: str, paths: Iterable[str]) -> Original | None:
        """The first of these files that has the content of this id; None where all have changed or are gone.

        A file is read once to know, and again when it was touched.
        """
        for path in map(Path, paths):
            with contextlib.suppress(OSError, ValueError):
                status = path.stat()
                if is_known(path.name) and self._is(identity, path, status):
                    return Original(path, signature(status), status.st_size)
        return None

    def load(self, original: Original) -> bytes:
        """:raises DocumentError: when it can no longer be read, or is another by now."""
        loaded = load_bytes(original.path, self._max_bytes)
        if loaded.signature != original.signature:
            raise DocumentError("文件刚刚变了。", "请再点一次。")
        return loaded.content

    def _is(self, identity: str, path: Path, status: os.stat_result) -> bool:
        known = self._known.get((str(path), signature(status)))
        if known is None:
            try:
                loaded = load_bytes(path, self._max_bytes)
            except DocumentError:
                return False
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            known = self._known[str(path), loaded.signature] = content_id(loaded.content)
        return known == identity

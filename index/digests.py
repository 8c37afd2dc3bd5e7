"""What the files of a folder held when it was made: bits that rotted since are found."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from pathlib import Path

DIGESTS = "digests.json"


def note_digests(folder: Path) -> None:
    """Write beside the files of a folder what each of them holds."""
    digests = {path.relative_to(folder).as_posix(): _digest(path) for path in _files(folder)}
    (folder / DIGESTS).write_text(json.dumps(digests, indent=2), encoding="utf-8")


def find_rotten_models(models: Path) -> list[Path]:
    """The folders of unpacked models of which a file is not what was unpacked, by path; reads all of them."""
    return sorted(folder for folder in models.glob("*/") if find_rotten(folder))


def find_rotten(folder: Path, names: Collection[str] = ()) -> list[str]:
    """The names of files that are not what was noted, in order; none where nothing was noted, by an older version.

    :param names: the only ones that are looked at; all where there are none.
    """
    try:
        noted = dict(json.loads((folder / DIGESTS).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return []
    except (ValueError, TypeError):
        return [DIGESTS]
    looked_at = {name: digest for name, digest in noted.items() if name in names or not names}
    return sorted(name for name, digest in looked_at.items() if _digest(folder / name) != digest)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != DIGESTS)


def _digest(path: Path) -> str:
    """Of a file's content, 32 hexadecimal digits; ``""`` where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
    except OSError:
        return ""

"""Folders to files: what lies below the folders that the library is kept in line with."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from index.errors import FolderMissing
from index.storage.changes import Changes
from index.storage.schema import FOLDERS


def choose_folders(store: Changes, folders: Sequence[Path]) -> list[Path]:
    """The folders given, or those synced before where none is; absolute, each once.

    :raises FolderMissing: when one does not exist.
    """
    roots = list(dict.fromkeys(folder.resolve() for folder in folders)) or known_folders(store)
    for root in roots:
        if not root.is_dir():
            raise FolderMissing(
                f"文件夹 {root} 不存在。",
                "请检查路径，或先建好文件夹再放入文件；不再要它，就用 remove 移除其中的文件。",
            )
    return roots


def known_folders(store: Changes) -> list[Path]:
    """The folders synced before, by path; not those that are gone with all that was read from them."""
    known = [Path(folder) for folder in json.loads(str(store.get(FOLDERS) or "[]"))]
    in_use = {source.folder for source in store.sources()}
    return [folder for folder in known if folder.is_dir() or str(folder) in in_use]


def note_folders(store: Changes, roots: Sequence[Path]) -> None:
    """Let ``known_folders`` know these too."""
    known = known_folders(store)
    noted = json.dumps(sorted({str(root) for root in [*known, *roots]}))
    if store.get(FOLDERS) != noted:
        store.set_all({FOLDERS: noted})


def find_files(root: Path, unlisted: list[Path]) -> list[Path]:
    """All files below a folder, by path; hidden ones and hidden folders are passed over, links to folders too.

    Office's lock files (``~$…``) are hidden ones. Folders that the system does not let be listed are put into
    ``unlisted``.
    """
    found: list[Path] = []

    def note(error: OSError) -> None:
        unlisted.append(Path(error.filename))

    for folder, subfolders, names in os.walk(root, onerror=note):
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        found += [Path(folder, name) for name in names if not name.startswith((".", "~$"))]
    return sorted(found)


def leads_out(path: Path, root: Path) -> bool:
    """Whether a file below a folder, as ``find_files`` finds it, is a link to something that is not below it."""
    return path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(root)


def lies_under(path: str, folders: Iterable[Path]) -> bool:
    """Whether a path is one of the folders or lies below one."""
    return any(Path(path).is_relative_to(folder) for folder in folders)


def printable(path: Path) -> str:
    """The path as text; bytes of a name that are not UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")

"""What the documents tab shows of each file. Pure; the page's script sorts, finds and draws it, as text."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, TypedDict

from index.readers.sniffing import ENDINGS
from index.storage.listing import told_apart
from qa.web import telling, words

if TYPE_CHECKING:
    from index.library import Listed, Status


class File(TypedDict):
    """A file as the page's script is told of it: ``id`` is its document's, ``""`` for none; ``size`` and ``read`` are
    shown, ``bytes`` and ``at`` sorted by. ``folder`` is where it lies, from the name of a synced folder on.
    """

    id: str
    path: str
    name: str
    folder: str
    format: str
    size: str
    bytes: int
    passages: int
    read: str
    at: str
    state: str
    trouble: bool
    removable: bool


def listing(
    documents: Sequence[Listed],
    status: Status,
    uploaded: Callable[[str], bool],
    present: Collection[str],
    folders: Sequence[Path] = (),
) -> list[File]:
    """All files by path: those in the library, those that could not be read, uploads that wait to be read.

    :param uploaded: whether a path is an upload's.
    :param present: the paths of the uploads that are there.
    :param folders: those that are synced.
    """
    reasons = {item.path: item.reason for item in (*status.partial, *status.failed)}
    known = {item.path: item for item in documents}
    paths = sorted({*known, *reasons, *present})
    called = told_apart(paths)
    files = []
    for path in paths:
        leaving = uploaded(path) and path not in present
        state = words.told(reasons.get(path, "")) or (words.READ if path in known else words.WAITING_TO_BE_READ)
        file = _about(path, known)
        file["name"] = called.get(path) or path.rpartition("/")[2]
        file["folder"] = words.UPLOADS if uploaded(path) else folder_of(path, folders)
        file["state"] = words.LEAVING if leaving else state
        file["trouble"] = path in reasons
        file["removable"] = uploaded(path) and not leaving
        if leaving:
            file["id"] = ""
        files.append(file)
    return files


def folder_of(path: str, folders: Sequence[Path]) -> str:
    """Where a file lies, from the name of the synced folder on; its whole folder where that is none of these."""
    parent = PurePath(path).parent
    for folder in folders:
        root = folder.resolve()
        if parent.is_relative_to(root):
            return PurePath(root.name, parent.relative_to(root)).as_posix()
    return parent.as_posix()


def _about(path: str, known: Mapping[str, Listed]) -> File:
    """What is known of a file; nothing but its format of one that is no document."""
    item = known.get(path)
    named = item.format if item else ENDINGS.get(PurePath(path).suffix.lower())
    return {
        "id": item.id if item else "",
        "path": path,
        "name": "",
        "folder": "",
        "format": words.FORMATS[named] if named else "",
        "size": telling.size(item.bytes) if item else "",
        "bytes": item.bytes if item else 0,
        "passages": item.passages if item else 0,
        "read": telling.moment(item.indexed) if item else "",
        "at": item.indexed if item else "",
        "state": "",
        "trouble": False,
        "removable": False,
    }

"""The documents tab as safe HTML: the table of files. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from index.readers.sniffing import ENDINGS
from index.storage.listing import told_apart
from qa.web import words
from qa.web.links import to_document
from qa.web.markup import plain

if TYPE_CHECKING:
    from index.library import Listed, Status


def table(
    documents: Sequence[Listed], status: Status, uploaded: Callable[[str], bool], present: Collection[str]
) -> str:
    """All files by path: those in the library, those that could not be read, uploads that wait to be read.

    Each document has a link to the source view, each upload a button that names its file in ``data-path``.

    :param uploaded: whether a path is an upload's.
    :param present: the paths of the uploads that are there.
    """
    reasons = {item.path: item.reason for item in (*status.partial, *status.failed)}
    known = {item.path: item for item in documents}
    paths = sorted({*known, *reasons, *present})
    called = told_apart(paths)
    if not paths:
        return f'<p class="yinju notice">{plain(words.NO_FILES)}</p>'
    rows = []
    for path in paths:
        leaving = uploaded(path) and path not in present
        state = reasons.get(path) or (words.READ if path in known else words.WAITING_TO_BE_READ)
        rows.append(
            _row(
                [
                    _name(called.get(path) or path.rpartition("/")[2], path),
                    *_about(path, known),
                    words.LEAVING if leaving else state,
                ],
                trouble=path in reasons,
                actions="" if leaving else _actions(path, known.get(path), uploaded=uploaded(path)),
            )
        )
    head = "".join(f"<th>{plain(name)}</th>" for name in words.COLUMNS)
    body = f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody>"
    return f'<div class="yinju catalogue"><table>{body}</table></div>'


def _about(path: str, known: Mapping[str, Listed]) -> list[str]:
    """All cells of a file but its name and its state; empty figures for one that is no document."""
    if item := known.get(path):
        return [words.FORMATS[item.format], words.size(item.bytes), f"{item.passages:,}", words.moment(item.indexed)]
    named = ENDINGS.get(PurePath(path).suffix.lower())
    return [words.FORMATS[named] if named else "", "", "", ""]


def _row(cells: Sequence[str], *, trouble: bool, actions: str) -> str:
    """``cells`` but the first, and ``actions``, which are HTML, are plain text."""
    name, *rest = cells
    shown = "".join(f"<td>{plain(cell)}</td>" for cell in rest)
    kind = ' class="trouble"' if trouble else ""
    return f"<tr{kind}><td>{name}</td>{shown}<td>{actions}</td></tr>"


def _actions(path: str, item: Listed | None, *, uploaded: bool) -> str:
    look = f'<a href="{to_document(item.id)}">{plain(words.LOOK)}</a>' if item else ""
    remove = f'<button type="button" data-path="{plain(path)}">{plain(words.REMOVE)}</button>' if uploaded else ""
    return look + remove


def _name(name: str, path: str) -> str:
    return f'<bdi title="{plain(path)}">{plain(name)}</bdi>'

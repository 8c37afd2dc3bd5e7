"""The documents tab as safe HTML: the table of files, and a document's text. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from index.layout.lines import find_lines
from qa.web import words
from qa.web.render import plain

if TYPE_CHECKING:
    from index.library import Listed, Status
    from index.types import Document

SHOWN = 60_000
"""Characters of a document that its preview shows."""


def table(documents: Sequence[Listed], status: Status, uploaded: Callable[[str], bool]) -> str:
    """All files, those that could not be read among them; each can be looked at, uploads can be removed.

    A button says what it does in ``data-action`` and with which file in ``data-path``.
    """
    partial = {item.path: item.reason for item in status.partial}
    failed = {item.path: item.reason for item in status.failed}
    rows = [
        _row(
            [
                _name(item.name, item.path),
                item.format,
                words.size(item.bytes),
                f"{item.passages:,}",
                words.moment(item.indexed),
                failed.get(item.path) or partial.get(item.path) or words.READ,
            ],
            item.path,
            trouble=item.path in failed or item.path in partial,
            actions=["preview", "remove"] if uploaded(item.path) else ["preview"],
        )
        for item in documents
    ]
    listed = {item.path for item in documents}
    rows += [
        _row(
            [_name(path.rpartition("/")[2], path), "", "", "", "", reason],
            path,
            trouble=True,
            actions=["remove"] if uploaded(path) else [],
        )
        for path, reason in failed.items()
        if path not in listed
    ]
    if not rows:
        return f'<p class="yinju notice">{plain(words.NO_FILES)}</p>'
    head = "".join(f"<th>{plain(name)}</th>" for name in words.COLUMNS)
    body = f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody>"
    return f'<div class="yinju catalogue"><table>{body}</table></div>'


def preview(document: Document) -> str:
    """A document's text, line by line; a long one's beginning."""
    lines = "".join(f"<p>{plain(line.text)}</p>" for line in find_lines(document.text[:SHOWN]))
    cut = f'<p class="cut">{plain(words.CUT)}</p>' if len(document.text) > SHOWN else ""
    return f'<section class="yinju preview"><h3>{plain(document.name)}</h3>{lines}{cut}</section>'


def _row(cells: Sequence[str], path: str, *, trouble: bool, actions: Sequence[str]) -> str:
    """``cells`` but the first, which is HTML, are plain text."""
    name, *rest = cells
    shown = "".join(f"<td>{plain(cell)}</td>" for cell in rest)
    at = f'data-path="{plain(path)}"'
    buttons = "".join(
        f'<button type="button" data-action="{action}" {at}>{plain(words.ACTIONS[action])}</button>'
        for action in actions
    )
    kind = ' class="trouble"' if trouble else ""
    return f"<tr{kind}><td>{name}</td>{shown}<td>{buttons}</td></tr>"


def _name(name: str, path: str) -> str:
    return f'<bdi title="{plain(path)}">{plain(name)}</bdi>'

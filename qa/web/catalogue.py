"""The documents tab as safe HTML: the table of files, and a document's text. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from index.layout import find_blocks
from index.places import describe, places_of
from index.readers.sniffing import ENDINGS
from index.types import Block, BlockKind, PlaceKind, join_spans
from qa.web import words
from qa.web.render import plain

if TYPE_CHECKING:
    from index.library import Listed, Status
    from index.tokens import Tokenizer
    from index.types import Document

SHOWN = 60_000
"""Characters of a document that its preview shows."""


def table(
    documents: Sequence[Listed], status: Status, uploaded: Callable[[str], bool], present: Collection[str]
) -> str:
    """All files by path: those in the library, those that could not be read, uploads that wait to be read.

    Each document can be looked at, uploads can be removed. A button says what it does in ``data-action`` and with
    which file in ``data-path``.

    :param uploaded: whether a path is an upload's.
    :param present: the paths of the uploads that are there.
    """
    reasons = {item.path: item.reason for item in (*status.partial, *status.failed)}
    known = {item.path: _known(item) for item in documents}
    paths = sorted({*known, *reasons, *present})
    if not paths:
        return f'<p class="yinju notice">{plain(words.NO_FILES)}</p>'
    rows = []
    for path in paths:
        leaving = uploaded(path) and path not in present
        state = reasons.get(path) or (words.READ if path in known else words.WAITING_TO_BE_READ)
        actions = [*(["preview"] if path in known else []), *(["remove"] if uploaded(path) else [])]
        rows.append(
            _row(
                [*known.get(path, _unknown(path)), words.LEAVING if leaving else state],
                path,
                trouble=path in reasons,
                actions=[] if leaving else actions,
            )
        )
    head = "".join(f"<th>{plain(name)}</th>" for name in words.COLUMNS)
    body = f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody>"
    return f'<div class="yinju catalogue"><table>{body}</table></div>'


def preview(document: Document, tokenizer: Tokenizer) -> str:
    """A document's blocks in reading order under the pages or slides they stand on; a long one's beginning."""
    cut = ""
    if len(document.text) > SHOWN and document.text[:SHOWN].strip():
        cut = f'<p class="cut">{plain(words.CUT)}</p>'
        whole = tuple(block for block in document.blocks if block.spans[-1].end <= SHOWN)
        document = replace(document, text=document.text[:SHOWN], blocks=whole)
    shown = "".join(_blocks(document, find_blocks(document, tokenizer)))
    return f'<section class="yinju preview"><h3>{plain(document.name)}</h3>{shown}{cut}</section>'


def _blocks(document: Document, blocks: Sequence[Block]) -> Iterator[str]:
    where = ""
    for block in blocks:
        places = [place for place in places_of(document.places, block.spans[:1]) if place.kind in _SHEETS]
        if places and (here := describe(places[:1])) != where:
            where = here
            yield f'<p class="place">{plain(where)}</p>'
        tag = f"h{min(block.level + 3, 6)}" if block.kind is BlockKind.HEADING else _TAGS.get(block.kind, "p")
        yield f'<{tag} class="{block.kind}">{plain(join_spans(document.text, block.spans))}</{tag}>'


_SHEETS = {PlaceKind.PAGE, PlaceKind.SLIDE}
_TAGS = {BlockKind.CODE: "pre"}


def _known(item: Listed) -> list[str]:
    """All cells of a document but its state."""
    figures = [words.size(item.bytes), f"{item.passages:,}", words.moment(item.indexed)]
    return [_name(item.name, item.path), words.FORMATS[item.format], *figures]


def _unknown(path: str) -> list[str]:
    """The same of a file that is no document."""
    named = ENDINGS.get(PurePath(path).suffix.lower())
    return [_name(path.rpartition("/")[2], path), words.FORMATS[named] if named else "", "", "", ""]


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

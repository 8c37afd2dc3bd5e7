"""A whole document as HTML, in which the page's script finds every place by its offsets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby

from index.layout import find_blocks
from index.text.places import describe, places_of
from index.text.tokens import Tokenizer, fold
from index.types import Block, BlockKind, Document, PlaceKind
from qa.web import words
from qa.web.markup import attributes, plain, stretch
from qa.web.source_tables import runs_of_rows, tables

_SHEETS = {PlaceKind.PAGE, PlaceKind.SLIDE}
_SIGNS = {
    "previous": "↑", "next": "↓", "close": "✕", "outline": "☰",
    "back": "←", "forward": "→", "smaller": "−", "larger": "+",
}  # fmt: skip
HAN = (0x3400, 0xA000), (0xF900, 0xFB00)
"""The characters that have variants, from and to."""
_TAGS = {BlockKind.CODE: "pre"}
_STATES = {"page": ' aria-pressed="false"', "text": ' aria-pressed="true"', "outline": ' aria-expanded="false"'}
"""What the tools that stay pressed, or open something, say of themselves to begin with."""


def whole(document: Document, tokenizer: Tokenizer) -> str:
    """The document's blocks in reading order, under the pages or slides they stand on.

    Each slice of its text is a ``<span data-start data-end>``, in code points of the text.
    """
    return "".join(_blocks(document, find_blocks(document, tokenizer)))


def _blocks(document: Document, blocks: Sequence[Block]) -> Iterator[str]:
    """The blocks as HTML; rows that follow each other on one page, or of one sheet, as tables."""
    where = ""
    for here, standing in groupby(blocks, lambda block: _where(document, block)):
        if here and here != where:
            where = here
            yield f'<p class="place">{plain(where)}</p>'
        for are_rows, several in runs_of_rows(list(standing)):
            yield from tables(document, several) if are_rows else map(partial(_block, document), several)


def _where(document: Document, block: Block) -> str:
    """The page, the slide or the sheet that a block stands on; ``""`` for none."""
    for place in places_of(document.places, block.spans[:1])[:1]:
        if place.kind in _SHEETS:
            return words.located(describe([place]))
        if place.kind is PlaceKind.ROW and place.name:
            return words.SHEET.format(place.name)
    return ""


def _block(document: Document, block: Block) -> str:
    tag = f"h{min(block.level + 2, 6)}" if block.kind is BlockKind.HEADING else _TAGS.get(block.kind, "p")
    return f'<{tag} class="{block.kind}">{"".join(stretch(document.text, span) for span in block.spans)}</{tag}>'


def frame() -> str:
    """The source view without a document: its head with the tools, no pages, and an empty article."""
    tools = {name: _tool(name, label) for name, label in words.SOURCE_TOOLS.items()}
    label, name = plain(words.FIND_IN_DOCUMENT), plain(words.SOURCE)
    find = f'<input type="search" placeholder="{label}" aria-label="{label}">'
    steps = f'<span class="steps">{tools["previous"]}<span class="at" aria-live="polite"></span>{tools["next"]}</span>'
    looks = f'<div class="looks" role="group" aria-label="{name}" hidden>{tools["page"]}{tools["text"]}</div>'
    files = "".join(f'<a data-file="{kind}" hidden>{plain(said)}</a>' for kind, said in words.SOURCE_FILES.items())
    top = f'<h2></h2><p class="files">{files}{tools["copy"]}</p>{tools["close"]}<p class="here"></p>'
    row = f'<div class="tools">{looks}{steps}{find}{tools["outline"]}</div>'
    body = f'<article tabindex="0" aria-label="{name}"></article><nav class="outline" hidden></nav>'
    wide = plain(words.PANEL_WIDTH)
    grip = f'<div class="grip" role="separator" aria-orientation="vertical" tabindex="0" aria-label="{wide}"></div>'
    return (
        f'<section class="yinju source" aria-label="{name}"{attributes(words.SOURCE_SAYS)}>{grip}'
        f'<header>{top}{row}</header><p class="said" role="status"></p>{_pages(tools)}{body}</section>'
    )


def _pages(tools: Mapping[str, str]) -> str:
    """The place for the pages, with their own tools; a script fills it in."""
    number = f'<input class="number" inputmode="numeric" maxlength="4" aria-label="{plain(words.PAGE_NUMBER)}">'
    turn = f'<span class="turn">{tools["back"]}{number}<span class="of"></span>{tools["forward"]}</span>'
    bar = f'<div class="bar">{turn}<span class="zoom">{tools["smaller"]}<output></output>{tools["larger"]}</span></div>'
    sheets = f'<div class="sheets" tabindex="0" role="group" aria-label="{plain(words.PAGES)}"></div>'
    return f'<div class="pages" hidden>{sheets}{bar}</div>'


def _tool(name: str, label: str) -> str:
    shown, sign = plain(label), _SIGNS.get(name) or plain(words.COPY_LINK if name == "copy" else label)
    state = _STATES.get(name, "")
    return f'<button type="button"{state} data-do="{name}" aria-label="{shown}" title="{shown}">{sign}</button>'


def folds() -> str:
    """Characters that are looked for as others are, by twos: a traditional one and its simplified form; what differs
    in width or case is not among them."""
    characters = (chr(code) for low, high in HAN for code in range(low, high))
    pairs = ((character, fold(character)) for character in characters)
    return "".join(character + folded for character, folded in pairs if folded != character and len(folded) == 1)


def missing() -> str:
    """What stands in place of a document that the library does not have, or not with this content."""
    return f'<p class="missing">{plain(words.CHANGED)}</p>'

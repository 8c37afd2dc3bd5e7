"""Lists read back from a document: a heading or a line that leads in, and the items below it, wherever they end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from index.layout import find_blocks
from index.text.numerals import parse_whole
from index.text.tokens import Tokenizer
from index.types import BlockKind, Document, Span, join_spans

ITEM_CHARACTERS = 60
"""An item without a mark is no longer than this."""
_MARK = re.compile(
    r"\s*(?:(?P<round>[（(](?P<a>\d{1,2}|[一二三四五六七八九十]{1,3})[)）])|(?P<dot>(?P<b>\d{1,2})[.、．)）](?!\d))"
    r"|(?P<han>(?P<c>[一二三四五六七八九十]{1,3})、)|(?P<says>(?P<d>[一二三四五六七八九十]{1,2})是)"
    r"|(?P<step>第(?P<e>\d{1,2}|[一二三四五六七八九十]{1,3})步[：:、，]?)|(?P<bullet>[-*+•●·■◆]\s+))\s*"
)
_LEADS = ("：", ":")
_PROSE = ("。", "！", "？", "：", ":")
_SAID = re.compile(r"\S")
_LINE = re.compile(r"[^\n]++")


@dataclass(frozen=True, slots=True)
class Item:
    """An item at ``span`` of the document's text, ``words`` without its mark; ``number`` is 0 where it has none."""

    span: Span
    words: Span
    number: int


@dataclass
class Listing:
    """Items under the headings above them and the line that leads in, which may be the last heading."""

    document: Document
    headings: tuple[str, ...]
    lead: Span
    form: str
    items: list[Item] = field(default_factory=list)

    @property
    def leads(self) -> str:
        """The words that lead in."""
        return self.document.text[self.lead.start : self.lead.end]

    @property
    def whole(self) -> Span:
        """From the lead to the end of the last item."""
        return Span(self.lead.start, self.items[-1].span.end)


@dataclass(frozen=True, slots=True)
class _Line:
    kind: BlockKind
    span: Span
    text: str


def find_lists(document: Document, tokenizer: Tokenizer) -> list[Listing]:
    """The lists of two items or more in a document, in order."""
    path: list[tuple[int, str]] = []
    found: list[Listing] = []
    above: _Line | None = None
    for level, ends, line in _lines(document, tokenizer):
        if ends:
            path = [each for each in path if each[0] < ends]
        if level:
            path.append((level, line.text))
        elif above and (item := _item(line, bool(document.blocks), above)):
            _add(found, item, Listing(document, tuple(text for _, text in path), above.span, item[0]))
        above = line
    return [each for each in found if len(each.items) > 1]


def _add(found: list[Listing], item: tuple[str, Item], new: Listing) -> None:
    """Put an item behind the last one of its list, or begin the list that ``new`` is."""
    form, own = item
    last = found[-1] if found else None
    if last is not None and last.form == form and last.headings == new.headings and _follows(own, last):
        last.items.append(own)
    elif own.number < 2:
        found.append(new)
        new.items.append(own)


def _follows(own: Item, last: Listing) -> bool:
    """Whether an item bears the next number of a list, or none, and nothing is said between."""
    counts = not own.number or own.number == last.items[-1].number + 1
    return counts and _SAID.search(last.document.text, last.whole.end, own.span.start) is None


def _item(line: _Line, marked: bool, above: _Line) -> tuple[str, Item] | None:
    """A line as an item with the form of its mark; without one only where its file marks blocks, and it is short."""
    match = _MARK.match(line.text)
    if match and match.end() < len(line.text):
        form = next(name for name in ("round", "dot", "han", "says", "step", "bullet") if match[name])
        written = next((match[name] for name in "abcde" if match[name]), "")
        number = (parse_whole(written) or 0) if written else 0
        return form, Item(line.span, Span(line.span.start + match.end(), line.span.end), number)
    lone = line.kind in (BlockKind.PARAGRAPH, BlockKind.LIST) and above.kind is not BlockKind.ROW
    if marked and lone and len(line.text) <= ITEM_CHARACTERS and not line.text.endswith(_PROSE):
        return "", Item(line.span, line.span, 0)
    return None


def _lines(document: Document, tokenizer: Tokenizer) -> Iterator[tuple[int, int, _Line]]:
    """The level of each line of a document's blocks, from which level headings end there, and the line, in order.

    A block may have others between its spans, as a sentence a picture with its caption.
    """
    lines: list[tuple[int, int, _Line]] = []
    for block in find_blocks(document, tokenizer):
        start, end = block.spans[0].start, block.spans[-1].end
        if block.level or block.kind is BlockKind.ROW:
            whole = _Line(block.kind, Span(start, end), join_spans(document.text, block.spans))
            lines.append((block.level, block.ends, whole))
            continue
        for match in (found for span in block.spans for found in _LINE.finditer(document.text, span.start, span.end)):
            said = match.group().strip()
            low = match.start() + match.group().find(said)
            if said:
                own = _Line(block.kind, Span(low, low + len(said)), said)
                lines.append((0, block.ends if match.start() == start else 0, own))
    yield from sorted(lines, key=lambda each: each[2].span.start)


def leads_in(listing: Listing) -> bool:
    """Whether what stands right above the first item leads into a list: a heading, or a line that ends in a colon."""
    return listing.leads.endswith(_LEADS) or bool(listing.headings and listing.headings[-1] == listing.leads)


def words_of(listing: Listing, items: Sequence[Item]) -> list[str]:
    """What each item says, without its mark."""
    return [listing.document.text[item.words.start : item.words.end] for item in items]

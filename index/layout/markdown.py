"""Blocks of Markdown, as CommonMark (with tables) has them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.layout.lines import Line, find_lines, join_lines
from index.types import Block, BlockKind, Span

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n.*?^---[ \t]*$", re.DOTALL | re.MULTILINE)
HEADING_CHARACTERS = 120
"""What is longer is no heading, whatever its marks say: it would stand over every passage below it."""
_CONTAINERS = {"bullet_list_open": BlockKind.LIST, "ordered_list_open": BlockKind.LIST, "table_open": BlockKind.LIST}
_LEAVES = {
    "paragraph_open": BlockKind.PARAGRAPH,
    "fence": BlockKind.CODE,
    "code_block": BlockKind.CODE,
    "html_block": BlockKind.PARAGRAPH,
    "heading_open": BlockKind.HEADING,
}


def markdown_blocks(text: str) -> Iterator[Block]:
    """The blocks of a Markdown text in order. A heading's span leaves out its ``#`` marks or underline."""
    front = _FRONT_MATTER.match(text)
    skipped = front.end() if front else 0
    if front:
        yield Block(BlockKind.CODE, (Span(0, skipped),))
    # A form feed or U+2028 ends a line for find_lines, not for CommonMark: blank them, keeping every offset.
    body = re.sub(r"[\f\v\u0085\u2028\u2029]", " ", text)
    body = re.sub(r"[^\r\n]", " ", body[:skipped]) + body[skipped:]
    starts = _line_starts(body)
    covered = 0
    # Reference definitions are text like any other here: footnotes are written as such.
    for token in MarkdownIt("commonmark").enable("table").disable("reference").parse(body):
        kind = _CONTAINERS.get(token.type) or _LEAVES.get(token.type)
        if kind is None or token.map is None or token.map[0] < covered:
            continue
        yield from _leftover(text, body, starts[covered], starts[token.map[0]])
        covered = token.map[1]
        lines = find_lines_between(body, starts[token.map[0]], starts[token.map[1]])
        if lines:
            yield _block(text, kind, lines, token)
    yield from _leftover(text, body, starts[covered], len(body))


def _leftover(text: str, body: str, start: int, end: int) -> Iterator[Block]:
    """What no token covers, but for rules and other marks without a letter."""
    lines = find_lines_between(body, start, end)
    if any(re.search(r"\w", line.text) for line in lines):
        yield Block(BlockKind.PARAGRAPH, join_lines(text, lines))


def find_lines_between(text: str, start: int, end: int) -> list[Line]:
    """``find_lines`` of ``text[start:end]``, with offsets into ``text``."""
    return [Line(line.start + start, line.end + start, line.gap, line.text) for line in find_lines(text[start:end])]


def _block(text: str, kind: BlockKind, lines: list[Line], token: Token) -> Block:
    if kind is BlockKind.PARAGRAPH:
        return Block(kind, join_lines(text, lines))
    if kind is not BlockKind.HEADING:
        return Block(kind, (Span(lines[0].start, lines[-1].end),))
    if len(lines) > 1 and not re.search(r"\w", lines[-1].text):
        lines = lines[:-1]  # the underline
    title = lines[0].text.lstrip("#").strip() if len(lines) == 1 and token.markup.startswith("#") else ""
    title = title.rstrip("#").rstrip() or lines[0].text if title else ""
    if title:
        start = lines[0].start + lines[0].text.index(title)
        spans: tuple[Span, ...] = (Span(start, start + len(title)),)
    else:
        spans = join_lines(text, lines)
    if sum(map(len, spans)) > HEADING_CHARACTERS:
        return Block(BlockKind.PARAGRAPH, spans)
    return Block(kind, spans, level=int(token.tag[1:]))


def _line_starts(text: str) -> list[int]:
    """The offset at which each of markdown-it's lines starts, and the text's length once more."""
    return [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", text)), len(text), len(text)]

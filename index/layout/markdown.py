"""Blocks of Markdown, as CommonMark (with tables) has them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.layout.lines import Line, find_lines, join_lines
from index.types import Block, BlockKind, Span

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n.*?^---[ \t]*$", re.DOTALL | re.MULTILINE)
_HEADING_MARKS = re.compile(r"^#{1,6}\s+|\s+#+\s*$")
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
    for token in MarkdownIt("commonmark").enable("table").parse(body):
        kind = _CONTAINERS.get(token.type) or _LEAVES.get(token.type)
        if kind is None or token.map is None or token.map[0] < covered:
            continue
        covered = token.map[1]
        lines = find_lines_between(body, starts[token.map[0]], starts[token.map[1]])
        if lines:
            yield _block(text, kind, lines, token)


def find_lines_between(text: str, start: int, end: int) -> list[Line]:
    """``find_lines`` of ``text[start:end]``, with offsets into ``text``."""
    return [Line(line.start + start, line.end + start, line.gap, line.text) for line in find_lines(text[start:end])]


def _block(text: str, kind: BlockKind, lines: list[Line], token: Token) -> Block:
    if kind is BlockKind.PARAGRAPH:
        return Block(kind, join_lines(text, lines))
    if kind is not BlockKind.HEADING:
        return Block(kind, (Span(lines[0].start, lines[-1].end),))
    line = lines[0]
    title = _HEADING_MARKS.sub("", line.text) or line.text
    start = line.start + line.text.index(title)
    return Block(kind, (Span(start, start + len(title)),), level=int(token.tag[1:]))


def _line_starts(text: str) -> list[int]:
    """The offset at which each of markdown-it's lines starts, and the text's length once more."""
    return [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", text)), len(text), len(text)]

"""Blocks of Markdown, as CommonMark (with tables) has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from index.layout.lines import LONGEST_HEADING, Line, find_lines, join_lines
from index.layout.plain import continues, wrap_width
from index.layout.records import find_records
from index.text.sentences import ends_sentence
from index.types import Block, BlockKind, Span, merge_spans

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A(?P<mark>---|\+\+\+)[ \t]*\r?\n.*?^(?P=mark)[ \t]*$", re.DOTALL | re.MULTILINE)
_TIGHT = re.compile(r"(?P<level>#{2,6})(?![#\s])")
"""Marks of a heading without the blank that CommonMark wants behind them; one alone may be that of a topic."""
_TABLE, _TABLE_END = re.compile("<table", re.IGNORECASE), re.compile("</table>", re.IGNORECASE)
_NO_TABLE = re.compile(r"\s{0,3}<(?:!--|(?:pre|script|style|textarea)\b)", re.IGNORECASE)
"""Blocks of HTML that show no table."""
_MARKED = re.compile(r"^ {0,3}(?:#{1,6}\s|```|~~~)", re.MULTILINE)
"""What begins in a table only where that was never ended."""
OWN_WIDTH = 20
"""A single paragraph is broken at no fewer characters than this."""
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
    body, skipped = _body(text)
    if skipped:
        yield Block(BlockKind.CODE, (Span(0, skipped),))
    parts = list(_parts(body))
    paragraphs = [lines for kind, lines, _ in parts if kind is BlockKind.PARAGRAPH]
    width = wrap_width([replace(line, gap=line.gap or n == 0) for lines in paragraphs for n, line in enumerate(lines)])
    for kind, lines, level in parts:
        paragraph = kind is BlockKind.PARAGRAPH
        yield Block(kind, _paragraph(text, lines, width)) if paragraph else _block(text, kind, lines, level)


def find_tables(text: str) -> Iterator[tuple[int, int, list[list[str]]]]:
    """Where each table that is in no list or quotation starts and ends, and the cells of its rows, marks and all."""
    body, _ = _body(text)
    starts = _line_starts(body)
    tokens = _parse(body)
    for position, token in enumerate(tokens):
        if token.type == "table_open" and token.level == 0 and token.map is not None:
            yield starts[token.map[0]], starts[token.map[1]], _rows(tokens[position:])


def find_html_tables(text: str) -> Iterator[tuple[int, int]]:
    """Where each table that is written as HTML starts and ends, none within another; code has none."""
    body, _ = _body(text)
    starts = _line_starts(body)
    done = 0
    for token in _parse(body) if _TABLE.search(body) else ():
        if token.type != "html_block" or token.map is None or _NO_TABLE.match(token.content):
            continue
        for opened in _TABLE.finditer(body, starts[token.map[0]], starts[token.map[1]]):
            closed = _TABLE_END.search(body, opened.end())  # a blank line ends the block of HTML, and not the table
            if closed is None:
                return
            inside = body[opened.end() : closed.start()]
            if opened.start() >= done and not _TABLE.search(inside) and not _MARKED.search(inside):
                yield opened.start(), closed.end()
                done = closed.end()


def _rows(tokens: Sequence[Token]) -> list[list[str]]:
    """The cells of the table that the first token opens, row by row."""
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(token.content)
        elif token.type == "table_close":
            break
    return rows


def _body(text: str) -> tuple[str, int]:
    """The text with its front matter blanked, and how long that is; every offset is kept."""
    front = _FRONT_MATTER.match(text)
    skipped = front.end() if front else 0
    # A form feed or U+2028 ends a line for find_lines, not for CommonMark.
    body = re.sub(r"[\f\v\u0085\u2028\u2029]", " ", text)
    return re.sub(r"[^\r\n]", " ", body[:skipped]) + body[skipped:], skipped


def _parse(body: str) -> list[Token]:
    from markdown_it import MarkdownIt  # a twentieth of a second that a program without such a file does not need

    # Reference definitions are text like any other here: footnotes are written as such.
    return MarkdownIt("commonmark").enable("table").disable("reference").parse(body)


def _parts(body: str) -> Iterator[tuple[BlockKind, list[Line], int]]:
    """Kind and lines of each block in order, with the level of a heading, 0 for what is none."""
    starts = _line_starts(body)
    covered = 0
    for token in _parse(body):
        kind = _CONTAINERS.get(token.type) or _LEAVES.get(token.type)
        if kind is None or token.map is None or token.map[0] < covered:
            continue
        yield from _leftover(body, starts[covered], starts[token.map[0]])
        covered = token.map[1]
        lines = find_lines_between(body, starts[token.map[0]], starts[token.map[1]])
        while kind is BlockKind.PARAGRAPH and lines and (marks := _TIGHT.match(lines[0].text)):
            yield BlockKind.HEADING, lines[:1], len(marks["level"])
            lines = lines[1:]
        if lines:
            yield kind, lines, int(token.tag[1:]) if kind is BlockKind.HEADING else 0
    yield from _leftover(body, starts[covered], len(body))


def _leftover(body: str, start: int, end: int) -> Iterator[tuple[BlockKind, list[Line], int]]:
    """What no token covers, but for rules and other marks without a letter."""
    lines = find_lines_between(body, start, end)
    if any(re.search(r"\w", line.text) for line in lines):
        yield BlockKind.PARAGRAPH, lines, 0


def _paragraph(text: str, lines: list[Line], width: int | None) -> tuple[Span, ...]:
    """A paragraph as spans: line breaks stay, as they do in the text of a person who wrote them, unless the lines were
    broken at ``width``, or all but the last at one of their own."""
    width = width or _own_width(lines)
    records = find_records(lines)
    spans: list[Span] = []
    start = 0
    for end in range(1, len(lines) + 1):
        if end < len(lines) and width and end not in records and continues(lines[end - 1], lines[end], width):
            continue
        spans += join_lines(text, lines[start:end])
        if end < len(lines):
            spans.append(Span(lines[end - 1].end, lines[end].start))
        start = end
    return merge_spans(spans)


def _own_width(lines: list[Line]) -> int | None:
    """The width (characters) that the lines of a single paragraph fill in mid-sentence, None where they do not."""
    width = max(len(line.text) for line in lines)
    wrapped = all(len(line.text) >= width - 2 and not ends_sentence(line.text) for line in lines[:-1])
    return width if wrapped and width >= OWN_WIDTH and ends_sentence(lines[-1].text) else None


def find_lines_between(text: str, start: int, end: int) -> list[Line]:
    """``find_lines`` of ``text[start:end]``, with offsets into ``text``."""
    return [Line(line.start + start, line.end + start, line.gap, line.text) for line in find_lines(text[start:end])]


def _block(text: str, kind: BlockKind, lines: list[Line], level: int) -> Block:
    if kind is not BlockKind.HEADING:
        return Block(kind, (Span(lines[0].start, lines[-1].end),))
    if len(lines) > 1 and not re.search(r"\w", lines[-1].text):
        lines = lines[:-1]  # the underline
    title = lines[0].text.lstrip("#").strip() if len(lines) == 1 and lines[0].text.startswith("#") else ""
    title = title.rstrip("#").rstrip() or lines[0].text if title else ""
    if title:
        start = lines[0].start + lines[0].text.index(title)
        spans: tuple[Span, ...] = (Span(start, start + len(title)),)
    else:
        spans = join_lines(text, lines)
    if sum(map(len, spans)) > LONGEST_HEADING:
        return Block(BlockKind.PARAGRAPH, spans)
    return Block(kind, spans, level=level)


def _line_starts(text: str) -> list[int]:
    """The offset at which each of markdown-it's lines starts, and the text's length once more."""
    return [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", text)), len(text), len(text)]

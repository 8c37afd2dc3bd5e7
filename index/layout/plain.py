"""Blocks of plain text: what each line is, and which headings stand over which.

Plain text says nothing of its own structure, so this goes by what typesetters do: headings are short and carry no
closing mark, captions begin with an arrow, a byline follows the lead of an article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import quantiles

from index.layout.lines import Line, find_lines, join_lines
from index.layout.records import find_records, is_labelled
from index.text.sentences import ends_sentence
from index.types import Block, BlockKind, Span

HEADING_CHARACTERS = 40
WRAP_CHARACTERS = (14, 120)
FILLED = 0.6
"""The share of lines within paragraphs, headings among them, that fill the width of a hard-wrapped text."""

_CAPTION = re.compile(
    r"[↑↓←→↖↗↘↙▲▼◀▶△▽◁▷]|(?:图|图片|照片|表)\s*+[\d一二三四五六七八九十]*+\s*+[:：|｜]|[(（]?图[)）]?[:：]"
)
_CREDIT = re.compile(
    r"(?:(?:文|图|摄|摄影|撰文|文字|图片|供图|采写|记者|本报记者|本刊记者|通讯员|作者|编辑|责编|责任编辑|校对|版式|策划|统筹)"
    r"(?:[/／、&]|\s|[:：])){1,4}\S"
)
_PAGE_NUMBER = re.compile(
    r"[-—–·\s]*+(?:第\s*+)?\d{1,4}\s*+(?:页|版)?(?:\s*+[/／]\s*+(?:共\s*+)?\d{1,4}\s*+页?)?[-—–·\s]*+$"
)
_ATTACHED = re.compile(r"附[件表录]\s*+[\d一二三四五六七八九十]{0,3}\s*+[：:]?")
BULLETS = "•●⚫■◆◇▪➢➤►▶❖✓✔\uf020-\uf0ff"
"""Marks that only items of a list have, those of symbol fonts among them."""
_GLYPH = re.compile(rf"[{BULLETS}]\s*+\S|○\s*+[^零〇○一二三四五六七八九\s]")
_BULLET = re.compile(rf"(?:[-*·○□–{BULLETS}]\s*|[(（]?\d{{1,3}}[)）.．、]\s*(?!\d)|[①-⑳]\s*|[a-zA-Z][)）.]\s)(?=\S)")
_TICKED = re.compile(r"[√✓✔☑☒]")
_DATE = r"(?:\d{4}|[零〇○一二三四五六七八九]{4})\s?年[\s\d一二三四五六七八九十]{1,4}月[\s\d一二三四五六七八九十]{1,4}日"
_DATED = re.compile(rf"{_DATE}")
_STAMP = re.compile(rf"{_DATE}|[^\s\d]{{1,12}}[〔\[（(【]\d{{4}}[〕\]）)】]\s?第?\d{{1,5}}号")
"""A line that is a date, or the number of a document."""
_ITEM = re.compile(r"\A(\d{1,2})[.．、]\s*+(?=[^\W\d])")
_UNDER = re.compile(r"(\d{1,2})[.．]1(?!\d)")
_NUMBERED = [
    re.compile(r"第[零〇一二三四五六七八九十百千\d]+[编部篇卷]"),
    re.compile(r"第[零〇一二三四五六七八九十百千\d]+章"),
    re.compile(r"第[零〇一二三四五六七八九十百千\d]+节"),
    re.compile(r"[一二三四五六七八九十]{1,3}[、．.]"),
    re.compile(r"[(（][一二三四五六七八九十]{1,3}[)）]"),
    re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}[、．.\s](?=\S)"),
    re.compile(r"[(（]\d{1,2}[)）]"),
]
SECTIONS = 5
"""The first so many of these are Chinese numerals, by which headings are numbered and items of lists seldom."""
TITLE_RANK, SECTION_RANK, NUMBERED_RANK = 0, 10, 20
FLOWING = (BlockKind.PARAGRAPH, BlockKind.HEADING)
"""What a line of a hard-wrapped paragraph looks like by itself."""
BYLINE_WITHIN = 5
"""How many blocks below its title an article's byline may stand."""
TITLE_LEVELS = 4
"""How many headings in a row stand one over the other; further ones stand side by side."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One or more lines that belong together, and the ``rank`` of a heading (lower stands higher, titles first)."""

    kind: BlockKind
    lines: tuple[Line, ...]
    rank: int = 0


def plain_blocks(text: str) -> list[Block]:
    """The blocks of a plain text in order, sentences not yet mended."""
    units = list(_group(find_lines(text)))
    blocks: list[Block] = []
    stack: list[int] = []
    for unit in _rank(units):
        level = 0
        if unit.kind is BlockKind.HEADING:
            while stack and stack[-1] >= unit.rank:
                stack.pop()
            stack.append(unit.rank)
            level = len(stack)
        if unit.kind is BlockKind.LIST:
            spans: tuple[Span, ...] = (Span(unit.lines[0].start, unit.lines[-1].end),)
        else:
            spans = join_lines(text, unit.lines)
        blocks.append(Block(unit.kind, spans, level))
    return blocks


def _group(lines: Sequence[Line]) -> Iterator[Unit]:
    """Lines to units: list items to one list, the lines of a hard-wrapped paragraph to one paragraph, records each a
    row by itself."""
    kinds = [classify(line.text) for line in lines]
    for place in _numbered_in_a_row(lines):
        if kinds[place] is BlockKind.HEADING:
            kinds[place] = BlockKind.LIST
    sections = set(_numbered_on(lines))
    for place in sections:
        kinds[place] = BlockKind.HEADING
    for place in _signatures(lines, kinds):
        kinds[place] = BlockKind.PARAGRAPH
    records = {place for place in find_records(lines) if kinds[place] in FLOWING} - sections
    names = _names(lines, kinds) - records
    width = wrap_width([line for place, line in enumerate(lines) if place not in records])
    position = 0
    while position < len(lines):
        kind = kinds[position]
        end = position + 1
        if kind is BlockKind.LIST:
            while end < len(lines) and lines[end].gap == 0 and kinds[end] is BlockKind.LIST:
                end += 1
        elif kind in FLOWING and width and (position not in records or is_labelled(lines[position].text)):
            while end < len(lines) and end not in records and continues(lines[end - 1], lines[end], width):
                end += 1
            kind = kind if end == position + 1 else BlockKind.PARAGRAPH
        if end == position + 1 and position in records:
            kind = BlockKind.ROW
        elif end == position + 1 and position in names:
            kind = BlockKind.LIST
        yield Unit(kind, tuple(lines[position:end]))
        position = end


def _numbered_on(lines: Sequence[Line]) -> Iterator[int]:
    """The short lines with a number that the one below goes on from: ``1. 现场核验`` above ``1.1 …``."""
    for place, (line, below) in enumerate(pairwise(lines)):
        number, under = _ITEM.match(line.text), _UNDER.match(below.text)
        if number and under and number[1] == under[1] and is_heading(line.text[number.end() :]):
            yield place


def _numbered_in_a_row(lines: Sequence[Line]) -> set[int]:
    """The lines that are numbered in Arabic, right below one another, one after the other: items of a list."""
    numbers = [int(found[1]) if (found := _ITEM.match(line.text)) else 0 for line in lines]
    rows = range(1, len(lines))
    pairs = {place for place in rows if 0 < numbers[place - 1] == numbers[place] - 1 and lines[place].gap == 0}
    return pairs | {place - 1 for place in pairs}


def _signatures(lines: Sequence[Line], kinds: Sequence[BlockKind]) -> Iterator[int]:
    """The lines that look like headings, but say who signed the text above them, with a date below."""
    said = False
    for place, (line, below) in enumerate(pairwise(lines)):
        if said and kinds[place] is BlockKind.HEADING and _DATED.fullmatch(below.text):
            after = lines[place + 2].text if place + 2 < len(lines) else ""
            if not after or is_labelled(after) or kinds[place + 2] is BlockKind.HEADING:
                yield place
        said = said or ends_sentence(line.text)


def _names(lines: Sequence[Line], kinds: Sequence[BlockKind]) -> set[int]:
    """The lines that look like headings, but stand one below the other in such a number that they are a list of
    names; the first is what it is called where nothing stands right above it."""
    found: set[int] = set()
    start = 0
    for position in range(1, len(lines) + 1):
        goes_on = position < len(lines) and lines[position].gap == 0
        if goes_on and kinds[position - 1] is kinds[position] is BlockKind.HEADING:
            continue
        if position - start > TITLE_LEVELS:
            found.update(range(start + (start == 0 or lines[start].gap > 0), position))
        start = position
    return found


def classify(line: str) -> BlockKind:
    """What a line is, looked at by itself."""
    if _CAPTION.match(line[:HEADING_CHARACTERS]):
        return BlockKind.CAPTION
    short = len(line) <= HEADING_CHARACTERS
    if short and (_PAGE_NUMBER.match(line) or (_CREDIT.match(line) and not ends_sentence(line))):
        return BlockKind.CREDIT
    if is_heading(line):
        return BlockKind.HEADING
    return BlockKind.LIST if _BULLET.match(line) else BlockKind.PARAGRAPH


def is_heading(line: str) -> bool:
    """Short, and with none of the marks that end or divide a sentence; a question may be a heading, a remark not."""
    if len(line) > HEADING_CHARACTERS or not re.search(r"\w", line) or _TICKED.search(line) or _STAMP.fullmatch(line):
        return False
    numbered = _numbered_rank(line) is not None
    if _BULLET.match(line) and not numbered:
        return False
    body = line.rstrip("？?！!”’」』》）)") if not line.startswith(("“", "‘", "「")) else line
    return not re.search(r"[。；;！!？?，,：:…]", body) and not body.endswith(("、", "（", "(", "《", "“"))


def is_heading_by_hand(line: str) -> bool:
    """Whether a line that is set apart by its type may be a heading: it may be numbered as items of lists are."""
    return classify(line) is BlockKind.HEADING or is_heading(_ITEM.sub("", line))


def is_attachment(line: str) -> bool:
    """Whether a line says no more than that an attachment begins, which ends the sections before it."""
    return bool(_ATTACHED.fullmatch(line))


def is_bulleted(line: str) -> bool:
    """Whether a line begins with a mark that only items of a list have."""
    return bool(_GLYPH.match(line))


def wrap_width(lines: Sequence[Line]) -> int | None:
    """The width (characters) at which a text was hard-wrapped, or None for a text whose lines are paragraphs.

    A wrapped text has many lines that nearly fill its width and stop in mid-sentence, with the next right below; lines
    that stop short of it, with the next right below all the same, are the last of a paragraph and close a sentence.
    """
    if len(lines) < 4:
        return None
    width = round(quantiles((len(line.text) for line in lines), n=10)[-1])
    if not WRAP_CHARACTERS[0] <= width <= WRAP_CHARACTERS[1]:
        return None
    pairs = list(pairwise(lines))
    open_ = [pair for pair in pairs if pair[1].gap == 0 and not ends_sentence(pair[0].text)]
    cut = sum(continues(line, following, width) for line, following in open_)
    return width if cut >= max(len(lines) * 0.4, len(open_) * FILLED) else None


def continues(line: Line, following: Line, width: int) -> bool:
    """Whether a line fills the width and the next one, right below, goes on from it."""
    full = len(line.text) >= width - max(2, width // 10)
    return full and following.gap == 0 and classify(following.text) in FLOWING


def _rank(units: Sequence[Unit]) -> Iterator[Unit]:
    """Give headings their rank.

    Numbered ones go by their numbering. Of the others, two or more in a row open an article (its rubric and its
    title), as does the first of a text and one whose lead is followed by a byline; the rest are sections of it.
    """
    position = 0
    seen = False
    while position < len(units):
        end = position
        while end < len(units) and units[end].kind is BlockKind.HEADING:
            end += 1
        run = units[position:end]
        free = sum(_rank_of(unit) is None for unit in run)
        opens = free > 1 or not seen or _byline_follows(units[end : end + BYLINE_WITHIN])
        for depth, unit in enumerate(run):
            rank = _rank_of(unit)
            if rank is None:
                rank = TITLE_RANK + min(depth, TITLE_LEVELS - 1) if opens else SECTION_RANK
            yield replace(unit, rank=rank)
        seen = seen or bool(run)
        if end < len(units):
            yield units[end]
        position = end + 1


def _rank_of(unit: Unit) -> int | None:
    text = unit.lines[0].text
    rank = _numbered_rank(text)
    return NUMBERED_RANK + SECTIONS if rank is None and _ITEM.match(text) else rank


def _numbered_rank(line: str) -> int | None:
    for rank, pattern in enumerate(_NUMBERED):
        if pattern.match(line):
            return NUMBERED_RANK + rank
    return None


def section_rank(line: str) -> int | None:
    """How deep a section numbered in Chinese is: ``第一章`` 1, ``一、`` 3, ``（一）`` 4; None for other lines."""
    rank = _numbered_rank(line)
    return rank - NUMBERED_RANK if rank is not None and rank - NUMBERED_RANK < SECTIONS else None


def _byline_follows(units: Sequence[Unit]) -> bool:
    """Whether a credit line stands after the first paragraphs, before the next heading or caption."""
    for unit in units:
        if unit.kind is BlockKind.CREDIT:
            return True
        if unit.kind is not BlockKind.PARAGRAPH:
            return False
    return False

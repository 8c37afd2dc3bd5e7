"""Sentences that a column or page break cut in two, made whole by joining spans.

Two kinds of evidence. A *word* that runs across the cut (``最|终``, ``额|度``) is strong: it may reach over captions
and other matter that a page put between the halves, which thereby turn out to be captions. A paragraph that just
stops, in prose that otherwise closes its sentences, is weaker: it is joined only to the very next paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.text.sentences import ends_sentence
from index.text.tokens import Tokenizer, fold
from index.types import Block, BlockKind, join_spans, merge_spans

_STARTS = re.compile(
    "近年来|近日|日前|目前|去年|今年|(?:19|20)[0-9]{2}年|据(?:统计|悉|了解|介绍)|此外|另外|与此同时|同时，|首先|其次|最后"
)
"""With these a paragraph begins, rather than goes on."""
REACH = 4
"""How many blocks may stand between the halves of a sentence."""
MOST_ROWS = 60
"""How many rows of a table that a page put into a sentence are passed over."""
MOST_CUTS = 6
"""How often one sentence may have been cut: what breaks off more often than that is no prose."""
WINDOW = 10
"""Characters on either side of a cut in which a word that crosses it is looked for."""
VERSE = 16
"""A line of verse is no longer than this (characters), and may well end in a comma."""
_NUMBERED = re.compile(
    "(?:第[0-9一二三四五六七八九十百]+[编章节条款]|[（(]?[0-9一二三四五六七八九十]+[)）.．、])[^，。；！？]{1,30}$"
)
"""A short line under a number: a title, even where its file does not say so."""
OPENERS = ("“", "‘", "「", "『", "《", "（", "(", "①", "↑", "←")


def mend(text: str, blocks: Sequence[Block], tokenizer: Tokenizer) -> list[Block]:
    """The blocks with broken sentences joined. A joined block stands where its first half stood."""
    remaining = list(blocks)
    mended: list[Block] = []
    position = joined = 0
    while position < len(remaining):
        block = remaining[position]
        other = _other_half(text, remaining, position, tokenizer) if joined < MOST_CUTS else None
        if other is None:
            mended.append(block)
            position += 1
            joined = 0
            continue
        joined += 1
        for between in range(position + 1, other):
            if remaining[between].kind not in (BlockKind.CREDIT, BlockKind.ROW):
                remaining[between] = replace(remaining[between], kind=BlockKind.CAPTION, level=0)
        # The joined block is looked at again: a sentence may have been cut twice.
        spans = merge_spans((*block.spans, *remaining.pop(other).spans))
        remaining[position] = replace(block, kind=BlockKind.PARAGRAPH, spans=spans, level=0)
    return mended


def _other_half(text: str, blocks: Sequence[Block], position: int, tokenizer: Tokenizer) -> int | None:
    """Where the sentence that is open at the end of ``blocks[position]`` goes on, or None."""
    block = blocks[position]
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING):
        return None
    content = join_spans(text, block.spans)
    if ends_sentence(content) or _is_label(content):
        return None
    first: int | None = None
    inserted = 0
    for candidate in _within_reach(blocks, position):
        other = blocks[candidate]
        if other.closes:
            break
        if other.kind in (BlockKind.CAPTION, BlockKind.CREDIT):
            continue
        following = join_spans(text, other.spans)
        if other.kind in (BlockKind.LIST, BlockKind.CONTENTS):
            break
        over_table = any(between.kind is BlockKind.ROW for between in blocks[position + 1 : candidate])
        apart = candidate > position + 1 and _NUMBERED.match(content)
        crosses = not apart and word_crosses(content, following, tokenizer)
        if crosses and _may_follow(block, content, following, tokenizer):
            return candidate if not over_table or ends_sentence(following) else None
        if other.kind is not BlockKind.PARAGRAPH or over_table:
            break
        if first is None and not inserted and _is_set_apart(text, blocks, candidate):
            inserted += 1
        elif first is None:
            first = candidate
    if first is None or not _is_prose(content) or not _goes_on(join_spans(text, blocks[first].spans)):
        return None
    return first


def _within_reach(blocks: Sequence[Block], position: int) -> Iterator[int]:
    """Where the other half of a paragraph may stand; a table in between counts as nothing, but may not be endless."""
    passed = rows = 0
    for candidate in range(position + 1, len(blocks)):
        if blocks[candidate].kind is BlockKind.ROW:
            rows += 1
        elif passed <= REACH:
            passed += 1
            yield candidate
        if passed > REACH or rows > MOST_ROWS or (rows and blocks[position].kind is BlockKind.HEADING):
            return


def word_crosses(before: str, after: str, tokenizer: Tokenizer) -> bool:
    """Whether a dictionary word lies across the end of ``before`` and the start of ``after``.

    The words on either side are read along, so that ``发展|开放`` does not make a ``展开``.
    """
    left, right = fold(before)[-WINDOW:], fold(after)[:WINDOW]
    if not left or not right or left[-1].isascii() or right[0].isascii():
        return False
    start = 0
    for word in tokenizer.cut(left + right):
        if start < len(left) < start + len(word):
            return True
        start += len(word)
    return False


def _may_follow(block: Block, content: str, following: str, tokenizer: Tokenizer) -> bool:
    """Whether a crossing word is enough.

    What looks like a heading is joined only where it ends in a loose character and what follows closes a sentence:
    a heading and the paragraph under it can meet in a word by accident (四、开标及评标|本次招标).
    """
    if following.startswith(OPENERS):
        return False
    if block.kind is BlockKind.PARAGRAPH and not _NUMBERED.match(content):
        return True
    return ends_sentence(following) and len(tokenizer.cut(fold(content))[-1]) == 1


def _is_set_apart(text: str, blocks: Sequence[Block], position: int) -> bool:
    """Whether more blank lines stand above a block than below it, where a picture was: a caption without an arrow."""
    above = text.count("\n", blocks[position - 1].spans[-1].end, blocks[position].spans[0].start)
    if position + 1 == len(blocks):
        return False
    below = text.count("\n", blocks[position].spans[-1].end, blocks[position + 1].spans[0].start)
    return above > max(below, 2)


def _is_label(content: str) -> bool:
    """A line of a form (``企业数：120``), which is whole without a closing mark."""
    return bool(re.match(r"[^，。；！？]{1,12}[：:]\s*[^，。；！？]{0,30}$", content))


def _is_prose(content: str) -> bool:
    """Running text that stopped in mid-sentence, rather than a heading, a label or a line of a form."""
    stops = sum(content.count(mark) for mark in "。！？；")
    pauses = sum(content.count(mark) for mark in "，、")
    last = content.rstrip()[-1]
    if last in "，、":
        return len(content) > VERSE
    return (last.isalnum() or last == ".") and (stops > 0 or (pauses >= 2 and len(content) >= 40))


def _goes_on(following: str) -> bool:
    """Whether a paragraph can be the second half of a sentence: it closes one, and opens nothing."""
    return ends_sentence(following) and not following.startswith(OPENERS) and not _STARTS.match(following)

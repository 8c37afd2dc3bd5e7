"""Sentences that a column or page break cut in two, made whole by joining spans.

Two kinds of evidence. A *word* that runs across the cut (``最|终``, ``额|度``) is strong: it may reach over captions
and other matter that a page put between the halves, which thereby turn out to be captions. A paragraph that just
stops, in prose that otherwise closes its sentences, is weaker: it is joined only to the very next paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.sentences import ends_sentence
from index.tokens import Tokenizer, fold
from index.types import Block, BlockKind, join_spans, merge_spans

REACH = 4
"""How many blocks may stand between the halves of a sentence."""
MOST_CUTS = 6
"""How often one sentence may have been cut: what breaks off more often than that is no prose."""
WINDOW = 10
"""Characters on either side of a cut in which a word that crosses it is looked for."""
VERSE = 16
"""A line of verse is no longer than this (characters), and may well end in a comma."""
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
            if remaining[between].kind is not BlockKind.CREDIT:
                remaining[between] = Block(BlockKind.CAPTION, remaining[between].spans)
        # The joined block is looked at again: a sentence may have been cut twice.
        spans = merge_spans((*block.spans, *remaining.pop(other).spans))
        remaining[position] = Block(BlockKind.PARAGRAPH, spans)
    return mended


def _other_half(text: str, blocks: Sequence[Block], position: int, tokenizer: Tokenizer) -> int | None:
    """Where the sentence that is open at the end of ``blocks[position]`` goes on, or None."""
    block = blocks[position]
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING):
        return None
    content = join_spans(text, block.spans)
    if ends_sentence(content):
        return None
    first: int | None = None
    for candidate in range(position + 1, min(position + 2 + REACH, len(blocks))):
        other = blocks[candidate]
        if other.kind in (BlockKind.CAPTION, BlockKind.CREDIT):
            continue
        following = join_spans(text, other.spans)
        crossed = other.kind is not BlockKind.LIST and word_crosses(content, following, tokenizer)
        if crossed and _may_follow(block, content, following, tokenizer):
            return candidate
        if other.kind is not BlockKind.PARAGRAPH:
            break
        first = candidate if first is None else first
    if first is None or not _is_prose(content) or not _goes_on(join_spans(text, blocks[first].spans)):
        return None
    return first


def word_crosses(before: str, after: str, tokenizer: Tokenizer) -> bool:
    """Whether a dictionary word, a number or a Latin word lies across the end of ``before`` and the start of ``after``.

    The words on either side are read along, so that ``发展|开放`` does not make a ``展开``.
    """
    left, right = fold(before)[-WINDOW:], fold(after)[:WINDOW]
    if re.search(r"\d[.,]$", left) and right[:1].isdigit():
        return True
    if not left or not right or not left[-1].isalnum() or not right[0].isalnum():
        return False
    if left[-1].isascii() or right[0].isascii():
        return left[-1].isascii() and right[0].isascii() and left[-1].isdigit() == right[0].isdigit()
    start = 0
    for word in tokenizer.cut(left + right):
        if start < len(left) < start + len(word):
            return True
        start += len(word)
    return False


def _may_follow(block: Block, content: str, following: str, tokenizer: Tokenizer) -> bool:
    """Whether a crossing word is enough.

    What looks like a heading is joined only where it ends in a loose character and what follows closes a sentence:
    a heading and the paragraph under it can meet in a word by accident.
    """
    if following.startswith(OPENERS):
        return False
    if block.kind is BlockKind.PARAGRAPH:
        return True
    if content[-1].isascii():  # 附件1 over 2023年
        return False
    return ends_sentence(following) and len(tokenizer.cut(fold(content))[-1]) == 1


def _is_prose(content: str) -> bool:
    """Running text that stopped in mid-sentence, rather than a heading, a label or a line of a form."""
    stops = sum(content.count(mark) for mark in "。！？；")
    pauses = sum(content.count(mark) for mark in "，、")
    last = content.rstrip()[-1]
    if last in "，、":
        return len(content) > VERSE
    return last.isalnum() and (stops > 0 or (pauses >= 2 and len(content) >= 40))


def _goes_on(following: str) -> bool:
    """Whether a paragraph can be the second half of a sentence: it closes one, and opens nothing."""
    return ends_sentence(following) and not following.startswith(OPENERS)

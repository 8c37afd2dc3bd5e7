"""Where a sentence is written otherwise than its source, word by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from qa.checking.line import Line

_NUMBER = r"\d+(?:[.,]\d+)*|[零〇一二两三四五六七八九十百千万亿点]+"
_PIECE = re.compile(rf"{_NUMBER}|[a-z]+|\s+|.", re.DOTALL)
_PART = re.compile(rf"{_NUMBER}|[^\d零〇一二两三四五六七八九十百千万亿点]+", re.DOTALL)
"""A number, or what stands between two: a unit is one."""
_MARKS = re.compile(r"[\W_]{1,9}$")
_LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Change:
    """``[start, end)`` of the folded line, and of the folded source; one of the two may be empty.

    ``said`` is what the source says where that does not stand in its sentence, but before or above it.
    """

    mine: tuple[int, int]
    theirs: tuple[int, int]
    said: str = ""


@dataclass(frozen=True, slots=True)
class Alignment:
    """What of a part of a line, ``scope``, is in a source in the same order: the ``share`` of its letters, and what is
    changed between."""

    scope: tuple[int, int]
    share: float
    changes: tuple[Change, ...]


def align(line: Line, scope: tuple[int, int], source: Line) -> Alignment:
    """A part of a line beside the whole of a source; values count as equal, whatever they say.

    What stands before the first and behind the last words that are the same is beside as much of the source.
    """
    start, end = scope
    mine, theirs = line.bare[start:end], source.bare
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if _letters(mine[block.a : block.a + block.size])]
    total = _letters(mine)
    if not blocks or not total:
        return Alignment(scope, 0.0, ())
    gaps = [Change((0, blocks[0].a), (max(blocks[0].b - blocks[0].a, 0), blocks[0].b))]
    for before, after in pairwise(blocks):
        gaps.append(Change((before.a + before.size, after.a), (before.b + before.size, after.b)))
    low, first = blocks[-1].a + blocks[-1].size, blocks[-1].b + blocks[-1].size
    until = min(first + len(mine) - low, len(theirs))
    gaps.append(Change((low, len(mine)), (first, first + len(_MARKS.sub("", theirs[first:until])))))
    changes = [
        _whole(line, source, Change((start + gap.mine[0], start + gap.mine[1]), gap.theirs))
        for gap in gaps
        if _letters(mine[slice(*gap.mine)]) or _letters(theirs[slice(*gap.theirs)])
    ]
    kept = sum(_letters(mine[block.a : block.a + block.size]) for block in blocks)
    return Alignment(scope, kept / total, tuple(_joined(changes)))


def _joined(changes: Sequence[Change]) -> list[Change]:
    """The changes, those that widened into each other as one."""
    joined: list[Change] = []
    for change in changes:
        last = joined[-1] if joined else None
        if last and (last.mine[1] > change.mine[0] or last.theirs[1] > change.theirs[0]):
            mine, theirs = max(last.mine[1], change.mine[1]), max(last.theirs[1], change.theirs[1])
            joined[-1] = Change((last.mine[0], mine), (last.theirs[0], theirs))
        else:
            joined.append(change)
    return joined


def _letters(text: str) -> int:
    return len(_LETTER.findall(text))


def _whole(line: Line, source: Line, change: Change) -> Change:
    """A change widened to whole words on both sides, by as much on each."""
    (low, high), (first, last) = change.mine, change.theirs
    left = max(_cut(line, low, "start"), _cut(source, first, "start"))
    right = max(_cut(line, high, "end"), _cut(source, last, "end"))
    return Change((max(low - left, 0), min(high + right, len(line.folded))), (max(first - left, 0), last + right))


def _cut(line: Line, at: int, side: str) -> int:
    """How far the edge of the word is in which a border lies; 0 between words."""
    for word in line.words:
        if word.start < at < word.end:
            return at - word.start if side == "start" else word.end - at
    return 0


def spelled(
    line: Line, mine: tuple[int, int], source: Line, theirs: tuple[int, int], *, whole: bool = False
) -> list[Change]:
    """Two stretches beside each other by whole numbers, words of other letters and single characters: what differs.

    :param whole: whether what stands between numbers, such as a unit, is taken as one.
    """
    pieces = _PART if whole else _PIECE
    one, other = (list(pieces.finditer(each.folded, *at)) for each, at in ((line, mine), (source, theirs)))
    matcher = SequenceMatcher(None, [each.group() for each in one], [each.group() for each in other], autojunk=False)
    return [
        Change(_stretch(one, low, high, mine), _stretch(other, first, last, theirs))
        for kind, low, high, first, last in matcher.get_opcodes()
        if kind != "equal"
    ]


def _stretch(pieces: Sequence[re.Match[str]], low: int, high: int, whole: tuple[int, int]) -> tuple[int, int]:
    if low < high:
        return pieces[low].start(), pieces[high - 1].end()
    at = pieces[low].start() if low < len(pieces) else whole[1]
    return at, at


def overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two places have a character in common; an empty one is that of the character behind it."""
    return one[0] < max(other[1], other[0] + 1) and other[0] < max(one[1], one[0] + 1)

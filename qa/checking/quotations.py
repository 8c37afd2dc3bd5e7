"""Words in quotation marks beside what documents say: the same, the same but for some words, or nothing like it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from index.searching.duplicates import letters
from index.text.denials import DENIALS
from qa.checking.changes import Alignment, Change, spelled
from qa.checking.claims import Claim
from qa.checking.comparing import missing_names, other_names
from qa.checking.judging import Verdict
from qa.checking.line import Line
from qa.checking.sources import Source
from qa.checking.types import Standing

_DENIED = re.compile(f"[{DENIALS}别]$")
ALIKE = 0.7
"""The share of a quotation's characters that a source has in the same order where it is quoted wrongly."""


def quoted(line: Line, claim: Claim, sources: Sequence[Source]) -> list[Verdict]:
    """What each source makes of a quotation, best first; those that have nothing like it are left out."""
    words = line.folded[claim.start : claim.end]
    found = [_by_whom(line, claim, each) for source in sources if (each := _beside(line, claim, words, source))]
    return sorted(found, key=lambda verdict: (verdict.standing is not Standing.SUPPORTED, -verdict.score))


def _by_whom(line: Line, claim: Claim, verdict: Verdict) -> Verdict:
    """The verdict, where what is said to be quoted, or who is said to have said it, is another there, or unknown."""
    closed = max(line.folded.rfind(mark, 0, max(claim.start - 1, 0)) for mark in "”」』") + 1
    source, before = verdict.source, (closed, claim.start)
    nothing = Alignment(before, 0.0, ())
    others = [each.change for each in other_names(line, before, source, nothing)]
    if others:
        return replace(verdict, standing=Standing.CONTRADICTED, changes=(*others, *verdict.changes))
    if verdict.standing is Standing.SUPPORTED and missing_names(line, before, source):
        return replace(verdict, standing=Standing.UNSEEN)
    return verdict


def _beside(line: Line, claim: Claim, words: str, source: Source) -> Verdict | None:
    folded = source.line.folded
    matcher = SequenceMatcher(None, folded, words, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size > 1 or block.size == len(words)]
    share = sum(block.size for block in blocks) / len(words)
    if share < ALIKE:
        return None
    first, last = blocks[0], blocks[-1]
    start = max(first.a - first.b, 0)
    end = min(last.a + last.size + len(words) - last.b - last.size, len(folded))
    place = (start, end)
    if letters(words) in letters(folded):
        denied = _DENIED.search(folded, max(start - 2, 0), start)
        if denied is None:
            return Verdict(Standing.SUPPORTED, source, 1.0, (place,))
        left_out = Change((claim.start, claim.start), denied.span())
        return Verdict(Standing.CONTRADICTED, source, 1.0, ((denied.start(), end),), (left_out,))
    changes = [
        change
        for change in spelled(line, (claim.start, claim.end), source.line, place)
        if letters(line.folded[slice(*change.mine)]) or letters(folded[slice(*change.theirs)])
    ]
    return Verdict(Standing.CONTRADICTED, source, share, (place,), tuple(changes)) if changes else None

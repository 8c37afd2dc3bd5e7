"""The same text in several documents: shown once, with all the places where it stands. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.text.tokens import fold
from index.types import Hit

_MARKS = re.compile(
    r"[\W_](?:(?<![.\-])|(?<=\.)(?:(?<!\d\.)|(?!\d))|(?<=-)(?:(?<=[0-9A-Za-z]-)|(?!\d)))"  # a mark first: most are none
)
"""What says nothing: all marks but the point within a figure and the minus before one."""
SHORTEST = 12
"""Letters from which a text that stands whole in another's passage counts as the same."""


def merge_twins(hits: Sequence[Hit], top: int) -> list[Hit]:
    """The ``top`` first hits with different texts, in their order; each names its twins further down.

    Two texts are the same when their letters and digits are, width, case and script apart, or when the one stands
    whole in the other, as where two formats of a report are cut into passages differently. One digit of difference
    makes two texts of them. Passages of one document are never twins: a text that it says twice, it says twice.
    """
    kept: list[Hit] = []
    texts: list[str] = []
    for hit in hits:
        mine = letters(hit.passage.text)
        twin = next((i for i, theirs in enumerate(texts) if _same(mine, theirs) and apart(hit, kept[i])), None)
        if twin is not None:
            kept[twin] = replace(kept[twin], twins=(*kept[twin].twins, hit.passage))
        elif len(kept) < top:
            kept.append(hit)
            texts.append(mine)
    return kept


def letters(text: str) -> str:
    """A text's letters and digits, folded: what is compared."""
    return _MARKS.sub("", fold(text))


def _same(mine: str, theirs: str) -> bool:
    if len(mine) > len(theirs):
        mine, theirs = theirs, mine
    return mine == theirs or (len(mine) >= SHORTEST and mine in theirs)


def apart(hit: Hit, other: Hit) -> bool:
    """Whether a hit is of another document than those that ``other`` stands for."""
    return hit.passage.document_id not in {other.passage.document_id, *(twin.document_id for twin in other.twins)}

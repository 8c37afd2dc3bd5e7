"""Whether what a question names stands with a piece of evidence, or need not be repeated there."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from index.text.tokens import fold
from index.text.values import NUMBERED, YEAR, Kind, find_values
from index.types import Document
from qa.asking.question import Term, TermKind
from qa.judging.exactness import COMPARED
from qa.judging.identity import identity_of, is_of_other_years
from qa.types import Evidence

THEME_DENSITY = 1 / 300
"""A name that stands this often (per character), and three times at least, in what lies ``NEARBY`` is its theme."""
_LAST = re.compile("(?<![比较与同和超])(?:上一?年|去年|前一年)|过去的?一年")
"""The year before, where it is told of and not only compared with."""
_NEXT = re.compile("次年|明年|下一?年|来年")
NEARBY = 1500
"""Characters of the document before and behind a passage."""
LOOKED_THROUGH = 300_000
"""Characters of a document, from its beginning, that tell which year it is about."""


def is_understood(term: Term, evidence: Evidence, around: str, document: Document) -> bool:
    """Whether a name or a year need not be repeated here.

    A name counts where the text that the passage goes on from has it, or the document is about it. A year counts
    where the passage names none and it is the one the document names most.
    """
    if term.kind is TermKind.NAME and not term.text.isascii():
        text = text_near(evidence, document)
        often = max(text.count(form) for form in term.forms)
        return term.is_in(fold(evidence.before)) or often >= max(3, len(text) * THEME_DENSITY)
    if term.kind is TermKind.NUMBERED:
        start = evidence.hit.passage.spans[0].start
        return _is_last_named(term, document.text[max(start - NEARBY, 0) : start])
    if term.is_year:
        usual = not _years(around) and term.forms[0] == _usual_year(document.text[:LOOKED_THROUGH])
        return (usual and not is_of_other_years(term, document)) or _is_counted_from(term, around, document)
    return False


def _is_counted_from(term: Term, around: str, document: Document) -> bool:
    """Whether a year is the one before, or behind, that the text is of, and the text speaks of it: ``上年同期``."""
    year = int(term.forms[0][:4])
    of = (
        {each for each, _ in identity_of(document).years}
        or set(_years(around))
        or {_usual_year(document.text[:LOOKED_THROUGH])}
    )
    last = f"{year + 1}年" in of and _LAST.search(around) is not None
    return last or (f"{year - 1}年" in of and _NEXT.search(around) is not None)


def text_near(evidence: Evidence, document: Document) -> str:
    """The passage and what stands ``NEARBY`` before and behind it, folded."""
    spans = evidence.hit.passage.spans
    return fold(document.text[max(spans[0].start - NEARBY, 0) : spans[-1].end + NEARBY])


def _is_last_named(term: Term, before: str) -> bool:
    """Whether of what is numbered like the term, such as 几号楼, the text before speaks of this one last."""
    units = {value.unit for value in find_values(term.text)}
    alike = [value.states for value in find_values(fold(before)) if value.kind in NUMBERED and value.unit in units]
    return bool(alike) and any(form in alike[-1] for form in term.forms)


def _years(folded: str) -> list[str]:
    """The years that a folded text names, but for those that it only compares with."""
    compared = [place.span() for place in COMPARED.finditer(folded)]
    return [
        key
        for value in find_values(folded)
        if value.kind is Kind.TIME and not any(start <= value.start < end for start, end in compared)
        for key in value.states
        if YEAR.fullmatch(key)
    ]


@lru_cache(maxsize=16)
def _usual_year(text: str) -> str:
    """The year that a text names most, the later of two, ``""`` where it names none."""
    counted = Counter(_years(fold(text)))
    return max(counted, key=lambda year: (counted[year], year), default="")

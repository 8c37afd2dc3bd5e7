"""Whether what a question names stands in a text in other words, or is no name but a piece of other words."""

from __future__ import annotations

import re
from functools import lru_cache

from index.text.tokens import HAN, fold
from index.text.vocabulary import abbreviated, said_otherwise
from index.types import Document
from qa.asking.question import Term, TermKind
from qa.judging.numbered import is_numbered_alike

_INTRODUCED = re.compile(
    "[(](?P<says>以下|下称|下文)?(?:统|均|合)?(?P<named>简称|称)?(?:为|作)?"
    f'(?P<mark>[“"「『])?(?P<short>[{HAN}a-z0-9]{{2,12}})[”"」』]?[)]'
)
_NAME_BEFORE = re.compile(f"[{HAN}]{{4,30}}$")
LONGEST = 30
"""Characters of a whole name that a short one is introduced for."""
OPENING = 20_000
"""Characters of a document in which its short names are introduced."""
LEAST = 4
"""Characters of the end of a whole name that name it."""


def stands_otherwise(term: Term, asked: str, around: str, document: Document) -> bool:
    """Whether a term of a folded question, that a folded text does not have, is there in other words.

    :param around: the passage with the headings above it.
    """
    if term.kind is TermKind.NUMBERED:
        return any(is_numbered_alike(form, around) for form in term.forms)
    if term.kind is TermKind.VALUE:
        return term.is_year and any(f"{term.forms[0][:-1]}{what}" in around for what in "版届级款")
    short = any(form in around for each in term.forms for form in abbreviated(each))
    return short or _means(term, asked, around) or _is_introduced(term, asked, around, document)


def is_piece(name: str, asked: str, around: str) -> bool:
    """Whether a name of a folded question is cut out of other words, both of which stand in a folded text.

    ``河北`` is none in ``新沭岔河北段`` where the text has ``岔河`` and ``北段``.
    """
    start = asked.find(name)
    while start >= 0:
        end = start + len(name)
        for border in range(start + 1, end):
            left, right = asked[max(start - 1, 0) : border], asked[border : end + 1]
            if start > 0 and end < len(asked) and left in around and right in around:
                return True
        start = asked.find(name, end)
    return False


def _means(term: Term, asked: str, around: str) -> bool:
    """Whether the words that the term is, or is a part of, are written otherwise."""
    return any(term.text in asked[start:end] for start, end in said_otherwise(asked, around))


def _is_introduced(term: Term, asked: str, around: str, document: Document) -> bool:
    """Whether the document introduces a short name, and the question has the one where the text has the other."""
    for whole, short in _introduced(document.text[:OPENING]):
        if term.text in short and short in asked and whole[-LEAST:] in around:
            return True
        if short in around and term.text in whole and any(whole[at:] in asked for at in range(len(whole) - LEAST + 1)):
            return True
    return False


@lru_cache(maxsize=16)
def _introduced(text: str) -> tuple[tuple[str, str], ...]:
    """The whole and the short names that a text introduces: ``某某委员会（以下简称“委员会”）``."""
    folded = fold(text)
    found = []
    for match in _INTRODUCED.finditer(folded):
        whole = _NAME_BEFORE.search(folded[max(match.start() - LONGEST, 0) : match.start()])
        if whole and (match["says"] or match["named"] or match["mark"]):
            found.append((whole.group(), match["short"]))
    return tuple(found)

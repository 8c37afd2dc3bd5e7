"""A question said in the words of a passage, as the reading model is asked: it has learned few words for each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.text.introduced_names import LEAST, introduced, tails
from index.text.tokens import HAN, fold, fold_with_origins
from index.text.vocabulary import deeds, find_meant, spelt_out
from qa.types import Expected, Question

_FIRST = re.compile(f"第[一1](?:个|次)?(?P<what>[{HAN}])")
_ALTERNATIVES = re.compile(f"(?P<of>[{HAN}])[(](?P<inside>[{HAN}、]{{1,8}})[)]")
"""What may stand beside a word in its place: 镇(街), 县(市、区)."""
_HOW_LONG = re.compile("(?:是|为|有)?多少(?=[?？]?$)")
"""In a question for a length of time, which people ask for otherwise: ``工期是多少``."""

Swap = tuple[int, int, str]
"""What stands for the ``[start, end)`` of a folded question."""


def reworded(question: Question, text: str, opening: str) -> str:
    """The question with those of its words, that a text has otherwise, in the text's words; else as it is.

    ``押金`` is asked for as ``保证金``, a body by the short name that the document introduces, ``第一个小时`` as
    ``首小时``, ``镇街`` as ``镇(街)``.

    :param text: the passage with the headings above it.
    :param opening: of its document, which introduces short names.
    """
    asked, origins = fold_with_origins(question.resolved)
    found = sorted(_swaps(asked, fold(text), introduced(opening)), key=lambda swap: (swap[0], -swap[1]))
    if question.expected is Expected.DURATION:
        found += [(*match.span(), "多久") for match in _HOW_LONG.finditer(asked)]
    said, done = "", 0
    for start, end, other in found:
        if start >= done:
            said += question.resolved[origins[done] : origins[start]] + other
            done = end
    return said + question.resolved[origins[done] :]


def _swaps(asked: str, text: str, names: Sequence[tuple[str, str]]) -> Iterator[Swap]:
    for start, end, others in find_meant(asked):
        there = [other for other in others if other in text]
        if there and asked[start:end] not in text and asked[start:end] not in deeds():
            yield start, end, max(there, key=len)
    for whole, short in names:
        yield from _renamed(asked, text, whole, short)
    for at in range(len(asked) - 1):
        whole = spelt_out(asked[at : at + 2], text)
        if whole and asked[max(at - 1, 0) : at + 1] not in text and asked[at + 1 : at + 3] not in text:
            yield at, at + 2, whole
    for match in _ALTERNATIVES.finditer(text):
        word = match["of"] + match["inside"].replace("、", "")
        if word in asked and word not in text:
            yield asked.index(word), asked.index(word) + len(word), match.group()
    for match in _FIRST.finditer(asked):
        if f"首{match['what']}" in text and match.group() not in text:
            yield *match.span(), f"首{match['what']}"


def _renamed(asked: str, text: str, whole: str, short: str) -> Iterator[Swap]:
    """A body by the other of its two names, where the text has only that."""
    at = asked.find(short)
    if at >= 0 and short not in text and whole[-LEAST:] in text:
        yield at, at + len(short), whole
    if short not in text:
        return
    tail = next((tail for tail in tails(whole) if tail in asked), "")
    if tail and tail not in text:
        at = asked.index(tail)
        yield at, at + len(tail), short
    for start, end, others in find_meant(asked):
        if whole in others and asked[start:end] not in text:
            yield start, end, short

"""What is to be answered before it is cited: texts with the slices of documents that they follow from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.library import Library
from index.types import Document, Span
from qa.answers import Answer, Citation, NoAnswer, Part, PartKind
from qa.citing import cite_slice
from qa.judging.quotes import keep_verbatim
from qa.statements import Reason, Remark, RemarkKind
from qa.types import Question, Seconds

ONE_BY_ONE = 12
"""So many slices are cited one by one; of more, those that stand beneath each other are one citation."""
CITED = 200
"""Rows that are cited for what was reckoned from them, or refused; nobody looks through more."""
SURE = 0.97
"""The probability that an answer is right which a table gives under the conditions set for it here."""
UNSURE = 0.6

_FOLLOWING = (PartKind.COMPUTED, PartKind.UNANSWERED)
"""What follows from its slices, and need not stand in each."""


@dataclass(frozen=True, slots=True)
class Slice:
    """A slice of a document with the words in it that answer."""

    document: Document
    span: Span
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A part of an answer with the slices that it follows from, the one it stands in first."""

    text: str
    kind: PartKind
    slices: tuple[Slice, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a table or list answers, or with a reason ``why`` it does not.

    ``explained`` counts the question's characters that are accounted for: the more, the nearer is what was found.
    """

    drafts: tuple[Draft, ...]
    explained: int
    why: Reason | None = None
    remarks: tuple[Remark, ...] = ()
    sure: bool = True


def outcome(question: Question, found: Found, library: Library, seconds: Seconds) -> Answer | NoAnswer | None:
    """The answer with its citations, checked word for word; None where one is not in its document any more."""
    found = _of_few(found)
    slices = list(dict.fromkeys(each for draft in found.drafts for each in draft.slices))
    groups = _grouped(slices)
    cited = [
        cite_slice(library, group[0].document, number, _around(group), [mark for each in group for mark in each.marks])
        for number, group in enumerate(groups, start=1)
    ]
    if len(keep_verbatim(cited, library)) < len(cited):
        return None
    if found.why:
        return NoAnswer(question, found.why, tuple(cited), 1 - SURE, seconds)
    numbers = {each: number for number, group in enumerate(groups, start=1) for each in group}
    parts = tuple(
        Part(draft.text, draft.kind, tuple(dict.fromkeys(numbers[each] for each in draft.slices)), draft.label)
        for draft in found.drafts
    )
    return Answer(
        question,
        "；".join(dict.fromkeys(part.text for part in parts)),
        tuple(cited),
        SURE if found.sure else UNSURE,
        seconds,
        remarks=found.remarks,
        sentence=_sentence(parts, cited),
        sure=found.sure,
        parts=parts,
    )


def _of_few(found: Found) -> Found:
    """With the first ``CITED`` slices of what is reckoned or refused, and a remark on what was left out."""
    most = max((len(draft.slices) for draft in found.drafts if draft.kind in _FOLLOWING), default=0)
    if most <= CITED:
        return found
    drafts = tuple(
        replace(draft, slices=draft.slices[:CITED]) if draft.kind in _FOLLOWING else draft for draft in found.drafts
    )
    remark = Remark(RemarkKind.CITED_ROWS, count=most, shown=CITED)
    return replace(found, drafts=drafts, remarks=(*found.remarks, remark))


def _sentence(parts: Sequence[Part], cited: Sequence[Citation]) -> str:
    """Of a single part that is no computation the row or item it stands in, else nothing."""
    return cited[0].quote if len(parts) == 1 and parts[0].kind is not PartKind.COMPUTED else ""


def _grouped(slices: Sequence[Slice]) -> list[list[Slice]]:
    if len(slices) <= ONE_BY_ONE:
        places = dict.fromkeys((each.document.id, each.span) for each in slices)
        return [[each for each in slices if (each.document.id, each.span) == place] for place in places]
    groups: list[list[Slice]] = []
    for each in slices:
        last = groups[-1][-1] if groups else None
        between = last.document.text[last.span.end : each.span.start] if last else "."
        if last and last.document.id == each.document.id and last.span.end <= each.span.start and not between.strip():
            groups[-1].append(each)
        else:
            groups.append([each])
    return groups


def _around(group: Sequence[Slice]) -> Span:
    return Span(group[0].span.start, group[-1].span.end)

"""Several questions in one: each answered by itself, in order, with its own citations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from index.text.pairs import enclosed, is_within
from qa.answers import Answer, Citation, NoAnswer, Part, PartKind
from qa.statements import Reason, ReasonKind
from qa.types import Question, Seconds

MOST = 6
"""So many questions are answered at once, at most."""
_ENDS = re.compile(r"(?<![?？])[?？]++\s*+(?!$)")
_CLAUSES = re.compile(
    "(?:[是由找]谁|哪里|哪儿|什么(?:时候|地方|时间)?|多[久长大高远]|怎么样|如何|哪[\u4e00-\u9fff]{0,2})[,，]"
    "|(?:多少|(?<![这那近好前后头过去中了])第?几)[\u4e00-\u9fff]{0,2}[,，、]"
)
"""A mark right behind what asks, and the one thing that is counted."""
_WHATEVER = re.compile("不管|无论|不论|如果|要是|假如|只要|没.{0,2}(?:多少|几)|^在[^,，]*[年月日天]")
"""What makes of words that ask none that ask: ``不管是谁，``, ``没多少``; ``在哪一年，`` asks with what follows."""
_ASKS = re.compile("多少|几|谁|哪|什么|怎么|如何|多[久长大高远]|为何|吗|能否|是否|何时")


def parted(text: str) -> list[str]:
    """The questions in a line, in order, where there are two to ``MOST`` and each asks something; else none.

    One ends at its mark or, where what asks stands last in it, at a comma: ``一年多少，谁付？``; none within brackets,
    quotation marks or a title.
    """
    within = enclosed(text)
    marks = [match.span() for match in _ENDS.finditer(text) if not is_within(match.start(), within)]
    bounds = pairwise([(0, 0), *marks, (len(text), len(text))])
    parts = [text[end:start].strip() for (_, end), (start, _) in bounds]
    if len(parts) == 1 and not _WHATEVER.search(text):
        clauses = (match for match in _CLAUSES.finditer(text) if not is_within(match.start(), within))
        ends = [0, *(match.end() for match in clauses), len(text)]
        parts = [text[start:end].strip(",，、 ") for start, end in pairwise(ends)]
    return parts if 1 < len(parts) <= MOST and all(_ASKS.search(part) for part in parts) else []


def together(question: Question, asked: Sequence[str], outcomes: Sequence[Answer | NoAnswer]) -> Answer | NoAnswer:
    """What came of each question as the parts of one answer; none where none was answered.

    The confidence is that of the least certain; what was not answered says why.
    """
    answers = [each for each in outcomes if isinstance(each, Answer)]
    seconds = Seconds(*(sum(getattr(each.seconds, name) for each in outcomes) for name in ("search", "read", "total")))
    parts: list[Part] = []
    citations: list[Citation] = []
    for text, each in zip(asked, outcomes, strict=True):
        parts += _parts_of(text, each, len(citations))
        kept = _cited(each)
        citations += [replace(citation, number=len(citations) + n) for n, citation in enumerate(kept, start=1)]
    if not answers:
        reasons = [(text, each.why) for text, each in zip(asked, outcomes, strict=True) if isinstance(each, NoAnswer)]
        why = Reason(ReasonKind.SEVERAL, parts=tuple(reasons))
        return NoAnswer(question, why, (), max(each.confidence for each in outcomes), seconds)
    return Answer(
        question,
        "；".join(part.text for part in parts),
        tuple(citations),
        min(each.confidence for each in answers),
        seconds,
        remarks=tuple(remark for remarks in dict.fromkeys(each.remarks for each in answers) for remark in remarks),
        sure=all(each.sure for each in answers) and len(answers) == len(outcomes),
        parts=tuple(parts),
    )


def _cited(outcome: Answer | NoAnswer) -> Sequence[Citation]:
    if isinstance(outcome, NoAnswer):
        return ()
    return outcome.citations if outcome.parts else outcome.citations[:1]


def _parts_of(text: str, outcome: Answer | NoAnswer, before: int) -> list[Part]:
    if isinstance(outcome, NoAnswer):
        return [Part(outcome.reason, PartKind.UNANSWERED, (), text, outcome.why)]
    if not outcome.parts:
        return [Part(outcome.shown, PartKind.QUOTED, (before + 1,), text)]
    moved = [replace(part, citations=tuple(number + before for number in part.citations)) for part in outcome.parts]
    return [replace(part, label=f"{text} {part.label}".strip()) for part in moved]

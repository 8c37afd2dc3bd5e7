"""Several questions in one: each answered by itself, in order, with its own citations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.answers import Answer, Citation, NoAnswer, Part, PartKind
from qa.statements import Reason, ReasonKind
from qa.types import Question, Seconds

MOST = 6
"""So many questions are answered at once, at most."""
_ENDS = re.compile(r"(?<![?？])[?？]++\s*+(?!$)")
_ASKS = re.compile("多少|几|谁|哪|什么|怎么|如何|多[久长大高远]|为何|吗|能否|是否|何时")


def parted(text: str) -> list[str]:
    """The questions in a line, in order, where there are two to ``MOST`` and each asks something; else none."""
    parts = [part.strip() for part in _ENDS.split(text)]
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

"""Several questions in one: each answered by itself, in order, with its own citations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from index.text.denials import NOT_SO
from index.text.pairs import enclosed, is_within
from qa.answers import Answer, Citation, NoAnswer, Part, PartKind
from qa.statements import Reason, ReasonKind
from qa.types import Question, Seconds

MOST = 6
"""So many questions are answered at once, at most."""
_ENDS = re.compile(r"(?<![?？])[?？]++\s*+(?!$)")
_SEPARATES = re.compile("[,，、;；]|(?<![A-Za-z0-9])[ 　]+|[ 　]+(?![A-Za-z0-9])")
_FEW = "(?<![这那近好前后头过去中了没第接连的把〇零一二三四五六七八九十])几"
_VALUE = f"{_FEW}|第几|多少|谁|什么(?!的|样)|啥|哪|多[久长大高远重宽快]|何时"
"""What asks for a value or a name, which a clause may give beside another's; how something is done often says both."""
_ASKS = re.compile(f"{_VALUE}|几|怎么|怎样|如何|咋|为何|能否|是否|吗[?？]?$")
_GOES_ON = re.compile("呢[?？]?$")
"""What asks of another the same: the first that is asked cannot."""
_TAIL = f"(?![{NOT_SO}])[^,，、?？ 　]"
_FIRST = re.compile(f"(?:{_VALUE})(?:{_TAIL}){{0,6}}$")
_FIRST_LONGER = re.compile(f"(?:{_VALUE}|怎么)(?:{_TAIL}){{0,14}}$")
"""A clause that asks at its end, and sets no condition for the next (几个人没来); a blank parts longer ones too."""
_NEXT = re.compile(f"^(?!各)(?=.*(?:{_VALUE}|呢[?？]?$))(?!.*(?:怎么|怎样|如何|咋))")
_OF_THINGS = "个条本张台份名户"
_RUN_ON = re.compile(
    f"(?<!从)(?:多少|几[{_OF_THINGS}])[\u4e00-\u9fff]{{0,2}}(?=几[{_OF_THINGS}]|多少|谁)(?<![加变付到])"
)
"""A figure asked for right before another: ``多少学时几个学分``."""
_WHATEVER = re.compile(
    "不管|无论|不论|如果|要是|假如|只要|[碰遇][上到]|^想[看知]|没.?(?:多少|几)|^[在由][^,，、 ]*[,，、 ]"
)
"""What makes of words that ask none that ask: ``不管是谁，``, ``没多少``; ``在哪一年，`` asks with what follows."""
_WHEN_AND_WHERE = re.compile(
    "(?P<when>什么时[候间]|几点|几号|哪[一1]?天)(?P<where>在(?:哪[里儿]?|什么地方))(?P<done>[^,，、?？ ]{1,6}[?？]?)$"
)
_EACH = re.compile("(?:分别|各自?)(?P<asks>[^,，、?？]{0,6}(?:多少|几|谁|什么|哪|多[久长大高远])[^,，?？]{0,8}[?？]?)$")
_CLAUSE, _OF = re.compile("[,，?？]"), re.compile("的[^、和与跟 ]{1,8}$")
_OF_SEVERAL = re.compile("各|分别|哪些|哪几")
"""Asks for more than one thing, which a sentence may have where the words that were read are one of them."""
_NO_THING = re.compile(f"^$|[0-9]$|{_VALUE}")
_AND = re.compile("、|以及|[和与跟及]")


def parted(text: str) -> list[str]:
    """The questions in a line, in order, where there are two to ``MOST`` and each asks something; else none.

    One ends at its mark, or at a comma or blank where what stands before and behind it asks: ``一年多少，谁付？``; none
    within brackets, quotation marks or a title.
    """
    within = enclosed(text)
    marks = [match.span() for match in _ENDS.finditer(text) if not is_within(match.start(), within)]
    bounds = pairwise([(0, 0), *marks, (len(text), len(text))])
    parts = [text[end:start].strip() for (_, end), (start, _) in bounds]
    if len(parts) == 1 and not _WHATEVER.search(text):
        parts = _clauses(text, within)
    if len(parts) == 1 and (both := _WHEN_AND_WHERE.search(text)):
        head = text[: both.start()]
        parts = [f"{head}{both[name]}{both['done']}" for name in ("when", "where")]
    asking = [_ASKS.search(part) or (at and _GOES_ON.search(part)) for at, part in enumerate(parts)]
    return parts if 1 < len(parts) <= MOST and all(asking) else []


def _clauses(text: str, within: Sequence[tuple[int, int]]) -> list[str]:
    """The clauses of a line that ask, each with those before it that do not."""
    marks = [match.span() for match in _SEPARATES.finditer(text) if not is_within(match.start(), within)]
    marks += [(match.end(), match.end()) for match in _RUN_ON.finditer(text) if not is_within(match.end(), within)]
    parts: list[str] = []
    begins = 0
    for (start, end), (last, _) in pairwise([*sorted(marks), (len(text), len(text))]):
        ends = _FIRST_LONGER if text[start:end].isspace() else _FIRST
        if ends.search(text[begins:start]) and _NEXT.search(text[end:last]):
            parts.append(text[begins:start])
            begins = end
    return [*parts, text[begins:]]


def distributed(text: str) -> list[str]:
    """What is asked of several things at once, one by one: ``甲和乙分别多少`` as ``甲多少``, ``乙多少``; else none."""
    match = _EACH.search(text)
    said = _CLAUSE.split(text[: match.start()])[-1] if match else ""
    of = _OF.search(said)
    things, asked = _things(said[: of.start()] if of else said, of.group() if of else "")
    told_apart = 1 < len(things) <= MOST and not any(_NO_THING.search(each) for each in things)
    return [f"{thing}{asked}{match['asks']}" for thing in things] if match and told_apart else []


def _things(said: str, of: str) -> tuple[list[str], str]:
    """The things that a text joins, and what is asked of them, behind a blank: ``甲案和乙案 受理费``."""
    things = [each.strip() for each in _AND.split(said)]
    if len(things) < 2:
        return said.split(), of
    last, blank, behind = things[-1].rpartition(" ")
    return ([*things[:-1], last], behind + of) if blank else (things, of)


def together(question: Question, asked: Sequence[str], outcomes: Sequence[Answer | NoAnswer]) -> Answer | NoAnswer:
    """What came of each question as the parts of one answer; none where none was answered. They are the words of
    each, or the sentence where several things are asked for in one.

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
        said = outcome.shown if _OF_SEVERAL.search(text) else outcome.text
        return [Part(said, PartKind.QUOTED, (before + 1,), text)]
    moved = [replace(part, citations=tuple(number + before for number in part.citations)) for part in outcome.parts]
    return [replace(part, label=f"{text} {part.label}".strip()) for part in moved]

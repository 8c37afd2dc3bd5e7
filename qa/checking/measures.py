"""Of what kind a figure is, said by words that are no part of it: an average, a forecast, of a part of a year, denied.

``人均GDP``, ``预计GDP`` and ``上半年GDP`` are other things than ``GDP``, however alike the words around them are. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.text.denials import DENIALS
from qa.checking.changes import Change
from qa.checking.comparing import Departure, Of
from qa.checking.line import Line, Place, denies
from qa.checking.sources import Source

_AVERAGE = re.compile("[人户亩日月年次平]均")
_FORECAST = re.compile("预计|预期|预测|预估|预算|力争|有望|可望|打算|计划|规划|目标|拟|将于?")
_PART = re.compile(
    "上半年|下半年|[前头](?:[一二两三四1-4]个?季度|[一二两三四五六七八九十0-9]{1,2}个?月)|第?[一二三四1-4]季度"
)
_RELATIVE = re.compile("今年|本年|去年|上年|前年|明年|次年")
_ONE = {"本年": "今年", "上年": "去年", "次年": "明年"}
_DENIED = re.compile("不[是为曾]|并[非未没]|没[有能]|未[曾能]?|不再|从未|绝非|(?<![除是])非(?![常法])")


def other_measures(line: Line, mine: Place, source: Source, theirs: Place) -> Iterator[Departure]:
    """Where a figure's clause makes it an average, a forecast, a part of a year's or denies it, and that of the source
    does not, or the other way round. A forecast and a part of a year may be said ahead in the sentence."""
    said = source.line
    for pattern, ahead in ((_AVERAGE, False), (_DENIED, False), (_FORECAST, True)):
        own, other = _found(pattern, line, *mine), _found(pattern, said, *theirs)
        written = own or (ahead and _found(pattern, line, 0, mine[1]))
        there = other or (ahead and (_found(pattern, said, 0, theirs[1]) or pattern.search(source.above)))
        if own and not there:
            yield Departure(Of.UNSURE, Change(own.span(), theirs))
        elif other and not written:
            yield Departure(Of.UNSURE, Change(mine, other.span()))
    yield from _other_part(line, mine, source, theirs)


def _found(pattern: re.Pattern[str], line: Line, start: int, end: int) -> re.Match[str] | None:
    """The first words of a kind that stand there."""
    return next((match for match in pattern.finditer(line.bare, start, end) if _is_said(match, line)), None)


def _is_said(match: re.Match[str], line: Line) -> bool:
    """Whether words are not cut out of others (前年 of ``目前年产能``), nor of one that denies nothing (未 of 未来)."""
    if line.cuts(*match.span()):
        return False
    within = (word for word in line.words if word.start <= match.start() and match.end() <= word.end)
    return not any(word.text[0] in DENIALS and not denies(word) for word in within)


def _other_part(line: Line, mine: Place, source: Source, theirs: Place) -> Iterator[Departure]:
    part, other = _last(line.folded[: mine[1]]), _last(source.line.folded[: theirs[1]])
    around = f"{source.above}\n{source.just_before}"
    if part != other and (other or (part and part not in around)):
        yield Departure(Of.UNSURE, Change(mine, theirs))


def _last(text: str) -> str:
    """The last part of a year that is named; a year named since is a whole one."""
    found = list(_PART.finditer(text))
    return found[-1].group().removeprefix("第") if found and "年" not in text[found[-1].end() :] else ""


def other_years(line: Line, mine: Place, source: Line, theirs: Place) -> Iterator[Departure]:
    """The year that a clause tells of by its distance, ``今年``, where the source tells of another so, ``去年``."""
    written, said = (_years(of, place[1]) for of, place in ((line, mine), (source, theirs)))
    mine_named, named = ({_ONE.get(m.group(), m.group()) for m in each} for each in (written, said))
    if written and said and not mine_named & named:
        yield Departure(Of.NUMBER, Change(written[-1].span(), said[-1].span()))


def _years(line: Line, end: int) -> list[re.Match[str]]:
    return [match for match in _RELATIVE.finditer(line.folded, 0, end) if _is_said(match, line)]

"""An item of what was answered before, by its number: ``第二项呢`` after a question that several things answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, pairwise

from index.errors import UnknownDocument
from index.library import Library
from index.text.numerals import BELOW_HUNDRED, parse_whole
from index.types import Span
from qa.answers import Answer, PartKind
from qa.asking.bare import asks_for_more
from qa.asking.openings import without_reference
from qa.whole.drafts import Draft, Found, Slice

_ASKED = re.compile(
    f"^(?:那么?|其中的?)?第(?P<n>{BELOW_HUNDRED})(?:个|项|点|种|类|件|方面)(?:[\\u4e00-\\u9fff]{{1,3}}(?=是什么|是啥|呢))?"
    "(?:(?:是|是指|指|说的?是?|讲的?是?)(?:什么|啥)|具体|详细|内容|说|讲|介绍|一下|呢|吧)*[?？。 ]*$"
)
_MARKS = (
    re.compile(f"[（(](?P<n>{BELOW_HUNDRED})[)）]"),
    re.compile("(?P<n>[一二三四五六七八九十]{1,2})是"),
    re.compile("其(?P<n>[一二三四五六七八九十])[，,、：:]"),
    re.compile("第(?P<n>[一二三四五六七八九十]{1,2})[，,、：:]"),
    re.compile("(?<![0-9])(?P<n>[0-9]{1,2})[.、．)）](?![0-9])"),
    re.compile("(?<![一二三四五六七八九十])(?P<n>[一二三四五六七八九十]{1,3})、"),
)
"""How the items of a list are marked in running text, each with its number."""
_SAID = re.compile("[有共计]?(?P<n>[0-9]{1,2}|[一二两三四五六七八九十])(?:个|项|点|种|类|条|方面)?$")
"""How many items are to follow, at the end of what leads in: ``原因有三：``."""
_TRIMMED = " \t\n　；;，,、。"


@dataclass(frozen=True, slots=True)
class Item:
    """The item ``number``, from 1, of what a question is answered by; ``history`` are those before that question."""

    number: int
    question: str
    history: tuple[str, ...]


def item_asked(text: str, history: Sequence[str]) -> Item | None:
    """Which item of which question's answer is asked for; None where none is.

    After an item, ``还有呢`` asks for the next.

    :param history: the conversation's earlier questions, oldest first.
    """
    turns = [without_reference(each.strip()) for each in (*history, text)]
    asked, steps = _ASKED.match(turns[-1]), 0
    while not asked and asks_for_more(turns[-1]):
        turns.pop()
        steps += 1
        asked = _ASKED.match(turns[-1]) if turns else None
        if not turns:
            return None
    if not asked:
        return None
    while turns and (_ASKED.match(turns[-1]) or asks_for_more(turns[-1])):
        turns.pop()
    number = parse_whole(asked["n"])
    return Item(number + steps, history[len(turns) - 1], tuple(history[: len(turns) - 1])) if turns and number else None


def find_item(number: int, answer: Answer, library: Library) -> Found | None:
    """The item of a number, quoted, where the first citation of an answer enumerates it; else None."""
    first = answer.citations[0]
    if len(first.spans) != 1:
        return None
    try:
        document, start = library.document(first.document_id), first.spans[0].start
    except UnknownDocument:  # removed since it was answered
        return None
    listed = [Span(mark.start - start, mark.end - start) for mark in first.highlight]
    items = listed if len(listed) > 1 and first.quote else _enumerated(first.quote, answer.sentence)
    if not 1 <= number <= len(items):
        return None
    item = Span(items[number - 1].start + start, items[number - 1].end + start)
    words = document.text[item.start : item.end]
    return Found((Draft(words, PartKind.QUOTED, (Slice(document, item, (item,)),)),), 1)


def _enumerated(quote: str, sentence: str) -> list[Span]:
    """The items of the enumeration that a sentence of a quote is in, or that is in the sentence; none without one."""
    at = quote.find(sentence)
    if at < 0:
        return []
    within = Span(at, at + len(sentence))
    marked = (items for mark in _MARKS for items in _runs(mark, quote))
    of_it = (items for items in marked if items[0].start < within.end and within.start < items[-1].end)
    return next(of_it, []) or _led(quote, within)


def _runs(mark: re.Pattern[str], text: str) -> Iterator[list[Span]]:
    """The items between marks that count from one."""
    run: list[re.Match[str]] = []
    for match in [*mark.finditer(text), None]:
        number = parse_whole(match["n"]) if match else None
        if run and number != len(run) + 1:
            if len(run) > 1:
                yield _between(run, text)
            run = []
        if match and number == len(run) + 1:
            run.append(match)


def _between(run: Sequence[re.Match[str]], text: str) -> list[Span]:
    last = re.compile("[。；;\n]|$").search(text, run[-1].end())
    ends = [match.start() for match in run[1:]] + [last.start() if last else len(text)]
    return [_trimmed(text, match.end(), end) for match, end in zip(run, ends, strict=True)]


def _led(text: str, within: Span) -> list[Span]:
    """What a colon in a sentence leads into, apart at its semicolons or, without any, at its commas for lists."""
    for match in reversed(list(re.finditer("[：:]", text[within.start : within.end]))):
        start = within.start + match.end()
        end = next((at for at in count(start) if at >= within.end or text[at] in "。\n"), within.end)
        for separator in "；、":
            cuts = [start, *(at + 1 for at in range(start, end) if text[at] == separator), end]
            items = [_trimmed(text, low, high) for low, high in pairwise(cuts)]
            said = _SAID.search(text[: start - 1])
            stated = parse_whole(said["n"].replace("两", "二")) if said else None
            if len(items) > 1 and stated in (None, len(items)):
                return items
    return []


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _TRIMMED:
        start += 1
    while start < end and text[end - 1] in _TRIMMED:
        end -= 1
    return Span(start, end)

"""Of the words that the reading model found, the best that can be what is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.text.sentences import split_sentences
from index.text.tokens import HAN, fold, fold_with_origins
from index.text.values import Kind, Value, find_values
from index.text.vocabulary import endings
from qa.reading.answer_words import in_asked_unit
from qa.reading.kinds import (
    asked_values,
    asks_for_change,
    end_said,
    is_change,
    labelled,
    stands_beside,
    with_way,
)
from qa.reading.pieces import in_named_piece
from qa.types import VALUED, Expected, Question, Reading

WORSE = 4.0
"""How much less than the best words, in logits, others may have that are of the kind asked for."""
ITEMS_WORSE = 3.0
"""The same, for words that have more of the items that are asked for: of 35 lists 25 were whole so, and 21 before."""
_BETWEEN = frozenset("、；;")
_ENDS = re.compile("[,;。!?\n]")
"""In folded text: marks that a figure or a time goes not beyond, but for those within it."""
_TIMED = re.compile("[0-9〇零一二两三四五六七八九十年月日时点天周午晨晚]")
_NO_TIMES, _EDGE = frozenset({Kind.DURATION, Kind.IDENTIFIER}), re.compile("[前后内起满]")
"""Values that say not when, but with a word that counts from something."""
_VALUES = frozenset({Expected.NUMBER, Expected.DURATION})
LABEL = 60
"""Characters before a value in which the name of its column is looked for."""
_TITLED = re.compile("哪[一1]?(?:[份篇本首]|部(?![门分位下])|[个项][^,;?。]{0,6}(?:文件|法律|法规))")
"""Asks for one of what has a title: by the measure word of papers, laws and works, or as a paper."""
_TITLE = re.compile("《(?P<title>[^《》\n]{2,60})》")
_LINE_ASKED = re.compile(
    '[“「『"](?P<line>[^”」』"]{2,40}?)[，,。]?[”」』"]的?(?P<where>[上下前后])[一半面]{0,2}[句联]'
)
_LINE = f"(?P<line>[{HAN}A-Za-z0-9·]{{2,30}})"
_LINE_BEHIND, _LINE_BEFORE = re.compile(f"[，,、；;。]{_LINE}"), re.compile(f"{_LINE}[，,、；;。]$")
_WAY_ASKED = re.compile("[增减升降涨跌长多少高低][加少涨落]?了?还是.{0,3}?[增减升降涨跌多少高低]")
"""Asks which way something changed: ``是升了还是降了``."""
_WHICH = re.compile(f"哪[一1]?[个家所座条间支](?P<noun>[{HAN}]{{2}})")
_NAME = re.compile(f"[{HAN}]{{1,20}}")
_LETTERS = re.compile("[a-z]{3}")
_OF_PEOPLE = re.compile(f"(?:{'|'.join(endings('persons'))}|姓名|名字)(?:[(][^()]*[)])?$")
"""What a column of people is called."""


def fitted(question: Question, text: str, reading: Reading) -> Reading:
    """The reading with the first of its words that fit, where they are nearly as good as the best.

    ``2100.8亿元，增长14.8%`` is no answer to how much, ``2100.8亿元`` is, and to by how much it grew ``14.8%`` is. Of
    those that fit, one in the unit that is asked for, or in a column of people where it is asked who, comes before
    others, then one in the column that is named.
    Words that stand with another level, number or time than the question names come last. Of several things that are
    asked for, all are taken that are enumerated together.
    """
    found = ((reading.words, reading.span), *reading.others)
    if question.expected is Expected.LIST:
        reading = _beside(question, text, reading)
        words = max((each for each, span in found if _adds_items(text, reading, each, span)), key=_length)
        return replace(reading, words=words, others=tuple(each for each in found if each[0] != words))
    if named := _title(question, text, reading.words) or _beside_line(question, text):
        return replace(reading, words=named, others=tuple(each for each in found if each[0] != named))
    values = asked_values(question, _values(text))
    near = [
        (place, span)
        for words, span in found
        if span >= reading.span - WORSE
        for place in _singly(question, text, words, values)
    ]
    near = [each for each in near if not _repeats(question, text[slice(*each[0])])] or near
    beside = [each for each in near if stands_beside(question, text, each[0])] or near
    beside = [each for each in beside if _is_of_change_asked(question, text, each[0])] or beside
    fitting = [each for each in beside if _fits(question.expected, text, each[0], values)]
    right = [each for each in fitting if _in_unit(question, text, each[0]) and _is_of_people(question, text, each[0])]
    best = right or fitting or beside
    best = [each for each in best if end_said(question, text, each[0])] or best
    words, span = max(best, key=lambda each: _named(question, text, each[0], values))
    words = _with_head(question, text, words)
    words = in_named_piece(question, text, words, values) if question.expected in _VALUES else words
    words = with_way(text, words) if _WAY_ASKED.search(fold(question.resolved)) else words
    return replace(reading, words=words, span=span, others=tuple(each for each in found if each[0] != words))


def _beside(question: Question, text: str, reading: Reading) -> Reading:
    """The reading with the best words that are not said of another, where they are nearly as good."""
    found = ((reading.words, reading.span), *reading.others)
    near = (each for each in found if each[1] >= reading.span - WORSE and stands_beside(question, text, each[0]))
    words, span = next(near, found[0])
    return replace(reading, words=words, span=span, others=tuple(each for each in found if each[0] != words))


def _is_of_change_asked(question: Question, text: str, words: tuple[int, int]) -> bool:
    """Whether words say by how much something changed just where that is asked for."""
    changes = question.expected is Expected.NUMBER and asks_for_change(fold(question.resolved))
    return question.expected is not Expected.NUMBER or is_change(text, words) == changes


def _with_head(question: Question, text: str, words: tuple[int, int]) -> tuple[int, int]:
    """The words, and the rest of a name that ends with what is asked for: of ``哪个法院`` all up to 法院."""
    head = _WHICH.search(fold(question.resolved))
    if head is None or head["noun"] in fold(text[slice(*words)]):
        return words
    rest = _NAME.match(text, words[1])
    at = fold(rest.group()).find(head["noun"]) if rest else -1
    return (words[0], words[1] + at + len(head["noun"])) if at >= 0 else words


def _title(question: Question, text: str, words: tuple[int, int]) -> tuple[int, int] | None:
    """The title of what is asked for (``哪份文件``): of those in the sentence of the words the one that has most of the
    question, else the one that the words touch, else the first; None where nothing with a title is asked for or there.
    """
    asked = fold(question.resolved)
    if question.expected is not Expected.OTHER or not _TITLED.search(asked):
        return None
    start, end = next((each for each in split_sentences(text) if each[0] <= words[0] < each[1]), words)
    places = [match.span("title") for match in _TITLE.finditer(text, start, end)]
    places = [place for place in places if fold(text[slice(*place)]) not in asked]

    def shared(place: tuple[int, int]) -> tuple[int, bool]:
        title = fold(text[slice(*place)])
        pairs = {title[at : at + 2] for at in range(len(title) - 1)}
        return sum(pair in asked for pair in pairs), place[0] < words[1] and words[0] < place[1]

    return max(places, key=shared, default=None)


def _beside_line(question: Question, text: str) -> tuple[int, int] | None:
    """The line of a saying that stands behind the one that a question quotes, or before it: ``“…”的下半句``."""
    asked = _LINE_ASKED.search(question.resolved)
    at = text.find(asked["line"]) if asked else -1
    if asked is None or at < 0:
        return None
    if asked["where"] in "下后":
        found = _LINE_BEHIND.match(text, at + len(asked["line"]))
    else:
        found = _LINE_BEFORE.search(text, max(at - LABEL, 0), at)
    return found.span("line") if found else None


def _repeats(question: Question, words: str) -> bool:
    """Whether words only say what the question says itself, where it offers no choice."""
    asked = fold(question.resolved)
    return question.expected not in VALUED and "还是" not in asked and fold(words) in asked


def _adds_items(text: str, reading: Reading, words: tuple[int, int], span: float) -> bool:
    """Whether words are the best ones, or these with whole items beside them, and nearly as good."""
    start, end = reading.words
    if span < reading.span - ITEMS_WORSE or words[0] > start or words[1] < end:
        return False
    before, behind = text[words[0] : start], text[end : words[1]]
    beside = (not before or before[-1] in _BETWEEN) and (not behind or behind[0] in _BETWEEN)
    added = fold(before + behind)
    return beside and added.count("(") == added.count(")") and ("；" in before + behind or not _ENDS.search(added))


def _length(words: tuple[int, int]) -> int:
    return words[1] - words[0]


def _singly(
    question: Question, text: str, words: tuple[int, int], values: Sequence[Value]
) -> Sequence[tuple[int, int]]:
    """The values within the words, where they go beyond one to the name of a column or to others; else the words."""
    inside = [value.core for value in values if words[0] <= value.core[0] and value.core[1] <= words[1]]
    said = fold(text[slice(*words)])
    beyond = question.expected in _VALUES and (_ENDS.search(said) or ":" in said)
    return inside if inside and beyond else [words]


def _in_unit(question: Question, text: str, words: tuple[int, int]) -> bool:
    """Whether they are not in another unit than is asked for, as they or their column say."""
    return question.expected is not Expected.NUMBER or in_asked_unit(question, _labelled(text, words)) is not False


def _is_of_people(question: Question, text: str, words: tuple[int, int]) -> bool:
    """Whether they are not in a column of something else than people where it is asked who: 责任单位."""
    label, found, _ = _labelled(text, words).rpartition(":")
    return question.expected is not Expected.PERSON or not found or bool(_OF_PEOPLE.search(label))


def _labelled(text: str, words: tuple[int, int]) -> str:
    before = fold(text[max(words[0] - LABEL, 0) : words[0]])
    return labelled(before + fold(text[slice(*words)]), (len(before), len(before) + len(fold(text[slice(*words)]))))


def _named(question: Question, text: str, words: tuple[int, int], values: Sequence[Value]) -> int:
    """How many characters the question names of the column, or of the words of bound (不低于), that words stand in."""
    asked = fold(question.resolved)
    bounds = [fold(text[value.start : value.core[0]]).strip() for value in values if value.core == words]
    return _shared(question, text, words) + max((len(bound) for bound in bounds if bound in asked), default=0)


def _shared(question: Question, text: str, words: tuple[int, int]) -> int:
    """How many pairs of characters the name of the field or column, in which words stand, shares with the question."""
    label, found, _ = _labelled(text, words).rpartition(":")
    asked = fold(question.resolved)
    return sum(label[at : at + 2] in asked for at in range(len(label) - 1)) if found else 0


def _values(text: str) -> list[Value]:
    """The values of a text as it is written, with places in it."""
    folded, origins = fold_with_origins(text)
    return [
        replace(
            value,
            start=origins[value.start],
            end=origins[value.end],
            core=(origins[value.core[0]], origins[value.core[1]]),
        )
        for value in find_values(folded)
    ]


def _fits(expected: Expected, text: str, words: tuple[int, int], values: Sequence[Value]) -> bool:
    if expected not in VALUED:
        return True
    inside = [value for value in values if value.core[0] < words[1] and words[0] < value.core[1]]
    places = [place for place in range(*words) if not any(value.start <= place < value.end for value in inside)]
    if _ENDS.search(fold("".join(text[place] for place in places))):
        return False
    said = fold(text[slice(*words)])
    if expected is Expected.IDENTIFIER:
        return bool(inside) or bool(_LETTERS.search(said))
    period = any(value.kind in _NO_TIMES for value in find_values(said)) and not _EDGE.search(said)
    return bool(inside) or (expected is Expected.TIME and bool(_TIMED.search(said)) and not period)

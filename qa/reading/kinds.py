"""The values of a text that can be what is asked for, as whole as the question needs them, beside what it names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.text.sentences import split_sentences
from index.text.tokens import fold
from index.text.values import COUNTS, Kind, Value, find_values
from qa.types import Expected, Question

_LASTS = frozenset({Kind.DURATION, Kind.RANGE, Kind.BOUND})
_RANKS = re.compile("第几|几[级类期档届等号楼]|排名?第?几|名次|排名|位次")
_PARTIES = "甲乙丙丁"
_PARTY = re.compile(f"(?:^|(?<=[;,:。\\s]))(?P<who>[{_PARTIES}]方)(?=[\\s:(])")
_NAMED = frozenset({Kind.IDENTIFIER, Kind.LEVEL, Kind.TIME})


def asked_values(question: Question, values: Sequence[Value]) -> list[Value]:
    """Those that are of the kind asked for and that the question does not itself name, in order."""
    asked = fold(question.resolved)
    named = {value.key for value in find_values(asked)}
    kinds = _kinds(question.expected, asked)
    return [value for value in values if value.kind in kinds and value.key not in named]


def _kinds(expected: Expected, asked: str) -> frozenset[Kind]:
    match expected:
        case Expected.NUMBER:
            return COUNTS | {Kind.LEVEL} if _RANKS.search(asked) else COUNTS
        case Expected.TIME:
            return frozenset({Kind.TIME})
        case Expected.DURATION:
            return _LASTS
        case Expected.IDENTIFIER:
            return frozenset({Kind.IDENTIFIER})
    return frozenset()


def whole(value: Value, folded: str, asked: str) -> tuple[int, int]:
    """Where a value stands with its words of bound and of falling, but for those that the question says itself.

    To ``不低于多少度`` the answer is ``18°c``, and to ``多少度`` it is ``不低于18°c``.
    """
    before, behind = _around(value, folded)
    said_before, said_behind = (bool(words) and words in asked for words in (before, behind))
    start, end = value.core
    falls = bool(_FALLING.search(before)) and bool(_FALLING.search(asked))
    return (start if said_before or falls else value.start), (end if said_behind else value.end)


def uncut(value: Value, folded: str, asked: str, words: tuple[int, int]) -> tuple[int, int]:
    """The words, and the rest of a value that they cut through, or of its words of bound.

    Whether those belong to the answer is the reader's choice, but a fall is said where the question does not say it.
    """
    (low, high), (start, end) = value.core, words
    before, _ = _around(value, folded)
    if _FALLING.search(before) and before not in asked and not _FALLING.search(asked):
        low = value.start
    if value.start < start < low or low < start < high:
        start = value.start if start < low else low
    if low < end < high or high < end < value.end:
        end = high if end < high else value.end
    return start, end


def _around(value: Value, folded: str) -> tuple[str, str]:
    """Its words of bound and of falling, before it and behind."""
    low, high = value.core
    return folded[value.start : low].strip(), folded[high : value.end].strip()


_FALLING = re.compile("[降减跌]|(?<!多)少|回落|下滑|缩|亏")


def stands_beside(question: Question, text: str, words: tuple[int, int]) -> bool:
    """Whether words, ``[start, end)`` of a text, stand apart from what is said of another than the question names.

    Of a passage with a sentence a level, what is said of Ⅳ级 is no answer about Ⅲ级, which has a sentence there, too.
    """
    folded = fold(question.resolved)
    if _is_of_other_party(folded, fold(text[: words[0]])):
        return False
    asked = {_series(v, key): key for v in find_values(folded) if v.kind in _NAMED for key in v.asks}
    if not asked:
        return True
    places = split_sentences(text)
    said: list[dict[str, set[str]]] = []
    for start, end in places:
        said.append({})
        for value in _named(fold(text[start:end])):
            for key in value.states:
                said[-1].setdefault(_series(value, key), set()).add(key)
    here = [keys for keys, (low, high) in zip(said, places, strict=True) if low < words[1] and words[0] < high]
    there = {series for series, key in asked.items() if any(key in keys.get(series, ()) for keys in said)}
    return not any(series in keys and asked[series] not in keys[series] for keys in here for series in there)


def _is_of_other_party(asked: str, before: str) -> bool:
    """Whether words stand in a sentence behind the label of one party to a contract, and another is asked about."""
    labels = list(_PARTY.finditer(before, max(before.rfind(end) for end in "。\n") + 1))
    return bool(labels) and labels[-1]["who"] not in asked and any(f"{each}方" in asked for each in _PARTIES)


def _named(folded: str) -> list[Value]:
    """The values that say what a sentence is about; a time does so as the field of a row, and else says many things."""
    values = [value for value in find_values(folded) if value.kind in _NAMED]
    return [value for value in values if value.kind is not Kind.TIME or folded[: value.start].rstrip()[-1:] == ":"]


def _series(value: Value, key: str) -> str:
    """What a key is one of: the levels, the 几号楼, the years, the weekdays, the codes that begin alike."""
    if value.kind is Kind.LEVEL:
        return value.unit if key.endswith(value.unit) else key
    if value.kind is Kind.IDENTIFIER:
        return re.sub("[0-9]+", "0", re.sub("[^0-9]+", "a", key))[:2]
    return re.sub("[0-9]+", "", key)


def labelled(folded: str, span: tuple[int, int]) -> str:
    """The words of a span, behind the name of the field or column that they stand in: ``单价(元/公斤):5.2``."""
    start = max(folded.rfind(end, 0, span[0]) for end in ";。\n,") + 1
    before = folded[start : span[0]]
    return before + folded[slice(*span)] if ":" in before else folded[slice(*span)]

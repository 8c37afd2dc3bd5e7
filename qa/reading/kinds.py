"""The values of a text that can be what is asked for, as whole as the question needs them, beside what it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from index.text.feasts import find_feasts
from index.text.identifiers import asked_form, is_of_form
from index.text.sentences import split_sentences
from index.text.tokens import HAN, fold
from index.text.values import COUNTS, LASTING, Kind, Value, find_values
from qa.reading.brackets import other_bracket
from qa.types import Expected, Question

_RANKS = re.compile("第几|几[级类期档届等号楼]|排名?第?几|名次|排名|位次")
_PARTIES = "甲乙丙丁"
_PARTY = re.compile(f"(?:^|(?<=[;,:。\\s]))(?P<who>[{_PARTIES}]方)(?=[\\s(]|[{HAN}]{{0,6}}:)")
_LABEL = re.compile("[^:：。\n]{1,16}[:：]")
FEAST = "节"
"""What the feasts are one of."""
_SEMICOLON = re.compile("[;；](?=.)")
_NAMED = frozenset({Kind.IDENTIFIER, Kind.LEVEL, Kind.TIME})
RISES = "增长|增加|(?<!新)增|上升|上涨|涨|提高|提升|升高|升|扩大"
FALLS = "下降|减少|降低|下跌|下滑|回落|缩减|收窄|减|降|跌"
_CHANGE_ASKED = re.compile(
    "(?:增长|增速|[增降涨跌]幅|同比|环比|变化|百分点)(?![^,;?。]{0,3}[0-9])"
    f"|(?:{RISES}|{FALLS}|比[^,;?。]{{1,12}}[多少高低])[了出]?(?:多少|百分|几|还是)"
)
_CHANGE = re.compile(f"(?:{RISES}|{FALLS}|[高多少低]出)(?:了|约|近|超过?|逾|幅?[为达]){{0,2}} ?$")
_CHANGES = re.compile("增长|增速|[增降涨跌]幅|同比|环比|±|[增减]额")
"""The name of a column of changes."""
_FIGURE = re.compile("[0-9〇零一二两三四五六七八九十百千]")
_CONDITION = re.compile("超过?|[高多大低少小]于|逾|突破|不足|不到|未满|年?满")
"""Says from where on something holds (``超过2次的，不发``), which the rest of the sentence may make the most or the
least: only 不超过 or 至少 sets a limit by itself."""
_ASKS = "[^,;?。]{0,8}(?:多少|几|多[大高长久])"
_UPPER_ASKED = re.compile(f"(?:最[高多大长迟]|至多|上限|不[得能可]?(?:超过|高于|多于|大于|晚于)){_ASKS}")
_LOWER_ASKED = re.compile(f"(?:最[低少小短早]|至少|起码|下限|不[得能可]?(?:低于|少于|小于|短于|早于)){_ASKS}")
"""In a question: for the upper end of what is admitted, and for the lower."""


def asked_values(question: Question, values: Sequence[Value]) -> list[Value]:
    """Those that are of the kind asked for and that the question does not itself name, in order."""
    asked = fold(question.resolved)
    named = {value.key for value in find_values(asked)}
    kinds, form = _kinds(question.expected, asked), asked_form(asked)
    asked_for = [value for value in values if value.kind in kinds and value.key not in named]
    return [value for value in asked_for if not form or is_of_form(value.key, form)]


def _kinds(expected: Expected, asked: str) -> frozenset[Kind]:
    match expected:
        case Expected.NUMBER:
            return COUNTS | {Kind.LEVEL} if _RANKS.search(asked) else COUNTS
        case Expected.TIME:
            return frozenset({Kind.TIME})
        case Expected.DURATION:
            return LASTING
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
    """Whether words, ``[start, end)`` of a text, are not ``said_of_another`` than the question names."""
    return not said_of_another(question, text, words)


def said_of_another(question: Question, text: str, words: tuple[int, int]) -> str:
    """What the question names, as a key, where the words are said of another of its kind, and it has a clause, too.

    Of a passage with a clause a level, what is said of Ⅳ级 is no answer about Ⅲ级; ``""`` where nothing is against it.
    """
    folded = fold(question.resolved)
    if other := _other_party(folded, fold(text[: words[0]])) or other_bracket(question, text, words):
        return other
    asked = {_series(v, key): key for v in find_values(folded) if v.kind in _NAMED for key in v.asks}
    feasts = {name for _, _, name in find_feasts(folded)}
    asked |= {FEAST: feasts.pop()} if len(feasts) == 1 else {}
    if not asked:
        return ""
    places, said = [], []
    for sentence in split_sentences(text):
        parts = _clauses(text, sentence)
        keys = [_keys_by_series(text[start:end]) for start, end in parts]
        if sum(any(series in each for series in asked) for each in keys) < 2:  # a row names its thing once
            parts, keys = [sentence], [_keys_by_series(text[slice(*sentence)])]
        places += parts
        said += [_label_of(text, start) | each for each, (start, _) in zip(keys, parts, strict=True)]
    here = [keys for keys, (low, high) in zip(said, places, strict=True) if low < words[1] and words[0] < high]
    there = [series for series, key in asked.items() if any(key in keys.get(series, ()) for keys in said)]
    others = (series for series in there for keys in here if series in keys and asked[series] not in keys[series])
    return next((asked[series] for series in others), "")


def _clauses(text: str, sentence: tuple[int, int]) -> list[tuple[int, int]]:
    """A sentence of a text cut behind each semicolon."""
    start, end = sentence
    ends = [match.end() for match in _SEMICOLON.finditer(text, start, end)]
    return list(pairwise([start, *ends, end]))


def _keys_by_series(text: str) -> dict[str, set[str]]:
    """What a clause names, by what it is one of."""
    found: dict[str, set[str]] = {}
    for value in _named(fold(text)):
        for key in value.states:
            found.setdefault(_series(value, key), set()).add(key)
    feasts = {name for _, _, name in find_feasts(fold(text))}
    return found | ({FEAST: feasts} if feasts else {})


def _label_of(text: str, start: int) -> dict[str, set[str]]:
    """What the label names that opens the line of a text in which a sentence starts: ``春节：放假。2日上班。``"""
    label = _LABEL.match(text, text.rfind("\n", 0, start) + 1, start)
    return _keys_by_series(label.group()) if label else {}


def _other_party(asked: str, before: str) -> str:
    """The party to a contract that is asked about, where words stand in a sentence behind the label of another."""
    labels = list(_PARTY.finditer(before, max(before.rfind(end) for end in "。\n") + 1))
    party = next((f"{each}方" for each in _PARTIES if f"{each}方" in asked), "")
    return party if labels and labels[-1]["who"] not in asked else ""


def _named(folded: str) -> list[Value]:
    """The values that say what a sentence is about; a time does so as the field of a row or as the first of a line, and
    else says many things."""
    values = [value for value in find_values(folded) if value.kind in _NAMED]
    before = {value: folded[: value.start].rstrip() for value in values}
    return [value for value in values if value.kind is not Kind.TIME or before[value][-1:] in ("", ":")]


def _series(value: Value, key: str) -> str:
    """What a key is one of: the levels, the 几号楼, the years, the weekdays, the codes that begin alike."""
    if value.kind is Kind.LEVEL:
        return value.unit if key.endswith(value.unit) else key
    if value.kind is Kind.IDENTIFIER:
        return re.sub("[0-9]+", "0", re.sub("[^0-9]+", "a", key))[:2]
    return re.sub("[0-9]+", "", key)


def is_change(text: str, words: tuple[int, int]) -> bool:
    """Whether the figure of words, ``[start, end)`` of a text, says by how much something changed: ``增长14.8%``."""
    figure = _FIGURE.search(text, *words)
    at = figure.start() if figure else words[0]
    before = fold(text[max(at - 60, 0) : at])
    column = re.split("[;；。\n,]", before)[-1]
    return bool(_CHANGE.search(before) or (column.endswith(":") and _CHANGES.search(column)))


def with_way(text: str, words: tuple[int, int]) -> tuple[int, int]:
    """The words with what says right before them which way something changed: ``下降2.1%``."""
    start = max(words[0] - 8, 0)
    way = _CHANGE.search(text[start : words[0]])
    return (start + way.start(), words[1]) if way else words


def asks_for_change(asked: str) -> bool:
    """Whether a folded question asks by how much something changed, and not how much there is of it, nor of what
    changed by so much as it says itself: ``增长14.8%的投资``."""
    return bool(_CHANGE_ASKED.search(asked))


def end_said(question: Question, text: str, words: tuple[int, int]) -> bool | None:
    """Whether words say that end of what is admitted that the question asks for: of 最高 False for 不低于3元.

    None where it asks for neither end, or the words have none.
    """
    asked = fold(question.resolved)
    upper, lower = bool(_UPPER_ASKED.search(asked)), bool(_LOWER_ASKED.search(asked))
    before, said = fold(text[max(words[0] - 8, 0) : words[0]]), fold(text[slice(*words)])
    folded = before + said + fold(text[words[1] : words[1] + 8])
    place = len(before), len(before) + len(said)
    bounds = [v for v in find_values(folded) if v.bounded and v.core[0] < place[1] and place[0] < v.core[1]]
    bounds = [v for v in bounds if not _CONDITION.fullmatch(folded[v.start : v.core[0]].strip())]
    ends = {(v.low is None, v.high is None) for v in bounds if v.kind is not Kind.TIME}
    if upper == lower or len(ends) != 1 or all(next(iter(ends))) or not any(next(iter(ends))):
        return None
    return ends == {(upper, lower)}


def labelled(folded: str, span: tuple[int, int]) -> str:
    """The words of a span, behind the name of the field or column that they stand in: ``单价(元/公斤):5.2``."""
    start = max(folded.rfind(end, 0, span[0]) for end in ";。\n,") + 1
    before = folded[start : span[0]]
    return before + folded[slice(*span)] if ":" in before else folded[slice(*span)]

"""Evidence to the words that answer: what is highlighted in a quote, and what of it is the answer by itself.

Rules find numbers and dates whole, with their units; the reading model finds what has no form that a rule could know,
and what both find needs no sentence around it.

All patterns here meet folded text, in which ``，`` is ``,`` and ``（`` is ``(``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.text.tokens import Tokenizer, fold, fold_with_origins
from index.text.units import MEASURED, measures_other
from index.text.values import find_values
from qa.reading.evidence import coverage
from qa.reading.kinds import asked_values, labelled, uncut, whole
from qa.types import Evidence, Expected, Question

_CLAUSE = re.compile(r"(?:[^,;。!?\n]|(?<=\d),(?=\d{3}))+")
_ITEM = re.compile("[^、]+")
_TIME = re.compile("[^,;、。 ]{0,4}(?:时期|期间|年代|以来)|近年来|日前|近日")
"""Times without a figure."""
_QUOTED = re.compile('[“"《「『]([^“”"《》「」『』]{1,30})[”"》」』]')
_NAME_ASKED = re.compile(
    "叫什么|叫做什么|什么名|名称|什么称号|什么(?:模式|工程|计划|活动|项目|主题|品牌|口号|行动|作品|线路)|书名|篇名"
)
_SEVERAL = re.compile("和|与|及|、|分别|各")
_ROUNDED = re.compile("(?:突破|超过|超|逾|近|约|不足|将近|接近|多于|少于)$")
_STATED = re.compile("(?:为|达|达到|是|共|共计|合计|计)$")
_UNITS_OF = [
    (re.compile("第几|排名|排第|名次|位次"), re.compile("^第|位$")),
    (re.compile("增速|增幅|增长率|增长了?多少|比例|占比|百分"), re.compile("[%‰]|百分")),
    (re.compile("面积|多大"), re.compile("平方|公顷|亩")),
    (re.compile("总量|金额|总额|产值|投资|资金|债|多少钱|价格|票价|费用|收入|基金|规模"), re.compile("元")),
    (re.compile("人数|多少人|几人|几名|多少名"), re.compile("[人名位]$")),
]
_SHARE, _SHARE_ASKED = re.compile("[%‰]"), re.compile("[率比占%成折息税幅度点增减升降涨跌]|百分|同比|环比|变化|怎")
_RUN = re.compile("[a-z0-9]+(?:[._/-][a-z0-9]+)*")
_LENGTH = rf"(?<![0-9.])[0-9]{{1,6}}(?:\.[0-9]{{1,4}})?(?:{MEASURED.pattern})?(?:\([^()]{{1,4}}\))?"
_SIZE = re.compile(f"{_LENGTH}(?: ?[*×x] ?{_LENGTH})+")
_GOES_ON = re.compile("(?:同比|环比)?(?:为|达|达到|是|占|增长|下降|减少|上升|排名?|居|位列)")
NEAR = 16
"""Characters on either side of a candidate that count as its company."""
UNIT_WEIGHT, WORDING_WEIGHT = 1.0, 0.2
"""What the right unit, and a plain ``为`` rather than a rounding ``超过``, add to a coverage of at most 2."""
READS = 0.1
"""The probability from which the words of a reading are taken before those of the rules."""


@dataclass(frozen=True, slots=True)
class Words:
    """``places`` are ``[start, end)`` in the sentence, in order, never none.

    ``exact``: they are the answer alone.
    """

    places: tuple[tuple[int, int], ...]
    exact: bool


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A folded sentence beside the question."""

    question: Question
    folded: str
    weights: Mapping[str, float]
    tokenizer: Tokenizer

    def covers(self, span: tuple[int, int]) -> float:
        return coverage(self.weights, set(self.tokenizer.grams(self.folded[span[0] : span[1]])))

    def clauses(self) -> list[tuple[int, int]]:
        return [match.span() for match in _CLAUSE.finditer(self.folded)] or [(0, len(self.folded))]

    def clause_at(self, position: int) -> tuple[int, int]:
        """The clause around a position, with the one before it where it goes on from there: ``…突破…,为…``."""
        clauses = self.clauses()
        at = next((i for i, (low, high) in enumerate(clauses) if low <= position < high), 0)
        first = at
        while first and _GOES_ON.match(self.folded, clauses[first][0]):
            first -= 1
        return clauses[first][0], clauses[at][1]


def find_words(question: Question, evidence: Evidence, weights: Mapping[str, float], tokenizer: Tokenizer) -> Words:
    """The words of the evidence's sentence that answer.

    They are what the reading model found, with values whole. Where it found nothing, or hardly, rules pick numbers,
    times and names by kind, among several by their company (the clause and the item of an enumeration that cover more
    of the question, the unit asked for, the wording), else the clause that covers most of the question.
    """
    folded, origins = fold_with_origins(evidence.text)
    sentence = _Sentence(question, folded, weights, tokenizer)
    meant = _meant(evidence, origins) if question.expected is not Expected.YES_NO else None
    if meant is not None:
        chosen = [_uncut(question, folded, meant)]
    elif candidates := _candidates(sentence):
        best = max(candidates, key=lambda span: (_company(sentence, span), -span[0]))
        chosen = [_whole(question, folded, each) for each in _with_companions(sentence, best, candidates)]
    else:
        chosen = [max(sentence.clauses(), key=lambda span: (sentence.covers(span), -span[0]))]
    places = tuple(_original(folded, origins, span) for span in chosen)
    return Words(places, meant is not None)


def _meant(evidence: Evidence, origins: Sequence[int]) -> tuple[int, int] | None:
    """The words that the reading model found, as a place in the folded sentence; None where they are not in it."""
    if evidence.reading is None or evidence.reading.probability < READS:
        return None
    start, end = (max(place - evidence.sentence[0], 0) for place in evidence.reading.words)
    inside = [number for number, origin in enumerate(origins[:-1]) if start <= origin < end]
    return (inside[0], inside[-1] + 1) if inside else None


def _whole(question: Question, folded: str, words: tuple[int, int]) -> tuple[int, int]:
    """The words of a rule, and the rest of a value that they cut through, or of a run of letters."""
    asked = fold(question.resolved)
    values = [whole(value, folded, asked) for value in find_values(folded)]
    for place in [*values, *_runs(folded)]:
        words = _joined(words, place)
    return words


def _uncut(question: Question, folded: str, words: tuple[int, int]) -> tuple[int, int]:
    """The words of a reading, and the rest of a value that they cut through, or of a run of letters."""
    asked = fold(question.resolved)
    for value in find_values(folded):
        words = uncut(value, folded, asked, words)
    for place in _runs(folded):
        words = _joined(words, place)
    return words


def _runs(folded: str) -> list[tuple[int, int]]:
    """The runs of letters, and the sizes in several dimensions: ``480毫米×140毫米``."""
    return [match.span() for pattern in (_RUN, _SIZE) for match in pattern.finditer(folded)]


def _joined(words: tuple[int, int], place: tuple[int, int]) -> tuple[int, int]:
    """The words, and the rest of a place that they cut through."""
    (start, end), (low, high) = words, place
    return (low if low < start < high else start), (high if low < end < high else end)


def _candidates(sentence: _Sentence) -> list[tuple[int, int]]:
    folded, asked = sentence.folded, fold(sentence.question.resolved)
    if _NAME_ASKED.search(asked) and sentence.question.expected is not Expected.PERSON:
        return [match.span(1) for match in _QUOTED.finditer(folded) if match[1] not in asked]
    match sentence.question.expected:
        case Expected.NUMBER | Expected.DURATION | Expected.IDENTIFIER:
            return [value.core for value in asked_values(sentence.question, find_values(folded))]
        case Expected.TIME:
            dates = [value.core for value in asked_values(sentence.question, find_values(folded))]
            return dates or [match.span() for match in _TIME.finditer(folded) if match.group() not in asked]
        case Expected.LIST:
            return [span for span in sentence.clauses() if "、" in folded[span[0] : span[1]]]
        case Expected.PERSON:
            words = sentence.tokenizer.tag(folded)
            people = [word for word in words if word.tag.startswith("nr") and len(word.text) > 1]
            return [(word.start, word.end) for word in people if word.text not in asked]
    return []


def in_asked_unit(question: Question, words: str) -> bool | None:
    """Whether folded words are in the unit that a question asks for, 多少**亩** or of 增速 per cent; None for none.

    A share of the whole is in another unit where neither a share nor a change is asked for.
    """
    if question.unit:
        own = [value.unit for value in find_values(words) if question.unit in value.unit]
        other = bool(own) and all(measures_other(question.unit, each) for each in own)
        return question.unit in words and not other
    asked = fold(question.resolved)
    unit = next((unit for asks, unit in _UNITS_OF if asks.search(asked)), None)
    if unit is None:
        return False if _SHARE.search(words) and not _SHARE_ASKED.search(asked) else None
    return bool(unit.search(words))


def _company(sentence: _Sentence, span: tuple[int, int]) -> float:
    """What speaks for a candidate, higher is better."""
    start, end = span
    asked = fold(sentence.question.resolved)
    low, high = sentence.clause_at(start)
    items = [(low + match.start(), low + match.end()) for match in _ITEM.finditer(sentence.folded[low:high])]
    item = next((span for span in items if span[0] <= start < span[1]), (low, high))
    unit = bool(in_asked_unit(sentence.question, labelled(sentence.folded, span)))
    before = sentence.folded[max(start - 3, 0) : start]
    wording = bool(_STATED.search(before)) - bool(_ROUNDED.search(before) and not re.search("超|突破|逾", asked))
    near = max(item[0], start - NEAR), min(item[1], end + NEAR)
    company = sentence.covers(near) + (sentence.covers(item) + sentence.covers((low, high))) / 2
    return company + UNIT_WEIGHT * unit + WORDING_WEIGHT * wording


def _with_companions(
    sentence: _Sentence, best: tuple[int, int], candidates: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Where the question asks for several numbers at once, all those of the same clause."""
    if sentence.question.expected is not Expected.NUMBER or not _SEVERAL.search(sentence.question.resolved):
        return [best]
    low, high = sentence.clause_at(best[0])
    return [span for span in candidates if low <= span[0] < high]


def _original(folded: str, origins: list[int], span: tuple[int, int]) -> tuple[int, int]:
    """The span in the sentence as it was written, without white space at its edges."""
    start, end = span
    while start < end - 1 and folded[start].isspace():
        start += 1
    while end - 1 > start and folded[end - 1].isspace():
        end -= 1
    return origins[start], max(origins[end], origins[start] + 1)

"""Evidence to the words that answer, by rule: what is highlighted in a quote.

All patterns here meet folded text, in which ``，`` is ``,`` and ``（`` is ``(``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from index.numerals import UNITS, find_values
from index.tokens import Tokenizer, fold, fold_with_origins
from qa.evidence import coverage
from qa.types import Expected, Question

_CLAUSE = re.compile(r"(?:[^,;。!?:\n]|(?<=\d),(?=\d{3}))+")
_ITEM = re.compile("[^、]+")
_TIME = re.compile(
    "(?:[0-9]{1,4}|[〇一二三四五六七八九十]{1,4})(?:年代?|世纪)(?:[0-9一二三四五六七八九十]{1,3}月)?(?:[0-9一二三四五六七八九十]{1,3}[日号])?"
    "|[0-9一二三四五六七八九十]{1,3}月(?:[0-9一二三四五六七八九十]{1,3}[日号])?|去年|今年|前年|近年来"
)
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
_GOES_ON = re.compile("(?:同比|环比)?(?:为|达|达到|是|占|增长|下降|减少|上升|排名?|居|位列)")
NEAR = 16
"""Characters on either side of a candidate that count as its company."""
UNIT_WEIGHT, WORDING_WEIGHT = 1.0, 0.2
"""What the right unit, and a plain ``为`` rather than a rounding ``超过``, add to a coverage of at most 2."""


@dataclass(frozen=True, slots=True)
class _Reading:
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


def find_words(
    question: Question, sentence: str, weights: Mapping[str, float], tokenizer: Tokenizer
) -> list[tuple[int, int]]:
    """The words of ``sentence`` that answer, as ``[start, end)`` offsets into it, in order; never empty.

    Numbers, times and names are picked by kind, and among several by their company: the clause and the item of an
    enumeration that cover more of the question, the unit asked for, the wording. Where the kind shows no single
    words, it is the clause that covers most of the question.
    """
    folded, origins = fold_with_origins(sentence)
    reading = _Reading(question, folded, weights, tokenizer)
    candidates = _candidates(reading)
    if candidates:
        best = max(candidates, key=lambda span: (_company(reading, span), -span[0]))
        chosen = _with_companions(reading, best, candidates)
    else:
        chosen = [max(reading.clauses(), key=lambda span: (reading.covers(span), -span[0]))]
    return [_original(folded, origins, span) for span in chosen]


def _candidates(reading: _Reading) -> list[tuple[int, int]]:
    folded, asked = reading.folded, fold(reading.question.resolved)
    if _NAME_ASKED.search(asked) and reading.question.expected is not Expected.PERSON:
        return [match.span(1) for match in _QUOTED.finditer(folded) if match[1] not in asked]
    match reading.question.expected:
        case Expected.NUMBER:
            known = {value.key for value in find_values(asked)}
            return [_quantity(folded, v.start, v.end) for v in find_values(folded) if v.key not in known]
        case Expected.TIME:
            return [match.span() for match in _TIME.finditer(folded) if match.group() not in asked]
        case Expected.LIST:
            return [span for span in reading.clauses() if "、" in folded[span[0] : span[1]]]
        case Expected.PERSON:
            words = reading.tokenizer.tag(folded)
            people = [word for word in words if word.tag.startswith("nr") and len(word.text) > 1]
            return [(word.start, word.end) for word in people if word.text not in asked]
    return []


def _quantity(folded: str, start: int, end: int) -> tuple[int, int]:
    """A number with the 第 before it and the unit behind it."""
    if start and folded[start - 1] == "第":
        return start - 1, end
    end += len(folded[end : end + 1]) if folded[end : end + 1] in ("多", "余") else 0
    unit = UNITS.match(folded, end)
    return start, unit.end() if unit else end


def _company(reading: _Reading, span: tuple[int, int]) -> float:
    """What speaks for a candidate, higher is better."""
    start, end = span
    words, asked = reading.folded[start:end], fold(reading.question.resolved)
    low, high = reading.clause_at(start)
    items = [(low + match.start(), low + match.end()) for match in _ITEM.finditer(reading.folded[low:high])]
    item = next((span for span in items if span[0] <= start < span[1]), (low, high))
    expected = next((unit for asks, unit in _UNITS_OF if asks.search(asked)), None)
    unit = reading.question.unit in words if reading.question.unit else bool(expected and expected.search(words))
    before = reading.folded[max(start - 3, 0) : start]
    wording = bool(_STATED.search(before)) - bool(_ROUNDED.search(before) and not re.search("超|突破|逾", asked))
    near = max(item[0], start - NEAR), min(item[1], end + NEAR)
    company = reading.covers(near) + (reading.covers(item) + reading.covers((low, high))) / 2
    return company + UNIT_WEIGHT * unit + WORDING_WEIGHT * wording


def _with_companions(
    reading: _Reading, best: tuple[int, int], candidates: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Where the question asks for several numbers at once, all those of the same clause."""
    if reading.question.expected is not Expected.NUMBER or not _SEVERAL.search(reading.question.resolved):
        return [best]
    low, high = reading.clause_at(best[0])
    return [span for span in candidates if low <= span[0] < high]


def _original(folded: str, origins: list[int], span: tuple[int, int]) -> tuple[int, int]:
    """The span in the sentence as it was written, without white space at its edges."""
    start, end = span
    while start < end - 1 and folded[start].isspace():
        start += 1
    while end - 1 > start and folded[end - 1].isspace():
        end -= 1
    return origins[start], max(origins[end], origins[start] + 1)

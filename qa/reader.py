"""Evidence to the words that answer, by rule: what is highlighted in a quote."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from index.numerals import find_values
from index.tokens import Tokenizer, fold_with_origins
from qa.evidence import coverage
from qa.types import Expected, Question

_CLAUSE = re.compile("[^，,；;。！？!?\n：:]+")
_QUANTITY = re.compile(
    r"第?(?:[0-9][0-9,.]*|[零〇一二两三四五六七八九十百千]+)[多余]?[十百千万亿]*(?:%|‰|亿元|万元|元|平方公里|平方米|公里|公顷|[^\W\d_]{0,2})?"
)
_TIME = re.compile(
    "(?:[0-9]{1,4}|[〇一二三四五六七八九十]{1,4})(?:年代?|世纪)(?:[0-9一二三四五六七八九十]{1,3}月)?(?:[0-9一二三四五六七八九十]{1,3}[日号])?"
    "|[0-9一二三四五六七八九十]{1,3}月(?:[0-9一二三四五六七八九十]{1,3}[日号])?|去年|今年|前年|近年来"
)
_ENUMERATION = re.compile("[^，,；;。！？!?\n：:]*、[^，,；;。！？!?\n：:]*")
_UNITS_OF = [
    (re.compile("增速|增幅|增长率|比例|占比|百分"), re.compile("[%‰]|百分")),
    (re.compile("第几|排名|排第|名次|位次"), re.compile("^第|位$|名$")),
    (re.compile("面积|多大"), re.compile("平方|公顷|亩")),
    (re.compile("总量|金额|总额|产值|投资|资金|债|多少钱|价|费|收入"), re.compile("元")),
    (re.compile("人数|多少人|几人"), re.compile("[人名位]$")),
]


def find_words(question: Question, sentence: str, weights: Mapping[str, float], tokenizer: Tokenizer) -> list[tuple[int, int]]:
    """The words of ``sentence`` that answer, as ``[start, end)`` offsets into it, in order; never empty.

    Numbers, times and names are picked by kind, and among several by the company they keep: the clause that covers
    more of the question, then the unit asked for, then nearness to the question's words. Where the kind shows no
    single words, it is the clause that covers most of the question.
    """
    folded, origins = fold_with_origins(sentence)
    candidates = _candidates(question, folded, tokenizer)
    clauses = [match.span() for match in _CLAUSE.finditer(folded)] or [(0, len(folded))]
    if candidates:
        start, end = max(candidates, key=lambda span: _company(question, folded, span, clauses, weights, tokenizer))
    else:
        start, end = max(
            clauses, key=lambda span: (coverage(weights, set(tokenizer.grams(folded[span[0] : span[1]]))), -span[0])
        )
    while end > start and folded[start].isspace():
        start += 1
    return [(origins[start], max(origins[end], origins[start] + 1))]


def _candidates(question: Question, folded: str, tokenizer: Tokenizer) -> list[tuple[int, int]]:
    match question.expected:
        case Expected.NUMBER:
            asked = {value.key for value in find_values(question.resolved)}
            values = [value for value in find_values(folded) if value.key not in asked]
            starts = {value.start for value in values}
            return [_quantity(folded, start) for start in sorted(starts)]
        case Expected.TIME:
            return [match.span() for match in _TIME.finditer(folded)]
        case Expected.LIST:
            return [match.span() for match in _ENUMERATION.finditer(folded)]
        case Expected.PERSON:
            words = tokenizer.tag(folded)
            return [(w.start, w.end) for w in words if w.tag.startswith("nr") and len(w.text) > 1 and w.text not in question.resolved]
    return []


def _quantity(folded: str, start: int) -> tuple[int, int]:
    """A number with the 第 before it and the unit behind it."""
    if start and folded[start - 1] == "第":
        start -= 1
    match = _QUANTITY.match(folded, start)
    return (start, match.end()) if match else (start, start + 1)


def _company(
    question: Question,
    folded: str,
    span: tuple[int, int],
    clauses: Sequence[tuple[int, int]],
    weights: Mapping[str, float],
    tokenizer: Tokenizer,
) -> tuple[float, ...]:
    """What speaks for a candidate, weightiest first; higher is better."""
    start, end = span
    words = folded[start:end]
    low, high = next(((low, high) for low, high in clauses if low <= start < high), span)
    unit = bool(question.unit) and question.unit in words
    kind = any(asked.search(question.resolved) and unit_.search(words) for asked, unit_ in _UNITS_OF)
    near = coverage(weights, set(tokenizer.grams(folded[max(low, start - 12) : min(high, end + 12)])))
    whole = coverage(weights, set(tokenizer.grams(folded[low:high])))
    return (0.3 * unit + 0.3 * kind + near + whole, float(words.count("、")), -float(start))

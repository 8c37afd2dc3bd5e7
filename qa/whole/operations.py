"""What a question wants done with cells: to be told one, to have rows listed, counted, summed, compared."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from index.text.denials import NOT_SO, NOT_YET
from index.text.numerals import parse_whole
from index.text.quantities import find_quantities
from index.text.question_words import HOW_MANY_OF
from index.text.tokens import fold
from index.text.units import COUNTED, SINGLE, UNITS
from index.text.vocabulary import endings
from qa.whole.courtesy import without_request


class Operation(StrEnum):
    CELL = "cell"
    ROWS = "rows"
    COUNT = "count"
    SUM = "sum"
    AVERAGE = "average"
    HIGHEST = "highest"
    LOWEST = "lowest"
    EARLIEST = "earliest"
    LATEST = "latest"
    RANK = "rank"
    DIFFERENCE = "difference"


COMPUTED = frozenset(Operation) - {Operation.CELL, Operation.ROWS}
COMPARED = frozenset({Operation.HIGHEST, Operation.LOWEST, Operation.DIFFERENCE})
"""What things that are the columns of a table are compared by."""
IN_TIME = frozenset({Operation.EARLIEST, Operation.LATEST})
ONE_BY_ONE = f"{SINGLE}{COUNTED}卷样款回"
"""Measure words of what is counted one by one, things or times that something is done."""
MEASURE = f"(?:{UNITS.pattern}|[{ONE_BY_ONE}])"
SO_MANY = "[两二三四五六七八九十2-9]"
"""How many things are asked for by name: 哪两位."""
MANY = f"{HOW_MANY_OF}(?P<measure>{MEASURE})?"
HIGH = "高多大长贵久重远宽厚深"
LOW = "低少小短轻近窄薄浅"
_OPERATIONS: tuple[tuple[Operation, re.Pattern[str]], ...] = (
    (Operation.RANK, re.compile("排名?(?:在|行)?第几|第几[名位]|排名(?:是|为)?(?:多少|几)|名列第几")),
    (
        Operation.DIFFERENCE,
        re.compile(
            f"(?:相差(?:多少|几)?|差了?(?:多少|几)|差额|差距(?:是|有)?(?:多少|多大)?"
            "|[比较](?P<than>[^,。?]{0,20}?)(?:[多少](?:[\u4e00-\u9fff]{0,2}|\x00{1,8})|[高低长短大小贵重轻涨降跌掉减增升落]|便宜)"
            f"(?:了|出)?(?:多少|几)){MEASURE}?"
        ),
    ),
    (Operation.AVERAGE, re.compile("平均(?:下来|每[\u4e00-\u9fff]|[分值数](?!配))?|均值")),
    (Operation.EARLIEST, re.compile("最[早先]|头一[次个]")),
    (Operation.LATEST, re.compile(f"最[晚迟新]|最[近后](?:的?一{MEASURE}|(?=的|\x00|[\u4e00-\u9fff]{{1,4}}的))")),
    (Operation.HIGHEST, re.compile(f"最[{HIGH}]|排名?第[一1](?!百)|第[一1]名")),
    (Operation.LOWEST, re.compile(f"最(?:便宜|[{LOW}])")),
    (
        Operation.SUM,
        re.compile(
            "合计|总和|之和|总计|共计|累计|(?:相加|全?(?:加|合)(?:起来|[在到]一[起块]儿?|一下|总)|加[起一]来)|(?<=\x00)加上?(?=\x00)|拢共|一共|总共|共(?=有|是|为|多少|\x00)|总(?=\x00|额|量|数|的)"
            f"|总(?=(?:{'|'.join(endings('money'))})(?:是|为|有)?多少)"
        ),
    ),
)
_WHICH = re.compile(
    rf"[有是]?哪(?:[些里儿]|(?:[一几]|{SO_MANY})?{MEASURE})?|有谁|[都别](?:有|是)(?:什么|谁)|谁|列(?:出|一下|一列)|找出|名单"
)
_LIST = re.compile(f"哪些|哪几|哪{SO_MANY}|有谁|[都别](?:有|是)(?:什么|谁)|列(?:出|一下|一列)|找出|名单(?=\\W|$)")
_COUNT = re.compile(MANY)
_NUMBER_OF = re.compile("总数|数量|个数|[共有]多少(?=\\W*$)")
"""What asks how many there are without a measure word."""
_SO_MANY = re.compile(f"哪(?P<many>{SO_MANY})")
_SELECTS = re.compile("[最更多少高低大小长短早晚同样]|超过|不足|以[上下内]")
"""What would choose some of the rows."""
_OF_TWO = re.compile("谁|哪|还是")
_HIGHER = re.compile(f"(?:相比|比较?)?[更较]?(?<!最)[{HIGH}](?:一?[些点])?(?=\\W|$|还是|的是)")
_LOWER = re.compile(f"(?:相比|比较?)?[更较]?(?<!最)(?:便宜|[{LOW}])(?:一?[些点])?(?=\\W|$|还是|的是)")
"""Which of several rows has more, or less."""
_ORDERED = re.compile(
    f"最[{HIGH}{LOW}]的?[二两三四五六七八九十2-9]|第([二三四五六七八九十2-9])[高低多少大小长短]|倒数|前[二三四五六七八九十两0-9]|后[二三四五六七八九十两0-9][名个位]"
)
_TURNED = re.compile(
    f"最(?!便宜|[{HIGH}{LOW}早先晚迟新后])|[{NOT_SO}非]|除(?:了|去|[^,。?]{{1,12}}外)|[以之]外|其[他余它]|另外|别[的人]|占"
    "|[于过到比超]了?平均|平均[分值数线]?(?:以|之)[上下]"
)
"""What is not told here: superlatives of what is no figure, that something does not hold, or holds of all others, what
share it is, what is above the mean."""
_BOUND = re.compile(
    "(?P<more>高于|大于|超过|多于|高出|早于(?!0)|高过|多过|大过)|(?P<least>不低于|不少于|不小于|至少|达到)|(?P<most>不超过|不高于|不多于|不大于|至多)"
    f"|(?P<less>低于|小于|少于|不到|不足|不满|[{NOT_YET}]有?达?到|达不到)|(?P<than>比)"
)
_BEHIND = re.compile("(?:\\(?含\\)?)?(?:(?P<least>以上|及以上|或以上)|(?P<most>以下|以内|及以下))")
_EXACTLY = re.compile("的(?=[\x00\u4e00-\u9fff]|\\W|$)")
"""What stands behind a figure that the things asked for have: 考90分的有谁."""
_COMPARED = re.compile("(?:[><≥≤＞＜‹›〉〈=超逾过近约于高低多少大小前后每第比—~～-]|[0-9]到|等于)[ ]?$")
"""What stands before a figure that they have more or less of, or so many of each."""
_THAN = re.compile(f"[还要更]?(?:(?P<more>[{HIGH}])|(?P<less>便宜|[{LOW}]))")
_FIGURE = re.compile(r"\d+(?:[, ]\d{3})*(?:\.\d+)?")
"""Of a quantity: its digits, with what parts the thousands."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound at ``[start, end)`` of a question: figures ``sign`` (``>``, ``>=``, ``<``, ``<=``, ``=``) ``number``."""

    start: int
    end: int
    sign: str
    number: Decimal
    unit: str

    def holds(self, number: Decimal) -> bool:
        return {
            ">": number > self.number,
            ">=": number >= self.number,
            "<": number < self.number,
            "<=": number <= self.number,
            "=": number == self.number,
        }[self.sign]


def are_so_many(rest: str, rows: int, operation: Operation) -> bool:
    """Whether rows are as many as a folded question asks for by name (哪两位), where it does, and asks nothing else."""
    asked = _SO_MANY.search(rest)
    if asked is None:
        return True
    return operation is Operation.ROWS and parse_whole(asked["many"]) == rows and not _SELECTS.search(rest)


def find_operation(
    rest: str, *, sums: bool, keyed: bool, several: bool = False, timed: bool = False
) -> Operation | None:
    """What a folded question wants, its names of values and columns masked; None for what is not done here.

    :param sums: whether it names a column that has figures.
    :param keyed: whether it says which rows by what they are about, so that they are not to be counted.
    :param several: whether these are more than one, so that they can be compared.
    :param timed: whether the table has times, and no distances: what is 最近 is the nearest then in time.
    """
    if _ORDERED.search(rest) or _TURNED.search(rest):
        return None
    for operation, pattern in _OPERATIONS:
        found = pattern.search(rest)
        if found and operation in IN_TIME and _LIST.search(rest) and "一" not in found.group():
            return None  # the latest few of them: how many nobody said
        if found and operation in IN_TIME and not timed:
            if "近" not in found.group():
                return None
        elif found and not (operation is Operation.SUM and not sums):
            return operation
    if several and _OF_TWO.search(rest) and not _LIST.search(rest):
        for operation, pattern in ((Operation.LOWEST, _LOWER), (Operation.HIGHEST, _HIGHER)):
            if pattern.search(rest):
                return operation
    many = _COUNT.search(rest)
    countable = many is not None and many["measure"] is not None and many["measure"] in ONE_BY_ONE
    if (countable or _NUMBER_OF.search(rest)) and not sums and not keyed and not _LIST.search(rest):
        return Operation.COUNT
    return Operation.ROWS if _LIST.search(rest) else Operation.CELL


def without_operation(rest: str) -> str:
    """What is left of a question when the words of what is to be done are gone, but for what is compared with."""
    rest = without_request(rest)
    compared = (_HIGHER, _LOWER) if _OF_TWO.search(rest) else ()  # 体重, 身高 where nothing is
    for pattern in (*compared, *(pattern for _, pattern in _OPERATIONS), _WHICH, _COUNT, _NUMBER_OF):
        rest = pattern.sub(lambda match: f"，{match.groupdict().get('than') or ''}，", rest)
    return rest


def operation_places(rest: str) -> list[tuple[int, int]]:
    """Where a folded question says what is to be done with figures, ``[start, end)``, but for what is compared with."""
    places = []
    for match in (match for _, pattern in _OPERATIONS for match in pattern.finditer(rest)):
        than = match.span("than") if match.groupdict().get("than") else (match.end(), match.end())
        places += [(match.start(), than[0]), (than[1], match.end())]
    return places


def asks_which(rest: str) -> bool:
    """Whether a folded question asks which things it is true of, or how many of them there are."""
    return bool(_WHICH.search(rest) or _COUNT.search(rest))


def says_sum(rest: str) -> bool:
    """Whether a folded question asks for a sum, whatever it is of."""
    return _says(rest, {Operation.SUM})


def says_reckoning(rest: str) -> bool:
    """Whether a folded question asks for what comes of several figures, which none of them is: a sum, a difference."""
    return _says(rest, {Operation.SUM, Operation.DIFFERENCE})


def may_compare(text: str) -> bool:
    """Whether a question may ask for one of ``COMPARED``, whatever it names: where it does not, none is found in it."""
    folded = fold(text)
    return _says(folded, COMPARED) or _OF_TWO.search(folded) is not None


def _says(rest: str, operations: Set[Operation]) -> bool:
    return any(pattern.search(rest) for operation, pattern in _OPERATIONS if operation in operations)


def find_bound(rest: str) -> Bound | None:
    """The one bound on figures that a question gives, None where there is none, or more than one."""
    found = []
    for quantity in find_quantities(rest):
        if quantity.ranges:
            continue
        before = _BOUND.search(rest, max(quantity.core - 5, 0), quantity.core)
        before = before if before and before.end() == quantity.core else None
        than = before is not None and before.lastgroup == "than"
        before = None if than else before
        behind = (_THAN if than else _BEHIND).match(rest, quantity.core_end)
        figure = _FIGURE.match(rest, quantity.core, quantity.core_end)
        word = before or behind
        if word is None and not than and not _COMPARED.search(rest, max(quantity.core - 3, 0), quantity.core):
            word = _EXACTLY.match(rest, quantity.core_end)
        if word is None or figure is None:
            continue
        sign = {"more": ">", "least": ">=", "most": "<=", "less": "<"}.get(word.lastgroup or "", "=")
        start, end = min(quantity.core, word.start()), max(quantity.core_end, word.end())
        end = quantity.core_end if sign == "=" else end
        unit = rest[figure.end() : quantity.core_end].strip()
        found.append(Bound(start, end, sign, Decimal(re.sub("[, ]", "", figure.group())), unit))
    return found[0] if len(found) == 1 else None

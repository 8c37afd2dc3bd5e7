"""Rows where one column says more, or less, than another: ``哪个项目超预算``, ``实际支出低于计划的有哪些``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.text.denials import NOT_SO, NOT_YET
from index.text.tokens import HAN
from qa.whole.conditions import MASK, mask
from qa.whole.figures import Figure, is_numeric, plain, read_column
from qa.whole.operations import HIGH, LOW
from qa.whole.rows import Row
from qa.whole.tables import core, unit_of

_OVER = "超过|超出|超支|超|高于|高过|大于|多于|突破"
_UNDER = f"低于|少于|小于|不足|不到|[{NOT_YET}]有?达?到|[{NOT_YET}]有?完成"
_COMPARES = re.compile(f"(?P<no>[{NOT_SO}]有?)?(?:(?P<over>{_OVER})|(?P<under>{_UNDER})|(?P<than>比))了?$")
_MORE = re.compile(f"[还要更]?(?:(?P<over>[{HIGH}])|(?P<under>[{LOW}]))(?:一?[些点])?(?=\\W|的|$)")
_RUN = re.compile(f"[{HAN}]{{2,6}}")


@dataclass(frozen=True, slots=True)
class Versus:
    """What is asked of two columns: the figures of ``one`` are ``sign`` (``>``, ``<``, ``<=``) those of ``other``."""

    one: str
    sign: str
    other: str

    def holds(self, one: Figure, other: Figure) -> bool:
        """Whether it holds of two figures in one unit."""
        if self.sign == "<=":
            return one.number <= other.number
        return one.number > other.number if self.sign == ">" else one.number < other.number


def find_versus(
    rest: str, named: Sequence[tuple[int, str]], columns: Sequence[str], rows: Sequence[Row]
) -> tuple[Versus, str] | None:
    """What a folded question compares of two columns, its names masked, and what is left; None where that is unclear.

    Where it names the second alone (超预算), the first is the only other column of figures.
    """
    numeric = [column for column in columns if is_numeric(rows, column)]
    for start, end, column in _seconds(rest, named, numeric):
        compares = _COMPARES.search(rest[:start])
        before = [each for place, each in named if compares and place < compares.start() and each in numeric]
        others = [each for each in numeric if each != column and unit_of(each) == unit_of(column)]
        firsts = before[-1:] or (others if len(others) == 1 else [])
        than = _MORE.match(rest, end) if compares and compares["than"] else compares
        if compares is None or than is None or not firsts or firsts[0] == column:
            continue
        no = bool(compares["no"])
        if no and not than["over"]:
            continue
        sign = "<=" if no else ">" if than["over"] else "<"
        span = compares.start(), max(end, than.end())
        return Versus(firsts[0], sign, column), mask(rest, [span])
    return None


def _seconds(rest: str, named: Sequence[tuple[int, str]], numeric: Sequence[str]) -> list[tuple[int, int, str]]:
    """Where what is compared with may stand, with its column: a name, or a part that only one name has (超预算)."""
    found = [(start, _end_of(rest, start), column) for start, column in named if column in numeric]
    for match in _RUN.finditer(rest):
        for start in range(match.start() + 1, match.end() - 1):
            if not _COMPARES.search(rest[:start]):
                continue
            ends = range(match.end(), start + 1, -1)
            having = ((end, [each for each in numeric if _is_part(rest, start, end, core(each))]) for end in ends)
            found += [(start, end, columns[0]) for end, columns in having if len(columns) == 1][:1]
    return found


def _is_part(rest: str, start: int, end: int, name: str) -> bool:
    """Whether what stands there begins or ends a name, and is not cut out of it: 市销量 of 超市销量."""
    part = rest[start:end]
    return (name.startswith(part) or name.endswith(part)) and rest[start - 1 : end] not in name


def _end_of(rest: str, start: int) -> int:
    end = start
    while end < len(rest) and rest[end] == MASK:
        end += 1
    return end


def compare(rows: Sequence[Row], versus: Versus) -> list[tuple[Figure, Figure]] | None:
    """The figures of each row in both columns; None where one has none, or these are in several units."""
    ones, others = read_column(rows, versus.one), read_column(rows, versus.other)
    if not isinstance(ones, list) or not isinstance(others, list):
        return None
    return list(zip(ones, others, strict=True)) if len({each.measure for each in (*ones, *others)}) == 1 else None


def as_compared(one: Figure, other: Figure) -> str:
    """``31 > 30万元``."""
    sign = ">" if one.number > other.number else "<" if one.number < other.number else "="
    return f"{plain(one.number)} {sign} {plain(other.number)}{one.unit}"

"""Rows by their place in an order: 冠军 and 第二名, where a column says 名次."""

from __future__ import annotations

import re

from index.text.numerals import parse_whole
from qa.whole.conditions import Condition
from qa.whole.naming import Register
from qa.whole.tables import core

PLACES = re.compile("名次|排名|位次|排位|名列")
_ASKED = re.compile(
    "(?P<first>冠军|头名|榜首|状元)|(?P<second>亚军|榜眼)|(?P<third>季军|探花)"
    "|第(?P<n>[0-9]{1,3}|[一二三四五六七八九十]{1,3})(?:名|位|(?=的|是|$|\\W))"
)


def ranked(register: Register, rest: str) -> list[Condition]:
    """The rows that have a place which what is left of a folded question names, in the one column of places."""
    columns = [column for column in register.table.columns if PLACES.search(core(column))]
    if len(columns) != 1:
        return []
    rows: dict[str, list[int]] = {}
    for number, row in enumerate(register.table.rows):
        if cell := row.cell(columns[0]):
            rows.setdefault(cell.value.strip(), []).append(number)
    named = ((match, str(_place(match))) for match in _ASKED.finditer(rest))
    return [Condition(*m.span(), (columns[0],), frozenset(rows[place])) for m, place in named if place in rows]


def _place(match: re.Match[str]) -> int | None:
    for place, name in enumerate(("first", "second", "third"), start=1):
        if match[name]:
            return place
    return parse_whole(match["n"])

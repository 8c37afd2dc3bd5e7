"""Rows that have something, or have not, as a column says by a word: 带Wi-Fi的 where Wi-Fi says 支持, 不是党员的."""

from __future__ import annotations

import re

from index.text.tokens import fold
from qa.whole.conditions import Condition, find_places
from qa.whole.naming import Register
from qa.whole.tables import core

_SAYS_SO = re.compile("[有是√✓✔●○对]|支持|具备|标配|配备|带|已")
_DENIES = re.compile("[无否×✗✕—–/-]|没有|不支持|不具备|不带|不配|未|不是")
_HAS = re.compile("(?P<not>[不没未无](?:有)?)?(?:带有?|有|支持|配有?|具备|含有?|是|能用)?$")
"""What stands before the name of what something has."""
_AND = "和与及、且"
_ENDS = re.compile(r"[的有没不带是一共总呢吗几多和且又]|\W|$")
"""What stands behind the name of it: else it is a part of a longer one, 党员证."""
_WHETHER = re.compile("^(?:是否|有无|能否|可否)(?:为|是|有|支持|具备|带)?")
_LISTS = re.compile("哪|几|多少|有谁|名单")


def having(register: Register, rest: str) -> list[Condition]:
    """The rows that have what a folded question names by the column that says whether they do; or that have it not.

    Every cell of such a column says yes or no. Of one thing it is asked whether, not which: there is nothing here then.
    """
    if not _LISTS.search(rest):
        return []
    found: list[Condition] = []
    for column in register.table.columns:
        name = _WHETHER.sub("", fold(core(column)))
        places = list(find_places(name, rest)) if len(name) > 1 else []
        yes = rows_that_do(register, column) if places else frozenset()
        for start, end in places if yes else ():
            before = _HAS.search(rest, 0, start)
            assert before is not None  # what it has may be nothing
            and_this = any(each.end == start - 1 and rest[start - 1] in _AND for each in found)
            if (before.start() < start or and_this) and _ENDS.match(rest, end):
                no = frozenset(range(len(register.table.rows))) - yes
                rows = no if before["not"] else yes
                found.append(Condition(before.start(), end, (column,), rows, state=True))
    return found


def rows_that_do(register: Register, column: str) -> frozenset[int]:
    """The rows where a column says yes; none where any says something else than yes or no, or all say the same."""
    said = [fold(cell.value).strip() if (cell := row.cell(column)) else "—" for row in register.table.rows]
    yes = frozenset(number for number, text in enumerate(said) if _SAYS_SO.fullmatch(text))
    no = sum(_DENIES.fullmatch(text) is not None for text in said)
    return yes if no and len(yes) + no == len(said) else frozenset()

"""Rows where something was not done yet: 没还 where 归还日期 is blank, 还没验收 where 验收情况 is."""

from __future__ import annotations

import re

from index.text.tokens import HAN
from qa.whole.conditions import Condition
from qa.whole.figures import is_numeric, says_nothing
from qa.whole.naming import Register
from qa.whole.tables import core

_UNDONE = re.compile(
    f"(?:(?:到|直到)?(?:现在|目前|今天)?(?:都|也|仍)?(?:还|尚|仍)?(?:没有?|未)(?:有)?|(?P<done>已经|已))(?P<verb>[{HAN}]{{1,4}})"
)
_SAID = frozenset("的了过呢吗啊呀上到")


def undone(register: Register, rest: str) -> list[Condition]:
    """The rows that a folded question asks for by what was not done with them, or by what was, as the one column tells
    that is called by it and is blank in some rows."""
    table = register.table
    found = []
    for match in _UNDONE.finditer(rest):
        for end in range(len(match["verb"]), 0, -1):
            verb = match["verb"][:end]
            called = [each for each in table.columns if verb in core(each) and not is_numeric(table.rows, each)]
            blank = {column: rows for column in called if (rows := _blank(register, column))}
            if verb[-1] in _SAID or len(blank) != 1:
                continue
            (rows,) = blank.values()
            filled = frozenset(range(len(table.rows))) - rows
            place = match.start(), match.start("verb") + end
            found.append(
                Condition(*place, (), filled if match["done"] else rows)
            )  # of the rows, not of a value in them
            break
    return found


def _blank(register: Register, column: str) -> frozenset[int]:
    """The rows without anything in a column that others have something in."""
    cells = [row.cell(column) for row in register.table.rows]
    blank = frozenset(number for number, cell in enumerate(cells) if cell is None or says_nothing(cell.value))
    return blank if len(blank) < len(cells) else frozenset()

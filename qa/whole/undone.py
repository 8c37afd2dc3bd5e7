"""Rows where something was not done yet, or was: 没还 where 实际归还 is blank, 已经归还 where it has a day."""

from __future__ import annotations

import re

from index.text.tokens import HAN, Tokenizer, fold
from index.text.values import Kind, find_values
from qa.whole.conditions import Condition
from qa.whole.figures import says_nothing
from qa.whole.naming import Register
from qa.whole.tables import core

_UNDONE = re.compile(
    "(?:(?:到|直到)?(?:现在|目前|今天)?(?:都|也|仍)?(?:还|尚|仍)?(?:没有?|未)|(?P<done>已经|已))"
    f"(?P<verb>[{HAN}]{{1,3}})"
)
_ENDS = re.compile(r"[的了过完好有是一共总呢吗]|\W|$")
"""What stands behind what is said of rows."""
_EXPECTED = re.compile("计划|预计|应|拟|到期|有效|截止|期限|届满|下次")
"""The names of columns that say when something is to be: a day there tells of nothing that was done."""


def undone(register: Register, rest: str, tokenizer: Tokenizer) -> list[Condition]:
    """The rows that a folded question asks for by what was not done with them, or by what was, as the one column tells
    that is called by it, and has a day in some rows and nothing in others.

    Where any row has other words there (未还, 部分归还, 拒收), these have to be asked for.
    """
    if not _UNDONE.search(rest):
        return []
    found = []
    whole = [word for word in tokenizer.tag(rest) if tokenizer.cut(word.text) == [word.text]]  # not guessed, as 没还 is
    inside = {place for word in whole for place in range(word.start + 1, word.end)}
    for match in _UNDONE.finditer(rest):
        for end in range(match.end("verb"), match.start("verb"), -1):
            verb = rest[match.start("verb") : end]
            if match.start("verb") in inside or end in inside or not _ENDS.match(rest, end):
                continue
            called = [column for column in register.table.columns if verb in core(column)]
            called = [column for column in called if not _EXPECTED.search(core(column))]
            blank = {column: rows for column in called if (rows := _blank(register, column)) is not None}
            if len(blank) == len(called) == 1:
                ((column, rows),) = blank.items()
                filled = _rows(register) - rows
                place = match.start(), end
                found.append(Condition(*place, (column,), filled if match["done"] else rows, state=True))
                break
    return found


def _rows(register: Register) -> frozenset[int]:
    table = register.table
    return frozenset(number for number, row in enumerate(table.rows) if not table.is_total(row))


def _blank(register: Register, column: str) -> frozenset[int] | None:
    """The rows without anything in a column where all others have a time; None where that is another kind of column."""
    cells = {number: register.table.rows[number].cell(column) for number in _rows(register)}
    filled = {number: cell.value for number, cell in cells.items() if cell and not says_nothing(cell.value)}
    timed = all(any(value.kind is Kind.TIME for value in find_values(fold(text))) for text in filled.values())
    return frozenset(cells) - frozenset(filled) if filled and len(filled) < len(cells) and timed else None

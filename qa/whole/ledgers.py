"""Ledgers: rows that say whether something came in or went out, asked for by a verb; and how much, in a unit a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain

from index.text.tokens import fold
from index.text.vocabulary import moves
from qa.types import Question
from qa.whole.conditions import Condition
from qa.whole.figures import TELLING
from qa.whole.naming import Register
from qa.whole.rows import Row
from qa.whole.tables import core

KINDS = 4
"""Different things that are done, at most, in the column that says what was done."""
_VERB = re.compile(f"(?P<verb>[{''.join(chain(*(verbs for _, verbs in moves())))}])(?=[了过的]|多少|几)")
_UNITS = re.compile("(?:计量)?单位$")
QUANTITY = re.compile("数量?$")
"""The name of a column that says how many a row is about."""


def moved(register: Register, rest: str) -> list[Condition]:
    """The rows that a verb of what is left of a folded question asks for: 入库 of ``进了多少``, where a column has it
    beside others of the kind."""
    kinds = {column: _kinds(texts) for column, texts in register.said.items() if 1 < len(texts) <= KINDS}
    found = []
    for match in _VERB.finditer(rest):
        meant = {column: [n for n, verbs in kinds[column].items() if match["verb"] in verbs] for column in kinds}
        columns = [column for column, names in meant.items() if len(names) == 1 and len(kinds[column]) > 1]
        if len(columns) == 1:
            (column,) = columns
            rows = register.said[column][meant[column][0]]
            found.append(Condition(*match.span("verb"), (column,), frozenset(rows)))
    return found


def is_mixed(register: Register, conditions: Sequence[Condition]) -> bool:
    """Whether rows of what came in and of what went out are meant alike: what they sum up to is neither."""
    held = {column for each in conditions for column in each.columns}
    kinds = (column for column, texts in register.said.items() if 1 < len(texts) <= KINDS and len(_kinds(texts)) > 1)
    return any(column not in held for column in kinds)


def _kinds(texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Those of the texts that say that something came in or went out, with the verbs that ask for each."""
    return {text: verbs for text in texts for names, verbs in moves() if text in names}


def measured_column(columns: Sequence[str], rows: Sequence[Row], question: Question) -> str:
    """The one column of quantities, where a question counts in a unit that rows give in a column; else ``""``.

    Whatever that calls a unit is one: 包, of which the program knows no figures.
    """
    quantities = [column for column in columns if QUANTITY.search(core(column))]
    if len(quantities) != 1:
        return ""
    asked, told = fold(question.resolved), rows[:TELLING]
    named = [name for name in {cell.name for row in told for cell in row.cells} if _UNITS.search(core(name))]
    units = {fold(cell.value).strip() for row in told for name in named if (cell := row.cell(name))}
    counted = any(f"{how}{unit}" in asked for unit in units if unit for how in ("多少", "几"))
    return quantities[0] if counted else ""

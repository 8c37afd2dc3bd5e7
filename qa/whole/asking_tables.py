"""A question and a table: which rows and columns are meant, if everything that is asked is accounted for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.text.tokens import Tokenizer, fold
from index.text.vocabulary import registered
from qa.types import Expected, Question
from qa.whole.accounted import is_accounted_for, named_of_table, without_deeds
from qa.whole.asked_columns import (
    FEE,
    PEOPLE,
    columns_in_unit,
    find_columns,
    has_figures,
    is_called_elsewhere,
    is_of_another,
    lacks_people,
    people_column,
    summed_columns,
)
from qa.whole.asked_names import is_of_totals, names_of
from qa.whole.asked_nouns import (
    asks_for_row,
    counted_column,
    noun_column,
    unknown_noun,
    without_kind,
)
from qa.whole.asked_times import time_column, when_column
from qa.whole.column_names import (
    without_title,
)
from qa.whole.conditions import MASK, Condition, mask, meeting
from qa.whole.doubts import Understood, is_doubted
from qa.whole.figures import is_numeric
from qa.whole.ledgers import is_mixed, measured_column
from qa.whole.naming import Register
from qa.whole.narrowing import Narrowed, narrow
from qa.whole.operations import (
    COMPUTED,
    IN_TIME,
    Operation,
    are_so_many,
    find_operation,
    says_sum,
)
from qa.whole.rows import Row
from qa.whole.tables import Table, core
from qa.whole.totals import TOTAL

_NOT_TOLD = (Expected.YES_NO, Expected.REASON, Expected.MANNER)
"""What no cell says by itself."""
_FILLED_IN = re.compile(
    "怎么(?:填|写|登记|记)|(?:[理事缘]由|原因|目的|方式|方法|办法|措施)(?:是|为|有)?(?:什么|啥|哪些|哪几[种个条])"
)
"""Asks for a cell all the same: for what is filled in, or for a reason or a way by the name of its column."""
_MUCH = re.compile("(?<![是为有叫])多少")
"""Asks for a figure, rather than for what is written there: 交多少, but not 部门是多少."""
_COMPARING = frozenset({Operation.DIFFERENCE, Operation.HIGHEST, Operation.LOWEST, Operation.RANK})
"""What figures of rows are held against each other for."""
_THAN = "于过到比超"
_DISTANCE = re.compile("距|路程|里程|远近")
"""Columns that are about space: what is 最近 there is near, and not late."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Rows of a table and columns of it, what is to be done with them, and by how much of the question that is known.

    ``rows`` are those of the rows ``among`` all that it names which keep ``within`` the bounds that it sets. Of what is
    ``doubted`` nothing is reckoned.
    """

    table: Table
    operation: Operation
    columns: tuple[str, ...]
    figures: tuple[str, ...]
    rows: tuple[Row, ...]
    among: tuple[Row, ...]
    within: Narrowed
    conditions: tuple[Condition, ...]
    explained: int
    text: str
    doubted: bool

    @property
    def chosen(self) -> bool:
        """Whether the question says which rows, rather than meaning all."""
        return bool(self.conditions or self.within)

    @property
    def is_whole(self) -> bool:
        """Whether all rows of the table are meant, but its totals."""
        return len(self.rows) == sum(not self.table.is_total(row) for row in self.table.rows)


def may_ask_of(question: Question) -> bool:
    """Whether a cell could tell what a question asks."""
    return question.expected not in _NOT_TOLD or bool(_FILLED_IN.search(question.resolved))


def understand_of(register: Register, question: Question, tokenizer: Tokenizer) -> Asked | None:
    """What a question asks of a table; None where something in it is neither there nor a word that asks."""
    if not may_ask_of(question):
        return None
    table = register.table
    text, conditions, named, rest = names_of(register, question, tokenizer, loosely=True)
    narrowed = narrow(register, text, conditions, named, rest)
    if narrowed is None:
        return None
    within, conditions, rest = narrowed
    totals = {number for each in conditions if is_of_totals(each, table) for number in each.rows}
    among = [table.rows[n] for n in meeting(table, conditions) if n in totals or not table.is_total(table.rows[n])]
    rows = [row for row in among if within.keeps(row)]
    done = _wanted(register, question, conditions, (within, named, rest), tokenizer)
    if done is None:
        return None
    operation, columns, numeric, rest = done
    if operation in (Operation.SUM, Operation.AVERAGE) and is_mixed(register, conditions):
        return None
    if not are_so_many(rest, len(rows), operation):
        return None
    told_apart = (named and len(rows) == 1 < len(table.rows)) or (numeric and operation in _COMPARING)
    told = without_deeds(rest, tokenizer) if told_apart else rest
    told = without_kind(told, table)
    if unknown_noun(rest, table) or not is_accounted_for(told, bool(named), table, rows, columns, tokenizer):
        return None
    counted = question.expected is Expected.NUMBER and (question.unit or _MUCH.search(text))
    if operation is Operation.CELL and counted:
        columns = [column for column in columns if has_figures(column, table.rows)]
    if operation is Operation.CELL and question.expected is Expected.PERSON:  # 总分第一是谁 asks for no figure
        columns = [each for each in columns if each not in register.timed and not is_numeric(table.rows, each)]
        columns = columns or [people_column(table.columns)]
    if operation is Operation.CELL:
        columns = [column for column in columns if not _is_said(column, rows, conditions, text)]
    if operation is Operation.CELL and not any(columns):
        return None
    whole = {column for _, column in named}
    untold = [column for column in columns if column not in whole] if operation is Operation.CELL else []
    if any(
        is_of_another(column, question, rows, rest, tokenizer) or is_called_elsewhere(column, text, register, tokenizer)
        for column in untold
    ):
        return None
    explained = sum(letter == MASK for letter in rest) + named_of_table(rest, text, table, tokenizer)
    explained -= any(word in rest and word not in register.above for word in registered())  # 资产 of 物资: less so
    known = tuple(rows), tuple(among), within, tuple(conditions), explained, text
    said = {column for each in conditions for column in each.columns}
    taken = Understood(register, operation, columns, numeric, rows, said | {*within.columns}, said, rest, text)
    return Asked(table, operation, tuple(columns), tuple(numeric), *known, is_doubted(taken, tokenizer))


def _is_said(column: str, rows: Sequence[Row], conditions: Sequence[Condition], text: str) -> bool:
    """Whether what a question says of rows is all that they have in a column: it does not ask for that."""
    said = {text[each.start : each.end] for each in conditions if column in each.columns}
    return bool(said) and all(fold(cell.value) in said for row in rows if (cell := row.cell(column)))


def _wanted(
    register: Register,
    question: Question,
    conditions: Sequence[Condition],
    left: tuple[Narrowed, Sequence[tuple[int, str]], str],
    tokenizer: Tokenizer,
) -> tuple[Operation, list[str], list[str], str] | None:
    """What is to be done with which columns, those of figures among them, and what is left of the question.

    :param left: what bounds, the columns named with where, and what is left of the question by then.
    """
    table, (within, named, rest) = register.table, left
    text = fold(question.resolved)
    if any(text.startswith(name := core(column), at) and rest[at + len(name) :][:1].isdigit() for at, column in named):
        return None  # the row is named by a figure that none has: 起始字节12
    if any(is_of_totals(each, table) and text[max(each.start - 1, 0)] in _THAN for each in conditions):
        return None  # what is told of others bounds: 高于平均分
    body = [row for row in table.rows if not table.is_total(row)]
    known = {column for each in conditions if len(each.columns) == 1 for column in each.columns} | {*within.columns}
    columns = list(dict.fromkeys(column for _, column in named if column not in known))
    bound = within.bound
    if bound and any(column == within.bounded and place > bound.start for place, column in named):
        columns.append(within.bounded)
    free = [column for column in table.columns if column not in known and column not in columns]
    keys = {row for each in conditions if table.key in each.columns for row in each.rows}
    if not columns and (counted := counted_column(rest, free, body, bool(keys))):
        columns, rest = [counted[0]], mask(rest, [counted[1]])
    numeric = [column for column in columns if (column != table.key or len(body) == 1) and is_numeric(body, column)]
    keyed = len(keys), len(keys) > 1 and len(conditions) > 1
    operation = _operation_of(register, question, rest, free, columns, keyed)
    if operation is None or _is_of_no_rows(operation, rest, question, register):
        return None
    rest = without_title(rest, table)
    if operation in IN_TIME:
        column, rest = time_column(register, named, rest, operation)
        columns, numeric = [column, *(each for each in columns if each != column)], [column]
        if not column:
            return None
    if not columns or (operation not in (Operation.CELL, Operation.ROWS, Operation.COUNT) and not numeric):
        others = [each for each in free if each not in columns]
        more, rest = _more_columns(operation, rest, others, register, question, tokenizer)
        if operation is Operation.CELL and not more:
            return None
        numeric += [column for column in more if is_numeric(body, column)]
        columns += more
    noun = noun_column(rest, free) if operation in (Operation.HIGHEST, Operation.LOWEST) else None
    if noun is None:
        return operation, columns, numeric, rest
    return operation, list(dict.fromkeys([*columns, noun[0]])), numeric, mask(rest, [noun[1]])


def _operation_of(
    register: Register,
    question: Question,
    rest: str,
    free: Sequence[str],
    columns: Sequence[str],
    keyed: tuple[int, bool],
) -> Operation | None:
    """What is to be done with the columns that a question names, or with some of the others, which are ``free``.

    :param keyed: how many rows it names by what they are about, and whether it names several.
    """
    table, (keys, several) = register.table, keyed
    body = [row for row in table.rows if not table.is_total(row)]
    figures = [column for column in columns if is_numeric(body, column)]
    sums = any(column != table.key for column in figures) or _asks_for_amount(rest, free, body, question)
    in_order = bool(register.timed) and not any(_DISTANCE.search(core(column)) for column in table.columns)
    operation = find_operation(rest, sums=sums, keyed=bool(keys), several=several, timed=in_order)
    if operation is Operation.CELL and not columns and keys > 1 and not several:
        counts = find_operation(rest, sums=sums, keyed=False) is Operation.COUNT
        operation = Operation.COUNT if counts and not columns_in_unit(rest, free, body, question) else operation
    if operation is Operation.COUNT and figures and len(table.rows) == 1:
        return Operation.CELL  # the one row says how many: 共青团员：13
    return operation


def _is_of_no_rows(operation: Operation, rest: str, question: Question, register: Register) -> bool:
    """Whether rows are to be counted or listed that are not what is asked for: days, or people."""
    if operation is Operation.COUNT and question.expected is Expected.DURATION:
        return register.table.key not in register.timed  # days are rows only where each row is one
    of_rows = operation in (Operation.ROWS, Operation.COUNT)
    return of_rows and lacks_people(rest, question, register.table.columns)


def _asks_for_amount(rest: str, free: Sequence[str], body: Sequence[Row], question: Question) -> bool:
    """Whether one column has the figures that a question sums up, or counts in a unit that rows give."""
    summed = says_sum(rest) and len(summed_columns(rest, free, body, question)) == 1
    return summed or bool(measured_column(free, body, question))


def _more_columns(
    operation: Operation, rest: str, free: Sequence[str], register: Register, question: Question, tokenizer: Tokenizer
) -> tuple[list[str], str]:
    """The columns that are asked for without their whole name, and what is left of the question."""
    if operation is Operation.COUNT:
        return [], rest
    table = register.table
    if operation is Operation.CELL and question.expected is Expected.TIME:
        column, left = when_column(register, free, rest)
        if column:
            return [column], left
    extreme = operation in (Operation.HIGHEST, Operation.LOWEST)  # of what, is seen to behind this
    noun = None if extreme else noun_column(rest, table.columns)
    rest = mask(rest, [noun[1]]) if noun else rest
    if operation is Operation.ROWS:
        column = people_column(table.columns) if PEOPLE.search(rest) or question.expected is Expected.PERSON else ""
        column = column or (noun[0] if noun and noun[0] in free else "")
        return ([column] if column else []), rest
    if operation is Operation.CELL and noun and noun[0] in free:
        return [noun[0]], rest
    if operation is Operation.SUM and (summed := summed_columns(rest, free, table.rows, question)):
        return (summed, FEE.sub("，", rest)) if len(summed) == 1 else ([], rest)
    if operation in COMPUTED:
        free = [column for column in free if column != table.key and is_numeric(table.rows, column)]
    columns, left = find_columns(rest, free, table.rows, question, tokenizer)
    left = FEE.sub("，", left)
    if not columns and operation is Operation.DIFFERENCE and says_sum(rest) and not question.unit:
        totals = [column for column in free if TOTAL.fullmatch(core(column))]
        columns = totals if len(totals) == 1 else []
    if operation is Operation.CELL and not columns and table.key in free and _asks_for_row(rest, table):
        return [table.key], rest
    return columns, left


def _asks_for_row(rest: str, table: Table) -> bool:
    """Whether a question asks which row it is: by a measure word and a noun, or, of people, by 谁."""
    return asks_for_row(rest) or ("谁" in rest and people_column(table.columns) == table.key)


def key_text(asked: Asked, row: Row) -> str:
    """What a row is about, in its own words."""
    cell = row.cell(asked.table.key) or row.cells[0]
    return cell.value

"""A question and a table: which rows and columns are meant, if everything that is asked is accounted for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.text.tokens import Tokenizer, fold
from index.text.vocabulary import said_otherwise
from qa.asking.question import EACH, content_terms
from qa.judging.exactness import DIMENSIONS
from qa.types import Expected, Question
from qa.whole.asked_columns import find_columns, is_of_another, people_column, summed_columns
from qa.whole.asked_nouns import (
    asks_for_row,
    counted_column,
    is_scope,
    noun_column,
    unknown_noun,
    without_scope,
)
from qa.whole.asked_times import time_column, when_column
from qa.whole.column_names import (
    meant_columns,
    named_below,
    named_columns,
    parted_columns,
    sibling_column,
    without_title,
)
from qa.whole.figures import is_numeric
from qa.whole.naming import MASK, Condition, Register, mask, meeting
from qa.whole.narrowing import Narrowed, narrow
from qa.whole.operations import (
    COMPUTED,
    IN_TIME,
    MEASURE,
    Operation,
    find_operation,
    operation_places,
    says_sum,
    without_operation,
)
from qa.whole.partial_names import kinds_named, partial_names
from qa.whole.tables import Row, Table, core, unit_of

_NOT_TOLD = (Expected.YES_NO, Expected.REASON, Expected.MANNER)
"""What no cell says by itself."""
_PEOPLE = re.compile("[些个名位]?(?:人员|员工|职工|成员|同事|人)(?!数)")
_FILLED_IN = re.compile("怎么(?:填|写|登记|记)")
_DONE = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff][了过掉](?=多少|几)")
"""The verb of ``花了多少``, which says no more than what is asked for."""
_HOW_MUCH = re.compile("多少|(?<![这那好第])几")
_DISTANCE = re.compile("距|路程|里程|远近")
"""Columns that are about space: what is 最近 there is near, and not late."""
_ONE = re.compile(f"(?<=[的，])一{MEASURE}(?=[是的为有]|\\W|$)")
_LINKS = frozenset("是有为")
_ABOUT_TABLES = re.compile("表格|表中|表里|(?<=[^\\w])表|那?一?[行栏列]|记录|清单|名单|台账|名册")


@dataclass(frozen=True, slots=True)
class Asked:
    """Rows of a table and columns of it, what is to be done with them, and by how much of the question that is known.

    ``rows`` are those of the rows ``among`` all that it names which keep ``within`` the bounds that it sets.
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

    @property
    def chosen(self) -> bool:
        """Whether the question says which rows, rather than meaning all."""
        return bool(self.conditions or self.within)


def may_ask_of(question: Question) -> bool:
    """Whether a cell could tell what a question asks."""
    return question.expected not in _NOT_TOLD or bool(_FILLED_IN.search(question.resolved))


def understand_of(register: Register, question: Question, tokenizer: Tokenizer) -> Asked | None:
    """What a question asks of a table; None where something in it is neither there nor a word that asks."""
    if not may_ask_of(question):
        return None
    table = register.table
    text, conditions, named, rest = names_of(register, question, tokenizer)
    narrowed = narrow(register, text, conditions, named, rest)
    if narrowed is None:
        return None
    within, conditions, rest = narrowed
    among = [row for row in (table.rows[n] for n in meeting(table, conditions)) if not table.is_total(row)]
    rows = [row for row in among if within.keeps(row)]
    done = _wanted(register, question, conditions, (within, named, rest))
    if done is None:
        return None
    operation, columns, numeric, rest = done
    if unknown_noun(rest, table) or not _is_accounted_for(rest, bool(named), table, rows, columns, tokenizer):
        return None
    told = {column for _, column in named}
    untold = [column for column in columns if column not in told] if operation is Operation.CELL else []
    if any(is_of_another(column, question, rows, rest, tokenizer) for column in untold):
        return None
    explained = sum(letter == MASK for letter in rest) + _named_of_table(rest, table, tokenizer)
    known = tuple(rows), tuple(among), within, tuple(conditions), explained, text
    return Asked(table, operation, tuple(columns), tuple(numeric), *known)


def _wanted(
    register: Register,
    question: Question,
    conditions: Sequence[Condition],
    left: tuple[Narrowed, Sequence[tuple[int, str]], str],
) -> tuple[Operation, list[str], list[str], str] | None:
    """What is to be done with which columns, those of figures among them, and what is left of the question.

    :param left: what bounds, the columns named with where, and what is left of the question by then.
    """
    table, (within, named, rest) = register.table, left
    body = [row for row in table.rows if not table.is_total(row)]
    held = {column for each in conditions if len(each.columns) == 1 for column in each.columns}
    known = {*held, *within.columns}
    columns = list(dict.fromkeys(column for _, column in named if column not in known))
    bound, bounded = within.bound, within.bounded
    if bound and any(column == bounded and place > bound.start for place, column in named):
        columns.append(bounded)
    free = [column for column in table.columns if column not in known and column not in columns]
    keys = {row for each in conditions if table.key in each.columns for row in each.rows}
    if not columns and (counted := counted_column(rest, free, body, bool(keys))):
        columns, rest = [counted[0]], mask(rest, [counted[1]])
    numeric = [column for column in columns if is_numeric(body, column)]
    several = len(keys) > 1 and len(conditions) > 1
    sums = bool(numeric) or (says_sum(rest) and len(summed_columns(rest, free, body, question)) == 1)
    in_order = bool(register.timed) and not any(_DISTANCE.search(core(column)) for column in table.columns)
    operation = find_operation(rest, sums=sums, keyed=bool(keys), several=several, timed=in_order)
    of_people = bool(_PEOPLE.search(rest)) or question.expected is Expected.PERSON
    if operation is None or (operation is Operation.ROWS and of_people and not people_column(table.columns)):
        return None
    rest = without_title(rest, table)
    if operation in IN_TIME:
        column, rest = time_column(register, named, rest, operation)
        columns, numeric = [column, *(each for each in columns if each != column)], [column]
        if not column:
            return None
    if not columns or (operation not in (Operation.CELL, Operation.ROWS, Operation.COUNT) and not numeric):
        more, rest = _more_columns(operation, rest, [each for each in free if each not in columns], register, question)
        if operation is Operation.CELL and not more:
            return None
        numeric += [column for column in more if is_numeric(body, column)]
        columns += more
    return operation, columns, numeric, rest


def names_of(
    register: Register, question: Question, tokenizer: Tokenizer
) -> tuple[str, list[Condition], list[tuple[int, str]], str]:
    """A folded question, what it says of rows, the columns it names with where, and what is left of it, both masked.

    What says a row that sums others up (合计) is left, as it says what is to be done.
    """
    table, text = register.table, fold(question.resolved)
    totals = {number for number, row in enumerate(table.rows) if table.is_total(row)}
    conditions = [each for each in register.conditions(text) if not each.rows <= totals]
    rest = mask(text, [(each.start, each.end) for each in conditions])
    named, rest = named_columns(rest, table.columns)
    meant, rest = meant_columns(rest, table.columns)
    short = partial_names(register, rest, tokenizer) or (kinds_named(register, rest, tokenizer) if conditions else [])
    rest = mask(rest, [(each.start, each.end) for each in short])
    below, rest = named_below(rest, table.columns)
    named = sorted([*named, *meant, *below])
    if not named:
        parted, left = parted_columns(rest, table.columns)
        named, rest = (parted, left) if len(parted) in (1, 2) else (named, rest)
    elif len(named) == 1:
        sibling, rest = sibling_column(rest, table.columns, named[0][1])
        named = sorted([*named, *sibling])
    return text, sorted([*conditions, *short], key=lambda each: each.start), named, rest


def _more_columns(
    operation: Operation, rest: str, free: Sequence[str], register: Register, question: Question
) -> tuple[list[str], str]:
    """The columns that are asked for without their whole name, and what is left of the question."""
    if operation is Operation.COUNT:
        return [], rest
    table = register.table
    if operation is Operation.CELL and question.expected is Expected.TIME:
        column, left = when_column(register, free, rest)
        if column:
            return [column], left
    noun = noun_column(rest, table.columns)
    rest = mask(rest, [noun[1]]) if noun else rest
    if operation is Operation.ROWS:
        column = people_column(table.columns) if _PEOPLE.search(rest) or question.expected is Expected.PERSON else ""
        column = column or (noun[0] if noun and noun[0] in free else "")
        return ([column] if column else []), rest
    if operation is Operation.CELL and noun and noun[0] in free:
        return [noun[0]], rest
    if operation is Operation.SUM and (summed := summed_columns(rest, free, table.rows, question)):
        return (summed, rest) if len(summed) == 1 else ([], rest)
    if operation in COMPUTED:
        free = [column for column in free if is_numeric(table.rows, column)]
    columns, left = find_columns(rest, free, table.rows, question)
    if operation is Operation.CELL and not columns and table.key in free and _asks_for_row(rest, table):
        return [table.key], rest
    return columns, left


def _asks_for_row(rest: str, table: Table) -> bool:
    """Whether a question asks which row it is: by a measure word and a noun, or, of people, by 谁."""
    return asks_for_row(rest) or ("谁" in rest and people_column(table.columns) == table.key)


def _is_accounted_for(
    rest: str, named: bool, table: Table, rows: Sequence[Row], columns: Sequence[str], tokenizer: Tokenizer
) -> bool:
    """Whether what is left of a question says nothing that stands neither in the table nor above it.

    :param named: whether it names a column; what is done with that (``卖多少``) then says no more.
    """
    whole = asked_words(rest, named, table, tokenizer)
    left = _PEOPLE.sub("，", whole) if people_column(table.columns) else whole
    headings = {heading for row in rows for heading in row.headings}
    above = fold("\n".join([table.document.title, table.document.name, *headings, *table.columns]))
    own = fold("\n".join(cell.value for cell in rows[0].cells)) if len(rows) == 1 else ""
    units = {fold(unit_of(column)) for column in columns}
    otherwise = [whole[start:end] for start, end in said_otherwise(whole, f"{above}\n{own}")]
    for term in content_terms(left, tokenizer):
        known = term.is_in(above) or term.is_in(own) or any(term.text in each for each in otherwise)
        known = known or term.text in DIMENSIONS or term.text in units or is_scope(term.text, above)
        if not known:
            return False
    return True


def asked_words(rest: str, named: bool, table: Table, tokenizer: Tokenizer) -> str:
    """What is left of a question without what only asks, and without what says that all rows of a table are meant.

    :param named: whether it names a column; what is done with that (``卖多少``) then says no more.
    """
    rest = EACH.sub("，", rest)
    rest = _without_verb(_DONE.sub("，", rest), tokenizer) if named else rest
    left = without_operation(without_scope(rest, table)).replace(MASK, "，")
    return _ABOUT_TABLES.sub("，", _ONE.sub("，", left))


def _without_verb(rest: str, tokenizer: Tokenizer) -> str:
    """What is left of a question without the verb right before 多少 or 几, unless that says what is to be done."""
    asks = _HOW_MUCH.search(rest)
    words = tokenizer.tag(rest.replace(MASK, "，")) if asks else []
    verbs = [word for word in words if asks and word.end == asks.start() and word.tag.startswith("v")]
    done = operation_places(rest)
    kept = [word for word in verbs if word.text in _LINKS or any(s < word.end and word.start < e for s, e in done)]
    return mask(rest, [(word.start, word.end) for word in verbs if word not in kept])


def _named_of_table(rest: str, table: Table, tokenizer: Tokenizer) -> int:
    """How many characters of what is left of a question are words of the table's own name."""
    own = fold("\n".join([table.document.title, table.document.name]))
    return sum(len(term.text) for term in content_terms(rest.replace(MASK, "，"), tokenizer) if term.is_in(own))


def key_text(asked: Asked, row: Row) -> str:
    """What a row is about, in its own words."""
    cell = row.cell(asked.table.key) or row.cells[0]
    return cell.value


def is_key(table: Table, column: str) -> bool:
    """Whether a column is the one that says what a row is about."""
    return core(column) == core(table.key)

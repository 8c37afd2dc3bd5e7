"""A question and a table: which rows and columns are meant, if everything that is asked is accounted for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.text.tokens import Tokenizer, fold
from index.text.units import UNITS
from qa.asking.question import content_terms
from qa.judging.exactness import DIMENSIONS
from qa.statements import Reason, ReasonKind
from qa.types import Expected, Question
from qa.whole.asked_columns import find_columns, people_column
from qa.whole.figures import is_numeric, read_figure
from qa.whole.naming import MASK, Condition, Register, mask, meeting, named_columns
from qa.whole.operations import COMPUTED, Bound, Operation, find_bound, find_operation, without_operation
from qa.whole.tables import Row, Table, core, unit_of

_NOT_TOLD = (Expected.YES_NO, Expected.REASON, Expected.MANNER)
"""What no cell says by itself."""
_PEOPLE = re.compile("[^,。，?]?(?:人员|员工|职工|成员|同事|人)")
_JOINED = re.compile("[、，,。？?;]|和|与|及|跟|同|或")
_FILLED_IN = re.compile("怎么(?:填|写|登记|记)")
_WHICH_ROW = re.compile(f"哪一?(?![年月日天])(?:{UNITS.pattern}|卷|种|[个些])")
_DONE = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff][了过掉](?=多少|几)")
"""The verb of ``花了多少``, which says no more than what is asked for."""
_ABOUT_TABLES = re.compile("表格|表中|表里|(?<=[^\\w])表|那?一?[行栏列]|记录|清单|名单|台账|名册")


@dataclass(frozen=True, slots=True)
class Asked:
    """Rows of a table and columns of it, what is to be done with them, and by how much of the question that is known.

    ``chosen`` is whether the question names rows, by value or by a ``bound`` on the column ``bounded``, rather than
    meaning all.
    """

    table: Table
    operation: Operation
    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    figures: tuple[str, ...]
    chosen: bool
    bound: Bound | None
    bounded: str
    explained: int
    conditions: tuple[Condition, ...]
    text: str


def may_ask_of(question: Question) -> bool:
    """Whether a cell could tell what a question asks."""
    return question.expected not in _NOT_TOLD or bool(_FILLED_IN.search(question.resolved))


def understand_of(register: Register, question: Question, tokenizer: Tokenizer) -> Asked | None:
    """What a question asks of a table; None where something in it is neither there nor a word that asks."""
    if not may_ask_of(question):
        return None
    table, text = register.table, fold(question.resolved)
    conditions = register.conditions(text)
    rest = mask(text, [(each.start, each.end) for each in conditions])
    named, rest = named_columns(rest, table.columns)
    bound, bounded, rest = _bounded(table, named, rest)
    held = {column for each in conditions if len(each.columns) == 1 for column in each.columns}
    columns = list(dict.fromkeys(column for place, column in named if column not in held and column != bounded))
    if bound and any(column == bounded and place > bound.start for place, column in named):
        columns.append(bounded)
    body = [row for row in table.rows if not table.is_total(row)]
    numeric = [column for column in columns if is_numeric(body, column)]
    keys = {row for each in conditions if table.key in each.columns for row in each.rows}
    several = len(keys) > 1 and len(conditions) > 1
    operation = find_operation(rest, sums=bool(numeric), keyed=bool(keys), several=several)
    of_people = bool(_PEOPLE.search(rest)) or question.expected is Expected.PERSON
    if operation is None or (operation is Operation.ROWS and of_people and not people_column(table.columns)):
        return None
    if not columns or (operation not in (Operation.CELL, Operation.ROWS, Operation.COUNT) and not numeric):
        free = [
            column for column in table.columns if column not in held and column != bounded and column not in columns
        ]
        more, rest = _more_columns(operation, rest, free, table, question)
        if operation is Operation.CELL and not more:
            return None
        numeric += [column for column in more if is_numeric(body, column)]
        columns += more
    rows = _rows_of(table, conditions, bound, bounded)
    if not _is_accounted_for(rest, table, rows, columns, tokenizer):
        return None
    explained = sum(letter == MASK for letter in rest) + _named_of_table(rest, table, tokenizer)
    chosen, done = bool(conditions or bound), tuple(columns)
    known = tuple(conditions), text
    return Asked(table, operation, rows, done, tuple(numeric), chosen, bound, bounded, explained, *known)


def _more_columns(
    operation: Operation, rest: str, free: Sequence[str], table: Table, question: Question
) -> tuple[list[str], str]:
    """The columns that are asked for without their whole name, and what is left of the question."""
    if operation is Operation.COUNT:
        return [], rest
    if operation is Operation.ROWS:
        column = people_column(table.columns) if _PEOPLE.search(rest) or question.expected is Expected.PERSON else ""
        return ([column] if column else []), rest
    columns, left = find_columns(rest, free, table.rows, question)
    if operation is Operation.CELL and not columns and table.key in free and _asks_for_row(rest, table):
        return [table.key], rest
    return columns, left


def _asks_for_row(rest: str, table: Table) -> bool:
    """Whether a question asks which row it is: by a measure word and a noun, or, of people, by 谁."""
    return bool(_WHICH_ROW.search(rest)) or ("谁" in rest and people_column(table.columns) == table.key)


def _bounded(table: Table, named: Sequence[tuple[int, str]], rest: str) -> tuple[Bound | None, str, str]:
    """The bound on a column that stands in the question, the column, and what is left."""
    bound = find_bound(rest)
    before = [column for place, column in named if bound and place < bound.start and is_numeric(table.rows, column)]
    if bound is None or not before:
        return None, "", rest
    return bound, before[-1], mask(rest, [(bound.start, bound.end)])


def _rows_of(table: Table, conditions: Sequence[Condition], bound: Bound | None, bounded: str) -> tuple[Row, ...]:
    """The rows that are no totals and meet all that the question says."""
    rows = [table.rows[number] for number in meeting(table, conditions)]
    rows = [row for row in rows if not table.is_total(row)]
    if bound is None:
        return tuple(rows)
    return tuple(row for row in rows if _keeps(row, bound, bounded))


def _keeps(row: Row, bound: Bound, column: str) -> bool:
    cell = row.cell(column)
    read = read_figure(cell.value) if cell else None
    return read is not None and bound.holds(read[0])


def bound_unit_fits(asked: Asked) -> bool:
    """Whether the bound that is asked for is in the unit of the column that it is about, or one of them has none."""
    if asked.bound is None or not asked.bound.unit:
        return True
    units = set()
    for row in asked.table.rows:
        cell = row.cell(asked.bounded)
        read = read_figure(cell.value) if cell else None
        if read:
            units.add(fold(read[1] or unit_of(asked.bounded, row.headings)).partition("/")[0])
    return bool(units & {asked.bound.unit, ""})


def _is_accounted_for(
    rest: str, table: Table, rows: Sequence[Row], columns: Sequence[str], tokenizer: Tokenizer
) -> bool:
    """Whether what is left of a question says nothing that stands neither in the table nor above it."""
    left = without_operation(_DONE.sub("，", rest)).replace(MASK, "，")
    if people_column(table.columns):
        left = _PEOPLE.sub("，", left)
    left = _ABOUT_TABLES.sub("，", left)
    headings = {heading for row in rows for heading in row.headings}
    above = fold("\n".join([table.document.title, table.document.name, *headings, *table.columns]))
    own = fold("\n".join(cell.value for row in rows[:1] for cell in row.cells)) if len(rows) == 1 else ""
    units = {fold(unit_of(column)) for column in columns}
    for term in content_terms(left, tokenizer):
        known = term.is_in(above) or term.is_in(own)
        if not known and term.text not in DIMENSIONS and term.text not in units:
            return False
    return True


def _named_of_table(rest: str, table: Table, tokenizer: Tokenizer) -> int:
    """How many characters of what is left of a question are words of the table's own name."""
    own = fold("\n".join([table.document.title, table.document.name]))
    return sum(len(term.text) for term in content_terms(rest.replace(MASK, "，"), tokenizer) if term.is_in(own))


def lack_of(register: Register, question: Question, tokenizer: Tokenizer) -> Reason | None:
    """Why no single row can answer what is asked of its table; None where nothing is known against it.

    It has to be reckoned; or a column is named and what is to be in it is nowhere in the table, or a row and nothing
    of the table is called what is asked of it.
    """
    table, text = register.table, fold(question.resolved)
    conditions = register.conditions(text)
    keyed = any(table.key in each.columns for each in conditions)
    named, rest = named_columns(mask(text, [(each.start, each.end) for each in conditions]), table.columns)
    computed = "占" in rest or find_operation(rest, sums=True, keyed=keyed) in COMPUTED
    if not named and not keyed and not computed:
        return None
    totals = [table.rows[n] for each in conditions for n in each.rows if table.is_total(table.rows[n])]
    missing = [column for _, column in named if any(row.cell(column) is None for row in totals)]
    if missing:
        return Reason(ReasonKind.EMPTY_CELL, (missing[0],))
    if computed and any(is_numeric(table.rows, column) for _, column in named):
        return Reason(ReasonKind.TO_BE_RECKONED)
    left = _ABOUT_TABLES.sub("，", without_operation(_DONE.sub("，", rest)).replace(MASK, "，"))
    names = "".join(map(core, table.columns))
    deeds = {word.text for who, word in pairwise(tokenizer.tag(text)) if who.tag == "r" and word.tag == "v"}
    for term in content_terms(left, tokenizer):
        if term.text in deeds:
            continue  # 谁坐诊: a table says who it is, and what they do stands in no cell
        alike = keyed and not named and 2 * sum(letter in names for letter in term.text) >= len(term.text)
        if not alike and term.text not in DIMENSIONS and not term.is_in(register.known):
            return Reason(ReasonKind.NOT_IN_TABLE, (term.text,))
    return None if keyed else _parted_name(left, table, tokenizer)


def _parted_name(left: str, table: Table, tokenizer: Tokenizer) -> Reason | None:
    """Why what is left of a question names no row: its words stand in several, and in none together."""
    above = fold("\n".join([table.document.title, table.document.name, *table.columns]))
    for part in _JOINED.split(left):
        terms = [term for term in content_terms(part, tokenizer) if not term.is_in(above)]
        if len(terms) > 1 and not any(all(term.is_in(row) for term in terms) for row in map(_said_in, table.rows)):
            return Reason(ReasonKind.NOT_IN_ONE_ROW, tuple(term.text for term in terms))
    return None


def _said_in(row: Row) -> str:
    """All that a row says, and the headings above it, folded."""
    return fold("\n".join([*row.headings, *(cell.value for cell in row.cells)]))


def key_text(asked: Asked, row: Row) -> str:
    """What a row is about, in its own words."""
    cell = row.cell(asked.table.key) or row.cells[0]
    return cell.value


def is_key(table: Table, column: str) -> bool:
    """Whether a column is the one that says what a row is about."""
    return core(column) == core(table.key)

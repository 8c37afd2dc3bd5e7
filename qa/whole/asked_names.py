"""The rows and columns of a table that a question names, in whatever words, and what is left of it then."""

from __future__ import annotations

from index.text.tokens import Tokenizer, fold
from qa.types import Expected, Question
from qa.whole.column_names import (
    day_columns,
    doer_columns,
    meant_columns,
    named_below,
    named_columns,
    parted_columns,
    sibling_column,
    tier_columns,
)
from qa.whole.conditions import Condition, mask, meeting
from qa.whole.having import having
from qa.whole.ledgers import moved
from qa.whole.mentions import mentioned
from qa.whole.naming import Register, of_named
from qa.whole.partial_names import kinds_named, partial_names
from qa.whole.ranks import ranked
from qa.whole.tables import TOTAL, Table, core
from qa.whole.undone import undone


def names_of(
    register: Register, question: Question, tokenizer: Tokenizer, *, loosely: bool = False
) -> tuple[str, list[Condition], list[tuple[int, str]], str]:
    """A folded question, what it says of rows, the columns it names with where, and what is left of it, both masked.

    What says a row that sums others up (合计) is left, as it says what is to be done.

    :param loosely: whether words that cells have in them say which rows are meant, too.
    """
    table, text = register.table, fold(question.resolved)
    said = register.conditions(text)
    states = [*undone(register, text, tokenizer), *having(register, text)]
    states = [state for state in states if not any(state.overlaps(each) for each in said)]  # 已签收 stands in cells
    conditions = [e for e in said if not (is_of_totals(e, table) and TOTAL.fullmatch(text[e.start : e.end]))]
    conditions += states
    rest = mask(text, [(each.start, each.end) for each in conditions])
    days, rest = day_columns(rest, table.columns)
    named, rest = named_columns(rest, table.columns)
    named += days
    meant, rest = meant_columns(rest, table.columns)
    short = partial_names(register, rest, tokenizer) or (kinds_named(register, rest, tokenizer) if conditions else [])
    short = [*short, *moved(register, rest), *ranked(register, rest)]
    rest = mask(rest, [(each.start, each.end) for each in short])
    below, rest = named_below(rest, table.columns)
    named = sorted([*named, *meant, *below])
    if not named:
        named, rest = tier_columns(rest, table.columns)
    if not named:
        parted, left = parted_columns(rest, table.columns)
        named, rest = (parted, left) if len(parted) in (1, 2) else (named, rest)
    elif len(named) == 1:
        sibling, rest = sibling_column(rest, table.columns, named[0][1])
        named = sorted([*named, *sibling])
    doers = doer_columns(rest, table.columns)
    of_doers = [each for each in conditions if len(each.columns) > 1 and any(name in each.columns for _, name in doers)]
    if doers and (question.expected is Expected.PERSON or of_doers):
        named = doers
        rest = mask(rest, [(start, start + len(core(column)) - 1) for start, column in doers])
    held = {column for each in [*conditions, *short] for column in each.columns}
    loose = mentioned(register, rest, held, tokenizer) if loosely else []
    rest = mask(rest, [(each.start, each.end) for each in loose])
    columns = {column for _, column in named}
    conditions = [of_named(register, each, columns, text) for each in conditions]
    conditions = sorted([*conditions, *short, *loose], key=lambda each: each.start)
    return text, _of_rows(register, conditions, text), named, rest


def _of_rows(register: Register, conditions: list[Condition], text: str) -> list[Condition]:
    """The conditions, without those that say which table is meant: 2019年 of a list of books for 2019, some of which
    came out then. They and the others hold of no row together, or say the same column."""
    of_table = [each for each in conditions if text[each.start : each.end].removesuffix("份") in register.above]
    others = [each for each in conditions if each not in of_table]
    if not of_table or not others or not meeting(register.table, others):
        return conditions
    held = {column for each in others for column in each.columns}
    apart = [each for each in of_table if not held.issuperset(each.columns)]
    return (
        sorted([*others, *apart], key=lambda each: each.start) if meeting(register.table, [*others, *apart]) else others
    )


def is_of_totals(condition: Condition, table: Table) -> bool:
    return all(table.is_total(table.rows[number]) for number in condition.rows)

"""The rows and columns of a table that a question names, in whatever words, and what is left of it then."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.text.tokens import Tokenizer, fold
from index.text.values import Kind, find_values
from qa.types import Expected, Question
from qa.whole.column_names import (
    day_columns,
    days_of,
    deeds_of,
    doer_columns,
    meant_columns,
    named_below,
    named_columns,
    parted_columns,
    sibling_column,
    tier_columns,
    title_runs,
)
from qa.whole.conditions import MASK, Condition, mask, meeting
from qa.whole.having import having
from qa.whole.ledgers import moved
from qa.whole.mentions import mentioned
from qa.whole.naming import Register, of_named
from qa.whole.partial_names import kinds_named, partial_names
from qa.whole.ranks import ranked
from qa.whole.tables import Table, core
from qa.whole.totals import TOTAL
from qa.whole.undone import undone

_WITHIN = re.compile("[表册单账簿录书告案]格?[里中上内]")
"""What is said of a table, or of its document, as of what holds the rows."""


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
    days = days_of(table.columns)
    of_days, rest = day_columns(rest, days, register.above)
    named, rest = named_columns(rest, [column for column in table.columns if column not in days.values()])
    named += of_days
    meant, rest = meant_columns(rest, table.columns)
    short = partial_names(register, rest, tokenizer) or (kinds_named(register, rest, tokenizer) if conditions else [])
    short = [*short, *moved(register, rest), *ranked(register, rest)]
    rest = mask(rest, [(each.start, each.end) for each in short])
    below, rest = named_below(rest, table.columns)
    named = _without_upper(sorted([*named, *meant, *below]), text)
    if not named:
        named, rest = tier_columns(rest, table.columns)
    if not named:
        parted, left = parted_columns(rest, table.columns)
        named, rest = (parted, left) if len(parted) in (1, 2) else (named, rest)
    elif len(named) == 1:
        sibling, rest = sibling_column(rest, table.columns, named[0][1])
        named = sorted([*named, *sibling])
    doers = doer_columns(rest, table.columns) if question.expected is Expected.PERSON else []
    if len(doers) == 1:
        named = [(start, column) for start, _, column in doers]
        rest = mask(rest, [(start, end) for start, end, _ in doers])
    conditions, deeds = _of_their_deeds(register, conditions, text)
    rest = mask(rest, deeds)
    held = {column for each in [*conditions, *short] for column in each.columns}
    loose = mentioned(register, rest, held, tokenizer) if loosely else []
    rest = mask(rest, [(each.start, each.end) for each in loose])
    columns = {column for _, column in named}
    conditions = [of_named(register, each, columns, text) for each in conditions]
    conditions = sorted([*conditions, *short, *loose], key=lambda each: each.start)
    return text, _of_rows(register, conditions, text), named, rest


def _without_upper(named: list[tuple[int, str]], text: str) -> list[tuple[int, str]]:
    """The columns named, without one of sums that is named only by what stands over another that is: 行政复议 of
    行政复议总计, where a folded text has 行政复议结果维持."""
    sums = [(start, column) for start, column in named if not text.startswith(core(column), start)]
    uppers = {column: TOTAL.sub("", core(column)) for _, column in sums if TOTAL.search(core(column))}
    others = [core(column) for _, column in named if column not in uppers]
    return [each for each in named if not any(other.startswith(uppers.get(each[1], MASK)) for other in others)]


def _of_their_deeds(
    register: Register, conditions: Sequence[Condition], text: str
) -> tuple[list[Condition], list[tuple[int, int]]]:
    """The conditions, those of somebody whose deed is said right behind in the column of that deed alone, and where
    these deeds stand: 张三主持了几次 is of 主持人, and not of who took part."""
    deeds = deeds_of(register.table.columns)
    kept, places = [], []
    for each in conditions:
        of_deed = [
            (column, deed)
            for column, deed in deeds.items()
            if column in each.columns and len(each.columns) > 1 and text.startswith(deed, each.end)
        ]
        rows = register.said[of_deed[0][0]].get(text[each.start : each.end], ()) if len(of_deed) == 1 else ()
        if rows:
            places.append((each.end, each.end + len(of_deed[0][1])))
            each = replace(each, columns=(of_deed[0][0],), rows=frozenset(rows))
        kept.append(each)
    return kept, places


def _of_rows(register: Register, conditions: list[Condition], text: str) -> list[Condition]:
    """The conditions, without those that say which table is meant, as its title does: 2019年 of 2019年教材表里, 3月份
    where only a remark on somebody else has it; where no row has all, 软件 of 软件工程 in a table called that.
    """
    runs = title_runs(text, register.table) if len(conditions) > 1 else []
    none = bool(runs) and not meeting(register.table, conditions)
    of_table = [
        each
        for each in conditions
        if _is_of_title(register, each, conditions, text)
        or (
            none
            and any(low <= each.start and each.end <= high and high - low > each.end - each.start for low, high in runs)
        )
    ]
    others = [each for each in conditions if each not in of_table]
    return others if others and meeting(register.table, others) else conditions


def _is_of_title(register: Register, condition: Condition, conditions: list[Condition], text: str) -> bool:
    """Whether a time that the table's title has is said of the table: what holds it, or what is in it, is said right
    behind (表里, 名单中), before any other condition; or no column that has it is one of times."""
    table = register.table
    said = text[condition.start : condition.end]
    titles = fold("\n".join([table.document.title, table.document.name, *table.rows[0].headings]))
    dated = any(value.kind is Kind.TIME for value in find_values(said))
    if not dated or said.removesuffix("份") not in titles:
        return False
    behind = min((each.start for each in conditions if each.start >= condition.end), default=len(text))
    held = {column for each in conditions if each is not condition for column in each.columns}
    remarked = held.issuperset(condition.columns) and not any(column in register.timed for column in condition.columns)
    return remarked or bool(_WITHIN.search(text, condition.end, behind))


def is_of_totals(condition: Condition, table: Table) -> bool:
    return all(table.is_total(table.rows[number]) for number in condition.rows)

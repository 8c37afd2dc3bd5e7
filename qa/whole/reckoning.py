"""What is reckoned from the cells of one column in one unit, shown as a small sum, every part of it cited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from index.text.tokens import fold
from qa.answers import PartKind
from qa.statements import Reason, ReasonKind, Remark, RemarkKind
from qa.whole.asking_tables import Asked, key_text
from qa.whole.conditions import meeting
from qa.whole.drafts import Draft, Found, Slice
from qa.whole.figures import Figure, mean, plain, read_column, read_figure, says_nothing
from qa.whole.naming import tells_apart
from qa.whole.operations import IN_TIME, Operation
from qa.whole.rows import Cell, Row
from qa.whole.tables import NAMED, SERIAL, core, is_key, is_numbering
from qa.whole.versus import as_compared, compare

_FILED = re.compile("(?:多少|几)[件份次笔批项起宗]")
TERMS = 8
"""A sum of more terms is shown with its first and last."""
TIED = 60
"""Rows with the highest or the lowest figure that are listed, at most."""


def reckon(asked: Asked) -> Found | None:
    """What comes of the operation, or why nothing does; None where the table is not asked for it."""
    if asked.operation is Operation.COUNT:
        return _counted(asked)
    if asked.operation in IN_TIME:
        return _first_or_last(asked, asked.figures[0])
    if len(asked.figures) == 2 and asked.operation is Operation.DIFFERENCE and len(asked.rows) == 1:
        return _between_columns(asked)
    if len(asked.figures) != 1:
        return None
    column = asked.figures[0]
    stated = stated_total(asked, column) if asked.operation is Operation.SUM else None
    if stated:
        return stated
    rows, silent = _reckoned_with(asked, column)
    figures = read_column(rows, column)
    if isinstance(figures, Reason):
        return refused(asked, figures)
    if asked.operation is Operation.RANK:
        return _ranked(asked, column, figures)
    if asked.operation is Operation.DIFFERENCE:
        return _difference(asked, column, figures)
    if asked.operation in (Operation.HIGHEST, Operation.LOWEST):
        return _without(_extreme(asked, column, figures), silent)
    return _summed(asked, column, figures) if asked.operation in (Operation.SUM, Operation.AVERAGE) else None


def refused(asked: Asked, why: Reason, most: int | None = None) -> Found:
    """Why a table does not answer, with the rows, the first ``most`` of them, that it is about."""
    slices = tuple(slice_of(asked, row) for row in asked.rows[:most])
    return Found((Draft("", PartKind.UNANSWERED, slices),), asked.explained, why)


def slice_of(asked: Asked, row: Row, *cells: Cell) -> Slice:
    """A row with the cells in it that answer; of a form their lines."""
    inside = [cell for cell in cells if row.span.start <= cell.span.start and cell.span.end <= row.span.end]
    return Slice(asked.table.document, row.line(inside), tuple(cell.span for cell in inside))


def slices_of(asked: Asked, row: Row, cell: Cell) -> tuple[Slice, ...]:
    """A row with the cell in it that answers, and the heading above it where the cell stands there."""
    own = slice_of(asked, row, cell)
    return (own,) if own.marks else (Slice(asked.table.document, cell.said, (cell.span,)), own)


def _found(asked: Asked, text: str, rows: Sequence[Row], *columns: str) -> Found:
    slices = tuple(slice_of(asked, row, *(cell for column in columns if (cell := row.cell(column)))) for row in rows)
    return Found((Draft(text, PartKind.COMPUTED, slices, columns[0]),), asked.explained)


def _counted(asked: Asked) -> Found | None:
    keys = [key_text(asked, row) for row in asked.rows]
    if not _are_apart(asked, keys):
        return refused(asked, Reason(ReasonKind.SAME_NAMES, count=len(keys)))
    names = "、".join(keys[:TERMS]) + ("……" if len(keys) > TERMS else "")
    return _found(asked, f"{len(keys)}（{len(keys)} 行：{names}）", asked.rows, asked.table.key)


def compared(asked: Asked) -> Found | None:
    """The rows, or how many there are, where one column says more than another; why that cannot be told.

    None where something else is asked of them.
    """
    versus = asked.within.versus
    if versus is None or asked.operation not in (Operation.CELL, Operation.ROWS, Operation.COUNT):
        return None
    figures = compare(asked.rows, versus)
    if figures is None:
        return refused(asked, Reason(ReasonKind.UNITS_OF_COLUMNS, (versus.one, versus.other)))
    holding = [(one, other) for one, other in figures if versus.holds(one, other)]
    if not holding:
        return refused(asked, Reason(ReasonKind.NO_ROW))
    said = [f"{_told(asked, one.row, '')}（{as_compared(one, other)}）" for one, other in holding]
    rows = [one.row for one, _ in holding]
    others = [one.row for one, other in figures if not versus.holds(one, other)]
    text = f"{len(rows)}（{'、'.join(said)}）" if asked.operation is Operation.COUNT else "；".join(said)
    return _found(asked, text, [*rows, *others], versus.one, versus.other)


def _told(asked: Asked, row: Row, column: str) -> str:
    """What a row is about, with what is asked of it besides what a column says; of a numbered thing its name too."""
    shown = dict.fromkeys([*_name_columns(asked), *_wanted(asked, column)])
    cells = [cell.value for each in shown if (cell := row.cell(each))]
    return "，".join([key_text(asked, row), *cells])


def _name_columns(asked: Asked) -> list[str]:
    """The column that says what things are called which are known by their numbers, in a list; empty for none."""
    numbered = is_numbering(asked.table.key)
    return [each for each in asked.table.columns if numbered and NAMED.search(core(each))][:1]


def _are_apart(asked: Asked, keys: Sequence[str]) -> bool:
    """Whether no two rows are about one thing: those that are called the same have other numbers, in all columns of
    numbers that things are known by. What is filed one by one (几件) is told apart by what it is filed by."""
    if len(set(keys)) == len(keys):
        return True
    columns = [column for column in asked.table.columns if tells_apart(column)]
    if _FILED.search(asked.text):
        filed = [column for column in asked.table.columns if SERIAL.fullmatch(fold(column))]
        numbers = [{cell.value for row in asked.rows if (cell := row.cell(each))} for each in filed]
        if any(len(each) == len(keys) and not any(map(str.isdecimal, each)) for each in numbers):
            return True
    cells = [[row.cell(column) for row in asked.rows] for column in columns]
    named = [{(key, cell.value) for key, cell in zip(keys, of, strict=True) if cell} for of in cells]
    return bool(named) and all(len(each) == len(keys) for each in named)


def _summed(asked: Asked, column: str, figures: Sequence[Figure]) -> Found | None:
    named = any(asked.table.key in each.columns for each in asked.conditions)
    if len(figures) < (2 if named or asked.operation is not Operation.SUM else 1):
        return None
    numbers, unit = [figure.number for figure in figures], figures[0].unit
    shown = [_term(number) for number in numbers]
    terms = " + ".join(shown if len(shown) <= TERMS else [*shown[: TERMS - 1], "…", shown[-1]])
    rows = [figure.row for figure in figures]
    if asked.operation is Operation.SUM:
        if unit in ("%", "‰"):
            return refused(asked, Reason(ReasonKind.SHARES_ADDED, (column,)))
        total = f"{plain(sum(numbers, Decimal(0)))}{unit}（{len(rows)} 行）"
        return _found(asked, f"{terms} = {total}" if len(rows) > 1 else total, rows, column)
    if unit in ("%", "‰"):
        return refused(asked, Reason(ReasonKind.SHARES_AVERAGED, (column,)))
    average, exact = mean(numbers)
    text = f"({terms}) ÷ {len(rows)} {'=' if exact else '≈'} {average}{unit}（{len(rows)} 行）"
    return _found(asked, text, rows, column)


def _term(number: Decimal) -> str:
    return f"({plain(number)})" if number < 0 else plain(number)


def stated_total(asked: Asked, column: str) -> Found | None:
    """The table's own total of a column, where all of its rows, or of a section's, are asked for and it has just one.

    The total below the last section may be that of the whole table: a section's own says that it is a part (小计).
    """
    whole, sections = asked.is_whole, {row.headings for row in asked.rows}
    rows = asked.table.rows if whole else [row for row in asked.table.rows if {row.headings} == sections]
    totals = [row for row in rows if asked.table.is_total(row) and ("小" in row.cells[0].value) != whole]
    totals = [row for row in totals if not asked.table.is_mean(row)]
    all_of_them = len(asked.rows) == sum(not asked.table.is_total(row) for row in rows)
    return _stated(asked, totals, column) if all_of_them else None


def stated_mean(asked: Asked) -> Found | None:
    """The table's own mean of the column asked for, of all of its rows, or of all that have what the question says of
    them; None where it has none, or another is asked for."""
    if asked.operation is not Operation.AVERAGE or len(asked.figures) != 1:
        return None
    rows = (asked.table.rows[number] for number in meeting(asked.table, asked.conditions))
    return None if asked.within else _stated(asked, [row for row in rows if asked.table.is_mean(row)], asked.figures[0])


def _stated(asked: Asked, rows: Sequence[Row], column: str) -> Found | None:
    """What the one of some rows that sum others up says in a column; None where they are more, or none does."""
    cell = rows[0].cell(column) if len(rows) == 1 else None
    if cell is None or read_figure(cell.value) is None:  # the label may be merged over its columns
        return None
    text = asked.table.document.text[cell.said.start : cell.said.end]
    return Found((Draft(text, PartKind.CELL, (slice_of(asked, rows[0], cell),), column),), asked.explained)


def _extreme(asked: Asked, column: str, figures: Sequence[Figure]) -> Found | None:
    if len(figures) < 2:
        return None
    highest = asked.operation is Operation.HIGHEST
    best = (max if highest else min)(figure.number for figure in figures)
    winners = [figure.row for figure in figures if figure.number == best]
    if len(winners) > TIED:
        return refused(asked, Reason(ReasonKind.TIED, count=len(winners)))
    others = [figure.row for figure in figures if figure.number != best]
    of = "列" if asked.table.across else "行"
    text = f"{_said_of(asked, column, winners)}（{len(figures)} {of}中最{'高' if highest else '低'}）"
    return _found(asked, text, [*winners, *others], column, *_wanted(asked, column))


def _reckoned_with(asked: Asked, column: str) -> tuple[Sequence[Row], int]:
    """The rows whose figures matter, and how many more of what is compared say that they have none."""
    if asked.operation is Operation.RANK:
        return [row for row in asked.table.rows if not asked.table.is_total(row)], 0
    if asked.operation not in (Operation.HIGHEST, Operation.LOWEST):
        return asked.rows, 0
    rows = [row for row in asked.rows if row.cell(column) or 2 * len(row.cells) > len(asked.table.columns)]
    speaking = [row for row in rows if not ((cell := row.cell(column)) and says_nothing(cell.value))]
    return speaking, len(rows) - len(speaking)


def _without(found: Found | None, silent: int) -> Found | None:
    """What is found among rows beside so many that say nothing, with a remark on these."""
    if found is None or found.why or not silent:
        return found
    return replace(found, remarks=(*found.remarks, Remark(RemarkKind.NOT_COMPARED, count=silent)), sure=False)


def _first_or_last(asked: Asked, column: str) -> Found | None:
    """The rows of the earliest or the latest time; refused where one says none, or they cannot be put in order."""
    said = [(row, asked.within.register.period(row, column)) for row in asked.rows]
    times = [(row, period) for row, period in said if period]
    if len(times) < len(said) or len({period.form for _, period in times}) > 1:
        return refused(asked, Reason(ReasonKind.NO_DATES, (column,)))
    if len(times) < 2:
        return None
    earliest = asked.operation is Operation.EARLIEST
    periods = [period for _, period in times]
    best = min(periods, key=lambda each: each.first) if earliest else max(periods, key=lambda each: each.last)
    apart = (best.is_before(each) if earliest else each.is_before(best) for each in periods if each != best)
    if not all(apart):
        return refused(asked, Reason(ReasonKind.NO_DATES, (column,)))
    winners = [row for row, period in times if period == best]
    if len(winners) > TIED:
        return refused(asked, Reason(ReasonKind.TIED, count=len(winners)))
    others = [row for row, period in times if period != best]
    text = f"{_said_of(asked, column, winners)}（{len(times)} 行中最{'早' if earliest else '晚'}）"
    return _found(asked, text, [*winners, *others], column, *_wanted(asked, column))


def _wanted(asked: Asked, column: str) -> list[str]:
    return [each for each in asked.columns if each != column and not is_key(asked.table, each)]


def _said_of(asked: Asked, column: str, winners: Sequence[Row]) -> str:
    """What each of the rows is about, with what is asked of it and its figure or time."""
    said = []
    for row in winners:
        figure = row.cell(column)
        said.append(f"{_told(asked, row, column)}，{column}：{figure.value if figure else ''}")
    return "；".join(said)


def _ranked(asked: Asked, column: str, figures: Sequence[Figure]) -> Found | None:
    own = [figure for figure in figures if figure.row in asked.rows] if len(asked.rows) == 1 else []
    if len(own) != 1:
        return None
    place = 1 + sum(figure.number > own[0].number for figure in figures)
    rows = [own[0].row, *(figure.row for figure in figures if figure is not own[0])]
    return _found(asked, f"第 {place}（从高到低，共 {len(figures)} 行）", rows, column)


def _difference(asked: Asked, column: str, figures: Sequence[Figure]) -> Found | None:
    called = {asked.text[each.start : each.end] for each in asked.conditions if asked.table.key in each.columns}
    own = [figure for figure in figures if fold(key_text(asked, figure.row)) in called]
    figures = own if len(called) == len(own) == 2 else figures  # others may have these names in other columns
    if len(figures) != 2:
        return None
    one, other = figures
    if _place(asked, one.row) > _place(asked, other.row):
        one, other = other, one
    high, low = (one, other) if one.number >= other.number else (other, one)
    said = "一样" if high.number == low.number else f"{key_text(asked, high.row)}较高"
    left = plain(high.number - low.number)
    text = f"{_term(high.number)} - {_term(low.number)} = {left}{one.unit}（{said}）"
    return _found(asked, text, [high.row, low.row], column)


def _place(asked: Asked, row: Row) -> int:
    """Where a row is named in the question."""
    return asked.text.find(fold(key_text(asked, row)))


def _between_columns(asked: Asked) -> Found | None:
    row, (one, other) = asked.rows[0], asked.figures
    figures = [read_column([row], column) for column in (one, other)]
    if isinstance(figures[0], Reason) or isinstance(figures[1], Reason):
        return None
    first, second = figures[0][0], figures[1][0]
    if first.measure != second.measure:
        return refused(asked, Reason(ReasonKind.UNITS_OF_COLUMNS, (one, other)))
    high, low = max(first.number, second.number), min(first.number, second.number)
    return _found(asked, f"{_term(high)} - {_term(low)} = {plain(high - low)}{first.unit}（1 行）", [row], one, other)

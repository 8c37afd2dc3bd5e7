"""Cells and rows of a table as parts of an answer; what has to be reckoned is done in ``reckoning``."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.answers import PartKind
from qa.statements import Reason, ReasonKind, Remark, RemarkKind
from qa.whole.asking_tables import Asked
from qa.whole.drafts import Draft, Found
from qa.whole.figures import is_dash, read_figure
from qa.whole.operations import COMPUTED, Operation, says_sum
from qa.whole.reckoning import compared, reckon, refused, slices_of, stated_mean, stated_total
from qa.whole.rows import Cell, Row
from qa.whole.tables import unit_of

_BOX, _TICKED = re.compile("[□☐◻]"), re.compile("[■☑☒√✓✔●◼]")
MOST = 60
"""Rows listed, at most; of more the question is too wide."""


def answer_of(asked: Asked) -> Found | None:
    """What a table answers to what is asked of it, or why it does not; None where this is not asked of a table.

    Where the question has a row's name in short, it is said what the table calls it.
    """
    if not asked.among or (not asked.rows and not asked.within):
        return None
    found = _answer_of(asked)
    if found and any(each.loose for each in asked.conditions):
        found = replace(found, sure=False)
    short = [(asked.text[each.start : each.end], each.whole) for each in asked.conditions if each.whole]
    remarks = tuple(Remark(RemarkKind.CALLED, names) for names in dict.fromkeys(short))
    edge = asked.within.remark_on(asked.among, asked.rows) if found and not found.why else None
    if found and edge:
        found = replace(found, remarks=(*found.remarks, edge), sure=False)
    return replace(found, remarks=(*found.remarks, *remarks)) if found and remarks else found


def _answer_of(asked: Asked) -> Found | None:
    lack = asked.within.lack_in(asked.table, asked.among)
    if lack:
        return refused(asked, lack, MOST)
    if asked.within.versus:
        return compared(asked)
    if not asked.rows:
        return Found((), asked.explained, Reason(ReasonKind.NO_ROW))
    if mean := stated_mean(asked):
        return replace(mean, sure=not asked.doubted)
    if asked.doubted:
        return refused(asked, Reason(ReasonKind.TO_BE_RECKONED), MOST)
    if asked.operation in COMPUTED:
        return reckon(asked)
    if asked.operation is Operation.ROWS:
        return _listed(asked)
    if not asked.columns:
        return None
    if not asked.chosen and len(asked.table.rows) > 1:
        total = stated_total(asked, asked.figures[0]) if len(asked.columns) == len(asked.figures) == 1 else None
        return replace(total, sure=False) if total else None
    return _cells(asked)


def is_blank(value: str) -> bool:
    """Whether a cell has boxes to be ticked, and none is: ``是□ 否□``."""
    return bool(_BOX.search(value)) and not _TICKED.search(value)


def said(asked: Asked, cell: Cell) -> str:
    """A cell as it answers: with its column's name where only that gives the unit."""
    read = read_figure(cell.value)
    named = read is not None and not read[1] and bool(unit_of(cell.name))
    return asked.table.document.text[cell.said.start : cell.said.end] if named else cell.value


def _cells(asked: Asked) -> Found | None:
    if len(asked.rows) > 1 and says_sum(asked.text):
        return None  # what is asked for together is no list of cells
    drafts = []
    shared = False
    for row in asked.rows[:MOST]:
        for column in asked.columns:
            cell = row.cell(column)
            if cell is None or is_blank(cell.value) or is_dash(cell.value):
                return refused(asked, Reason(ReasonKind.EMPTY_CELL, (column,)), MOST)
            shared = shared or _is_shared(asked, row, column)
            drafts.append(Draft(said(asked, cell), PartKind.CELL, slices_of(asked, row, cell), column))
    several = len({draft.text for draft in drafts if draft.label == asked.columns[0]}) > 1
    remarks = (Remark(RemarkKind.ROWS, count=len(asked.rows)),) if several else _caption_unit(asked)
    if not several and len(asked.rows) > 1:  # they all say the same
        drafts = drafts[: len(asked.columns)]
    remarks += (Remark(RemarkKind.SHARED_CELL),) * shared
    return Found(tuple(drafts), asked.explained, None, remarks, sure=not (several or shared))


def _is_shared(asked: Asked, row: Row, column: str) -> bool:
    """Whether a figure in a row is said in one cell with that of others than the rows that are meant, or in several
    columns."""
    cell = row.cell(column)
    if cell is None or not cell.shared:
        return False
    rows = asked.table.rows
    at = next(number for number, each in enumerate(rows) if each is row)
    low, high = at, at + 1
    while low and _is_same(rows[low - 1].cell(column), cell):
        low -= 1
    while high < len(rows) and _is_same(rows[high].cell(column), cell):
        high += 1
    return high - low == 1 or any(not any(each is other for other in asked.rows) for each in rows[low:high])


def _is_same(cell: Cell | None, other: Cell) -> bool:
    return cell is not None and cell.shared and cell.value == other.value


def _caption_unit(asked: Asked) -> tuple[Remark, ...]:
    """The unit that is given above the table for figures that have none of their own; ``()`` for none."""
    row, column = asked.rows[0], asked.columns[0]
    cell = row.cell(column)
    read = read_figure(cell.value) if cell else None
    above = unit_of(column, row.headings) if read and not read[1] and not unit_of(column) else ""
    return (Remark(RemarkKind.CAPTION_UNIT, (above,)),) if above else ()


def _listed(asked: Asked) -> Found | None:
    if len(asked.rows) > MOST or not (asked.chosen or asked.columns):
        return None
    columns = asked.columns or (asked.table.key,)
    drafts = []
    for row in asked.rows:
        drafts += [
            Draft(cell.value, PartKind.CELL, slices_of(asked, row, cell), column)
            for column in columns
            if (cell := row.cell(column))
        ]
    return Found(tuple(drafts), asked.explained) if drafts else None

"""Tables read back from a document: rows, cells with the names of their columns, all of them slices of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from sys import intern

from index.layout.cells import MARK, as_cell, split_cells
from index.text.identifiers import NAMING
from index.text.tokens import fold
from index.text.units import MEASURED, UNITS
from index.types import BlockKind, Cells, Document, PlaceKind, Span, join_spans
from qa.whole.forms import joined_forms
from qa.whole.rows import Cell, Heading, Row
from qa.whole.totals import find_means, find_totals

_BRACKET = re.compile(r"[（(【\[](?P<inside>[^（）()【】\[\]]{1,10})[）)】\]]\s*$")
_REMARK = re.compile(r"[（(【\[](?:[^（）()【】\[\]]|[（(][^（）()]{0,9}[）)]){1,30}[）)】\]]\s*$")
_TABLE_UNIT = re.compile(r"单位\s*[：:]\s*([^\s；;，,。（）()]{1,8})")
_MONEY = re.compile("[元角圆块钱]|usd|rmb")
SERIAL = re.compile("序号|编号|行号|no\\.?|#")
NUMBERS = re.compile(f"(?:{NAMING}|[号码])$")
"""The names of columns whose figures are no amounts."""
LINES, LONGEST_LINE, LEADING = 3, 60, 200
"""So many lines above a table say what holds for it, of so many characters at most; what leads to it may have more."""
LONGEST_KEY = 40
"""What a row is about has no more characters, where it has no name."""
TELLING_SHARE = 0.8
"""The share of a column's cells that differ, from which it tells rows apart."""
NAMED = re.compile("(?:姓名|名字|名称|名)$")
_NOTE = re.compile("^(?:备?注|说明|附注)[:：1-9]|。$")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with the names of all their columns in order; ``key`` is the column that says what a row is about.

    ``form`` is what stands right above in the same form (申请科室, 设备名称), and is said of all the rows, as the short
    ``lines`` above it are (统计时间：2024年3月). ``across``: what are rows here are columns of the document's table.
    ``totals`` are where the first cells of rows begin that sum others up, ``means`` of those that tell a mean.
    """

    document: Document
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    key: str
    form: Row | None = None
    across: bool = False
    lines: tuple[str, ...] = ()
    totals: frozenset[int] = frozenset()
    means: frozenset[int] = frozenset()

    @property
    def of_form(self) -> tuple[str, ...]:
        """The names and values of the form above, and the lines."""
        cells = self.form.cells if self.form else ()
        return (*(said for cell in cells for said in (cell.name, cell.value)), *self.lines)

    def is_total(self, row: Row) -> bool:
        """Whether a row sums others up, or tells their mean, and is none of them: 合计, 教学类小计, 平均分."""
        return row.cells[0].start in self.totals or self.is_mean(row)

    def is_mean(self, row: Row) -> bool:
        """Whether a row tells the mean of others."""
        return row.cells[0].start in self.means


def find_tables(document: Document) -> Iterator[Table]:
    """The tables of a document in order, from the rows that its file marks.

    Sections of a table are one table with it, as long as no row's key comes again below another heading.
    """
    group: list[Row] = []
    form: Row | None = None
    keys: set[tuple[str, ...]] = set()
    lines = _lines_above(document)
    for row, begins in joined_forms(_rows(document)):
        of_row = tuple(cell.value for cell in row.cells[:2])
        again = bool(group) and of_row in keys and row.headings != group[-1].headings
        if group and (begins or again or not _goes_on(group, row)):
            yield _table(document, group, form, lines.get(group[0].span.start, ()))
            form = group[0] if len(group) == 1 and group[0].lines and not begins else None
            group, keys = [], set()
        group.append(row)
        keys.add(of_row)
    if group:
        yield _table(document, group, form, lines.get(group[0].span.start, ()))


def _lines_above(document: Document) -> dict[int, tuple[str, ...]]:
    """The short lines between a heading and the row of a table right below, no sentences but what leads to the table
    (套餐权益见下表：), by where the row begins."""
    found: dict[int, tuple[str, ...]] = {}
    lines: list[str] = []
    within = False  # a table, of which nothing more is to be looked at
    for block in document.blocks:
        if within and block.kind is BlockKind.ROW:
            continue
        text = join_spans(document.text, block.spans)
        within = block.kind is BlockKind.ROW and next(split_cells(text, block.cells), None) is not None
        if within:
            found[block.spans[0].start] = tuple(lines[-LINES:])
            lines = []
        elif text.rstrip().endswith(("：", ":")) or "下表" in text:
            lines = [text[-LEADING:]]
        elif block.kind is BlockKind.HEADING or len(text) > LONGEST_LINE or "。" in text:
            lines = []
        else:
            lines.append(text)
    return found


def _goes_on(group: list[Row], row: Row) -> bool:
    """Whether a row has the first column of those above it; one without that column's value has others of theirs."""
    names = {cell.name for above in group[:3] for cell in above.cells}
    same = row.cells[0].name == group[0].cells[0].name
    return same or sum(cell.name in names for cell in row.cells) * 2 > len(row.cells)


def _rows(document: Document) -> Iterator[tuple[Row, bool]]:
    """The rows with named cells, and whether something stands between each and the row above that ends its table."""
    path: list[tuple[int, Heading]] = []
    above: tuple[Heading, ...] = ()
    begins, sheet = True, ""
    sheets = [(place.start, place.name) for place in document.places if place.kind is PlaceKind.ROW]
    at = 0
    for block in document.blocks:
        text = join_spans(document.text, block.spans)
        if block.ends:
            path = [(level, said) for level, said in path if level < block.ends]
            if block.kind is BlockKind.HEADING:
                path.append((block.level, Heading(text, Span(block.spans[0].start, block.spans[-1].end))))
            above = tuple(said for _, said in path)
        begins = begins or block.closes > 0
        if block.kind is BlockKind.HEADING:
            continue
        if block.kind is not BlockKind.ROW or len(block.spans) > 1:
            begins = True
        elif cells := tuple(cells_of(text, block.spans[0].start, block.cells, block.shared)):
            while at < len(sheets) and sheets[at][0] <= block.spans[0].start:
                begins = begins or sheets[at][1] != sheet
                sheet, at = sheets[at][1], at + 1
            yield Row(block.spans[0], above, cells), begins
            begins = False


def cells_of(text: str, offset: int, kept: Cells = (), shared: Sequence[int] = ()) -> Iterator[Cell]:
    """The named cells of a row that begins at ``offset``, by what its block has ``kept`` or else by its marks; before
    them what it is about, where that stands below no name, as at the head of a table that goes across.

    :param shared: where those begin, from the row's start on, that are said for other rows too.
    """
    first = next((start for start, name in kept if name), 0)
    if 0 < first <= LONGEST_KEY:
        yield Cell("", text[: first - len(MARK)], offset)
    for start, name, end in split_cells(text, kept):
        yield Cell(intern(text[start : start + name]), text[start + name + 1 : end], offset + start, start in shared)


def _table(document: Document, rows: list[Row], form: Row | None, lines: tuple[str, ...]) -> Table:
    rows = [_with_headed(row) for row in _under_sections(_without_notes(rows))]
    fullest = sorted(rows, key=lambda row: -len(row.cells))  # a row that lacks cells does not tell how they are ordered
    columns = tuple(dict.fromkeys(cell.name for row in fullest for cell in row.cells))
    return with_summaries(Table(document, columns, tuple(rows), _key(columns, rows), form, lines=lines))


def with_summaries(table: Table) -> Table:
    """A table that knows which of its rows sum others up, and which tell their mean."""
    return replace(table, totals=find_totals(table.rows), means=find_means(table.rows))


def _without_notes(rows: list[Row]) -> list[Row]:
    """The rows of a table of three columns or more without those of a single cell that say nothing of a thing.

    That is a running number before empty cells, or a sentence where the numbers stand, and sentences at its foot.
    """
    if max(len(row.cells) for row in rows) < 3:
        return rows
    sorted_below = len(rows[0].cells) == 1  # rows of a single cell may be what the others are sorted below
    kept = [row for row in rows if sorted_below or len(row.cells) > 1 or not _is_serial(row.cells[0].name)]
    while len(kept) > 1 and len(kept[-1].cells) == 1 and _NOTE.search(kept[-1].cells[0].value):
        kept.pop()
    return kept


def _is_serial(column: str) -> bool:
    return bool(SERIAL.fullmatch(fold(column)))


def _under_sections(rows: list[Row]) -> list[Row]:
    """The rows, where they are sorted below rows of a single cell each below these, which are then none of them.

    A row of a single cell is that if it opens the table or says a name and a value: another may only lack the rest.
    """
    if max(len(row.cells) for row in rows) < 3:
        return rows
    opens = len(rows[0].cells) == 1
    kept: list[Row] = []
    above: tuple[Heading, ...] = ()
    for row in rows:
        cell = row.cells[0]
        if len(row.cells) == 1 and (opens or as_cell(cell.value)):
            above = (Heading(cell.value, cell.span),)
        else:
            kept.append(replace(row, over=(*row.over, *above)))
    return kept or rows


def _with_headed(row: Row) -> Row:
    """A row with what the headings above it say of it as a name and a value, a unit aside."""
    own = {cell.name for cell in row.cells}
    more = []
    for heading in row.over:
        whole = len(heading.text) == heading.span.end - heading.span.start  # not mended from several lines
        name, value = (as_cell(heading.text) if whole else None) or ("", "")
        if name and name not in own and value.strip() and not _TABLE_UNIT.match(heading.text):
            more.append(Cell(name, value, heading.span.start))
    return replace(row, cells=(*row.cells, *more))


def _key(columns: tuple[str, ...], rows: list[Row]) -> str:
    """The first column that is no running number and whose cells are mostly no figures, else the first of all.

    A column of numbers (铺位号), or one that says the same of many rows (部门), is passed over for one that does not;
    if all others do, the numbers tell, unless it is a name.
    """
    cells = {column: [cell.value for row in rows if (cell := row.cell(column))] for column in columns}
    worded = [
        column
        for column, said in cells.items()
        if not SERIAL.fullmatch(fold(column)) and 2 * sum(bool(_LETTER.search(cell)) for cell in said) > len(said)
    ]
    telling = [
        column
        for column in worded
        if not NUMBERS.search(core(column))
        and 2 * len(cells[column]) > len(rows)
        and len(set(cells[column])) >= TELLING_SHARE * len(cells[column])
    ]
    numbers = [column for column, said in cells.items() if column not in worded and _tells(said, len(rows))]
    named = worded if worded and NAMED.search(core(worded[0])) else []
    return [*telling, *named, *numbers, *worded, *columns][0]


def _tells(said: Sequence[str], rows: int) -> bool:
    """Whether the cells of a column of numbers tell the rows apart, and are more than running numbers: CG-2024-01."""
    lettered = all(_LETTER.search(cell) for cell in said)
    return 2 * len(said) > rows and len(set(said)) == len(said) and lettered


def core(column: str) -> str:
    """A column's name, folded, without the unit or remark in brackets behind it."""
    return re.sub(r"\s", "", fold(_REMARK.sub("", column).partition("/")[0]) or fold(column))


def unit_of(column: str, headings: tuple[str, ...] = ()) -> str:
    """The unit that a column's name gives (``金额（万元）``), else the one of the headings above; ``""`` for none."""
    match = _BRACKET.search(column)
    inside = fold(match["inside"]).removeprefix("单位:").strip() if match else ""
    if match and _is_unit(inside):
        return match["inside"].removeprefix("单位：").strip()
    said = (found[1] for heading in reversed(headings) if (found := _TABLE_UNIT.search(heading)))
    above = next(said, "")
    return "" if "、" in above else above  # of several units no one is a column's


def _is_unit(text: str) -> bool:
    first, _, by = text.partition("/")
    if by and (UNITS.fullmatch(first) or MEASURED.fullmatch(first)):
        return True
    return bool(
        UNITS.fullmatch(text)
        or MEASURED.fullmatch(text)
        or re.fullmatch("[十百千万亿]+[元人吨户亩家件个台]?|%|‰", text)
    )


def is_numbering(column: str) -> bool:
    """Whether a column's figures number things, and are no amounts: 编号, 电话号码."""
    return bool(NUMBERS.search(core(column)) or SERIAL.search(fold(core(column))))


def is_money(unit: str) -> bool:
    """Whether a unit is one of money, whatever it is counted by."""
    return bool(_MONEY.search(fold(unit).partition("/")[0]))


def is_key(table: Table, column: str) -> bool:
    """Whether a column is the one that says what a row is about."""
    return core(column) == core(table.key)

"""What of a table a question names: rows by their values, sections by their headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, partial
from itertools import pairwise

from index.text.identifiers import code_tails
from index.text.tokens import fold
from index.text.units import MEASURED
from index.text.values import Kind, Value, find_values
from qa.judging.identity import identity_of
from qa.whole.conditions import MASK, Condition, find_places
from qa.whole.figures import TELLING, read_figure
from qa.whole.periods import Period, TimeBound, bounds_time, find_time_bounds, read_period
from qa.whole.rows import Row
from qa.whole.tables import NUMBERS, SERIAL, Table, core

LONGEST = 40
"""No value of more characters is looked for in a question."""
UNIT = 3
"""Characters of what may be a unit behind a figure, at most, where it is none of those that are known."""
OFTEN = 4096
"""Values of which it is kept for a while what they say: in a register the same few come again and again."""
_OF_TIMES = frozenset("年月日号时点分")
_BLANKS = re.compile(r"(?<=[\u4e00-\u9fff])[^\S\n]+(?=[\w(])|(?<=[\w)])[^\S\n]+(?=[\u4e00-\u9fff])")
"""Blanks beside a Chinese character, which are nothing to it."""
_PER = re.compile(r"[¥$]?\d[\d.,]*[万亿]?[元块]?/")
_LISTED = re.compile(r"[、，,;；/\s]+")
_NUMBERING = re.compile(
    r"^[（(]?[\d一二三四五六七八九十]+[)）]?[、.．\s]*|^第[\d一二三四五六七八九十]+[章节部分条]+\s*|\s+"
)
_EQUAL = re.compile(r"(?:是|为|等于|=|:)?(?P<figure>\d+(?:\.\d+)?)(?=的|对应|[是为:,，?？]|$)")
"""A figure that the thing asked for has, alone: with a unit or a bound behind it, it may be more or less than that."""
_FIGURE = re.compile(r"(?P<figure>\d+(?:\.\d+)?)")
_ANY = frozenset("哪每某任")
"""What makes of a thing that is numbered any of its kind: 哪一期."""
_WHETHER = frozenset("有无是否")
"""What says whether, and in a question is the verb of whatever it asks."""
_DATED = frozenset({Kind.TIME, Kind.IDENTIFIER, Kind.LEVEL})


@dataclass
class Register:
    """A table with what its cells and headings say, to be looked up: by column the numbers of the rows by text."""

    table: Table
    said: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    _periods: dict[str, dict[int, Period | None]] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        sayings = lru_cache(OFTEN)(partial(_sayings, self.table))
        self.said = {column: {} for column in self.table.columns}
        for number, row in enumerate(self.table.rows):
            for cell in row.cells:
                for text in sayings(cell.name, cell.value) if len(cell.value) <= LONGEST else ():
                    if number not in (rows := self.said[cell.name].setdefault(text, []))[-1:]:
                        rows.append(number)

    @cached_property
    def above(self) -> str:
        """What the table and its columns are called, and what stands above it, folded."""
        document = self.table.document
        headings = dict.fromkeys(heading for row in self.table.rows for heading in row.headings)
        named = [document.title, document.name, *document.filed, *identity_of(document).lines]
        over = [*named, *self.table.columns, *headings, *self.table.of_form]
        return fold("\n".join(over))

    @cached_property
    def shared(self) -> frozenset[str]:
        """The columns that have figures which are merged over several cells."""
        return frozenset(cell.name for row in self.table.rows for cell in row.cells if cell.shared)

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """The letters that stand side by side in what the rows are called."""
        return frozenset(pair for name in self.said[self.table.key] for pair in pairwise(name))

    @cached_property
    def joined(self) -> dict[str, str]:
        """By column all that its cells say, each with ``MASK`` behind it: to see at once whether any says a text."""
        return {column: "".join(f"{text}{MASK}" for text in texts) for column, texts in self.said.items()}

    @cached_property
    def rows_said(self) -> list[str]:
        """What each row says, folded: its cells, and what stands before them without a name."""
        text = self.table.document.text
        unnamed = (text[row.span.start : min(row.cells[0].start, row.span.end)] for row in self.table.rows)
        rows = zip(unnamed, self.table.rows, strict=True)
        return [fold("\n".join([before, *(cell.value for cell in row.cells)])) for before, row in rows]

    @cached_property
    def known(self) -> str:
        """All that the table says, above it too, folded."""
        return "\n".join([self.above, *dict.fromkeys(self.rows_said)])

    @cached_property
    def sections(self) -> dict[str, frozenset[int]]:
        """The headings that stand over some of the rows only, without their numbers, and over which."""
        over: dict[str, list[int]] = {}
        for number, row in enumerate(self.table.rows):
            for heading in dict.fromkeys(row.headings):
                over.setdefault(heading, []).append(number)
        named = ((re.sub(_NUMBERING, "", fold(heading)), rows) for heading, rows in sorted(over.items()))
        return {name: frozenset(rows) for name, rows in named if len(name) > 1 and len(rows) < len(self.table.rows)}

    @cached_property
    def dated(self) -> dict[str, dict[tuple[Kind, str], list[int]]]:
        """The rows by column, and by kind and key of the times, identifiers and levels that their cells say.

        Columns where the first ``TELLING`` rows have none that is not the whole of its cell are left out: what these
        say is in ``said`` as it is written.
        """
        return {column: self._dated_in(column) for column in self.table.columns if self._is_dated(column)}

    @cached_property
    def timed(self) -> dict[str, str]:
        """The columns half of whose cells say one time each, as far as the first ``TELLING`` rows tell: its form."""
        found: dict[str, str] = {}
        for column in self.table.columns:
            rows = [row for row in self.table.rows[:TELLING] if row.cell(column)]
            forms = [period.form for row in rows if (period := self.period(row, column))]
            if forms and 2 * len(forms) >= len(rows):
                found[column] = max(sorted(set(forms)), key=forms.count)
        return found

    def period(self, row: Row, column: str) -> Period | None:
        """The period that a row says in a column, read once; None where it says none, or more than that."""
        kept = self._periods.setdefault(column, {})
        if row.span.start not in kept:
            cell = row.cell(column)
            kept[row.span.start] = read_period(cell.value, core(column)) if cell else None
        return kept[row.span.start]

    def _is_dated(self, column: str) -> bool:
        cells = (row.cell(column) for row in self.table.rows[:TELLING])
        return any(_dated_keys(cell.value) - {(Kind.IDENTIFIER, fold(cell.value))} for cell in cells if cell)

    def _dated_in(self, column: str) -> dict[tuple[Kind, str], list[int]]:
        keys = lru_cache(OFTEN)(_dated_keys)
        found: dict[tuple[Kind, str], list[int]] = {}
        for number, row in enumerate(self.table.rows):
            for key in keys(cell.value) if (cell := row.cell(column)) else ():
                found.setdefault(key, []).append(number)
        return found

    def conditions(self, question: str) -> list[Condition]:
        """What a folded question says of rows, in order: the longest where two overlap, names of columns too."""
        found = [*self._values(question), *self._dated(question), *self._behind_names(question)]
        for name, rows in self.sections.items():
            found += [Condition(*place, (), rows) for place in find_places(name, question)]
        names = [core(column) for column in self.table.columns]
        found += [
            Condition(*place, (), frozenset())
            for name in names
            if len(name) > 1
            for place in find_places(name, question)
        ]
        bounds = find_time_bounds(question)
        found = [
            each
            for each in found
            if question[max(each.start - 1, 0)] not in _ANY and not any(_is_part(each, bound) for bound in bounds)
        ]
        kept: list[Condition] = []
        for each in sorted(found, key=lambda each: (each.start - each.end, each.start, not each.rows)):
            if all(each.end <= other.start or other.end <= each.start for other in kept):
                kept.append(each)
        return sorted((each for each in kept if each.rows), key=lambda each: each.start)

    def _values(self, question: str) -> Iterator[Condition]:
        within = [(value.start, value.end) for value in find_values(question) if value.end - value.start > 1]
        for start in range(len(question)):
            for end in range(start + 1, min(start + LONGEST, len(question)) + 1):
                text = question[start:end]
                places = {column: texts[text] for column, texts in self.said.items() if text in texts}
                if not places or question[end : end + 1] == "率":  # 净利润率 is no 净利润
                    continue
                cut_out = text in _OF_TIMES and any(low <= start < high for low, high in within)  # 日 of 7月20日
                if not cut_out and _is_apart(question, start, end):
                    yield Condition(start, end, tuple(places), frozenset().union(*places.values()))

    def _behind_names(self, question: str) -> Iterator[Condition]:
        """Figures right behind the name of a column that tells rows apart by them: 起始字节12, 序号是3."""
        names = [core(column) for column in self.table.columns]
        for column, name in zip(self.table.columns, names, strict=True):
            for start, end in find_places(name, question) if len(name) > 1 else ():
                figure = _EQUAL.match(question, end) or self._before_name(question, end, names)
                number = self._numbered(column).get(figure["figure"]) if figure else None
                if figure and number is not None:
                    yield Condition(start, figure.end("figure"), (column,), frozenset({number}))

    @staticmethod
    def _before_name(question: str, start: int, names: Sequence[str]) -> re.Match[str] | None:
        """The figure that begins there, right before another column's name."""
        figure = _FIGURE.match(question, start)
        before = figure and any(len(name) > 1 and question.startswith(name, figure.end()) for name in names)
        return figure if before else None

    def _numbered(self, column: str) -> dict[str, int]:
        """The rows by the figure that each has in a column; empty where two have the same, or one has none."""
        cells = [row.cell(column) for row in self.table.rows]
        said = {cell.value.strip(): number for number, cell in enumerate(cells) if cell}
        return said if len(said) == len(cells) else {}

    def _dated(self, question: str) -> Iterator[Condition]:
        """Times, identifiers and levels that are written in another way than the question has them."""
        for value in find_values(question):
            if value.kind not in _DATED or not value.asks or bounds_time(question[value.start : value.end]):
                continue
            places = {column: rows for column in self.table.columns if (rows := self._rows_saying(value, column))}
            if places:
                yield Condition(*value.core, tuple(places), frozenset().union(*places.values()))

    def _rows_saying(self, value: Value, column: str) -> set[int]:
        """The rows where one value in a column says all that this one asks."""
        keyed, said = self.dated.get(column, {}), self.said[column]
        own = [{*keyed.get((value.kind, key), ()), *said.get(key, ())} for key in value.asks]
        rows = set.intersection(*own)
        if len(own) > 1:
            rows = {number for number in rows if self._says(number, column, value)}
        return rows

    def _says(self, number: int, column: str, value: Value) -> bool:
        cell = self.table.rows[number].cell(column)
        found = find_values(fold(cell.value)) if cell else []
        return any(each.kind is value.kind and {*each.states} >= {*value.asks} for each in found)


def _is_part(condition: Condition, bound: TimeBound) -> bool:
    """Whether what is said of rows is only a part of a bound on times: 2023年 of 2023年以后."""
    if condition.end <= bound.start or bound.end <= condition.start:
        return False
    return bool(bound.said) or condition.end - condition.start < bound.written


def _dated_keys(text: str) -> frozenset[tuple[Kind, str]]:
    """The kinds and keys of the times, identifiers and levels that a cell says."""
    found = find_values(fold(text)) if len(text) <= LONGEST else ()
    return frozenset((value.kind, key) for value in found if value.kind in _DATED for key in value.states)


def _sayings(table: Table, column: str, value: str) -> tuple[str, ...]:
    """What a cell can be named by: its text, each of several things that it lists, the end of a code.

    What a row is about has its name without a unit or remark besides: 噪声 of 噪声(dB).
    """
    whole = fold(value).strip()
    numbered = NUMBERS.search(core(column))
    bare = [core(value)] if column == table.key and len(core(value)) > 1 else []
    close = [_BLANKS.sub("", whole)] if _BLANKS.search(whole) else []  # 第 5 周 as 第5周
    parts = [] if _PER.match(whole) else _LISTED.split(whole)  # 节点 of 15.0/节点 is its unit
    return tuple(
        name
        for name in dict.fromkeys([whole, *close, *parts, *code_tails(whole), *bare])
        if (
            numbered or not _is_amount(name)
            if len(name) > 1
            else name.isalpha() and name not in _WHETHER and _is_of_letters(table, column)
        )
    )


def _is_amount(name: str) -> bool:
    """Whether what a cell says is a figure with its unit; more words behind one make it a name: 64排螺旋CT."""
    read = read_figure(name)
    return read is not None and (len(read[1]) <= UNIT or bool(MEASURED.fullmatch(read[1])))


def _is_of_letters(table: Table, column: str) -> bool:
    """Whether the cells of a column, as far as the first ``TELLING`` rows tell, are single letters: 男, 女; A, B."""
    return all(len(cell.value.strip()) == 1 for row in table.rows[:TELLING] if (cell := row.cell(column)))


def _is_apart(question: str, start: int, end: int) -> bool:
    """Whether no Latin letters or digits go on at either side."""
    inner = question[start], question[end - 1]
    outer = question[start - 1 : start], question[end : end + 1]
    return not any(
        o.isascii() and o.isalnum() and i.isascii() and i.isalnum() for i, o in zip(inner, outer, strict=True)
    )


def tells_apart(column: str) -> bool:
    """Whether a column names each thing by a number of its own (身份证号), rather than counting rows (序号)."""
    return bool(NUMBERS.search(core(column))) and not SERIAL.fullmatch(fold(column))


def of_named(register: Register, condition: Condition, columns: Set[str], text: str) -> Condition:
    """What is said of rows in one column alone, where several have it and a folded question names just that one: of
    somebody who has 白班 and 夜班, the latter."""
    own = [column for column in condition.columns if column in columns]
    said = text[condition.start : condition.end]
    rows = register.said[own[0]].get(said, ()) if len(own) == 1 < len(condition.columns) else ()
    return replace(condition, columns=(own[0],), rows=frozenset(rows)) if rows else condition

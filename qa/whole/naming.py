"""What of a table a question names: rows by their values, sections by their headings, columns by their names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from index.text.identifiers import NAMING
from index.text.tokens import fold
from index.text.values import Kind, find_values
from qa.whole.figures import read_figure
from qa.whole.tables import Row, Table, core

MASK = "\x00"
"""What stands for each character of a question that is accounted for."""
LONGEST = 40
"""No value of more characters is looked for in a question."""
_LISTED = re.compile(r"[、，,;；/\s]+")
_NUMBERING = re.compile(
    r"^[（(]?[\d一二三四五六七八九十]+[)）]?[、.．\s]*|^第[\d一二三四五六七八九十]+[章节部分条]+\s*|\s+"
)
_NUMBERS = re.compile(f"(?:{NAMING}|[号码])$")
"""The names of columns whose figures are no amounts."""
_YEAR_FIRST = re.compile(r"(?:19|20)\d\d年(?=[^\d的])")
_DATED = frozenset({Kind.TIME, Kind.IDENTIFIER, Kind.LEVEL})


@dataclass(frozen=True, slots=True)
class Condition:
    """What a question says at ``[start, end)`` that the cells of ``columns`` have in ``rows``, by number.

    Without columns it is a heading that stands over these rows.
    """

    start: int
    end: int
    columns: tuple[str, ...]
    rows: frozenset[int]


@dataclass
class Register:
    """A table with what its cells and headings say, to be looked up."""

    table: Table
    said: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, row in enumerate(self.table.rows):
            for text, column in _sayings(row, self.table):
                if (number, column) not in (known := self.said.setdefault(text, [])):
                    known.append((number, column))

    @cached_property
    def sections(self) -> dict[str, frozenset[int]]:
        """The headings that stand over some of the rows only, without their numbers, and over which."""
        rows = self.table.rows
        found = {
            heading for row in rows for heading in row.headings if any(heading not in other.headings for other in rows)
        }
        named = ((re.sub(_NUMBERING, "", fold(heading)), heading) for heading in sorted(found))
        return {
            name: frozenset(n for n, row in enumerate(rows) if heading in row.headings)
            for name, heading in named
            if len(name) > 1
        }

    @cached_property
    def dated(self) -> list[tuple[int, str, Kind, frozenset[str]]]:
        """The times, identifiers and levels of the cells: row, column, kind, and the keys that each says."""
        return [
            (number, cell.name, value.kind, frozenset(value.states))
            for number, row in enumerate(self.table.rows)
            for cell in row.cells
            if len(cell.value) <= LONGEST
            for value in find_values(fold(cell.value))
            if value.kind in _DATED
        ]

    def conditions(self, question: str) -> list[Condition]:
        """What a folded question says of rows, in order: the longest where two overlap, names of columns too."""
        found = [*self._values(question), *self._dated(question)]
        for name, rows in self.sections.items():
            found += [Condition(*place, (), rows) for place in _places(name, question)]
        names = [core(column) for column in self.table.columns]
        found += [
            Condition(*place, (), frozenset()) for name in names if len(name) > 1 for place in _places(name, question)
        ]
        kept: list[Condition] = []
        for each in sorted(found, key=lambda each: (each.start - each.end, each.start, not each.rows)):
            if all(each.end <= other.start or other.end <= each.start for other in kept):
                kept.append(each)
        return sorted((each for each in kept if each.rows), key=lambda each: each.start)

    def _values(self, question: str) -> Iterator[Condition]:
        for start in range(len(question)):
            for end in range(start + 1, min(start + LONGEST, len(question)) + 1):
                places = self.said.get(question[start:end])
                if places and _is_apart(question, start, end):
                    columns = tuple(dict.fromkeys(column for _, column in places))
                    yield Condition(start, end, columns, frozenset(row for row, _ in places))

    def _dated(self, question: str) -> Iterator[Condition]:
        """Times, identifiers and levels that are written in another way than the question has them."""
        for value in find_values(question):
            if value.kind not in _DATED or not value.asks:
                continue
            hits = [
                (number, column)
                for number, column, kind, states in self.dated
                if kind is value.kind and states.issuperset(value.asks)
            ]
            if hits:
                columns = tuple(dict.fromkeys(column for _, column in hits))
                yield Condition(*value.core, columns, frozenset(row for row, _ in hits))


def _sayings(row: Row, table: Table) -> Iterator[tuple[str, str]]:
    """What each cell of a row can be named by: its text, and each of several things that it lists."""
    for cell in row.cells:
        whole = fold(cell.value).strip()
        names = [whole, *(_LISTED.split(whole) if len(whole) <= LONGEST else ())]
        for name in dict.fromkeys(names):
            named = read_figure(name) is None or _NUMBERS.search(core(cell.name))
            if named if len(name) > 1 else name.isalpha() and _is_of_letters(table, cell.name):
                yield name, cell.name


def _is_of_letters(table: Table, column: str) -> bool:
    """Whether all cells of a column are single letters: 男, 女; A, B."""
    return all(len(cell.value.strip()) == 1 for row in table.rows if (cell := row.cell(column)))


def _is_apart(question: str, start: int, end: int) -> bool:
    """Whether no Latin letters or digits go on at either side."""
    inner = question[start], question[end - 1]
    outer = question[start - 1 : start], question[end : end + 1]
    return not any(
        o.isascii() and o.isalnum() and i.isascii() and i.isalnum() for i, o in zip(inner, outer, strict=True)
    )


def meeting(table: Table, conditions: Sequence[Condition]) -> list[int]:
    """The rows that meet all conditions, in order; of several for one column, any."""
    rows = set(range(len(table.rows)))
    for columns in dict.fromkeys(each.columns for each in conditions):
        rows &= frozenset().union(*(each.rows for each in conditions if each.columns == columns))
    return sorted(rows)


def mask(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with each character of the spans as ``MASK``."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = MASK * (end - start)
    return "".join(letters)


def named_columns(rest: str, columns: Sequence[str]) -> tuple[list[tuple[int, str]], str]:
    """The columns that are named whole in what is left of a question, with where, in order; and what is left then."""
    found: list[tuple[int, str]] = []
    for column in sorted(columns, key=lambda column: -len(core(column))):
        name = core(column)
        for start, end in list(_places(name, rest)) if len(name) > 1 else ():
            found.append((start, column))
            rest = mask(rest, [(start, end)])
    return sorted(found), rest


def hinted_column(rest: str, columns: Sequence[str], fits: Callable[[str], bool]) -> tuple[str, str] | None:
    """The one column that shares the longest run of two characters or more with what is left of a question."""
    shared = {column: _shared(core(column), rest) for column in columns if fits(column)}
    longest = max(map(len, shared.values()), default=0)
    best = [column for column, run in shared.items() if len(run) == longest]
    if longest < 2 or len(best) != 1:
        return None
    return best[0], rest.replace(shared[best[0]], MASK * longest)


def _shared(name: str, rest: str) -> str:
    runs = (name[start:end] for start in range(len(name)) for end in range(start + 2, len(name) + 1))
    return max((run for run in runs if run in rest and MASK not in run), key=len, default="")


def _places(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Where words stand in a text, ``[start, end)``, without overlap; behind a year with a 的 too."""
    forms = [words]
    if year := _YEAR_FIRST.match(words):
        forms.append(f"{year.group()}的{words[year.end() :]}")
    for form in forms:
        start = text.find(form)
        while start >= 0:
            yield start, start + len(form)
            start = text.find(form, start + len(form))

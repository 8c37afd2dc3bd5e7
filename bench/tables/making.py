"""Tables made by rule: of eight shapes over ten subjects, so what each of them says is known.

``tables`` gives the eighty of them, always the same. A table's ``grid`` is what a reader of it sees, its ``rows`` what
it says: the two are written apart, so that a question's answer does not depend on reading the grid.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

SHAPES = ("register", "units in header", "unit above", "total row", "two headers", "sections", "key and value", "years")
FORMATS = ("xlsx", "docx", "csv", "md", "pdf", "html")
YEARS = (2020, 2021, 2022, 2023, 2024)
GROUPS = (2023, 2024)
FEWEST, MOST = 8, 13
"""Rows of a table."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell and how many columns and rows it takes."""

    text: str
    wide: int = 1
    high: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column as a person would name it; ``header`` is what stands above it. ``more`` are a kind's own words."""

    name: str
    header: str
    kind: str
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def unit(self) -> str:
        return str(self.more.get("unit", ""))


Row = tuple[str, ...]
"""The key first, then a text for each column."""


@dataclass(frozen=True, slots=True)
class Table:
    """What a table says (``rows``) and how it looks (``grid``); ``above`` and ``below`` is text around it."""

    shape: str
    format: str
    subject: dict[str, Any]
    org: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    grid: tuple[tuple[Cell, ...], ...]
    above: tuple[str, ...]
    below: tuple[str, ...]
    absent: tuple[str, ...]
    """Names of rows that stand in no table."""

    @property
    def file(self) -> str:
        return f"{self.title}.{self.format}"

    def column(self, kind: str) -> list[int]:
        """The places in a row of the columns of a kind."""
        return [place for place, column in enumerate(self.columns, 1) if column.kind == kind]


class _Names:
    """Row names that no two tables share."""

    def __init__(self, given: dict[str, Any], chance: random.Random) -> None:
        self.people = [f"{surname}{name}" for surname in given["surnames"] for name in given["given"]]
        chance.shuffle(self.people)
        self.staff = self.people[:120]
        """Who may be named in many tables: who answers for a thing."""
        self.keys: dict[str, list[str]] = {}
        rest = self.people[120:]
        for place, subject in enumerate(given["subjects"]):
            if subject["keys"] == "people":
                self.keys[subject["name"]] = rest[place % 2 :: 2]
            else:
                first, second = subject["keys"]
                made = [one + other for one in first for other in second]
                chance.shuffle(made)
                self.keys[subject["name"]] = made

    def take(self, subject: str, count: int) -> list[str]:
        taken, self.keys[subject] = self.keys[subject][:count], self.keys[subject][count:]
        return taken


def tables() -> list[Table]:
    """The eighty: eight shapes of each subject, the formats taking turns."""
    given = json.loads((Path(__file__).parent / "subjects.json").read_text(encoding="utf-8"))
    chance = random.Random(26)
    names, made = _Names(given, chance), []
    drafts = []
    for place, subject in enumerate(given["subjects"]):
        for number, shape in enumerate(SHAPES):
            count = 1 if shape == "key and value" else chance.randint(FEWEST, MOST)
            org = given["orgs"][(place + number) % len(given["orgs"])]
            drafts.append((place, number, shape, subject, org, names.take(subject["name"], count)))
    for place, number, shape, subject, org, keys in drafts:
        form = FORMATS[(place + number) % len(FORMATS)]
        draft = _Draft(subject, shape, form, keys, names.staff, chance)
        title, short = f"{org}{subject['title']}", str(subject["short"])
        if shape == "years":
            short = f"历年{draft.columns[0].more['name']}表"
            title = f"{org}{subject['noun']}{short}"
        absent = tuple(names.keys[subject["name"]][:6])
        around = _around(subject, org) if (place + number) % 2 and form != "csv" else ((), ())
        columns, rows = tuple(draft.columns), tuple(draft.rows)
        made.append(
            Table(shape, form, subject | {"short": short}, org, title, columns, rows, draft.grid(), *around, absent)
        )
    return made


def _around(subject: dict[str, Any], org: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    above = (
        f"为便于各单位核对，{org}对现有{subject['noun']}作了清理登记，有关情况如下表。登记工作由专人负责，逐项核对。"
    )
    below = "以上内容如有变动，请于每月最后一个工作日前书面告知登记人员，由其在下一期表中更正。"
    return (above,), (below,)


class _Draft:
    """A table in the making: its columns and rows by the subject's rules, its grid by its shape's."""

    def __init__(
        self, subject: dict[str, Any], shape: str, form: str, keys: list[str], staff: list[str], chance: random.Random
    ) -> None:
        self.subject, self.shape, self.form, self.chance = subject, shape, form, chance
        self.unit = ""
        """That which stands above the table."""
        self.columns = self._columns()
        filled = [self._values(column, len(keys), staff) for column in self.columns]
        self.rows: list[Row] = [(key, *values) for key, *values in zip(keys, *filled, strict=True)]
        if shape == "sections":
            self.rows.sort(key=lambda row: subject_choice(self.columns, row))

    def _columns(self) -> list[Column]:
        specs = self.subject["columns"]
        numbers = [spec for spec in specs if spec["kind"] == "number"]
        if self.shape == "years":
            spec = numbers[0]
            return [Column(f"{year}年的{spec['name']}", f"{year}年", "number", spec | {"year": year}) for year in YEARS]
        if self.shape == "unit above":
            self.unit = numbers[0]["unit"]
            specs = [spec for spec in specs if spec["kind"] != "number" or spec["unit"] == self.unit]
        if self.shape == "two headers":
            plain = [
                Column(spec["name"], spec["name"], spec["kind"], spec)
                for spec in specs
                if spec["kind"] in ("code", "choice")
            ]
            return plain + [
                Column(f"{year}年{spec['name']}", spec["name"], "number", spec | {"year": year})
                for year in GROUPS
                for spec in numbers
            ]
        units = self.shape in ("units in header", "total row", "key and value")
        return [Column(spec["name"], _header(spec, units), spec["kind"], spec) for spec in specs]

    def _values(self, column: Column, count: int, staff: list[str]) -> list[str]:
        chance, spec = self.chance, column.more
        if column.kind == "number":
            steps = int((spec["to"] - spec["from"]) / spec["step"])
            figures = [
                Decimal(str(spec["from"])) + step * Decimal(str(spec["step"]))
                for step in chance.sample(range(steps), count)
            ]
            grouped = spec["unit"] == "元" and self.form in ("docx", "pdf", "html")
            return [f"{figure:,}" if grouped else str(figure) for figure in figures]
        if column.kind == "code":
            room = 10 ** int(spec["form"].partition("{:0")[2][0])
            return [spec["form"].format(number) for number in chance.sample(range(room // 100, room), count)]
        if column.kind == "choice":
            return [chance.choice(spec["values"]) for _ in range(count)]
        if column.kind == "person":
            return chance.sample(staff, count)
        if column.kind == "hours":
            return [
                f"{chance.choice(('8:30', '9:00', '9:30'))}—{chance.choice(('17:00', '17:30', '20:30'))}"
                for _ in range(count)
            ]
        days = chance.sample(range(28 * 12 * 14), count)
        form = chance.choice(("{}年{}月{}日", "{}-{:02d}-{:02d}"))
        return [form.format(2010 + day // 336, day // 28 % 12 + 1, day % 28 + 1) for day in days]

    def grid(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows as they are seen, each as wide as the table."""
        wide = len(self.columns) + 1
        header = (Cell(self.subject["key"]), *(Cell(column.header) for column in self.columns))
        body = [tuple(Cell(text) for text in row) for row in self.rows]
        if self.shape == "key and value":
            (row,) = self.rows
            names = (self.subject["key"], *(column.header for column in self.columns))
            return tuple((Cell(name), Cell(value)) for name, value in zip(names, row, strict=True))
        if self.shape == "unit above":
            return ((Cell(f"单位：{self.unit}", wide),), header, *body)
        if self.shape == "total row":
            return (header, *body, self._total())
        if self.shape == "two headers":
            return (*self._two_headers(), *body)
        if self.shape == "sections":
            return self._sections(wide)
        if self.shape == "years":
            return ((Cell(f"单位：{self.columns[0].unit}", wide),), header, *body)
        return (header, *body)

    def _total(self) -> tuple[Cell, ...]:
        sums = []
        for place, column in enumerate(self.columns, 1):
            total = sum(figure(row[place]) for row in self.rows) if column.more.get("sum") else ""
            sums.append(Cell(str(total)))
        return (Cell("合计"), *sums)

    def _two_headers(self) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
        plain = [column for column in self.columns if column.kind != "number"]
        each = (len(self.columns) - len(plain)) // len(GROUPS)
        upper = (Cell(self.subject["key"], high=2), *(Cell(column.header, high=2) for column in plain))
        lower = tuple(Cell(column.header) for column in self.columns[len(plain) :])
        return (*upper, *(Cell(f"{year}年", each) for year in GROUPS)), lower

    def _sections(self, wide: int) -> tuple[tuple[Cell, ...], ...]:
        choice = next(place for place, column in enumerate(self.columns, 1) if column.kind == "choice")
        name, last, out = self.columns[choice - 1].name, "", []
        kept = [place for place in range(wide) if place != choice]
        header = (self.subject["key"], *(column.header for column in self.columns))
        out.append(tuple(Cell(header[place]) for place in kept))
        for row in self.rows:
            if row[choice] != last:
                last = row[choice]
                out.append((Cell(f"{name}：{last}", wide - 1),))
            out.append(tuple(Cell(row[place]) for place in kept))
        return tuple(out)


def subject_choice(columns: list[Column], row: Row) -> str:
    """A row's text in the first column of a few values."""
    return next(row[place] for place, column in enumerate(columns, 1) if column.kind == "choice")


def figure(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _header(spec: dict[str, Any], units: bool) -> str:
    return f"{spec['name']}（{spec['unit']}）" if units and spec["kind"] == "number" else str(spec["name"])

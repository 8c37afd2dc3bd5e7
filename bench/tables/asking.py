"""Questions over the tables, with the truth of each: fifteen of every table, two or three that it does not answer.

The words are in ``phrases.json`` and were written before their writer had read how tables are understood.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from bench.tables.making import GROUPS, YEARS, Column, Row, Table, figure

CELL, REVERSE, FILTER, COUNT, SUM, EXTREME, DIFFERENCE, UNANSWERABLE = (
    "cell", "reverse", "filter", "count", "sum", "extreme", "difference", "unanswerable",
)  # fmt: skip
KINDS = (CELL, REVERSE, FILTER, COUNT, SUM, EXTREME, DIFFERENCE, UNANSWERABLE)
KIND_OF = dict(zip(KINDS, KINDS, strict=True)) | {"compare": DIFFERENCE, "no": UNANSWERABLE}
"""By what the name of some words begins with."""
EACH = 15
"""Questions of a table."""
PLAN = (
    CELL,
    REVERSE,
    FILTER,
    COUNT,
    SUM,
    EXTREME,
    DIFFERENCE,
    CELL,
    FILTER,
    COUNT,
    REVERSE,
    CELL,
    SUM,
    EXTREME,
    DIFFERENCE,
)
WITHOUT_CODES = tuple(CELL if kind == REVERSE else kind for kind in PLAN)
ONE_ROW = (CELL, CELL, CELL, REVERSE, CELL, CELL, CELL, REVERSE, CELL, CELL, CELL, REVERSE, CELL, CELL)


@dataclass(frozen=True, slots=True)
class Truth:
    """What is right: a cell's ``text``, a ``number``, the one row of ``key``, all ``rows``; none of them: a refusal."""

    text: str | None = None
    number: Decimal | None = None
    key: str | None = None
    rows: tuple[str, ...] | None = None
    others: tuple[str, ...] = ()
    """What an answer must not say beside: the other cells of the row."""


@dataclass(frozen=True, slots=True)
class Question:
    kind: str
    form: str
    """The key of its words in ``phrases.json``."""
    text: str
    table: Table
    truth: Truth


def questions(tables: Sequence[Table]) -> list[Question]:
    phrases = json.loads((Path(__file__).parent / "phrases.json").read_text(encoding="utf-8"))
    chance = random.Random(1200)
    return [each for number, table in enumerate(tables) for each in _Asker(table, phrases, chance).ask(2 + number % 2)]


class _Asker:
    """The questions of one table."""

    def __init__(self, table: Table, phrases: dict[str, list[str]], chance: random.Random) -> None:
        self.table, self.phrases, self.chance = table, phrases, chance
        subject = table.subject
        what = "谁" if subject["who"] == "谁" else "什么"
        self.words = {"org": table.org, "title": table.title, "what": what} | {
            name: subject[name] for name in ("short", "noun", "measure", "who")
        }

    def ask(self, unanswerable: int) -> list[Question]:
        plan = ONE_ROW if len(self.table.rows) == 1 else PLAN if self.table.column("code") else WITHOUT_CODES
        kinds = [*plan[: EACH - unanswerable], *[UNANSWERABLE] * unanswerable]
        made: dict[str, Question] = {}
        writers: dict[str, Callable[[], Question]] = {
            CELL: self._cell, REVERSE: self._reverse, FILTER: self._filter, COUNT: self._count,
            SUM: self._sum, EXTREME: self._extreme, DIFFERENCE: self._difference, UNANSWERABLE: self._unanswerable,
        }  # fmt: skip
        for kind in kinds:
            question = writers[kind]()
            while question.text in made:
                question = writers[kind]()
            made[question.text] = question
        return list(made.values())

    def _write(self, form: str, truth: Truth, slots: dict[str, str], bare: bool = False) -> Question:
        """:param bare: whether a condition among the slots has no verb, so that it can stand before the noun only."""
        fitting = [phrase for phrase in self.phrases[form] if not bare or "{cond}的{noun}" in phrase]
        chosen = self.chance.choice(fitting)
        place = self.chance.choice(self.phrases["places"]).format(**self.words)
        text = chosen.format(t=place, **self.words | slots)
        return Question(KIND_OF[form.partition("_")[0]], form, text, self.table, truth)

    def _named(self, column: Column) -> dict[str, str]:
        more = column.more
        slots = {"col": column.name, "unit": column.unit}
        return slots | {name: str(more[name]) for name in ("verb", "more") if name in more}

    def _place(self, kinds: Sequence[str], spec: str = "") -> int:
        """A column of one of the kinds, those with something in their rule if that is asked for."""
        places = [
            place
            for place, column in enumerate(self.table.columns, 1)
            if column.kind in kinds and (not spec or column.more.get(spec))
        ]
        return self.chance.choice(places) if places else 0

    def _cell(self) -> Question:
        row = self.chance.choice(self.table.rows)
        place = self._place(("number", "number", "choice", "person", "date", "code", "hours"))
        column = self.table.columns[place - 1]
        own = f"cell_{column.kind}"
        form = own if own in self.phrases and self.chance.random() < 0.6 else "cell_text"
        form = "cell_number" if column.kind == "number" else form
        others = tuple(
            text for other, text in enumerate(row[1:], 1) if other != place and text != row[place] and len(text) > 1
        )
        return self._write(form, Truth(text=row[place], others=others), self._named(column) | {"key": row[0]})

    def _reverse(self) -> Question:
        place = self._place(("code", "date") if self.table.column("date") else ("code",))
        row = self.chance.choice(self.table.rows)
        slots = self._named(self.table.columns[place - 1]) | {"value": row[place]}
        return self._write("reverse", Truth(key=row[0]), slots)

    def _condition(self) -> tuple[str, list[Row], bool]:
        """Words for a condition that some rows and not all fulfil, those rows, and whether the words have no verb."""
        rows = self.table.rows
        choice = self._place(("choice",))
        if choice and self.chance.random() < 0.6:
            value = self.chance.choice(sorted({row[choice] for row in rows}))
            bare = self.chance.random() < 0.4
            words = "{value}" if bare else self.chance.choice(self.phrases["equal"])
            chosen = [row for row in rows if row[choice] == value]
            return words.format(value=value, **self._named(self.table.columns[choice - 1])), chosen, bare
        place = self._place(("number",))
        ordered = sorted(rows, key=lambda row: figure(row[place]))
        count = self.chance.randint(2, 5)
        above = self.chance.random() < 0.5
        low, high = (ordered[-count - 1], ordered[-count]) if above else (ordered[count - 1], ordered[count])
        bound = _between(figure(low[place]), figure(high[place]))
        words = self.chance.choice(self.phrases["above" if above else "below"])
        chosen = ordered[-count:] if above else ordered[:count]
        return words.format(n=bound, **self._named(self.table.columns[place - 1])), chosen, False

    def _filter(self) -> Question:
        words, rows, bare = self._condition()
        truth = Truth(rows=tuple(row[0] for row in rows))
        return self._write("filter", truth, {"cond": words}, bare)

    def _count(self) -> Question:
        if self.chance.random() < 0.25:
            return self._write("count_all", Truth(number=Decimal(len(self.table.rows))), {})
        words, rows, bare = self._condition()
        truth = Truth(number=Decimal(len(rows)))
        return self._write("count_where", truth, {"cond": words}, bare)

    def _sum(self) -> Question:
        place = self._place(("number",), "sum")
        if not place:
            return self._extreme()
        slots = self._named(self.table.columns[place - 1])
        if self.chance.random() < 0.5:
            total = sum((figure(row[place]) for row in self.table.rows), Decimal(0))
            return self._write("sum_all", Truth(number=total), slots)
        words, rows, bare = self._condition()
        total = sum((figure(row[place]) for row in rows), Decimal(0))
        return self._write("sum_where", Truth(number=total), slots | {"cond": words}, bare)

    def _extreme(self) -> Question:
        place = self._place(("number",))
        column = self.table.columns[place - 1]
        most = self.chance.random() < 0.6
        row = (max if most else min)(self.table.rows, key=lambda each: figure(each[place]))
        slots = self._named(column) | {"top": str(column.more["top" if most else "bottom"])}
        if self.chance.random() < 0.3:
            return self._write("extreme_value", Truth(number=figure(row[place])), slots)
        return self._write("extreme_key", Truth(key=row[0]), slots)

    def _difference(self) -> Question:
        place = self._place(("number",))
        column = self.table.columns[place - 1]
        less, more = sorted(self.chance.sample(self.table.rows, 2), key=lambda row: figure(row[place]))
        slots = self._named(column)
        if self.chance.random() < 0.35:
            most = self.chance.random() < 0.6
            key = (more if most else less)[0]
            one, other = self.chance.sample([less[0], more[0]], 2)
            top = str(column.more["top" if most else "bottom"])
            return self._write("compare", Truth(key=key), slots | {"a": one, "b": other, "top": top})
        truth = Truth(number=figure(more[place]) - figure(less[place]))
        return self._write("difference", truth, slots | {"a": more[0], "b": less[0]})

    def _unanswerable(self) -> Question:
        table, row = self.table, self.chance.choice(self.table.rows)
        column = table.columns[self._place(("number", "code", "choice", "person", "date")) - 1]
        more: dict[str, Any] = table.columns[-1].more
        forms = ["no_such_column", "no_such_row"]
        forms += ["no_such_value"] * bool(table.column("code")) + ["no_such_column_whole"] * (len(table.rows) > 1)
        form = self.chance.choice(forms + ["no_such_year"] * 2 * ("year" in more))
        if form == "no_such_row":
            slots = self._named(column) | {"key": self.chance.choice(table.absent)}
        elif form == "no_such_value":
            column = table.columns[table.column("code")[0] - 1]
            code = row[table.column("code")[0]]
            slots = self._named(column) | {"value": f"{code[:-3]}{(int(code[-3:]) + 500) % 1000:03d}"}
        elif form == "no_such_year":
            year = self.chance.choice([min(YEARS) - 3, max(YEARS) + 2, min(GROUPS) - 12])
            slots = {"key": row[0], "year": str(year), "col": more["name"], "unit": more["unit"]}
        else:
            slots = {"key": row[0], "col": self.chance.choice(table.subject["absent"])}
        return self._write(form, Truth(), slots)


def _between(low: Decimal, high: Decimal) -> Decimal:
    """The roundest number between two."""
    for power in range(5, -3, -1):
        step = Decimal(10) ** power
        bound = (low // step + 1) * step
        if low < bound < high:
            return bound.quantize(Decimal(1)) if power >= 0 else bound
    raise ValueError(f"nothing lies between {low} and {high}")

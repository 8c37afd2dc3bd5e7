"""The figures of a column, exactly: decimals with one unit, or the reason why they cannot be computed with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from index.text.numerals import power
from index.text.tokens import fold
from index.text.units import MEASURED, is_same_unit
from qa.statements import Reason, ReasonKind
from qa.whole.rows import Row
from qa.whole.tables import unit_of

_FIGURE = re.compile(
    r"(?P<sign>[-+−]?)(?P<currency>[¥$€£]?)\s?(?P<figure>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?"
    rf"(?P<unit>{MEASURED.pattern}|[^\d\s;,。]{{0,8}})"
)
_TIME = re.compile("[年月日号时点:]")
TELLING = 1000
"""Rows of a table, from its first on, that tell what kind of thing is in a column; not what it says."""

_DASH = re.compile(r"[—–‑─━/∕\\ ~…·×〃-]+|n/a")
_NOTHING = re.compile(f"(?:{_DASH.pattern})?|[无否]|暂无|未定")
_SCALED = re.compile("(?P<by>[十百千]?万|[百千亿]|)(?P<unit>.*)")
"""A unit behind what figures may be counted by: ``万元``."""


@dataclass(frozen=True, slots=True)
class Figure:
    """``number`` of ``unit``, as a row says it; the unit is written as in the cell, or in its column's name."""

    number: Decimal
    unit: str
    row: Row

    @property
    def measure(self) -> str:
        """The unit, folded: figures of one measure can be computed with."""
        return fold(self.unit)


def read_figure(text: str) -> tuple[Decimal, str] | None:
    """The number and unit of a cell that is one figure and nothing else; None for any other."""
    match = _FIGURE.fullmatch(fold(text).strip())
    if match is None or _TIME.search(match["unit"]):
        return None
    number = Decimal(match["figure"].replace(",", ""))
    return (-number if match["sign"] in ("-", "−") else number), match["unit"] or (
        "元" if match["currency"] == "¥" else match["currency"]
    )


def says_nothing(text: str) -> bool:
    """Whether a cell only says that there is nothing to be said: a dash, 无."""
    return _NOTHING.fullmatch(fold(text).strip()) is not None


def is_dash(text: str) -> bool:
    """Whether a cell has a stroke only, which stands where there is nothing."""
    return _DASH.fullmatch(fold(text).strip()) is not None


def figure_in(row: Row, column: str) -> Figure | None:
    """The figure that a row has in a column; None where there is nothing, or something else."""
    cell = row.cell(column)
    read = read_figure(cell.value) if cell else None
    return Figure(read[0], read[1] or unit_of(column, row.headings), row) if read else None


def figures_in(rows: Sequence[Row], column: str) -> Iterator[Figure]:
    """The figures in a column, of those rows that have one."""
    return (figure for row in rows if (figure := figure_in(row, column)))


def read_column(rows: Sequence[Row], column: str) -> list[Figure] | Reason:
    """A figure of each row, all in one unit; else the reason why not."""
    figures = list(figures_in(rows, column))
    if len(figures) < len(rows):
        return Reason(ReasonKind.NO_FIGURES, (column,))
    if len({figure.measure for figure in figures}) > 1:
        return Reason(ReasonKind.UNITS_IN_COLUMN, (column,))
    return figures


def is_numeric(rows: Sequence[Row], column: str) -> bool:
    """Whether most cells of a column are figures, as far as the first ``TELLING`` rows tell."""
    cells = [cell.value for row in rows[:TELLING] if (cell := row.cell(column))]
    return 2 * sum(read_figure(cell) is not None for cell in cells) > len(cells)


def plain(number: Decimal) -> str:
    """A number as it is written: ``180``, ``0.50``."""
    return f"{number:f}"


def mean(numbers: Sequence[Decimal]) -> tuple[str, bool]:
    """The mean, and whether it is exact; else rounded to two places more than the numbers have."""
    total = sum(numbers, Decimal(0))
    places = max(max(0, -int(number.as_tuple().exponent)) for number in numbers)
    rounded = (total / len(numbers)).quantize(Decimal(1).scaleb(-places - 2))
    exact = rounded * len(numbers) == total
    text = plain(rounded)
    return (text.rstrip("0").rstrip(".") if exact and "." in text else text), exact


def counted_by(unit: str) -> Decimal:
    """What figures in a folded unit are counted by: 10000 of ``万元``, 1 of ``元``."""
    match = _SCALED.fullmatch(unit)
    return power(match["by"]) if match else Decimal(1)


def factor_between(own: str, asked: str) -> Decimal | None:
    """What a figure in one folded unit is multiplied by to be told in another; None where that is not known.

    One without a unit is taken to be in the other; one that is only counted by something (``10万``), in the other's,
    too. Of a price (``元/公斤``) what it is for is left aside.
    """
    own, asked = own.partition("/")[0], asked.partition("/")[0]
    if not own or not asked or own == asked or is_same_unit(own, asked):
        return Decimal(1)
    mine, theirs = _SCALED.fullmatch(own), _SCALED.fullmatch(asked)
    if mine is None or theirs is None:
        return None
    if mine["unit"] and theirs["unit"] and not is_same_unit(mine["unit"], theirs["unit"]):
        return None
    return power(mine["by"]) / power(theirs["by"])

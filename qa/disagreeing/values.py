"""Whether the words of two answers say the same: by their values where they have some, else by their letters. Pure."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Context, Decimal

from index.searching.duplicates import letters
from index.text.tokens import fold
from index.text.units import counted_alike
from index.text.values import COUNTS, TOLD, Kind, Value, find_values
from qa.types import Expected

NAMES = frozenset({Expected.PERSON, Expected.PLACE, Expected.OTHER})
"""Kinds that are answered by a name, and so by words without a value."""
_ABOUT = re.compile("约|近|将近|接近|大概|左右|上下|超过?|逾|突破|[余多](?![少久长大高远])")
"""Words that make of a figure one that others may be told by as well."""
_FIGURES = re.compile("[0-9]")


def agree(words: str, others: str, expected: Expected) -> bool | None:
    """Whether the words that answer a question in two places say the same; None where that cannot be told.

    One that is rounded, or says what the other says and more, says the same; figures in units that would have to be
    reckoned over cannot be told, nor a value and a name.
    """
    mine, theirs = _told(words), _told(others)
    if mine and theirs:
        return _values_agree(mine, theirs, fold(words), fold(others))
    if mine or theirs or expected not in NAMES:
        return None
    one, other = letters(words), letters(others)
    return one in other or other in one


def _told(words: str) -> list[Value]:
    return [value for value in find_values(fold(words)) if value.kind in TOLD]


def _values_agree(mine: list[Value], theirs: list[Value], words: str, others: str) -> bool | None:
    keys, other_keys = ({key for value in some for key in value.asks} for some in (mine, theirs))
    if not keys or not other_keys:
        return None
    if keys <= other_keys or other_keys <= keys:
        return True
    one, other = mine[0], theirs[0]
    if one.bounded is not other.bounded:
        return None
    if one.kind not in COUNTS or other.kind not in COUNTS:
        return None if {one.kind, other.kind} & COUNTS else False
    if one.unit != other.unit and not counted_alike(one.unit, other.unit):
        return None
    return None if _may_be_rounded(one, other, words, others) else False


def _may_be_rounded(one: Value, other: Value, words: str, others: str) -> bool:
    """Whether one figure is the other told with fewer digits, or as about so much."""
    if one.bounded or one.low is None or other.low is None or one.kind is Kind.DURATION:
        return False
    about = _ABOUT.search(words) or _ABOUT.search(others)
    if about and abs(one.low - other.low) * 10 <= max(abs(one.low), abs(other.low)):
        return True
    fewer, more = sorted((_digits(one, words), _digits(other, others)))
    rounded = Context(prec=max(fewer, 1), rounding=ROUND_HALF_EVEN)
    return fewer < more and _rounded(one.low, rounded) == _rounded(other.low, rounded)


def _rounded(figure: Decimal, context: Context) -> Decimal:
    return context.create_decimal(figure).normalize()


def _digits(value: Value, words: str) -> int:
    """How many digits a figure is written with, but for the zeros before it."""
    return len(_FIGURES.findall(words[value.core[0] : value.core[1]].lstrip("0.")))

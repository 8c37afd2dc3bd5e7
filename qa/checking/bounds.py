"""Words of bound on a figure: what ``超90亿元``, ``约90亿元`` and ``不足90亿元`` leave open. Pure."""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum

from index.text.values import COUNTS, Value
from qa.checking.line import Line, falls

_ABOVE = re.compile("(?<!不)超过?|(?<!不)高于|(?<!不)[多大]于|逾|突破")
_BELOW = re.compile("不足|不到|不满|未满|(?<!不)低于|(?<!不)[少小]于|将近|接近|近")
_ABOUT = re.compile("约|大概|左右|上下")
_MORE = re.compile(r"[\d.十百千万亿][多余](?!于)|有余")


class Bound(StrEnum):
    """On which side of the figure that is written the true one lies."""

    EXACT = ""
    ABOVE = "above"
    BELOW = "below"
    ABOUT = "about"
    LEAST = "least"
    MOST = "most"


def bound_of(value: Value, line: Line) -> Bound:
    """The bound of a figure by the words around it; that of a range is exact."""
    if falls(value):
        return Bound.EXACT
    around = f"{line.folded[value.start : value.core[0]]}|{line.folded[value.core[1] : value.end]}"
    if _MORE.search(line.folded, *value.core) or _MORE.search(line.folded, max(value.core[1] - 1, 0), value.end):
        return Bound.ABOVE
    if _ABOVE.search(around):
        return Bound.ABOVE
    if _BELOW.search(around):
        return Bound.BELOW
    if _ABOUT.search(around):
        return Bound.ABOUT
    if value.bounded and value.high is None:
        return Bound.LEAST
    return Bound.MOST if value.bounded and value.low is None else Bound.EXACT


_AGREE = {
    Bound.EXACT: {Bound.EXACT, Bound.ABOUT, Bound.LEAST, Bound.MOST},
    Bound.ABOVE: {Bound.ABOVE, Bound.LEAST},
    Bound.BELOW: {Bound.BELOW, Bound.MOST},
    Bound.ABOUT: {Bound.ABOUT, Bound.EXACT, Bound.BELOW},
    Bound.LEAST: {Bound.LEAST, Bound.ABOVE, Bound.EXACT},
    Bound.MOST: {Bound.MOST, Bound.BELOW, Bound.EXACT},
}
"""What a source may say of the same number where a claim says each: ``超90亿元`` is neither ``约90亿元`` nor 90."""


def bounds_agree(value: Value, line: Line, other: Value, source: Line) -> bool:
    """Whether a figure of a claim leaves open no other than that of a source, of the same number."""
    if value.kind not in COUNTS or other.kind not in COUNTS:
        return True
    return bound_of(other, source) in _AGREE[bound_of(value, line)]


_ROUNDING = {Bound.ABOVE: ROUND_FLOOR, Bound.BELOW: ROUND_CEILING, Bound.ABOUT: ROUND_HALF_UP}


def is_rounded(value: Value, line: Line, other: Value, source: Line) -> bool:
    """Whether a claim has an exact figure of a source rounded, and says so: ``92万多人`` and ``超90万人`` of 928565."""
    way = _ROUNDING.get(bound_of(value, line))
    written, exact = value.low or value.high, other.low
    if way is None or not written or not exact or other.low != other.high or bound_of(other, source):
        return False
    place = Decimal(1).scaleb(Decimal(written).normalize().as_tuple().exponent)  # type: ignore[arg-type]
    return exact != written and (exact / place).to_integral_value(way) * place == written

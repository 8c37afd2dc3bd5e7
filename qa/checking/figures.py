"""Figures and times of a claim beside those of a source: which are told of the same, and whether they are the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from index.text.denials import DENIALS
from index.text.units import alike, counted_alike, scale_of
from index.text.values import COUNTS, YEAR, Kind, Value
from qa.checking.bounds import bounds_agree, is_rounded
from qa.checking.comparing import CLEARLY
from qa.checking.contexts import Weights, around, likeness
from qa.checking.line import Line, amount, place_of
from qa.checking.sources import Source

_RANGES = re.compile("[-—–~至到]{1,2}|(?P<says>以[上下])|、")
_DENIAL = re.compile(f"[{DENIALS}]")
_SIDE = re.compile("[上下]")


@dataclass(frozen=True, slots=True)
class Pair:
    """A value of a source beside that of a claim: ``same`` where they say the same, ``near`` how alike they stand."""

    value: Value
    same: bool
    near: float


def pair(line: Line, value: Value, mine: Weights, source: Source, same_words: frozenset[str]) -> Pair | None:
    """The value of the source's sentence that is told of the same as a claim's; None for none.

    One that says the same is taken unless another stands clearly more alike.
    """
    found = []
    for other in source.line.values:
        same = _agrees(value, line, other, source.line)
        if same or _comparable(value, other, line, source.line):
            near = likeness(mine, around(source.line, *place_of(other)), same_words)
            found.append(Pair(other, same, near + FOLLOWS * _follows_same(value, line, other, source.line)))
    written = line.folded[slice(*value.core)]
    best = max((each for each in found if each.same), key=lambda each: each.near, default=None)
    rival = max(
        (each for each in found if not each.same),
        key=lambda each: each.near + LIKE * _alike(written, source.line.folded[slice(*each.value.core)]),
        default=None,
    )
    if best is None or rival is None:
        return best or rival
    clearly = rival.near > best.near + CLEARLY and _is_nearer(line, value, source.line, rival.value, best.value)
    return rival if clearly else best


def _is_nearer(line: Line, value: Value, source: Line, rival: Value, best: Value) -> bool:
    """Whether the clause of one figure of a source has no less of the claim's clause than that of another; figures of
    one clause are not told apart by that."""
    theirs, other = source.clause_at(rival.start), source.clause_at(best.start)
    if theirs == other:
        return True
    places = zip((line, source, source), (line.clause_at(value.start), theirs, other), strict=True)
    mine, there, elsewhere = (_words_in(of, place) for of, place in places)
    return bool(mine & there - elsewhere) or not mine & elsewhere - there


def _words_in(line: Line, place: tuple[int, int]) -> set[str]:
    """The grams of a clause, and whether it denies something."""
    denied = {"不"} if _DENIAL.search(line.bare, *place) else set()
    return denied | line.telling_in(place)


def _agrees(value: Value, line: Line, other: Value, source: Line) -> bool:
    """Whether two values say the same, with their words of bound, or one is the other rounded."""
    if says_same(value, other):
        return bounds_agree(value, line, other, source) and not _turned(value, line, other, source)
    counts = value.kind in COUNTS and other.kind in COUNTS and value.key.startswith("第") == other.key.startswith("第")
    return counts and is_one_unit(value.unit, other.unit) and is_rounded(value, line, other, source)


def _follows_same(value: Value, line: Line, other: Value, source: Line) -> bool:
    """Whether both stand behind figures that say the same: what is told in one order is told of the same things."""
    if value.unit != other.unit:
        return False
    before, ahead = (
        max((v for v in of.values if v.end <= each.start and v.kind in COUNTS), key=lambda v: v.end, default=None)
        for of, each in ((line, value), (source, other))
    )
    return before is not None and ahead is not None and says_same(before, ahead)


def _turned(value: Value, line: Line, other: Value, source: Line) -> bool:
    """Whether the bounds of two fractions, without decimal ends, are on different sides: 三分之二以上 and 以下."""
    if not (value.bounded and other.bounded) or _open(value) != (True, True):
        return False
    mine, theirs = (
        _SIDE.findall(of.folded[each.start : each.core[0]] + of.folded[each.core[1] : each.end])
        for of, each in ((line, value), (source, other))
    )
    return bool(mine and theirs) and mine != theirs


FOLLOWS = 0.3
"""What it adds to how alike two figures stand that those before them say the same."""
LIKE = 0.2
"""What figures that are written alike add to how alike they stand: of two a slip of the pen is the likelier."""


def _alike(written: str, other: str) -> float:
    return SequenceMatcher(None, written, other, autojunk=False).ratio()


def says_same(value: Value, other: Value) -> bool:
    """Whether a value says what the other says: the same amount, if written otherwise, in the same unit and bounds."""
    if value.kind not in COUNTS or other.kind not in COUNTS:
        told = other.asks if _is_years(value) and _is_years(other) else other.states
        return value.kind is other.kind and bool(value.asks) and set(value.asks) <= set(told)
    if value.bounded and other.bounded and _open(value) != _open(other):
        return False
    if (value.kind is Kind.RANGE) != (other.kind is Kind.RANGE):
        return False
    if not {amount(value)[0]} & set(amount(other)):
        return _come_to_the_same(value, other)
    lasting = value.kind is other.kind is Kind.DURATION and not value.key.startswith("第")  # keys in one unit
    return lasting or is_one_unit(value.unit, other.unit)


def _is_years(value: Value) -> bool:
    """Whether it says from which year to which: a shorter time within it is another."""
    return len(value.asks) == 2 and all(map(YEAR.fullmatch, value.asks))


def _come_to_the_same(value: Value, other: Value) -> bool:
    """Whether two figures in units of which one is so many of the other are as much: 1.5公里 and 1500米."""
    mine, theirs = scale_of(value.unit), scale_of(other.unit)
    if not mine or not theirs or mine[0] != theirs[0] or value.key.startswith("第"):
        return False
    ends = ((value.low, other.low), (value.high, other.high))
    scaled = [None if a is None or b is None else a * mine[1] == b * theirs[1] for a, b in ends]
    return False not in scaled and True in scaled


def is_one_unit(unit: str, other: str) -> bool:
    """Whether two units are one, or things are only counted in them; a figure without a unit goes with each."""
    if unit == other or not unit or not other or counted_alike(unit, other):
        return True
    scale = scale_of(unit)
    return (scale is not None and scale == scale_of(other)) or ("度" in (unit, other) and alike(unit, other))


def _comparable(value: Value, other: Value, line: Line, source: Line) -> bool:
    """Whether two values may be told of one thing: of a kind, in units of a kind, or with the same digits."""
    if value.kind not in COUNTS or other.kind not in COUNTS:
        return value.kind is other.kind and (value.kind is Kind.TIME or value.unit == other.unit)
    digits = line.folded[slice(*value.core)], source.folded[slice(*other.core)]
    same_digits = _digits(digits[0]) == _digits(digits[1]) != ""
    both_last = value.kind is Kind.DURATION is other.kind
    return both_last or same_digits or not value.unit or not other.unit or alike(value.unit, other.unit)


def _digits(written: str) -> str:
    return "".join(character for character in written if character.isdigit() or character == ".")


def told_apart(value: Value, line: Line, other: Value, source: Line) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where two values stand that do not say the same: with their words of bound where these say different things.

    Of a range of the source, where the claim has none, it is the end that is written most like the claim's.
    """
    if other.kind is Kind.RANGE and value.kind is not Kind.RANGE:
        mine = place_of(value)
        return mine, _end_like(line.folded[slice(*mine)], other, source)
    apart = (value.bounded and other.bounded and _open(value) != _open(other)) or (
        says_same(value, other) and not bounds_agree(value, line, other, source)
    )
    turned = apart or _turned(value, line, other, source)
    return (place_of(value), place_of(other)) if turned else (value.core, other.core)


def _end_like(written: str, other: Value, source: Line) -> tuple[int, int]:
    start, end = place_of(other)
    mark = next((match for match in _RANGES.finditer(source.folded, start, end) if start < match.end() < end), None)
    if mark is None:
        return start, end
    ends = (start, mark.end() if mark["says"] else mark.start()), (mark.end(), end)
    return max(ends, key=lambda place: _alike(written, source.folded[slice(*place)]))


def _open(value: Value) -> tuple[bool, bool]:
    """Whether it has no lower bound, and no upper one."""
    return value.low is None, value.high is None

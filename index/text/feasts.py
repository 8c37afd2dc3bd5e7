"""Days of the year that are called by a name: 春节, 国庆 or 国庆节, 五一 or 劳动节."""

from __future__ import annotations

import re

from index.text.vocabulary import feasts

_NAMES = {names[0]: names for names in feasts()}
_DAY = {name: names[0] for names in feasts() for name in names}
_FEAST = re.compile(f"(?P<name>{'|'.join(_DAY)})节?")


def find_feasts(folded: str) -> list[tuple[int, int, str]]:
    """The feasts that a folded text names, in order: ``[start, end)`` and the name that all names of the day share."""
    return [(*match.span(), _DAY[match["name"]]) for match in _FEAST.finditer(folded)]


def names_of(feast: str) -> tuple[str, ...]:
    """What a text may write for a feast, by the name that ``find_feasts`` has."""
    return _NAMES[feast]


def is_feast(folded: str) -> bool:
    """Whether folded words are the name of a feast and nothing else."""
    return _FEAST.fullmatch(folded) is not None

"""Days of the year that are called by a name: 春节, 国庆 or 国庆节, 五一 or 劳动节."""

from __future__ import annotations

import re

_ALIKE = {"劳动节": "五一", "妇女节": "三八节", "儿童节": "六一", "上元节": "元宵"}
"""The other names of the same day."""
_FEAST = re.compile(
    "(?P<name>元旦|除夕|春节|元宵|清明|端午|七夕|中秋|重阳|国庆|五一|六一|三八节|腊八|教师节|建军节|建党节|植树节"
    f"|{'|'.join(_ALIKE)})节?"
)


def find_feasts(folded: str) -> list[tuple[int, int, str]]:
    """The feasts that a folded text names, in order: ``[start, end)`` and the name that all names of the day share."""
    return [(*match.span(), _ALIKE.get(match["name"], match["name"])) for match in _FEAST.finditer(folded)]


def names_of(feast: str) -> tuple[str, ...]:
    """What a text may write for a feast, by the name that ``find_feasts`` has."""
    return feast, *(other for other, name in _ALIKE.items() if name == feast)


def is_feast(folded: str) -> bool:
    """Whether folded words are the name of a feast and nothing else."""
    return _FEAST.fullmatch(folded) is not None

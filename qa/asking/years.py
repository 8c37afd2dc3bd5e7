"""Years as they are said: ``25年国庆`` is of 2025, ``22级`` those who came in 2022."""

from __future__ import annotations

import re

_SHORT = re.compile(
    "(?<![0-9.年满近超过达约第逾足届后前了龄修住签])(?P<two>[0-4][0-9]|[89][0-9])(?P<of>年度?|[级届版款])(?![0-9]|[以之]?[内上下后前]|的?时间|期|龄|来|间)"
)
"""Two digits and what years are said of, where it is no duration: 满25年, 25年以上, 30年期."""
_THIS_CENTURY = 50


def in_full(text: str) -> str:
    """A question with its years of two digits in full; unchanged where it has none."""
    return _SHORT.sub(
        lambda said: f"{'20' if int(said['two']) < _THIS_CENTURY else '19'}{said['two']}{said['of']}", text
    )

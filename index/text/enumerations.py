"""What a text enumerates: things named side by side are of one kind, and each is named whole. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from index.text.scripts import HAN
from index.text.tokens import fold

LONGEST = 8
"""Characters of a name that is enumerated, at most."""
LOOKED_THROUGH = 100_000
"""Characters of a text, from its beginning, in which enumerations are looked for."""
_RUN = re.compile(f"[{HAN}·、]+")
_LABELS, _OPENS = frozenset(":("), frozenset(":(《“")
_CLOSES, _ENDS = frozenset(")》”"), frozenset(")》”,;。\n")
"""What stands behind the last name: behind names that a label leads in, also what ends a clause."""


_KEY = re.compile(rf"(?m)^(?P<label>[^:;,。\n]{{1,12}}):[ #]*(?P<name>[{HAN}]{{2,{LONGEST}}})(?:\([^()\n]{{1,10}}\))?;")
"""The first cell of a row: ``品名:黄瓜;单价(元):5.2``."""


@lru_cache(maxsize=64)
def peers(text: str) -> tuple[frozenset[str], ...]:
    """The names that a text enumerates together, folded; of each enumeration those that are bounded on both sides.

    So it does those of the rows that begin with the same column. Of ``由甲某、乙某、丙某负责`` that is the one in the
    middle, as it cannot be told where the others begin and end.
    """
    folded = fold(text[:LOOKED_THROUGH])
    found = []
    for run in _RUN.finditer(folded):
        items = run.group().split("、")
        before, behind = folded[run.start() - 1 : run.start()] or "\n", folded[run.end() : run.end() + 1] or "\n"
        first = 0 if before in _OPENS else 1
        last = len(items) if behind in (_ENDS if before in _LABELS else _CLOSES) else len(items) - 1
        named = frozenset(item for item in items[first:last] if 2 <= len(item) <= LONGEST)
        if len(items) > 1 and len(named) > 1:
            found.append(named)
    keys: dict[str, set[str]] = {}
    for match in _KEY.finditer(folded):
        keys.setdefault(match["label"], set()).add(match["name"])
    found += [frozenset(names) for names in keys.values() if len(names) > 1]
    return tuple(dict.fromkeys(found))

"""Short names that a text introduces for whole ones: ``某某委员会（以下简称“委员会”）``. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from index.text.tokens import HAN, fold

OPENING = 20_000
"""Characters of a document in which its short names are introduced."""
LEAST = 4
"""Characters of the end of a whole name that name it."""
LONGEST = 30
"""Characters of a whole name that a short one is introduced for."""
_INTRODUCED = re.compile(
    "[(](?P<says>以下|下称|下文)?(?:统|均|合)?(?P<named>简称|称)?(?:为|作)?"
    f'(?P<mark>[“"「『])?(?P<short>[{HAN}a-z0-9]{{2,12}})[”"」』]?[)]'
)
_NAME_BEFORE = re.compile(f"[{HAN}]{{4,30}}$")


@lru_cache(maxsize=64)
def introduced(text: str) -> tuple[tuple[str, str], ...]:
    """The whole and the short names that the opening of a text introduces, folded, in order."""
    folded = fold(text[:OPENING])
    found = []
    for match in _INTRODUCED.finditer(folded):
        whole = _NAME_BEFORE.search(folded[max(match.start() - LONGEST, 0) : match.start()])
        if whole and (match["says"] or match["named"] or match["mark"]):
            found.append((whole.group(), match["short"]))
    return tuple(found)

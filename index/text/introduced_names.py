"""Short names that a text introduces: ``某某委员会（以下简称“委员会”）``, ``甲方（采购方）：某公司``. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
_PARTY = "[甲乙丙丁]方"
_SIDE = f"[{HAN}]{{1,8}}(?:方|人|单位|商|公司)"
"""What a party is in a contract: 采购方, 出租人, 建设单位."""
_WHO = (
    f"(?:(?P<short>{_PARTY})(?:[(](?P<after>{_SIDE})[)])?|(?P<before>{_SIDE})[(](?:以下)?简?称?(?P<given>{_PARTY})[)])"
)
_PARTIES = re.compile(
    rf"^[ \t*#|]{{0,8}}{_WHO}[* \t]*[:|][* \t]*(?P<name>[{HAN}()a-z0-9·]{{2,40}})?",
    re.MULTILINE,
)
_LEGAL_FORM = re.compile("(?:股份|责任)?(?:有限)?(?:责任)?公司$")
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
    return (*found, *_parties(folded))


def tails(whole: str) -> Iterator[str]:
    """The ends of a whole name that name it, longest first: all of it, and those of ``LEAST`` characters or more."""
    yield whole
    yield from (whole[start:] for start in range(1, len(whole) - LEAST + 1))


def _parties(folded: str) -> Iterator[tuple[str, str]]:
    """Who and what the parties of a contract are, its whole name and without its legal form, each with 甲方 or 乙方."""
    for match in _PARTIES.finditer(folded):
        short, name = match["short"] or match["given"], match["name"] or ""
        for whole in dict.fromkeys([name, _LEGAL_FORM.sub("", name), match["after"] or match["before"]]):
            if whole and len(whole) > 1:
                yield whole, short

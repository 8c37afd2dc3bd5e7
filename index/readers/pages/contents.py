"""Tables of contents: which lines of a column name a page rather than say something."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from index.readers.pages.order import TextLine

LEADERS, TABBED = 3, 5
"""So many lines with leaders before their numbers, or of a number behind a gap, are a table of contents."""
ASCENDING = 0.8
"""At least this share of the numbers is not below the one above it."""
BETWEEN = 2
"""An entry takes no more lines than this above the one that ends in its number."""
_NUMBER = r"[（(\[]?\s*+(?:(?P<page>\d{1,4})|[ivxlc]{1,6}|[IVXLC]{1,6})\s*+[）)\]]?\s*+\Z"
_LEADER = re.compile(rf"(?:(?:[.．·•‥∙⋯_]\s?+){{4,200}}+|(?:…\s?+){{2,100}}+)\s*+{_NUMBER}")
_TABBED = re.compile(rf"[^\W\d].{{0,200}}?  \s*+{_NUMBER}")


def find_contents(column: Sequence[TextLine], pages: int) -> set[int]:
    """Which lines of a column are entries of a table of contents, in a document of so many pages.

    Entries have leaders before their numbers, or a gap and numbers that the document has pages for; these ascend.
    """
    if pages < 2:
        return set()
    led = _entries(column, _LEADER, LEADERS, None)
    return led or _entries(column, _TABBED, TABBED, pages)


def _entries(column: Sequence[TextLine], pattern: re.Pattern[str], least: int, most: int | None) -> set[int]:
    """The lines that end in a page's number as the pattern says, and those of entries of several lines."""
    found: list[int] = []
    numbers: list[int] = []
    for place, line in enumerate(column):
        if line.text[-1:] not in "0123456789)）]ivxlcIVXLC":
            continue
        match = pattern.search(line.text)
        if match:
            found.append(place)
            numbers += [int(match["page"])] if match["page"] else []
    steps = list(pairwise(numbers))
    ascending = sum(one <= other for one, other in steps) >= ASCENDING * len(steps)
    if len(found) < least or not ascending or (most is not None and max(numbers, default=0) > most):
        return set()
    if most is not None and len(set(numbers)) * 2 < len(found):
        return set()
    entries = set(found)
    for above, below in pairwise(found):
        if below - above <= BETWEEN + 1:
            entries.update(range(above, below))
    return entries

"""What a question says of rows, where it says it, and what is left of it then."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.whole.tables import Table

MASK = "\x00"
"""What stands for each character of a question that is accounted for."""
_YEAR_FIRST = re.compile(r"(?:19|20)\d\d年(?=[^\d的])")


@dataclass(frozen=True, slots=True)
class Condition:
    """What a question says at ``[start, end)`` that the cells of ``columns`` have in ``rows``, by number.

    Without columns it is a heading that stands over these rows.
    ``whole`` is what the cells say, folded, where the question has only a part of it; ``loose``: it has words that
    stand somewhere in them; ``state``: it tells what was done, or what they have, whatever the cells say of it.
    """

    start: int
    end: int
    columns: tuple[str, ...]
    rows: frozenset[int]
    whole: str = ""
    loose: bool = False
    state: bool = False

    def overlaps(self, other: Condition) -> bool:
        """Whether two stand at one place of the question, in part."""
        return self.start < other.end and other.start < self.end


def meeting(table: Table, conditions: Sequence[Condition]) -> list[int]:
    """The rows that meet all conditions, in order; of several for one column, any, but all that one row meets of what
    stands before its named cells (上午；第2节), which are several cells."""
    rows = set(range(len(table.rows)))
    for columns in dict.fromkeys(each.columns for each in conditions):
        own = [each.rows for each in conditions if each.columns == columns]
        together = frozenset.intersection(*own) if columns == ("",) else frozenset()
        rows &= together or frozenset().union(*own)
    return sorted(rows)


def mask(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with each character of the spans as ``MASK``."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = MASK * (end - start)
    return "".join(letters)


def find_places(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Where words stand in a text, ``[start, end)``, without overlap; behind a year with a 的 too."""
    forms = [words]
    if year := _YEAR_FIRST.match(words):
        forms.append(f"{year.group()}的{words[year.end() :]}")
    for form in forms:
        start = text.find(form)
        while start >= 0:
            yield start, start + len(form)
            start = text.find(form, start + len(form))

"""Forms: rows whose names are each their own, line below line, all of which is said of one thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, pairwise

from index.types import Span
from qa.whole.rows import Row

Marked = tuple[Row, bool]
"""A row, and whether something stands between it and the row above that ends its table."""


def joined_forms(rows: Iterable[Marked]) -> Iterator[Marked]:
    """The rows, those of a form as one.

    A line of a form shares no name with the rows above and below it, as those of a table do; where a name of the form
    comes again, the next one begins.
    """
    form: list[Row] = []
    opened, above = False, frozenset[str]()
    ended: Iterable[Marked | None] = chain(rows, [None])
    for this, below in pairwise(ended):
        assert this is not None
        row, begins = this
        names = _names(row)
        inside = bool(names & above) and not begins
        followed = below is not None and not below[1] and bool(names & _names(below[0]))
        lines = len(row.cells) == 1 or not (inside or followed)
        if form and (begins or not lines or names & {name for each in form for name in _names(each)}):
            yield _joined(form), opened
            form = []
        if not lines:
            yield row, begins
        else:
            opened = opened if form else begins
            form.append(row)
        above = names
    if form:
        yield _joined(form), opened


def _names(row: Row) -> frozenset[str]:
    return frozenset(cell.name for cell in row.cells if cell.name)


def _joined(form: list[Row]) -> Row:
    cells = tuple(cell for row in form for cell in row.cells)
    lines = tuple(row.span for row in form) if len(form) > 1 else ()
    return Row(Span(form[0].span.start, form[-1].span.end), form[0].over, cells, lines)

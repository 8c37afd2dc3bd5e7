"""The cells of a table's row, written as ``列名：值；列名：值``: where each begins, and how long its name is. Pure.

A row is read back by its marks. Where a name or a value has such marks itself, that would cut it elsewhere than it was
written: then the block keeps the places (``Block.cells``), so that a row is always read as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from index.types import Cells

MARK, COLON = "；", "："
NAME_CHARACTERS = 24
_CELL = re.compile(f"(?P<name>[^：；。\\n]{{1,{NAME_CHARACTERS}}})：(?P<value>[^；]*)")


def read_cells(text: str) -> Cells:
    """The named cells of a row by its marks; what has no name goes on with the cell before it."""
    starts = [0, *(match.end() for match in re.finditer(MARK, text))]
    matches = (match for start in starts if (match := _CELL.match(text, start)))
    return tuple((match.start(), len(match["name"])) for match in matches)


def kept_cells(parts: Sequence[tuple[str, str]]) -> Cells:
    """What a row of these names (``""`` for none) and values has to keep; ``()`` where its marks tell as much.

    The row is the parts with ``MARK`` between them, each with its name and ``COLON`` before the value.
    """
    parts = [(name, value) if name else as_cell(value) or ("", value) for name, value in parts]
    said = [write_cell(name, value) for name, value in parts]
    starts = list(accumulate((len(each) + len(MARK) for each in said[:-1]), initial=0))
    written = tuple((start, len(name)) for start, (name, _) in zip(starts, parts, strict=True))
    named = tuple(each for each in written if each[1])
    return () if named == written == read_cells(MARK.join(said)) or not named else written


def write_cell(name: str, value: str) -> str:
    """A cell with its column's name, where it has one."""
    return f"{name}{COLON}{value}" if name else value


def split_cells(text: str, kept: Cells = ()) -> Iterator[tuple[int, int, int]]:
    """The named cells of a row that are not empty: where each begins, how long its name is, and where its value ends.

    :param kept: what its block keeps, ``()`` where its marks tell.
    """
    cells = kept or read_cells(text)
    for (start, name), (following, _) in pairwise([*cells, (len(text) + len(MARK), 0)]):
        if name and start + name + len(COLON) < following - len(MARK):
            yield start, name, following - len(MARK)


def as_cell(text: str) -> tuple[str, str] | None:
    """The name and the value of a text that is one cell; None for any other."""
    match = _CELL.fullmatch(text)
    return (match["name"], match["value"]) if match else None

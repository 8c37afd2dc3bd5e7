"""What was read against what a document says."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace

from bench.reading.content import Element, Fact, Heading, Made, Record, Role, Table, Text
from index.types import Block, BlockKind, join_spans

_SENTENCE = re.compile(r"[^。]+。?")


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one or more documents: characters in all, lost, and invented; those of what has an order, and is in
    it; headings and cells that were to be read, were read, and are both."""

    characters: int = 0
    lost: int = 0
    invented: int = 0
    ordered: int = 0
    in_order: int = 0
    headings: int = 0
    headings_read: int = 0
    headings_right: int = 0
    cells: int = 0
    cells_read: int = 0
    cells_right: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    def figures(self) -> dict[str, float | None]:
        """Shares of characters, F1 of headings and cells, None where there was nothing to read."""
        return {
            "kept": _share(self.characters - self.lost, self.characters),
            "invented": _share(self.invented, self.characters),
            "order": _share(self.in_order, self.ordered),
            "headings": _f1(self.headings_right, self.headings, self.headings_read),
            "cells": _f1(self.cells_right, self.cells, self.cells_read),
        }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _f1(right: int, wanted: int, read: int) -> float | None:
    return round(2 * right / (wanted + read), 4) if wanted + read else None


def score(made: Made, text: str, blocks: Sequence[Block], *, tables: bool = True) -> Score:
    """How well a document was read.

    :param tables: whether its tables were written into the file at all.
    """
    if not tables:
        made = replace(made, elements=tuple(each for each in made.elements if not isinstance(each, Table)))
    said = [(block.kind, join_spans(text, block.spans)) for block in blocks if block.kind is not BlockKind.CONTENTS]
    characters, lost, invented = _characters(made, "".join(_bare(each) for _, each in said))
    ordered, in_order = _order(made, [(kind, _bare(each)) for kind, each in said])
    headings = _headings(made, [_bare(each) for kind, each in said if kind is BlockKind.HEADING])
    return Score(characters, lost, invented, ordered, in_order, *headings, *_cells(made, said))


def _bare(text: str) -> str:
    return "".join(text.split())


def _elements(made: Made) -> tuple[Element, ...]:
    return (*made.elements, *made.beside)


def _prose(made: Made) -> Iterator[str]:
    """All that is said outside of tables' cells, as often as it is said."""
    for element in _elements(made):
        if isinstance(element, Table):
            yield from filter(None, (_bare(element.title), _bare(element.unit)))
        else:
            yield _bare(element.text)


def _names(made: Made) -> set[str]:
    """What the cells of tables say, and the names of columns over several lines."""
    said = {cell for table in made.tables() for row in table.rows for cell in row}
    return {_bare(each) for each in said | {name for table in made.tables() for _, name, _ in table.facts()}} - {""}


def _characters(made: Made, read: str) -> tuple[int, int, int]:
    """Characters of the document, how many of them were not read, and how many were read that are not in it.

    What was read is compared with what is said as a whole, longest first; the names of columns may come again and
    again. What is left over on either side is compared character by character.
    """
    missing: Counter[str] = Counter()
    whole, total = read, 0
    for text, count in sorted(Counter(_prose(made)).items(), key=lambda item: -len(item[0])):
        found = min(read.count(text), count)
        read = read.replace(text, "\0", count)
        total += len(text) * count
        missing.update({character: number * (count - found) for character, number in Counter(text).items()})
    names = sorted(_names(made), key=len, reverse=True)
    for text in names:
        total += len(text)
        missing.update("" if text in whole else text)
    for text in names:
        read = read.replace(text, "\0")
    left = Counter(character for character in read if character not in "\0；：·")
    return total, (missing - left).total(), (left - missing).total()


def _order(made: Made, read: Sequence[tuple[BlockKind, str]]) -> tuple[int, int]:
    """Characters of what has an order, and of the most that was read in it."""
    whole = "".join(text for _, text in read)
    starts: list[tuple[int, str]] = []
    position = 0
    for kind, text in read:
        if kind is BlockKind.ROW:
            starts.append((position, text))
        position += len(text)
    total = in_order = 0
    for elements in (made.elements, made.beside):
        places: list[tuple[int, int]] = []
        after = 0
        for parts in (part for element in elements for part in _parts(element)):
            weight = sum(map(len, parts))
            total += weight
            if len(parts) == 1:
                found = [match.start() for match in re.finditer(re.escape(parts[0]), whole)]
            else:
                found = [start for start, row in starts if all(part in row for part in parts)]
            if found:
                place = found[min(bisect_left(found, after), len(found) - 1)]
                after = max(after, place) if place - after < len(whole) // 4 else after
                places.append((place, weight))
        in_order += _heaviest(places)
    return total, in_order


def _parts(element: Element) -> Iterator[list[str]]:
    """What an element says in order: sentences, and rows of tables with their cells."""
    match element:
        case Table():
            for row, role in zip(element.rows, element.roles, strict=True):
                cells = [_bare(cell) for cell in dict.fromkeys(row) if cell]
                if role is not Role.HEADER and (len(cells) > 1 or role is Role.SECTION):
                    yield cells
        case Text(text, False):
            yield from ([_bare(sentence)] for sentence in _SENTENCE.findall(text))
        case Heading(text) | Record(text):
            yield [_bare(text)]


def _heaviest(places: Sequence[tuple[int, int]]) -> int:
    """The greatest weight of places that ascend."""
    best: list[int] = []
    for number, (place, weight) in enumerate(places):
        best.append(weight + max((best[i] for i in range(number) if places[i][0] <= place), default=0))
    return max(best, default=0)


def _headings(made: Made, read: Sequence[str]) -> tuple[int, int, int]:
    """Headings of the document, those read, and those of them that are right. What stands over a table or within it
    may be read as one."""
    wanted = Counter(_bare(heading.text) for heading in made.headings())
    free = {_bare(line) for table in made.tables() for line in (table.title, table.unit)}
    for table in made.tables():
        free.update(_bare(row[0]) for row, role in zip(table.rows, table.roles, strict=True) if role is Role.SECTION)
    found = Counter(text for text in read if text in wanted or text not in free)
    return wanted.total(), found.total(), (wanted & found).total()


def _cells(made: Made, read: Sequence[tuple[BlockKind, str]]) -> tuple[int, int, int]:
    """Cells of tables, those read, and those of them that stand in their row and column; and lines that are records
    by themselves."""
    wanted = {_fact(fact) for table in made.tables() for fact in table.facts()}
    prose = set(_prose(made)) | {_bare(element.text) for element in _elements(made) if isinstance(element, Text)}
    lines = Counter(_bare(line) for _, text in read for line in text.split("\n"))
    records = [_bare(element.text) for element in _elements(made) if isinstance(element, Record)]
    apart = sum(lines[record] > 0 for record in records)
    names = _names(made)
    found: set[Fact] = set()
    for kind, text in read:
        pieces = [_bare(piece) for piece in text.split("；")] if kind is BlockKind.ROW else []
        if not pieces or _bare(text) in prose or all(piece in names for piece in pieces):
            continue
        pairs = [("", piece) if piece in names else piece.rpartition("：")[::2] for piece in pieces]
        found |= {_known(wanted, (pairs[0][1], name, value)) for name, value in pairs if value or name}
    right = len(found & wanted)
    return len(wanted) + len(records), len(found) + apart, right + apart


def _fact(fact: Fact) -> Fact:
    row, name, value = fact
    return _bare(row), _bare(name), _bare(value)


def _known(wanted: set[Fact], fact: Fact) -> Fact:
    """The fact, without its row where it is a form's."""
    return ("", *fact[1:]) if ("", *fact[1:]) in wanted else fact

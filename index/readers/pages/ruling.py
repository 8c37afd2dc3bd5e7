"""Ruling lines to grids: which boxes the lines on a page make. Pure geometry."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

Line = tuple[float, float, float, float]
"""A straight line from a point to another: x and y of each."""

TOLERANCE = 4.0
"""Lines so near to each other are one, and meet when their ends are so near; no row of text is as low (points)."""
SHORTEST = 8.0
"""What is shorter is no line of a table but the end of a thick line, or a stroke of a drawing (points)."""
SLANT = 1.0
"""A line that leaves the level or the upright by so much is neither (points)."""
SHADED_ROWS = 3
"""Shading of fewer rows, without lines, is that of a header, or of some of the rows of a table."""
STRIPED = 3.0
"""Rows without shading between some that have it are no higher together, in heights of these."""
MOST_CROSSINGS = 400_000
"""A page whose lines could cross more often is a drawing."""
MOST_BOXES, MOST_GRIDS = 20_000, 50
"""A grid has no more boxes, a page no more grids."""


@dataclass(frozen=True, slots=True, order=True)
class Rule:
    """A straight line: at which height (or, upright, how far right) it runs, from where to where."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Grid:
    """Boxes between lines. ``cells[row][column]`` is the number of the cell that the box is part of: a merged cell
    has several. Rows count downwards."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[int, ...], ...]

    def cell_at(self, x: float, y: float) -> int | None:
        """The cell that a point lies in, None outside."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if 0 <= row < len(self.ys) - 1 and 0 <= column < len(self.xs) - 1:
            return self.cells[row][column]
        return None

    def overlaps(self, other: Grid) -> bool:
        across = self.xs[0] < other.xs[-1] and other.xs[0] < self.xs[-1]
        return across and self.ys[0] < other.ys[-1] and other.ys[0] < self.ys[-1]


@dataclass(frozen=True, slots=True)
class Rules:
    """Level and upright lines."""

    level: list[Rule]
    upright: list[Rule]

    def add(self, left: float, top: float, right: float, bottom: float) -> None:
        """Take up a line with these edges; a slanting one is none."""
        if bottom - top < SLANT:
            self.level.append(Rule((top + bottom) / 2, left, right))
        elif right - left < SLANT:
            self.upright.append(Rule((left + right) / 2, top, bottom))

    def __bool__(self) -> bool:
        return bool(self.level or self.upright)


def is_thin(outline: Sequence[Line]) -> bool:
    """Whether what is filled is a line by itself rather than shading."""
    xs = [x for line in outline for x in line[::2]]
    ys = [y for line in outline for y in line[1::2]]
    return min(max(xs) - min(xs), max(ys) - min(ys)) <= TOLERANCE


def find_ruled(drawn: Rules, shading: Rules) -> list[Grid]:
    """The grids on a page, from the top down. The edges of shading make some only where drawn lines do not: within a
    ruled table it stands off from the lines, and would be columns of its own."""
    grids = find_grids(drawn.level, drawn.upright)
    if shading:
        both = find_grids(drawn.level + shading.level, drawn.upright + shading.upright)
        shaded = [grid for grid in both if not any(grid.overlaps(other) for other in grids)]
        grids += [grid for grid in shaded if len(grid.cells) >= SHADED_ROWS and not _is_striped(grid, shaded)]
    return sorted(grids, key=lambda grid: (grid.ys[0], grid.xs[0]))[:MOST_GRIDS]


def _is_striped(grid: Grid, others: Sequence[Grid]) -> bool:
    """Whether a grid's shading comes again above or below it, with rows between that have none."""
    high = grid.ys[-1] - grid.ys[0]
    return any(
        other is not grid
        and len(other.xs) == len(grid.xs)
        and all(abs(one - two) <= TOLERANCE for one, two in zip(grid.xs, other.xs, strict=True))
        and max(other.ys[0] - grid.ys[-1], grid.ys[0] - other.ys[-1]) < STRIPED * max(high, other.ys[-1] - other.ys[0])
        for other in others
    )


def find_levels(drawn: Rules, shading: Rules) -> list[Rule]:
    """The level lines on a page and the level edges of its shading, those that go on from one another as one."""
    return _joined(drawn.level + shading.level)


def find_grids(level: Iterable[Rule], upright: Iterable[Rule]) -> list[Grid]:
    """The grids of two columns at least, from the top down; lines that do not meet are in none.

    A table that is open at its left or right ends where its level lines end, and likewise above and below.
    """
    level, upright = _joined(level), _joined(upright)
    if len(level) * len(upright) > MOST_CROSSINGS:
        return []
    grids = (_grid(*lines) for lines in _meeting(level, upright))
    return sorted((grid for grid in grids if grid), key=lambda grid: (grid.ys[0], grid.xs[0]))[:MOST_GRIDS]


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Lines that lie on one another, or go on from one another, as one; those that stay short left out."""
    joined: list[Rule] = []
    for bundle in _bundles(sorted(rules)):
        at = sum(rule.at for rule in bundle) / len(bundle)
        start = end = None
        for rule in sorted(bundle, key=lambda rule: rule.start):
            if start is None or end is None or rule.start > end + TOLERANCE:
                if start is not None and end is not None:
                    joined.append(Rule(at, start, end))
                start, end = rule.start, rule.end
            end = max(end, rule.end)
        if start is not None and end is not None:
            joined.append(Rule(at, start, end))
    return [rule for rule in joined if rule.end - rule.start >= SHORTEST]


def _bundles(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Sorted lines, those at about the same place together."""
    bundle: list[Rule] = []
    for rule in rules:
        if bundle and rule.at > bundle[0].at + TOLERANCE:
            yield bundle
            bundle = []
        bundle.append(rule)
    if bundle:
        yield bundle


@dataclass(slots=True)
class _Sets:
    """Things counted from 0 and joined to sets; a set is known by its lowest member."""

    parents: list[int] = field(default_factory=list)

    def find(self, member: int) -> int:
        while self.parents[member] != member:
            self.parents[member] = self.parents[self.parents[member]]
            member = self.parents[member]
        return member

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.find(one), self.find(other)))
        self.parents[high] = low


def _meeting(level: Sequence[Rule], upright: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """The lines that hang together, as (level, upright)."""
    sets = _Sets(list(range(len(level) + len(upright))))
    for i, across in enumerate(level):
        for j, down in enumerate(upright, start=len(level)):
            if (
                across.start - TOLERANCE <= down.at <= across.end + TOLERANCE
                and down.start - TOLERANCE <= across.at <= down.end + TOLERANCE
            ):
                sets.join(i, j)
    together: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate([*level, *upright]):
        together.setdefault(sets.find(i), ([], []))[i >= len(level)].append(rule)
    return list(together.values())


def _grid(level: Sequence[Rule], upright: Sequence[Rule]) -> Grid | None:
    if not level or not upright:
        return None
    xs = _edges(upright, level)
    ys = _edges(level, upright)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 2 or rows * columns > MOST_BOXES:
        return None
    sets = _Sets(list(range(rows * columns)))
    walls = [[rule for rule in upright if abs(rule.at - x) <= TOLERANCE] for x in xs]
    floors = [[rule for rule in level if abs(rule.at - y) <= TOLERANCE] for y in ys]
    for row, (top, bottom) in enumerate(pairwise(ys)):
        for column, (left, right) in enumerate(pairwise(xs)):
            box = row * columns + column
            if column and not _stands(walls[column], (top + bottom) / 2):
                sets.join(box - 1, box)
            if row and not _stands(floors[row], (left + right) / 2):
                sets.join(box - columns, box)
    cells = tuple(tuple(sets.find(row * columns + column) for column in range(columns)) for row in range(rows))
    return Grid(xs, ys, cells)


def _edges(rules: Sequence[Rule], crossing: Sequence[Rule]) -> tuple[float, ...]:
    """Where lines run, and the ends of those that cross them and reach out beyond."""
    found = [bundle[0].at for bundle in _bundles(sorted(rules))]
    start, end = min(rule.start for rule in crossing), max(rule.end for rule in crossing)
    if start < found[0] - SHORTEST:
        found.insert(0, start)
    if end > found[-1] + SHORTEST:
        found.append(end)
    return tuple(found)


def _stands(rules: Sequence[Rule], position: float) -> bool:
    """Whether one of the lines runs past a position."""
    return any(rule.start <= position <= rule.end for rule in rules)

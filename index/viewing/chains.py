"""Runs that say something together: those of a line from left to right, those of a cell line by line. Pure geometry."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.viewing.runs import Box, Run, around

LEADING = 2.5
"""The lines of one cell are no farther apart, in heights of a line."""
MOST = 40
"""So many places are looked at where the same is said; what is said more often is not told apart."""
LOOKS = 50_000
"""After so many looks at what comes next, nothing more of a page is found."""
RISES = 4.0
"""How much worse it is to stand above what was read before than to stand as far below."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Runs by their numbers, and how many characters of the first and last are none of it."""

    runs: tuple[int, ...]
    stands: Box
    skipped: int = 0
    left_over: int = 0


class Runs:
    """The runs of a page, and which of them are taken by lines."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self._runs = runs
        self._taken: set[int] = set()
        self._by_first: dict[str, list[int]] = {}
        for number, run in enumerate(runs):
            self._by_first.setdefault(run.text[0], []).append(number)
        self._known: dict[str, list[Chain]] = {}
        self._order = sorted(range(len(runs)), key=lambda number: _middle(runs[number].stands))
        self._middles = [_middle(runs[number].stands) for number in self._order]
        self._tallest = max((_height(run.stands) for run in runs), default=0.0)
        self._rights: dict[int, int | None] = {}
        self._belows: dict[int, list[int]] = {}
        self._looks = LOOKS

    def characters(self, chain: Chain) -> list[tuple[Run, Box]]:
        """The characters of a chain: the run that each stands in, and its box."""
        found = [(self._runs[number], box) for number in chain.runs for box in self._runs[number].boxes]
        return found[chain.skipped : len(found) - chain.left_over]

    def take(self, chain: Chain) -> None:
        """What is in one line is in no other."""
        self._taken.update(chain.runs)

    def lines(self, text: str) -> list[Chain]:
        """Where a line says this, from left to right; else where it is said within one."""
        found = [chain for chain in self._chains(text, down=False) if self._taken.isdisjoint(chain.runs)]
        return found or self._within(text)

    def cells(self, text: str) -> list[Chain]:
        """Where this is said by itself, over one line or several; what a line has taken is none."""
        if text not in self._known:
            self._known[text] = list(self._chains(text, down=True))
        return [chain for chain in self._known[text] if self._taken.isdisjoint(chain.runs)]

    def nearest(self, chains: Sequence[Chain], above: Chain | None) -> Chain | None:
        """The chain that goes on best from what was read before; None for none, or for too many to tell apart."""
        if not chains or len(chains) > MOST:
            return None
        if above is None:
            return min(chains, key=lambda chain: (chain.stands[1], chain.stands[0]))
        return min(chains, key=lambda chain: (_farness(above.stands, chain.stands), chain.stands[1], chain.stands[0]))

    def row(self, cells: Sequence[Sequence[Chain]]) -> list[Chain | None]:
        """One of the chains for each cell, so that all stand level; None where none does. The row is then taken, so
        that the next one that says the same stands further down."""
        best: list[Chain | None] = [None for _ in cells]
        certain = [place for place, chains in enumerate(cells) if 0 < len(chains) <= MOST]
        if not certain:
            return best
        pivot = min(certain, key=lambda place: (len(cells[place]), place))
        least = None
        for chain in sorted(cells[pivot], key=lambda chain: (chain.stands[1], chain.stands[0])):
            row = _row(cells, chain, pivot)
            missing = sum(one is None for one in row)
            if least is None or missing < least:
                best, least = row, missing
        for one in best:
            if one is not None and not self._is_shared(one, best):
                self._taken.update(one.runs)
        return best

    def _is_shared(self, chain: Chain, row: Sequence[Chain | None]) -> bool:
        """Whether a cell reaches over more rows than the others: then it is said in the next ones again."""
        heights = [one.stands[3] - one.stands[1] for one in row if one is not None]
        middle = (chain.stands[1] + chain.stands[3]) / 2
        others = [one for one in row if one is not None and one is not chain]
        level = any(one.stands[1] <= middle <= one.stands[3] for one in others)
        return bool(others) and not level and min(heights) > 0

    def _chains(self, text: str, *, down: bool) -> Iterator[Chain]:
        for number in self._by_first.get(text[0], ()):
            if (runs := self._follow(text, number, down=down)) is not None:
                yield Chain(tuple(runs), self._around(runs))

    def _follow(self, text: str, first: int, *, down: bool) -> list[int] | None:
        """The runs that say the text from this one on; None where none do."""
        chain = [first]
        said = len(self._runs[first].text)
        if not text.startswith(self._runs[first].text):
            return None
        while said < len(text) and self._looks > 0:
            following = self._next(text, said, chain, down=down)
            if following is None:
                return None
            chain.append(following)
            said += len(self._runs[following].text)
        return chain if said == len(text) else None

    def _next(self, text: str, said: int, chain: Sequence[int], *, down: bool) -> int | None:
        """The run that goes on from a chain: the next to the right of its last, or else one on the line below."""
        self._looks -= 1
        right = self._right(chain[-1])
        if right is not None and text.startswith(self._runs[right].text, said):
            return right
        whole = self._around(chain) if down else None
        for number in self._below(chain[-1]) if whole else ():
            stands = self._runs[number].stands
            overlaps = whole is not None and stands[0] < whole[2] and whole[0] < stands[2]
            if overlaps and number not in chain and text.startswith(self._runs[number].text, said):
                return number
        return None

    def _right(self, number: int) -> int | None:
        """The next run in the line of this one."""
        if number not in self._rights:
            at = self._runs[number].stands
            level = (other for other in self._near(at, 0.5, -0.5) if self._runs[other].stands[0] > at[0])
            self._rights[number] = min(level, key=lambda other: self._runs[other].stands[0], default=None)
        return self._rights[number]

    def _below(self, number: int) -> list[int]:
        """The runs on the next lines, from the top down and from left to right."""
        if number not in self._belows:
            at = self._runs[number].stands
            step = [other for other in self._near(at, LEADING, 0.5) if _middle(self._runs[other].stands) > _middle(at)]
            self._belows[number] = sorted(step, key=lambda o: (self._runs[o].stands[1], self._runs[o].stands[0]))
        return self._belows[number]

    def _near(self, at: Box, farthest: float, nearest: float) -> Iterator[int]:
        """The runs whose middle is no farther below that of ``at`` than so many heights of a line, and no nearer; as
        far above where ``nearest`` is below 0."""
        middle = _middle(at)
        reach = farthest * max(_height(at), self._tallest)
        low = bisect_left(self._middles, middle + min(nearest, 0) * max(_height(at), self._tallest))
        for place in range(low, bisect_right(self._middles, middle + reach)):
            number = self._order[place]
            away = (self._middles[place] - middle) / max(_height(at), _height(self._runs[number].stands))
            if nearest < away < farthest:
                yield number

    def _within(self, text: str) -> list[Chain]:
        """The runs that have the text within them."""
        found = []
        for number, run in enumerate(self._runs):
            at = run.text.find(text)
            if at >= 0:
                found.append(Chain((number,), run.stands, at, len(run.text) - at - len(text)))
        return found

    def _around(self, runs: Sequence[int]) -> Box:
        return around([self._runs[number].stands for number in runs])


def _height(box: Box) -> float:
    return max(box[3] - box[1], 1e-6)


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2


def _farness(above: Box, box: Box) -> float:
    """How far a line is from going on right below another."""
    down = box[1] - above[1]
    return abs(box[0] - above[0]) + (down if down >= 0 else -RISES * down)


def _row(cells: Sequence[Sequence[Chain]], pivot: Chain, of_pivot: int) -> list[Chain | None]:
    """The row that a chain is part of: of each other cell the chain level with it that is next on its side; of a cell
    that reaches over more rows, the only one there is. None where it is not to be told."""
    row: list[Chain | None] = [None] * len(cells)
    row[of_pivot] = last = pivot
    for place in range(of_pivot + 1, len(cells)):
        beyond = [chain for chain in cells[place] if chain.stands[0] > last.stands[0]]
        row[place] = _level(sorted(beyond, key=lambda chain: chain.stands[0]), pivot)
        last = row[place] or last
    last = pivot
    for place in range(of_pivot - 1, -1, -1):
        before = [chain for chain in cells[place] if chain.stands[0] < last.stands[0]]
        row[place] = _level(sorted(before, key=lambda chain: -chain.stands[0]), pivot)
        last = row[place] or last
    return row


def _level(chains: Sequence[Chain], pivot: Chain) -> Chain | None:
    """The first of these that stands level with another, or the only one."""
    level = (c for c in chains if c.stands[1] < pivot.stands[3] and pivot.stands[1] < c.stands[3])
    return next(level, chains[0] if len(chains) == 1 else None)

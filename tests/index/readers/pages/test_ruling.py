from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from index.readers.pages.ruling import MOST_GRIDS, Grid, Rule, find_grids


def lattice(rows: int, columns: int) -> tuple[list[Rule], list[Rule]]:
    """The lines around boxes of 60 by 20 points."""
    level = [Rule(20.0 * y, 0, 60.0 * columns) for y in range(rows + 1)]
    return level, [Rule(60.0 * x, 0, 20.0 * rows) for x in range(columns + 1)]


def cells(grid: Grid) -> set[int]:
    return {cell for row in grid.cells for cell in row}


@given(st.integers(1, 8), st.integers(2, 8), st.randoms(use_true_random=False))
def test_lines_drawn_box_by_box_in_any_order_make_one_grid(rows: int, columns: int, chance: random.Random) -> None:
    level = [Rule(20.0 * y, 60.0 * x, 60.0 * x + 60) for y in range(rows + 1) for x in range(columns)]
    level += [Rule(rule.at + 1, rule.start, rule.end) for rule in level]
    upright = [Rule(60.0 * x, 20.0 * y, 20.0 * y + 20) for x in range(columns + 1) for y in range(rows)]
    chance.shuffle(level)
    chance.shuffle(upright)
    [grid] = find_grids(level, upright)
    assert (len(grid.ys) - 1, len(grid.xs) - 1) == (rows, columns)
    assert len(cells(grid)) == rows * columns


def test_boxes_without_a_line_between_them_are_one_cell() -> None:
    level, upright = lattice(2, 3)
    upright[1] = Rule(60, 20, 40)  # none between the first two boxes of the first row
    [grid] = find_grids(level, upright)
    assert len(cells(grid)) == 5
    assert grid.cell_at(30, 10) == grid.cell_at(90, 10) != grid.cell_at(150, 10)
    assert grid.cell_at(30, 30) != grid.cell_at(90, 30)
    assert grid.cell_at(200, 10) is None


def test_lines_that_do_not_meet_are_no_grid() -> None:
    level, upright = lattice(2, 2)
    assert find_grids(level, []) == []
    assert find_grids([], upright) == []
    assert find_grids(level, [Rule(200 + rule.at, rule.start, rule.end) for rule in upright]) == []


def test_tables_below_each_other_are_two_from_the_top_down() -> None:
    level, upright = lattice(2, 2)
    lower = [Rule(rule.at + 100, rule.start, rule.end) for rule in level]
    beneath = [Rule(rule.at, rule.start + 100, rule.end + 100) for rule in upright]
    assert [grid.ys[0] for grid in find_grids([*lower, *level], [*beneath, *upright])] == [0, 100]


def test_a_page_has_only_so_many_grids() -> None:
    level: list[Rule] = []
    upright: list[Rule] = []
    for number in range(MOST_GRIDS + 10):
        across, down = lattice(1, 2)
        level += [Rule(rule.at + 100 * number, rule.start, rule.end) for rule in across]
        upright += [Rule(rule.at, rule.start + 100 * number, rule.end + 100 * number) for rule in down]
    assert [grid.ys[0] for grid in find_grids(level, upright)] == [100 * number for number in range(MOST_GRIDS)]

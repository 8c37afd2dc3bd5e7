from __future__ import annotations

from index.readers.pages.stacked import Stacked, find_stacked
from tests.paper import Paper, read, rows_of


def never(_: int) -> bool:
    return False


def test_tables_with_columns_of_their_own_are_apart() -> None:
    rows = [(0, 1, 2, 2), (3, 4, 5, 5), (6, 6, 6, 6), (7, 7, 7, 8), (9, 9, 9, 10)]
    assert find_stacked(rows, lambda row: row == 2) == [Stacked(0, 2, (0, 1, 2)), Stacked(2, 5, (0, 3))]
    assert find_stacked(rows, never) == [Stacked(0, 3, (0, 1, 2)), Stacked(3, 5, (0, 3))]


def test_rows_with_merged_cells_are_of_the_table_above() -> None:
    rows = [(0, 1, 2), (3, 3, 3), (4, 4, 5), (6, 6, 6)]
    assert find_stacked(rows, lambda row: row == 1) == [Stacked(0, 4, (0, 1, 2))]
    assert find_stacked([], never) == [Stacked(0, 0, ())]
    assert find_stacked([(0, 0)], lambda _: True) == [Stacked(0, 1, (0, 1))]


def test_no_figure_is_said_twice_for_the_edges_of_another_table_in_the_frame() -> None:
    def draw(paper: Paper) -> None:
        for left, below, wide, text in [
            *((60 + 90 * i, 700, 90, text) for i, text in enumerate(["股东", "比例", "数量"])),
            *((60 + 90 * i, 680, 90, text) for i, text in enumerate(["王某", "16.9%", "5,136"])),
            (60, 660, 270, "无限售股东"),
            (60, 640, 130, "股东"),
            (190, 640, 140, "数量"),
            (60, 620, 130, "李某"),
            (190, 620, 140, "1,284"),
            (60, 600, 130, "周某"),
            (190, 600, 140, "598"),
        ]:
            paper.rect(left, below, wide, 20)
            paper.drawString(left + 4, below + 6, text)

    assert rows_of(read(draw)) == [
        "股东：王某；比例：16.9%；数量：5,136",
        "股东：李某；数量：1,284",
        "股东：周某；数量：598",
    ]

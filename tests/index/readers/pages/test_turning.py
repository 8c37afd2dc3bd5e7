"""Text that runs up its page, down it, or across it."""

from __future__ import annotations

import pytest

from index.readers.pages.pieces import Piece
from index.readers.pages.running import drop_recurring
from index.readers.pages.turning import ASLANT, DOWN, LEVEL, UP, direction, laid
from index.types import BlockKind
from tests.paper import LEFT, NAMED, TOP, Paper, read, rows_of, texts
from tests.samples import FIRST, HEADER, ROWS, SECOND


@pytest.mark.parametrize(
    ("matrix", "turned", "way"),
    [
        ((1, 0), 0, LEVEL),
        ((0, 1), 0, UP),
        ((0, -1), 0, DOWN),
        ((-1, 0), 0, LEVEL),
        ((0, 1), 90, LEVEL),
        ((1, 0), 90, DOWN),
        ((0.7, 0.7), 0, ASLANT),
        ((1, 0.05), 0, LEVEL),
    ],
)
def test_the_way_that_text_runs(matrix: tuple[float, float], turned: int, way: int) -> None:
    assert direction(*matrix, turned) == way


@pytest.mark.parametrize(("way", "back"), [(UP, DOWN), (DOWN, UP)])
def test_what_is_laid_down_can_be_set_up_again(way: int, back: int) -> None:
    piece = Piece(10, 20, 60, 32, 12, "白水县")
    assert laid(laid(piece, way, (595, 842)), back, (842, 595)) == piece


def test_what_runs_up_the_margin_is_read_by_itself() -> None:
    def draw(paper: Paper) -> None:
        paper.say(FIRST)
        paper.say(SECOND)
        paper.saveState()
        paper.translate(30, 500)
        paper.rotate(90)
        paper.drawString(0, 0, "白水县档案馆馆藏副本")
        paper.restoreState()

    assert texts(read(draw), *BlockKind) == [FIRST, SECOND, "白水县档案馆馆藏副本"]


def test_what_lies_across_the_text_is_read_by_itself_and_not_on_every_page() -> None:
    def draw(paper: Paper) -> None:
        for text in (FIRST, SECOND):
            paper.say(text)
            paper.saveState()
            paper.translate(100, 640)
            paper.rotate(45)
            paper.drawString(0, 0, "内部资料")
            paper.restoreState()
            paper.turn()

    assert texts(read(draw), *BlockKind) == [FIRST, SECOND]


@pytest.mark.parametrize("degrees", [90, -90])
def test_a_table_that_is_turned_on_its_page_is_read_row_by_row(degrees: int) -> None:
    def draw(paper: Paper) -> None:
        paper.translate(595 if degrees > 0 else 0, 0 if degrees > 0 else 842)
        paper.rotate(degrees)
        paper.y = 500
        paper.table(HEADER, *ROWS)

    assert rows_of(read(draw)) == NAMED


def test_turned_names_are_in_their_cells() -> None:
    def draw(paper: Paper) -> None:
        for column, name in enumerate(HEADER):
            paper.rect(LEFT + 90 * column, TOP - 80, 90, 80)
            paper.saveState()
            paper.translate(LEFT + 40 + 90 * column, TOP - 70)
            paper.rotate(90)
            paper.drawString(0, 0, name)
            paper.restoreState()
        paper.y = TOP - 80
        paper.table(*ROWS)

    assert rows_of(read(draw)) == NAMED


def test_what_recurs_is_left_out_figures_apart() -> None:
    said = [(f"密封线 第{number}页", f"注{letter}") for number, letter in enumerate("abcd")]
    pages = [[Piece(0, 20 * place, 9, 9, 1, text) for place, text in enumerate(both)] for both in said]
    assert [[piece.text for piece in page] for page in drop_recurring(pages)] == [["注a"], ["注b"], ["注c"], ["注d"]]


def test_a_page_of_short_figures_is_level() -> None:
    def draw(paper: Paper) -> None:
        for line in range(4):
            for column in range(6):
                paper.drawString(LEFT + 60 * column, TOP - 20 * line, f"{line}{column}.5")

    assert read(draw).text.startswith("00.5；01.5；02.5；")

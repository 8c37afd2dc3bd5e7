"""Where a page is parted into columns."""

from __future__ import annotations

from index.readers.pages.gutters import find_gutter
from index.readers.pages.pieces import Piece
from index.types import BlockKind
from tests.paper import LEADING, LEFT, Paper, read, texts
from tests.samples import FIRST, SECOND


def test_text_on_both_sides_counts_for_more_than_what_lies_across() -> None:
    def line(left: float, right: float, top: float) -> Piece:
        return Piece(left, top, right, top + 10, 10, "电导率是电解质溶液的性质")

    titles = [line(230, 380, 20 + 14 * number) for number in range(12)]
    notes = [line(480, 540, 27 + 42 * number) for number in range(3)]
    columns = [line(left, left + 231, 250 + 14 * number) for left in (57, 308) for number in range(10)]
    gutter = find_gutter([*titles, *notes, *columns])
    assert gutter is not None
    assert 288 <= gutter <= 308


def test_what_stands_in_a_line_with_what_lies_across_columns_is_read_with_it() -> None:
    def draw(paper: Paper) -> None:
        paper.drawString(LEFT, paper.y + 1, "引用格式")
        paper.drawString(LEFT + 60, paper.y + 2, "水库要每月检查一次并且按季通报各县的进度和存在的问题。")
        paper.y -= LEADING
        top = paper.y
        paper.say(FIRST[:150].strip(), characters=18)
        after, paper.y = paper.y, top
        paper.say(SECOND[:150].strip(), left=300, characters=18)
        paper.y = min(after, paper.y)

    assert texts(read(draw), *BlockKind)[0].split() == [
        "引用格式",
        "水库要每月检查一次并且按季通报各县的进度和存在的问题。",
    ]

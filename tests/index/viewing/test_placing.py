"""Boxes on real pages: each box is that of the very character that the text has at its offset."""

from __future__ import annotations

import time
from collections.abc import Callable

from index.readers import pdf
from index.types import Block, BlockKind, Document, Format, Place, PlaceKind, Span, join_spans
from index.viewing.opened import open_file
from index.viewing.placing import MOST_RUNS, Boxes, extent_of, place, rectangles
from index.viewing.runs import Run
from tests.paper import LEADING, LEFT, Paper
from tests.samples import FIRST, ROWS, SECOND, make_pdf


def placed(content: bytes) -> tuple[Document, dict[int, Boxes]]:
    """The document in a PDF, and the boxes of each of its pages."""
    document = pdf.read(content, "00", "文件.pdf")
    opened = open_file(content, Format.PDF)
    numbers = range(1, len(opened.pages()) + 1)
    found = {number: place(document, number, opened.shown(number, recognise=False).runs) for number in numbers}
    opened.close()
    return document, found


def drawn(draw: Callable[[Paper], None]) -> tuple[Document, Boxes]:
    paper = Paper()
    draw(paper)
    paper.save()
    document, found = placed(paper.written.getvalue())
    return document, found[1]


def span_of(document: Document, text: str, after: str = "") -> Span:
    start = document.text.index(text, document.text.index(after))
    return Span(start, start + len(text))


def test_every_character_of_columns_and_of_cut_sentences_has_its_own_box() -> None:
    document, pages = placed(make_pdf())
    for number, boxes in pages.items():
        extent = extent_of(document, number)
        assert extent is not None
        for offset, (run, box) in boxes.items():
            assert extent.start <= offset < extent.end
            assert document.text[offset] in {run.text[at] for at, each in enumerate(run.boxes) if each == box}
        running = [block for block in document.blocks if block.kind is not BlockKind.ROW]
        spans = [span for block in running for span in block.spans if span.start in range(extent.start, extent.end)]
        inked = [at for span in spans for at in range(span.start, span.end) if not document.text[at].isspace()]
        assert [at for at in inked if at not in boxes] == []


def test_a_line_has_one_box_and_a_sentence_over_two_columns_has_boxes_in_both() -> None:
    document, pages = placed(make_pdf())
    first = next(block for block in document.blocks if FIRST[:8] in join_spans(document.text, block.spans))
    line = document.text[first.spans[0].start : first.spans[0].end].split("\n")[0].strip()
    (box,) = rectangles(pages[1], [span_of(document, line)])
    assert box[0] < 0.5
    assert 0 < box[3] - box[1] < 0.03
    end = span_of(document, FIRST[-6:])
    assert all(left > 0.5 for left, *_ in rectangles(pages[1], [end]))


def test_what_the_next_page_has_is_not_placed_on_this_one() -> None:
    document, pages = placed(make_pdf())
    last = span_of(document, SECOND[-6:])
    assert rectangles(pages[1], [last]) == []
    assert rectangles(pages[2], [last])


def test_equal_values_of_a_table_are_each_placed_in_their_own_row() -> None:
    rows = [("乡镇", "人口", "产量"), ("云溪镇", "5.2", "5.2"), ("石桥镇", "5.2", "3.1"), ("柳湾乡", "3.1", "5.2")]
    document, boxes = drawn(lambda paper: paper.table(*rows))
    heights: list[float] = []
    for row in rows[1:]:
        start = document.text.index(f"乡镇：{row[0]}")
        end = (document.text + "\n").index("\n", start)
        found = rectangles(boxes, [Span(start, end)])
        assert len(found) == 3
        assert [left for left, *_ in found] == sorted({left for left, *_ in found})
        middles = [(top + bottom) / 2 for _, top, _, bottom in found]
        assert max(middles) - min(middles) < 0.01  # rows are 0.024 apart
        heights.append(middles[0])
    assert heights == sorted(set(heights))


def test_a_cell_over_several_lines_and_a_value_with_marks_in_it_are_placed() -> None:
    def draw(paper: Paper) -> None:
        paper.table(("事项", "要求", "期限"), ("甲", "一；二：三", "9月"), ("乙", "四", "10月"), ("丙", "五", "11月"))

    document, boxes = drawn(draw)
    assert len(rectangles(boxes, [span_of(document, "一；二：三")])) == 1


def test_of_equal_lines_each_is_placed_where_it_follows_the_text_before() -> None:
    def draw(paper: Paper) -> None:
        for heading in ("一、甲方的责任", "二、乙方的责任"):
            paper.setFont("STSong-Light", 16)
            paper.drawString(LEFT, paper.y, heading)
            paper.setFont("STSong-Light", 11)
            paper.y -= 2 * LEADING
            paper.say("逾期不报的予以通报。")
            paper.y -= LEADING

    document, boxes = drawn(draw)
    first, second = (rectangles(boxes, [span_of(document, "逾期不报", after)])[0] for after in ("一、甲", "二、乙"))
    assert first[1] < second[1]


def test_text_that_is_not_on_the_page_has_no_boxes() -> None:
    document, boxes = drawn(lambda paper: paper.say(FIRST))
    other = Document("00", "a.pdf", "a", Format.PDF, "别的话" * 40, document.blocks[:0], document.places)
    assert place(other, 1, []) == {}
    assert rectangles(boxes, [Span(len(document.text) + 5, len(document.text) + 9)]) == []
    assert place(document, 7, []) == {}


def test_a_page_of_dots_and_one_of_too_many_runs_take_no_time() -> None:
    def draw(paper: Paper) -> None:
        for number in range(1, 30):
            paper.drawString(LEFT, paper.y, f"第{number}章 " + ". " * 90 + str(number))
            paper.y -= LEADING

    began = time.perf_counter()
    document, _ = drawn(draw)
    many = [Run("字", ((0.0, 0.0, 0.1, 0.1),), (float(at), 0.0, at + 1.0, 1.0)) for at in range(MOST_RUNS + 1)]
    assert place(document, 1, many) == {}
    assert time.perf_counter() - began < 30


def test_the_rows_of_the_sample_are_placed_whole() -> None:
    document, pages = placed(make_pdf())
    for town, people, grain in ROWS:
        for value in (town, people, grain):
            assert len(rectangles(pages[2], [span_of(document, value, "乡镇：")])) == 1


def test_a_value_of_many_parts_is_placed_as_the_row_was_written() -> None:
    def draw(paper: Paper) -> None:
        rows = ("甲", "1；2；3；4；5", "9月"), ("乙", "六", "10月"), ("丙", "七", "11月")
        paper.table(("事项", "要求", "期限"), *rows)

    document, boxes = drawn(draw)
    assert len(rectangles(boxes, [span_of(document, "1；2；3；4；5")])) == 1


def test_the_cells_that_a_block_keeps_are_those_that_are_placed() -> None:
    """By its marks the row would be cut elsewhere: its second column is called ``甲：乙``."""
    text = "名称：水库；甲：乙：丙：丁"
    block = Block(BlockKind.ROW, (Span(0, len(text)),), cells=((0, 2), (6, 3)))
    document = Document("00", "a.pdf", "a", Format.PDF, text, (block,), (Place(0, PlaceKind.PAGE, 1),))
    said = ("水库", "丙：丁", "丁")
    runs = [
        Run(each, ((left, 0.1, left + 0.1, 0.2),) * len(each), (left, 0.1, left + 0.1, 0.2))
        for left, each in zip((0.1, 0.4, 0.7), said, strict=True)
    ]
    boxes = place(document, 1, runs)
    assert {boxes[at][0].text for at in range(text.index("丙"), len(text))} == {"丙：丁"}


def test_spans_that_reach_anywhere_cost_no_more_than_the_page_has() -> None:
    run = Run("字", ((0.0, 0.0, 0.1, 0.1),), (0.0, 0.0, 1.0, 1.0))
    began = time.process_time()
    assert rectangles({7: (run, run.boxes[0])}, [Span(0, 99_999_999)] * 2_000) == [run.boxes[0]]
    assert time.process_time() - began < 2

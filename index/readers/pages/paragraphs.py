"""Lines of pages to a document's text and blocks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from index.layout.plain import classify
from index.readers.composing import Composer
from index.readers.pages.order import HEADLINE, Region, Table, TextLine
from index.readers.pages.overleaf import mend_rows
from index.readers.tables import Row, write_table
from index.text.sentences import ends_sentence
from index.types import BlockKind, PlaceKind

HEADING_CHARACTERS = 60
LEVELS = 4
INDENT, SHORT = 1.0, 2.0
"""A first line begins so far in, and a last line may end so far before the column's edge, in font sizes."""
HALF = 0.6
"""A line that looks like a heading and takes no more of its column's width stands by itself."""
GAP = 1.5
"""Lines so many times as far apart as usual belong to two paragraphs."""
_FIGURES = re.compile(r"(?:\A|\s)[-+\d.,，]+[%％]?\s+[-+\d.,，]+[%％]?(?:\s|\Z)")
"""Figures side by side stand in a table without lines, not in a heading."""
_CONTINUED = re.compile(r"\W*(?:续表.{0,40}|表.{0,50}[（(]续.{0,4}[)）]\W*|单位[:：].{0,30})")
"""What stands over the part of a table that is on another page."""


def compose(pages: Sequence[tuple[int, Sequence[Region]]]) -> Composer:
    """The text of pages: a line a line, a blank line between paragraphs, and a line for each row of a table.

    Paragraphs end with their column; the layout joins those whose sentence goes on in the next. A table that goes on
    on the next page keeps the names of its columns.

    :param pages: number, and columns and tables, of each, in order.
    """
    lines = [line for _, regions in pages for region in regions if not isinstance(region, Table) for line in region]
    levels = _levels(lines, _body_size(lines))
    pages = mend_rows(pages)
    composer = Composer()
    last: tuple[Table, list[str]] | None = None
    for number, regions in pages:
        composer.at(PlaceKind.PAGE, number)
        for region in regions:
            if isinstance(region, Table):
                names = last[1] if last is not None and region.goes_on_from(last[0]) else []
                rows = [Row(row, cells) for row, cells in enumerate(region.rows, start=1)]
                last = region, write_table(composer, rows, level=_deepest(levels) + 1, names=names)
                continue
            for paragraph in _paragraphs(region):
                if not _CONTINUED.fullmatch(paragraph[0].text):
                    last = None
                _write(composer, paragraph, levels)
    return composer


def _body_size(lines: Sequence[TextLine]) -> float:
    """The font size that most characters have."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[_rounded(line.size)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0


def _levels(lines: Sequence[TextLine], body: float) -> dict[float, int]:
    """The heading level of each font size above the body's, the largest 1."""
    larger = {_rounded(line.size) for line in lines if line.size >= HEADLINE * body}
    return {size: min(depth, LEVELS) for depth, size in enumerate(sorted(larger, reverse=True), start=1)}


def _rounded(size: float) -> float:
    return round(size * 2) / 2


def _paragraphs(column: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    """A column's lines, parted where a paragraph begins."""
    if not column:
        return
    steps = [below.top - above.top for above, below in pairwise(column)]
    usual = median(steps) if steps else 0.0
    paragraph = [column[0]]
    for above, line in pairwise(column):
        if _begins(above, line, usual):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    yield paragraph


def _begins(above: TextLine, line: TextLine, usual: float) -> bool:
    """Whether a line begins a paragraph, the line above it being in the same column."""
    if abs(above.size - line.size) > 0.1 * max(above.size, line.size):
        return True
    if line.top - above.top > GAP * max(usual, above.size):
        return True
    if "  " in line.text or "  " in above.text:  # cells of a table: a line is a row
        return True
    indented = line.left - line.column[0] > INDENT * line.size
    level = abs(line.left - above.left) < 0.5 * line.size
    short = line.column[1] - above.right > SHORT * above.size
    if indented and not level:
        return True
    taken = (above.right - line.column[0]) / max(line.column[1] - line.column[0], 1)
    if taken <= HALF and classify(above.text) is not BlockKind.PARAGRAPH:
        return True
    return short and (ends_sentence(above.text) or classify(line.text) is not BlockKind.PARAGRAPH or indented)


def _write(composer: Composer, lines: Sequence[TextLine], levels: dict[float, int]) -> None:
    """A paragraph, or what else its lines turn out to be."""
    texts = [line.text for line in lines]
    level = levels.get(_rounded(lines[0].size), 0)
    if level and len("\n".join(texts)) <= HEADING_CHARACTERS:
        composer.lines(texts, BlockKind.HEADING, level)
        return
    kind = classify(texts[0]) if len(lines) == 1 else BlockKind.PARAGRAPH
    if any("  " in text for text in texts) or (kind is BlockKind.HEADING and _FIGURES.search(texts[0])):
        kind = BlockKind.ROW
    composer.lines(texts, kind, _deepest(levels) + 1 if kind is BlockKind.HEADING else 0)


def _deepest(levels: dict[float, int]) -> int:
    return max(levels.values(), default=0)

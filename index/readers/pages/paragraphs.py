"""Lines of pages to a document's text and blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from index.layout.lines import Line, join_lines
from index.layout.plain import classify
from index.readers.pages.order import TextLine
from index.sentences import ends_sentence
from index.types import Block, BlockKind, Place, PlaceKind

HEADLINE = 1.15
"""A font so many times the body's makes a heading."""
HEADING_CHARACTERS = 60
LEVELS = 4
INDENT, SHORT = 1.0, 2.0
"""A first line begins so far in, and a last line may end so far before the column's edge, in font sizes."""
GAP = 1.5
"""Lines so many times as far apart as usual belong to two paragraphs."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A document's text with the blocks and pages in it."""

    text: str
    blocks: tuple[Block, ...]
    places: tuple[Place, ...]


def compose(pages: Sequence[tuple[int, Sequence[Sequence[TextLine]]]]) -> Composed:
    """The text of pages: a line a line, a blank line between paragraphs.

    Paragraphs end with their column; the layout joins those whose sentence goes on in the next.

    :param pages: number and columns of each, in order.
    """
    body = _body_size([line for _, columns in pages for column in columns for line in column])
    levels = _levels([line for _, columns in pages for column in columns for line in column], body)
    parts: list[str] = []
    blocks: list[Block] = []
    places: list[Place] = []
    length = 0
    for number, columns in pages:
        for lines in (paragraph for column in columns for paragraph in _paragraphs(column)):
            separator = "\n\n" if parts else ""
            length += len(separator)
            if not places or places[-1].number != number:
                places.append(Place(length, PlaceKind.PAGE, number))
            text = "\n".join(line.text for line in lines)
            parts += [separator, text]
            blocks.append(_block("".join(parts[-1:]), lines, length, levels))
            length += len(text)
    return Composed("".join(parts), tuple(blocks), tuple(places))


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
    return short and (ends_sentence(above.text) or classify(line.text) is not BlockKind.PARAGRAPH or indented)


def _block(text: str, lines: Sequence[TextLine], start: int, levels: dict[float, int]) -> Block:
    """A paragraph's block; ``start`` is where its text stands in the document's."""
    placed: list[Line] = []
    offset = 0
    for line in lines:
        placed.append(Line(offset, offset + len(line.text), 0, line.text))
        offset += len(line.text) + 1
    spans = tuple(type(span)(span.start + start, span.end + start) for span in join_lines(text, placed))
    level = levels.get(_rounded(lines[0].size), 0)
    if level and len(text) <= HEADING_CHARACTERS:
        return Block(BlockKind.HEADING, spans, level)
    kind = classify(text.replace("\n", "")) if len(lines) == 1 else BlockKind.PARAGRAPH
    if "  " in text:
        kind = BlockKind.ROW
    return Block(kind, spans, max(levels.values(), default=0) + 1 if kind is BlockKind.HEADING else 0)

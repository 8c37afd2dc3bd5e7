"""Lines of pages to a document's text and blocks."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from index.layout.lines import Line
from index.layout.plain import FLOWING, classify, is_bulleted, is_heading
from index.layout.records import find_records
from index.readers.composing import Composer
from index.readers.pages.contents import find_contents
from index.readers.pages.headings import Styles, find_styles, is_figure_label, number_rank
from index.readers.pages.order import Region, Table, TextLine
from index.readers.pages.overleaf import mend_rows
from index.readers.table_parts import Row, numbered_rows
from index.readers.table_shapes import is_label
from index.readers.tables import write_table
from index.text.numerals import parse_whole
from index.text.scripts import BASIC_HAN
from index.text.sentences import ends_sentence
from index.types import BlockKind, PlaceKind

INDENT, SHORT = 1.0, 2.0
"""A first line begins so far in, and a last line may end so far before the column's edge, in font sizes."""
CENTRED = 4.0
"""What stands further in than the line below it, in font sizes, is centred or at the right, and stands by itself."""
CUT = 2.5
"""A line is not put off for its marks by more than this, in font sizes."""
HANGING = 4.0
"""The lines below the first of an item stand no further in than this, in font sizes."""
HALF = 0.6
"""A line that looks like a heading and takes no more of its column's width stands by itself."""
GAP = 1.5
"""Lines so many times as far apart as usual belong to two paragraphs."""
APART = 2.5
"""Lines so many font sizes apart stand apart, even where that is usual."""
_FIGURES = re.compile(r"(?:\A|\s)[-+\d.,，]+[%％]?\s+[-+\d.,，]+[%％]?(?:\s|\Z)")
"""Figures side by side stand in a table without lines, not in a heading."""
_ORDINAL = re.compile(r"[(（\[]?(?P<number>\d{1,3}|[一二三四五六七八九十]{1,3})(?P<mark>[)）\]]|[、.．](?!\d))")
_CIRCLED = re.compile("[①-⑳]")
_HAN = re.compile(f"[{BASIC_HAN}]")
_CONTINUED = re.compile(r"\W*(?:续表.{0,40}|表.{0,50}[（(]续.{0,4}[)）]\W*|单位[:：].{0,30})")
"""What stands over the part of a table that is on another page."""


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Lines that belong together. ``apart`` says that more space than usual is above them."""

    lines: list[TextLine]
    apart: bool
    in_contents: bool = False

    @property
    def text(self) -> str:
        return self.lines[0].text


_Thing = tuple[int, _Paragraph | Table]
"""What stands on a page, with the page's number."""


def compose(pages: Sequence[tuple[int, Sequence[Region]]]) -> Composer:
    """The text of pages: a line a line, a blank line between paragraphs, and a line for each row of a table.

    Paragraphs end with their column; the layout joins those whose sentence goes on in the next. A table that goes on
    on the next page keeps the names of its columns.

    :param pages: number, and columns and tables, of each, in order.
    """
    styles = find_styles(region for _, regions in pages for region in regions if not isinstance(region, Table))
    things = list(_things(mend_rows(pages), styles, len(pages)))
    levels, titles = _levels([thing for _, thing in things], styles)
    composer = Composer()
    last: tuple[Table, list[str]] | None = None
    current = titled = outer = 0
    for place, (number, thing) in enumerate(things):
        composer.at(PlaceKind.PAGE, number)
        if isinstance(thing, Table):
            names = last[1] if last is not None and thing.goes_on_from(last[0]) else []
            rows = _numbered(thing)
            last = thing, write_table(composer, rows, level=(titled or current) + 1, names=names)
            continue
        if not _CONTINUED.fullmatch(thing.text):
            if last is not None and titled:
                composer.close(outer)
            if last is not None or place not in titles:
                titled = 0
            last = None
        level = (titled or current) + 1 if place in titles else levels[place]
        _write(composer, thing, level)
        if place in titles:
            outer = outer if titled else level
            titled = level
        else:
            current = level or current
    return composer


def _numbered(table: Table) -> list[Row]:
    """The rows of a table, with which of their cells are merged where there are lines between them.

    Rows that are told by their text alone stand in the same cells and share none.
    """
    if [len(row) for row in table.rows] != [len(row) for row in table.cells]:
        return [Row(number, cells) for number, cells in enumerate(table.rows, start=1)]
    told = Counter(table.cells)
    parts = [
        cells if told[cells] == 1 else tuple((number, cell) for cell in cells)
        for number, cells in enumerate(table.cells)
    ]
    return list(numbered_rows(zip(range(1, len(table.rows) + 1), table.rows, parts, strict=True)))


def _things(pages: Sequence[tuple[int, Sequence[Region]]], styles: Styles, count: int) -> Iterator[_Thing]:
    for number, regions in pages:
        for region in regions:
            if isinstance(region, Table):
                yield number, region
                continue
            contents = find_contents(region, count)
            for in_contents, lines in _parts(region, contents):
                if in_contents:
                    yield number, _Paragraph(lines, apart=False, in_contents=True)
                else:
                    yield from ((number, paragraph) for paragraph in _paragraphs(lines, styles))


def _parts(column: Sequence[TextLine], contents: set[int]) -> Iterator[tuple[bool, list[TextLine]]]:
    """A column's lines, those of a table of contents apart from the others."""
    part: list[TextLine] = []
    for place, line in enumerate(column):
        if part and (place in contents) != (place - 1 in contents):
            yield place - 1 in contents, part
            part = []
        part.append(line)
    if part:
        yield len(column) - 1 in contents, part


def _paragraphs(column: Sequence[TextLine], styles: Styles) -> Iterator[_Paragraph]:
    """A column's lines, parted where a paragraph begins."""
    usual = median([below.top - above.top for above, below in pairwise(column)] or [0.0])
    records = _records(column)
    paragraph, apart = [column[0]], True
    for place, (above, line) in enumerate(pairwise(column), start=1):
        begins = not styles.is_one_title(above, line) and (
            (_begins(above, line, usual) and not _hangs(paragraph[0], above, line, usual))
            or _counts_on(paragraph[0].text, above.text, line.text)
        )
        if place in records or begins:
            yield _Paragraph(paragraph, apart)
            step = line.top - above.top
            paragraph, apart = [], step > GAP * max(usual, above.size) or step > APART * above.size
        paragraph.append(line)
    yield _Paragraph(paragraph, apart)


def _is_cut(above: TextLine, line: TextLine) -> bool:
    """Whether a line of Chinese ends before the one below it does, though that one's first character had room in it: it
    was ended by hand. Lines that begin with Latin words may be put off whole."""
    both = _HAN.match(line.text) and _HAN.match(above.text[-1])
    return bool(both) and line.right - above.right > CUT * line.size


def _counts_on(first: str, above: str, line: str) -> bool:
    """Whether a line has the number behind the one that a paragraph begins with, written as that is."""
    if _CIRCLED.match(first) and _CIRCLED.match(line):
        return ord(line[0]) == ord(first[0]) + 1
    found = _ORDINAL.match(first), _ORDINAL.match(line)
    if not (found[0] and found[1]) or found[0]["mark"] != found[1]["mark"]:
        return False
    if found[0]["mark"] != "]" and not ends_sentence(above):
        return False
    one, other = (parse_whole(match["number"]) for match in found if match)
    return one is not None and other == one + 1


def _hangs(first: TextLine, above: TextLine, line: TextLine, usual: float) -> bool:
    """Whether a line goes on, further in, from one that fills the column, in a paragraph that begins with a number or a
    mark."""
    item = is_bulleted(first.text) or _ORDINAL.match(first.text) or number_rank(first.text) is not None
    plain = classify(line.text) in FLOWING and number_rank(line.text) is None
    alike = abs(above.size - line.size) <= 0.1 * line.size and line.top - above.top <= GAP * max(usual, above.size)
    if not (item and plain and alike) or "  " in line.text or "  " in above.text or ends_sentence(above.text):
        return False
    full = line.column[1] - above.right <= SHORT * above.size
    return full and 0 < line.left - first.left < HANGING * line.size


def _records(column: Sequence[TextLine]) -> set[int]:
    """Which lines of a column are records, one each, and which come right behind one: none of them fills its line."""
    gaps = [0, *(int(below.top - above.top > APART * above.size) for above, below in pairwise(column))]
    found = find_records([Line(0, 1, gap, line.text) for line, gap in zip(column, gaps, strict=True)])
    short = {place for place in found if column[place].column[1] - column[place].right > SHORT * column[place].size}
    return short | {place + 1 for place in short}


def _begins(above: TextLine, line: TextLine, usual: float) -> bool:
    """Whether a line begins a paragraph, the line above it being in the same column."""
    if abs(above.size - line.size) > 0.1 * max(above.size, line.size):
        return True
    if line.top - above.top > GAP * max(usual, above.size):
        return True
    if "  " in line.text or "  " in above.text or is_bulleted(line.text):  # cells of a table: a line is a row
        return True
    if is_figure_label(line.text) and is_figure_label(above.text):
        return True
    if above.left - line.left > CENTRED * line.size:
        return True
    if number_rank(line.text) is not None and ends_sentence(above.text):
        return True
    indented = line.left - line.column[0] > INDENT * line.size
    level = abs(line.left - above.left) < 0.5 * line.size
    short = line.column[1] - above.right > SHORT * above.size
    if indented and (not level or (number_rank(line.text) is not None and is_heading(line.text))):
        return True
    if level and _is_cut(above, line):
        return True
    taken = (above.right - line.column[0]) / max(line.column[1] - line.column[0], 1)
    if taken <= HALF and classify(above.text) is not BlockKind.PARAGRAPH:
        return True
    marked = classify(line.text) is not BlockKind.PARAGRAPH or _is_marked(line.text)
    return short and (ends_sentence(above.text) or marked or indented)


def _is_marked(text: str) -> bool:
    """Whether a symbol stands before the words of a line, as a tick does."""
    return not text[0].isascii() and unicodedata.category(text[0]).startswith("S") and text[1:2].isalpha()


def _levels(things: Sequence[_Paragraph | Table], styles: Styles) -> tuple[list[int], set[int]]:
    """The level of each that is a heading, 0 for all others; and which are titles of the table that follows.

    A section's number makes one unless it stands in a list, between others like it. A document that is all set alike
    has those that stand apart.
    """
    levels = [0 if isinstance(t, Table) or t.in_contents else styles.level_by_type(t.lines) for t in things]
    plain = not any(levels)
    titles: set[int] = set()
    around = zip(range(len(things)), [None, *things], things, [*things, None][1:], strict=False)
    for place, above, thing, below in around:
        if isinstance(thing, Table) or thing.in_contents or levels[place] or below is None:
            continue
        rank = number_rank(thing.text)
        if rank is None or rank not in (_rank(above), _rank(below)):
            levels[place] = styles.level_by_number(thing.lines)
        if not levels[place] and _may_stand_over(thing) and (isinstance(below, Table) or (plain and thing.apart)):
            levels[place] = styles.deepest + 1
            if isinstance(below, Table):
                titles.add(place)
    for place in range(len(things) - 2, -1, -1):
        over = isinstance(things[place + 1], Table) or place + 1 in titles
        if over and not levels[place] and _is_label(things[place]):
            titles.add(place)
    return levels, titles


def _is_label(thing: _Paragraph | Table) -> bool:
    """Whether a line is about the table below it: its number, or the unit of its figures."""
    one = isinstance(thing, _Paragraph) and not thing.in_contents and len(thing.lines) == 1
    return one and is_label(" ".join(thing.text.split()))  # type: ignore[union-attr]


def _rank(thing: _Paragraph | Table | None) -> int | None:
    return number_rank(thing.text) if isinstance(thing, _Paragraph) and not thing.in_contents else None


def _may_stand_over(paragraph: _Paragraph) -> bool:
    text = paragraph.text
    words = re.search(r"[^\W\d]", text) and not is_figure_label(text) and not _FIGURES.search(text)
    return len(paragraph.lines) == 1 and "  " not in text and is_heading(text) and bool(words)


def _write(composer: Composer, paragraph: _Paragraph, level: int) -> None:
    """A paragraph, or what else its lines turn out to be."""
    texts = [line.text for line in paragraph.lines]
    if paragraph.in_contents:
        composer.contents(texts)
        return
    if level:
        composer.lines(texts, BlockKind.HEADING, level)
        return
    kind = classify(texts[0]) if len(texts) == 1 else BlockKind.PARAGRAPH
    if any("  " in text for text in texts) or (kind is BlockKind.HEADING and _FIGURES.search(texts[0])):
        kind = BlockKind.ROW
    composer.lines(texts, BlockKind.PARAGRAPH if kind is BlockKind.HEADING else kind)

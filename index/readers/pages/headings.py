"""Which lines of pages are headings, told from how all of a document is set.

The body is what most characters are set in. A heading is larger, or in another face of the body's size; such type is
rare, and makes no paragraphs of many lines. Only what is numbered as sections are may be set as the body is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from index.layout.plain import is_heading, is_heading_by_hand, section_rank
from index.readers.pages.order import HEADLINE, TextLine
from index.text.scripts import BASIC_HAN

HEADING_CHARACTERS, HEADING_LINES = 60, 3
LEVELS = 4
RARE = 0.2
"""Type that more of a document's characters are set in is no heading's."""
RUN, RUNNING = 4, 0.3
"""From so many lines in a row on type makes paragraphs; more than this share of its characters in them, no headings."""
BODY = 0.05
"""Sizes that differ by no more than this share are one."""
FACE = 0.1
"""Faces that at least this share of the body's characters have are the body's."""
LEAD = 1.8
"""Lines of one heading are no farther apart than this, in font sizes."""
_CLOSED = re.compile(r"[。；;！!]|[，、,：:；]\Z")
_FIGURE = re.compile(r"[-+\d.,，:：/%％年月日时分—–\s]*\d")
_LABEL = re.compile(r"附?图\s?\d|Fig(?:ure)?\.?\s?\d|.{1,16}\d\s?[%％]\Z")
_HAN = re.compile(f"[{BASIC_HAN}]")
_DECIMAL = re.compile(r"\d{1,2}(?:((?:[.．]\d{1,2}){1,3})[\s、.．]*+|[\s、.．]++)(?=[^\W\d])")

Style = tuple[float, str]
"""Size (points, in halves) and face."""


@dataclass(frozen=True, slots=True)
class Styles:
    """How a document is set. ``larger`` has the level of each size that headings have, the largest 1; ``marked`` are
    the faces of headings of the body's size. ``faces`` are the body's, ``is_han`` whether it is Chinese."""

    body: float
    faces: frozenset[str]
    is_han: bool
    larger: dict[float, int]
    marked: frozenset[Style]

    @property
    def deepest(self) -> int:
        """The level that headings of the body's size stand below."""
        return max(self.larger.values(), default=0)

    def level_by_type(self, lines: Sequence[TextLine]) -> int:
        """The level of a paragraph that is a heading by its type; 0 for none."""
        text = "".join(line.text for line in lines)
        if (
            is_figure_label(text)
            or not 1 < len(text) <= HEADING_CHARACTERS
            or len(lines) > HEADING_LINES
            or not re.search(r"[^\W\d]", text)
        ):
            return 0
        level = self.larger.get(rounded(lines[0].size), 0)
        if level:
            return 0 if _CLOSED.search(text) or "  " in text or _FIGURE.fullmatch(text) else level
        marked = all(_style(line) in self.marked for line in lines) and bool(_HAN.search(text)) >= self.is_han
        return self.deepest + depth(text) if marked and "  " not in text and is_heading(text) else 0

    def level_by_number(self, lines: Sequence[TextLine]) -> int:
        """The level of a line that is a section's heading by its number alone; 0 for none."""
        text = lines[0].text
        if len(lines) > 1 or "  " in text or lines[0].size < (1 - BODY) * self.body or not is_heading_by_hand(text):
            return 0
        return self.deepest + depth(text) if number_rank(text) is not None else 0

    def is_one_title(self, above: TextLine, line: TextLine) -> bool:
        """Whether two lines of a column belong to one heading."""
        if rounded(line.size) not in self.larger or _style(above) != _style(line) or number_rank(line.text) is not None:
            return False
        near = line.top - above.top < LEAD * line.size
        long = len(above.text) + len(line.text) <= HEADING_CHARACTERS
        return near and long and not _CLOSED.search(above.text)


def is_figure_label(text: str) -> bool:
    """Whether a line says what a picture shows, or what share a part of a diagram has."""
    return bool(_LABEL.match(text))


def number_rank(text: str) -> int | None:
    """How deep a section's number is, ``第一章`` and ``一、`` above ``（一）``, ``1.`` and ``1.1``; None for none."""
    rank = section_rank(text)
    if rank is None and (found := _DECIMAL.match(text)):
        rank = 5 + len(re.findall(r"[.．]", found[1] or ""))
    return rank


def depth(text: str) -> int:
    """How far below the headings that are larger one with this number stands, from 1 on."""
    rank = number_rank(text)
    return 1 if rank is None or rank < 4 else 2 if rank < 7 else 3


def find_styles(columns: Iterable[Sequence[TextLine]]) -> Styles:
    """How the lines of a document's columns are set."""
    columns = list(columns)
    said: Counter[Style] = Counter()
    running: Counter[Style] = Counter()
    han = 0
    for column in columns:
        for style, group in groupby(column, _style):
            lines = list(group)
            length = sum(len(line.text) for line in lines)
            said[style] += length
            running[style] += length if len(lines) >= RUN else 0
            han += sum(len(_HAN.findall(line.text)) for line in lines)
    total = said.total()
    sizes: Counter[float] = Counter()
    for (size, _), count in said.items():
        sizes[size] += count
    body = min(sizes, key=lambda size: (-sizes[size], size), default=1.0)
    of_body = {style: count for style, count in said.items() if abs(style[0] - body) <= BODY * body}
    faces = frozenset(face for (_, face), count in of_body.items() if count >= FACE * sum(of_body.values()))
    larger = {size for size in sizes if size >= HEADLINE * body and _is_rare(size, said, running, total)}
    marked = {
        style
        for style, count in of_body.items()
        if style[1] not in faces and running[style] <= RUNNING * count and count <= RARE * total
    }
    levels = {size: min(number, LEVELS) for number, size in enumerate(sorted(larger, reverse=True), start=1)}
    return Styles(body, faces, 3 * han > total, levels, frozenset(marked))


def _is_rare(size: float, said: Counter[Style], running: Counter[Style], total: int) -> bool:
    count = sum(said[style] for style in said if style[0] == size)
    lines = sum(running[style] for style in said if style[0] == size)
    return count <= max(RARE * total, HEADING_CHARACTERS) and lines <= RUNNING * count


def rounded(size: float) -> float:
    return round(size * 2) / 2


def _style(line: TextLine) -> Style:
    return rounded(line.size), line.face

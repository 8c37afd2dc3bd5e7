"""A text's lines, and lines back to spans."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.types import Span, merge_spans

LONGEST_HEADING = 120
"""Characters: what is longer is no heading, whatever its marks say: it would stand over every passage below it."""
_LINE = re.compile(r"[^\n\r\f\v\u0085\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\f\v\u0085\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space around it. ``gap`` counts the blank lines above it."""

    start: int
    end: int
    gap: int
    text: str


def find_lines(text: str) -> list[Line]:
    """The lines that are not blank, in order. A form feed ends a line as a line feed does."""
    lines: list[Line] = []
    previous_end = 0
    for match in _LINE.finditer(text):
        stripped = match.group().strip()
        if not stripped:
            continue
        start = match.start() + match.group().index(stripped)
        breaks = len(_BREAK.findall(text, previous_end, start))
        lines.append(Line(start, start + len(stripped), max(breaks - 1, 0), stripped))
        previous_end = start + len(stripped)
    return lines


def join_lines(text: str, lines: Sequence[Line]) -> tuple[Span, ...]:
    """The lines of one paragraph as spans, the line breaks between them left out.

    A break between Latin words stays, since it stands for a space; one within a figure, in Chinese text, goes.
    """
    spans = []
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        end = line.end
        latin = following and text[line.end - 1].isascii() and text[following.start].isascii()
        if following and latin and not _cuts_figure(line.text, following.text):
            end = following.start
        spans.append(Span(line.start, end))
    return merge_spans(spans)


def _cuts_figure(above: str, below: str) -> bool:
    """Whether a line break stands within a figure: ``40|22.25``, ``3|.2%``, ``3.|2%``."""
    cut = re.search(r"\d\.?$", above) and re.match(r"\d|[.%]\d?", below)
    return bool(cut) and not above.isascii()

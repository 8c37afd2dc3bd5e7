"""A checked text as a Word file: each claim with a comment that says how it stands, and by which quote."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from typing import Any

from index.types import Span
from qa.checking.types import CheckedText, Finding, Standing
from qa.checking.wording import reference, said, shortened, summary
from qa.plain import printable

AUTHOR, INITIALS = "引据", "引"
_COLOURS = {Standing.CONTRADICTED: "RED", Standing.DISPUTED: "YELLOW", Standing.UNSEEN: "GRAY_25"}
"""Highlights by their names in Word; what is supported has none."""


def as_word(checked: CheckedText) -> bytes:
    """The bytes of a ``.docx`` file: the text by lines, under its name and what came of it."""
    from docx import Document as WordDocument  # a quarter of a second that checking alone should not cost

    made = WordDocument()
    if checked.name:
        made.add_heading(printable(checked.name), 0)
    made.add_paragraph(printable(summary(checked)))
    at = 0
    for line in checked.text.split("\n"):
        if line.strip():
            _add(made, checked, at, at + len(line))
        at += len(line) + 1
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _add(made: Any, checked: CheckedText, start: int, end: int) -> None:  # noqa: ANN401 - of a package without types
    """A line as a paragraph, cut where a claim, or what differs in it, begins or ends."""
    here = [finding for finding in checked.findings if finding.span.start < end and start < finding.span.end]
    places = [finding.span for finding in here] + [each.written for finding in here for each in finding.differences]
    cuts = sorted({start, end, *(at for place in places for at in (place.start, place.end) if start < at < end)})
    paragraph = made.add_paragraph()
    runs = {low: paragraph.add_run(printable(checked.text[low:high])) for low, high in pairwise(cuts)}
    for finding in here:
        inside = [run for low, run in runs.items() if finding.span.start <= low < finding.span.end]
        if start <= finding.span.start:  # one that goes on from the line before has its comment there
            made.add_comment(inside, printable(_comment(finding, checked.text)), AUTHOR, INITIALS)
        for low, run in runs.items():
            if any(place.start <= low < place.end for place in _shown(finding)):
                _highlight(run, _COLOURS.get(finding.standing))


def _shown(finding: Finding) -> list[Span]:
    """What is highlighted: what differs, else the whole claim."""
    return [each.written for each in finding.differences] or [finding.span]


def _highlight(run: Any, colour: str | None) -> None:  # noqa: ANN401 - of a package without types
    from docx.enum.text import WD_COLOR_INDEX

    if colour:
        run.font.highlight_color = WD_COLOR_INDEX[colour]


def _comment(finding: Finding, text: str) -> str:
    quotes = [f"“{shortened(each)}”——{reference(each)}" for each in finding.citations]
    return "\n".join([said(finding, text), *quotes])

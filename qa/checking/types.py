"""The nouns of checking a text: what it claims, and what the documents say to that.

Spans are ``[start, end)`` in Unicode code points: of the checked text, except where a document's are meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.types import Span
from qa.answers import Citation


class ClaimKind(StrEnum):
    """What a claim is: a figure with its unit (a number, a time), words quoted from elsewhere, or what else is said."""

    FIGURE = "figure"
    QUOTATION = "quotation"
    STATEMENT = "statement"


class Standing(StrEnum):
    """How a claim stands: a document says it, says otherwise, none says it, or documents say different things."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    UNSEEN = "unseen"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class Difference:
    """Characters of the checked text that the source has otherwise: ``written`` where they stand, ``source`` there.

    Where something is missing in the text, both begin or end with the character that it is missing beside; ``source``
    is empty where the text has something more.
    """

    written: Span
    source: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One claim, how it stands, and by what.

    ``span`` are the words that claim it, ``sentence`` the sentence (or the row of a table) that they stand in.
    ``citations`` are the quotes that say it, that say otherwise, or, for what is unseen, the nearest; the first is the
    one that decided. ``differences`` are what the first quote has otherwise, ``()`` unless contradicted or disputed.
    ``confidence`` is 0 to 1 that the standing is right.
    """

    kind: ClaimKind
    span: Span
    sentence: Span
    standing: Standing
    citations: tuple[Citation, ...] = ()
    differences: tuple[Difference, ...] = ()
    confidence: float = 1.0

    def __post_init__(self) -> None:
        if not (self.sentence.start <= self.span.start < self.span.end <= self.sentence.end):
            raise ValueError("a claim stands in its sentence")
        if self.standing is not Standing.UNSEEN and not self.citations:
            raise ValueError("what documents say is cited")


@dataclass(frozen=True, slots=True)
class CheckedText:
    """What came of checking ``text``: findings in the order of their spans.

    ``unchecked`` is how many characters at the end were left out, as the text is longer than what is checked at once.
    """

    name: str
    text: str
    findings: tuple[Finding, ...]
    unchecked: int = 0
    seconds: float = 0.0

    def count(self, standing: Standing) -> int:
        return sum(finding.standing is standing for finding in self.findings)

    def in_sentence(self, sentence: Span) -> Sequence[Finding]:
        """The findings of one sentence, in order."""
        return [finding for finding in self.findings if finding.sentence == sentence]

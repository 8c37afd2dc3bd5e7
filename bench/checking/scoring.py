"""What came of the claims of texts that are known to be true or false."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bench.checking.making import Stated
from index.searching.duplicates import letters
from index.text.tokens import fold
from index.text.values import find_values
from qa.checking.types import CheckedText, Finding, Standing


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence with the findings in it.

    ``supported``: all of them are, and there is one. ``blind``: it is false, and what stands where it is false, or all
    of it where nothing does, is called supported. ``shown``: it is called contradicted, and put right by what is said
    to differ.
    """

    stated: Stated
    findings: tuple[Finding, ...]
    supported: bool
    blind: bool
    contradicted: bool
    shown: bool


def score(stated: Stated, start: int, checked: CheckedText) -> Scored:
    """A sentence that stands in the checked text from ``start`` on."""
    end = start + len(stated.text)
    findings = tuple(f for f in checked.findings if start <= f.span.start and f.span.end <= end)
    supported = bool(findings) and all(f.standing is Standing.SUPPORTED for f in findings)
    low = start + stated.start
    there = [f for f in findings if f.span.start <= low < f.span.end]
    blind = bool(stated.kind) and (any(f.standing is Standing.SUPPORTED for f in there) if there else supported)
    against = [f for f in findings if f.standing in (Standing.CONTRADICTED, Standing.DISPUTED)]
    shown = bool(stated.kind) and any(_puts_right(stated, start, f) for f in against)
    return Scored(stated, findings, supported, blind, bool(against), shown)


def _puts_right(stated: Stated, start: int, finding: Finding) -> bool:
    """Whether the text with the source's words in the place of the differing ones says what is true."""
    text = stated.text
    for difference in sorted(finding.differences, key=lambda each: each.written, reverse=True):
        low, high = difference.written.start - start, difference.written.end - start
        if not 0 <= low < high <= len(text):
            return False
        text = text[:low] + difference.source + text[high:]
    return _says(text) == _says(stated.true)


def _says(text: str) -> tuple[str, list[tuple[str, ...]]]:
    """What a sentence says, whichever way its figures are written."""
    folded = fold(text)
    values = find_values(folded)
    for value in reversed(values):
        folded = folded[: value.core[0]] + "#" + folded[value.core[1] :]
    return letters(folded), [value.asks for value in values]


def whole(text: Sequence[Stated], heading: str) -> tuple[str, list[int]]:
    """A text as a person writes it, and where its sentences begin."""
    written = f"{heading}\n\n各位同事：\n大家好！\n\n"
    starts = []
    for number, stated in enumerate(text):
        starts.append(len(written))
        alone = number % 3 == 2 or stated.text.endswith("”")  # what follows a quotation may say whose it is
        written += stated.text + ("\n\n" if alone else "")
    return written, starts

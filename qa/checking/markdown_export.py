"""A checked text in Markdown: each claim with a footnote that says how it stands, and by which quote."""

from __future__ import annotations

from collections.abc import Iterator

from qa.checking.types import CheckedText, Finding, Standing
from qa.checking.wording import STANDINGS, reference, said, shortened, summary
from qa.plain import escaped


def as_markdown(checked: CheckedText) -> str:
    """The text by lines; nothing of it, nor of a document, is markup. What differs or is unseen is bold."""
    lines = [f"# {escaped(checked.name)}"] if checked.name else []
    lines.append(f"> {escaped(summary(checked))}")
    at = 0
    for line in checked.text.split("\n"):
        if line.strip():
            lines.append("".join(_marked(checked, at, at + len(line))))
        at += len(line) + 1
    lines.append("\n\n".join(_note(checked, number, each) for number, each in enumerate(checked.findings, start=1)))
    return "\n\n".join(filter(None, lines)) + "\n"


def _marked(checked: CheckedText, start: int, end: int) -> Iterator[str]:
    """A line of the text with the numbers of its claims behind them."""
    at = start
    numbered = [(number, each) for number, each in enumerate(checked.findings, start=1) if start <= each.span.start]
    for number, finding in sorted(numbered, key=lambda pair: (pair[1].span.end, pair[0])):
        if finding.span.start >= end:
            continue
        low, high = max(finding.span.start, at), min(finding.span.end, end)
        yield escaped(checked.text[at:low])
        claimed = escaped(checked.text[low:high])
        yield f"**{claimed}**" if claimed and finding.standing is not Standing.SUPPORTED else claimed
        yield f"[^{number}]"
        at = max(at, high)
    yield escaped(checked.text[at:end])


def _note(checked: CheckedText, number: int, finding: Finding) -> str:
    told = said(finding, checked.text)
    name = STANDINGS[finding.standing]
    lines = [f"[^{number}]: **{name}**{escaped(told.removeprefix(name))}"]
    lines += [f"    > {escaped(shortened(each))}——{escaped(reference(each))}" for each in finding.citations]
    return "\n\n".join(lines)

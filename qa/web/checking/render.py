"""A checked text as safe HTML: the text with its claims marked, one claim with its quotes, and all of them as a table.

How a claim stands is told by a sign as well as by a colour. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.types import Span
from qa.answers import Citation
from qa.checking.types import CheckedText, Difference, Finding, Standing
from qa.web import telling, words
from qa.web.links import to_quote
from qa.web.markup import bar, division, marked, plain

SIGNS = {Standing.SUPPORTED: "✓", Standing.CONTRADICTED: "✗", Standing.DISPUTED: "≠", Standing.UNSEEN: "?"}
QUOTES = 3
"""Quotes of one claim that are shown."""


def progress(line: str, share: float) -> str:
    """A bar, without end where ``share`` (0 to 1) is 0, and a line."""
    return f"{bar(share, words.CHECKING.tab)}<span>{plain(line)}</span>"


def result(checked: CheckedText) -> str:
    """How many claims stand how, the text, and the table; scripts choose which of both is seen."""
    if not checked.findings:
        return division("notice", plain(words.CHECKING.no_claims)) + _rest(checked)
    views = f'<div class="text">{text(checked)}</div><div class="table" hidden>{table(checked)}</div>'
    return (
        f'<header>{_counts(checked)}{_choices()}</header><p class="facts">{plain(_facts(checked))}</p>{_rest(checked)}'
        f'<div class="views">{views}<aside class="beside" aria-live="polite" tabindex="-1"></aside></div>'
    )


def text(checked: CheckedText) -> str:
    """The text as it was given, each claim inside ``<mark>``, whose last character a button with its sign keeps to.

    A claim within another stands within its mark; of two that cross, the later one's mark ends with the earlier one's.
    """
    pieces: list[str] = []
    open_: list[tuple[int, int]] = []  # the ends and the numbers of the claims that the text is within
    at = 0

    def advance(to: int) -> None:
        nonlocal at
        pieces.append(plain(checked.text[at:to]))
        at = to

    def close(until: int) -> None:
        while open_ and open_[-1][0] <= until:
            end, number = open_.pop()
            advance(max(end - 1, at))
            pieces.append('<span class="end">')
            advance(end)
            pieces.append(f"{_button(checked, number, SIGNS[checked.findings[number].standing])}</span></mark>")

    for number, span in _outer_first(checked.findings):
        close(span.start)
        advance(span.start)
        standing = checked.findings[number].standing
        pieces.append(f'<mark class="{standing}" data-claim="{number}">')
        open_.append((min([span.end, *(end for end, _ in open_[-1:])]), number))
    close(len(checked.text))
    advance(len(checked.text))
    return "".join(pieces)


def _outer_first(findings: Sequence[Finding]) -> list[tuple[int, Span]]:
    """The findings' numbers and spans in the order in which their marks begin."""
    return sorted(
        ((number, finding.span) for number, finding in enumerate(findings)),
        key=lambda each: (each[1].start, -each[1].end, each[0]),
    )


def beside(checked: CheckedText, number: int) -> str:
    """One claim: how it stands, what is otherwise, and the quotes with links to their places."""
    finding = checked.findings[number]
    said = words.CHECKING
    explained = plain(said.explained[finding.standing])
    head = f'<h3 class="{finding.standing}">{_badge(finding.standing)}</h3><p>{explained}</p>'
    written = f'<p class="written"><strong>{plain(said.written)}</strong>{_written(checked, finding)}</p>'
    changes = "".join(f"<li>{change}</li>" for change in _changes(checked, finding))
    unproven = finding.standing is Standing.UNSEEN and finding.citations
    near = f'<p class="near">{plain(said.nearest)}</p>' if unproven else ""
    quotes = "".join(map(_quote, finding.citations[:QUOTES]))
    return f'{head}{written}{f"<ul>{changes}</ul>" if changes else ""}{near}<div class="reply">{quotes}</div>'


def table(checked: CheckedText) -> str:
    """All claims in the order of the text, each with its first quote."""
    head = "".join(f"<th>{plain(name)}</th>" for name in words.CHECKING.columns)
    rows = "".join(_row(checked, number) for number in range(len(checked.findings)))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _row(checked: CheckedText, number: int) -> str:
    finding = checked.findings[number]
    first = finding.citations[0] if finding.citations else None
    quote = marked(first.quote, first.marks) if first else ""
    where = f'<a href="{to_quote(first)}">{plain(telling.place(first))}</a>' if first else ""
    kind = plain(words.CHECKING.kinds[finding.kind])
    cells = (
        f"{_button(checked, number, _badge(finding.standing))}<small>{kind}</small>",
        _written(checked, finding),
        "<br>".join(_changes(checked, finding)),
        quote,
        where,
    )
    shown = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr class="{finding.standing}">{shown}</tr>'


def _counts(checked: CheckedText) -> str:
    """A button for each standing, which shows the claims that stand so, and the others again."""
    return "".join(
        f'<button type="button" class="{standing}" data-only="{standing}" aria-pressed="false">'
        f'<span aria-hidden="true">{SIGNS[standing]}</span> '
        f"{plain(words.CHECKING.counted(standing, checked.count(standing)))}</button>"
        for standing in SIGNS
    )


def _choices() -> str:
    """The two views, and the forms that the result can be taken away in."""
    views = "".join(
        f'<button type="button" data-view="{name}" aria-pressed="{str(name == "text").lower()}">{plain(label)}</button>'
        for name, label in words.CHECKING.views.items()
    )
    forms = "".join(
        f'<button type="button" data-form="{form}">{plain(f"{words.CHECKING.export} {name}")}</button>'
        for form, name in words.CHECKING.exports.items()
    )
    return f'<span class="choices">{views}{forms}</span>'


def _facts(checked: CheckedText) -> str:
    return " · ".join(filter(None, [checked.name, words.CHECKING.took.format(f"{checked.seconds:.1f}")]))


def _rest(checked: CheckedText) -> str:
    """What was left out, ``""`` for nothing."""
    left = words.CHECKING.unchecked.format(f"{checked.unchecked:,}")
    return f'<p class="problem">{plain(left)}</p>' if checked.unchecked else ""


def _button(checked: CheckedText, number: int, shown: str) -> str:
    """What a claim is looked at by."""
    finding = checked.findings[number]
    claimed = checked.text[finding.span.start : finding.span.end]
    label = plain(f"{words.CHECKING.standings[finding.standing]}: {claimed}")
    named = f'class="{finding.standing}" data-claim="{number}" aria-label="{label}"'
    return f'<button type="button" {named}>{shown}</button>'


def _badge(standing: Standing) -> str:
    return f'<span aria-hidden="true">{SIGNS[standing]}</span> {plain(words.CHECKING.standings[standing])}'


def _written(checked: CheckedText, finding: Finding) -> str:
    """The claim's sentence with the claim set off, and in it the characters that the source has otherwise."""
    pieces = []
    sentence, at = finding.sentence, finding.sentence.start
    cuts = sorted({*_edges(finding.span), *(edge for it in finding.differences for edge in _edges(it.written))})
    for edge in (*(cut for cut in cuts if sentence.start < cut < sentence.end), sentence.end):
        part = plain(checked.text[at:edge])
        part = f"<del>{part}</del>" if any(_within(at, it.written) for it in finding.differences) else part
        pieces.append(f"<b>{part}</b>" if _within(at, finding.span) else part)
        at = edge
    return "".join(pieces)


def _edges(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _within(at: int, span: Span) -> bool:
    return span.start <= at < span.end


def _changes(checked: CheckedText, finding: Finding) -> Iterator[str]:
    """Each difference: what is written and what the source has there."""
    for difference in finding.differences:
        yield _change(checked, difference)


def _change(checked: CheckedText, difference: Difference) -> str:
    written = checked.text[difference.written.start : difference.written.end]
    if not written.strip():
        return plain(words.CHECKING.missing.format(difference.source))
    if not difference.source.strip():
        return plain(words.CHECKING.extra.format(written))
    return f"<del>{plain(written)}</del> → <ins>{plain(difference.source)}</ins>"


def _quote(citation: Citation) -> str:
    """A quote with the words that decide set off, and the link that opens its place as citations of answers do."""
    place = f'<span class="heading"><bdi>{plain(telling.place(citation))}</bdi></span>'
    document = f'<span class="document"><bdi>{plain(citation.name)}</bdi></span>'
    return (
        f'<div class="citation"><p class="where">{place}{document}</p>'
        f"<blockquote>{marked(citation.quote, citation.marks)}</blockquote>"
        f'<p class="in-source"><a href="{to_quote(citation)}">{plain(words.SHOW_IN_SOURCE)}</a></p></div>'
    )

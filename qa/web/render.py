"""Answers, citations and library figures as HTML; pure functions of their arguments.

Every piece of document or question text passes through ``plain``. The HTML is one line: in the chat it goes through a
Markdown renderer, which leaves a block of HTML alone as long as no blank line ends it.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from index.places import describe
from index.types import Span, merge_spans
from qa.types import Answer, Citation, NoAnswer, Question
from qa.web import words

if TYPE_CHECKING:
    from index.library import Failure, Status, SyncReport

LONG_ANSWER = 30
"""An answer of more characters than this is set as running text."""

# A blank line would end the block of HTML, and the chat component expands tabs, which a quote has to keep.
_CARRIED = {ord("\t"): "&#9;", ord("\n"): "&#10;", ord("\r"): "&#13;", 0: "\ufffd"}


def plain(text: str) -> str:
    """``text`` as one line of HTML that shows the same characters and nothing else.

    U+0000 and lone surrogates, which no page can carry, are shown as U+FFFD.
    """
    carried = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return escape(carried, quote=True).translate(_CARRIED)


def marked(text: str, parts: Sequence[Span]) -> str:
    """``text`` as HTML with ``parts``, slices of it in ascending order without overlap, inside ``<mark>``."""
    pieces: list[str] = []
    end = 0
    for part in parts:
        pieces += [plain(text[end : part.start]), "<mark>", plain(text[part.start : part.end]), "</mark>"]
        end = part.end
    return "".join([*pieces, plain(text[end:])])


def highlights(citation: Citation) -> tuple[Span, ...]:
    """The citation's highlight as slices of its quote, ascending, touching ones joined; ``()`` where it has none.

    A highlight counts in the document, where the spans of a mended quote lie apart; in the quote they adjoin.
    """
    found: list[Span] = []
    offset = 0
    for span in citation.spans:
        shift = offset - span.start
        found += [
            Span(part.start + shift, part.end + shift)
            for part in citation.highlight
            if span.start <= part.start and part.end <= span.end
        ]
        offset += len(span)
    return merge_spans(found)


def masthead() -> str:
    return f'<h1 class="yinju title">{plain(words.TITLE)}</h1><p class="yinju subtitle">{plain(words.SUBTITLE)}</p>'


def welcome() -> str:
    """What stands in an empty chat."""
    return _division("welcome", f"<p>{plain(words.WELCOME)}</p>")


def question(text: str) -> str:
    return _division("asked", plain(text))


def pending(message: str) -> str:
    """A line that stands where the answer will be."""
    return _division("pending", f'<span class="spinner" aria-hidden="true"></span>{plain(message)}')


def problem(message: str) -> str:
    return _division("problem", plain(message))


def outcome(result: Answer | NoAnswer, turn: int) -> str:
    """The whole reply. ``turn`` tells the exchanges of a conversation apart, so that its element ids are unique."""
    if isinstance(result, Answer):
        return _division("reply answered", _headline(result, turn) + _evidence(result.citations, turn))
    return _division("reply unanswered", _refusal(result) + _related(result.citations, turn))


def opening(answer: Answer, turn: int) -> str:
    """The reply's first line alone, to be shown while the rest is on its way."""
    return _division("reply answered", _headline(answer, turn))


def figures(status: Status) -> str:
    """The line of library figures."""
    return _division("figures", plain(words.figures(status.documents, status.passages, status.characters)))


def failures(failed: Sequence[Failure]) -> str:
    """The files that could not be read with their reasons, folded; ``""`` where there are none."""
    if not failed:
        return ""
    rows = "".join(f"<li><bdi>{plain(failure.path)}</bdi>：{plain(failure.reason)}</li>" for failure in failed)
    summary = plain(words.unreadable(len(failed)))
    return f'<details class="yinju failures"><summary>{summary}</summary><ul>{rows}</ul></details>'


def report(synced: SyncReport) -> str:
    line = words.synced(len(synced.added), len(synced.changed), len(synced.renamed), len(synced.removed))
    return _division("notice", plain(line))


def notice(message: str) -> str:
    return _division("notice", plain(message))


def progress(line: str, share: float) -> str:
    """A bar and a line; the bar is without end where ``share`` (0 to 1) is 0."""
    extent = f' value="{share:.3f}" max="1"' if share else ""
    return _division(
        "indexing",
        f'<progress{extent} aria-label="{plain(words.REINDEX)}"></progress><span>{plain(words.stage(line))}</span>',
    )


def _division(kind: str, inner: str) -> str:
    return f'<div class="yinju {kind}">{inner}</div>'


def _anchor(turn: int, citation: Citation) -> str:
    return f"citation-{turn}-{citation.number}"


def _understood(asked: Question) -> str:
    if asked.resolved == asked.text:
        return ""
    return f'<p class="understood">{plain(words.understood(asked.resolved))}</p>'


def _answering(text: str, citation: Citation) -> tuple[Span, ...]:
    """The highlighted words within an answer, as slices of it; ``()`` where they are all of it."""
    marks = highlights(citation)
    starts = _occurrences(text, citation.quote)
    start = max(starts, key=lambda start: sum(_shared(mark, start, start + len(text)) for mark in marks))
    inside = (
        Span(max(mark.start - start, 0), min(mark.end - start, len(text)))
        for mark in marks
        if _shared(mark, start, start + len(text))
    )
    found = tuple(inside)
    return () if sum(map(len, found)) == len(text) else found


def _occurrences(text: str, quote: str) -> list[int]:
    return [start for start in range(len(quote) - len(text) + 1) if quote.startswith(text, start)]


def _shared(part: Span, start: int, end: int) -> int:
    """How many characters of ``part`` lie in ``[start, end)``."""
    return max(0, min(part.end, end) - max(part.start, start))


def _headline(answer: Answer, turn: int) -> str:
    """The answer with the number of the citation it stands in, its sentence, how sure it is and how long it took."""
    first = answer.citations[0]
    size = "long" if len(answer.text) > LONG_ANSWER else "short"
    link = f'<sup><a class="cite" href="#{_anchor(turn, first)}">[{first.number}]</a></sup>'
    remark = f'<p class="remark">{plain(answer.remark)}</p>' if answer.remark else ""
    facts = f"{words.assurance(answer.confidence)} · {words.took(answer.seconds.total)}"
    return (
        f"{_understood(answer.question)}"
        f'<p class="answer {size}">{marked(answer.text, _answering(answer.text, first))}{link}</p>'
        f"{_sentence(answer)}{remark}"
        f'<p class="facts">{plain(facts)}</p>'
    )


def _sentence(answer: Answer) -> str:
    """The sentence that the answer stands in; ``""`` where they are the same."""
    if answer.sentence == answer.text:
        return ""
    return f'<p class="sentence">{marked(answer.sentence, _answering(answer.sentence, answer.citations[0]))}</p>'


def _evidence(citations: Sequence[Citation], turn: int) -> str:
    """The citation that the answer stands in, open, and apart from it what else came close, closed."""
    first = f'<h4 class="part">{plain(words.EVIDENCE)}</h4>{_citation(citations[0], turn, is_open=True)}'
    folds = "".join(_citation(citation, turn, is_open=False) for citation in citations[1:])
    return first + (f'<h4 class="part also">{plain(words.SEE_ALSO)}</h4>{folds}' if folds else "")


def _refusal(result: NoAnswer) -> str:
    return (
        f"{_understood(result.question)}"
        f'<p class="refusal"><strong>{plain(words.NOTHING_FOUND)}</strong></p>'
        f'<p class="reason">{plain(result.reason)}</p>'
    )


def _related(citations: Sequence[Citation], turn: int) -> str:
    if not citations:
        return ""
    folds = "".join(_citation(citation, turn, is_open=False) for citation in citations)
    return f'<h4 class="part">{plain(words.RELATED)}</h4>{folds}'


def _citation(citation: Citation, turn: int, *, is_open: bool) -> str:
    return (
        f'<details class="citation" id="{_anchor(turn, citation)}"{" open" if is_open else ""}>'
        f'<summary><span class="number">{citation.number}</span><span class="where">'
        f'<span class="heading"><bdi>{plain(_place(citation))}</bdi></span>'
        f'<span class="document"><bdi>{plain(citation.document)}</bdi></span></span></summary>'
        f"<blockquote>{marked(citation.quote, highlights(citation))}</blockquote>{_also(citation)}</details>"
    )


def _place(citation: Citation) -> str:
    """The heading path, or the document's title where the text has no headings; and the page, slide, row or time."""
    return "　".join(filter(None, [citation.heading or citation.title, describe(citation.places)]))


def _also(citation: Citation) -> str:
    """Where else the same text stands; ``""`` for nowhere."""
    if not citation.also:
        return ""
    named = [" ".join(filter(None, [item.document, item.place])) for item in citation.also]
    return f'<p class="also-in">{plain(words.also_in(named))}</p>'

"""What came of a question as a message of a chat: Markdown with numbered marks, and which citation each mark is of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.answers import Answer, Citation, NoAnswer, Part, Summary
from qa.plain import one_line
from qa.types import Silence
from qa.web import telling, words
from qa.web.links import LINKS, to_quote
from qa.web.references import reference, supporting

_ANYWHERE = re.compile(r"([\\`*_\[\]<>~$|]|&(?=[#\w])|:(?=//))")
_ITEM = re.compile(r"^(\d{1,9})(?=[.)](?: |$))")
_LEAD = re.compile(r"^(?=(?:#{1,6}|[+-])(?: |$)|[=-]+$)")


@dataclass(frozen=True, slots=True)
class Mark:
    """The first place of a citation's number in a message, ``[start, end)`` in code points, brackets included.

    ``url`` leads to the quote in the page.
    """

    citation: Citation
    url: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Completion:
    """A message in Markdown. ``marks`` are those of what the answer cites, by number; a refusal cites nothing."""

    text: str
    marks: tuple[Mark, ...] = ()


def completed(outcome: Answer | NoAnswer, address: str) -> Completion:
    """The message for an outcome.

    :param address: of the page, which the links lead to: ``http://127.0.0.1:7860/``.
    """
    message = _Message(address)
    if isinstance(outcome, NoAnswer):
        if outcome.kind is Silence.REFUSED:
            message.paragraph(words.NOTHING_FOUND)
        message.paragraph(in_markdown(words.STATEMENTS.reason(outcome.why)))
        _remind(message, outcome)
        message.listed(words.RELATED, outcome.citations)
        return Completion(message.text)
    _say(message, outcome)
    if outcome.summary:
        _summarize(message, outcome.summary)
    cited = supporting(outcome)
    for heading, rests in ((words.EVIDENCE, True), (words.SEE_ALSO, False)):
        message.listed(heading, [each for each in outcome.citations if (each.number in cited) is rests])
    there = [each for each in outcome.citations if each.number in message.marks]
    return Completion(message.text, tuple(Mark(each, message.url(each), *message.marks[each.number]) for each in there))


def in_markdown(text: str) -> str:
    """One line of Markdown that shows the same characters, with as few backslashes as that takes.

    What copies a figure from a message finds it as it stands; ``plain.escaped`` is safe in more kinds of viewers.
    """
    line = _ANYWHERE.sub(r"\\\1", one_line(text))
    return _LEAD.sub(r"\\", _ITEM.sub(r"\1\\", line))


def _say(message: _Message, answer: Answer) -> None:
    """The answer as the page has it above its evidence."""
    if answer.question.resolved != answer.question.text:
        message.paragraph(in_markdown(words.understood(answer.question.resolved)))
    if answer.is_whole:
        for part in answer.parts:
            message.line(_part(part), part.citations[:LINKS])
    else:
        message.line(f"**{in_markdown(answer.shown)}**", [answer.citations[0].number])
        if answer.sentence != answer.shown:
            message.paragraph(f"> {in_markdown(answer.sentence)}")
    _remind(message, answer)
    if not answer.sure:
        message.paragraph(in_markdown(telling.assurance(answer.confidence, sure=False)))


def _remind(message: _Message, outcome: Answer | NoAnswer) -> None:
    """What to mind about it."""
    if remark := words.STATEMENTS.remark(outcome.remarks):
        message.paragraph(in_markdown(remark))


def _summarize(message: _Message, summary: Summary) -> None:
    """The proven prose, and how much of it was not."""
    if summary.sentences:
        message.paragraph(f"**{words.SUMMARY}**")
        for sentence in summary.sentences:
            message.line(in_markdown(sentence.text), sentence.citations)
    if summary.left_out or summary.problem:
        message.paragraph(in_markdown(summary.problem or words.LEFT_OUT.format(summary.left_out)))


def _part(part: Part) -> str:
    return "- " + in_markdown(" ".join(filter(None, telling.part(part))))


class _Message:
    """Text that grows, and where in it each citation's number stands first."""

    def __init__(self, address: str) -> None:
        self._address = address
        self.text = ""
        self.marks: dict[int, tuple[int, int]] = {}

    def paragraph(self, text: str) -> None:
        self.text += f"\n\n{text}" if self.text else text

    def line(self, text: str, numbers: Sequence[int]) -> None:
        """A paragraph, or the next item of a list, with marks at its end."""
        ends = "\n" if text.startswith("- ") and self.text.rpartition("\n")[2].startswith("- ") else "\n\n"
        self.text += (ends if self.text else "") + text
        for number in numbers:
            self._mark(number)

    def listed(self, heading: str, citations: Sequence[Citation]) -> None:
        """Under a heading, each citation with its number, its reference as a link, and its quote."""
        if not citations:
            return
        self.paragraph(f"**{heading}**")
        for citation in citations:
            self.text += "\n\n"
            self._mark(citation.number)
            link = f"[{in_markdown(reference(citation))}]({self.url(citation)})"
            self.text += f" {link}\n\n> {in_markdown(citation.quote)}"

    def url(self, citation: Citation) -> str:
        """Of the quote in the page; it stays true as long as the file's content does."""
        return f"{self._address}{to_quote(citation)}"

    def _mark(self, number: int) -> None:
        start = len(self.text)
        self.text += f"[{number}]"
        self.marks.setdefault(number, (start, len(self.text)))


def pieces(text: str) -> Iterator[str]:
    """A message in the pieces that it is sent in, which make it up: its lines with their ends."""
    yield from text.splitlines(keepends=True)

"""Answers with their references as a person pastes them elsewhere: text, Markdown, and whole conversations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO

from index.text.places import describe
from qa.answers import Answer, Citation, NoAnswer
from qa.plain import escaped, one_line, printable
from qa.web import words

Outcome = Answer | NoAnswer
Exchanges = Sequence[tuple[str, Outcome]]
"""Questions as typed, each with what came of it."""
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
"""What a browser is told that a Word file is."""


def reference(citation: Citation) -> str:
    """``《标题》，第 3 段``; the page, slide, row or time where the format has one.

    Of files of one name also the folders that tell them apart: ``《标题》（2021级/名单.txt），第 3 段``.
    """
    file = f"（{citation.called}）" if citation.called else ""
    return f"《{citation.title}》{file}，{describe(citation.places) or words.paragraph(citation.paragraph)}"


def as_text(result: Outcome) -> str:
    """The answer, and under it the sentence it stands in with its reference: ``“…”（《标题》，第 3 段）``."""
    if isinstance(result, NoAnswer):
        return words.STATEMENTS.reason(result.why)
    if result.is_whole:
        return "\n".join(map(one_line, _parts(result)))
    quoted = f"“{one_line(result.sentence)}”（{reference(result.citations[0])}）"
    return quoted if result.sentence == result.shown else f"{one_line(result.shown)}\n{quoted}"


def as_markdown(result: Outcome) -> str:
    """The same in Markdown; nothing of a document is markup."""
    if isinstance(result, NoAnswer):
        return escaped(words.STATEMENTS.reason(result.why))
    if result.is_whole:
        return "\n".join(f"- {escaped(line)}" for line in _parts(result))
    lines = [] if result.sentence == result.shown else [f"**{escaped(result.shown)}**", ""]
    lines += [f"> {escaped(result.sentence)}", ">", f"> ——{escaped(reference(result.citations[0]))}"]
    return "\n".join(lines)


def _parts(answer: Answer) -> list[str]:
    """A line for each part: what it answers, what it is where it is no quote, and the references."""
    cited = {citation.number: reference(citation) for citation in answer.citations}
    lines = []
    for part in answer.parts:
        sources = "；".join(dict.fromkeys(cited[number] for number in part.citations))
        text = words.STATEMENTS.reason(part.why) if part.why else part.text
        said = " ".join(filter(None, [part.label, words.PART_KINDS.get(part.kind, ""), text]))
        lines.append(f"{said}（{sources}）" if sources else said)
    return lines


def conversation_markdown(exchanges: Exchanges) -> str:
    """A conversation: each question a heading, under it the answer and all that it cites."""
    parts = [f"# {words.TITLE}"]
    for question, result in exchanges:
        parts += [f"## {escaped(question)}", as_markdown(result)]
        others = [f"- {escaped(reference(citation))}" for citation in _others(result)]
        parts += [words.SEE_ALSO if isinstance(result, Answer) else words.RELATED, "\n".join(others)] if others else []
    return "\n\n".join(parts) + "\n"


def conversation_word(exchanges: Exchanges) -> bytes:
    """The same as a ``.docx`` file."""
    from docx import Document as WordDocument  # a quarter of a second that opening the page should not cost

    made = WordDocument()
    made.add_heading(words.TITLE, 0)
    for question, result in exchanges:
        made.add_heading(_on_a_line(question), 1)
        for line in as_text(result).split("\n"):
            made.add_paragraph(_on_a_line(line))
        for citation in _others(result):
            made.add_paragraph(_on_a_line(reference(citation)), style="List Bullet")
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _others(result: Outcome) -> Iterator[Citation]:
    """What is cited besides the quote that stands in the text."""
    yield from result.citations[isinstance(result, Answer) :]


def _on_a_line(text: str) -> str:
    return printable(one_line(text))

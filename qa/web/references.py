"""Answers with their references as a person pastes them elsewhere: text and Markdown."""

from __future__ import annotations

from index.text.places import describe
from qa.answers import Answer, Citation, NoAnswer
from qa.plain import escaped, one_line
from qa.web import telling, words

Outcome = Answer | NoAnswer


def reference(citation: Citation) -> str:
    """``《标题》，“小标题”，第 3 段``; the page, slide, row or time where the format has one.

    Of files of one name also the folders that tell them apart: ``《标题》（2021级/名单.txt），第 3 段``.
    """
    file = words.BRACKETED.format(citation.called) if citation.called else ""
    below = citation.heading.rpartition("›")[2].strip()
    heading = f"“{below}”" if below and below != citation.title else ""
    place = words.located(describe(citation.places)) or words.paragraph(citation.paragraph)
    return words.COMMA.join(filter(None, [f"{words.TITLED.format(citation.title)}{file}", heading, place]))


def as_text(result: Outcome) -> str:
    """The answer, the sentence it stands in with its reference, ``“…”（《标题》，第 3 段）``, and what to mind: a line
    each."""
    minded = one_line(words.STATEMENTS.remark(result.remarks))
    if isinstance(result, NoAnswer):
        return "\n".join(filter(None, [words.STATEMENTS.reason(result.why), minded]))
    if result.is_whole:
        return "\n".join(filter(None, [*map(one_line, _parts(result)), minded]))
    quoted = words.QUOTED.format(one_line(result.sentence), reference(result.citations[0]))
    shown = "" if result.sentence == result.shown else one_line(result.shown)
    return "\n".join(filter(None, [shown, quoted, minded]))


def as_markdown(result: Outcome) -> str:
    """The same in Markdown; nothing of a document is markup."""
    minded = escaped(words.STATEMENTS.remark(result.remarks))
    if isinstance(result, NoAnswer):
        return "\n\n".join(filter(None, [escaped(words.STATEMENTS.reason(result.why)), minded]))
    if result.is_whole:
        said = "\n".join(f"- {escaped(line)}" for line in _parts(result))
    else:
        lines = [] if result.sentence == result.shown else [f"**{escaped(result.shown)}**", ""]
        lines += [f"> {escaped(result.sentence)}", ">", f"> ——{escaped(reference(result.citations[0]))}"]
        said = "\n".join(lines)
    return "\n\n".join(filter(None, [said, minded]))


def supporting(answer: Answer) -> set[int]:
    """The numbers of the citations that an answer stands in; what else it cites only came close."""
    return {number for part in answer.parts for number in part.citations} or {answer.citations[0].number}


def _parts(answer: Answer) -> list[str]:
    """A line for each part, with its references."""
    cited = {citation.number: reference(citation) for citation in answer.citations}
    lines = []
    for part in answer.parts:
        sources = words.STATEMENTS.semicolon.join(dict.fromkeys(cited[number] for number in part.citations))
        said = " ".join(filter(None, telling.part(part)))
        lines.append(f"{said}{words.BRACKETED.format(sources)}" if sources else said)
    return lines

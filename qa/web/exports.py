"""A whole conversation as a file to take away: Markdown and Word, with its date, what was asked, and all references."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from index.text.places import describe
from index.types import PlaceKind
from qa.answers import Answer, Citation, NoAnswer
from qa.plain import escaped, one_line, printable
from qa.web import telling, words
from qa.web.conversation import Conversation
from qa.web.links import to_quote
from qa.web.references import Outcome, as_markdown, as_text, reference

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
"""What a browser is told that a Word file is."""
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_ADDRESS = re.compile(r"https?://[\w.:\[\]-]+(?:/[\w./~%-]*)?")
_ENDINGS = {".csv": "DS", ".tsv": "DS", ".xlsx": "DS", ".xlsm": "DS", ".eml": "Z"}


@dataclass(frozen=True, slots=True)
class Exported:
    """A conversation to write: its questions as typed, each with what came of it; ``moment`` as a clock shows it.

    ``scope`` are the names of the only documents that are asked, none for all; ``address`` is the page's, ``""`` for no
    links.
    """

    exchanges: Sequence[tuple[str, Outcome]]
    moment: str = ""
    scope: Sequence[str] = ()
    address: str = ""

    @property
    def about(self) -> str:
        """When it was written and which documents were asked."""
        return words.exported(
            self.moment, words.STATEMENTS.comma.join(self.scope) or words.SCOPE_SAYS["all"], len(self.exchanges)
        )

    def link(self, citation: Citation) -> str:
        """The address of a quote; ``""`` where that of the page is not known, or is none."""
        return f"{self.address}{to_quote(citation)}" if _ADDRESS.fullmatch(self.address) else ""

    def cited(self) -> list[Citation]:
        """The first citation of each place, in order."""
        first: dict[str, Citation] = {}
        for _, result in self.exchanges:
            for citation in result.citations:
                first.setdefault(entry(citation), citation)
        return list(first.values())


def export(sent: object, form: str, address: str = "") -> dict[str, str]:
    """A conversation as a file to download: its ``name``, ``type`` and content in ``base64``.

    :param sent: the conversation as the browser keeps it.
    :param form: ``md`` or ``docx``.
    :param address: the page's, for links to what is quoted.
    """
    chosen = sent.get("documents") if isinstance(sent, Mapping) else None
    scope = tuple(map(str, chosen.values())) if isinstance(chosen, Mapping) else ()
    now = telling.moment(datetime.now(UTC).isoformat())
    exported = Exported(Conversation.recall(sent).outcomes(), now, scope, address)
    word = form == "docx"
    content = conversation_word(exported) if word else conversation_markdown(exported).encode()
    kind = WORD if word else "text/markdown;charset=utf-8"
    name = f"{words.EXPORTED}.{'docx' if word else 'md'}"
    return {"name": name, "type": kind, "base64": base64.b64encode(content).decode()}


def entry(citation: Citation) -> str:
    """A document as GB/T 7714-2015 lists it, as far as it is known: title, its kind, a year in its name, the page."""
    name = citation.document.lower()
    kind = next((code for ending, code in _ENDINGS.items() if name.endswith(ending)), "")
    kind = kind or ("R" if citation.title.endswith("报告") else "Z")
    year = _YEAR.search(citation.title) or _YEAR.search(citation.called or citation.document)
    pages = [place for place in citation.places if place.kind is PlaceKind.PAGE]
    page = re.sub(r"[第页\s]", "", describe(pages)) if pages else ""
    issued = ": ".join(filter(None, [year.group() if year else "", page]))
    return f"{one_line(citation.title)}[{kind}]." + (f" {issued}." if issued else "")


def conversation_markdown(exported: Exported) -> str:
    """Each question a heading, under it the answer and all that it cites, at the end the list of documents."""
    parts = [f"# {words.TITLE}", escaped(exported.about)]
    for question, result in exported.exchanges:
        parts += [f"## {escaped(question)}", *_verdict(result), as_markdown(result)]
        others = [f"- {escaped(reference(citation))}" for citation in _others(result)]
        parts += [words.SEE_ALSO if isinstance(result, Answer) else words.RELATED, "\n".join(others)] if others else []
    if cited := exported.cited():
        listed = [f"{number}. {escaped(entry(each))}" for number, each in enumerate(cited, start=1)]
        parts += [f"## {words.REFERENCES}", "\n".join(listed)]
    return "\n\n".join(parts) + "\n"


def _verdict(result: Outcome) -> list[str]:
    """That nothing was found; or how sure the answer is, where it is not."""
    if isinstance(result, NoAnswer):
        return [f"**{words.NOTHING_FOUND}**"]
    return [] if result.sure else [words.BRACKETED.format(telling.assurance(result.confidence, sure=False)).strip()]


def conversation_word(exported: Exported) -> bytes:
    """The same as a ``.docx`` file, in which each quote is followed by a link to its place."""
    from docx import Document as NewDocument  # a quarter of a second that opening the page should not cost

    made = NewDocument()
    made.core_properties.title = words.EXPORTED
    made.core_properties.author = words.TITLE
    made.add_heading(words.TITLE, 0)
    made.add_paragraph(_printable(exported.about))
    for question, result in exported.exchanges:
        made.add_heading(_printable(question), 1)
        for line in [*_plain_verdict(result), *as_text(result).split("\n")]:
            made.add_paragraph(_printable(line))
        for citation in result.citations:
            _add_citation(made, citation, exported.link(citation))
    if cited := exported.cited():
        made.add_heading(words.REFERENCES, 1)
        for each in cited:
            made.add_paragraph(_printable(entry(each)), style="List Number")
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _plain_verdict(result: Outcome) -> list[str]:
    return [line.strip("*") for line in _verdict(result)]


def _add_citation(made: WordDocument, citation: Citation, link: str) -> None:
    """The reference, with a link to the place where there is one, and below it what is quoted, word for word."""
    made.add_paragraph(_printable(reference(citation)), style="List Bullet").runs[0].font.underline = bool(link)
    if link:
        _link_last(made, link)
    made.add_paragraph(_printable(citation.quote), style="Quote")


def _link_last(made: WordDocument, address: str) -> None:
    """Have the text of the last paragraph lead to an address."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph: Any = made.element.body[-2]  # before the page's measures, which come last
    link: Any = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), made.part.relate_to(address, LINK, is_external=True))
    link.append(paragraph[-1])
    paragraph.append(link)


def _others(result: Outcome) -> Iterator[Citation]:
    """What is cited besides the quote that stands in the text."""
    yield from result.citations[isinstance(result, Answer) :]


def _printable(text: str) -> str:
    """Without the characters that XML cannot carry."""
    return printable(one_line(text))

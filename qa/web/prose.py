"""Prose that the quotes of an answer prove, and the numbers of citations behind what they stand for, as HTML. Pure."""

from __future__ import annotations

from qa.answers import Answer, Citation
from qa.web import words
from qa.web.links import to_quote
from qa.web.markup import plain


def link(citation: Citation) -> str:
    """A citation's number, which leads to its quote in the source."""
    return f'<sup><a class="cite" href="{to_quote(citation)}">[{citation.number}]</a></sup>'


def summary(answer: Answer) -> str:
    """The prose that the quotes prove, each sentence with its numbers, and what to know of it; ``""`` for none."""
    given = answer.summary
    if given is None:
        return ""
    cited = {citation.number: citation for citation in answer.citations}
    said = "".join(
        f"{plain(sentence.text)}{''.join(link(cited[number]) for number in sentence.citations if number in cited)}"
        for sentence in given.sentences
    )
    left = words.LEFT_OUT.format(given.left_out) if given.left_out else ""
    notes = [words.WRITTEN.format(given.writer), left] if said else [words.UNPROVEN if left else given.problem]
    prose = f'<h2 class="part prose-part">{plain(words.SUMMARY)}</h2><p class="prose-of">{said}</p>' if said else ""
    return f'{prose}<p class="facts">{plain(" ".join(filter(None, notes)))}</p>'

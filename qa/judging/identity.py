"""What a question names and a passage does not, but its document does: by its cover, its file's name, its folders."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from index.layout.identity import OPENING, Identity, Where, identify
from index.text.tokens import Tokenizer, close_up, fold
from index.text.values import YEAR, keys_of
from index.types import Document
from qa.asking.question import Term, TermKind
from qa.judging.exactness import stated_values
from qa.statements import Called, Remark, RemarkKind
from qa.types import Evidence, Question

PLACES = (Where.FILE, Where.FOLDER, Where.COVER)
"""Where a name stands that no passage need repeat; of titles nothing is said."""


def identity_of(document: Document) -> Identity:
    return _identified(document.title, document.text[:OPENING], document.filed)


_identified = lru_cache(maxsize=64)(identify)


def find_name(
    term: Term, question: Question, evidence: Evidence, document: Document, tokenizer: Tokenizer
) -> Where | None:
    """Where the document is called by a term of the question; None for nowhere.

    A year does not count where the headings, or the passage up to the end of what is to answer, state another one, nor
    a place where the sentence is about another one.
    """
    identity = identity_of(document)
    if term.is_year:
        return None if _other_years(question, evidence) else dict(identity.years).get(term.forms[0])
    found = (where for name, where in identity.names if _stands_in(term, fold(name)))
    where = next(found, None)
    if where and term.kind is TermKind.NAME and _other_places(term, question, evidence, tokenizer):
        return None
    return where


def asked_title(document: Document, terms: Sequence[Term]) -> str:
    """The document's title, and before it what else the document is called that the terms of the question name."""
    title = fold(document.title)
    asked = [
        line
        for line in map(fold, identity_of(document).lines)
        if line not in title and any(_stands_in(term, line) for term in terms)
    ]
    return " ".join([*asked, document.title])


def is_of_other_years(term: Term, document: Document) -> bool:
    """Whether the names of the document's files and folders have years, and not this one."""
    years = {year: where for year, where in identity_of(document).years if where is not Where.COVER}
    return bool(years) and term.forms[0] not in years


def remark_on(
    terms: Iterable[Term], question: Question, evidence: Evidence, document: Document, tokenizer: Tokenizer
) -> tuple[Remark, ...]:
    """What to mind about an answer whose quote does not have these terms of the question."""
    said, unstated = [], []
    for term in terms:
        where = find_name(term, question, evidence, document, tokenizer)
        if where in PLACES:
            called = Called.YEAR if term.is_year else Called.NAME
            said.append(Remark(RemarkKind.NAMED, (term.text,), where=where, called=called))
        elif term.kind is TermKind.VALUE:
            unstated.append(term.text)
    said += [Remark(RemarkKind.UNSTATED, tuple(unstated))] if unstated else []
    return tuple(said)


def _stands_in(term: Term, folded: str) -> bool:
    return term.stands_in(folded, keys_of(folded))


def _other_years(question: Question, evidence: Evidence) -> bool:
    passage = evidence.hit.passage
    before = fold(f"{close_up(passage.context)}\n{passage.text[: evidence.sentence[1]]}")
    return any(YEAR.fullmatch(key) for key in stated_values(before, fold(question.resolved)))


def _other_places(term: Term, question: Question, evidence: Evidence, tokenizer: Tokenizer) -> bool:
    """Whether the sentence names a place that the question does not, where the term is a place."""
    asked = fold(question.resolved)
    return tokenizer.is_place(term.text) and any(
        tokenizer.is_place(word.text) and len(word.text) > 1 and word.text not in asked
        for word in tokenizer.tag(fold(evidence.text))
    )

"""A draft against the quotes that it is to be proven by: which of its sentences may be shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.text.sentences import split_sentences
from index.text.tokens import Tokenizer, fold
from index.types import Span
from qa.answers import Citation, Proven, Summary
from qa.checking.types import CheckedText, ClaimKind, Finding, Standing
from qa.checking.unsaid import words_unsaid

SENTENCES = 12
"""Sentences that are shown at most."""
_THOUGHT = re.compile(r"<think>.*?(?:</think>|$)", re.DOTALL)
_MARKS = re.compile(r"\*\*|__|`|\[\d{1,3}\]|【\d{1,3}】|【?资料\d{1,3}】?|[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LINE_START = re.compile(r"^[ \t]*(?:#{1,6}|>|[-*+•·][ \t]|\d{1,2}(?:、|[.)）](?!\d)))[ \t]*", re.MULTILINE)
"""What a list or a heading begins with, and no figure: ``1.5`` and ``-5.5%`` stay."""
_CLAUSE = re.compile(r"[^,，;；:：。！？!?、\n]+")
_CONTENT = ("n", "v", "a", "i", "l", "j", "m", "t", "s", "b", "z", "eng", "x")
"""How the tags of words begin that say something; the others join words, or point at some."""
_LETTER = re.compile(r"[^\W_]")
_LATIN = re.compile(r"[a-z0-9][a-z0-9.:/@%_-]*")


def prose_of(draft: str) -> str:
    """A draft without what a model thinks aloud, and without marks and numbers of its own."""
    return _LINE_START.sub("", _MARKS.sub("", _THOUGHT.sub("", draft))).strip()


def proven(checked: CheckedText, question: str, citations: Sequence[Citation], tokenizer: Tokenizer) -> Summary:
    """The sentences of a checked draft of which everything that they say is in the quotes, and how many are not.

    :param question: what the quotes answer, whose words are nothing new.
    :param citations: the quotes, by whose numbers the sentences are cited.
    """
    found: list[Proven] = []
    left_out = 0
    for start, end in split_sentences(checked.text):
        sentence = Span(start, end)
        text = checked.text[start:end]
        if not _LETTER.search(text):
            continue
        inside = [it for it in checked.findings if start <= it.span.start and it.span.end <= end]
        numbers = _numbers(inside, citations)
        quotes = [citation.quote for citation in citations if citation.number in numbers]
        proof = fold("\n".join([question, *quotes]))
        if numbers and len(found) < SENTENCES and _says_nothing_else(checked, sentence, inside, proof, tokenizer):
            found.append(Proven(text, numbers))
        else:
            left_out += 1
    return Summary(tuple(found), left_out)


def _numbers(findings: Sequence[Finding], citations: Sequence[Citation]) -> tuple[int, ...]:
    """The citations that prove all of a sentence's claims, in order; none where one claim is not proven."""
    if not findings or any(finding.standing is not Standing.SUPPORTED for finding in findings):
        return ()
    by_place = {(it.document_id, it.spans): it.number for it in reversed(citations)}
    numbers = [by_place.get((first.document_id, first.spans)) for it in findings for first in it.citations[:1]]
    known = [number for number in numbers if number is not None]
    return tuple(sorted(set(known))) if len(known) == len(findings) else ()


def _says_nothing_else(
    checked: CheckedText, sentence: Span, findings: Sequence[Finding], proof: str, tokenizer: Tokenizer
) -> bool:
    """Whether every word that says something, but for the figures, stands in what proves a sentence, or is meant there.

    A statement speaks of the same as a quote also where its verb is another: so the words are looked at once more. In
    a clause with a figure that is proven, words of one letter only join (``为``, ``达``, ``超``).
    """
    text = checked.text
    latin = (word.rstrip(".:-_/") for word in _LATIN.findall(fold(text[sentence.start : sentence.end])))
    if any(word not in proof for word in latin if any(letter.isalpha() for letter in word)):
        return False
    figures = [finding.span for finding in findings if finding.kind is ClaimKind.FIGURE]
    for match in _CLAUSE.finditer(text, sentence.start, sentence.end):
        clause = Span(*match.span())
        told = [span for span in figures if clause.overlaps(span)]
        rest = "".join(" " if any(it.start <= at < it.end for it in told) else text[at] for at in range(*match.span()))
        if not _stands(fold(rest), proof, tokenizer, least=2 if told else 1):
            return False
    return True


def _stands(clause: str, proof: str, tokenizer: Tokenizer, least: int) -> bool:
    """Whether the words of a folded clause that say something, from so many letters on, stand in a folded proof."""
    telling = (
        word
        for word in tokenizer.tag(clause)
        if word.tag.startswith(_CONTENT) and len(_LETTER.findall(word.text)) >= least
    )
    return not words_unsaid(telling, clause, proof)

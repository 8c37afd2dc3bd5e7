"""Whether pieces of evidence from two documents speak of the same thing.

The documents are compared by their titles and the places that these name, the evidence by the clauses that the answers
stand in. Of two clauses that are alike but for a word, the word tells: 小型车 is not 大型车.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from pathlib import PurePath

from index.text.tokens import Tokenizer, Word, close_up, fold
from index.text.values import NUMBERED, Kind, find_values
from index.types import Document
from qa.asking.question import TermKind, content_terms
from qa.disagreeing.standing import bare_title, standing_of
from qa.types import Evidence, Question

PARALLEL = 0.8
"""The share of words from which two clauses are the same but for what they are about."""
ALIKE = 0.6
"""The share of the pairs of characters of a title that stand in another which deals with what it deals with."""
SHORTEST = 4
"""Letters of a clause from which it says something by itself; a shorter one goes on from the one before."""
_ENDS = re.compile(r"[,;。!?\n]")
_TELLING = ("n", "a", "b", "s", "f", "t", "l", "j", "z", "i", "e")
"""jieba's tags of words that say what a clause is about, or what kind of it."""
_LETTER = re.compile(r"\w")
_CONCERNS = re.compile("^关于|^对")
_TITLE = re.compile("《([^》]{2,40})》")


class Relation(Enum):
    """Of two documents: editions of one, one that deals with the other or with what it deals with, of the same kind
    about something else, or neither."""

    EDITION = "edition"
    RELATED = "related"
    APART = "apart"
    UNLIKE = "unlike"


@dataclass(frozen=True, slots=True)
class Clause:
    """The words around an answer; the answer, and what else is a value, is ``#``. ``named`` are keys of the values
    that say what it is about, and the places in it."""

    words: tuple[Word, ...]
    named: frozenset[str]
    places: frozenset[str]

    @property
    def texts(self) -> list[str]:
        return [word.text for word in self.words]


def clause_of(evidence: Evidence, place: tuple[int, int], tokenizer: Tokenizer) -> Clause:
    """The clause that an answer, ``place`` in the evidence's sentence, stands in."""
    text = evidence.text
    before, behind = fold(text[: place[0]]), fold(text[place[1] :])
    before = before[_start(before) :]
    end = _ENDS.search(behind)
    behind = behind[: end.start()] if end else behind
    named = [value for side in (before, behind) for value in find_values(side)]
    words = [word for word in tokenizer.tag(_masked(before) + "#" + _masked(behind)) if word.text.strip()]
    return Clause(
        tuple(words),
        frozenset(key for value in named if value.kind in NUMBERED | {Kind.TIME} for key in value.asks),
        _places("".join((before, " ", behind)), tokenizer),
    )


def _start(before: str) -> int:
    """Where the clause begins, which ``before`` is the text before its answer of."""
    ends = [match.end() for match in _ENDS.finditer(before)]
    telling = (start for start in reversed([0, *ends]) if len(_LETTER.findall(before[start:])) >= SHORTEST)
    return next(telling, 0)


def _masked(text: str) -> str:
    masked, at = "", 0
    for value in find_values(text):
        masked += f"{text[at : value.start]}#"
        at = value.end
    return masked + text[at:]


def _places(text: str, tokenizer: Tokenizer) -> frozenset[str]:
    return frozenset(w.text for w in tokenizer.tag(text) if len(w.text) > 1 and tokenizer.is_place(w.text))


def likeness(one: Clause, other: Clause) -> float:
    """The share of words that two clauses have in common, in their order, 0 to 1."""
    return SequenceMatcher(None, one.texts, other.texts, autojunk=False).ratio()


def differ(one: Clause, other: Clause, question: Question) -> bool:
    """Whether the clauses are about different things: another number, time or place, or a word in place of another."""
    asked = fold(question.resolved)
    named = one.named ^ other.named
    if (one.named and other.named and named) or any(place not in asked for place in one.places ^ other.places):
        return True
    matcher = SequenceMatcher(None, one.texts, other.texts, autojunk=False)
    if matcher.ratio() < ALIKE:
        return False
    for kind, low, high, start, end in matcher.get_opcodes():
        replaced = [*one.words[low:high], *other.words[start:end]]
        if kind == "replace" and any(word.tag.startswith(_TELLING) for word in replaced):
            return True
    return False


def relation(document: Document, other: Document, tokenizer: Tokenizer) -> Relation:
    """What two documents are to each other."""
    if _named_places(document, tokenizer) != _named_places(other, tokenizer):
        return Relation.APART
    mine, theirs = bare_title(document.title), bare_title(other.title)
    if mine == theirs:
        of_years = standing_of(document), standing_of(other)
        reports = all(each.about and each.date[0] for each in of_years) and len({e.date[0] for e in of_years}) == 2
        return Relation.APART if reports else Relation.EDITION
    subjects = [_subject(title, tokenizer) for title in (mine, theirs)]
    if subjects[0][0] == subjects[1][0] or _mentions(document, other) or _mentions(other, document):
        return Relation.RELATED
    if any(_CONCERNS.search(title) for title in (mine, theirs)) and _shared(subjects[0][0], subjects[1][0]) >= ALIKE:
        return Relation.RELATED
    return Relation.APART if subjects[0][1] == subjects[1][1] else Relation.UNLIKE


def _named_places(document: Document, tokenizer: Tokenizer) -> frozenset[str]:
    names = [document.title, *(part for path in document.filed for part in PurePath(path).with_suffix("").parts[1:])]
    return frozenset().union(*(_places(fold(name), tokenizer) for name in names))


def _subject(title: str, tokenizer: Tokenizer) -> tuple[str, str]:
    """What a bare title is about, and its last word, which says what kind of paper it is; that is the subject where
    there is no other word."""
    words = [word.text for word in tokenizer.tag(_CONCERNS.sub("", title))]
    return ("".join(words[:-1]), words[-1]) if len(words) > 1 else (title, "")


def _mentions(document: Document, other: Document) -> bool:
    """Whether a document names the other by its title."""
    title = bare_title(other.title)
    return any(bare_title(match[1]) == title for match in _TITLE.finditer(close_up(document.text)))


def _shared(one: str, other: str) -> float:
    shorter, longer = sorted((one, other), key=len)
    pairs = [shorter[at : at + 2] for at in range(len(shorter) - 1)]
    return sum(pair in longer for pair in pairs) / len(pairs) if pairs else 0.0


def covers(question: Question, evidence: Evidence, tokenizer: Tokenizer) -> bool:
    """Whether the sentence by itself has all that a question is about: it names a thing, or two or more words."""
    sentence = fold(evidence.text)
    terms = [term for term in content_terms(question.resolved, tokenizer) if term.kind is not TermKind.VALUE]
    return len(terms) > 1 and all(term.is_in(sentence) for term in terms)

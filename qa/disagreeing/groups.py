"""Evidence of several documents, grouped by what it says of the thing asked for, and which of it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.text.tokens import Tokenizer
from index.types import Document
from qa.disagreeing.sameness import PARALLEL, Relation, clause_of, covers, differ, likeness, relation
from qa.disagreeing.standing import beats, is_in_force, repeals, standing_of
from qa.disagreeing.values import NAMES, agree
from qa.judging.attempt import Attempt
from qa.judging.confidence import DOUBTED, Verdict
from qa.reading.answer_words import Words
from qa.types import VALUED, Evidence, Question

MOST = 5
"""Different answers that are shown, at most."""
LESS = 0.25
"""By how much less of the question's weight evidence may have than the best, and speak of the same."""

Judge = Callable[[Evidence], Verdict]


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of evidence with the words in its sentence that answer, and its document."""

    evidence: Evidence
    words: Words
    document: Document

    @property
    def text(self) -> str:
        start, end = self.words.places[0]
        return self.evidence.text[start:end]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What documents say of a thing: ``groups``, at least two, each of those that say the same.

    ``same``: it is one thing that they speak of; else the question leaves open which of several it asks for.
    ``decided``: the first stands, as it is in force or the latest, and the others are only to be mentioned.
    """

    groups: tuple[tuple[Said, ...], ...]
    same: bool
    decided: bool

    @property
    def first(self) -> Said:
        return self.groups[0][0]

    @property
    def repealed(self) -> tuple[Document, ...]:
        """The documents of the others of which it is said that they are not in force: by the first, or themselves."""
        others = [said.document for group in self.groups[1:] for said in group]
        return tuple(each for each in others if not is_in_force(each) or repeals(self.first.document, each))

    @property
    def settled(self) -> bool:
        """Whether none of the others is in force."""
        return self.decided and len(self.repealed) == sum(map(len, self.groups[1:]))


def may_disagree(question: Question) -> bool:
    """Whether it asks for what documents can be compared by: a value, or a name."""
    return question.expected in VALUED | NAMES


def disagreement(
    attempt: Attempt, say: Callable[[Evidence], Said], judge: Judge, tokenizer: Tokenizer, *, ranked: bool
) -> Disagreement | None:
    """What other documents say otherwise than the first piece of evidence, which answers; None where none does.

    :param say: a piece of evidence with its words; more of one document adds nothing.
    :param ranked: whether what stands, or is the latest, is put first.
    """
    question, (lead, *rest) = attempt.question, attempt.found
    rest = [item for item in rest if _document_of(item) != _document_of(lead) and lead.coverage - item.coverage <= LESS]
    if not rest:
        return None
    first = say(lead)
    agreeing, same, apart = [first], list[Said](), list[Said]()
    for item in rest:
        if any(_document_of(item) == each.document.id for each in (*agreeing, *same, *apart)):
            continue
        other = say(item)
        agrees = agree(first.text, other.text, question.expected)
        if agrees is None or not _answers(attempt.verdict, judge(item)):
            continue
        relates = _relates(question, first, other, tokenizer)
        if agrees and relates:
            agreeing.append(other)
        elif not agrees and relates is not None:
            (same if relates else apart).append(other)
    groups = [agreeing, *_grouped(question, same or apart)][:MOST]
    return _ordered(groups, ranked=ranked, same=bool(same)) if len(groups) > 1 else None


def _document_of(evidence: Evidence) -> str:
    return evidence.hit.passage.document_id


def _answers(first: Verdict, other: Verdict) -> bool:
    """Whether the other evidence would answer by itself, and has what the first has of the question."""
    return other.why is None and other.missing <= first.missing


def _relates(question: Question, first: Said, other: Said, tokenizer: Tokenizer) -> bool | None:
    """Whether the other speaks of the same thing (True), or of another one in the same words (False); None where
    neither is certain."""
    one, another = (clause_of(each.evidence, each.words.places[0], tokenizer) for each in (first, other))
    parallel = likeness(one, another) >= PARALLEL
    reading = other.evidence.reading
    read = reading is not None and reading.probability >= DOUBTED and question.expected in VALUED
    if not parallel and not read:
        return None
    related = relation(first.document, other.document, tokenizer)
    if related is Relation.APART:
        return False if parallel else None
    covered = all(covers(question, each.evidence, tokenizer) for each in (first, other))
    known = covered or (parallel and related is not Relation.UNLIKE)
    return True if known and not differ(one, another, question) else None


def _grouped(question: Question, others: Sequence[Said]) -> list[list[Said]]:
    groups: list[list[Said]] = []
    for each in others:
        group = next((group for group in groups if agree(group[0].text, each.text, question.expected)), [])
        if not group:
            groups.append(group)
        group.append(each)
    return groups


def _ordered(groups: Sequence[Sequence[Said]], *, ranked: bool, same: bool) -> Disagreement:
    """The groups, where it is to be so with what stands first and then the latest."""
    winner = next((group for group in groups if ranked and same and _stands(group, groups)), None)
    if ranked and (winner is not None or not same):
        groups = sorted(groups, key=lambda group: (group is winner, max(map(_age, group))), reverse=True)
        groups = [sorted(group, key=_age, reverse=True) for group in groups]
    return Disagreement(tuple(map(tuple, groups)), same, winner is not None)


def _stands(group: Sequence[Said], groups: Sequence[Sequence[Said]]) -> bool:
    """Whether a document of a group stands against all of the other groups."""
    others = [each.document for other in groups if other is not group for each in other]
    return any(all(beats(mine.document, other) for other in others) for mine in group)


def _age(said: Said) -> tuple[tuple[int, ...], tuple[int, ...]]:
    standing = standing_of(said.document)
    return standing.date, standing.edition

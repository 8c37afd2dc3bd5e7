"""The nouns of asking and answering: frozen, slotted, and impossible to build wrong.

Offsets are Unicode code points in the cited document's text, half-open.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import exp, inf

from index.types import Hit


class Expected(StrEnum):
    """The kind of thing a question asks for."""

    NUMBER = "number"
    PERSON = "person"
    PLACE = "place"
    TIME = "time"
    DURATION = "duration"
    IDENTIFIER = "identifier"
    LIST = "list"
    REASON = "reason"
    MANNER = "manner"
    YES_NO = "yes_no"
    DEFINITION = "definition"
    OTHER = "other"


VALUED = frozenset({Expected.NUMBER, Expected.TIME, Expected.DURATION, Expected.IDENTIFIER})
"""Kinds of answers that are values."""


class Silence(StrEnum):
    """Why there is no answer: the documents do not say, or nothing was asked of them."""

    REFUSED = "refused"
    GREETING = "greeting"


class Stage(StrEnum):
    """What is done for an answer, in this order: passages are searched for, read, and what they say is checked."""

    SEARCH = "search"
    READ = "read"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    ``text`` is what the person typed, ``resolved`` the same with a follow-up filled in from earlier questions (equal
    to ``text`` where nothing was), ``unit`` the measure word or unit that a number is asked in (``""`` for none).
    ``focus`` is what a follow-up names in the place of something (``宫灯`` of ``宫灯呢？``), ``""`` for nothing.
    """

    text: str
    resolved: str
    expected: Expected
    unit: str = ""
    focus: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reading model makes of a passage.

    ``words`` are the best answer in it, ``[start, end)`` of its text. ``span`` is by how much their logits exceed
    those of "nowhere", ``here`` the logit of the passage answering at all; both are higher the surer it is. ``others``
    are the next best words with their ``span``, best first.
    """

    words: tuple[int, int]
    span: float
    here: float
    others: tuple[tuple[tuple[int, int], float], ...] = ()

    @property
    def lead(self) -> float:
        """By how many logits the words exceed the best others that share nothing with them; infinite without any."""
        start, end = self.words
        apart = [span for (low, high), span in self.others if high <= start or end <= low]
        return self.span - max(apart) if apart else inf

    @property
    def score(self) -> float:
        """Both together, as the logit of a probability."""
        return (self.span / 2 + self.here) / 2

    @property
    def probability(self) -> float:
        """0 to 1: that the words answer the question."""
        return 1 / (1 + exp(-self.score))


@dataclass(frozen=True, slots=True)
class Evidence:
    """A hit with the part of its passage that carries the answer.

    ``before`` is the text that the passage goes on from, empty where it opens its section. ``sentence`` is
    ``[start, end)`` in the passage's text: one sentence, or a list with the line that leads into it.
    ``coverage`` is the share of the question's grams, weighted by rarity, that stand in it or in the sentence before
    it, 0 to 1; ``score`` orders evidence, higher is better. ``reading`` is None where the passage was not read.
    """

    hit: Hit
    before: str
    sentence: tuple[int, int]
    coverage: float
    score: float
    reading: Reading | None = None

    def __post_init__(self) -> None:
        start, end = self.sentence
        if not 0 <= start < end <= len(self.hit.passage.text):
            raise ValueError("the sentence is a part of the passage")

    @property
    def text(self) -> str:
        return self.hit.passage.text[self.sentence[0] : self.sentence[1]]


@dataclass(frozen=True, slots=True)
class Seconds:
    """Wall-clock seconds at work: searching (with encoding the question), reading (all that follows), and both."""

    search: float
    read: float
    total: float

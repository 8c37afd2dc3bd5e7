"""What comes of a question as it may be meant, to be compared with what comes of it as it may be meant otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from index.text.tokens import Tokenizer
from index.types import Document
from qa.judging.confidence import DOUBTED, Verdict, judge
from qa.reading.evidence import Weights
from qa.types import Evidence, Question

NOT_FAR = 0.05
"""How far behind the best evidence, in score, other may answer in its place, where the best is doubted or cannot."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What comes of a question as it may be meant. ``found`` is the evidence, best first.

    ``judged`` are the verdicts on some of it, by passage id; ``judge`` adds to them.
    """

    question: Question
    verdict: Verdict
    found: Sequence[Evidence] = ()
    documents: Mapping[str, Document] = field(default_factory=dict)
    weights: Weights = field(default_factory=dict)
    judged: dict[str, Verdict] = field(default_factory=dict)

    def judge(self, item: Evidence, tokenizer: Tokenizer) -> Verdict:
        """Whether a piece of its evidence answers the question; judged once."""
        passage = item.hit.passage
        if passage.id not in self.judged:
            document = self.documents[passage.document_id]
            self.judged[passage.id] = judge(self.question, item, document, self.weights, tokenizer)
        return self.judged[passage.id]

    @property
    def doubted(self) -> bool:
        """Whether the reading doubts that it answers."""
        reading = self.found[0].reading if self.found else None
        return reading is not None and reading.probability < DOUBTED

    def says_as(self, other: Attempt) -> bool:
        """Whether both are answered, and by the same sentence: then it is not another sense that tells."""
        both = self.found and other.found and not self.verdict.why and not other.verdict.why
        return bool(both) and self.found[0].text == other.found[0].text

    @property
    def rank(self) -> tuple[bool, float]:
        """Higher is better: an answer before a refusal, then the likelier one."""
        return not self.verdict.why, self.verdict.confidence

"""Judgments: what a party claims is no answer to what the court found or decided."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from index.text.tokens import fold
from index.types import Document, clip_spans
from qa.types import Evidence, Question

_DECIDED = re.compile("(?:判决|裁定|决定)如下")
"""What makes of a document a court's."""
_CLAIMS = re.compile(
    "诉讼请求[:：为]|提出.{0,8}请求[:：]|事实[和与]理由[:：]|(?:诉|辩|述|反诉|上诉)称|上诉请求|答辩意见|指控[:：,，]|公诉机关.{0,12}指控"
)
_HOLDS = re.compile("审理查明|另查明|本院(?:经审查)?(?:认为|查明|认定)|查明事实|(?:判决|裁定|决定)如下")
"""Where a party speaks, and where the court does."""
_OF_COURT = re.compile("法院.{0,12}(?:判|认|支持|驳|说|裁|酌)|(?<![谈批评审研裁])判(?!决书|例|断)|裁定|被驳回|酌定")
"""In a question: what the court found or decided."""
_KEPT = 16
"""Of so many places it is kept who speaks there: more than there are pieces of evidence for a question."""


def claimed_only(question: Question, document: Document, evidence: Evidence) -> bool:
    """Whether a question asks what a court decided, and in its judgment a party speaks where the evidence says it."""
    if not _OF_COURT.search(fold(question.resolved)) or not _DECIDED.search(document.text):
        return False
    said = evidence.reading.words if evidence.reading else evidence.sentence
    return _party_speaks(document.text, clip_spans(evidence.hit.passage.spans, *said)[0].start)


@lru_cache(maxsize=_KEPT)
def _party_speaks(text: str, place: int) -> bool:
    """Whether it is a party that speaks at a place of a judgment; a court's mark behind the party's ends that.

    Evidence is asked for this twice, to put it in order and to judge it, and all of the text before it is gone through.
    """
    claims, holds = (
        max((match.start() for match in marks.finditer(text, 0, place)), default=-1) for marks in (_CLAIMS, _HOLDS)
    )
    return claims > holds


def courts_first(question: Question, found: Sequence[Evidence], documents: Mapping[str, Document]) -> list[Evidence]:
    """The evidence in its order, what a party only claims behind the rest where a question asks what a court decided.

    :param documents: those of the evidence, by id.
    """
    return sorted(found, key=lambda each: claimed_only(question, documents[each.hit.passage.document_id], each))

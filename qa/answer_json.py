"""What came of a question as an object of JSON, the same for the commands and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from index.text.places import describe
from index.types import PlaceKind
from qa.answers import Answer, Citation, Elsewhere, Explanation, NoAnswer, Part, Summary
from qa.statements import Remark, RemarkKind


def as_json(identity: object, outcome: Answer | NoAnswer) -> dict[str, Any]:
    """An outcome in the form that ``ask --json`` and ``--batch`` print and that programs are given.

    Offsets are code points of the document.
    """
    answered = isinstance(outcome, Answer)
    return {
        "id": identity,
        "question": outcome.question.text,
        "status": "answered" if answered else "no_answer",
        "answer": outcome.text if isinstance(outcome, Answer) else None,
        "sentence": outcome.sentence if isinstance(outcome, Answer) else None,
        "sure": isinstance(outcome, Answer) and outcome.sure,
        "reason": outcome.reason if isinstance(outcome, NoAnswer) else None,
        "reason_kind": outcome.why.name if isinstance(outcome, NoAnswer) else None,
        "remark": outcome.remark or None,
        "remark_kinds": [remark.kind.value for remark in outcome.remarks],
        "indexing": _indexing(outcome.remarks),
        "kind": "answer" if isinstance(outcome, Answer) else outcome.kind.value,
        "parts": [_part(part) for part in outcome.parts] if isinstance(outcome, Answer) else [],
        "understood": outcome.question.resolved,
        "confidence": round(outcome.confidence, 4),
        "citations": [as_citation(citation) for citation in outcome.citations],
        "summary": _summary(outcome.summary) if isinstance(outcome, Answer) and outcome.summary else None,
        "seconds": {name: round(value, 4) for name, value in asdict(outcome.seconds).items()},
    }


def _indexing(remarks: Sequence[Remark]) -> dict[str, int] | None:
    """How many of how many files were read when the question was asked; None where none were being read."""
    found = (remark for remark in remarks if remark.kind is RemarkKind.INDEXING)
    return next(({"read": remark.shown, "files": remark.count} for remark in found), None)


def _part(part: Part) -> dict[str, Any]:
    reason_kind = part.why.name if part.why else None
    return {name: value for name, value in asdict(part).items() if name != "why"} | {"reason_kind": reason_kind}


def _summary(summary: Summary) -> dict[str, Any]:
    sentences = [{"text": it.text, "citations": list(it.citations)} for it in summary.sentences]
    return asdict(summary) | {"sentences": sentences}


def as_citation(citation: Citation) -> dict[str, Any]:
    """A quote with where it stands; offsets are code points of its document."""
    first = citation.places[0] if citation.places else None
    paged = first is not None and first.kind in (PlaceKind.PAGE, PlaceKind.SLIDE)
    rowed = first is not None and first.kind is PlaceKind.ROW
    return {
        "number": citation.number,
        "document": citation.document,
        "document_id": citation.document_id,
        "path": citation.path,
        "title": citation.title,
        "heading": citation.heading,
        "place": describe(citation.places),
        "paragraph": citation.paragraph,
        "page": first.number if first is not None and paged else None,
        "sheet": first.name or None if first is not None and rowed else None,
        "row": first.number if first is not None and rowed else None,
        "quote": citation.quote,
        "spans": [[span.start, span.end] for span in citation.spans],
        "highlight": [[span.start, span.end] for span in citation.highlight],
        "also": [_elsewhere(elsewhere) for elsewhere in citation.also],
        "why": _why(citation.explanation) if citation.explanation else None,
    }


def _elsewhere(elsewhere: Elsewhere) -> dict[str, Any]:
    return {name: value for name, value in asdict(elsewhere).items() if name != "called"}


def _why(explanation: Explanation) -> dict[str, Any]:
    values = {name: _plain(value) for name, value in asdict(explanation).items() if name != "checked"}
    return values | {"checks": list(explanation.checks)}


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    return round(value, 4) if isinstance(value, float) else value

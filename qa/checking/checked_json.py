"""What came of checking a text as an object of JSON, the same for the command and for programs."""

from __future__ import annotations

from typing import Any

from index.types import Span
from qa.answer_json import as_citation
from qa.checking.types import CheckedText, Difference, Finding, Standing


def as_json(checked: CheckedText) -> dict[str, Any]:
    """Findings in the order of the text. Offsets are code points: of ``text``, in citations of their document."""
    return {
        "name": checked.name,
        "text": checked.text,
        "unchecked": checked.unchecked,
        "counts": {standing.value: checked.count(standing) for standing in Standing},
        "findings": [_finding(finding, checked.text) for finding in checked.findings],
        "seconds": round(checked.seconds, 4),
    }


def _finding(finding: Finding, text: str) -> dict[str, Any]:
    return {
        "kind": finding.kind.value,
        "standing": finding.standing.value,
        "claim": text[finding.span.start : finding.span.end],
        "span": _span(finding.span),
        "sentence": _span(finding.sentence),
        "differences": [_difference(difference, text) for difference in finding.differences],
        "confidence": round(finding.confidence, 4),
        "citations": [as_citation(citation) for citation in finding.citations],
    }


def _difference(difference: Difference, text: str) -> dict[str, Any]:
    written = text[difference.written.start : difference.written.end]
    return {"span": _span(difference.written), "written": written, "source": difference.source}


def _span(span: Span) -> list[int]:
    return [span.start, span.end]

"""Whether a source says a figure in other words: the reading model is asked for it, and has to read that very one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.text.values import Kind
from qa.checking.claims import Claim
from qa.checking.judging import Verdict
from qa.checking.line import Line
from qa.checking.types import Standing
from qa.reading.model import ReadingModel
from qa.reading.pairing import Text

READ = 2
"""Sources of a claim that are read."""
READS = 0.6
"""The probability from which what is read answers."""


def read_otherwise(line: Line, claim: Claim, found: Sequence[Verdict], reader: ReadingModel) -> list[Verdict]:
    """The verdicts, those that only lack words in common with the claim supported where its figure is read there.

    :raises ReaderUnavailable: when the model's files are not what was exported.
    """
    likely = [verdict for verdict in found if verdict.likely][:READ]
    if not likely or claim.value is None or any(verdict.standing is not Standing.UNSEEN for verdict in found):
        return list(found)
    asked = question_for(line, claim)
    readings = reader.read(asked, [Text(each.source.above, each.source.text) for each in likely])
    said = []
    for verdict, reading in zip(likely, readings, strict=True):
        if reading is None or reading.probability < READS:
            continue
        start, end = verdict.source.line.origins[verdict.words[0][0]], verdict.source.line.origins[verdict.words[0][1]]
        low, high = (at - verdict.source.place[0] for at in reading.words)
        if low < end and start < high:
            said.append(replace(verdict, standing=Standing.SUPPORTED, score=reading.probability))
    return [*said, *found]


def question_for(line: Line, claim: Claim) -> str:
    """The clause of a figure or a time as the question for it: ``亩产从多少公斤提高到141公斤？``."""
    value = claim.value
    assert value is not None
    asks = "什么时候" if value.kind is Kind.TIME else f"多少{value.unit}"
    start, end = claim.scope
    return f"{line.slice(start, value.core[0])}{asks}{line.slice(value.core[1], end)}？"

"""Whether an answer says what is true, and the figures of many."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bench.tables.asking import Question, Truth
from bench.tables.making import Table

FIGURE = re.compile(r"(?<![A-Za-z\d.-])-?\d[\d,，]*(?:\.\d+)?")


class Mark(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    WRONG_AND_SURE = "wrong and sure"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Scored:
    question: Question
    answer: str | None
    mark: Mark


def score(question: Question, answer: str | None, sure: bool) -> Scored:
    """:param answer: None where it was refused."""
    truth = question.truth
    if truth == Truth():
        right = answer is None
    elif answer is None:
        return Scored(question, answer, Mark.REFUSED)
    else:
        right = holds(truth, answer, question.table)
    return Scored(question, answer, Mark.RIGHT if right else Mark.WRONG_AND_SURE if sure else Mark.WRONG)


def holds(truth: Truth, answer: str, table: Table) -> bool:
    """A row: the first that is named. A number: the one after the last ``=``, else the first. Rows: just these.

    The years in the names of columns are no figures of an answer.
    """
    names = {name for column in table.columns for name in (column.name, column.header)}
    for name in sorted(names, key=lambda name: (-len(name), name)):  # 2024年利润 before 利润
        answer = answer.replace(f"{name}：", "")
    if truth.text is not None:
        return _says(answer, truth.text) and not any(_says(answer, other) for other in truth.others)
    named = sorted((answer.index(row[0]), row[0]) for row in table.rows if row[0] in answer)
    if truth.key is not None:
        return bool(named) and named[0][1] == truth.key
    if truth.rows is not None:
        return {name for _, name in named} == set(truth.rows)
    numbers = _numbers(answer.rpartition("=")[2])
    return bool(numbers) and numbers[0] == truth.number


def _says(answer: str, text: str) -> bool:
    """Whether a cell's text stands in an answer, a figure as one of its figures."""
    value = _number(text)
    return value in _numbers(answer) if value is not None else _bare(text) in _bare(answer)


def _bare(text: str) -> str:
    return re.sub(r"[\s,，]", "", text)


def _number(text: str) -> Decimal | None:
    return Decimal(text.replace(",", "")) if re.fullmatch(r"\d[\d,]*(\.\d+)?", text) and len(text) < 9 else None


def _numbers(text: str) -> list[Decimal]:
    return [Decimal(re.sub("[,，]", "", match.group())) for match in FIGURE.finditer(text)]


def as_rows(scored: Sequence[Scored], groups: Iterable[tuple[str, Sequence[Scored]]]) -> str:
    """A Markdown table: a line for each group and one for all, as shares of the answerable and the unanswerable."""
    lines = ["| | asked | right | wrong | wrong and sure | refused |", "|---|--:|--:|--:|--:|--:|"]
    for name, some in [*groups, ("**all**", scored)]:
        if some:
            shares = " | ".join(f"{share:.3f}" for share in shares_of(some))
            lines.append(f"| {name} | {len(some)} | {shares} |")
    return "\n".join(lines)


def shares_of(scored: Sequence[Scored]) -> tuple[float, float, float, float]:
    """Right, wrong (sure or not), wrong and sure, refused; of the unanswerable a refusal is right."""
    marks = [each.mark for each in scored]
    sure = marks.count(Mark.WRONG_AND_SURE)
    found = (marks.count(Mark.RIGHT), marks.count(Mark.WRONG) + sure, sure, sum(each.answer is None for each in scored))
    right, wrong, surely, refused = (count / len(marks) for count in found)
    return right, wrong, surely, refused

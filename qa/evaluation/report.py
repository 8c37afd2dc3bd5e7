"""Results to figures, over all questions and for each kind of question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from qa.evaluation.asking import Result
from qa.evaluation.calibration import expected_calibration_error
from qa.evaluation.measures import area_under_curve, mean, quantile, reciprocal_rank, share

CUTOFFS = (1, 3, 5, 10)


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares and means are 0 to 1, None where there is nothing to count; seconds are wall-clock per question.

    ``hit_1`` … ``hit_10``, ``mrr_10``: the rank of the first right passage. ``first``, ``first_three``: an answer
    stands in the first, or one of the first three, citations. ``exact``, ``overlap``: EM and F1 of the highlighted
    words. All these and ``wrongly_refused`` are over answerable questions, ``refused`` over unanswerable ones.
    ``separation``: the area under the curve of the confidence, answerable against unanswerable. ``sure``: the share of
    all questions that are given an answer shown as sure, ``sure_right``: of these answers the right ones, and
    ``calibration`` the expected calibration error of all answers given. ``verbatim``: questions all of whose quotes
    are slices of their document.
    """

    questions: int
    answerable: int
    hit_1: float | None
    hit_3: float | None
    hit_5: float | None
    hit_10: float | None
    mrr_10: float | None
    first: float | None
    first_three: float | None
    exact: float | None
    overlap: float | None
    refused: float | None
    wrongly_refused: float | None
    separation: float | None
    sure: float | None
    sure_right: float | None
    calibration: float | None
    verbatim: float | None
    seconds_p50: float | None
    seconds_p95: float | None


@dataclass(frozen=True, slots=True)
class Report:
    """``kinds`` are figures by kind of question, by name; ``failures`` what did not go right, in the file's order."""

    total: Figures
    kinds: dict[str, Figures]
    failures: tuple[Result, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values for ``json.dumps``: the total's figures, then ``kinds`` and ``failures``."""
        kinds = {kind: asdict(figures) for kind, figures in self.kinds.items()}
        return {**asdict(self.total), "kinds": kinds, "failures": [asdict(failure) for failure in self.failures]}


def report(results: Sequence[Result]) -> Report:
    """The figures of all results and of each kind."""
    kinds = {kind: [r for r in results if r.kind == kind] for kind in sorted({r.kind for r in results})}
    return Report(
        figures(results),
        {kind: figures(of_kind) for kind, of_kind in kinds.items()},
        tuple(result for result in results if not result.right),
    )


def figures(results: Sequence[Result]) -> Figures:
    """The figures of one set of results, in any order."""
    answerable = [result for result in results if result.answerable]
    others = [result for result in results if not result.answerable]
    hits = [share([r.place is not None and r.place <= cutoff for r in answerable]) for cutoff in CUTOFFS]
    seconds = [result.seconds for result in results]
    given = [result for result in results if result.answered]
    return Figures(
        questions=len(results),
        answerable=len(answerable),
        hit_1=hits[0],
        hit_3=hits[1],
        hit_5=hits[2],
        hit_10=hits[3],
        mrr_10=mean([reciprocal_rank(result.place) for result in answerable]),
        first=share([result.cited == 1 for result in answerable]),
        first_three=share([result.cited is not None and result.cited <= 3 for result in answerable]),
        exact=mean([result.exact for result in answerable]),
        overlap=mean([result.overlap for result in answerable]),
        refused=share([not result.answered for result in others]),
        wrongly_refused=share([not result.answered for result in answerable]),
        separation=area_under_curve([r.confidence for r in answerable], [r.confidence for r in others]),
        sure=share([result.sure for result in results]),
        sure_right=share([result.gives for result in given if result.sure]),
        calibration=expected_calibration_error([r.confidence for r in given], [r.gives for r in given]),
        verbatim=share([result.verbatim for result in results]),
        seconds_p50=quantile(seconds, 0.5),
        seconds_p95=quantile(seconds, 0.95),
    )


NAMES = {
    "questions": "问题",
    "answerable": "可答",
    "hit_1": "命中@1",
    "hit_3": "命中@3",
    "hit_5": "命中@5",
    "hit_10": "命中@10",
    "mrr_10": "MRR@10",
    "first": "首条引用含答案",
    "first_three": "前三条引用含答案",
    "exact": "精确词 EM",
    "overlap": "精确词 F1",
    "refused": "不可答而拒答",
    "wrongly_refused": "可答而误拒",
    "separation": "拒答 AUC",
    "sure": "把握较大的",
    "sure_right": "把握较大而答对",
    "calibration": "把握与对错之差 ECE",
    "verbatim": "引文逐字一致",
    "seconds_p50": "用时 p50（秒）",
    "seconds_p95": "用时 p95（秒）",
}


def as_table(made: Report) -> str:
    """A table with a row a figure and a column a kind, cells parted by tabs; then a line for each failure."""
    columns = {"全部": asdict(made.total), **{kind: asdict(figures) for kind, figures in made.kinds.items()}}
    lines = ["\t".join(["", *columns])]
    lines += ["\t".join([name, *(cell(column[key]) for column in columns.values())]) for key, name in NAMES.items()]
    return "\n".join([*lines, *map(_failure, made.failures)])


def cell(value: float | None) -> str:
    """A figure as a table shows it: counts whole, shares to three digits, ``—`` for none."""
    match value:
        case None:
            return "—"
        case int():
            return str(value)
    return f"{value:.3f}"


def _failure(result: Result) -> str:
    wanted = "、".join(result.answers) or "（不可答）"
    got = "答" if result.answered else "拒"
    returned = " ".join(result.returned.split())[:60]
    return f"未过\t{result.id}\t{result.question}\t应为：{wanted}\t{got}（{result.confidence:.2f}）：{returned}"

"""``python -m qa.evaluation.fit FILE…``: fits ``qa/judging/confidence.json`` on questions not trained on.

With the reading model it fits what belongs to ``read`` evidence, without it, or with ``--unread``, what belongs to
``unread``. The weights are those of a logistic regression on whether what would be answered is right, over all
questions alike, answerable or not, so that the probability means what it says. The two bounds follow from it: the
highest from which answers are given so that of the answerable questions no more than ``REFUSED`` are refused, and the
lowest from which ``RIGHT`` of the answers are right, which are then shown as sure.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from index.commands.commandline import TerminalProgress, positive
from index.errors import QuestionError
from index.settings import Settings
from index.types import Progress
from qa.assistant import Assistant
from qa.evaluation.files import Asked, QuestionFile, read_all, read_questions
from qa.evaluation.measures import area_under_curve, gives
from qa.judging.signals import WEIGHTS_FILE, Signals
from qa.reading.model import ReadingModel

REFUSED = 0.05
"""The share of answerable questions that may be refused. Going from 0.03 to 0.05 refused 47 more of 548 held-out
questions that nothing answers, and 20 of 972 others, of which 8 had been answered rightly."""
RIGHT = 0.95
"""The share of the answers shown as sure that are to be right."""
USED = {"read": ("covered", "read"), "unread": ("covered", "missing", "cosine", "kind")}
"""The signals that count; beside a reading, the others bought nothing (qa/model/MODEL_CARD.md)."""
FEWEST = 20
"""Answers that a bound for sure ones has to rest on."""
NEVER = 0.999
"""The bound where no answers are as often right."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question's first evidence. ``right``: what it would answer is; ``answerable``: there is a right answer.

    ``settled``: a rule refuses it whatever the weights say.
    """

    signals: Signals
    right: bool
    answerable: bool
    settled: bool = False


def main(arguments: Sequence[str] | None = None) -> int:
    """Write weights and bounds, and print how many cases there were and how well the probability parts them.

    :raises YinjuError: for a file that holds no questions.
    """
    parser = argparse.ArgumentParser(prog="python -m qa.evaluation.fit", description="拟合作答的把握和两个界限。")
    parser.add_argument("files", nargs="+", type=Path, metavar="文件", help="问题文件，形式同 qa evaluate")
    parser.add_argument("--among", nargs="+", type=Path, default=[], metavar="文件", help="形式同 qa evaluate")
    parser.add_argument("--every", type=positive, default=1, metavar="N", help="自带文档的文件每 N 题只用一题")
    parser.add_argument("--unread", action="store_true", help="不用阅读模型时的权重")
    parser.add_argument("--data", type=Path, default=Path("data"), help="数据文件夹（默认 data）")
    parser.add_argument("--out", type=Path, default=WEIGHTS_FILE, help="写到哪里（默认就是程序读的那个文件）")
    options = parser.parse_args(arguments)
    settings = Settings.load(options.data)
    reads = not options.unread and settings.reader and ReadingModel.find() is not None
    settings = replace(settings, reader=reads)
    cases: list[Case] = []
    files = [(path, read_questions(path)) for path in options.files]
    own = [path for path, file in files if file.documents]
    if own:
        cases += _asked_of(read_all(own, options.among), settings, options.every)
    for bare in (file for _, file in files if not file.documents):
        cases += _asked_of(bare, settings, 1)
    made = fit(cases)
    known = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8")) if WEIGHTS_FILE.exists() else {}
    known["read" if reads else "unread"] = made
    options.out.write_text(json.dumps(known, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(f"{len(cases)} 例\t对错 AUC {separation(made, cases):.3f}\t{json.dumps(made)}")
    return 0


def _asked_of(file: QuestionFile, settings: Settings, every: int) -> Iterator[Case]:
    """The cases of every so many questions that were not trained on."""
    with TerminalProgress() as progress, file.open_library(settings, progress) as library:
        assistant = Assistant(library)
        assistant.warm_up()
        yield from cases_of(assistant, file.held_out()[::every], progress)


def cases_of(assistant: Assistant, questions: Sequence[Asked], progress: Progress) -> Iterator[Case]:
    """A case for each question that can be asked, and for which there is evidence, in order."""
    for done, asked in enumerate(questions, start=1):
        try:
            first = assistant.first_evidence(asked.question, asked.history)
        except QuestionError:  # public sets have empty questions
            continue
        if first is not None:
            said, verdict = first
            assert verdict.signals is not None
            yield Case(verdict.signals, gives(said, asked.answers), bool(asked.answers), verdict.settled)
        progress("提问", done, len(questions))


def fit(cases: Sequence[Case]) -> dict[str, float]:
    """A weight for each signal that counts, ``bias``, and the bounds ``answered`` and ``sure``.

    What a rule settles is left out of the weights, since they do not matter there.
    """
    weighed = [case for case in cases if not case.settled]
    model = LogisticRegression(C=10.0, solver="newton-cholesky", tol=1e-9)  # lbfgs stops short of the cosine
    model.fit(_matrix(weighed), [case.right for case in weighed])
    values = [*model.coef_[0], model.intercept_[0]]
    made = {name: round(float(value), 3) for name, value in zip([*_names(weighed), "bias"], values, strict=True)}
    return {**made, **bounds(made, cases)}


def bounds(weights: dict[str, float], cases: Sequence[Case]) -> dict[str, float]:
    """The probabilities from which a question counts as answered, and from which its answer is shown as sure."""
    scored = sorted(zip(_probabilities(weights, cases), cases, strict=True), key=lambda pair: -pair[0])
    answerable = sorted(p for p, case in scored if case.answerable and not case.settled)
    lost = sum(case.answerable and case.settled for case in cases)
    may = max(int(REFUSED * (len(answerable) + lost)) - lost, 0)
    answered = answerable[min(may, len(answerable) - 1)]
    sure, right = NEVER, 0
    given = [(p, case) for p, case in scored if not case.settled and case.signals.alone]
    for number, (probability, case) in enumerate(given, start=1):
        right += case.right
        if number >= FEWEST and right >= RIGHT * number:
            sure = probability
    return {"answered": _down(answered), "sure": max(_down(sure), _down(answered))}


def _down(bound: float) -> float:
    """To six digits, so that what lies at the bound counts."""
    return float(np.floor(bound * 1e6 + 1e-3) / 1e6)


def separation(weights: dict[str, float], cases: Sequence[Case]) -> float:
    """The area under the curve of the probability, right cases against the others, those a rule settles at 0."""
    scores = _probabilities(weights, cases)
    of = {
        right: [s * (not c.settled) for s, c in zip(scores, cases, strict=True) if c.right is right]
        for right in (True, False)
    }
    return area_under_curve(of[True], of[False]) or float("nan")


def _probabilities(weights: dict[str, float], cases: Sequence[Case]) -> list[float]:
    logits = _matrix(cases) @ np.array([weights[name] for name in _names(cases)]) + weights["bias"]
    return [float(each) for each in 1 / (1 + np.exp(-logits))]


def _names(cases: Sequence[Case]) -> Sequence[str]:
    """The signals that count: with a reading, where every case has one."""
    return USED["read" if all(case.signals.read is not None for case in cases) else "unread"]


def _matrix(cases: Sequence[Case]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """``(cases, signals)``."""
    names = _names(cases)
    return np.array([[getattr(case.signals, name) for name in names] for case in cases], np.float64)


if __name__ == "__main__":
    sys.exit(main())

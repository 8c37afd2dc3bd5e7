"""``python -m qa.evaluation.fit FILE…``: fits the weights of ``qa/confidence.json`` on question files.

With the reading model it fits those of ``read`` evidence, on questions that the model was not trained on; without it,
or with ``--unread``, those of ``unread`` evidence.

Each answerable question is judged twice: on what the library has, and on what it has left once the right passages are
taken out, as if it did not know. What something decisive settles is left out, since the weights do not matter there.
Of the rest, each file counts the same, and ``UNANSWERED`` of it are the cases where the evidence holds no answer.
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

from index.commandline import TerminalProgress, positive
from index.errors import QuestionError
from index.settings import Settings
from index.tokens import fold
from index.types import Hit, Progress
from qa.assistant import HITS, Assistant
from qa.confidence import WEIGHTS_FILE, Signals, judge, weigh
from qa.evaluation.asking import is_right
from qa.evaluation.files import Asked, read_questions
from qa.evaluation.measures import area_under_curve
from qa.evidence import gram_weights
from qa.question import understand
from qa.reading.model import ReadingModel
from qa.types import Question

UNANSWERED = 0.1
"""The share of questions without an answer that the weights are fitted for, of those that no rule settles."""
DEEPER = 3
"""How many times ``HITS`` are searched, so that enough are left when the right ones are taken out."""


@dataclass(frozen=True, slots=True)
class Case:
    """One question and the evidence found for it; ``holds``: whether the evidence holds an answer."""

    signals: Signals
    holds: bool


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the weights, and print for each file how many cases it gave and how well the weights part them.

    :raises YinjuError: for a file that holds no questions.
    """
    parser = argparse.ArgumentParser(prog="python -m qa.evaluation.fit", description="拟合拒答判断的权重。")
    parser.add_argument("files", nargs="+", type=Path, metavar="文件", help="问题文件，形式同 qa evaluate")
    parser.add_argument("--every", type=positive, default=1, metavar="N", help="每个文件每 N 题只用一题")
    parser.add_argument("--unread", action="store_true", help="不用阅读模型时的权重")
    parser.add_argument("--data", type=Path, default=Path("data"), help="数据文件夹（默认 data）")
    parser.add_argument("--out", type=Path, default=WEIGHTS_FILE, help="写到哪里（默认就是程序读的那个文件）")
    options = parser.parse_args(arguments)
    settings = Settings.load(options.data)
    reads = not options.unread and settings.reader and ReadingModel.find() is not None
    settings = replace(settings, reader=reads)
    cases = []
    for path in options.files:
        file = read_questions(path)
        questions = file.held_out() if reads else file.questions
        with TerminalProgress() as progress, file.open_library(settings, progress) as library:
            cases.append(list(_cases(Assistant(library), questions[:: options.every], progress)))
    weights = fit(cases)
    known = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    made = {**known, "read" if reads else "unread": weights}
    options.out.write_text(json.dumps(made, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    for path, of_file in zip(options.files, cases, strict=True):
        print(f"{path.name}\t{len(of_file)} 例\tAUC {separation(weights, of_file):.3f}")
    return 0


def _cases(assistant: Assistant, questions: Sequence[Asked], progress: Progress) -> Iterator[Case]:
    assistant.warm_up()
    library = assistant.library
    for done, asked in enumerate(questions, start=1):
        try:
            question = understand(asked.question, asked.history, library.tokenizer)
        except QuestionError:  # public sets have empty questions
            continue
        hits = library.search(question.resolved, DEEPER * HITS)
        answers = [fold(answer) for answer in asked.answers]
        yield from _case(assistant, question, hits[:HITS], answers)
        if answers:
            left = [hit for hit in hits if not is_right(hit, asked, answers, library)]
            yield from _case(assistant, question, left[:HITS], ())
        progress("提问", done, len(questions))


def _case(assistant: Assistant, question: Question, hits: Sequence[Hit], answers: Sequence[str]) -> Iterator[Case]:
    """The case of the best evidence, none where there is no evidence or a rule settles it."""
    library = assistant.library
    weights = gram_weights(question.resolved, library.tokenizer, library.rarity)
    found = assistant.evidence(question, hits, weights)
    if found:
        document = library.document(found[0].hit.passage.document_id)
        if not judge(question, found[0], document, weights, library.tokenizer).settled:
            signals, _ = weigh(question, found[0], document, weights, library.tokenizer)
            if assistant.reader and signals.read is None:
                return  # nothing in it that can be read
            yield Case(signals, any(answer in fold(found[0].hit.passage.text) for answer in answers))


def fit(files: Sequence[Sequence[Case]]) -> dict[str, float]:
    """Logistic regression: a weight for each field of ``Signals`` that the cases have, and ``bias``."""
    cases = [case for of_file in files for case in of_file]
    shares = {True: 1 - UNANSWERED, False: UNANSWERED}
    weights = [
        shares[case.holds] / sum(other.holds is case.holds for other in of_file)
        for of_file in files
        for case in of_file
    ]
    scale = len(cases) / len(files)
    model = LogisticRegression(C=100.0, solver="newton-cholesky", tol=1e-9)  # lbfgs stops short of the cosine
    model.fit(_matrix(cases), [case.holds for case in cases], sample_weight=np.array(weights) * scale)
    values = [*model.coef_[0], model.intercept_[0]]
    return {name: round(float(value), 3) for name, value in zip([*_names(cases), "bias"], values, strict=True)}


def separation(weights: dict[str, float], cases: Sequence[Case]) -> float:
    """The area under the curve of the weighted signals, cases that hold an answer against the others."""
    scores = _matrix(cases) @ np.array([weights[name] for name in _names(cases)])
    holding = [float(score) for score, case in zip(scores, cases, strict=True) if case.holds]
    others = [float(score) for score, case in zip(scores, cases, strict=True) if not case.holds]
    return area_under_curve(holding, others) or float("nan")


def _names(cases: Sequence[Case]) -> list[str]:
    """The signals that every case has."""
    return [name for name in Signals.__dataclass_fields__ if all(_value(case, name) is not None for case in cases)]


def _matrix(cases: Sequence[Case]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """``(cases, signals)``."""
    names = _names(cases)
    return np.array([[_value(case, name) for name in names] for case in cases], np.float64)


def _value(case: Case, name: str) -> float | None:
    value: float | None = getattr(case.signals, name)
    return value


if __name__ == "__main__":
    sys.exit(main())

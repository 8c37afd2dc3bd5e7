"""``python -m bench.clerks --work DIR``: 297 everyday questions over fourteen documents, 94 of which nothing answers.

Contracts, registers, rules, a report, a notice: all invented, written with their questions by someone who had seen
neither the program nor its tests. Half A (149) was looked at while the program was mended, half B was not at first.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.tables.everyday import report
from bench.tables.scoring import Mark
from index.library import Library
from index.settings import Settings
from qa.answers import Answer, NoAnswer
from qa.assistant import Assistant
from qa.evaluation.measures import gives

HERE = Path(__file__).parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="where the library is kept")
    parser.add_argument("--models", type=Path, help="a folder of the unpacked model, to be shared")
    parser.add_argument("--half", choices=("A", "B"), help="ask the questions of one half alone")
    parser.add_argument("--misses", action="store_true", help="print what did not hold")
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    if given.models is not None and not (given.work / "models").exists():
        (given.work / "models").symlink_to(given.models.resolve())
    questions = [question for question in read_questions() if given.half in (None, question["half"])]
    marks = []
    with Library.open(Settings(data=given.work)) as library:
        library.sync([HERE / "documents"])
        assistant = Assistant(library)
        for question in questions:
            outcome = assistant.ask(question["question"])
            mark = mark_of(question, outcome)
            if given.misses and mark is not Mark.RIGHT:
                said = outcome.text if isinstance(outcome, Answer) else outcome.reason
                print(f"{mark}\t{question['question']}\t{'、'.join(question['answers'][:1])}\t{said}")
            marks.append((not question["answers"], mark))
    print(report(marks))


def read_questions() -> list[dict[str, Any]]:
    """The questions in their order: ``question``, ``answers`` (none where nothing answers it), ``half``."""
    lines = (HERE / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def mark_of(question: Mapping[str, Any], outcome: Answer | NoAnswer) -> Mark:
    """What an outcome is worth: right where it gives one of the answers, or where it refuses what nothing answers."""
    if isinstance(outcome, NoAnswer):
        return Mark.REFUSED if question["answers"] else Mark.RIGHT
    if question["answers"] and gives(outcome.text, question["answers"]):
        return Mark.RIGHT
    return Mark.WRONG_AND_SURE if outcome.sure else Mark.WRONG


if __name__ == "__main__":
    main()

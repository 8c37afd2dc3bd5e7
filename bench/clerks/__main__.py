"""``python -m bench.clerks --work DIR``: everyday questions over documents, by someone who had seen neither program nor
tests; to nearly a third of them the documents give no answer.

``texts``: fourteen documents as text, 297 questions; ``files``: sixteen as PDF, Word, Excel, CSV and text, 379;
``mixed``: thirty-one of other kinds, by two others, 387; ``spoken``: twenty-eight, by two more, 340, as people talk,
a third of them about registers. Contracts, registers, rules, reports, notices: all invented. Half A was looked at while
the program was mended, and so was the part C of the files; half B of the texts was not at first, that of the files was
in part, that of ``mixed`` was not, and of that of ``spoken`` six questions were, made worse by rules. The halves of the
last two are of documents.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.models import lend
from bench.tables.everyday import report
from bench.tables.scoring import Mark
from index.library import Library
from index.settings import Settings
from qa.answers import Answer, NoAnswer
from qa.assistant import Assistant
from qa.evaluation.measures import gives

HERE = Path(__file__).parent
SETS = {
    "texts": ("documents", "questions.jsonl"),
    "files": ("files", "file_questions.jsonl"),
    "mixed": ("mixed", "mixed_questions.jsonl"),
    "spoken": ("spoken", "spoken_questions.jsonl"),
}
"""The folder of the documents and the file of the questions of each set."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="where the library is kept")
    parser.add_argument("--models", type=Path, help="a folder of the unpacked model, to be shared")
    parser.add_argument("--set", choices=tuple(SETS), default="texts", help="which documents")
    parser.add_argument("--half", choices=("A", "B", "C"), help="ask the questions of one part alone")
    parser.add_argument("--misses", action="store_true", help="print what did not hold")
    given = parser.parse_args()
    lend(given.work, given.models)
    questions = [question for question in read_questions(given.set) if given.half in (None, question["half"])]
    marks = []
    with Library.open(Settings(data=given.work)) as library:
        library.sync([HERE / SETS[given.set][0]])
        assistant = Assistant(library)
        for question in questions:
            outcome = assistant.ask(question["question"])
            mark = mark_of(question, outcome)
            if given.misses and mark is not Mark.RIGHT:
                said = outcome.text if isinstance(outcome, Answer) else outcome.reason
                print(f"{mark}\t{question['question']}\t{'、'.join(question['answers'][:1])}\t{said}")
            marks.append((not question["answers"], mark))
    print(report(marks))


def read_questions(of: str = "texts") -> list[dict[str, Any]]:
    """The questions of a set in their order: ``question``, ``answers`` (none where nothing answers it), ``half``; and
    ``all`` where several things have to be said."""
    lines = (HERE / SETS[of][1]).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def mark_of(question: Mapping[str, Any], outcome: Answer | NoAnswer) -> Mark:
    """What an outcome is worth: right where it gives one of the answers, or where it refuses what nothing answers."""
    if isinstance(outcome, NoAnswer):
        return Mark.REFUSED if question["answers"] else Mark.RIGHT
    wanted = [[each] for each in question.get("all", ())] or [question["answers"]]
    if question["answers"] and all(gives(outcome.text, answers) for answers in wanted):
        return Mark.RIGHT
    return Mark.WRONG_AND_SURE if outcome.sure else Mark.WRONG


if __name__ == "__main__":
    main()

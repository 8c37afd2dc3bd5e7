"""``python -m bench.tables.everyday --work DIR``: questions in everyday words over small tables drawn by hand.

What is asked and what is right is written by hand (``everyday.json``), not made by rule, so that the words are those of
people and not of a generator: short names, other words than the column's, rows and columns that are not there.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.models import lend
from bench.tables.making import Cell, Table
from bench.tables.scoring import Mark
from bench.tables.writing import write
from index.library import Library
from index.settings import Settings
from qa.answers import Answer
from qa.assistant import Assistant

REFUSE = "REFUSE"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="where the tables and the library are kept")
    parser.add_argument("--models", type=Path, help="a folder of the unpacked model, to be shared")
    parser.add_argument("--misses", action="store_true", help="print what did not hold")
    given = parser.parse_args()
    drawn = json.loads((Path(__file__).parent / "everyday.json").read_text(encoding="utf-8"))
    documents, data = given.work / "documents", given.work / "data"
    documents.mkdir(parents=True, exist_ok=True)
    lend(data, given.models)
    for each in drawn:
        write(as_table(each), documents)
    asked = [(question["text"], question["wanted"]) for each in drawn for question in each["questions"]]
    print(report(_ask(documents, data, asked, given.misses)))


def as_table(drawn: dict[str, Any]) -> Table:
    """What is drawn as a table to be written; it has no rules, so neither columns nor rows of its own."""
    grid = tuple(tuple(Cell(each) if isinstance(each, str) else Cell(*each) for each in row) for row in drawn["grid"])
    around = tuple(drawn["above"]), tuple(drawn["below"])
    return Table("drawn", drawn["format"], {"short": "表"}, "", drawn["title"], (), (), grid, *around, ())


def _ask(
    documents: Path, data: Path, asked: Sequence[tuple[str, Sequence[str]]], misses: bool
) -> list[tuple[bool, Mark]]:
    """Of each question whether it is to be refused, and what came of it."""
    marks = []
    with Library.open(Settings(data=data)) as library:
        library.sync([documents])
        assistant = Assistant(library)
        for text, wanted in asked:
            found = assistant.ask(text)
            answer, sure = (found.text, found.sure) if isinstance(found, Answer) else (None, False)
            mark = mark_of(wanted, answer, sure)
            if misses and mark is not Mark.RIGHT:
                print(f"{mark}\t{text}\t{'、'.join(wanted)}\t{answer}")
            marks.append((wanted == [REFUSE], mark))
    return marks


def mark_of(wanted: Sequence[str], answer: str | None, sure: bool) -> Mark:
    """What an answer is worth, None for a refusal. Each wanted text has to stand in it, ``!text`` must not; of ``a|b``
    one has to, and where ``REFUSE`` is among them a refusal is right too."""
    if answer is None:
        return Mark.RIGHT if any(REFUSE in each.split("|") for each in wanted) else Mark.REFUSED
    said = re.sub(r"\s", "", answer)
    right = all(
        each[1:] not in said if each.startswith("!") else any(one in said for one in each.split("|")) for each in wanted
    )
    return Mark.RIGHT if right else Mark.WRONG_AND_SURE if sure else Mark.WRONG


def report(marks: Sequence[tuple[bool, Mark]]) -> str:
    """A Markdown table of what the tables answer, and of what they do not, as shares."""
    lines = ["| | asked | right | wrong | wrong and sure | refused |", "|---|--:|--:|--:|--:|--:|"]
    for name, refusal in (("answerable", False), ("unanswerable", True)):
        some = [mark for of, mark in marks if of is refusal]
        shares = [some.count(mark) / max(len(some), 1) for mark in Mark]
        lines.append(f"| {name} | {len(some)} | {' | '.join(f'{share:.3f}' for share in shares)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()

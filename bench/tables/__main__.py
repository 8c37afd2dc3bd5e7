"""``python -m bench.tables --work DIR``: 80 tables made by rule and 1,200 questions whose answers are known.

All tables are one library, as people have them, or each is one of its own (``--alone``). The library is kept in ``DIR``
and only brought in line the next time. ``--misses`` prints what did not hold.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.models import lend
from bench.tables.asking import KINDS, UNANSWERABLE, Question, questions
from bench.tables.making import FORMATS, SHAPES, Table, tables
from bench.tables.scoring import Mark, Scored, as_rows, score, shares_of
from bench.tables.writing import write
from index.library import Library
from index.settings import Settings
from qa.answers import Answer
from qa.assistant import Assistant


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="where the tables and the library are kept")
    parser.add_argument("--models", type=Path, help="a folder of the unpacked model, to be shared")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="ask one question in N")
    parser.add_argument("--offset", type=int, default=0, metavar="K", help="of those, begin with the K-th")
    parser.add_argument("--only", choices=KINDS, nargs="+", help="ask these kinds alone")
    parser.add_argument("--alone", action="store_true", help="each table is a library of its own")
    parser.add_argument("--misses", action="store_true", help="print what did not hold")
    given = parser.parse_args()
    made = tables()
    asked = [each for each in questions(made)[given.offset :: given.every] if not given.only or each.kind in given.only]
    scored: list[Scored] = []
    for name, some in _libraries(made, given.alone):
        files = {table.file for table in some}
        scored += _ask(given.work / name, given.models, some, [each for each in asked if each.table.file in files])
    if given.misses:
        for each in scored:
            if each.mark is not Mark.RIGHT:
                _print_miss(each)
    print(report(scored))


def _libraries(made: Sequence[Table], alone: bool) -> Iterator[tuple[str, Sequence[Table]]]:
    if not alone:
        yield "together", made
        return
    for number, table in enumerate(made):
        yield f"alone-{number:02d}", [table]


def _ask(work: Path, models: Path | None, made: Sequence[Table], asked: Sequence[Question]) -> list[Scored]:
    """The questions asked of a library of these tables."""
    if not asked:
        return []
    documents, data = work / "documents", work / "data"
    if not documents.exists():
        documents.mkdir(parents=True)
        lend(data, models)
        for table in made:
            write(table, documents)
    scored = []
    with Library.open(Settings(data=data)) as library:
        outcome = library.sync([documents])
        print(outcome, file=sys.stderr)
        assistant = Assistant(library)
        for number, question in enumerate(asked, 1):
            found = assistant.ask(question.text)
            answered = isinstance(found, Answer)
            scored.append(
                score(
                    question,
                    found.text if isinstance(found, Answer) else None,
                    isinstance(found, Answer) and found.sure,
                )
            )
            if number % 100 == 0:
                print(f"{number} of {len(asked)} asked, last answered: {answered}", file=sys.stderr)
    return scored


def _print_miss(each: Scored) -> None:
    truth, table = each.question.truth, each.question.table
    wanted = truth.text or truth.key or truth.number or "、".join(truth.rows or ()) or "refusal"
    print(
        f"{each.mark}\t{each.question.form}\t{table.shape}\t{table.format}\t{each.question.text}\t{wanted}\t{each.answer}"
    )


def report(scored: Sequence[Scored]) -> str:
    """Three Markdown tables, by kind, shape and format; the latter two of what the tables answer."""
    answerable = [each for each in scored if each.question.kind != UNANSWERABLE]
    kinds = [(kind, [each for each in scored if each.question.kind == kind]) for kind in KINDS]
    shapes = [(shape, [each for each in answerable if each.question.table.shape == shape]) for shape in SHAPES]
    formats = [(form, [each for each in answerable if each.question.table.format == form]) for form in FORMATS]
    whole = shares_of(scored)[2]
    first = as_rows(answerable, [(name, some) for name, some in kinds if name != UNANSWERABLE])
    refusals = [(name, some) for name, some in kinds if name == UNANSWERABLE]
    second = as_rows(refusals[0][1], refusals[:0]) if refusals[0][1] else ""
    blocks = [first, f"unanswerable:\n{second}", as_rows(answerable, shapes), as_rows(answerable, formats)]
    return "\n\n".join([*blocks, f"wrong and sure of all questions: {whole:.4f}"])


if __name__ == "__main__":
    main()

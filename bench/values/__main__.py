"""``python -m bench.values --recognizers SPECS --duckling DUCKLING``: how much of others' test tables is read rightly.

The folders are those of the projects' own repositories (``Specs`` and ``Duckling``), which are not part of this one.
``--wrong`` prints what was not.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bench.values import duckling, recognizers
from bench.values.cases import Case, is_right


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recognizers", type=Path, metavar="SPECS", help="Recognizers-Text's folder Specs")
    parser.add_argument("--duckling", type=Path, help="Duckling's folder Duckling")
    parser.add_argument("--wrong", action="store_true", help="print what is not read rightly")
    parser.add_argument("--export", action="store_true", help="print the plain figures for ``theirs.py`` instead")
    given = parser.parse_args()
    if given.export:
        _export(given)
        return 0
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for source, case in _cases(given):
        held = is_right(case)
        asked[f"{source} {case.table}"] += 1
        right[f"{source} {case.table}"] += held
        if given.wrong and not held:
            print(f"{case.table}\t{case.text}\t{case.text[slice(*case.place)]}\t{case.points or case.low}")
    for table, count in asked.items():
        print(f"{table}\t{right[table]}/{count}\t{right[table] / count:.3f}")
    if asked:
        print(f"all\t{right.total()}/{asked.total()}\t{right.total() / asked.total():.3f}")
    return 0 if asked else 2


def _export(given: argparse.Namespace) -> None:
    """The figures that are numbers alone, a JSON object a line."""
    for source, case in _cases(given):
        if case.table in ("Number/NumberModel", "Numeral") and not case.nothing:
            line = {"table": f"{source} {case.table}", "words": case.text[slice(*case.place)], "value": str(case.low)}
            print(json.dumps(line, ensure_ascii=False))


def _cases(given: argparse.Namespace) -> Iterator[tuple[str, Case]]:
    if given.recognizers:
        yield from (("recognizers", case) for case in recognizers.read_cases(given.recognizers))
    if given.duckling:
        yield from (("duckling", case) for case in duckling.read_cases(given.duckling))


if __name__ == "__main__":
    sys.exit(main())

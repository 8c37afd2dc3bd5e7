"""``python -m bench.checking --work DIR FILE.jsonl…``: 60 texts with 400 claims, 150 of them false in one place.

The claims are sentences of the files' documents, half of them said otherwise by rule and some by hand (``--written``);
the false ones have another figure, unit, year, place, name, direction, negation or word in a quotation. The library
over the documents is kept in ``DIR``. ``--misses`` prints what did not hold.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bench.checking.falsifying import KINDS
from bench.checking.making import Text, texts
from bench.checking.scoring import Scored, score, whole
from index.settings import Settings
from qa.assistant import Assistant
from qa.checking.checker import Checker
from qa.checking.types import CheckedText
from qa.evaluation.files import read_all


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, help="documents, one on each line of a file")
    parser.add_argument("--work", type=Path, required=True, help="where the library is kept")
    parser.add_argument("--written", type=Path, help="sentences written by hand, each with its document's id")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="check one text in N")
    parser.add_argument("--misses", action="store_true", help="print what did not hold")
    given = parser.parse_args()
    documents = [text_of(line) for path in given.files for line in path.read_text(encoding="utf-8").splitlines()]
    written = written_in(given.written) if given.written else []
    with read_all(given.files, []).open_library(Settings(data=given.work)) as library:
        checker = Checker(Assistant(library))
        library.warm_up()
        made = texts(
            documents,
            [pair for pair in written if any(d.identity == pair[0] for d in documents)],
            library.tokenizer,
            given.seed,
        )
        scored: list[Scored] = []
        started = time.perf_counter()
        for text in made[:: given.every]:
            content, starts = whole(text, "情况汇报")
            checked = checker.check(content)
            some = [score(stated, start, checked) for stated, start in zip(text, starts, strict=True)]
            scored += some
            if given.misses:
                for each in some:
                    print_miss(each, checked)
        seconds = time.perf_counter() - started
    print(report(scored, seconds))


def text_of(line: str) -> Text:
    record = json.loads(line)
    return Text(record["id"], record["title"], record.get("heading") or "", record["text"])


def written_in(path: Path) -> list[tuple[str, str]]:
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [(line["document"], line["text"]) for line in lines]


def print_miss(each: Scored, checked: CheckedText) -> None:
    stated = each.stated
    if each.shown or (not stated.kind and each.supported):
        return
    label = (
        "BLIND"
        if each.blind
        else "missed"
        if stated.kind and not each.contradicted
        else "other"
        if stated.kind
        else "true"
    )
    print(f"{label} {stated.kind} [{stated.of}] {stated.text}" + (f"  <- {stated.true}" if stated.kind else ""))
    for finding in each.findings:
        said = [(checked.text[d.written.start : d.written.end], d.source) for d in finding.differences]
        words = checked.text[finding.span.start : finding.span.end]
        near = finding.citations[0].quote[:90] if finding.citations and not said else ""
        print(f"    {finding.kind.value} {finding.standing.value} {finding.confidence:.2f} {words} {said} {near!r}")


def report(scored: Sequence[Scored], seconds: float) -> str:
    true = [each for each in scored if not each.stated.kind]
    false = [each for each in scored if each.stated.kind]
    against = [each for each in false if each.contradicted]
    lines = [
        f"true {len(true)}, false {len(false)}, seconds {seconds:.1f}",
        f"true called supported {share(sum(e.supported for e in true), len(true))}",
        f"true called contradicted {share(sum(e.contradicted for e in true), len(true))}",
        f"false called supported {share(sum(e.blind for e in false), len(false))}",
        f"false called contradicted {share(len(against), len(false))}",
        f"right characters, of those contradicted {share(sum(e.shown for e in against), len(against))}",
    ]
    blind, shown, counts = (
        Counter(e.stated.kind for e in some)
        for some in ([e for e in false if e.blind], [e for e in false if e.shown], false)
    )
    lines += [f"  {kind}: {counts[kind]}, supported {blind[kind]}, right characters {shown[kind]}" for kind in KINDS]
    return "\n".join(lines)


def share(some: int, all_: int) -> str:
    return f"{some}/{all_} = {some / all_:.3f}" if all_ else "none"


if __name__ == "__main__":
    main()

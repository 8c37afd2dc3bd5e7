"""``python -m bench.checking.articles --work DIR FILE.jsonl…``: claims written by someone who did not see the code.

200 claims as they stand in articles, over a text and texts of office files: 110 of them true, in the writer's own
words, and 90 false in one place. Half A was used to mend with, half B only to measure by. ``--half`` takes one.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench.checking.__main__ import share
from index.settings import Settings
from qa.assistant import Assistant
from qa.checking.checker import Checker
from qa.checking.types import CheckedText, Standing
from qa.evaluation.files import read_all

CLAIMS = Path(__file__).with_suffix(".jsonl")
SEEDS = Path(__file__).parents[2] / "seeds"


@dataclass(frozen=True, slots=True)
class Written:
    """A claim of an article; ``wrong`` are the words in it that are false, ``""`` where it is true."""

    half: str
    document: str
    text: str
    kind: str
    wrong: str


def claims(path: Path = CLAIMS) -> list[Written]:
    """The claims of a file, in its order."""
    records = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [Written(r["half"], r["document"], r["text"], r.get("kind", ""), r.get("wrong", "")) for r in records]


def outcome(claim: Written, checked: CheckedText) -> str:
    """What a claim is called: ``supported`` where all of it is, ``contradicted`` where a part is, else ``unseen``;
    and ``shown`` for a contradicted one whose wrong words are among those that differ."""
    standings = {finding.standing for finding in checked.findings}
    if standings == {Standing.SUPPORTED}:
        return "supported"
    if not standings & {Standing.CONTRADICTED, Standing.DISPUTED}:
        return "unseen"
    marked = [checked.text[d.written.start : d.written.end] for f in checked.findings for d in f.differences]
    return "shown" if claim.wrong and any(m in claim.wrong or claim.wrong in m for m in marked) else "contradicted"


def report(half: str, outcomes: Sequence[tuple[Written, str]]) -> str:
    """What came of the claims of a half, in lines."""
    true, false = (Counter(o for claim, o in outcomes if bool(claim.wrong) is wrong) for wrong in (False, True))
    against = false["shown"] + false["contradicted"]
    return "\n".join(
        [
            f"half {half}: true {true.total()}, false {false.total()}",
            f"true called supported {share(true['supported'], true.total())}",
            f"true called contradicted {share(true['contradicted'], true.total())}",
            f"false called supported {share(false['supported'], false.total())}",
            f"false called contradicted {share(against, false.total())}",
            f"right characters, of those contradicted {share(false['shown'], against)}",
        ]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, help="documents, one on each line of a file")
    parser.add_argument("--work", type=Path, required=True, help="where the library is kept")
    parser.add_argument("--half", choices="AB", default="", help="only these claims")
    parser.add_argument("--misses", action="store_true", help="print the claims of half A that were not called right")
    given = parser.parse_args()
    asked = read_all(given.files, [])
    seeds = {f"seed{at}.txt": path.read_text(encoding="utf-8") for at, path in enumerate(sorted(SEEDS.iterdir()))}
    found: list[tuple[Written, str]] = []
    with replace(asked, documents={**asked.documents, **seeds}).open_library(Settings(data=given.work)) as library:
        checker = Checker(Assistant(library))
        for claim in claims():
            if given.half in ("", claim.half):
                found.append((claim, outcome(claim, checker.check(claim.text))))
    for half in given.half or "AB":
        some = [each for each in found if each[0].half == half]
        print(report(half, some))
        for claim, called in some if given.misses and half == "A" else ():
            if called != ("shown" if claim.wrong else "supported"):
                print(f"  {claim.kind or 'true'} {called} [{claim.document}] {claim.text}")


if __name__ == "__main__":
    main()

"""Pairs of documents made to disagree, to agree, or to speak of different things: what is shown of each.

``first``: both values, the one that stands first; ``both``: both, as nothing decides; the others: the one value alone,
as the question names which (``alone``), the documents speak of different things (``single``) or say the same
(``agree``). Each question is put to its own pair, and to all the documents together.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index.library import Library
from index.settings import Settings
from qa.answers import Answer, NoAnswer
from qa.assistant import Assistant
from tests.weights import lend

FILE = Path(__file__).parent / "disagreements.jsonl"
RIGHT, FALSE = 0.95, 0.0
"""Floor of the share of pairs told rightly, and ceiling of that of values set against each other for nothing."""


@pytest.fixture(scope="module")
def pairs() -> list[dict[str, Any]]:
    return [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def library(pairs: list[dict[str, Any]], models: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    data = lend(tmp_path_factory.mktemp("disagreements"))
    for number, pair in enumerate(pairs):
        for name, text in pair["documents"].items():
            path = data / "pairs" / f"{number:02}" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{text}\n", encoding="utf-8")
    with Library.open(Settings(data=data)) as opened:
        opened.sync([data / "pairs"])
        yield opened


@pytest.mark.parametrize("together", [False, True])
def test_what_documents_say_otherwise_is_shown_and_nothing_else(
    together: bool, library: Library, pairs: list[dict[str, Any]]
) -> None:
    assistant, wrong, falsely = Assistant(library), Counter[str](), 0
    for number, pair in enumerate(pairs):
        of_pair = [each.id for each in library.documents() if f"/{number:02}/" in each.path]
        outcome = assistant.ask(pair["question"], documents=() if together else of_pair)
        parts = list(outcome.parts) if isinstance(outcome, Answer) else []
        wrong[pair["kind"]] += not told_rightly(pair, outcome)
        falsely += len(parts) > 1 and pair["kind"] not in ("first", "both")
    assert wrong.total() / len(pairs) <= 1 - RIGHT, wrong
    assert falsely / len(pairs) <= FALSE


def told_rightly(pair: dict[str, Any], outcome: Answer | NoAnswer) -> bool:
    if isinstance(outcome, NoAnswer):
        return False
    parts = [part.text for part in outcome.parts]
    if pair["kind"] == "first":
        first = pair["says"] in outcome.text and len(parts) == 2 and pair["says"] in parts[0]
        return first and pair["other"] in parts[1]
    if pair["kind"] == "both":
        return len(parts) == 2 and all(any(pair[value] in part for part in parts) for value in ("says", "other"))
    return len(parts) < 2 and any(value in outcome.text for value in pair["says"].split("|"))

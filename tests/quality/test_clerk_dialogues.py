"""Conversations as a clerk types them, about thirty office texts, half of which no rule was made on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.clerks.dialogues import Turn, ask_dialogues, open_library, read_dialogues
from index.settings import Settings
from qa.assistant import Assistant
from tests.weights import lend

FILE = Path(__file__).parent / "clerk_dialogues.jsonl"
RIGHT = {False: 0.77, True: 0.79}
"""Floors of the share of turns that are answered by the words expected, refused or greeted rightly, by ``held_out``."""


@pytest.fixture(scope="module")
def turns(models: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Turn]]:
    data = lend(tmp_path_factory.mktemp("clerk"))
    dialogues = read_dialogues(FILE)
    with open_library(Settings(data=data), dialogues) as library:
        yield list(ask_dialogues(Assistant(library), dialogues))


@pytest.mark.parametrize("held_out", [False, True])
def test_a_clerks_turns_are_answered_or_refused_rightly(held_out: bool, turns: list[Turn]) -> None:
    own = [turn for turn in turns if turn.held_out is held_out]
    wrong = [f"{turn.dialogue} {turn.question} → {turn.resolved} → {turn.said[:40]}" for turn in own if not turn.right]
    assert len(own) >= 140
    assert len(own) - len(wrong) >= RIGHT[held_out] * len(own), wrong

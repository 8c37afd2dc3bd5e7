"""Conversations of a clerk with the office texts, asked turn by turn, each outcome beside what was expected of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.library import Library
from index.settings import Settings
from index.text.tokens import fold
from qa.answers import Answer, NoAnswer
from qa.assistant import Assistant
from qa.evaluation.files import QuestionFile, as_document
from qa.types import Silence

FILE = Path(__file__).parent / "clerk_dialogues.jsonl"
OFFICE = Path(__file__).resolve().parent.parent.parent / "tools" / "training" / "office"
AMONG = "t16-"
"""How the texts are named that lie beside those that are asked about: those never trained on."""
COURTESIES = ("greeting", "thanks", "identity")


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn's outcome.

    ``kind`` is the manner in which it is asked, ``resolved`` what it was taken to mean. ``right``: what is said, or
    the sentence that it is said in, has the words expected or, where none are, it is refused, or greeted.
    """

    dialogue: str
    held_out: bool
    kind: str
    question: str
    resolved: str
    expected: str
    said: str
    right: bool


def open_library(settings: Settings, dialogues: Sequence[dict[str, Any]]) -> Library:
    """The texts that the dialogues are about, among those of ``AMONG``, as one library in the data folder."""
    wanted = {dialogue["text"] for dialogue in dialogues}
    lines = (line for path in sorted(OFFICE.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines())
    records = map(json.loads, lines)
    chosen = (
        record for record in records if record["id"] in wanted or record["id"].startswith(AMONG.replace("rain-", ""))
    )
    return QuestionFile((), {f"{record['id']}.txt": as_document(record) for record in chosen}).open_library(settings)


def read_dialogues() -> list[dict[str, Any]]:
    """The dialogues as they were written; ``held_out`` are those that no rule was made on."""
    return [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


def ask_dialogues(assistant: Assistant, dialogues: Sequence[dict[str, Any]]) -> Iterator[Turn]:
    """The outcome of each turn, asked after those before it."""
    for dialogue in dialogues:
        asked = [turn["question"] for turn in dialogue["turns"]]
        for at, turn in enumerate(dialogue["turns"]):
            outcome = assistant.ask(turn["question"], asked[:at])
            yield Turn(
                dialogue["id"],
                dialogue["held_out"],
                turn["kind"],
                turn["question"],
                outcome.question.resolved,
                "；".join("|".join(turn.get(part, ())) for part in ("answers", "also")),
                outcome.sentence if isinstance(outcome, Answer) else outcome.reason,
                is_right(turn, outcome),
            )


def is_right(turn: dict[str, Any], outcome: Answer | NoAnswer) -> bool:
    """Whether the outcome is what the turn expects."""
    if isinstance(outcome, NoAnswer):
        silence = Silence.GREETING if turn["kind"] in COURTESIES else Silence.REFUSED
        return not turn["answers"] and outcome.kind is silence
    said = fold("\n".join([outcome.sentence, outcome.text, *(part.text for part in outcome.parts)]))
    groups = [turn["answers"], *([turn["also"]] if "also" in turn else [])]
    return bool(turn["answers"]) and all(any(fold(word) in said for word in group) for group in groups)

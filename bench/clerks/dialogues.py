"""``python -m bench.clerks.dialogues --work DIR``: sixty conversations with office texts, asked turn by turn.

Written by someone who had seen neither program nor tests, as were those of ``tests/quality/clerk_dialogues.jsonl``,
which the tests ask in the same way. The half that is not ``held_out`` was looked at while the program was mended.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.models import lend
from index.library import Library
from index.settings import Settings
from index.text.tokens import fold
from qa.answers import Answer, NoAnswer
from qa.assistant import Assistant
from qa.evaluation.files import QuestionFile, as_document
from qa.types import Silence

FILE = Path(__file__).parent / "dialogues.jsonl"
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="where the library is kept")
    parser.add_argument("--models", type=Path, help="a folder of the unpacked model, to be shared")
    parser.add_argument("--misses", action="store_true", help="print what did not hold, of the half that is tuned on")
    given = parser.parse_args()
    lend(given.work, given.models)
    dialogues = read_dialogues()
    asked, right = Counter[bool](), Counter[bool]()
    with open_library(Settings(data=given.work), dialogues) as library:
        for turn in ask_dialogues(Assistant(library), dialogues):
            asked[turn.held_out] += 1
            right[turn.held_out] += turn.right
            if given.misses and not turn.right and not turn.held_out:
                print(f"{turn.dialogue}\t{turn.question}\t{turn.resolved}\t{turn.expected}\t{turn.said}")
    for held_out in (False, True):
        share = right[held_out] / asked[held_out]
        print(f"{'held out' if held_out else 'tuned on'}: {right[held_out]} of {asked[held_out]} turns, {share:.3f}")


def open_library(settings: Settings, dialogues: Sequence[dict[str, Any]]) -> Library:
    """The texts that the dialogues are about, among those of ``AMONG``, as one library in the data folder."""
    wanted = {dialogue["text"] for dialogue in dialogues}
    lines = (line for path in sorted(OFFICE.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines())
    records = map(json.loads, lines)
    chosen = (record for record in records if record["id"] in wanted or record["id"].startswith(AMONG))
    return QuestionFile((), {f"{record['id']}.txt": as_document(record) for record in chosen}).open_library(settings)


def read_dialogues(file: Path = FILE) -> list[dict[str, Any]]:
    """The dialogues as they were written; ``held_out`` are those that no rule was made on."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


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


if __name__ == "__main__":
    main()

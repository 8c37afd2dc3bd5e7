"""What people say of the answers they got, kept in the data folder: their own questions become a set to evaluate."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from index.batch import read_batch
from index.settings import Settings
from index.tokens import well_formed
from qa.types import Answer, NoAnswer

FILE = "feedback.jsonl"


class Verdict(StrEnum):
    """``CASE``: no verdict on how good it is; the answer is to stay as it is."""

    RIGHT = "right"
    WRONG = "wrong"
    CASE = "case"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A question with what should come of it, a line of a question file and more.

    ``answers`` is empty where the documents do not answer, None where what was given is wrong and the person did not
    say what is right. ``document`` is the name of the one that answers, ``""`` where that is not known. ``given`` is
    the answer or, of a refusal, the reason. ``time`` is ISO 8601.
    """

    id: str
    question: str
    history: tuple[str, ...]
    kind: str
    answers: tuple[str, ...] | None
    document: str
    verdict: Verdict
    given: str
    time: str

    @classmethod
    def of(
        cls, identity: str, outcome: Answer | NoAnswer, history: Sequence[str], verdict: Verdict, right: str = ""
    ) -> Judgement:
        """A verdict on an outcome. ``right`` is what should have been answered, ``""`` for not said."""
        asked = outcome.question
        given = outcome.text if isinstance(outcome, Answer) else outcome.reason
        answers: tuple[str, ...] | None = (right,) if right else None
        if verdict is not Verdict.WRONG:
            answers = (given,) if isinstance(outcome, Answer) else ()
        kept = verdict is not Verdict.WRONG and isinstance(outcome, Answer)
        document = outcome.citations[0].document if kept else ""
        kind = asked.expected.value if answers != () else "unanswerable"
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return cls(identity, asked.text, tuple(history), kind, answers, document, verdict, given, now)


class Judgements:
    """The file of judgements in a data folder, to which lines are only added: of those with one id the last counts."""

    def __init__(self, settings: Settings) -> None:
        self._path: Path = settings.data / FILE

    def add(self, judgement: Judgement) -> None:
        """Kept when this returns.

        :raises OSError: where the disk does not take it.
        """
        line = well_formed(json.dumps(asdict(judgement), ensure_ascii=False)) + "\n"
        with self._path.open("a", encoding="utf-8") as file:  # one line in one write, so that two do not mix
            file.write(line)
            file.flush()
            os.fsync(file.fileno())

    def questions(self) -> list[dict[str, Any]]:
        """Lines of a question file: those whose right outcome is known, in the order in which they were first judged.

        :raises YinjuError: naming the line, when the file cannot be read.
        """
        if not self._path.exists():
            return []
        lines = {line.get("id"): line for line in read_batch(self._path)}
        return [line for line in lines.values() if line["answers"] or line.get("kind") == "unanswerable"]

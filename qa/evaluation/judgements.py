"""What people say of the answers they got, kept in the data folder: their own questions become a set to evaluate."""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from index.commands.batch import read_line
from index.disk import writing
from index.errors import WriteFailed, YinjuError
from index.settings import Settings
from index.text.tokens import well_formed
from index.types import content_id
from qa.answers import Answer, NoAnswer

FILE = "feedback.jsonl"
NAMED = "评价"
RIGHT_CHARACTERS = 500
"""What a person says is right may have so many."""
LINE_BYTES, FILE_BYTES = 200_000, 100_000_000
"""The most that one judgement takes with the questions before it, which a browser sends; and that all of them do."""
_SEALED = re.compile(rb'(?P<bare>.*), "digest": "(?P<digest>[^"]*)"\}', re.DOTALL)


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
    """The file of judgements in a data folder, to which lines are only added: of those with one id the last counts.

    The last entry of a line is the digest of the line without it; lines of older versions have none.
    """

    def __init__(self, settings: Settings) -> None:
        self._path: Path = settings.data / FILE

    def add(self, judgement: Judgement) -> None:
        """Kept when this returns.

        :raises WriteFailed: where the disk does not take it, or it is too much; what was there before stays.
        """
        bare = well_formed(json.dumps(asdict(judgement), ensure_ascii=False)).encode()
        line = b'%b, "digest": "%b"}\n' % (bare[:-1], content_id(bare).encode())
        if len(line) > LINE_BYTES:
            raise WriteFailed(f"{NAMED}连同前面的问题太长了，没有记下。", "请在新的对话里再问一次。")
        with writing(NAMED), self._path.open("ab") as file:
            end = file.seek(0, os.SEEK_END)
            if end + len(line) > FILE_BYTES:
                raise WriteFailed(f"{NAMED}存满了，没有记下。", f"请把 {self._path} 移到别处。")
            try:
                if self._is_cut_short():
                    line = b"\n" + line  # so that it spoils no other
                file.write(line)  # one line in one write, so that two do not mix
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                with contextlib.suppress(OSError):
                    file.truncate(end)
                raise

    def _is_cut_short(self) -> bool:
        with self._path.open("rb") as file:
            if not file.seek(0, os.SEEK_END):
                return False
            file.seek(-1, os.SEEK_END)
            return file.read() != b"\n"

    def questions(self) -> list[dict[str, Any]]:
        """Lines of a question file: those whose right outcome is known, in the order in which they were first judged.

        :raises YinjuError: naming the line, when the file cannot be read, or a line is not what was written.
        """
        try:
            content = self._path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return []
        except OSError as error:
            raise YinjuError(f"{self._path} 读不了：{error.strerror}。", "请检查数据文件夹的权限。") from error
        lines: dict[Any, dict[str, Any]] = {}
        for number, written in enumerate(content, start=1):
            if written.strip():
                line = _read(written, f"{self._path} 第 {number} 行")
                lines[line.get("id")] = line
        return [line for line in lines.values() if line["answers"] or line.get("kind") == "unanswerable"]


def _read(written: bytes, place: str) -> dict[str, Any]:
    """:raises YinjuError: naming the ``place``, where it is not what was written."""
    remedy = "请从备份里换回这个文件，或者删掉这一行。"
    sealed = _SEALED.fullmatch(written)
    try:
        line = read_line(written.decode(), place)
    except UnicodeDecodeError as error:
        raise YinjuError(f"{place}不是 UTF-8 编码。", remedy) from error
    if sealed and content_id(sealed["bare"] + b"}") != sealed["digest"].decode():
        raise YinjuError(f"{place}与校验和不符。", remedy)
    line.pop("digest", None)
    return line

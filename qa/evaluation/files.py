"""Question files: JSON Lines over documents that are indexed already, and SQuAD's JSON, which brings its own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.batch import read_batch
from index.encoder import open_encoder
from index.errors import QuestionError
from index.intake import cut
from index.library import Library
from index.readers import read_bytes
from index.settings import Settings
from index.tokens import Tokenizer
from index.types import Passage, Progress, content_id, ignore_progress

FOLDER = "evaluation"
"""Where in the data folder the libraries of SQuAD files are kept, each under the digest of its paragraphs."""

GROUP, HELD_OUT = 300, 8
"""Of each ``HELD_OUT`` groups of ``GROUP`` questions that follow each other, the last is held out from training."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its right answers, none where the documents do not answer it.

    ``history`` are the conversation's earlier questions, oldest first. ``document`` is the name of the document that
    answers, ``""`` where the file does not say, and ``starts`` are the places of the answers in its text, -1 for one
    that does not stand there.
    """

    id: str
    kind: str
    question: str
    history: tuple[str, ...]
    answers: tuple[str, ...]
    document: str = ""
    starts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """``documents`` are texts by document name; empty where the questions are about a library that exists."""

    questions: tuple[Asked, ...]
    documents: Mapping[str, str]

    def held_out(self) -> tuple[Asked, ...]:
        """The questions that the reading model was not trained on; all of a file without documents of its own."""
        return tuple(asked for number, asked in enumerate(self.questions) if not self.documents or is_held_out(number))

    def passages(self, name: str, tokenizer: Tokenizer, settings: Settings) -> list[Passage]:
        """The passages of one of its documents, as the library would cut it."""
        document = read_bytes(self.documents[name].encode(), name)
        return cut(document, tokenizer, settings)[1]

    def open_library(self, settings: Settings, progress: Progress = ignore_progress) -> Library:
        """The library to ask: that of the settings or, for a file with documents of its own, one made of them.

        The latter lies in the data folder and is brought in line with the file, so that it is encoded only once.
        """
        if not self.documents:
            return Library.open(settings)
        identity = content_id("\0".join(self.documents.values()).encode())
        data = settings.data / FOLDER / identity
        texts = data / "documents"
        texts.mkdir(parents=True, exist_ok=True)
        for name, text in self.documents.items():
            (texts / name).write_text(text, encoding="utf-8", newline="")
        library = Library.open(settings.beside(data), open_encoder(settings))
        library.sync([texts], progress)
        return library


def is_held_out(number: int) -> bool:
    """Whether the reading model is not trained on a question of a training file, by its place in the file from 0."""
    return number // GROUP % HELD_OUT == HELD_OUT - 1


def read_questions(path: Path) -> QuestionFile:
    """A file in SQuAD's format (``.json``), else in JSON Lines.

    :raises QuestionError: where it cannot be read, or its form is another one.
    """
    if path.suffix.lower() != ".json":
        return QuestionFile(tuple(_asked(line) for line in read_batch(path)), {})
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
        paragraphs = [paragraph for article in content["data"] for paragraph in article["paragraphs"]]
        names = [f"{number:05}.txt" for number in range(1, len(paragraphs) + 1)]
        questions = [asked for name, paragraph in zip(names, paragraphs, strict=True) for asked in _of(paragraph, name)]
        return QuestionFile(
            tuple(questions), {name: str(p["context"]) for name, p in zip(names, paragraphs, strict=True)}
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise QuestionError(
            f"{path} 不是 SQuAD 格式的问题文件：{error}。", "请检查文件，或改用每行一题的 .jsonl。"
        ) from error


def _asked(line: Mapping[str, Any]) -> Asked:
    return Asked(
        str(line.get("id") or ""),
        str(line.get("kind") or ""),
        str(line["question"]),
        tuple(map(str, line["history"])),
        tuple(map(str, line.get("answers") or ())),
        str(line.get("document") or ""),
    )


def _of(paragraph: Mapping[str, Any], name: str) -> Iterator[Asked]:
    for question in paragraph["qas"]:
        impossible = bool(question.get("is_impossible"))
        given = [] if impossible else question["answers"]
        places = {str(answer["text"]): _place(str(paragraph["context"]), answer) for answer in reversed(given)}
        answers = tuple(dict.fromkeys(str(answer["text"]) for answer in given))
        kind = "" if answers else "unanswerable"
        starts = tuple(places[answer] for answer in answers)
        yield Asked(str(question["id"]), kind, str(question["question"]), (), answers, name, starts)


def _place(context: str, answer: Mapping[str, Any]) -> int:
    """Where an answer stands in its document: where the file says or, where that is wrong, where it stands first."""
    text, stated = str(answer["text"]), int(answer.get("answer_start", -1))
    return stated if stated >= 0 and context.startswith(text, stated) else context.find(text)

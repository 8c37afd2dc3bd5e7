"""Question files: JSON Lines over documents that are indexed already, and two kinds that bring their own documents.

SQuAD's JSON, and JSON Lines with a text and its questions on each line (``id, title, heading, text, qas``), as the
project's own office questions are (``tools/training/office``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from index.commands.batch import read_batch
from index.encoding.encoder import open_encoder
from index.errors import QuestionError
from index.library import Library
from index.readers import read_bytes
from index.settings import Settings
from index.syncing.ingest import cut
from index.text.tokens import Tokenizer
from index.types import Passage, Progress, content_id, ignore_progress

FOLDER = "evaluation"
"""Where in the data folder the libraries of SQuAD files are kept, each under the digest of its paragraphs."""

GROUP, HELD_OUT = 12, 8
"""Of each ``HELD_OUT`` groups of ``GROUP`` documents that follow each other, the last is held out from training."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its right answers, none where the documents do not answer it.

    ``history`` are the conversation's earlier questions, oldest first. ``document`` is the name of the document that
    answers, ``""`` where the file does not say, and ``starts`` are the places of the answers in its text, -1 for one
    that does not stand there. ``near`` are the words that a careless reader would give for an answer where there is
    none, ``""`` where the file does not say.
    """

    id: str
    kind: str
    question: str
    history: tuple[str, ...]
    answers: tuple[str, ...]
    document: str = ""
    starts: tuple[int, ...] = ()
    near: str = ""


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """``documents`` are texts by document name; empty where the questions are about a library that exists.

    Nothing about ``held_out_documents`` is trained on.
    """

    questions: tuple[Asked, ...]
    documents: Mapping[str, str]
    held_out_documents: frozenset[str] = frozenset()

    def held_out(self) -> tuple[Asked, ...]:
        """The questions that the reading model was not trained on; all of a file without documents of its own."""
        held_out = self.held_out_documents
        return tuple(asked for asked in self.questions if not self.documents or asked.document in held_out)

    def cut(self, name: str, tokenizer: Tokenizer, settings: Settings) -> tuple[str, list[Passage]]:
        """The title of one of its documents and its passages, as the library would cut it."""
        document, passages = cut(read_bytes(self.documents[name].encode(), name), tokenizer, settings)
        return document.title or PurePath(name).stem, passages

    def open_library(self, settings: Settings, progress: Progress = ignore_progress) -> Library:
        """The library to ask: that of the settings or, for a file with documents of its own, one made of them.

        The latter lies in the data folder and is brought in line with the file, so that it is encoded only once.
        """
        if not self.documents:
            return Library.open(settings)
        identity = content_id("\0".join(self.documents[name] for name in sorted(self.documents)).encode())
        data = settings.data / FOLDER / identity
        texts = data / "documents"
        texts.mkdir(parents=True, exist_ok=True)
        for name, text in self.documents.items():
            (texts / name).write_text(text, encoding="utf-8", newline="")
        library = Library.open(settings.beside(data), open_encoder(settings))
        library.sync([texts], progress)
        return library


def read_all(paths: Sequence[Path], among: Sequence[Path] = ()) -> QuestionFile:
    """Question files as one, over all of their documents together; raises as ``read_questions``.

    :param among: files whose documents are there too, and whose questions are not asked.
    :raises QuestionError: also where some bring their own documents and others do not, or two have the same names.
    """
    files = [read_questions(path) for path in [*paths, *among]]
    documents = {name: text for file in files for name, text in file.documents.items()}
    if len(files) > 1 and (
        not all(f.documents for f in files) or len(documents) < sum(len(f.documents) for f in files)
    ):
        raise QuestionError("这些问题文件不能一起评测：有的不带文档，或者文档重名。", "请分开评测，一次一个文件。")
    own = files[: len(paths)]
    held_out = frozenset(name for file in own for name in file.held_out_documents)
    return QuestionFile(tuple(asked for file in own for asked in file.questions), documents, held_out)


def held_out(documents: Iterable[str]) -> frozenset[str]:
    """Those of a training file's documents, in the file's order, about which no question is trained on."""
    return frozenset(name for at, name in enumerate(documents) if at // GROUP % HELD_OUT == HELD_OUT - 1)


def read_questions(path: Path) -> QuestionFile:
    """A file in SQuAD's format (``.json``), else in JSON Lines, of questions or of texts with their questions.

    :raises QuestionError: where it cannot be read, or its form is another one.
    """
    if path.suffix.lower() != ".json":
        texts = _read_texts(path)
        return texts or QuestionFile(tuple(_asked(line) for line in read_batch(path)), {})
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
        paragraphs = [paragraph for article in content["data"] for paragraph in article["paragraphs"]]
        names = [f"{number:05}.txt" for number in range(1, len(paragraphs) + 1)]
        questions = [asked for name, paragraph in zip(names, paragraphs, strict=True) for asked in _of(paragraph, name)]
        documents = {name: str(p["context"]) for name, p in zip(names, paragraphs, strict=True)}
        return QuestionFile(tuple(questions), documents, held_out(documents))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise QuestionError(
            f"{path} 不是 SQuAD 格式的问题文件：{error}。", "请检查文件，或改用每行一题的 .jsonl。"
        ) from error


def _read_texts(path: Path) -> QuestionFile | None:
    """A file with a text and its questions on each line; None where it is none.

    :raises QuestionError: where a line of it has another form.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        if not lines or "qas" not in json.loads(lines[0]):
            return None
        records: list[Mapping[str, Any]] = [json.loads(line) for line in lines if line.strip()]
        documents = {f"{record['id']}.txt": as_document(record) for record in records}
        questions = [
            _about(question, f"{record['id']}-{number}", f"{record['id']}.txt", documents[f"{record['id']}.txt"])
            for record in records
            for number, question in enumerate(record["qas"], start=1)
        ]
    except FileNotFoundError:
        return None  # which whoever reads it as questions says
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise QuestionError(f"{path} 不是每行一篇文章的问题文件：{error}。", "请检查文件。") from error
    return QuestionFile(tuple(questions), documents, held_out(documents))


def as_document(record: Mapping[str, Any]) -> str:
    """A text with its title and its heading above it, as a plain text file has them."""
    parts = (str(record.get(part) or "") for part in ("title", "heading", "text"))
    return "\n\n".join(filter(None, parts)) + "\n"


def _about(question: Mapping[str, Any], identity: str, name: str, document: str) -> Asked:
    answers = tuple(map(str, question.get("answers") or ()))
    near = "" if answers else str(question.get("near") or "")
    starts = tuple(map(document.find, answers))
    return Asked(identity, str(question.get("kind") or ""), str(question["question"]), (), answers, name, starts, near)


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

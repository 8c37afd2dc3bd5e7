"""Libraries of any size: sentences of public texts, recombined with a fixed seed."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

SEED = 20
Item = TypeVar("Item")
PARAGRAPHS = 20
"""Of a document; each is long enough to be a passage by itself."""
SHORTEST, LONGEST = 8, 120
"""Characters of the sentences that are taken."""
FILL = 110, 260
"""A paragraph is grown by whole sentences until it has a number of characters between these."""
_END = re.compile(r"(?<=[。！？])")


def _paragraphs(paths: Sequence[Path]) -> Iterator[dict[str, Any]]:
    """Each with its ``context`` and its questions ``qas``, in the order in which they stand there."""
    for path in paths:
        for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
            yield from article["paragraphs"]


def read_sets(paths: Sequence[Path]) -> tuple[list[str], list[str]]:
    """The different sentences and questions of SQuAD-like JSON files, each in the order in which they stand there."""
    sentences: dict[str, None] = {}
    questions: dict[str, None] = {}
    for paragraph in _paragraphs(paths):
        questions |= dict.fromkeys(item["question"].strip() for item in paragraph["qas"])
        cut = (" ".join(part.split()) for part in _END.split(paragraph["context"]))
        sentences |= dict.fromkeys(part for part in cut if SHORTEST <= len(part) <= LONGEST)
    return list(sentences), list(questions)


def read_questions(paths: Sequence[Path]) -> tuple[list[str], list[tuple[str, int]]]:
    """The paragraphs of SQuAD-like JSON files, and each answerable question with the position of its paragraph."""
    paragraphs: dict[str, int] = {}
    asked = []
    for paragraph in _paragraphs(paths):
        position = paragraphs.setdefault(paragraph["context"], len(paragraphs))
        asked += [(item["question"], position) for item in paragraph["qas"] if item["answers"]]
    return list(paragraphs), asked


def read_passages(paths: Sequence[Path], count: int) -> list[str]:
    """Passages of the texts as they stand, whole sentences together, for the real model; always the same."""
    found: dict[str, None] = {}
    for paragraph in _paragraphs(paths):
        text = ""
        for part in _END.split(paragraph["context"]):
            text += " ".join(part.split())
            if len(text) >= FILL[0]:
                found[text] = None
                text = ""
    return pick(list(found), count)


def paragraphs(number: int, sentences: Sequence[str]) -> list[str]:
    """The paragraphs of a document, always the same for its number."""
    chance = random.Random(SEED * 10_000_000 + number)
    made = []
    for _ in range(PARAGRAPHS):
        text, wanted = "", chance.randint(*FILL)
        while len(text) < wanted:
            text += chance.choice(sentences)
        made.append(text)
    return made


def write_documents(folder: Path, numbers: range, sentences: Sequence[str]) -> Iterator[Path]:
    """Write documents as text files, some hundreds to a folder; those that are there stay."""
    for number in numbers:
        path = folder / f"{number // 500:04}" / f"{number:07}.txt"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n\n".join(paragraphs(number, sentences)) + "\n", encoding="utf-8")
        yield path


def pick(items: Sequence[Item], count: int) -> list[Item]:
    """Some of them, always the same."""
    return random.Random(SEED).sample(list(items), min(count, len(items)))

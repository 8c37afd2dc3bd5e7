"""A question beside a passage, in the pieces that the reading model takes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from index.text.tokens import HAN, close_up
from index.types import Passage

START, PAD, END = 0, 1, 2
"""Numbers of the pieces ``<s>``, ``<pad>`` and ``</s>``."""
QUESTION_PIECES, CONTEXT_CHARACTERS, TEXT_PIECES = 64, 80, 400
"""The most that is read of a question, of the headings above a passage (their end), and of the passage."""


@dataclass(frozen=True, slots=True)
class Text:
    """What is read: ``text``, and ``context``, the lines above it that say what it is about, ``""`` for none."""

    context: str
    text: str

    @classmethod
    def of(cls, passage: Passage, title: str) -> Text:
        """A passage below its headings; first of them the document's title, where it says something and is none yet.

        A file that has no heading of its own is named by its name, and ``00001`` says nothing.
        """
        above = close_up(passage.context)
        named = title if title not in above and re.search(f"[{HAN}]", title) else ""
        return cls("\n".join(filter(None, (named, above))), passage.text)


@dataclass(frozen=True, slots=True)
class Pair:
    """``ids`` are ``<s> question </s> </s> headings and text </s>``.

    The pieces of the text stand from ``first`` on, and ``offsets`` says of each which ``[start, end)`` of the text it
    is, in code points.
    """

    ids: tuple[int, ...]
    first: int
    offsets: tuple[tuple[int, int], ...]


def pair(tokenizer: Tokenizer, question: str, context: str, text: str) -> Pair:
    """Question and passage as one row. ``context`` are the headings above the passage, ``""`` for none.

    The prompts are those that the encoder, from which the model was trained, knows.
    """
    asked = tokenizer.encode(f"query: {question}", add_special_tokens=False).ids[:QUESTION_PIECES]
    lead = "passage: " + (f"{context[-CONTEXT_CHARACTERS:]}\n" if context else "")
    encoding = tokenizer.encode(lead + text, add_special_tokens=False)
    before = sum(end <= len(lead) for _, end in encoding.offsets)
    length = min(len(encoding.ids), before + TEXT_PIECES)
    ids = (START, *asked, END, END, *encoding.ids[:length], END)
    offsets = tuple((max(start - len(lead), 0), end - len(lead)) for start, end in encoding.offsets[before:length])
    return Pair(ids, len(asked) + 3 + before, offsets)


def load_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer in a ``tokenizer.json``."""
    return Tokenizer.from_file(str(path))

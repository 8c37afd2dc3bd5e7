"""Texts as numbers of the bundled model's pieces.

Making the tokenizer of all 250,037 pieces takes most of a second. Which of them a text falls into depends on those
alone that stand in it, since the likeliest row of such is looked for (Kudo, 2018, arXiv:1804.10959), and on the least
likely of all, by which a character that is no piece is judged. So a question is cut by a tokenizer of these few, with
the same outcome, and the one of all is made when many texts are to be cut.
"""

from __future__ import annotations

import json
import threading
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from index.encoding.weights import TokenizerData

TOKENS = 512
"""The most that is read of a text."""
FEW = 64
"""Documents' texts that are cut each by its own pieces before the tokenizer of all is made."""
SPECIAL = "<s>", "<pad>", "</s>", "<unk>"
"""The first pieces of all. Where one is written out in a text, it is cut there before anything else is done."""


class Pieces:
    """Cuts texts. Thread-safe.

    :param data: all pieces, which the file has too.
    :param path: of the ``tokenizer.json`` that was made of them.
    """

    def __init__(self, data: TokenizerData, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._data, self._steps = data, tokenizer_of(data, range(len(SPECIAL)))
        add_steps(self._steps, data.replacements)
        self._numbers = dict(zip(data.pieces, range(len(data.pieces)), strict=True))
        self._least = data.scores.index(min(data.scores))
        self._longest = max(map(len, data.pieces))
        self._documents = 0

    def of_question(self, text: str) -> list[int]:
        """The numbers of a text's pieces between those of beginning and end, ``TOKENS`` at most."""
        is_whole = any(piece in text for piece in SPECIAL)
        return self._cut_by_all(text) if is_whole else self._cut_by_few(text)

    def of_document(self, text: str) -> list[int]:
        """As ``of_question``, of what may be one of many texts."""
        with self._lock:
            self._documents += 1
        return self.of_question(text) if self._documents <= FEW else self._cut_by_all(text)

    @cached_property
    def _whole(self) -> Tokenizer:
        made = Tokenizer.from_file(str(self._path))
        made.enable_truncation(TOKENS)
        return made

    def _cut_by_all(self, text: str) -> list[int]:
        with self._lock:
            whole = self._whole
        numbers: list[int] = whole.encode(text).ids
        return numbers

    def _cut_by_few(self, text: str) -> list[int]:
        numbers = sorted({*range(len(SPECIAL)), self._least, *self._within(text)})
        few = tokenizer_of(self._data, numbers)
        few.normalizer, few.pre_tokenizer = self._steps.normalizer, self._steps.pre_tokenizer
        few.post_processor = self._steps.post_processor
        few.enable_truncation(TOKENS)
        return [numbers[each] for each in few.encode(text).ids]

    def _within(self, text: str) -> Iterator[int]:
        """The numbers of all pieces that stand in a text as the model sees it."""
        for seen, _ in self._steps.pre_tokenizer.pre_tokenize_str(self._steps.normalizer.normalize_str(text)):
            for start in range(len(seen)):
                for end in range(start + 1, min(start + self._longest, len(seen)) + 1):
                    number = self._numbers.get(seen[start:end])
                    if number is not None:
                        yield number


def tokenizer_of(data: TokenizerData, numbers: Sequence[int]) -> Tokenizer:
    """The model's tokenizer of some of its pieces, without what is done before and after.

    It is made by way of JSON, as reading a file is: the scores are rounded alike.

    :param numbers: those of the pieces, ascending, that of the unknown among them.
    """
    pieces = [(data.pieces[number], data.scores[number]) for number in numbers]
    model = {"type": "Unigram", "unk_id": numbers.index(data.unknown), "vocab": pieces, "byte_fallback": False}
    return Tokenizer.from_str(json.dumps({"version": "1.0", "added_tokens": [], "model": model}))


def write_tokenizer(data: TokenizerData, path: Path) -> None:
    """``tokenizer.json``: XLM-RoBERTa's Unigram tokenizer (Conneau et al., 2020, arXiv:1911.02116)."""
    vocabulary = list(zip(data.pieces, data.scores, strict=True))
    tokenizer = Tokenizer(models.Unigram(vocabulary, data.unknown, byte_fallback=False))
    add_steps(tokenizer, data.replacements)
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.add_special_tokens([AddedToken(piece, normalized=False) for piece in SPECIAL])
    # Its own way of saving tells nothing of what went wrong.
    path.write_text(tokenizer.to_str(pretty=True), encoding="utf-8")


def add_steps(tokenizer: Tokenizer, replacements: Mapping[str, str]) -> None:
    """What is done before and after cutting: characters made alike, spaces marked, beginning and end put around."""
    steps: list[Any] = [normalizers.Replace(*pair) for pair in _before_nfkc(replacements)]
    # The table keeps the full-width tilde of "3～5", which NFKC would fold: it travels as a private character.
    steps = [
        normalizers.Replace("\uff5e", "\ue000"),
        *steps,
        normalizers.NFKC(),
        normalizers.Replace("\ue000", "\uff5e"),
    ]
    tokenizer.normalizer = normalizers.Sequence([*steps, normalizers.Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=False)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )


def _before_nfkc(replacements: Mapping[str, str]) -> list[tuple[Any, str]]:
    """What the table does differently from NFKC (control characters, kinds of space), as (pattern, replacement)."""
    groups: dict[str, list[str]] = defaultdict(list)
    for character, replacement in replacements.items():
        if unicodedata.normalize("NFKC", character) != replacement:
            groups[replacement].append(f"\\x{{{ord(character):x}}}")
    return [(Regex(f"[{''.join(characters)}]"), replacement) for replacement, characters in groups.items()]

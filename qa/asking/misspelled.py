"""Typing errors: words of a question that stand nowhere near, and sound like words that do. A last resort."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.text.question_words import QUESTION_WORDS
from index.text.sounds import sound
from index.text.tokens import HAN, Tokenizer, fold_with_origins

SHORTEST, LONGEST = 2, 6
"""Characters of what is taken for a misspelled word."""
_RUN = re.compile(f"[{HAN}]+")
_BINDS = re.compile("[的了着在是有和与及把被对从到为不也都就还很要能会向给按]")
"""Characters that are no part of a word that is misspelled."""


def respelled(text: str, passages: Sequence[str], tokenizer: Tokenizer) -> str:
    """A question with its misspelled word as folded passages spell it; as it is where there is none.

    ``敬佬院`` is ``敬老院``, where that and not this is written. A word keeps one of its characters at least, unless it
    has three, and is no place: places that sound alike are two. The longest word counts, of these the first.
    """
    folded, origins = fold_with_origins(text)
    heard = [_Heard(passage) for passage in passages]
    for start, end in sorted(_unknown(folded, passages, tokenizer), key=lambda place: place[0] - place[1]):
        meant = next(filter(None, (each.like(folded[start:end]) for each in heard)), "")
        if meant:
            return text[: origins[start]] + meant + text[origins[end] :]
    return text


def _unknown(folded: str, passages: Sequence[str], tokenizer: Tokenizer) -> Iterator[tuple[int, int]]:
    """The runs of whole words that no passage has, ``[start, end)``, without those that ask or only bind."""
    asks = {
        at for pattern in (QUESTION_WORDS, _BINDS) for match in pattern.finditer(folded) for at in range(*match.span())
    }
    for run in _RUN.finditer(folded):
        bounds = [run.start()]
        for word in tokenizer.cut(run.group()):
            bounds.append(bounds[-1] + len(word))
        for start, end in ((start, end) for start in bounds for end in bounds if SHORTEST <= end - start <= LONGEST):
            part = folded[start:end]
            there = any(part in passage for passage in passages)
            if not there and not asks.intersection(range(start, end)) and not tokenizer.is_place(part):
                yield start, end


class _Heard:
    """A folded passage by its sounds."""

    def __init__(self, passage: str) -> None:
        self._passage = passage
        self._sounds = [sound(each) for each in passage]
        self._places: dict[str, list[int]] = {}
        for at, each in enumerate(self._sounds):
            self._places.setdefault(each, []).append(at)

    def like(self, part: str) -> str:
        """What sounds like a part and is spelled nearly so; ``""`` for nothing."""
        wanted = [sound(each) for each in part]
        if not all(wanted):
            return ""
        for at in self._places.get(wanted[0], ()):
            found = self._passage[at : at + len(part)]
            kept = sum(one == other for one, other in zip(part, found, strict=False))
            if self._sounds[at : at + len(part)] == wanted and (kept or len(part) > SHORTEST):
                return found
        return ""

"""What of a text is looked up in an index of words: tokens in two fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from index.text.tokens import Tokenizer
from index.types import Passage

WORDS, GRAMS = "words", "grams"
"""The fields: jieba's words, and single characters with their bigrams."""
Term = tuple[str, str]
"""A field and a token in it."""


def fields_of(passage: Passage, tokenizer: Tokenizer, names: Sequence[str] = ()) -> dict[str, str]:
    """The tokens of a passage and of the headings above it, by field, with spaces between them.

    :param names: what its document is called besides, which counts where it does not stand there.
    """
    text = f"{passage.context}\n{passage.text}"
    text = "\n".join([*(name for name in names if name not in text), text])
    return {WORDS: " ".join(tokenizer.words(text)), GRAMS: " ".join(tokenizer.grams(text))}


def terms_of(text: str, tokenizer: Tokenizer) -> Counter[Term]:
    """The terms of a question with how often each stands in it."""
    words, grams = tokenizer.words(text), tokenizer.grams(text)
    return Counter([*((WORDS, word) for word in words), *((GRAMS, gram) for gram in grams)])


def grams_of(phrases: Sequence[str], tokenizer: Tokenizer) -> list[str]:
    """The grams that a passage with all these phrases has; whether they stand there as they are is not known by it."""
    return sorted({gram for phrase in phrases for gram in tokenizer.grams(phrase) if not gram.startswith("=")})

"""Whether a question, or a title, is clear by itself: it names what it is about."""

from __future__ import annotations

import re

from index.text.tokens import NAME_TAGS, Tokenizer, Word, fold_with_origins
from index.text.vocabulary import endings

INSTITUTIONS = endings("institutions")
PLACES = tuple("省市县区州旗乡镇村街路桥江河湖山岛港")
"""How the names of bodies and of places end."""
_YEAR = re.compile(r"\d{4}年")
_LONGEST_END = 2
"""Characters of a word that may be the end of the name before it, as 二桥."""


def is_specific(question: str, tokenizer: Tokenizer, title: str = "") -> bool:
    """Whether it is clear by itself of what a question asks: it names a year, a body, a place or a person.

    Dictionaries of names have many a common word (大桥, 养老): a name is what ends as those of places and bodies do, or
    stands in ``title``, that of the document that answers.
    """
    words = tokenizer.tag(fold_with_origins(question)[0])
    behind = [*words[1:], None]
    return bool(_YEAR.search(question)) or any(
        word.tag in NAME_TAGS and (word.text in title or _ends_as_name(word, then))
        for word, then in zip(words, behind, strict=True)
    )


def _ends_as_name(word: Word, then: Word | None) -> bool:
    whole = word.text + (then.text if then and len(then.text) <= _LONGEST_END else "")
    return any(len(name) > 2 and name.endswith(INSTITUTIONS + PLACES) for name in (word.text, whole))

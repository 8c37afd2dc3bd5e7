"""Text that makes no sense though what is shown does: the font of the page tells other characters, or none."""

from __future__ import annotations

import re

from index.text.scripts import ALL_HAN

LEAST = 30
"""Of fewer characters (white space apart) nothing is told."""
USABLE = 0.3
"""With less than this share of its characters in words, figures and scripts a text is garbled."""
WRITTEN = 0.7
"""At least this share of the Chinese characters of a text is in one of the lists that fonts and keyboards have."""
VOWELS = 0.2
"""Words in Latin letters have at least this share of vowels."""
_UNMAPPED = re.compile("[\ufffd\ue000-\uf8ff]")
_HAN = re.compile(f"[{ALL_HAN}]")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_FIGURE = re.compile(r"[\d.,:/%+-]+")
_LEADER = re.compile(r"([^\w\s])\1{3,}")
_LISTS = ("gb2312", "big5", "shift_jis", "euc_kr")
_LATIN_END = "\u024f"


def is_garbled(text: str) -> bool:
    """Whether a page's text is no writing: characters without meaning, symbols and letters that make no words, or
    Chinese characters that nobody writes."""
    text = "".join(_LEADER.sub("", text).split())
    if not text:
        return False
    if len(_UNMAPPED.findall(text)) * 2 > len(text):
        return True
    if len(text) < LEAST:
        return False
    han = "".join(_HAN.findall(text))
    if len(han) * 2 > len(text):
        return _written(han) < WRITTEN * len(han)
    letters = sum(letter > _LATIN_END and letter.isalpha() for letter in text) - len(han)
    words = sum(len(word) for word in _LATIN.findall(text) if _is_word(word))
    figures = sum(len(figure) for figure in _FIGURE.findall(text) if any(map(str.isdigit, figure)))
    return _written(han) + letters + words + figures < USABLE * len(text)


def _written(han: str) -> int:
    """How many of the characters are in the list that has most of them."""
    return max(len(han.encode(name, "ignore")) // 2 for name in _LISTS)


def _is_word(run: str) -> bool:
    return sum(letter in "aeiouyAEIOUY" for letter in run) >= VOWELS * len(run)

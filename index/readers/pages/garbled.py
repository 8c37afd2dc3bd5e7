"""Text that makes no sense though what is shown does: the font of the page tells other characters, or none."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from index.text.scripts import ALL_HAN

LEAST = 30
"""Of fewer characters (white space apart) nothing is told."""
USABLE = 0.3
"""With less than this share of its characters in words, figures and scripts a text is garbled."""
WRITTEN = 0.7
"""At least this share of the Chinese characters of a text is in one of the lists that fonts and keyboards have."""
VOWELS = 0.2
"""Words in Latin letters have at least this share of vowels."""
SCRIPTS, MINGLED = 4.0, 0.4
"""Nobody writes more scripts than this on a page, each with an even share of its letters, and changes from one to
another after more than this share of them: a font's own numbers for its shapes, taken for letters, do both."""
_UNMAPPED = re.compile("[\ufffd\ue000-\uf8ff]")
_HAN = re.compile(f"[{ALL_HAN}]")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_FIGURE = re.compile(r"[\d.,:/%+-]+")
_LEADER = re.compile(r"([^\w\s])\1{3,}")
_LISTS = ("gb2312", "big5", "shift_jis", "euc_kr")
_LATIN_END = "\u024f"


def is_garbled(text: str) -> bool:
    """Whether a page's text is no writing: characters without meaning, symbols and letters that make no words, or
    Chinese characters that nobody writes; or letters of many scripts, mingled."""
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
    scripts = [_script(letter) for letter in text if letter > _LATIN_END and letter.isalpha()]
    if len(scripts) >= LEAST and _are_mingled(scripts):
        return True
    letters = len(scripts) - len(han)
    words = sum(len(word) for word in _LATIN.findall(text) if _is_word(word))
    figures = sum(len(figure) for figure in _FIGURE.findall(text) if any(map(str.isdigit, figure)))
    return _written(han) + letters + words + figures < USABLE * len(text)


def _are_mingled(scripts: Sequence[str]) -> bool:
    """Whether letters of these scripts, one behind the other, are of many, and next to those of others."""
    changes = sum(one != other for one, other in pairwise(scripts))
    even = len(scripts) ** 2 / sum(count**2 for count in Counter(scripts).values())
    return even > SCRIPTS and changes > MINGLED * len(scripts)


@cache
def _script(letter: str) -> str:
    """The script that a letter is of, which its name begins with."""
    return unicodedata.name(letter, "").partition(" ")[0]


def _written(han: str) -> int:
    """How many of the characters are in the list that has most of them."""
    return max(len(han.encode(name, "ignore")) // 2 for name in _LISTS)


def _is_word(run: str) -> bool:
    return sum(letter in "aeiouyAEIOUY" for letter in run) >= VOWELS * len(run)

"""What is matched: the only place for jieba and for normalisation. What is shown is never touched.

Folding goes character by character (width and compatibility forms by NFKC, case, traditional to simplified), so that
every folded character knows the one it came from.
"""

from __future__ import annotations

import hashlib
import logging
import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, BinaryIO

import jieba
from opencc import OpenCC

from index.errors import SettingsError
from index.text.dictionary import read_dictionary
from index.text.scripts import HAN as HAN  # those who fold, most of all, ask for it
from index.text.values import find_values
from index.text.vocabulary import countries

TOKENS_VERSION = "5"
"""Raised with every change to what tokens come out of a text: the lexical side is then rebuilt."""

_HAN_RUN = re.compile(f"[{HAN}]+")
_LETTER_RUN = re.compile(r"[^\W_]+")
_SPACED = re.compile(f"(?<![{HAN}])(?:[{HAN}][ \u3000]){{2,}}[{HAN}](?![{HAN}])")

_KINDS_OF_PLACE = ("省", "市", "县", "区", "州", "国", "洲", "镇", "乡", "村", "旗", "盟", "自治区", "特别行政区")
_NAMES_ALONE = 200
"""A word that the dictionary has for a person's name is a place's only where it is rarer: ``恩平``, not ``温泉``."""

NAME_TAGS = ("ns", "nt", "nr", "nz")
"""Names of places, bodies, people and things, in jieba's notation."""

_KEPT, _KEPT_LENGTH = 256, 200
"""Texts whose tagged words are kept, and the longest of them in characters: one question is asked for them ten times
and more by the rules, its passages' sentences by several."""

jieba.setLogLevel(logging.WARNING)


class _FoldTable(dict[int, str]):
    """Code point to folded text, filled as characters turn up; for ``str.translate``."""

    def __missing__(self, code: int) -> str:
        if 0xD800 <= code <= 0xDFFF:
            return "\ufffd"
        folded: str = _simplified().convert(unicodedata.normalize("NFKC", chr(code)).casefold())
        if unicodedata.decomposition(chr(code)).startswith("<circle>"):
            folded = f"({folded})"  # a mark in a circle is no digit of the number beside it: ①2023年
        self[code] = folded
        return folded


@cache
def _simplified() -> OpenCC:
    return OpenCC("t2s")


@cache
def _traditional() -> OpenCC:
    return OpenCC("s2t")


_FOLD = _FoldTable()


def well_formed(text: str) -> str:
    """The text with lone surrogates, which no encoding can carry, as U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def fold(text: str) -> str:
    """The text as it is matched. ``"㎏ＧＤＰ專區"`` is ``"kggdp专区"``."""
    return text.translate(_FOLD)


def simplify(text: str) -> str:
    """The text in simplified characters, words seen as words; the length may change."""
    simplified: str = _simplified().convert(text)
    return simplified


def traditional(text: str) -> str:
    """The text in traditional characters; the length may change."""
    converted: str = _traditional().convert(text)
    return converted


def fold_with_origins(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the offset of the one in ``text`` it came from.

    The list has one entry more than the folded text: the length of ``text``.
    """
    folded = fold(text)
    if len(folded) == len(text) and all(len(_FOLD[ord(c)]) == 1 for c in set(text)):
        return folded, list(range(len(text) + 1))
    origins = [i for i, c in enumerate(text) for _ in _FOLD[ord(c)]]
    return folded, [*origins, len(text)]


def close_up(text: str) -> str:
    """Letter-spaced headings closed up: ``市 公 安 局`` is ``市公安局``. Other spaces stay."""
    return _SPACED.sub(lambda match: re.sub(r"\s", "", match.group()), text)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a folded text with its part of speech in jieba's notation (``ns`` place, ``nr`` person, …)."""

    text: str
    tag: str
    start: int
    end: int


class Tokenizer:
    """Cuts text into tokens; thread-safe.

    :param user_dictionary: a file in jieba's format (word, optionally frequency and tag, one a line), folded the way
        texts are; None for none.
    :raises SettingsError: when that file cannot be read.
    """

    def __init__(self, user_dictionary: Path | None = None) -> None:
        self._jieba = jieba.Tokenizer()
        self._tagger: Any = None
        self._lock = threading.Lock()
        self._ready = False
        self._dictionary = ""
        self._own_places: set[str] = set()
        self._tagged = lru_cache(_KEPT)(self._tag)
        if user_dictionary is not None:
            try:
                self._dictionary = fold(user_dictionary.read_text(encoding="utf-8-sig"))
            except (OSError, UnicodeDecodeError) as error:
                raise SettingsError(
                    f"用户词典 {user_dictionary} 读不了：{error}。", "请改用 UTF-8 编码的文件。"
                ) from error

    @property
    def fingerprint(self) -> str:
        """Equal where equal texts give equal tokens."""
        digest = hashlib.sha256(self._dictionary.encode()).hexdigest()[:16]
        return f"{TOKENS_VERSION}-{jieba.__version__}-{digest}"

    def prepare(self) -> None:
        """Load the dictionaries (about a second, once); the other methods do so themselves when needed."""
        with self._lock:
            if self._ready:
                return
            self._tagger = _load(self._jieba)
            for line in filter(None, map(str.strip, self._dictionary.splitlines())):
                word, *rest = line.split()
                frequency = int(rest[0]) if rest and rest[0].isdigit() else None
                tag = next((part for part in rest if not part.isdigit()), None)
                self._jieba.add_word(word, frequency, tag)
                if tag:
                    self._tagger.word_tag_tab[word] = tag
                if tag and tag.startswith("ns"):
                    self._own_places.add(word)
            self._ready = True

    def words(self, text: str) -> list[str]:
        """jieba's search-mode words, folded, without punctuation, followed by the numbers as values (``=4000``)."""
        self.prepare()
        folded = close_up(fold(text))
        words = [word for word in self._jieba.cut_for_search(folded) if _LETTER_RUN.search(word)]
        return [*words, *_values(folded)]

    def grams(self, text: str) -> list[str]:
        """Single Han characters and their bigrams, other letters and digits in whole runs, and numbers as ``words``."""
        folded = close_up(fold(text))
        return [*_grams(folded), *_values(folded)]

    def cut(self, text: str) -> list[str]:
        """Dictionary words of a folded text with nothing guessed, in order; joined they are the text."""
        self.prepare()
        return list(self._jieba.cut(text, HMM=False))

    def tag(self, text: str) -> list[Word]:
        """Words of a folded text with parts of speech, in order, with offsets into it."""
        self.prepare()
        return list(self._tagged(text) if len(text) <= _KEPT_LENGTH else self._tag(text))

    def _tag(self, text: str) -> tuple[Word, ...]:
        words, start = [], 0
        for pair in self._tagger.cut(text):
            words.append(Word(pair.word, pair.flag, start, start + len(pair.word)))
            start += len(pair.word)
        return tuple(words)

    def tag_of(self, word: str) -> str:
        """The tag of a word that the dictionary has, ``""`` for another."""
        self.prepare()
        return str(self._tagger.word_tag_tab.get(word, ""))

    def is_place(self, text: str) -> bool:
        """Whether it is a place on the map: a country, or one that the dictionary has with its kind.

        ``恩平市`` ends with its kind, and ``恩平`` stands in the dictionary with one, too. A word that the dictionary
        only takes for a place is as often none (``上门``, ``馆藏``, ``礼拜``), unless it is the user's.
        """
        self.prepare()
        if text in self._own_places or text in countries():
            return True
        tag, often = self.tag_of(text), self._jieba.FREQ.get(text) or 0
        if not often or not tag.startswith(("ns", "nr")):
            return False
        if tag.startswith("ns") and len(text) > 2 and text.endswith((*_KINDS_OF_PLACE, "路", "街", "巷", "桥", "岛")):
            return True
        if tag.startswith("ns"):
            return any(self._jieba.FREQ.get(text + kind) for kind in _KINDS_OF_PLACE)
        return often < _NAMES_ALONE and any(self._jieba.FREQ.get(text + kind) for kind in "市县")


def _load(cutter: Any) -> Any:  # noqa: ANN401 - jieba has no types
    """The tagger of a cutter, both with the dictionary that jieba comes with."""
    # Imported here because it takes half a second, which commands that cut no text need not wait for.
    from jieba.posseg import POSTokenizer

    class Tagger(POSTokenizer):  # type: ignore[misc]
        def load_word_tag(self, file: BinaryIO) -> None:
            """The words' parts of speech, and the cutter's frequencies of them, which would be read once more."""
            with file:
                read = read_dictionary(file.read())
            self.word_tag_tab, cutter.FREQ, cutter.total = read.tags, read.frequencies, read.total
            cutter.initialized = True

    return Tagger(cutter)


def _values(folded: str) -> Iterator[str]:
    return (f"={key}" for value in find_values(folded) for key in value.states)


def _grams(folded: str) -> Iterator[str]:
    for run in _LETTER_RUN.findall(folded):
        position = 0
        for match in _HAN_RUN.finditer(run):
            if position < match.start():
                yield run[position : match.start()]
            han = match.group()
            yield from han
            yield from (han[i : i + 2] for i in range(len(han) - 1))
            position = match.end()
        if position < len(run):
            yield run[position:]

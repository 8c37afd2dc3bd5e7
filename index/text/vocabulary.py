"""Words that mean the same, from ``vocabulary.toml``, which a person can read and extend. Pure, read once.

They make no answer: where a question's word is missing, they tell whether the text has it in another word.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

LONGEST_SHORT = 4
"""A short word has no more characters than this."""
FILE = Path(__file__).with_suffix(".toml")


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def _pairs() -> Iterator[tuple[str, list[str]]]:
    for groups in _read()["groups"].values():
        for words in map(str.split, groups):
            yield from ((word, words) for word in words)
    for word, _, others in (line.partition("：") for line in _read()["means"]):
        yield word, others.split()


@cache
def _others() -> dict[str, tuple[str, ...]]:
    """Each word with what else is written for it, in the order of the file."""
    found: dict[str, dict[str, None]] = {}
    for word, others in _pairs():
        found.setdefault(word, {}).update(dict.fromkeys(others))
    return {word: tuple(other for other in others if other != word) for word, others in found.items()}


_KNOWN = re.compile("|".join(sorted(_others(), key=lambda word: (-len(word), word))))


@cache
def deeds() -> frozenset[str]:
    """Words for what is done; no other word can simply take the place of one, as it takes other objects."""
    return frozenset(word for words in _read()["groups"]["deeds"] for word in words.split())


@cache
def countries() -> frozenset[str]:
    """Names of countries, and of parts of the world."""
    return frozenset(str(_read()["countries"]).split())


@cache
def series() -> tuple[tuple[str, ...], ...]:
    """Words of one kind each, of which a thing is only one: ``学士``, ``硕士`` and ``博士``."""
    return tuple(tuple(str(words).split()) for words in _read()["series"])


@cache
def feasts() -> tuple[tuple[str, ...], ...]:
    """Days of the year that are called by a name, each with all its names: ``五一`` and ``劳动节``."""
    return tuple(tuple(str(names).split()) for names in _read()["feasts"])


@cache
def one_sided() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """The two sides of what a text about the one does not tell of the other, each with all its words: ``开工`` and
    ``完工``, ``竣工``."""
    parted = (str(pair).split("/") for pair in _read()["sides"])
    return tuple((tuple(first.split()), tuple(second.split())) for first, second in parted)


@cache
def moves() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """What the rows of a ledger say was done with goods or money (``入库``), each with the verbs that ask for it."""
    parted = (str(pair).split("/") for pair in _read()["moves"])
    return tuple((tuple(said.split()), tuple(verbs.split())) for said, verbs in parted)


@cache
def directions() -> dict[str, frozenset[str]]:
    """Verbs that say which way something goes, each with those of the other way: 借 with 还."""
    found: dict[str, set[str]] = {}
    for pair in _read()["directions"]:
        one, other = (side.split() for side in str(pair).split("/"))
        for side, against in ((one, other), (other, one)):
            for verb in side:
                found.setdefault(verb, set()).update(against)
    return {verb: frozenset(others) for verb, others in found.items()}


@cache
def registered() -> frozenset[str]:
    """What the things in a register are called, any of which may stand for any other: ``资产``, ``设备``."""
    return frozenset(str(_read()["registered"]).split())


@cache
def nouns(kind: str) -> frozenset[str]:
    """Nouns for measures and, by the kind, what else: ``numbers``, ``dimensions``, ``relational``."""
    return frozenset(word for name in ("measures", kind) for word in str(_read()["nouns"][name]).split())


@cache
def offices() -> tuple[str, ...]:
    """What those are called who lead something, in order: ``局长``, ``书记``."""
    return (*(f"{led}长" for led in str(_read()["offices"]["led"]).split()), *str(_read()["offices"]["titles"]).split())


@cache
def endings(kind: str) -> tuple[str, ...]:
    """What words of a kind end with: ``institutions`` (局, 委), ``persons`` (长, 员), ``money`` (产值, 费)."""
    return tuple(str(_read()[kind]).split())


@cache
def opposites() -> dict[str, tuple[tuple[int, int], ...]]:
    """Words that say the one of two opposite things, each with which pair they are of, and which side of it."""
    found: dict[str, tuple[tuple[int, int], ...]] = {}
    for pair, line in enumerate(_read()["opposites"]):
        for side, words in enumerate(str(line).split("/")):
            for word in words.split():
                found[word] = (*found.get(word, ()), (pair, side))
    return found


@cache
def _extents() -> dict[str, int]:
    return {word: number for number, words in enumerate(_read()["extents"]) for word in str(words).split()}


_EXTENT = re.compile("|".join(sorted(_extents(), key=lambda word: (-len(word), word))))


def find_extents(text: str) -> list[tuple[int, int, int]]:
    """The words of a folded text that say how much of a whole is meant, ``[start, end)``, with which extent it is."""
    return [(*match.span(), _extents()[match.group()]) for match in _EXTENT.finditer(text)]


_OPPOSITE = re.compile("|".join(sorted(opposites(), key=lambda word: (-len(word), word))))


@lru_cache(maxsize=1024)
def find_sides(text: str) -> tuple[tuple[int, int, tuple[tuple[int, int], ...]], ...]:
    """The words of a folded text that say the one of two opposite things, ``[start, end)``, with which.

    In order, without overlap, the longest first.
    """
    return tuple((*match.span(), opposites()[match.group()]) for match in _OPPOSITE.finditer(text))


def said_otherwise(asked: str, text: str) -> list[tuple[int, int]]:
    """Where the words of a folded question stand, ``[start, end)``, for which a folded text has others, in order."""
    return [(start, end) for start, end, others in find_meant(asked) if any(other in text for other in others)]


def find_meant(asked: str) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
    """The words of a folded question that are written otherwise, too, ``[start, end)``, with what is written for them.

    In order, without overlap, the longest first.
    """
    return _meant(asked)


@lru_cache(maxsize=64)
def _meant(asked: str) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
    return tuple((*match.span(), _others()[match.group()]) for match in _KNOWN.finditer(asked))


def spelt_out(short: str, text: str) -> str:
    """What a folded text writes for a word of two to four characters, the heads of as many words of two.

    ``营业收入`` of ``营收``, ``武汉科技大学`` of ``武科大``.

    So most short words of offices are made (``研发``, ``高工``, ``固投``). ``""`` where the text has the word itself,
    or nothing of that form.
    """
    at = text.find(short[0]) if 2 <= len(short) <= LONGEST_SHORT and short not in text else -1
    while at >= 0:
        words = text[at : at + 2 * len(short)]
        if words[::2] == short and len(words) == 2 * len(short) and all("\u4e00" <= each <= "\u9fff" for each in words):
            return words
        at = text.find(short[0], at + 1)
    return ""


def abbreviated(place: str) -> Sequence[str]:
    """How a place is written in short beside what goes there or comes from there: ``赴闽`` and ``闽籍`` of ``福建``."""
    return _abbreviations().get(place, ())


@cache
def _abbreviations() -> dict[str, Sequence[str]]:
    shorts = {each[:-1]: each[-1] for each in reversed(str(_read()["abbreviations"]).split())}  # the first counts
    return {
        place: (*(f"{way}{short}" for way in "赴进在来返离驻抵入"), *(f"{short}{what}" for what in "籍商方企资"))
        for place, short in shorts.items()
    }

"""A sentence as it is compared: folded, with its values, its clauses and its words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from index.text.denials import DENIALS
from index.text.pairs import enclosed, is_within
from index.text.tokens import HAN, NAME_TAGS, Tokenizer, Word, fold_with_origins
from index.text.values import TOLD, Kind, Value, find_values

Place = tuple[int, int]
"""``[start, end)`` of a folded line."""
_MARK = re.compile("[,;:。!?\n]")
_ARTICLE = re.compile("一[个种项次位件条名家场批]?")
_TITLE = re.compile("《(?:[^《》]|《[^《》]{1,40}》){1,80}》")
PLACES = frozenset("省市县区州镇乡村")
"""What the names of places end with."""
_LETTER = re.compile(r"[^\W_]")
_FIGURES = re.compile("[0-9一二三四五六七八九十]")
_GRAM = re.compile(f"(?=([{HAN}]{{2}}))|(?<![a-z0-9])([a-z0-9]+)(?![a-z0-9])")


FUNCTION = frozenset("的了在是为和与及等对将由以于其这那并也均共就至达到")
"""Characters of words that relate others, and tell nothing by themselves."""
_NAMING = (*NAME_TAGS, "t", "s", "f", "m", "j", "i", "l")
"""How the tags begin of names, times and idioms, of which a negation is only a part: 无锡, 未来, but not 无权."""
_MERELY = frozenset(
    """
    非常 不断 不仅 不但 不光 不只 不单 不管 不论 无论 不过 不久 不时 不禁 不妨 不愧 不料 不由得 无比 无非 无不
    莫非 未免 没收 非但
    """.split()
)
"""Words of other kinds that begin so and deny nothing."""
Kept = TypeVar("Kept")
Near = Callable[[str, str], float]


def never(_word: str, _other: str) -> float:
    """No two words are near each other, where that cannot be told."""
    return -1.0


@dataclass(frozen=True)
class Line:
    """``text`` and the same folded; ``origins`` are the offsets in ``text`` of the folded characters, and its length.

    All other offsets count folded characters. ``near`` tells how near two words are in meaning, -1 to 1.
    """

    text: str
    folded: str
    origins: Sequence[int]
    tokenizer: Tokenizer
    near: Near

    @classmethod
    def of(cls, text: str, tokenizer: Tokenizer, near: Near = never) -> Line:
        return cls(text, *fold_with_origins(text), tokenizer, near)

    def slice(self, start: int, end: int) -> str:
        """What stands there, as it is written."""
        return self.text[self.origins[start] : self.origins[end]]

    @cached_property
    def titles(self) -> tuple[tuple[int, int], ...]:
        """Where titles stand, with their marks: they name a text, and what they say is not claimed."""
        return tuple(match.span() for match in _TITLE.finditer(self.folded))

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """The values that say something: ``一个重要的`` says no number."""
        found = (value for value in find_values(self.folded) if value.kind in TOLD and value.states)
        return tuple(
            value
            for value in found
            if not self._is_article(value)
            and not any(low <= value.start < high for low, high in self.titles)
            and not self._is_cut_out(value)
        )

    def _is_article(self, value: Value) -> bool:
        """Whether a number counts nothing: a Chinese one that stands for any, the next day, the mark of an item."""
        written = self.folded[slice(*value.core)]
        if value.key == "第2" and value.unit in ("天", "日", "年"):
            return True  # 第二天 says when, after what was told before
        around = self.folded[value.start - 1 : value.start], self.folded[value.end : value.end + 1]
        if not value.unit and around == ("(", ")"):
            return True  # (5) numbers an item
        return value.kind is Kind.FIGURE and not value.bounded and _ARTICLE.fullmatch(written) is not None

    def _is_cut_out(self, value: Value) -> bool:
        """Whether a time without a figure begins within a word: 前年 of ``目前年产能``."""
        if value.kind is not Kind.TIME or _FIGURES.search(self.folded, *value.core):
            return False
        return any(word.start < value.start < word.end for word in self.tokenizer.tag(self.folded))

    @cached_property
    def clauses(self) -> tuple[tuple[int, int], ...]:
        """Where its clauses stand, in order, without the marks between them: not cut in brackets and quotations."""
        within = [*((value.start, value.end) for value in find_values(self.folded)), *enclosed(self.folded)]
        cuts = [at for at in (match.start() for match in _MARK.finditer(self.folded)) if not is_within(at, within)]
        starts, ends = [0, *(at + 1 for at in cuts)], [*cuts, len(self.folded)]
        found = zip(starts, ends, strict=True)
        return tuple((low, high) for low, high in found if _LETTER.search(self.folded, low, high))

    def telling_in(self, place: Place) -> set[str]:
        """The grams that say something in a part of it."""
        return {gram for gram, at in self.telling if place[0] <= at < place[1]}

    def clause_at(self, position: int) -> tuple[int, int]:
        """The clause that a character stands in, or the one before it."""
        return next((each for each in reversed(self.clauses) if each[0] <= position), (0, len(self.folded)))

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words outside of the values, in order."""
        return tuple(self._words())

    def cuts(self, start: int, end: int) -> bool:
        """Whether a place has a part of a word or of a value, and something beside it: 前年 of ``目前年产能``."""
        whole = [*((word.start, word.end) for word in self.words), *map(place_of, self.values)]
        across = ((low, high) for low, high in whole if low < end and start < high)
        return any(not ((low <= start and end <= high) or (start <= low and high <= end)) for low, high in across)

    def _words(self) -> Iterator[Word]:
        at = 0
        for start, end in [*(place_of(value) for value in self.values), (len(self.folded),) * 2]:
            for word in self.tokenizer.tag(self.folded[at:start]):
                yield Word(word.text, word.tag, at + word.start, at + word.end)
            at = max(at, end)

    @cached_property
    def names(self) -> tuple[tuple[int, int], ...]:
        """Where names stand, by the tagger or the map."""
        return tuple((word.start, word.end) for word in self.words if is_name(word, self.tokenizer))

    @property
    def is_record(self) -> bool:
        """Whether it is fields with their names: ``乡镇：洗马镇；规模：3.2万亩；产值：2.9亿元``."""
        return self.folded.count(":") > 2 and self.folded.count(";") > 1

    @cached_property
    def grams(self) -> frozenset[str]:
        return frozenset(gram for gram, _ in grams_in(self.folded))

    @cached_property
    def telling(self) -> tuple[tuple[str, int], ...]:
        """The grams outside of values and titles, with where they begin: not those of words for relations, nor those
        that stand across two words."""
        long = [word for word in self.words if len(word.text) > 1]
        borders = {word.end for word in long} & {word.start for word in long}
        found = []
        for gram, at in grams_in(self.bare):
            across = len(gram) == 2 and (at + 1 in borders or FUNCTION.intersection(gram))
            if not across:
                found.append((gram, at))
        return tuple(found)

    def once(self, what: tuple[int, int, bool], make: Callable[[], Kept]) -> Kept:
        """What is made of the line, kept for the next time it is asked for."""
        if what not in self._kept:
            self._kept[what] = make()
        kept: Kept = self._kept[what]
        return kept

    @cached_property
    def _kept(self) -> dict[tuple[int, int, bool], Any]:
        return {}

    @cached_property
    def masked(self) -> str:
        """With a blank in the place of each character of a value."""
        text = list(self.folded)
        for value in self.values:
            start, end = place_of(value)
            text[start:end] = "\0" * (end - start)
        return "".join(text)

    @cached_property
    def bare(self) -> str:
        """As ``masked``, and a blank for each character of a title, too."""
        text = list(self.masked)
        for start, end in self.titles:
            text[start:end] = "\0" * (end - start)
        return "".join(text)

    def letters(self, start: int, end: int) -> int:
        """How many letters stand there that are no part of a value or of a title."""
        return len(_LETTER.findall(self.bare[start:end]))


def is_name(word: Word, tokenizer: Tokenizer) -> bool:
    """Whether a word is a name, of a person, a body, a place or a thing; ``新会区`` says so by its end."""
    if len(word.text) > 2 and word.text[-1] in PLACES and word.tag.startswith("n"):
        return True
    return len(word.text) > 1 and (word.tag.startswith(NAME_TAGS) or tokenizer.is_place(word.text))


def denies(word: Word) -> bool:
    """Whether a word denies something: 不, 未能, 没有, but not 未来 or 非常."""
    other = word.tag.startswith(_NAMING) or word.text in _MERELY
    return word.text[0] in DENIALS and (len(word.text) == 1 or not other)


def bare_name(name: str) -> str:
    """A name without what it says of its kind: 江门 of 江门市."""
    return name[:-1] if len(name) > 2 and name[-1] in PLACES else name


def place_of(value: Value) -> tuple[int, int]:
    """Where a value stands with its words of bound; a word of falling before it is a word by itself."""
    return value.core if falls(value) else (value.start, value.end)


def falls(value: Value) -> bool:
    """Whether a word before a figure says that something fell by so much."""
    return len(value.states) > 1 and value.states[0] == f"-{value.states[1]}" and value.start < value.core[0]


def amount(value: Value) -> tuple[str, ...]:
    """The keys that a value of the same amount has too, whichever the direction."""
    return value.states[1:] if falls(value) else value.states


def grams_in(folded: str, start: int = 0) -> Iterator[tuple[str, int]]:
    """The pairs of Chinese characters and the words of other letters from an offset on, with where they begin."""
    for match in _GRAM.finditer(folded, start):
        yield match[1] or match[2], match.start()

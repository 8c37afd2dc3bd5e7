"""What a claim says that its source does not: a claim is no more supported than its words are said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from index.text.denials import DENIALS
from index.text.tokens import Word
from index.text.vocabulary import said_otherwise
from qa.checking.comparing import ONE_MEANING
from qa.checking.line import Line, denies, is_name
from qa.checking.sources import Source

_NOMINAL = ("n", "s", "b", "j", "i", "l", "vn", "an", "eng", "x")
_THINGS = tuple(tag for tag in _NOMINAL if tag != "vn")
_TELLING = (*_NOMINAL, "v", "a", "z")
"""How the tags of words begin that say something; those of things may be said before the source's sentence."""


MOST, HALF = 0.25, 0.5
"""Shares of the letters of a statement's words: that its source may say in words that are not known for the same, and
that may stand ahead of the source's sentence. Of 218 statements that were called supported without this, 11 are above
the first, and 4 of these were not what the source says."""


def is_said_whole(line: Line, scope: tuple[int, int], source: Source, places: Sequence[tuple[int, int]]) -> bool:
    """Whether the source says all that a statement says: its words, but for a few, each number, and what it denies.

    :param places: the clauses of the source's sentence that say what those of the statement do. What is done must be
        said there, the things ahead of it or there.
    """
    if _has_unsaid_number(line, scope, source) or _denies_more(line, scope, source):
        return False
    return _share_unsaid(line, scope, source, places) <= MOST


def words_unsaid(words: Iterable[Word], text: str, source: str) -> list[Word]:
    """The words of a folded text that a folded source has neither itself nor in words that are known for the same."""
    meant = said_otherwise(text, source)
    return [word for word in words if not _is_said(word, source, meant)]


def _denies_more(line: Line, scope: tuple[int, int], source: Source) -> bool:
    """Whether a claim denies something by a word that the source's sentence lacks, which denies nothing at all."""
    said = source.line.folded
    denials = [word.text for word in line.words if scope[0] <= word.start < scope[1] and denies(word)]
    denied = any(denies(word) or set(DENIALS) & set(word.text[1:]) for word in source.line.words)
    return any(text not in said for text in denials) and not denied


def _has_unsaid_number(line: Line, scope: tuple[int, int], source: Source) -> bool:
    told = {key for value in source.line.values for key in value.states}
    around = f"{source.above}\n{source.before}"
    numbers = [value for value in line.values if scope[0] <= value.start < scope[1] and value.asks]
    return any(not set(each.asks) <= told and line.folded[slice(*each.core)] not in around for each in numbers)


def _share_unsaid(line: Line, scope: tuple[int, int], source: Source, places: Sequence[tuple[int, int]]) -> float:
    """The share of the letters of a claim's words, names and values apart, that its source does not say, 0 to 1."""
    words = list(_telling(line, scope))
    total = sum(len(word.text) for word in words)
    there = "\n".join(source.line.folded[low:high] for low, high in places)
    ahead = source.line.folded[: max((high for _, high in places), default=0)]
    meant = said_otherwise(line.folded, there)
    missing = [
        word
        for word in words
        if not _is_said(word, ahead if word.tag.startswith(_THINGS) else there, meant)
        and not _is_meant(word, line, source)
    ]
    if sum(len(word.text) for word in missing) > HALF * total:
        return 1.0  # what the sentence itself says is something else
    before = f"{source.above}\n{source.before}"
    unsaid = [word for word in missing if not word.tag.startswith(_NOMINAL) or word.text not in before]
    return sum(len(word.text) for word in unsaid) / total if total else 0.0


def _telling(line: Line, scope: tuple[int, int]) -> Iterator[Word]:
    for word in line.words:
        inside = scope[0] <= word.start < scope[1] and not any(low <= word.start < high for low, high in line.titles)
        telling = len(word.text) > 1 and word.tag.startswith(_TELLING) and not is_name(word, line.tokenizer)
        telling = telling and not denies(word)  # what is denied is compared by itself
        if inside and telling:
            yield word


def _is_said(word: Word, text: str, meant: Sequence[tuple[int, int]]) -> bool:
    """Whether a text has a word, or the source another that is known for the same, as for those in ``meant``."""
    return word.text in text or any(low <= word.start and word.end <= high for low, high in meant)


def _is_meant(word: Word, line: Line, source: Source) -> bool:
    """Whether the source's sentence has a word of its kind that is as good as the same."""
    others = {each.text for each in source.line.words if len(each.text) > 1 and each.tag[:1] == word.tag[:1]}
    return any(set(word.text) & set(other) and line.near(word.text, other) >= ONE_MEANING for other in sorted(others))

"""Hits to evidence: which passage, and which of its sentences, carries the answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from math import inf

from index.searching.duplicates import SHORTEST, apart, letters
from index.text.pairs import is_within
from index.text.question_words import QUESTION_WORDS
from index.text.sentences import split_sentences
from index.text.tokens import Tokenizer, close_up, fold
from index.text.units import measures_other
from index.text.values import COUNTS, LASTING, NUMBERED, Kind, find_values
from index.text.vocabulary import said_otherwise
from index.types import BlockKind, Hit
from qa.reading.kinds import stands_beside
from qa.types import Evidence, Expected, Question

SENTENCE_WEIGHT = 0.06
"""What a sentence's score, 2 and a little at most, adds to its hit's fused score."""
KIND_WEIGHT = 0.15
"""What a thing of the expected kind, and again one in the unit asked for, adds to a coverage of at most 2."""
AGAINST = 1.0
"""What is taken from the score of a sentence about another level, number or time than the question names."""
_TIME = re.compile("[0-9〇一二三四五六七八九十](?:年|月|日|时|点|世纪)|时期|年代|期间|以来")
_BINDS = re.compile("的(?![士确])")
"""A particle that makes no word with its neighbours, and so no pair of letters that a text could have."""
_ASKS = re.compile(r"[？?][\s*_”’」』）)]*\Z")
"""The end of a sentence that asks, with what closes it: ``**问：……？**``."""
_WORD = re.compile(r"[^\W_]")
_FIGURES = re.compile(r"\d+")
_CODED = re.compile("[a-z0-9]{3}")
_REASON = re.compile("因为|由于|为了|导致|使得|原因|所以|因此|因而")

Rarity = Callable[[Sequence[str]], Mapping[str, float]]
"""Grams to how telling each is, as ``Library.rarity``."""
Weights = Mapping[str, float]
"""The question's grams, each with its share of the weight."""


def find_evidence(
    question: Question, hits: Sequence[tuple[Hit, str]], weights: Weights, tokenizer: Tokenizer
) -> list[Evidence]:
    """One piece of evidence a hit, best first, ties by passage id.

    A passage is judged by its fused score and by its best sentence: how much of the question that covers, by itself
    and together with the sentence before it, which often names what the next one speaks of, and whether it holds a
    thing of the kind asked for. The sentence is that which covers most with the headings above the passage: one that
    only says again what these say tells nothing.

    :param hits: each with the text that its passage goes on from, or ``""``.
    :param weights: the question's, from ``gram_weights``.
    """
    return in_order(_weigh(question, hit, before, weights, tokenizer) for hit, before in hits)


def in_order(found: Iterable[Evidence]) -> list[Evidence]:
    """Best first, ties by passage id."""
    return sorted(found, key=lambda evidence: (-evidence.score, evidence.hit.passage.id))


def gram_weights(text: str, tokenizer: Tokenizer, rarity: Rarity) -> Weights:
    """The question's bigrams, Latin words and values without its question words, each with its share; sum 1.

    Digits count as the values they are, not once more, and what they are counted in makes no word with what follows:
    ``2023年江门`` has no ``年江``. A question of question words only has none.
    """
    grams: list[str] = []
    for part in _without_ties(fold(text), tokenizer):
        grams += [gram for gram in tokenizer.grams(_apart(part or "")) if len(gram) > 1 and not gram.isdigit()]
    rarities = rarity(sorted(set(grams)))
    total = sum(rarities.values())
    return {gram: value / total for gram, value in rarities.items()} if total > 0 else {}


def _without_ties(folded: str, tokenizer: Tokenizer) -> list[str]:
    """The parts of a question between its 的, but for a 的 that belongs to a noun (目的, 标的); blank where it asks."""
    words = (word for word in tokenizer.tag(folded) if "的" in word.text and word.tag.startswith("n"))
    nouns = [(word.start, word.end) for word in words if tokenizer.cut(word.text) == [word.text]]  # not guessed
    said = QUESTION_WORDS.sub(lambda match: " " * len(match.group()), folded)  # so that all stays at its place
    ties = [match.span() for match in _BINDS.finditer(said) if not is_within(match.start(), nouns)]
    return [said[end:start] for (_, end), (start, _) in pairwise([(0, 0), *ties, (len(said), len(said))])]


def _apart(folded: str) -> str:
    """With a space behind each number and its unit."""
    ends = [value.end for value in find_values(folded)]
    return " ".join(folded[start:end] for start, end in pairwise([0, *ends, len(folded)]))


def coverage(weights: Weights, grams: set[str]) -> float:
    """The share of the question's weight that stands in ``grams``, 0 to 1."""
    return sum(weight for gram, weight in weights.items() if gram in grams)


def say_once(found: Sequence[Evidence]) -> list[Evidence]:
    """The evidence with each sentence once that several documents say under headings with the same figures, as pages
    do that differ in their dates or footers: the later passages become twins of the first."""
    kept: list[Evidence] = []
    first: dict[tuple[str, tuple[str, ...]], int] = {}
    for item in found:
        passage = item.hit.passage
        said = letters(item.text), tuple(_FIGURES.findall(passage.heading))
        position = first.setdefault(said, len(kept))
        if position == len(kept) or len(said[0]) < SHORTEST or not apart(item.hit, kept[position].hit):
            kept.append(item)
            continue
        hit = kept[position].hit
        twins = (*hit.twins, passage, *item.hit.twins)
        kept[position] = replace(kept[position], hit=replace(hit, twins=twins))
    return kept


def _weigh(question: Question, hit: Hit, before: str, weights: Weights, tokenizer: Tokenizer) -> Evidence:
    text = hit.passage.text
    sentences = split_sentences(text)
    last = split_sentences(before)[-1:]
    previous = set(tokenizer.grams(before[slice(*last[0])])) if last else set()
    above = set(tokenizer.grams(close_up(hit.passage.context)))
    best, most, best_score, covered = 0, -inf, -1.0, 0.0
    for position, (start, end) in enumerate(sentences):
        grams = _grams(question, text[start:end], tokenizer)
        together = coverage(weights, grams | previous)
        kind = has_kind(question, text[start:end], tokenizer) + has_unit(question, text[start:end])
        other = KIND_WEIGHT * kind - AGAINST * (not stands_beside(question, text, (start, end)))
        best_score = max(best_score, coverage(weights, grams) + together + other)
        besides = coverage(weights, grams | above) + coverage(weights, grams | previous | above) + other
        if besides > most:
            best, most = position, besides
        covered = max(covered, together)
        previous = grams
    sentence = with_answer(text, _with_list(question, hit, sentences, best))
    return Evidence(hit, before, sentence, covered, hit.score + SENTENCE_WEIGHT * best_score)


def _grams(question: Question, sentence: str, tokenizer: Tokenizer) -> set[str]:
    """The grams of a sentence, and those of the question's words that it says in others: 配偶 for 老公."""
    asked = fold(question.resolved)
    grams = set(tokenizer.grams(sentence))
    for start, end in said_otherwise(asked, fold(sentence)):
        grams.update(tokenizer.grams(asked[start:end]))
    return grams


def has_kind(question: Question, sentence: str, tokenizer: Tokenizer) -> bool:
    """Whether a sentence holds a thing of the kind that is asked for; True for kinds that do not show."""
    folded = fold(sentence)
    match question.expected:
        case Expected.PERSON:
            asked = fold(question.resolved)
            return any(
                w.tag.startswith("nr") and len(w.text) > 1 and w.text not in asked for w in tokenizer.tag(folded)
            )
        case Expected.NUMBER:
            return any(value.kind in COUNTS for value in find_values(folded)) or _ranked(question, folded)
        case Expected.TIME:
            return any(value.kind is Kind.TIME for value in find_values(folded)) or bool(_TIME.search(folded))
        case Expected.DURATION:
            return any(value.kind in LASTING for value in find_values(folded)) or bool(_TIME.search(folded))
        case Expected.IDENTIFIER:
            return any(v.kind in NUMBERED for v in find_values(folded)) or bool(_CODED.search(folded))
        case Expected.LIST:
            return "、" in folded or folded.count("\n") > 1
        case Expected.REASON:
            return bool(_REASON.search(folded))
    return True


def _ranked(question: Question, folded: str) -> bool:
    """Whether a level answers a question for one, or 首, which is 第一, one for a rank."""
    levels = [value.unit for value in find_values(folded) if value.kind is Kind.LEVEL]
    asked = fold(question.resolved)
    return ("第几" in asked and ("首" in folded or bool(levels))) or any(f"几{unit}" in asked for unit in levels)


def has_unit(question: Question, sentence: str) -> bool:
    """Whether a number stands there in the unit that is asked for; False where none is."""
    if not question.unit:
        return False
    folded = fold(sentence)
    found = [value for value in find_values(folded) if value.unit and question.unit in folded[slice(*value.core)]]
    return any(not measures_other(question.unit, value.unit) for value in found)


def with_answer(text: str, sentence: tuple[int, int]) -> tuple[int, int]:
    """A sentence that asks, with the one behind it that answers, as texts of questions and answers have them.

    :param sentence: ``[start, end)`` of the text; returned as it is where it asks nothing, or nothing follows.
    """
    start, end = sentence
    if not _ASKS.search(text, start, end):
        return sentence
    behind = (high for low, high in split_sentences(text) if low >= end and _WORD.search(text, low, high))
    return start, next(behind, end)


def _with_list(question: Question, hit: Hit, sentences: Sequence[tuple[int, int]], best: int) -> tuple[int, int]:
    """The sentence, and with it the list that it leads into or is an item of, where a list is asked for."""
    start, end = sentences[best]
    leads = hit.passage.text[start:end].endswith(("：", ":"))
    if leads:
        return start, sentences[-1][1]
    if question.expected is Expected.LIST and hit.passage.kind is BlockKind.LIST:
        return sentences[0][0], sentences[-1][1]
    return start, end

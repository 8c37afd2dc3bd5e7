"""Whether what a question names stands in a passage: of names, nearly the same is another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, takewhile

from index.text.enumerations import peers
from index.text.tokens import HAN, NAME_TAGS, Tokenizer, fold
from index.text.values import find_values, keys_of
from index.text.vocabulary import said_otherwise, series
from index.types import Document
from qa.judging.exactness import asked_office, places_of
from qa.judging.numbered import is_numbered_alike
from qa.types import Question

_CODE = re.compile("[a-z0-9.-]+")
_NAMED = re.compile("(?<![a-z0-9.-])[a-z]{1,6}-?[0-9]+(?:-?[a-z0-9]+)*(?![a-z0-9.-])")
"""Letters and then digits: what begins with digits may be an amount (``5kg``)."""
_VERSION = re.compile("(?<![0-9.])[0-9]{1,3}(?:[.][0-9]{1,3}){2,3}(?![0-9.])")
"""Numbers parted by two points or more: of a version, a clause, a machine."""
_PHASE = re.compile("([0-9]+)([期届批轮])")
"""What a thing has one after the other: its key as a value."""
_RUN = re.compile("[a-z]+|[0-9]+")
_JOINED = re.compile("[a-z0-9]")
_HEADS = ("银行", "大学", "学院", "医院", "中学", "小学", "集团", "公司", "法院", "保险", "证券", "基金")
_BODY = re.compile(f"(?P<stem>[{HAN}]{{2}})(?P<head>{'|'.join(_HEADS)})")
"""The end of the name of a body: what kind it is, and the two characters before, which tell it from others."""
STEM, LONGEST = 2, 24
"""Characters that tell a body from others of its kind, and that say of which kind it is, at least; those of the longest
name of one."""
ENOUGH = 0.5
"""The share of the pairs of characters of a focus that stand in a passage that speaks of it."""


def missing_focus(question: Question, around: str) -> str:
    """What a follow-up asks about in the place of something, where a passage does not speak of it; else ``""``.

    :param around: the passage with the headings above it, folded.
    """
    focus = fold(question.focus).strip("《》“”\"' ")
    if not focus:
        return ""
    if _CODE.fullmatch(focus):
        return "" if stands_alone(focus, around) else question.focus
    named = {key for value in find_values(focus) for key in value.asks}
    if named:
        said = keys_of(around)
        return "" if all(key in said or is_numbered_alike(key, around) for key in named) else question.focus
    letters = re.sub(r"[\W_的]", "", focus)
    pairs = [letters[i : i + 2] for i in range(len(letters) - 1)] or [letters]
    there = sum(pair in around for pair in pairs)
    return "" if there >= len(pairs) * ENOUGH or said_otherwise(focus, around) else question.focus


def missing_code(question: Question, around: str) -> str:
    """The first code of a question (``X20``, ``HM-3309``, ``4.3.2``) that a folded text does not have; ``""`` for none.

    One that begins like it is another: X20 is not X20Pro.
    """
    asked = fold(question.resolved)
    codes = [*_NAMED.findall(asked), *_VERSION.findall(asked)]
    absent = (code for code in codes if not stands_alone(code, around) and not is_numbered_alike(code, around))
    return next((code.upper() for code in absent), "")


def missing_phase(question: Question, around: str) -> str:
    """The phase of something that a question names (三期), where a folded text has others of it only; else ``""``."""
    asked = keys_of(fold(question.resolved))
    said = keys_of(around) if any(map(_PHASE.fullmatch, asked)) else frozenset()
    for key in sorted(asked - said):
        phase = _PHASE.fullmatch(key)
        if phase and any((other := _PHASE.fullmatch(each)) and other[2] == phase[2] for each in said):
            return key
    return ""


def missing_rival(question: Question, sentence: str, near: str, tokenizer: Tokenizer) -> str:
    """A body or degree of the question that a folded text does not have, where the sentence has another; else ``""``.

    :param sentence: the one that is to answer, folded.
    :param near: the text around it, with all that its document is called, folded.
    """
    asked = fold(question.resolved)
    for words in series():
        named = [word for word in words if word in asked]
        others = any(word in sentence for word in words if word not in named)
        if len(named) == 1 and named[0] not in near and others:
            return named[0]
    return next(_missing_bodies(asked, sentence, near, tokenizer), "") or _missing_seat(question, asked, sentence)


def missing_peer(question: Question, sentence: str, before: str, document: Document) -> str:
    """What a question names that stands in neither of two folded texts, while what its document enumerates beside it
    stands in the first; else ``""``.

    :param sentence: the one that is to answer. ``before`` is what it may go on from, with the headings above.
    """
    asked = fold(question.resolved)
    for names in peers(document.text):
        named = [name for name in names if name in asked]
        if len(named) == 1 and named[0] not in sentence and named[0] not in before:
            others = (name for name in names if name not in asked and name in sentence)
            if next(others, ""):
                return named[0]
    return ""


def _missing_bodies(asked: str, sentence: str, near: str, tokenizer: Tokenizer) -> Iterator[str]:
    """The bodies by name of a folded question that a text lacks, where the sentence has another of the kind."""
    rivals = {match["head"] for match in _BODY.finditer(sentence) if match.group() not in asked}
    for match in _BODY.finditer(asked) if rivals else ():
        stem, head = match["stem"], match["head"]
        short = f"{stem[0]}{head[-1]}"  # 招行
        if head in rivals and stem not in near and short not in near and _is_named(match, asked, tokenizer):
            yield match.group()


def _missing_seat(question: Question, asked: str, sentence: str) -> str:
    """The body whose office a folded question asks about, where a sentence has it of another of the kind only; else
    ``""``: ``南埔派出所`` where ``北埔派出所所长`` is told of, but nothing where 所长 stands alone."""
    office = asked_office(question, asked)
    seat = next(_bodies_of(office, asked), "").removesuffix("的") if office else ""
    others = list(_bodies_of(office, sentence)) if seat else []
    return seat if others and all(_is_rival(seat, other) for other in others) else ""


def _bodies_of(office: str, folded: str) -> Iterator[str]:
    """What stands right before each mention of an office, ``""`` where that opens a phrase."""
    for at in places_of(office, folded):
        yield re.split(f"[^{HAN}]", folded[max(at - LONGEST, 0) : at])[-1]


def _is_rival(seat: str, other: str) -> bool:
    """Whether two bodies are of one kind, by their last characters, and are called otherwise by those before."""
    pairs = zip(reversed(seat), reversed(other), strict=False)
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    stems = [name[: len(name) - alike][-STEM:] for name in (seat, other)]
    return alike >= STEM and all(stems) and stems[0] not in other and stems[1] not in seat


def _is_named(body: re.Match[str], asked: str, tokenizer: Tokenizer) -> bool:
    """Whether the words that end with a body, or stand before its kind, are a name: no ``定点医院``."""
    words = [word for word in tokenizer.tag(asked) if word.start < body.end("stem") <= word.end]
    return any(word.tag.startswith(NAME_TAGS) and len(word.text) > 1 for word in words)


def stands_alone(code: str, folded: str) -> bool:
    """Whether a code stands in a text as part of no longer one, however it is written apart (``rx150``, ``rx-150``)."""
    parts = _RUN.findall(code)
    runs = list(_RUN.finditer(folded))
    for first in range(len(runs) - len(parts) + 1):
        some = runs[first : first + len(parts)]
        if [run.group() for run in some] != parts:
            continue
        gaps = [folded[one.end() : other.start()] for one, other in pairwise(some)]
        start, end = some[0].start(), some[-1].end()
        alone = not (_JOINED.match(folded, end) or (start and _JOINED.match(folded, start - 1)))
        if alone and all(gap in ("", " ", ".", "-") for gap in gaps):
            return True
    return False

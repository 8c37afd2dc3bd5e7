"""Texts over documents whose claims are known to be true, or false in one place."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.checking.falsifying import KINDS, Falsified, falsify
from index.text.sentences import split_sentences
from index.text.tokens import Tokenizer, fold

TEXTS, CLAIMS, FALSE = 60, 400, 150
SHORTEST, LONGEST = 14, 110
"""Characters of a sentence that is taken for a claim."""
_OTHERWISE = (
    "共计/总共 均/都 定于/定在 须/必须 逾期/过期 开展/进行 举办/举行 负责/承担 介绍/说明 因/由于 约/大约 目前/当前 "
    "本次/这次 自/从 由于/因为 其中/这当中 同时/与此同时 期间/期内 凭/持 应/应当 按/按照 经/经过 设有/设立了 建成/建好 "
    "全部/所有 立即/马上"
).split()
_DIGITS = "零一二三四五六七八九"
_SMALL = re.compile(r"(?<![\d.A-Za-z第\-—〔:：])([1-9]\d?)(?=(?:个|人|家|户|项|名|天|台|辆|次|倍|所|座))")
_PERCENT = re.compile(r"(?<![\d.\-—～~至])(\d{1,2})%")
_PLACE, _PERSON = ("ns",), ("nr",)


@dataclass(frozen=True, slots=True)
class Text:
    """A document: its text with its title and heading above it."""

    identity: str
    title: str
    heading: str
    body: str


@dataclass(frozen=True, slots=True)
class Stated:
    """A sentence of a text. ``kind`` is what is falsified, ``""`` for nothing; ``true`` is it without that."""

    text: str
    true: str
    kind: str = ""
    start: int = 0
    false: str = ""
    of: str = ""


def texts(
    documents: Sequence[Text], written: Sequence[tuple[str, str]], tokenizer: Tokenizer, seed: int
) -> list[list[Stated]]:
    """``TEXTS`` texts with ``CLAIMS`` claims together, of which ``FALSE`` are false, each kind as often as can be.

    :param written: sentences written by hand, each with the identity of the document that says it.
    """
    chance = random.Random(seed)
    names = _names(documents, tokenizer)
    pool = list(_sentences(documents, written, chance))
    chance.shuffle(pool)
    made: list[Stated] = []
    counts: Counter[str] = Counter()
    used: set[str] = set()
    share = FALSE // len(KINDS)
    for kind in KINDS:
        named = _of_kind(names, kind, chance)
        wanted = share + (FALSE % len(KINDS) if kind == "figure" else 0)
        for document, sentence, exact in pool:
            if counts[kind] == wanted:
                break
            if sentence in used or (kind == "quotation" and not exact):
                continue
            text = _quoting(document, exact) if kind == "quotation" else sentence
            false = falsify(kind, text, document.body + document.title + document.heading, named, chance)
            if false:
                counts[kind] += 1
                used.add(sentence)
                made.append(_stated(kind, text, false, document.identity))
    for at, (document, sentence, exact) in enumerate(pool):
        if len(made) == CLAIMS:
            break
        if sentence not in used:
            used.add(sentence)
            text = _quoting(document, exact) if at % 9 == 0 and exact else sentence
            made.append(Stated(text, text, of=document.identity))
    chance.shuffle(made)
    return [made[number::TEXTS] for number in range(TEXTS)]


def _stated(kind: str, text: str, false: Falsified, identity: str) -> Stated:
    return Stated(false.text, text, kind, false.start, false.false, identity)


def _quoting(document: Text, sentence: str) -> str:
    inner = sentence.strip("。").replace("“", "‘").replace("”", "’")
    return f"《{document.title}》写道：“{inner}。”"


def _sentences(
    documents: Sequence[Text], written: Sequence[tuple[str, str]], chance: random.Random
) -> Iterator[tuple[Text, str, str]]:
    """True sentences: those of the documents, half of them said otherwise by rule, and those written by hand."""
    by_identity = {document.identity: document for document in documents}
    for identity, sentence in written:
        yield by_identity[identity], sentence, ""
    for document in documents:
        for start, end in split_sentences(document.body):
            sentence = document.body[start:end]
            if (
                not SHORTEST <= end - start <= LONGEST
                or not sentence.endswith("。")
                or sentence.count("”") != sentence.count("“")
            ):
                continue
            if "：" in sentence[:8] or ("；" in sentence and "：" in sentence):
                continue
            yield document, _otherwise(document, sentence, chance) if chance.random() < 0.5 else sentence, sentence


def _otherwise(document: Text, sentence: str, chance: random.Random) -> str:
    """The same said in other words: a number written out, a common word in another's place, a lead."""
    for pair in chance.sample(_OTHERWISE, len(_OTHERWISE)):
        word, other = pair.split("/")
        at = sentence.find(word)
        if len(word) > 1 and at >= 0:
            sentence = sentence.replace(word, other, 1)
            break
    if chance.random() < 0.5:
        sentence = _SMALL.sub(lambda match: _in_chinese(int(match[1])), sentence, count=1)
    else:
        sentence = _PERCENT.sub(lambda match: f"百分之{_in_chinese(int(match[1]), '二')}", sentence, count=1)
    if chance.random() < 0.4 and "《" not in document.title and not sentence[0].isdigit():
        sentence = f"据《{document.title}》，{sentence}"
    return sentence


def _in_chinese(number: int, two: str = "两") -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return two if number == 2 else _DIGITS[number]
    return f"{_DIGITS[tens] if tens > 1 else ''}十{_DIGITS[ones] if ones else ''}"


def _names(documents: Sequence[Text], tokenizer: Tokenizer) -> dict[str, list[str]]:
    """The names of places and of persons in the documents, those that a dictionary or a tagger takes for one."""
    found: dict[str, Counter[str]] = {"place": Counter(), "name": Counter()}
    for document in documents:
        for word in tokenizer.tag(fold(document.body)):
            if word.tag.startswith(_PLACE) and 2 <= len(word.text) <= 4 and tokenizer.is_place(word.text):
                found["place"][word.text] += 1
            elif word.tag.startswith(_PERSON) and len(word.text) == 3:
                found["name"][word.text] += 1
        if document.heading:
            found["name"][document.heading] += 1
    return {kind: sorted(names) for kind, names in found.items()}


def _of_kind(names: dict[str, list[str]], kind: str, chance: random.Random) -> list[tuple[str, str]]:
    """Each name with another of as many characters."""
    pairs = []
    for name in names.get(kind, ()):
        others = [other for other in names[kind] if other != name and len(other) == len(name) and other[-1] == name[-1]]
        others = others or [other for other in names[kind] if other != name and len(other) == len(name)]
        if others:
            pairs.append((name, chance.choice(others)))
    return pairs

"""Questions written from statements by rule: a thing that a sentence names is taken out and asked for.

They teach a fresh network to lay a question beside a passage and to find what is missing, at no one's cost (Lewis et
al., 2019, arXiv:1906.04980, section 2, write such questions to answer with no others at all). They say less than
people's own questions, which follow them in training.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.numerals import UNITS
from index.sentences import split_sentences
from index.tokens import Tokenizer, fold_with_origins

SHORTEST, LONGEST = 8, 60
"""Characters that are left of a sentence when what is asked for is taken out."""
DROPPED = 0.2
"""The share of the other words that a question leaves out, so that it is not the sentence again."""
_CHINESE_DIGITS = "[一二三四五六七八九十百千万亿两]"
_DATE = re.compile(
    r"(?<!\d)(?:(?:公元前?)?\d{1,4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日|(?:[一二]\d|\d{1,2})世纪(?:初|末|中叶)?)"
)
_AMOUNT = re.compile(
    rf"(?P<number>(?:\d+(?:[,，]\d{{3}})*(?:\.\d+)?[十百千万亿]{{0,2}}|{_CHINESE_DIGITS}{{1,6}}))(?P<unit>%|％|{UNITS.pattern})(?!\d)"
)
_TITLE = re.compile("《[^《》]{2,20}》")
_QUOTED = re.compile("[“「][^“”「」]{2,20}[”」]")
_CLAUSE_ENDS = "，,；;：:"
_ASKED = {
    "date": ("什么时候", "哪一年", "何时", "哪年", "什么时间", "几时"),
    "person": ("谁", "哪个人", "哪位", "什么人", "何人"),
    "place": ("哪里", "什么地方", "何处", "哪个地方", "哪儿"),
    "body": ("哪个机构", "哪个单位", "什么机构", "哪家公司", "哪个组织"),
    "title": ("哪部作品", "什么", "哪本书", "哪个作品"),
    "quoted": ("什么", "叫什么", "哪个"),
    "thing": ("什么", "哪个", "什么东西"),
}


@dataclass(frozen=True, slots=True)
class Written:
    """A question about ``text[start:end]``."""

    question: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Thing:
    start: int
    end: int
    kind: str
    unit: str = ""


def write_questions(text: str, tokenizer: Tokenizer, chance: random.Random, most: int) -> list[Written]:
    """At most ``most`` questions, each about another thing that the text names, in the order of the text."""
    made: list[Written] = []
    for start, end in split_sentences(text):
        sentence = text[start:end]
        for thing in _find_things(sentence, tokenizer):
            question = _ask(sentence, thing, tokenizer, chance)
            if question and sentence[thing.start : thing.end] not in question:
                made.append(Written(question, start + thing.start, start + thing.end))
    chosen = sorted(chance.sample(range(len(made)), min(most, len(made))))
    return [made[number] for number in chosen]


def _find_things(sentence: str, tokenizer: Tokenizer) -> list[_Thing]:
    """Dates, amounts, titles, quoted words, and people, places, bodies and long nouns by their tags; none twice."""
    things: list[_Thing] = []

    def add(start: int, end: int, kind: str, unit: str = "") -> None:
        if all(end <= thing.start or thing.end <= start for thing in things):
            things.append(_Thing(start, end, kind, unit))

    for pattern, kind in ((_DATE, "date"), (_TITLE, "title"), (_QUOTED, "quoted")):
        for match in pattern.finditer(sentence):
            inside = kind != "date"
            add(match.start() + inside, match.end() - inside, kind)
    for match in _AMOUNT.finditer(sentence):
        if match["number"] == "一":
            continue  # as in 一种
        add(match.start(), match.end(), "amount", match["unit"])
    for start, end, tag in _names(sentence, tokenizer):
        if "、" in (sentence[start - 1 : start], sentence[end : end + 1]):
            continue  # one of several, of which no question can mean this one
        if tag.startswith("nr"):
            add(start, end, "person")
        elif tag.startswith("ns"):
            add(start, end, "place")
        elif tag.startswith("nt"):
            add(start, end, "body")
        elif tag.startswith("n") and end - start >= 4:
            add(start, end, "thing")
    return sorted(things, key=lambda thing: thing.start)


def _names(sentence: str, tokenizer: Tokenizer) -> Iterator[tuple[int, int, str]]:
    """Runs of words of one tag, so that 美国加利福尼亚州 is one place and 中文·姓名 one person."""
    folded, origins = fold_with_origins(sentence)
    run: tuple[int, int, str] | None = None
    for word in tokenizer.tag(folded):
        start, end, tag = origins[word.start], origins[word.end], word.tag[:2]
        if run is not None and run[2] == tag and tag in ("ns", "nr", "nt") and sentence[run[1] : start] in ("", "·"):
            run = (run[0], end, tag)
            continue
        if run is not None and run[1] - run[0] > 1:
            yield run
        run = (start, end, tag)
    if run is not None and run[1] - run[0] > 1:
        yield run


def _ask(sentence: str, thing: _Thing, tokenizer: Tokenizer, chance: random.Random) -> str:
    """The words around the thing, with a question word for it or in front; ``""`` where too little is left."""
    start, end = _surroundings(sentence, thing, chance)
    before, behind = sentence[start : thing.start], sentence[thing.end : end]
    word = _question_word(thing, chance)
    before, behind = (_thin(part, tokenizer, chance) for part in (before, behind))
    before, behind = before.strip(" 　“”「」《》（）()"), behind.strip(" 　“”「」《》（）()")
    if not SHORTEST <= len(before) + len(behind) <= LONGEST:
        return ""
    moved = thing.kind in ("date", "place", "body") and chance.random() < 0.3
    question = f"{word}{before}{behind}" if moved else f"{before}{word}{behind}"
    if chance.random() < 0.25:  # as people who ask: the clause with the question word last
        question = f"{behind}，{before}{word}" if before and behind and not moved else question
    return question.strip("".join((_CLAUSE_ENDS, "、。！？!?\n"))) + chance.choice(("？", "？", "？", "?", ""))


def _surroundings(sentence: str, thing: _Thing, chance: random.Random) -> tuple[int, int]:
    """The clause that names the thing, and clauses beside it where it is short, or by chance."""
    ends = [n + 1 for n, c in enumerate(sentence) if c in _CLAUSE_ENDS and not _inside(sentence, n)]
    cuts = [0, *ends, len(sentence)]
    first = max(n for n, cut in enumerate(cuts) if cut <= thing.start)
    last = min(n for n, cut in enumerate(cuts) if cut >= thing.end)
    while cuts[last] - cuts[first] - (thing.end - thing.start) < SHORTEST + 2 or chance.random() < 0.3:
        if first > 0 and (chance.random() < 0.7 or last == len(cuts) - 1):
            first -= 1
        elif last < len(cuts) - 1:
            last += 1
        else:
            break
    return cuts[first], cuts[last]


def _inside(sentence: str, position: int) -> bool:
    """Whether a comma parts the digits of a number."""
    return sentence[position - 1 : position].isdigit() and sentence[position + 1 : position + 2].isdigit()


def _question_word(thing: _Thing, chance: random.Random) -> str:
    if thing.kind != "amount":
        return chance.choice(_ASKED[thing.kind])
    if thing.unit in ("%", "％"):
        return chance.choice(("多少", "百分之多少", "百分之几", "多大比例", "多少"))
    return chance.choice((f"多少{thing.unit}", f"多少{thing.unit}", "多少", f"几{thing.unit}"))


def _thin(part: str, tokenizer: Tokenizer, chance: random.Random) -> str:
    """Without some of its words; names and figures stay."""
    folded, origins = fold_with_origins(part)
    kept: list[str] = []
    for word in tokenizer.tag(folded):
        names = word.tag.startswith(("nr", "ns", "nt", "m", "eng")) or word.text.isdigit()
        if names or chance.random() >= DROPPED:
            kept.append(part[origins[word.start] : origins[word.end]])
    return "".join(kept)

"""Statements turned into the questions that they answer, by rule: what is said of an amount, a date, a person, a title.

A person sees these questions as they are, so whatever does not fit a rule makes none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.text.sentences import split_sentences
from index.text.tokens import NAME_TAGS, Tokenizer, Word, fold_with_origins
from index.text.units import COUNTED, UNITS
from index.text.vocabulary import offices
from qa.suggesting.specific import INSTITUTIONS, PLACES

CHARACTERS = (8, 26)
"""The shortest and the longest question."""
SHORT_NAME, LONG_ENOUGH = 4, 6
"""Characters from which the words beside an amount tell what it is about, with a name among them and without."""
_CLAUSE = re.compile(r"(?:[^，；：。！？,;:!?…\n]|(?<=\d),(?=\d{3}))+")
_ENDING = re.compile("、(?:为|居|位|排).*")
_OPENING = re.compile("(?:据统计|截至目前|目前|近年来|(?:去|今)年以来|其中|已经?|成功|累计|还|先后|共(?![同享建]))+")
_AMOUNT = re.compile(
    r"(?!\d{4}年)(?<![\d.第年月时点至到乘及或和与~～－–-])\d+(?:,\d{3})*(?:\.\d+)?"
    rf"(?P<unit>%|(?![年月日度节]|分(?!钟))[十百千万亿]{{0,2}}(?:{UNITS.pattern}))(?![\d年月日至~～－–-])"
)
_YEAR = re.compile(r"\d{4}年(?:全年|上半年|下半年)?")
_DATE = re.compile(r"(?P<link>[于在]?)(?P<date>\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日)")
_LINK = re.compile("(?:达到?|为|是|有|共|合计|总计|已|约|近|超过?|突破|逾)+$")
_ROUNDED = re.compile("(?:约|近|超过?|突破|逾)+$")
_CHANGE = re.compile("(?P<what>.*?)(?:比上年|较上年|同比|环比)?(?P<change>增长|下降|提高|减少|上升)")
_GAINED = re.compile("(?P<who>.+)(?P<does>新增|组建|建成|新建|改造|培育|引进|创建|开展)(?P<what>.{2,})")
_COUNTED = re.compile("[十百千万亿]*[个家座条项名位所间套只件人级批种类户处辆台部本对支场届组班]次?")
_NO_EVENT = re.compile(r"^所|的|\d|[后时前中]$")
_TITLED = re.compile("(?:成功)?(?P<got>(?:成为|获评|获授|入选|荣获|被评为|被列为).+)")
_OFFICE = re.compile(f"(?:{'|'.join(offices())}|负责人)$")
_BOUND = re.compile(r"以[上下内]|左右|[多余、后前内里间时来之]|.*\d")
_OPEN = re.compile("[的中里在以等只仅才]$")
"""How no thing ends that an amount is said of."""
_PLANNED = re.compile("计划|拟|将|预计|力争|争取|确保")
"""What is not done yet."""
_TIME_TAGS = ("m", "t", "f")
_QUANTITY = re.compile("[量额值率数积度价费比重离龄程期]$|GDP$")
"""How the name of a quantity ends."""
_MEASURE = re.compile("[长宽高深厚重]$")
_UNCLEAR = re.compile(
    "我|你|他|她|它|其|该|本[市县区省局院校所]|这|那|此|双方|上述|前者|后者|(?<!规模)以上|以下|上年|去年|今年|前年|同期"
    "|当年|^(?:同时|并|也|又|均|都|而|但|及|和|与|的|了|是|有|由|被|从)|[的和与及、]？|[—↑←→|（(]"
)
_PAIRS = ("“”", "‘’", "《》", "「」", "【】")
_SUBJECT_TAGS = ("n", "j", "l", "s", "f", "b", "eng")
"""What a clause with a subject begins with, but for times and numbers, in jieba's notation."""
_PROPER_TAGS = (*NAME_TAGS, "eng")
_OPENING_TAGS = (*_PROPER_TAGS, "t", "s", "m")
"""What a clause begins with that stands by itself even behind another."""
_THING_TAGS = ("n", "vn", "an", "j", "l", "s", "f", "b", "t", "m", "q", "eng", "k", "h", "i", "x")
"""What the name of a thing is made of, in jieba's notation."""
_NOUN_TAGS = ("n", "vn", "an", "j", "l", "eng")
_JOINTS = ("的", "和", "与", "、", "及")
_EVERYWHERE = re.compile("全[国省市县区镇]|[东西南北中]部")


@dataclass(frozen=True, slots=True)
class Fact:
    """A question, and the words that answer it."""

    question: str
    answer: str


def find_facts(text: str, tokenizer: Tokenizer) -> list[list[Fact]]:
    """The facts of each sentence of a text, in order; none for a sentence that states none."""
    return [_Sentence(text[start:end], tokenizer).facts() for start, end in split_sentences(text)]


def reads_well(question: str) -> bool:
    """Whether a question may be shown by itself: neither too short nor too long, whole, clear without its context."""
    low, high = CHARACTERS
    whole = all(question.count(pair[0]) == question.count(pair[1]) for pair in _PAIRS)
    return low <= len(question) <= high and whole and not _UNCLEAR.search(question) and not re.search(r"\s", question)


class _Sentence:
    """A sentence on the way through its clauses.

    ``year`` stood alone before the clause, ``subject`` is who did what earlier clauses say, ``about`` the quantity of
    which the clause before gave the amount. Of a row of places with their titles only the first is asked for.
    """

    def __init__(self, text: str, tokenizer: Tokenizer) -> None:
        self._text = text
        self._tokenizer = tokenizer
        self._year = self._subject = self._about = ""
        self._first, self._titled = True, False

    def facts(self) -> list[Fact]:
        """Those that read well, in order."""
        found = []
        for match in _CLAUSE.finditer(self._text):
            clause = _ENDING.sub("", match.group().strip())
            clause = clause[opening.end() :] if (opening := _OPENING.match(clause)) else clause
            if _YEAR.fullmatch(clause):
                self._year = clause
                continue
            whole = self._text[match.end() : match.end() + 1] not in ("：", ":")  # else what was done comes behind
            facts = [self._dated(fact) for fact in (self._of_clause(clause) if whole else ())]
            found += [fact for fact in facts if reads_well(fact.question)]
            self._first, self._year = False, ""
        return found

    def _dated(self, fact: Fact) -> Fact:
        """With the year that stands before the clause, where there is room for it."""
        dated = f"{self._year}{fact.question}"
        return fact if _YEAR.search(fact.question) or not reads_well(dated) else Fact(dated, fact.answer)

    def _of_clause(self, clause: str) -> Iterator[Fact]:
        folded, _ = fold_with_origins(clause)
        words = self._tokenizer.tag(folded)
        if len(folded) != len(clause) or not words:
            return
        yield from _person(clause, words)
        amounts = list(_AMOUNT.finditer(folded))
        subject = next((word for word in words if not word.tag.startswith(("m", "q", "t"))), words[-1])
        named = words[0].tag.startswith(_OPENING_TAGS) or _EVERYWHERE.match(folded)
        if not subject.tag.startswith(_SUBJECT_TAGS):
            yield from self._done(clause, words, amounts)
        elif self._first or self._year or named:
            self._subject = _subject(clause, words)
            yield from self._stated(clause, words, amounts)
            yield from _date(clause, folded, words)
            if not self._titled:
                titles = list(_title(clause, words))
                self._titled = bool(titles)
                yield from titles
        else:
            self._subject = self._about = ""

    def _stated(self, clause: str, words: list[Word], amounts: list[re.Match[str]]) -> Iterator[Fact]:
        """Of the only amount, where what stands before it is a thing, or says what somebody did."""
        self._about = ""
        if len(amounts) != 1:
            return
        start, end = amounts[0].span()
        before, behind, unit = clause[:start], clause[end:], amounts[0]["unit"]
        stem = _LINK.sub("", before)
        leading = [word for word in words if word.end <= len(stem)]
        named = any(word.tag.startswith(_PROPER_TAGS) for word in leading)
        timeless = sum(len(word.text) for word in leading if not word.tag.startswith(_TIME_TAGS))
        low = SHORT_NAME if named else LONG_ENOUGH
        if _OPEN.search(stem) or len(stem) < low or timeless < SHORT_NAME or "、" in stem[:-1]:
            return
        done = _deed(leading)
        if behind:
            counted = [word for word in words if word.start >= end]
            is_done = done == len(leading) - 1 and not _PLANNED.search(before)
            if is_done and stem == before and _is_object(counted) and not _BOUND.match(behind):
                yield Fact(f"{before}了{_asks(unit)}{behind}？", clause[start:end])
        elif not _ROUNDED.search(before):
            self._about = stem if done is None and not _COUNTED.fullmatch(unit) else ""
            yield Fact(_ask(stem, unit, leading), clause[start:end])
        else:
            self._about = stem

    def _done(self, clause: str, words: list[Word], amounts: list[re.Match[str]]) -> Iterator[Fact]:
        """Of an amount in a clause without a subject: of a quantity named before, or of what its verb did."""
        about, self._about = self._about, ""
        if len(amounts) != 1:
            return
        start, end = amounts[0].span()
        before, behind, unit = clause[:start], clause[end:], amounts[0]["unit"]
        change, link = _CHANGE.fullmatch(before), _LINK.fullmatch(before)
        verbs = [word for word in words if word.end <= start]
        counted = [word for word in words if word.start >= end]
        if about and not behind and (change or link):
            self._about = about
        if self._about and change and unit == "%":
            yield Fact(f"{about}{change['change']}了百分之多少？", clause[start:end])
        elif self._about and link and not _ROUNDED.search(before):
            yield Fact(f"{about}是{_asks(unit)}？", clause[start:end])
        elif self._subject and verbs and all(word.tag in ("v", "vn") for word in verbs) and _is_object(counted):
            did = "" if before.endswith(("有", "为", "达", "是", "了")) else "了"
            yield Fact(f"{self._subject}{before}{did}{_asks(unit)}{behind}？", clause[start:end])


def _is_thing(words: Sequence[Word]) -> bool:
    """Whether words are the name of a thing: no verb, no preposition, a noun at the end."""
    return (
        bool(words)
        and all(word.tag.startswith(_THING_TAGS) or word.text in _JOINTS for word in words)
        and words[-1].tag.startswith(_NOUN_TAGS)
    )


def _is_object(words: Sequence[Word]) -> bool:
    """Whether words behind an amount are what was counted: as a thing, but a verb may stand within."""
    within = all(word.tag.startswith((*_THING_TAGS, "v")) or word.text in _JOINTS for word in words)
    return bool(words) and within and words[0].text not in _JOINTS and words[-1].tag.startswith(_NOUN_TAGS)


def _deed(words: Sequence[Word]) -> int | None:
    """The place of the verb, where words say who did what and there is one alone, of more than a character."""
    verbs = [number for number, word in enumerate(words) if word.tag == "v"]
    if len(verbs) != 1 or len(words[verbs[0]].text) < 2 or not _is_thing(words[: verbs[0]]):
        return None
    return verbs[0]


def _asks(unit: str) -> str:
    return "百分之多少" if unit == "%" else f"多少{unit}"


def _ask(stem: str, unit: str, words: Sequence[Word]) -> str:
    """The question for an amount that ends its clause; ``""`` where what stands before it is neither thing nor deed.

    :param stem: what stands before it, but for 为, 达 and the like, of ``words``.
    """
    change, gained = _CHANGE.fullmatch(stem), _GAINED.fullmatch(stem)
    counted = _COUNTED.fullmatch(unit) or unit[-1] in COUNTED
    if change:
        return f"{change['what']}{change['change']}了{_asks(unit)}？" if change["what"] else ""
    if gained and _PLANNED.search(gained["who"]):
        return ""
    if counted and gained and words[-1].tag.startswith(_NOUN_TAGS) and not stem.startswith("全"):
        return f"{gained['who']}{gained['does']}了{_asks(unit)}{gained['what']}？"
    if _MEASURE.search(stem) and _is_thing(words[:-1]):
        return f"{stem}{_asks(unit)}？"
    if _is_thing(words):
        return _ask_of_thing(stem, unit, words[-1], counted=bool(counted))
    done = _deed(words)
    if done is None or not _is_thing(words[done + 1 :]) or any(word.tag == "m" for word in words[done:]):
        return ""
    return f"{stem}{_asks(unit)}？" if unit != "%" else ""


def _ask_of_thing(stem: str, unit: str, last: Word, *, counted: bool) -> str:
    """Of a thing that ends in ``last``: what there are so many of are things and no doings; what is so much is a
    quantity, and no place; what there is so much of is neither.
    """
    if counted:
        return f"{stem}有{_asks(unit)}？" if last.tag != "vn" else ""
    if last.text.endswith((*INSTITUTIONS, *PLACES, "区")):
        return ""
    return f"{stem}{'是' if '元' in unit or unit == '%' or _QUANTITY.search(stem) else '有'}{_asks(unit)}？"


def _subject(clause: str, words: list[Word]) -> str:
    """Who does something at the beginning of a clause: names and nouns, and then a verb; ``""`` for nobody."""
    number = 0
    while number < len(words) and (
        words[number].tag.startswith(("n", "j", "f", "s"))
        or (words[number + 1 :] and words[number + 1].text in INSTITUTIONS)  # jieba takes 发改 for a verb
    ):
        number += 1
    does = number < len(words) and words[number].tag.startswith(("v", "p", "d"))
    return clause[: words[number].start] if does and words[0].tag.startswith(("n", "j")) else ""


def _date(clause: str, folded: str, words: list[Word]) -> Iterator[Fact]:
    """Of a date between a subject and its verb: ``深中通道于2024年6月30日开通``."""
    match = _DATE.search(folded)
    if match is None:
        return
    who, what = [word for word in words if word.end <= match.start()], clause[match.end() :]
    does = next((word for word in words if word.start == match.end()), None)
    happened = does is not None and (does.tag == "v" or (match["link"] and does == words[-1]))
    if happened and who and all(word.tag.startswith(_SUBJECT_TAGS) for word in who) and not _NO_EVENT.search(what):
        yield Fact(f"{clause[: match.start()]}什么时候{what}？", match["date"])


def _title(clause: str, words: list[Word]) -> Iterator[Fact]:
    """Of the place that got a title."""
    match = _TITLED.search(clause)
    named = [word for word in words if match and word.end <= match.start()]
    if match and named and all(word.tag.startswith("ns") for word in named):
        yield Fact(f"哪里{match['got']}？", clause[: match.start()])


def _person(clause: str, words: list[Word]) -> Iterator[Fact]:
    """Of a name right behind its office, and that behind where the office is held."""
    for number, word in enumerate(words):
        first = number
        while first and words[first - 1].tag.startswith(("n", "j", "b")) and words[first - 1].tag != "nr":
            first -= 1
        held = clause[words[first].start : word.start].removeprefix("时任")
        named = any(each.tag.startswith(_PROPER_TAGS) for each in words[first:number])
        if word.tag == "nr" and len(word.text) > 1 and named and _OFFICE.search(held):
            yield Fact(f"{held}是谁？", clause[word.start : word.end])

"""What is asked: the kind of answer expected, and the words that carry the question."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from index.errors import QuestionError
from index.text.feasts import find_feasts, names_of
from index.text.identifiers import NAMING
from index.text.question_words import HOW_MANY, HOW_MANY_OF, OR_NOT, QUESTION_WORDS, SOME
from index.text.tokens import HAN, NAME_TAGS, Tokenizer, Word, fold, well_formed
from index.text.units import SIGNED, UNITS
from index.text.values import COUNTS, NUMBERED, YEAR, Value, find_values
from index.text.vocabulary import endings, nouns
from qa.asking.followup import Sense, senses
from qa.asking.phrases import WHY
from qa.asking.years import in_full
from qa.types import Expected, Question

MAX_CHARACTERS = 500

_UNIT = re.compile(f"{HOW_MANY}({UNITS.pattern}|{SIGNED})?")
_MEASURES = "|".join(sorted(nouns("numbers")))
_QUANTITY = re.compile(
    f"多少|多大|多高|多长|多远|多久|多重|百分之几|第几|排名?第?几|{SOME}(?![乎何])|(?:{_MEASURES})(?:是|为|有|达)"
)
_PERIODS = (
    "个?工作日|个?自然日|个?小时|个?钟头|分钟|秒钟?|个?星期|个?礼拜|个月|个?季度|个?学期"
    "|周(?![岁年一二三四五六日])|天|日(?![元])|年(?![级代度轻])"
)
_LASTING = re.compile(
    f"多久|多长时间|{HOW_MANY_OF}(?:{_PERIODS})"
    "|(?:期限|有效期|保质期|质保期|保修期|工期|时长|周期|任期|刑期|租期|学制|时限)(?:是|为|有)?(?:多少|多长|几|$|[?呢])"
)
_MOMENT = re.compile(
    "什么时候|啥时候|何时|何日|几时|哪一?[年月天日]|几月|几点|几[号日](?!楼|线|馆|门|窗口|桥|机|车间|仓|井|院|厅|教室|会议室|库|公路|国道|元)"
    "|什么时间|哪个(?:月|季度|星期|周|日子|时段)|(?:星期|周|礼拜)几"
)
_IDENTIFIER = re.compile(
    rf"(?:{NAMING}|[^\s几多少信0-9〇零一二三四五六七八九十]号码?|ip地?址?)(?:是|为)?(?:多少|几|什么|啥|哪)(?!号?[楼线])|(?:{NAMING}|号码)呢?[??。]*$|哪个?(?:号码|{NAMING})"
)
_ONE = f"(?<![0-9.一二三四五六七八九十百千第])[一1](?:{UNITS.pattern}|[晚夜])"
EACH = re.compile(rf"{_ONE}(?=[^\W\d]{{0,4}}多少)|(?<=多少){_ONE}|(?<=多少[钱元块]){_ONE}|(?<=块钱){_ONE}")
"""One of what a price or a limit is for, which is no figure: ``多少钱一斤``, ``一晚最高多少``."""
_NAMED_NUMBER = re.compile("号码?(?=是|为|多少|呢|[?。]|$)")
"""In a question, the 号 behind a name asks for its number: of ``微信号`` it makes no ``信号``."""
_BARE = re.compile(f"(?:{_MEASURES}|gdp|生产总值|增加值|收入|利润|税收|销量|销售额|投资额|人口)呢?[??。]*$")
"""A measure alone, which asks for its number: ``江门的GDP？``, but not ``怎么增加收入？``."""
_PERSON = "|".join(endings("persons"))
_KINDS: list[tuple[Expected, re.Pattern[str]]] = [
    (
        Expected.LIST,
        re.compile("哪些|哪几|哪[两二三四五六七八九十0-9]+|有什么[^?]*(?:措施|举措|做法|内容|项目)|分别是|包括什么"),
    ),
    (Expected.DURATION, _LASTING),
    (Expected.TIME, _MOMENT),
    (Expected.IDENTIFIER, _IDENTIFIER),
    (Expected.NUMBER, _QUANTITY),
    (
        Expected.PERSON,
        re.compile(f"谁|哪一?位|哪个人|何人|什么人|(?:{_PERSON})(?:姓名|名字|叫什么|叫啥)"),
    ),
    (Expected.PLACE, re.compile("哪里|哪儿|何处|何地|什么地方|在哪|什么位置")),
    (Expected.REASON, re.compile(f"{WHY}|为何|原因|何以|怎么会")),
    (Expected.YES_NO, re.compile(f"[吗嘛]|是不是|是否|能不能|能否|可不可以|会不会|有没有|对不对|{OR_NOT}")),
    (Expected.DEFINITION, re.compile("^[^,，]{1,16}(?:是什么|是啥|指什么|是指什么|什么意思)|什么是|全称|含义")),
    (Expected.MANNER, re.compile("怎么|怎样|如何")),
    (Expected.NUMBER, _BARE),
]
_SURNAME_ASKED = re.compile(f"(?:{_PERSON})的?(?:名字|姓名)?(?:叫|是)(?:什么|谁|啥)")

DROPPED_TAGS = ("x", "w", "u", "r", "c", "p", "q", "y", "o", "d", "h", "k", "f")
"""jieba's tags of words that carry no content: marks, particles, pronouns, conjunctions, prepositions, measures."""
LIGHT = frozenset(
    """
    是 有 为 叫 要 会 能 可以 可 应 应该 让 使 把 被 来 去 做 到 得 给 由 在
    对 从 向 和 与 及 一共 总共 共 目前 现在 具体 有关 相关 情况 问题 关于 文中
    文章 文件 资料 材料 内容 名字 名称 名叫 称为 叫做 属于 方面 时候 后来 进行 成为
    知道 请问 介绍 说明 告诉 东西 名下 手里 手上 表里 表中 表上 表格
    """.split()
)
DIVISIONS, TOWNS = "省市县区镇乡村州", "县镇乡村"
_ADMINISTRATIVE = re.compile(f"^(.{{2,}})[{DIVISIONS}]$")


_MANY, _STEPS = frozenset("类期档"), frozenset("步项点")
"""Levels that may be a count (三类人员, but not 第三类), and those that a list may number by its marks alone."""


class TermKind(StrEnum):
    """How much hangs on a word of the question: a name or a value that is missing changes what was asked.

    ``NUMBERED`` is what is named by a number: an identifier, a level, ``3号楼``.
    """

    NAME = "name"
    VALUE = "value"
    NUMBERED = "numbered"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question that carries content, folded. ``forms`` are the spellings that count as the same."""

    text: str
    kind: TermKind
    forms: tuple[str, ...]

    @property
    def is_year(self) -> bool:
        return self.kind is TermKind.VALUE and YEAR.fullmatch(self.forms[0]) is not None

    def is_in(self, folded: str) -> bool:
        """Whether it is written in a folded text."""
        return any(form in folded for form in self.forms)

    def stands_in(self, folded: str, keys: Collection[str]) -> bool:
        """Whether it stands in a folded text: of a value an equal one, which is among the ``keys`` of the text's."""
        if self.kind in (TermKind.VALUE, TermKind.NUMBERED):
            return any(form in keys for form in self.forms)
        return self.is_in(folded)


def understand(text: str, history: Sequence[str], tokenizer: Tokenizer) -> Question:
    """The question as it is meant most likely. Parameters and errors as ``understandings``."""
    return understandings(text, history, tokenizer)[0][0]


def understandings(text: str, history: Sequence[str], tokenizer: Tokenizer) -> list[tuple[Question, tuple[str, ...]]]:
    """What a question may mean after the earlier ones (oldest first), the likeliest first; raises as ``in_one_line``.

    With each the questions before that tell the only documents to ask, none where all are.
    """
    line = in_one_line(text)
    found = senses(line, earlier_questions(history), tokenizer)
    found += [replace(sense, text=whole) for sense in found if (whole := in_full(sense.text)) != sense.text]
    return [(_question(line, sense, tokenizer), sense.home) for sense in found]


def _question(line: str, sense: Sense, tokenizer: Tokenizer) -> Question:
    resolved = sense.text[:MAX_CHARACTERS]
    return Question(line, resolved, expected_kind(resolved), expected_unit(resolved, tokenizer), sense.focus)


def earlier_questions(history: Sequence[str]) -> list[str]:
    """Those of a conversation that say something, as each can be asked again: in one line, and not too long."""
    lines = (" ".join(well_formed(question).split())[:MAX_CHARACTERS] for question in history)
    return [line for line in lines if re.search(r"\w", line)]


def in_one_line(text: str) -> str:
    """A question as typed, without the space around and the breaks within it.

    :raises QuestionError: for an empty question, one without a letter, or one of more than ``MAX_CHARACTERS``.
    """
    line = " ".join(well_formed(text).split())
    if not line:
        raise QuestionError("还没有写问题。", "请输入想问的内容。")
    if len(line) > MAX_CHARACTERS:
        raise QuestionError(f"问题有 {len(line):,} 字，太长了。", f"请缩短到 {MAX_CHARACTERS} 字以内，一次问一件事。")
    if not re.search(r"\w", line):
        raise QuestionError("问题里没有文字。", "请用一句话写出想问的内容。")
    return line


def expected_kind(text: str) -> Expected:
    """The kind of answer that a question asks for, by its question words."""
    folded = fold(text)
    if _SURNAME_ASKED.search(folded):
        return Expected.PERSON
    return next((kind for kind, pattern in _KINDS if pattern.search(folded)), Expected.OTHER)


def expected_unit(text: str, tokenizer: Tokenizer) -> str:
    """The measure word or unit behind 多少 or 几, ``""`` where there is none, as in 多少本金, which is no 多少本."""
    folded = fold(text)
    match = _UNIT.search(folded)
    if not match or not match[1] or _is_object(match, folded, tokenizer):
        return ""
    begun = (word for word in tokenizer.tag(folded) if word.start == match.start(1) and word.end > match.end(1))
    return "" if any(word.tag.startswith("n") for word in begun) else match[1]


def _is_object(asks: re.Match[str], folded: str, tokenizer: Tokenizer) -> bool:
    """Whether the 款 behind 多少 is money, the object of the verb before it: 贷了多少款, but not 出了多少款."""
    verb = re.search(f"[{HAN}](?=[了过]?$)", folded[: asks.start()]) if asks[1] == "款" else None
    return verb is not None and tokenizer.tag_of(f"{verb.group()}款").startswith(("v", "n"))


def content_terms(text: str, tokenizer: Tokenizer) -> list[Term]:
    """The terms of a question in order, each once: names, values, and the words left when question words are gone.

    Words in quotation marks stay whole. A place is also known without its 市, 县 or 区.
    """
    folded = fold(text)
    asked = [match.span() for match in QUESTION_WORDS.finditer(folded)]
    asked += [match.span() for pattern in (_NAMED_NUMBER, EACH) for match in pattern.finditer(folded)]
    values = [value for value in find_values(folded) if value.asks and not _within(*value.core, asked)]
    terms = {term.forms[0]: term for value in values for term in _value_terms(value, folded)}
    feasts = find_feasts(folded)
    terms |= {name: Term(folded[start:end], TermKind.WORD, names_of(name)) for start, end, name in feasts}
    asked += [(start, end) for start, end, _ in feasts]
    for word in _with_divisions(tokenizer.tag(folded)):
        if _carries(word, asked, values) or _is_left_verb(word, folded, asked):
            terms.setdefault(word.text, _term(word, tokenizer))
    return list(terms.values())


def _value_terms(value: Value, folded: str) -> Iterator[Term]:
    """What a value of a question demands: each end of a range, and of a date the year apart from the day."""
    written = folded[slice(*value.core)].strip()
    for key in value.asks:
        alone = len(value.asks) == 1
        forms = value.states if alone and value.kind in COUNTS else (key,)
        forms = value.states if value.unit in _STEPS else forms
        counts = value.unit in _MANY and not written.startswith("第")
        kind = TermKind.NUMBERED if value.kind in NUMBERED and not counts else TermKind.VALUE
        yield Term(written if alone else key, kind, forms)


def _with_divisions(words: Sequence[Word]) -> Iterator[Word]:
    """The words, a name and the kind of place right behind it as one, where the tokenizer has cut between them.

    Two single characters before 镇, 乡, 村 or 县 are a name too, of a town that no dictionary has.
    """
    whole: list[Word] = []
    for word in words:
        before = [each for each in whole[-2:] if each.end == word.start or each.end == whole[-1].start]
        if before and _is_name(before[-1]) and before[-1].end == word.start and word.text in DIVISIONS:
            parts = [before[-1], word]
        elif len(before) == 2 and before[-1].end == word.start and word.text in TOWNS and all(map(_is_letter, before)):
            parts = [*before, word]
        else:
            parts = [word]
        whole[len(whole) - len(parts) + 1 :] = [_joined(parts)]
    yield from whole


def _joined(parts: Sequence[Word]) -> Word:
    if len(parts) == 1:
        return parts[0]
    return Word("".join(part.text for part in parts), "ns", parts[0].start, parts[-1].end)


def _is_letter(word: Word) -> bool:
    """Whether this is a single character that carries a meaning, and may be a piece of a name."""
    return len(word.text) == 1 and word.tag.startswith(("n", "a", "z"))


def _carries(word: Word, asked: list[tuple[int, int]], values: list[Value]) -> bool:
    if not re.search(r"\w", word.text) or word.text in LIGHT or word.tag.startswith(DROPPED_TAGS) or word.tag == "e":
        return False
    if _within(word.start, word.end, asked) or _within(word.start, word.end, [(v.start, v.end) for v in values]):
        return False
    lone_unit = len(word.text) == 1 and (word.tag in ("m", "n", "zg") or word.text in "年月日市县区省")
    return not lone_unit and not (word.tag == "m" and not find_values(word.text))


def _is_left_verb(word: Word, folded: str, asked: list[tuple[int, int]]) -> bool:
    """Whether a word is taken for an adverb and has nothing behind it to modify: what is done, as in 什么时候还."""
    ends = not re.match(r"\w", folded[word.end :])
    return word.tag == "d" and ends and word.text not in LIGHT and not _within(word.start, word.end, asked)


def _term(word: Word, tokenizer: Tokenizer) -> Term:
    """The word as a term: a place also without its kind, and without a verb that a guess put before it (驻葛家县)."""
    is_name = _is_name(word) or word.tag == "eng"
    short = _ADMINISTRATIVE.match(word.text)
    forms = (word.text, short[1]) if short and word.tag.startswith(("ns", "nr")) else (word.text,)
    if short and len(word.text) > len("葛家县") and tokenizer.tag(word.text[0])[0].tag.startswith(("v", "p")):
        forms = (*forms, word.text[1:])
    return Term(word.text, TermKind.NAME if is_name and len(word.text) > 1 else TermKind.WORD, forms)


def _is_name(word: Word) -> bool:
    return word.tag.startswith(NAME_TAGS)


def _within(start: int, end: int, ranges: list[tuple[int, int]]) -> bool:
    return any(low < end and start < high for low, high in ranges)

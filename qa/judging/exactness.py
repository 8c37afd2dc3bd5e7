"""What must stand there exactly for a passage to answer: values, units, offices, and words in quotation marks.

Similarity does not notice a changed digit or another office. Each rule here says what is lacking, or nothing.
All patterns meet folded text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.text.identifiers import asked_form, is_of_form
from index.text.question_words import HOW_MANY
from index.text.tokens import HAN, Tokenizer, fold
from index.text.units import UNITS, alike, currencies
from index.text.values import COUNTS, YEAR, Kind, Value, find_values
from index.text.vocabulary import endings, nouns, offices, one_sided
from qa.statements import Lack, LackKind
from qa.types import Expected, Question

_QUOTED = re.compile('[“「『"]([^“”「」『』"]{2,60})[”」』"]')
QUOTES = re.compile('[“”"「」『』]')
COMPARED = re.compile(
    "(?:比|较|与|同|和|跟)(?:上年|去年)?([0-9]{4})年(?:全年|同期|底|末)?(?:相比|比|增|减|下?降|上?升|提高|高|低|多|少|涨|跌|扩大|缩小|,)"
)
_COMPARES = re.compile("相比|比较|[比较]")
_OFFICES = f"(?:副|总)?(?:{'|'.join(offices())})"
_OFFICE = re.compile(f"({_OFFICES})(?:现在|目前)?(?:的?(?:名字|姓名))?(?:是|叫|为|姓)")
_HELD = re.compile(f"(?P<all>[{HAN}、]{{0,40}}{_OFFICES})$")
"""What stands right before the name of a person: all the offices that are said of them together."""
_NAMED_UNIT = re.compile(r"[(](?P<column>[^();]{1,12})[)]|单位 ?:? ?(?P<table>[^\s;,。()]{1,8})")
"""Units that are said of a column or of a whole table: ``单价(元/公斤):5.2``, ``单位:万元``."""
_MONEY = re.compile("多少钱|几块钱|几元|多少元|几块一|[收交付花卖要罚涨降]几块(?=\\W*$)")
_AMOUNT = re.compile(f"(?:{'|'.join(endings('money'))})(?:是|为|有|达到?|约|大概|[一总]?共)*多少(?![{HAN}%])")
"""Asks how much money something is that is called so: of 1,744 words that a careless reader would give 30 are counted
in something else, of 1,615 right answers one."""
_THINGS = re.compile(f"多少(?:[0-9]+周?岁(?:及?以[上下])?的?)?(?P<what>(?!钱|时间|单位|时候|年头)[{HAN}]{{2,4}})")
_LASTING = re.compile("周?岁|周年|年|个?月|周|个?星期|天|日|个?小时|个?钟头|分钟|秒")
"""How old and how long, which is not how many of a thing there are: so are 9 careless words and no right one."""
_HOW_MANY = re.compile(
    f"(?:是|为|有|达到?|约|大概|[一总]?共)*(?P<asks>{HOW_MANY}(?:{UNITS.pattern}|%)?的?|多大|多高|多长)"
)
DIMENSIONS = nouns("dimensions")
"""Nouns that a figure and its unit answer without being named."""
_TIES = "的在从到向往和与及跟是为有了等将被由给共也都还至"
"""Characters that name no thing which has sides."""
_DIRECTION = re.compile(f"(?P<way>[东南西北])(?P<of>(?![东南西北{_TIES}])[{HAN}])")
"""One side of what has others: the 南门 of a place that has a 北门."""


def quoted_phrases(text: str) -> list[str]:
    """The words that a question has in quotation marks, folded, in order."""
    return [match[1].strip() for match in _QUOTED.finditer(fold(text)) if match[1].strip()]


def find_lack(question: Question, passage: str, sentence: str, tokenizer: Tokenizer) -> Lack | None:
    """What the question demands and the passage does not have; None where nothing is lacking.

    :param passage: folded, with the headings above it.
    :param sentence: the sentence of it that is to answer, folded.
    """
    asked = fold(question.resolved)
    return (
        _lacking_unit(question, asked, passage)
        or _lacking_noun(question, asked, passage, tokenizer)
        or _lacking_office(question, asked, passage)
        or _lacking_side(asked, passage, sentence)
    )


def stated_values(passage: str, asked: str) -> set[str]:
    """The keys of what the values of a folded passage say, without the years that it only compares with
    (``与2022年相比``); and those of the question's that lie within a range or bound of it: 82分 in ``80分以上``.

    Where the question itself compares, or names several years, the years count.
    """
    values, of_question = find_values(passage), find_values(asked)
    keys = [key for value in values for key in value.states]
    keys += [key for named in of_question if any(v.admits(named) for v in values) for key in named.asks]
    several = sum(YEAR.fullmatch(key) is not None for named in of_question for key in named.asks) > 1
    if not several and not _COMPARES.search(asked):
        for year in (f"{match[1]}年" for match in COMPARED.finditer(passage)):
            if year in keys:  # not so for 0999, which is no year
                keys.remove(year)
    return set(keys)


def holds_another(question: Question, before: str) -> Lack | None:
    """Another office than is asked for, held by a person whose name stands behind a folded text; None for nothing."""
    office = asked_office(question, fold(question.resolved))
    held = _HELD.search(before) if office else None
    there = held is None or any(not held["all"].endswith("副", 0, at) for at in places_of(office, held["all"]))
    return None if there else Lack(LackKind.ANOTHER, (office,))


def contradiction(question: Question, passage: str, sentence: str, words: str) -> Lack | None:
    """What shows that words were read that are something else than is asked for; None for nothing.

    Another office, the other of two sides, or a figure in another unit: of 6,266 words that a careless reader would
    give for questions that office texts do not answer one in 24 is such, of 10,457 right answers one in 700.

    :param words: those that were read, folded. ``passage`` and ``sentence`` as of ``find_lack``.
    """
    asked = fold(question.resolved)
    return (
        _lacking_office(question, asked, passage)
        or _lacking_side(asked, passage, sentence)
        or _in_other_unit(question, asked, words)
        or _of_other_form(question, asked, words)
    )


def _of_other_form(question: Question, asked: str, words: str) -> Lack | None:
    """A telephone is asked for, and an account was read."""
    form = asked_form(asked) if question.expected is Expected.IDENTIFIER else ""
    keys = [value.key for value in find_values(words) if value.kind is Kind.IDENTIFIER] if form else []
    other = bool(keys) and not any(is_of_form(key, form) for key in keys)
    return Lack(LackKind.ANOTHER, (question.resolved.rstrip("?？"),)) if other else None


def _in_other_unit(question: Question, asked: str, words: str) -> Lack | None:
    unit = _unit_of(question, asked) or ("元" if _AMOUNT.search(asked) else "")
    said = [each for each in map(_unit_said, find_values(words)) if each]
    things = _THINGS.search(asked) if not unit and question.expected is Expected.NUMBER else None
    if things and said and all(_LASTING.fullmatch(each) for each in said):
        return Lack(LackKind.ANOTHER, (things["what"],))
    if unit and said and not any(alike(unit, each) for each in said):
        return Lack(LackKind.UNIT, (unit,))
    if "百分之" in asked and any(alike("元", each) for each in said) and not any(each in ("%", "‰") for each in said):
        return Lack(LackKind.UNIT, ("%",))
    money = currencies(asked)
    other = bool(money) and bool(said) and not any(currencies(each) & money for each in said)
    return Lack(LackKind.UNIT, (min(money),)) if other and any(map(currencies, said)) else None


def _unit_said(value: Value) -> str:
    """What a figure is counted in; ``%`` of a share, however it is written (``四成``); ``""`` for none."""
    if value.kind not in COUNTS:
        return ""
    return value.unit or ("%" if value.key.endswith("%") else "")


def _unit_of(question: Question, asked: str) -> str:
    """What a figure that is asked for must be counted in; ``""`` where that is open, or several are asked for."""
    if len(_HOW_MANY.findall(asked)) > 1:
        return ""
    unit = "元" if _MONEY.search(asked) else "公斤" if "多重" in asked else question.unit
    return "" if question.expected is not Expected.NUMBER or unit in ("个", "%") or "第几" in asked else unit


def _lacking_unit(question: Question, asked: str, passage: str) -> Lack | None:
    unit = _unit_of(question, asked)
    if not unit:
        return None
    known = {value.key for value in find_values(asked)}
    figures = [value for value in find_values(passage) if value.kind in COUNTS and value.key not in known]
    named = [match["column"] or match["table"] for match in _NAMED_UNIT.finditer(passage)]
    if any(alike(unit, value.unit) for value in figures if value.unit):
        return None
    if any(not value.unit for value in figures) and any(
        alike(unit, said) for each in named for said in (each, *each.split("/"))
    ):
        return None
    return Lack(LackKind.UNIT, (unit,))


def _lacking_noun(question: Question, asked: str, passage: str, tokenizer: Tokenizer) -> Lack | None:
    """What is counted, or the quantity asked for, is nowhere in the passage: no two characters of it, nor its last."""
    noun = counted_noun(asked, tokenizer) if question.expected is Expected.NUMBER else ""
    pairs = [noun[i : i + 2] for i in range(len(noun) - 1)]
    if not pairs or noun in DIMENSIONS or noun[-1] in passage or any(pair in passage for pair in pairs):
        return None
    return Lack(LackKind.UNMENTIONED, (noun,))


def counted_noun(asked: str, tokenizer: Tokenizer) -> str:
    """The noun of a folded question behind 多少 or 几 and their unit, else the one before; ``""`` for none.

    ``企业`` of ``入驻了多少家企业`` and ``注册资本`` of ``注册资本是多少``.
    """
    match = _HOW_MANY.search(asked)
    if match is None:
        return ""
    words = tokenizer.tag(asked)
    noun = ""
    end = match.end("asks")
    for word in words:
        if word.start == end and word.tag.startswith(("n", "s", "f", "a", "b", "u", "vn")):
            noun = word.text if word.tag.startswith("n") else noun
            end = word.end
    before = next((word for word in words if word.end == match.start()), None)
    if not noun and before is not None and before.tag.startswith(("n", "vn")):
        noun = before.text
    return noun


def _lacking_office(question: Question, asked: str, passage: str) -> Lack | None:
    office = asked_office(question, asked)  # 副所长 is another than 所长
    there = not office or any(not passage.endswith("副", 0, at) for at in places_of(office, passage))
    return None if there else Lack(LackKind.UNMENTIONED, (office,))


def places_of(words: str, text: str) -> Iterator[int]:
    """Where words stand in a text, in order."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + len(words))


def asked_office(question: Question, asked: str) -> str:
    """The office whose holder a folded question asks for, such as 所长; ``""`` for none."""
    match = _OFFICE.search(asked) if question.expected is Expected.PERSON else None
    return match[1] if match else ""


def _lacking_side(asked: str, passage: str, sentence: str) -> Lack | None:
    """The question is about one side, and the sentence about the other."""
    sides = [each for first, second in one_sided() for each in ((first, second), (second, first))]
    for match in _DIRECTION.finditer(asked):
        wanted = (match.group(), *_led(match, asked))
        sides += [(wanted, (f"{other}{match['of']}",)) for other in "东南西北" if other != match["way"]]
    for wanted, others in sides:
        named, told = _first_in(wanted, asked), _first_in(others, sentence)
        if named and told and not _first_in(others, asked) and not _first_in(wanted, passage):
            return Lack(LackKind.OTHER_SIDE, (told, named))
    return None


def _led(side: re.Match[str], asked: str) -> tuple[str, ...]:
    """What a side is, with the character before it, as the end of a name: 河北 of ``河北分公司``; none without one."""
    led = asked[max(side.start() - 1, 0) : side.start() + 1]
    return (led,) if re.fullmatch(f"(?![{_TIES}])[{HAN}]{{2}}", led) else ()


def _first_in(words: tuple[str, ...], text: str) -> str:
    """The first of the words that stands in a text; ``""`` for none."""
    return next((word for word in words if word in text), "")

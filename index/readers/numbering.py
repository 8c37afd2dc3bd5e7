"""Numbers that a word processor counts by itself (``第一条``, ``1.2``, ``（三）``): they show, but stand in no text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""What is there for programs that know less: the same text once more."""
_CHINESE = {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand"}
_LEGAL = {"chineseLegalSimplified": "零壹贰叁肆伍陆柒捌玖", "ideographLegalTraditional": "零壹貳參肆伍陸柒捌玖"}
_ROWS = {
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
}
_ROMAN = [(1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x")]
_ROMAN += [(9, "ix"), (5, "v"), (4, "iv"), (1, "i")]
LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts: ``第%1条`` in ``text``, where ``%1`` is the number of the outermost level.

    It begins anew after any of the ``restart`` outermost levels; with 0 it always runs on.
    """

    kind: str
    text: str
    start: int
    restart: int
    gap: str
    plain: bool
    style: str


@dataclass(frozen=True, slots=True)
class List:
    """A list as paragraphs name it. Lists of one ``family`` count on from each other, but for ``restarts``."""

    family: str
    levels: Mapping[int, Level]
    restarts: frozenset[int]


def write_numbers(
    body: Any,  # noqa: ANN401 - python-docx has no types for it
    styles: Any,  # noqa: ANN401
    numbering: Any,  # noqa: ANN401
    text_of: Callable[[Any], str],
) -> None:
    """Write the number that each paragraph of ``body`` shows in front of its text, as a run of its own.

    :param styles: the document's styles, as python-docx gives them.
    :param numbering: the root of its numbering part.
    :param text_of: what a person reads in a paragraph; outside of tables, one without text shows no number.
    """
    lists = _read_lists(numbering)
    named = {style.style_id: _named_list(style.element) for style in styles}
    bases = {style.style_id: _value(style.element, "w:basedOn") for style in styles}
    counts: dict[str, list[int | None]] = {}
    begun: set[str] = set()
    for paragraph in list(body.iter(qn("w:p"))):
        if next(paragraph.iterancestors(FALLBACK), None) is not None or is_gone(paragraph):
            continue
        number, depth = _list_of(paragraph, named, bases, lists)
        if number not in lists or depth not in lists[number].levels:
            continue
        of = lists[number]
        counted = counts.setdefault(of.family, [None] * LEVELS)
        if number not in begun:
            begun.add(number)
            for level in of.restarts:
                counted[level] = None
        label = _count(counted, of, depth)
        in_cell = next(paragraph.iterancestors(qn("w:tc")), None) is not None
        if label and (in_cell or text_of(paragraph).strip()):
            _write(paragraph, label)


def is_gone(paragraph: Any) -> bool:  # noqa: ANN401
    """Whether the end of a paragraph was deleted or moved away: what is left of it is a part of the next one."""
    mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
    return mark is not None and any(mark.find(qn(name)) is not None for name in ("w:del", "w:moveFrom"))


def _read_lists(numbering: Any) -> dict[str, List]:  # noqa: ANN401
    families = {
        family.get(qn("w:abstractNumId")): {
            _whole(level.get(qn("w:ilvl"))): _level(level) for level in family.findall(qn("w:lvl"))
        }
        for family in numbering.findall(qn("w:abstractNum"))
    }
    lists = {}
    for number in numbering.findall(qn("w:num")):
        family = _value(number, "w:abstractNumId")
        levels, starts = dict(families.get(family, {})), {}
        for override in number.findall(qn("w:lvlOverride")):
            depth = _whole(override.get(qn("w:ilvl")))
            own = override.find(qn("w:lvl"))
            if own is not None:
                levels[depth] = _level(own)
            if start := _value(override, "w:startOverride"):
                starts[depth] = _whole(start)
        within = {d: replace(of, start=starts.get(d, of.start)) for d, of in levels.items() if 0 <= d < LEVELS}
        lists[str(number.get(qn("w:numId")))] = List(family, within, frozenset(starts.keys() & within.keys()))
    return lists


def _level(element: Any) -> Level:  # noqa: ANN401
    text = _value(element, "w:lvlText")
    full = text.endswith(("、", "，", "。", "．", "：", "）", "】", "》"))
    gap = "" if full or _value(element, "w:suff") == "nothing" else " "
    plain = element.find(qn("w:isLgl")) is not None
    start = _whole(_value(element, "w:start"), 1)
    restart = _whole(_value(element, "w:lvlRestart"), LEVELS)
    kind = _value(element, "w:numFmt") or "decimal"
    return Level(kind, text, start, restart, gap, plain, _value(element, "w:pStyle"))


def _value(element: Any, name: str) -> str:  # noqa: ANN401
    """The value of a child element, ``""`` without one."""
    child = element.find(qn(name))
    return str(child.get(qn("w:val"), "")) if child is not None else ""


def _whole(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 9 else otherwise


def _named_list(element: Any) -> tuple[str, str]:  # noqa: ANN401
    """The list and the level that a paragraph's or a style's own properties name, ``""`` for what they do not."""
    properties = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    return (_value(properties, "w:numId"), _value(properties, "w:ilvl")) if properties is not None else ("", "")


def _list_of(
    paragraph: Any,  # noqa: ANN401
    named: Mapping[str, tuple[str, str]],
    bases: Mapping[str, str],
    lists: Mapping[str, List],
) -> tuple[str, int]:
    """The list that a paragraph belongs to and its level there: its own properties, else those of its style."""
    number, depth = _named_list(paragraph)
    properties = paragraph.find(qn("w:pPr"))
    style = _value(properties, "w:pStyle") if properties is not None else ""
    seen: set[str] = set()
    while not number and style in named and style not in seen:
        seen.add(style)
        number, given = named[style]
        levels = lists[number].levels if number in lists else {}
        depth = depth or next((str(level) for level, of in levels.items() if of.style == style), given)
        style = bases[style]
    return number, _whole(depth)


def _count(counted: list[int | None], of: List, depth: int) -> str:
    """Count one on at a level, those below it begin anew or run on; the label that shows, ``""`` for bullets."""
    for level in range(depth + 1):
        before, start = counted[level], of.levels[level].start if level in of.levels else 1
        if before is None:
            counted[level] = start
        elif level == depth:
            counted[level] = before + 1
    for level in range(depth + 1, LEVELS):
        if level not in of.levels or depth < of.levels[level].restart:
            counted[level] = None
    own = of.levels[depth]
    if own.kind in ("bullet", "none") or not own.text.strip():
        return ""

    def shown(match: re.Match[str]) -> str:
        level = int(match[1]) - 1
        kind = of.levels[level].kind if level in of.levels and not own.plain else "decimal"
        return spelled(counted[level] or 0, kind)

    return re.sub("%([1-9])", shown, own.text).strip() + own.gap


def _write(paragraph: Any, label: str) -> None:  # noqa: ANN401
    run, text = paragraph.makeelement(qn("w:r")), paragraph.makeelement(qn("w:t"))
    text.text = label
    run.append(text)
    first = paragraph.find(qn("w:pPr"))
    paragraph.insert(0 if first is None else list(paragraph).index(first) + 1, run)


def spelled(number: int, kind: str) -> str:
    """A number in one of the word processor's ways of counting; those not known here count ``1``, ``2``."""
    if kind in _CHINESE:
        return chinese(number)
    if kind in _LEGAL:
        return chinese(number, _LEGAL[kind], "拾佰仟")
    if kind in _ROWS and 0 < number <= len(_ROWS[kind]):
        return _ROWS[kind][number - 1]
    if kind in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in ("lowerRoman", "upperRoman"):
        return roman(number).upper() if kind == "upperRoman" else roman(number)
    return f"{number:02}" if kind == "decimalZero" else str(number)


def chinese(number: int, digits: str = "零一二三四五六七八九", units: str = "十百千") -> str:
    """``一百零五``; Arabic digits from 10,000 on."""
    if not 0 < number < 10_000:
        return str(number)
    said = ""
    for power, unit in enumerate(["", *units]):
        digit = number // 10**power % 10
        if digit:
            said = digits[digit] + unit + said
        elif said and not said.startswith(digits[0]):
            said = digits[0] + said
    said = said.lstrip(digits[0])
    return said.removeprefix("一") if 10 <= number < 20 and units[0] == "十" else said


def roman(number: int) -> str:
    said = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        said += letters * times
    return said


def qn(name: str) -> str:
    """The full name of what Word writes as ``w:p``."""
    return name.replace("w:", _WORD, 1)

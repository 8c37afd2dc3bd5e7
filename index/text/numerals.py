"""Numbers as values: ``四千亿`` and ``4000亿`` are the same, ``百分之五点五`` is ``5.5%``, ``第七`` is ``第7``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from math import prod

from index.text.units import STEADY, UNITS

CAPITALS = {c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
"""The digits of cheques and contracts; by themselves they are surnames and verbs."""
DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2} | CAPITALS
SMALL_UNITS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
LARGE_UNITS = {"万": 10**4, "亿": 10**8}
MEASURES = "周个名家座条项年月日天岁次位所间套只件人万亿元批届层级类种倍"

BELOW_HUNDRED = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
"""The pattern of a whole number that counts out items, days, months; ``parse_whole`` reads it."""
_CHINESE = "[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]"
_ARABIC = (
    rf"(?:(?<!\d)(?<!\d[ ,.])\d{{1,3}}(?: \d{{3}})+(?:\.\d+)?(?=[ ]?(?:[万亿]|{UNITS.pattern}))"
    r"|\d+(?:,\d{3})*(?:\.\d+)?)"
)
"""Blanks part thousands only where a unit shows that the figures are one number."""
_NUMBER = re.compile(
    rf"(?P<percent>百分之[ ]?)?(?:(?P<arabic>{_ARABIC})(?P<unit>(?:(?<=\d) (?=[万亿]))?[十百千万亿]{{0,3}})"
    rf"|(?<!唯)(?P<chinese>{_CHINESE}{{1,20}})(?:点(?P<fraction>[零〇一二三四五六七八九]{{1,8}})(?P<scale>[十百千万亿]{{0,3}}))?)"
    r"(?P<sign>[ ]?(?:%|‰))?"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number at ``text[start:end]``. Equal ones have equal ``key``; percents, ordinals and years are apart.

    ``amount`` is what it comes to, a percentage as it is written.
    """

    start: int
    end: int
    key: str
    amount: Decimal


def find_numbers(text: str) -> list[Number]:
    """The numbers of a folded text, in order.

    A lone Chinese digit counts only where it must be a number (behind 第, before a measure word): 统一 is not 1. A run
    such as 百千万, with no digit in front, is a word and not a number.
    """
    numbers = []
    for match in _NUMBER.finditer(text):
        number = _number(match, text)
        if number is not None:
            numbers.append(Number(match.start(), match.end(), _key(number, match, text), number))
    return numbers


def _number(match: re.Match[str], text: str) -> Decimal | None:
    if match["arabic"]:
        return Decimal(re.sub("[, ]", "", match["arabic"])) * power(match["unit"])
    run = match["chinese"]
    if len(run) == 1 and run in CAPITALS and run != "零":
        return None
    certain = len(run) > 1 or match["percent"] or match["fraction"]
    ordinal, after = is_ordinal(text, match.start()), text[match.end() : match.end() + 1]
    counted = after in MEASURES if after else False
    counted = (
        counted
        or (run == "十" and after in tuple("几多余来"))
        or (run != "一" and STEADY.match(text, match.end()) is not None)
    )
    if not certain and not ordinal and (not counted or (run not in DIGITS and run != "十")):
        return None
    whole = parse_chinese(run)
    if whole is None or not match["fraction"]:
        return None if whole is None else Decimal(whole)
    return (whole + Decimal("0." + "".join(str(DIGITS[c]) for c in match["fraction"]))) * power(match["scale"])


def is_ordinal(text: str, start: int) -> bool:
    """Whether the number that begins there says which one it is: 5 of ``第5周``, and of ``第 5 周``."""
    return text[max(start - 2, 0) : start].rstrip(" ").endswith("第")


def power(units: str) -> Decimal:
    """What a figure before 十, 百, 千, 万, 亿 is counted by: ``万亿`` is 10 to the 12th; nothing is 1."""
    return Decimal(prod(SMALL_UNITS.get(unit) or LARGE_UNITS[unit] for unit in units.strip()))


def parse_whole(run: str) -> int | None:
    """A whole number in Arabic or in Chinese figures, None for what is none."""
    return int(run) if run.isdecimal() else parse_chinese(run)


def parse_chinese(run: str) -> int | None:
    """``四千零二十二`` is 4022, ``二〇二三`` is 2023; None for a run that is no number, such as ``百千万``."""
    if all(c in DIGITS for c in run):
        return int("".join(str(DIGITS[c]) for c in run))
    return _by_units(run) if run[0] in DIGITS or run in ("十", "百") or run[0] in "十拾" else None


def _by_units(run: str) -> int:
    """What stands before a unit is multiplied, what stands behind is added; nothing before counts as 1.

    A single digit behind a unit counts tenths of it: ``两万五`` is 25000, but ``一百零五`` is 105.
    """
    for unit, scale in reversed(LARGE_UNITS.items()):
        before, found, behind = run.rpartition(unit)
        if found:
            rest = DIGITS[behind] * scale // 10 if behind in DIGITS else _by_units(behind)
            return (_by_units(before) if before else 1) * scale + rest
    total = digit = 0
    last = 10
    for c in run:
        if c in DIGITS:
            digit = DIGITS[c]
            last = 10 if digit == 0 else last
        else:
            last = SMALL_UNITS[c]
            total += (digit or 1) * last
            digit = 0
    return total + digit * last // 10


def _key(number: Decimal, match: re.Match[str], text: str) -> str:
    plain = format(number.normalize(), "f")
    if match["percent"] or match["sign"]:
        return plain + (match["sign"] or "%").strip()
    if is_ordinal(text, match.start()):
        return "第" + plain
    if text[match.end() : match.end() + 1] == "年" and len(plain) == 4:
        return plain + "年"
    return plain

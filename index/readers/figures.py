"""Numbers, dates and times of spreadsheets as their formats show them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext

MOST = 1e21
"""From here on numbers are shown with an exponent."""
LONGEST = 255
"""A format has no more characters than this in a spreadsheet; longer ones are passed over."""
PRECISION = 60
"""Digits to which numbers are reckoned; a format that asks for more is passed over."""
_NUMBER = re.compile(r"(?P<whole>[#0,]*[#0])(?P<thousands>,+)?(?:\.(?P<fraction>[0#?]+))?")
_GENERAL = re.compile("general", re.IGNORECASE)
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|_.|\*.')
_BRACKETS = {("(", ")"), ("（", "）")}
_CONDITION = re.compile(r"\[[<>=]")
_WEEKDAY = re.compile("aaa+")
_CLOCK = re.compile(r"am/pm|a/p|h+(?:[^a-z]*m+)?|m+(?=[^a-z]*s)|s+")
"""The part of a date's format, in small letters, that is for its time; an ``m`` in it is a minute."""


def shown_number(value: float, pattern: str) -> str:
    """A number in a format of the usual kinds (``0.00``, ``#,##0``, ``0.0%``, ``0.0"亿元"``); others as ``General``.

    A negative one has a minus also where the format tells it by its colour alone, or by brackets. ``""`` where the
    format shows nothing, as ``;;;`` does.
    """
    if len(pattern) > LONGEST:
        return general(value)
    section = _section(pattern, value)
    if not section and pattern:
        return ""
    bare = _LITERAL.sub(lambda match: "\0" * len(match[0]), section)
    plain = _GENERAL.search(bare)
    found = plain or _NUMBER.search(bare)
    if found is None or any(_CONDITION.match(match[0]) for match in _LITERAL.finditer(pattern)):
        return general(value)
    before, after = _around(section)
    digits = general(abs(value)) if plain else _digits(value, bare)
    if not digits:
        return general(value)
    bracketed = value < 0 and (before[-1:], after[:1]) in _BRACKETS
    if bracketed:
        before, after = before[:-1], after[1:]
    told = ";" in pattern and not bracketed and (before, after) != _around(_section(pattern, 1.0))
    signed = "-" if value < 0 and not told and digits.strip("0.,") else ""
    return f"{signed}{before}{digits}{after}"


def _around(section: str) -> tuple[str, str]:
    """The text that a format shows before and after a number."""
    bare = _LITERAL.sub(lambda match: "\0" * len(match[0]), section)
    found = _GENERAL.search(bare) or _NUMBER.search(bare)
    start, end = found.span() if found else (len(section), len(section))
    return _literals(section[:start]), _literals(section[end:])


def _digits(value: float, bare: str) -> str:
    """A number's digits in a format without its literals; ``""`` where the bare figure is what is certain."""
    found = _NUMBER.search(bare)
    if found is None or not abs(value) < MOST or re.search(r"[eE?/]", bare):
        return ""
    parted = bare[: found.start()].endswith(".") or re.search("[0#,]", bare[found.end() :])
    if found["thousands"] or parted:  # in thousands, or parted like a telephone number
        return ""
    fraction = found["fraction"] or ""
    try:
        digits = _rounded(Decimal(repr(abs(value))).scaleb(2 * bare.count("%")), found["whole"], len(fraction))
    except InvalidOperation:
        return ""
    for _ in range(len(fraction) - len(fraction.rstrip("#?"))):
        digits = digits.removesuffix("0")
    return digits.rstrip(".")


def _rounded(exact: Decimal, whole: str, places: int) -> str:
    """A number's digits, halves rounded up as spreadsheets do, with the zeros in front that a format asks for.

    :raises InvalidOperation: when these are more than ``PRECISION`` digits.
    """
    with localcontext(prec=PRECISION):
        rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        digits = f"{rounded:{',' if ',' in whole else ''}.{places}f}"
    return digits.zfill(whole.count("0") + places + (places > 0))


def _section(pattern: str, value: float) -> str:
    """The part of a format that is for numbers of this sign."""
    sections = pattern.split(";")
    if value < 0 and len(sections) > 1:
        return sections[1]
    return sections[2] if value == 0 and len(sections) > 2 else sections[0]


def _literals(part: str) -> str:
    """The text that a format shows as it stands."""
    shown = _LITERAL.sub(lambda match: match[1] or match[2] or match[3] or "", part)
    return shown.strip()


NOISE = 2e-14
"""The share of a number that its binary fractions may be off by after some sums."""


def general(value: float) -> str:
    """A number as a cell without a format shows it: no noise of binary fractions, no exponent where none is needed.

    What sums of fractions leave in the last digits (6.20000000000005) nobody typed.
    """
    if isinstance(value, float) and value and abs(value - round(value, 9)) <= NOISE * abs(value):
        value = round(value, 9)
    if isinstance(value, int) or float(value).is_integer():
        return str(int(value)) if abs(value) < MOST else _exponential(value)
    text = f"{value:.15g}"
    return f"{value:.20f}".rstrip("0") if "e" in text and abs(value) > 1e-9 else text


def _exponential(value: float) -> str:
    try:
        return f"{value:.15g}"
    except OverflowError:  # more digits than a number of a spreadsheet can have: as it stands in the file
        return str(value)


def shown_time(value: date | time | timedelta, pattern: str) -> str:
    """A date in the order that its format has, Chinese where that is, with its day of the week where that is asked for;
    a time as ``08:30``, a duration as ``26:00``."""
    pattern = pattern if len(pattern) <= LONGEST else ""
    if isinstance(value, timedelta):
        return _duration(value, pattern.lower())
    if isinstance(value, time):
        return value.strftime("%H:%M" if value.second == 0 else "%H:%M:%S")
    low = _LITERAL.sub(" ", pattern.split(";")[0]).lower()
    clock = ""
    if isinstance(value, datetime) and re.search("[hs]", low):
        clock = value.strftime("%H:%M:%S" if "s" in low else "%H:%M")
    asked = _CLOCK.sub(" ", low)
    weekday = f"星期{'一二三四五六日'[value.weekday()]}" if is_weekday(pattern) else ""
    dated = bool(re.search("[ymd]", asked))
    said = [_day(value, pattern, asked if dated else "ymd")] if dated or not (clock or weekday) else []
    return " ".join(filter(None, [*said, weekday, clock]))


def is_dated(pattern: str) -> bool:
    """Whether a format is one for dates: it has a letter for a part of one, outside of what it shows as it stands."""
    bare = _LITERAL.sub(" ", pattern.split(";")[0]).lower() if len(pattern) <= LONGEST else "general"
    return bool(re.search("[ymd]", bare)) and not _GENERAL.search(bare)


def is_weekday(pattern: str) -> bool:
    """Whether a format shows the day of the week in Chinese (``aaaa``), which alone makes it one for dates."""
    return len(pattern) <= LONGEST and bool(_WEEKDAY.search(_LITERAL.sub(" ", pattern.split(";")[0]).lower()))


def _day(value: date, pattern: str, asked: str) -> str:
    """A date as far as ``asked``, the letters of its format, goes; the year is always told."""
    if "年" in pattern or "yyyy" not in asked:
        month = f"{value.month}月" if re.search("[md]", asked) else ""
        return f"{value.year}年{month}{value.day}日" if "d" in asked else f"{value.year}年{month}"
    mark = "/" if "/" in pattern else "-"
    month = f"{mark}{value.month:02}" if re.search("[md]", asked) else ""
    return f"{value.year}{month}{mark}{value.day:02}" if "d" in asked else f"{value.year}{month}"


def _duration(value: timedelta, low: str) -> str:
    """A duration in the units of its format, the first of which (``[h]``, ``[m]`` or ``[s]``) counts on without end."""
    fraction = re.search(r"s\]?\.(0+)", low)
    places = min(len(fraction[1]), 6) if fraction else 0
    ticks = round(abs(value) / timedelta(microseconds=10 ** (6 - places)))
    left, tick = divmod(ticks, 10**places)
    first = re.search(r"\[([hms])", low)
    units = "hms"["hms".index(first[1]) if first else 0 :]
    rest = _LITERAL.sub(" ", low)
    parts: list[str] = []
    for unit, length in (("h", 3600), ("m", 60), ("s", 1)):
        if unit == units[0] or (unit in units and unit in rest):
            count, left = divmod(left, length)
            parts.append(f"{count:02}" if parts else str(count))
    shown = ":".join(parts) + (f".{tick:0{places}}" if places else "")
    return f"-{shown}" if value < timedelta() and shown.strip("0:.") else shown

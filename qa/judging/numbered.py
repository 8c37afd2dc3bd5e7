"""What is named by a number, as a text may write it otherwise: ``二层`` for ``2楼``, ``首届`` for ``第一届``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.text.numerals import parse_chinese
from index.text.tokens import HAN

_KEY = re.compile(r"第?(?P<number>\d{1,4})(?P<what>\D{1,4})")
_QUARTER = re.compile("q(?P<number>[1-4])")
_DIGITS = "一二三四五六七八九十"
_RUN = re.compile(rf"[\d{_DIGITS}][\d{_DIGITS}、,和及至到~—–-]{{0,16}}")
_NUMBER = re.compile(rf"\d{{1,6}}|[{_DIGITS}]{{1,3}}|[至到~—–-]")
_ALIKE = {"楼": ("楼", "层"), "等奖": ("等奖", "等")}
"""What is counted alike."""
_BEHIND = frozenset("卷章节册辑期")
"""What a number may stand behind: ``卷三``."""
_BARE = re.compile(f"号(?![{HAN}])")


def is_numbered_alike(key: str, folded: str) -> bool:
    """Whether the thing with this key of a value stands in a folded text, named by its number in another way."""
    quarter = _QUARTER.fullmatch(key)
    if quarter:
        return any(f"{written}季度" in folded for written in (quarter["number"], _DIGITS[int(quarter["number"]) - 1]))
    match = _KEY.fullmatch(key)
    if match is None:
        return False
    number, what = int(match["number"]), match["what"]
    if number == 1 and f"首{what}" in folded:
        return True
    whats = _ALIKE.get(what, (what,))
    return any(number in _numbers(run.group()) and _is_of(what, whats, run, folded) for run in _RUN.finditer(folded))


def _is_of(what: str, whats: tuple[str, ...], run: re.Match[str], folded: str) -> bool:
    """Whether numbers count what is named: right before it, behind it, or with 号 and no other noun."""
    if folded.startswith(whats, run.end()):
        return True
    if what in _BEHIND and folded.startswith(what, max(run.start() - 1, 0)):
        return True
    labelled = folded.endswith("号:", 0, run.start())
    return len(what) > 1 and what[0] == "号" and (labelled or _BARE.match(folded, run.end()) is not None)


def _numbers(run: str) -> set[int]:
    """The numbers of a list, and those between the ends of its spans: of ``一、二`` and of ``3至5``."""
    return set(_each(_NUMBER.findall(run)))


def _each(parts: list[str]) -> Iterator[int]:
    before, spans = None, False
    for part in parts:
        if part in "至到~—–-":
            spans = True
            continue
        for number in _values(part):
            if spans and before is not None and before < number <= before + 100:
                yield from range(before, number)
            yield number
            before, spans = number, False


def _values(part: str) -> list[int]:
    """``一二`` are two numbers, ``十二`` is one."""
    if part.isdecimal() and part.isascii():
        return [int(part)]
    if "十" in part:
        number = parse_chinese(part)
        return [] if number is None else [number]
    return [_DIGITS.index(digit) + 1 for digit in part]

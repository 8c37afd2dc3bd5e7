"""Shares of a whole, as they are written: fractions, tenths, discounts, halves of periods, and proportions.

All patterns meet folded text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from index.text.numerals import DIGITS, parse_chinese

_N = r"(?:\d{1,15}(?:\.\d{1,6})?|[零〇一二两三四五六七八九十百千万]{1,6})"
_SHARE = re.compile(
    rf"(?P<below>(?!百分){_N})分之(?P<above>{_N})"
    r"|(?<![\d/.a-z])(?P<above2>\d{1,2})/(?P<below2>\d{1,3})(?![\d/.a-z])"
    rf"|(?P<tenths>[一二三四五六七八九两]|\d)成(?P<more>半|[一二三四五六七八九]|[1-9])?(?=以上|以下|左右|多|[,.;。、)的\s]|$)"
    r"|(?<![\d.])(?P<discount>[1-9]\d?(?:\.\d)?|[一二三四五六七八九](?:点?[一二三四五六七八九])?)折(?![叠扣旧磨腾返合断回射页线桌])(?<!波三折)"
    rf"|(?:(?P<whole>{_N})个)?半个?(?P<unit>年|月|小时|钟头|天|日|学期)(?![度份票报])|(?P<whole2>{_N})个?(?P<unit2>年|天|小时|周|学期)半"
    r"|(?:(?<![\w.])|(?<=[为按是以例尺率比达]))(?P<left>\d{1,9}(?:\.\d{1,6})?):(?P<right>\d{1,9}(?:\.\d{1,6})?)(?![\d:])"
)


@dataclass(frozen=True, slots=True)
class Share:
    """A share at ``text[start:end]``: its ``key``, what it comes to, None for a fraction, and of a period its unit."""

    start: int
    end: int
    key: str
    amount: Decimal | None
    unit: str = ""


def find_shares(text: str) -> Iterator[Share]:
    """The shares in a folded text, in order."""
    for match in _SHARE.finditer(text):
        key, amount = _key(match)
        unit = match["unit"] or match["unit2"] or ""
        if key:
            yield Share(*match.span(), key, amount, {"月": "个月", "日": "天"}.get(unit, unit))


def _key(match: re.Match[str]) -> tuple[str, Decimal | None]:
    below, above = _amount(match["below"] or match["below2"]), _amount(match["above"] or match["above2"])
    if below is not None and above is not None:
        parts = {Decimal(100): "%", Decimal(1000): "‰"}
        if below in parts and match["below"]:
            return f"{plain(above)}{parts[below]}", above
        return (f"{plain(above)}/{plain(below)}", None) if 0 < above < below else ("", None)
    if match["tenths"]:
        more = 5 if match["more"] == "半" else _amount(match["more"]) or 0
        tenths = (_amount(match["tenths"]) or 0) * 10 + more
        return f"{plain(Decimal(tenths))}%", Decimal(tenths)
    if match["left"]:
        return f"{match['left']}:{match['right']}", None
    if match["discount"]:
        return _price(match["discount"])
    half = (_amount(match["whole"] or match["whole2"]) or Decimal(0)) + Decimal("0.5")
    return plain(half), half


def _price(run: str) -> tuple[str, Decimal]:
    """What is paid of a price, as a percentage: 85 of ``八五折``, ``85折`` and ``8.5折``, 90 of ``九折``."""
    digits = "".join(str(DIGITS.get(each, each)) for each in run if each not in ".点")
    paid = Decimal(digits.ljust(2, "0"))
    return f"{plain(paid)}%", paid


def _amount(run: str | None) -> Decimal | None:
    if not run:
        return None
    if run[0].isdecimal() and run.isascii():
        return Decimal(run)
    number = parse_chinese(run)
    return None if number is None else Decimal(number)


def plain(number: Decimal) -> str:
    """A number without an exponent and without noughts at its end."""
    return format(number.normalize(), "f")

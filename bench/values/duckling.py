"""The Chinese test corpora of Duckling (``Duckling/*/ZH/Corpus.hs``), read from a folder of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from bench.values.cases import Case

CORPORA = ("Numeral", "Duration", "Distance", "Volume", "Time")
_EXAMPLES = re.compile(r"examples \((?P<meant>[^\[]*)\)\s*\[(?P<texts>[^\]]*)\]")
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')
_AMOUNT = re.compile(r"(?:NumeralValue|DurationData|simple [A-Z]\w+) \(?(-?[\d.]+)\)?(?: (\w+))?")
_POINT = re.compile(r"\((\d{4}), (\d{1,2}), (\d{1,2}), (\d{1,2}), (\d{1,2}), \d{1,2}\)")
_PERIODS = {
    "Second": "秒",
    "Minute": "分钟",
    "Hour": "小时",
    "Day": "天",
    "Week": "周",
    "Month": "个月",
    "Quarter": "季度",
    "Year": "年",
}


def read_cases(corpora: Path) -> Iterator[Case]:
    """The cases of the corpora that are there, in order; examples of another form are left out."""
    for name in CORPORA:
        file = corpora / name / "ZH" / "Corpus.hs"
        for match in _EXAMPLES.finditer(file.read_text(encoding="utf-8") if file.is_file() else ""):
            for text in _TEXT.findall(match["texts"]):
                case = _case(name, text.replace('\\"', '"'), match["meant"])
                if case:
                    yield case


def _case(name: str, text: str, meant: str) -> Case | None:
    place = 0, len(text)
    if name == "Time":
        points = tuple(tuple(map(int, match)) for match in _POINT.findall(meant))
        return Case(name, text, place, points=points) if points else None
    amount = _AMOUNT.match(meant)
    if amount is None:
        return None
    number = Decimal(amount[1].rstrip("."))
    return Case(name, text, place, number, number, period=_PERIODS[amount[2]] if name == "Duration" else "")

"""The test tables of Microsoft's Recognizers-Text (``Specs/*/Chinese/*.json``), read from a folder of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from bench.values.cases import Case, Point

TABLES = (
    "Number/Chinese/NumberModel.json",
    "Number/Chinese/PercentModel.json",
    "Number/Chinese/NumberRangeModel.json",
    "Number/Chinese/OrdinalModel.json",
    "NumberWithUnit/Chinese/CurrencyModel.json",
    "NumberWithUnit/Chinese/DimensionModel.json",
    "NumberWithUnit/Chinese/TemperatureModel.json",
    "NumberWithUnit/Chinese/AgeModel.json",
    "DateTime/Chinese/DateTimeModel.json",
)
_PERIOD = re.compile(r"P(T)?(\d+(?:\.\d+)?)([YMWDHS])")
_UNITS = {"Y": "年", "M": "个月", "W": "周", "D": "天", "TH": "小时", "TM": "分钟", "TS": "秒"}
_RANGE = re.compile(r"[(\[](-?[\d.]*),(-?[\d.]*)[)\]]")
_POINT = re.compile(
    r"(?:(?P<year>\d{4}|XXXX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d))?|-WXX-(?P<weekday>\d))?)?"
    r"(?:T(?P<hour>\d\d)(?::(?P<minute>\d\d))?(?::\d\d)?)?"
)


def read_cases(specs: Path) -> Iterator[Case]:
    """The cases of the tables that are there, in order; what a table expects that it cannot say here is left out."""
    for table in TABLES:
        file = specs / table
        lines = json.loads(file.read_text(encoding="utf-8-sig")) if file.is_file() else []
        for line in lines:
            yield from _cases(table.removesuffix(".json").replace("Chinese/", ""), line)


def _cases(table: str, line: Mapping[str, Any]) -> Iterator[Case]:
    text, results = str(line["Input"]), line["Results"]
    timed = table.startswith("DateTime")
    if not results:
        yield Case(table, text, (0, len(text)), nothing=True, timed=timed)
    for result in results:
        place = (int(result["Start"]), int(result["End"]) + 1) if "Start" in result else _place(text, result["Text"])
        resolution = result.get("Resolution") or {}
        case = _timed(table, text, place, resolution) if timed else _figure(table, text, place, resolution)
        if case:
            yield case


def _place(text: str, part: str) -> tuple[int, int]:
    start = max(text.lower().find(part.lower()), 0)
    return start, start + len(part)


def _figure(table: str, text: str, place: tuple[int, int], resolution: Mapping[str, Any]) -> Case | None:
    value = str(resolution.get("value"))
    if match := _RANGE.fullmatch(value):
        low, high = (Decimal(end) if end else None for end in match.groups())
        return Case(table, text, place, low, high)
    number = re.fullmatch(r"(-?\d+(?:\.\d+)?(?:E[+-]?\d+)?)%?", value)
    if number is None:
        return None
    amount = Decimal(number[1])
    return Case(table, text, place, amount, amount, ordinal="Ordinal" in table)


def _timed(table: str, text: str, place: tuple[int, int], resolution: Mapping[str, Any]) -> Case | None:
    """None for what no moment or period is: a set, or one that hangs on the day of asking in a way of its own."""
    values = resolution.get("values") or [{}]
    timex = str(values[0].get("timex") or "")
    if match := _PERIOD.fullmatch(timex):
        amount = Decimal(match[2])
        return Case(table, text, place, amount, amount, period=_UNITS[(match[1] or "") + match[3]])
    ends = timex.strip("()").split(",")[:2]
    points = tuple(point for end in ends if (point := _point(end)))
    return Case(table, text, place, points=points) if points and len(points) == len(ends) else None


def _point(timex: str) -> Point | None:
    match = _POINT.fullmatch(timex)
    if not match or not timex:
        return None
    said = {name: int(part) for name, part in match.groupdict().items() if part and part.isdecimal()}
    return (*(said.get(name) for name in ("year", "month", "day", "hour", "minute", "weekday")),) if said else None

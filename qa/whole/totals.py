"""Rows of a table that are none of its things: those that sum others up, and those that tell a mean of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.layout.cells import MARK
from index.text.tokens import HAN
from qa.whole.rows import Row

TOTAL = re.compile("合计|总计|共计|小计|累计|总和|合\\s+计|总\\s+计")
_SUMS = re.compile(f"(?:{TOTAL.pattern})(?:[（(][^（）()]*[）)])?$")
_MEANS = re.compile(
    f"(?:^|{MARK}|\\s)(?:[全本该][{HAN}]{{1,2}}|年级|班级|班|部门|小组|总|加权|[男女][生性])?"
    "(?:平\\s*均(?:成绩|分数?|值|数|水平)?|均值|均分|人均(?:分|成绩)?|最[高低]分|中位数|标准差|及格率|优秀率)$"
)
"""The names of rows that tell the mean of others: 平均分, 年级平均; not of what may have one each (一班平均分)."""
_SOME_MEAN = re.compile("(?:平\\s*均(?:成绩|分数?|值)?|均分)$")
FEW = 2
"""Rows that may have a mean each tell that of others where they are no more than this part of all."""


def find_totals(rows: Sequence[Row]) -> frozenset[int]:
    """Where the first cells of those rows begin that sum others up: 合计, 教学类小计."""
    return _called(rows, _SUMS)


def find_means(rows: Sequence[Row]) -> frozenset[int]:
    """Where the first cells of those rows begin that tell the mean of others.

    A row may be called by a mean that is its own (一班平均分): half of all at most are not.
    """
    some = _called(rows, _SOME_MEAN)
    return _called(rows, _MEANS) | (some if FEW * len(some) <= len(rows) else frozenset())


def _called(rows: Sequence[Row], name: re.Pattern[str]) -> frozenset[int]:
    return frozenset(
        row.cells[0].start for row in rows if any(name.search(cell.value.strip()) for cell in row.cells[:2])
    )

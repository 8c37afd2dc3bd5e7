from __future__ import annotations

import pytest

from qa.disagreeing.values import agree
from qa.types import Expected


@pytest.mark.parametrize(
    ("words", "others", "same"),
    [
        ("5元", "8元", False),
        ("5000万元", "五千万元整", True),
        ("24小时", "1440分钟", True),
        ("12人", "15名", False),
        ("3260米", "3.26公里", None),
        ("1286米", "约1290米", None),
        ("1.2亿元", "1.18亿元", None),
        ("120人", "118人", False),
        ("不少于30日", "不少于20日", False),
        ("80分以上", "85分", None),
        ("2025年3月8日上午9时", "3月8日上午9点", True),
        ("5元", "免费", None),
    ],
)
def test_values_agree_whatever_they_are_written_like(words: str, others: str, same: bool | None) -> None:
    assert agree(words, others, Expected.NUMBER) is same
    assert agree(others, words, Expected.NUMBER) is same


def test_names_agree_by_their_letters() -> None:
    assert agree("林远", "林远同志", Expected.PERSON) is True
    assert agree("林远", "苏梅", Expected.PERSON) is False
    assert agree("按月发放", "按季发放", Expected.MANNER) is None

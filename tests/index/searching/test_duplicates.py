from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.searching.duplicates import letters
from index.text.tokens import fold


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("增长5.5%，排第6。", "增长５.５％　排第6", True),
        ("同比增长3.5%", "同比增长35%", False),
        ("利润为-5.6亿元", "利润为5.6亿元", False),
        ("第1-3页", "第1—3页", True),
        ("“百千万工程”实施以来", "百千万工程实施以来", True),
    ],
)
def test_marks_say_nothing_but_within_figures(one: str, other: str, same: bool) -> None:
    assert (letters(one) == letters(other)) is same


@given(st.text(alphabet="1２٣.-–_a 字,。", max_size=12))
def test_the_marks_are_all_but_those_two(text: str) -> None:
    folded = fold(text)
    kept = ""
    for place, character in enumerate(folded):
        before, after = folded[max(place - 1, 0) : place], folded[place + 1 : place + 2]
        figure = bool(re.match(r"\d", after))
        point = character == "." and bool(re.match(r"\d", before)) and figure
        minus = character == "-" and not re.match("[0-9A-Za-z]", before) and figure
        if point or minus or re.match(r"[^\W_]", character):
            kept += character
    assert letters(text) == kept

from __future__ import annotations

import pytest

from index.twins import letters


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

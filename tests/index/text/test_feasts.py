from __future__ import annotations

import pytest

from index.text.feasts import find_feasts, is_feast, names_of


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("2019年国庆节哪几天补班", ["国庆"]),
        ("端午、中秋、春节三大节日", ["端午", "中秋", "春节"]),
        ("劳动节和五一", ["五一", "五一"]),
        ("节日期间", []),
    ],
)
def test_the_feasts_of_a_text_by_the_name_of_the_day(text: str, named: list[str]) -> None:
    found = find_feasts(text)
    assert [name for _, _, name in found] == named
    assert all(is_feast(text[start:end]) for start, end, _ in found)


def test_what_a_text_may_write_for_one() -> None:
    assert names_of("五一") == ("五一", "劳动节")
    assert names_of("国庆") == ("国庆",)
    assert not is_feast("国庆期间")

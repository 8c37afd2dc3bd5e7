from __future__ import annotations

import pytest

from index.text.pairs import enclosed, is_within


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("《甲》和（乙）", ["《甲》", "（乙）"]),
        ("《甲（一）》，“乙”", ["《甲（一）》", "“乙”"]),
        ("（甲“乙）丙”丁", ["（甲“乙）丙”"]),
        ("甲）和（乙", []),
        ("）甲（乙）", ["（乙）"]),
        ("（甲，（乙）", ["（乙）"]),
        ("甲", []),
    ],
)
def test_what_paired_marks_enclose_is_told_and_a_lone_mark_encloses_nothing(text: str, inside: list[str]) -> None:
    places = enclosed(text)
    assert [text[start:end] for start, end in places] == inside
    assert all(is_within(start, places) and not is_within(end, [(start, end)]) for start, end in places)

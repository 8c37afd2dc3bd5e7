from __future__ import annotations

import pytest

from index.readers.numbering import chinese, spelled


@pytest.mark.parametrize(
    ("number", "kind", "said"),
    [
        (1, "chineseCounting", "一"),
        (10, "japaneseCounting", "十"),
        (19, "chineseCountingThousand", "十九"),
        (20, "chineseCountingThousand", "二十"),
        (105, "chineseCountingThousand", "一百零五"),
        (110, "chineseCountingThousand", "一百一十"),
        (1001, "chineseCountingThousand", "一千零一"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (3, "ideographTraditional", "丙"),
        (11, "ideographTraditional", "11"),
        (20, "decimalEnclosedCircle", "⑳"),
        (28, "lowerLetter", "bb"),
        (4, "upperRoman", "IV"),
        (7, "decimalZero", "07"),
        (5, "decimal", "5"),
        (5, "何种格式", "5"),
    ],
)
def test_a_number_is_spelled_as_its_list_counts(number: int, kind: str, said: str) -> None:
    assert spelled(number, kind) == said


def test_chinese_numbers_are_all_different() -> None:
    assert len({chinese(number) for number in range(1, 10_000)}) == 9_999

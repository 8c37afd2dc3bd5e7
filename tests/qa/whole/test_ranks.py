from __future__ import annotations

from pathlib import Path

import pytest

from index.text.tokens import Tokenizer
from qa.whole.naming import Register
from qa.whole.operations import Operation, find_operation
from tests.asked_tables import all_said, answered, written

RACE = (
    "名次,姓名,单位,成绩(秒)\n1,鄂尔泰,供电公司,11.32\n2,涂一凡,联合学校,11.45\n3,晋安,税务局,11.58\n-,石磊,供电公司,\n"
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("男子百米冠军是谁", ["鄂尔泰"]),
        ("男子百米亚军是哪个单位的", ["联合学校"]),
        ("男子百米第三名是谁", ["晋安"]),
        ("男子百米第2名的成绩", ["成绩(秒)：11.45"]),
        ("男子百米第九名是谁", None),
        ("男子百米成绩第一名是谁", ["鄂尔泰"]),
    ],
)
def test_a_place_names_its_row(tmp_path: Path, tokenizer: Tokenizer, question: str, said: list[str] | None) -> None:
    found = answered(Register(written(tmp_path, RACE, "男子百米决赛.csv")), question, tokenizer)
    assert all_said(found) == said


@pytest.mark.parametrize(
    ("rest", "operation"),
    [
        ("哪款除湿机噪声最大", Operation.HIGHEST),
        ("除西安外哪个城市最高", None),
        ("除了西安哪个城市最高", None),
        ("除去直辖市哪个城市最高", None),
    ],
)
def test_what_is_left_out_of_all_is_not_told_here(rest: str, operation: Operation | None) -> None:
    assert find_operation(rest, sums=True, keyed=False) is operation

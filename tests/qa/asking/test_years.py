from __future__ import annotations

import pytest

from index.text.tokens import Tokenizer
from qa.asking.question import understandings
from qa.asking.years import in_full


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("25年国庆补哪两天班", "2025年国庆补哪两天班"),
        ("软件工程22级微积分几个学分", "软件工程2022级微积分几个学分"),
        ("98年发大水那次", "1998年发大水那次"),
        ("22版和24版有什么不一样", "2022版和2024版有什么不一样"),
    ],
)
def test_a_year_of_two_digits_is_meant_in_full(said: str, meant: str) -> None:
    assert in_full(said) == meant


@pytest.mark.parametrize("said", ["2025年", "工龄满25年", "25年以上", "30年期贷款", "合同签了10年", "60岁", "5.25年"])
def test_a_duration_is_no_year(said: str) -> None:
    assert in_full(said) == said


def test_a_year_in_full_is_what_else_may_be_meant(tokenizer: Tokenizer) -> None:
    first, other = (question.resolved for question, _ in understandings("25年端午放几天假", (), tokenizer))
    assert (first, other) == ("25年端午放几天假", "2025年端午放几天假")

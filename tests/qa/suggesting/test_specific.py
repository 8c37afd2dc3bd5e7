from __future__ import annotations

import pytest

from index.text.tokens import Tokenizer
from qa.suggesting.specific import is_specific


@pytest.mark.parametrize(
    ("question", "specific"),
    [
        ("江门市户籍人口有多少万人？", True),
        ("2023年利润是多少？", True),
        ("GDP总量是多少亿元？", False),
        ("利润是多少？", False),
        ("大桥全长多少米？", False),
        ("养老床位有多少万张？", False),
        ("申请人什么时候入职？", False),
        ("鲁庄乡党委书记是谁？", True),
    ],
)
def test_a_question_by_itself_names_what_it_is_about(question: str, specific: bool, tokenizer: Tokenizer) -> None:
    assert is_specific(question, tokenizer) is specific
    assert is_specific("大桥全长多少米？", tokenizer, "清江大桥简介")

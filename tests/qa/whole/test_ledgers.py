"""Ledgers: a verb says whether it is asked for what came in or went out, and a column of units what is counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.text.tokens import Tokenizer
from qa.whole.naming import Register
from tests.asked_tables import answered, first_said, written

LEDGER = """日期,类型,品名,单位,数量,金额(元),往来单位
4月2日,入库,口罩,包,40,800,净维卫材
4月5日,出库,口罩,包,6,120,急诊科
4月9日,出库,口罩,包,10,200,门诊
4月10日,入库,手套,盒,100,3200,海棠用品
4月12日,入库,口罩,包,20,400,净维卫材
"""


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("口罩一共进了多少包", "40 + 20 = 60（2 行）"),
        ("口罩一共出了多少包", "6 + 10 = 16（2 行）"),
        ("在净维卫材一共进了多少钱的货", "800 + 400 = 1200元（2 行）"),
        ("4月10日进的手套多少盒", "100"),
        ("口罩一共多少包", None),
        ("口罩一共出了多少盒", None),
    ],
)
def test_a_verb_says_which_rows_of_a_ledger_are_meant(
    tmp_path: Path, tokenizer: Tokenizer, question: str, said: str | None
) -> None:
    register = Register(written(tmp_path, LEDGER, "耗材台账.csv"))
    assert first_said(answered(register, question, tokenizer)) == said

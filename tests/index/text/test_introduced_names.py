from __future__ import annotations

import pytest

from index.text.introduced_names import introduced, tails


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("甲方（采购方）：云泽水务集团有限公司", ("云泽水务集团有限公司", "云泽水务集团", "采购方")),
        ("**乙方：** 王五", ("王五",)),
        ("出租人（以下简称甲方）：林秀兰", ("林秀兰", "出租人")),
        ("发包人（甲方）：", ("发包人",)),
    ],
)
def test_the_parties_of_a_contract_are_who_and_what_its_head_says(text: str, names: tuple[str, ...]) -> None:
    found = introduced(f"# 合同\n\n{text}\n\n第一条 双方商定如下。\n")
    assert tuple(whole for whole, _ in found) == names
    assert {short for _, short in found} <= {"甲方", "乙方"}


def test_a_clause_introduces_no_party() -> None:
    assert introduced("第八条 甲方逾期付款的，每逾期一日，按未付金额支付违约金：0.3‰。\n") == ()


def test_the_ends_of_a_name_are_all_of_it_and_those_that_name_it() -> None:
    assert list(tails("采购方")) == ["采购方"]
    assert list(tails("云泽市水务集团")) == ["云泽市水务集团", "泽市水务集团", "市水务集团", "水务集团"]

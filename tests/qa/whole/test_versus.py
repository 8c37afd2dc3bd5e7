from __future__ import annotations

from pathlib import Path

import pytest

from index.text.tokens import Tokenizer
from qa.answers import PartKind
from qa.statements import ReasonKind
from tests.qa.whole.test_tables import answer

COSTS = (
    "项目,预算（万元）,实际支出（万元）,新招人数（人）\n"
    "清渠工程,12,10.5,3\n修桥工程,30,31,0\n路灯改造,8,8,2\n合计,50,49.5,5\n"
)
HALVES = "科目,预算（万元）,一季度（万元）,二季度（万元）\n水费,3,5,1\n电费,10,8,2\n"


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("哪个项目超预算", "修桥工程（31 > 30万元）"),
        ("实际支出超过预算的项目有哪些", "修桥工程（31 > 30万元）"),
        ("实际支出比预算高的有哪些", "修桥工程（31 > 30万元）"),
        ("实际支出低于预算的项目有哪些", "清渠工程（10.5 < 12万元）"),
        ("没有超预算的项目有哪些", "清渠工程（10.5 < 12万元）；路灯改造（8 = 8万元）"),
        ("有几个项目超预算", "1（修桥工程（31 > 30万元））"),
    ],
)
def test_two_columns_are_compared_row_by_row(question: str, wanted: str, tmp_path: Path, tokenizer: Tokenizer) -> None:
    found = answer(tmp_path, COSTS, question, tokenizer)
    assert found is not None
    assert [(draft.text, draft.kind) for draft in found.drafts] == [(wanted, PartKind.COMPUTED)]
    assert len(found.drafts[0].slices) == 3  # all that were compared


def test_columns_are_not_compared_where_one_is_not_clear(tmp_path: Path, tokenizer: Tokenizer) -> None:
    assert answer(tmp_path, HALVES, "哪个科目超预算", tokenizer) is None
    lacking = answer(tmp_path, COSTS.replace("8,8,2", "8,,2"), "哪个项目超预算", tokenizer)
    assert lacking is not None
    assert lacking.why is not None
    assert lacking.why.kind is ReasonKind.UNITS_OF_COLUMNS


def test_a_column_is_known_by_another_word_for_a_part_of_its_name(tmp_path: Path, tokenizer: Tokenizer) -> None:
    own, whole = (answer(tmp_path, COSTS, f"{row}招了多少新员工", tokenizer) for row in ("清渠工程", ""))
    assert own is not None
    assert [draft.text for draft in own.drafts] == ["新招人数（人）：3"]
    assert whole is not None
    assert ([draft.text for draft in whole.drafts], whole.sure) == (["新招人数（人）：5"], False)
